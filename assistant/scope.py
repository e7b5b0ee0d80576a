"""Whether and over which documents a question can be answered: bodies, years, bases that the store holds
or not, words that nothing explains; and the sentences for what it does not hold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from assistant.codes import asks_code
from assistant.context import Context, resolve
from assistant.groups import group_of
from assistant.narrative.asked import measure_asked
from assistant.narrative.aspect import asks_use, aspect_of
from assistant.narrative_query import Aspect
from assistant.placing_years import is_year_before, with_documents
from assistant.plan import Operation, Plan
from assistant.projects_counted import counting_sentences
from assistant.prompting import say
from assistant.sources import asks_source
from assistant.spoken import is_spoken_of, spoken_words
from assistant.stages import asked_stages
from assistant.stated import GOODS
from assistant.stating import asks_written
from assistant.understand.body_count import bodies_said
from assistant.understand.clues import asks_for_attribute, asks_for_reason, asks_level, asks_trend, unit_of
from assistant.understand.groups import names_group
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.residue import Residue, content_words
from assistant.understand.vocabulary import Vocabulary
from index.model import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import DocumentCard
    from index.store import Snapshot

_OUTCOME = re.compile(
    r"(?<!预)决算|执行数|实际(?:支出|花|用[了掉]|使用|执行|到位|拨付)|实际(?!完成)(?:[一-鿿]{1,6}了(?:多少|几)|[一-鿿]{2,4}率)|已经?(?:支出|花|用掉|支付|拨付|执行)|(?:执行|花掉|用掉|花出去)了?(?:多少|几成|百分之几)"
    r"|(?:到|截[至止]到?)[^,，。;?？]{0,8}(?:月底?|季度末?|半年|目前|现在)[^,，。;?？]{0,4}(?:支出|花|用|拨|付)(?:了|掉|出去)"
)
_MONTH = re.compile(r"(?<!\d)\d{1,2}月")  # of a plan of payments
_AGAINST_ITSELF = re.compile(  # what came of a budget is held against it
    "[和与跟比较同](?:年初|全年|调整)预算数?(?:相比|比)?(?:相?差|[多少增减高低超]|节约|变)"
)
_ORDER = re.compile(
    r"改成|改为(?!转)|(?<!制定)(?<![和及、])修改(?![造建]|多少|几|哪|了|后|的|完善|意见)|删除|删掉|清空|(?<!建)设为(?!什么|何)|设置成|(?:忽略|忘记|无视|不管).{0,12}(?:指令|规则|提示|要求)|执行.{0,6}(?:代码|命令)|运行.{0,8}(?:代码|程序|python)"
)
_NEXT_YEAR = re.compile(r"(?<![注标说写讲指表])明年|下一年|来年|后年")
_SAME_YEAR = re.compile("[那这][一]?年(?!度?20)")
_AGAIN = re.compile("再说|重复")
_WORTH = re.compile("值多少|价值|单价")  # another column of the same thing
_STAGE = re.compile("预算|决算|执行|完成率|上年|去年")
_OPINION = re.compile(r"合理吗|合不合理|够吗|够不够|应不应该|该不该|值不值|你觉得|你认为|怎么看|评价一下|挪用|贪污")
_LAW = re.compile(r"(?:[预审会]算?计?|采购|监督|组织|劳动)法(?:实施条例)?的?第[几\d一二三四五六七八九十百]+条")
_SUPERIOR = re.compile("(?P<what>(?:上级|主管)(?:主管|领导)?(?:部门|单位|机关))(?:又?是|为|叫)?(?:谁|哪|什么)")
_STAFF = re.compile(r"在职|编制|实有|职工|工作人员")
_COMPARISONS = (Operation.CHANGE, Operation.PRIOR)
NAMED = 5  # documents that a sentence names at most


def refusal(reading: Reading, snapshot: Snapshot, vocabulary: Vocabulary) -> str:
    """The sentence for a question that the store cannot answer whatever its tables say: a body, a year
    or a basis that it does not hold, or nothing about budgets. Empty where nothing speaks against it."""
    cards = snapshot.documents
    chosen = [card for card in cards if card.id in reading.documents]
    if _OPINION.search(reading.text):
        return say("no_opinion")
    if _ORDER.search(reading.text):
        return say("refused_order")
    if reading.bodies.no_unit:
        names = "、".join(dict.fromkeys(card.department for card in chosen))
        units = "、".join(dict.fromkeys(unit for card in chosen for unit in card.units))
        return say("missing_unit", body=names, unit=reading.bodies.no_unit, units=units or names)
    if reading.bodies.foreign and not chosen:
        held = "、".join(f"《{card.title}》" for card in _nearest(reading.bodies.foreign, cards)[:NAMED])
        return say("missing_body", body=reading.bodies.foreign, held=held)
    if reading.undecided and not chosen:
        plan = plan_of(with_documents(reading, reading.undecided), vocabulary)
        asks_nothing = not plan.selectors and not reading.wants_text and not names_group(reading)
        asks_nothing = asks_nothing and not asks_level(reading.plain)
        odd = not reading.names_something and bool(asks_for_attribute(reading.text))
        odd = odd or bool(_LAW.search(reading.text))
        return say("off_topic") if asks_nothing or odd else ""
    of_year = [card for card in chosen if card.basis == "预算" or not reading.years or card.year in reading.years]
    if any(asked_stages(reading.text, card, reading.years) for card in of_year):
        return ""
    outcome = _asks_outcome(reading) or bool(_AGAINST_ITSELF.search(reading.text))
    if chosen and outcome and all(card.basis == "预算" for card in chosen):
        return say("other_basis", documents="、".join(f"《{card.title}》" for card in chosen[:NAMED]))
    held_years = {card.year for card in chosen}
    if chosen and _NEXT_YEAR.search(reading.text):
        return missing_year(replace(reading, years=(max(year or 0 for year in held_years) + 1,)), chosen)
    if not chosen or not reading.years or held_years & set(reading.years):
        return ""
    if reading.operation is Operation.PRIOR and is_year_before(reading, chosen):
        return ""
    return missing_year(reading, chosen)


def superior_untold(reading: Reading, snapshot: Snapshot) -> str:
    """The sentence for a question which body stands above one (上级部门是谁), where no passage says so (主管部门：…);
    empty for any other question."""
    asked = _SUPERIOR.search(reading.text)
    chosen = [card for card in snapshot.documents if card.id in reading.documents]
    told = re.compile(f"{asked['what']}(?:是|为|[：:])") if asked else None
    if asked is None or told is None or not chosen:
        return ""
    if any(told.search(one.text) for one in snapshot.passages if one.document_id in reading.documents):
        return ""
    searched = "、".join(f"《{card.title}》" for card in chosen[:NAMED])
    return say("not_found", searched=searched, subject=asked["what"], nearest="")


def without_year(reading: Reading, cards: Sequence[DocumentCard]) -> list[str]:
    """The bodies among several that were asked about which have no document of the years asked for; none
    where the question's own number of bodies is that of those which have (2024年的四个部门)."""
    if not (reading.several and reading.years and reading.documents) or asks_trend(reading.text):
        return []
    of_place = [one.documents for one in reading.bodies.mentions if not one.unit_name]
    meant = {one for documents in of_place for one in documents} or {card.id for card in cards}
    there = {card.department for card in cards if card.id in reading.documents}
    if bodies_said(reading.text) == len(there):
        return []
    absent = [card for card in cards if card.id in meant and card.department not in there]
    return list(dict.fromkeys(card.department for card in absent if card.year not in reading.years))


def _nearest(name: str, cards: Sequence[DocumentCard]) -> list[DocumentCard]:
    """The documents, those first whose place and body share most with a name, the latest of each body before
    its others."""
    latest = sorted(cards, key=lambda card: -(card.year or 0))
    first = list({card.department: card for card in reversed(latest)}.values())
    order = [*first, *(card for card in latest if card not in first)]
    return sorted(order, key=lambda card: -_shared(name, card))


def _shared(name: str, card: DocumentCard) -> int:
    """How many characters of a name stand in the same order in the place and the body of a document."""
    return max(LCSseq.similarity(name, words) for words in (card.department, f"{card.region}{card.department}"))


def missing_year(reading: Reading, chosen: Sequence[DocumentCard]) -> str:
    """The sentence for years that the documents asked are not of."""
    held_years = {card.year for card in chosen}
    names = "、".join(dict.fromkeys(card.department for card in chosen))
    years = "、".join(str(year) for year in sorted(year for year in held_years if year))
    return say("missing_year", department=names, years=years, asked="、".join(map(str, reading.years)))


def _asks_outcome(reading: Reading) -> bool:
    """Whether final figures are asked for, other than as the base that a change is told against."""
    told_against = reading.operation in _COMPARISONS or reading.wants_text or asks_for_reason(reading.text)
    told_against = told_against or aspect_of(reading.text)[0] is Aspect.DUTY  # 能不能审查批准决算
    return bool(_OUTCOME.search(reading.text)) and not told_against


def _not_told_elsewhere(words: list[str], plan: Plan) -> list[str]:
    """The words without those that figures are not expected to speak of: whom the number of heads is of, and
    the kinds of procurement that a sentence tells."""
    if plan.operation is Operation.AVERAGE:
        words = [word for word in words if not _STAFF.search(word)]  # those whom the number of heads is of
    if any("政府采购" in one.names for one in plan.selectors):
        words = [word for word in words if not any(kind in word for kind in GOODS)]  # told by a sentence
    return words


def unexplained(reading: Reading, plan: Plan, context: Context) -> list[str]:
    """Content words of the question that neither its names nor the surroundings of the figures explain."""
    dated = [one.measure for one in plan.selectors if "/" in one.measure]
    others = [one for one in _MONTH.findall(reading.text) if dated and not any(one in name for name in dated)]
    if others or not reading.left or not (plan.selectors or plan.group):
        return others
    if plan.selectors and all(one.label in reading.rests for one in plan.selectors):
        return []  # nothing but left-over words: sentences may state something of them
    printed = context.printed.of(plan.documents)
    ends = {place for link in reading.links for place in (link.start, link.end)}

    def content_of(residue: Residue) -> list[str]:
        names_cost = residue.text.endswith("费")
        touching = residue.start in ends or residue.end in ends  # 医保|报销比例: part of the name of a thing
        touching = touching or names_cost
        return content_words(residue.text, (lambda _: True) if touching else printed.__contains__)

    words = [word for residue in reading.left for word in content_of(residue)]
    words = [word for word in _not_told_elsewhere(words, plan) if word in reading.text or not _stated(word, context)]
    if not words:
        return []
    if plan.group:
        found = group_of(plan, context)
    else:
        pairs = [(document, selector) for document in plan.documents for selector in plan.selectors]
        found = [one for document, selector in pairs for one in resolve(document, selector, context.facts)]
    if not found:
        return []  # a sentence may state it, and is looked up by these words too
    of_number = plan.operation in (Operation.COUNT, Operation.LIST) and plan.group == "projects"
    counts = plan.documents if of_number else ()
    told = [one.quote for document in counts for one in counting_sentences(document, context)]
    around = " ".join((*(one.around for one in found), *told))
    said = [one for one in spoken_words(" ".join(reading.rests)) if is_spoken_of(one, around)]
    return [
        word
        for word in words
        if not is_spoken_of(word, around)
        and not any(word in one for one in said)
        and not any(_abbreviates(word, name) for name in (*(one.item for one in found), *told))
    ]


def _stated(word: str, context: Context) -> bool:
    """Whether a word that a follow-up inherits stands in the sentence, or above it, that the turn before told."""
    stated = [one for one in context.amounts if isinstance(one, Statement)]
    return any(word in " ".join((one.quote, *one.section)) for one in stated)


def _abbreviates(word: str, name: str) -> bool:
    return len(word) > 2 and LCSseq.similarity(word, name) == len(word)


def is_repeated(reading: Reading, earlier: Reading) -> bool:
    """Whether a follow-up asks nothing that differs from the turn before, as far as it is understood."""
    new = reading.fresh or reading.bodies.mentions or reading.wants_text or reading.operation is not Operation.VALUE
    stages = set(_STAGE.findall(reading.question)) - set(_STAGE.findall(earlier.text))
    new = new or bool(stages - {"预算"}) or ("预算" in stages and bool(_STAGE.search(earlier.text)))
    new = new or bool(reading.tables or measure_asked(reading.text) or _AGAIN.search(reading.question))
    new = new or (earlier.wants_text and "多少" in reading.text)  # its reason or use was told before, no amount
    new = (
        new
        or bool(_WORTH.search(reading.text))
        or asks_use(reading.text)
        or asks_written(reading.text)
        or asks_source(reading.text)
        or asks_code(reading.text)
        or any(one.text in reading.text for one in reading.left)
    )
    converted = unit_of(reading.text) not in ("", "万元")  # 多少万 asks for an amount, not for another unit
    dated = reading.years_named and not _SAME_YEAR.search(reading.text)
    return not (new or reading.base_year or dated or converted)
