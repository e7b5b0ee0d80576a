"""What sentences state of something: amounts, and that nothing of the kind is arranged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.understand.text import bare, folded, grams
from index.amounts import YUAN_PER_UNIT
from index.catalogue import THREE_PUBLIC_KINDS
from index.model import Passage, Statement
from index.stages import OUTCOME
from index.statements import sentences

if TYPE_CHECKING:
    from assistant.plan import Plan, Selector
    from index.store import Snapshot

OWN_STAGES = ("", OUTCOME)
_ENOUGH = 0.6  # share of the asked words' character pairs that a statement's subject must hold
_NAMED_ABOVE = 0.8  # the same for the headings above a sum
_IS_GONE = re.compile("^(?:主要)?原因|报废|淘汰|注销")  # what a change is put down to is nothing that is held
_OF_SECTION = re.compile(r"(?:20\d\d)?(?:年度?)?项目(?:总预算|预算总额|总投资|总金额)")
_VEHICLES = "车辆"
_HELD = re.compile("(?:共有|拥有|实有|保有|现有|(?<!没)有)[^，。；]{0,8}车[^，。；]{0,2}\\s*\\d")
_CLASS = re.compile("(?:工作|专项|业务|活动|管理)?(?:专项)?(?:经费|费用|资金|支出|项目)+$")  # what many names end in
_SHORT = 3  # pairs of which none may be missing (基本支出 is no 基本养老保险缴费支出)


def stated(
    snapshot: Snapshot, documents: Iterable[str], words: str, *, exact: bool = False, stages: Sequence[str] = OWN_STAGES
) -> list[Statement]:
    """Statements about something, best first. `exact`: the subject ends in these very words, or in
    them with （项）; `stages`: those of another stage than the document's own are told apart."""
    wanted = set(documents)
    scored = []
    for statement in snapshot.statements:
        if statement.document_id not in wanted or statement.stage not in stages:
            continue
        if _IS_GONE.search(statement.subject) and not _IS_GONE.search(words):
            continue
        body = snapshot.card(statement.document_id).department
        if "不" in words and _denies(statement, words):
            continue
        score = _exactness(statement, words) if exact else _nearness(statement, words, body)
        if score:
            scored.append((score, statement))
    return [statement for _, statement in sorted(scored, key=lambda pair: -pair[0])]


_LEVEL_OF_SUBJECT = re.compile(r"\([类款项]\)")  # 支出（类）国有… does not speak of 出国
_PATH_END = re.compile(r"([^()]+)\([类款项]\)(?:支出)?$")
_TRAILING = re.compile(r"(?:预算|决算|支出|财政拨款|拨款|总额|数)+$")
_SPENT = re.compile(r"(?:预算|决算|支出)$")  # behind the name of a cost that may stand there without its 费
_LEADING = re.compile(
    r"(?:.{2,40}?(?:局|办|厅|办公室|委|委员会|中心|街道|办事处|政府|院|队|所)(?:本级|部门)?|[本我](?:部门|单位))?"
    r"(?:通过|使用|由|用)?(?:本年|当年)?(?:一般公共预算)?(?:当年)?(?:财政)?(?:拨款)?"
)


def last_of_path(subject: str) -> str:
    """The item that a subject with its path of subjects is about (防汛 of 农林水支出（类）水利（款）防汛（项）); empty
    without a path."""
    path = _PATH_END.search(folded(subject))
    return path[1] if path else ""


def _denies(statement: Statement, words: str) -> bool:
    """Whether words are the contrary of what a statement is of (不合格, of 合格)."""
    denied = [found[1] for found in _NOT.finditer(words)]
    return any(one in statement.subject and f"不{one}" not in statement.subject for one in denied)


def _exactness(statement: Statement, words: str) -> float:
    """Whether a subject is these words but for its path, its body and words such as 预算 around them."""
    wanted = _TRAILING.sub("", bare(words)) or bare(words)
    path = last_of_path(statement.subject)
    if path:
        last = _TRAILING.sub("", path)
        return 1.0 if last == wanted else 0.5 if last.removeprefix("机关事业单位") == wanted else 0.0
    subject = _TRAILING.sub("", bare(statement.subject))
    if not subject.endswith(wanted) and _SPENT.search(bare(statement.subject)):
        wanted = wanted.removesuffix("费")  # 公务用车购置预算支出
    return 1.0 if wanted and subject.endswith(wanted) and _LEADING.fullmatch(subject.removesuffix(wanted)) else 0.0


def is_of(statement: Statement, words: str) -> bool:
    """Whether the subject of a statement is these very words, but for its path, its body and words such as 预算."""
    return _exactness(statement, words) == 1.0


def _reaches(asked: set[str], told: set[str]) -> bool:
    """Whether enough of the pairs of characters asked for are told; of few, all; of none, yes."""
    return not asked or len(asked & told) / len(asked) >= (1 if len(asked) <= _SHORT else _ENOUGH)


def _nearness(statement: Statement, words: str, body: str) -> float:
    asked = grams(bare(words))
    if not asked or (bare(words) in GOODS and "采购" not in statement.subject):
        return 0.0  # 服务 by itself is no 一般公共服务
    if _OF_SECTION.fullmatch(bare(statement.subject)):  # the sum of what its section is about
        share = len(asked & grams(bare(" ".join(statement.section)))) / len(asked)
        return 2 * share if share >= _NAMED_ABOVE and statement.amount is not None else 0.0
    named = bare(last_of_path(statement.subject) or statement.subject)  # 管理 is of the 款
    subject = grams(named.replace(bare(body), " "))  # 办公室 is of the body's name
    heading = grams(bare(statement.section[-1])) if statement.section else set()
    score = len(asked & (subject | heading)) / len(asked)
    if not _reaches(asked, subject | heading) or not _reaches(grams(_CLASS.sub("", bare(words))), subject | heading):
        return 0.0
    return score + len(asked & subject) / len(asked) / 2 + (0.2 if statement.amount is not None else 0)


_NOT = re.compile("不([一-鿿]{2})")
_OF_BASIC = ("人员经费", "公用经费")
_DENIED = re.compile(r"没有|未安排|未使用|无.{0,6}(?:安排|支出|预算|收入|数据|项目|专项)|不涉及|不安排|为空")
_ALL_SAID = 0.8  # share of the pairs of characters of what is asked that a denying sentence must hold


def denial_of(snapshot: Snapshot, document: str, words: str) -> tuple[Passage, str] | None:
    """The sentence that says that a document arranges nothing of this kind, with its passage."""
    asked, body = grams(bare(words)), bare(snapshot.card(document).department)
    best: tuple[float, Passage | None, str] = (0.0, None, "")
    for passage in snapshot.passages:
        if passage.document_id != document or passage.kind == "definition" or not _DENIED.search(passage.text):
            continue
        for start, end in sentences(passage.text):
            quote = passage.text[start:end].strip()
            said = len(asked & grams(bare(quote).replace(body, " "))) / len(asked) if asked else 0.0
            if _DENIED.search(quote) and said >= _ALL_SAID and said - len(quote) / 10_000 > best[0]:
                best = (said - len(quote) / 10_000, passage, quote)
    return (best[1], best[2]) if best[1] is not None else None


_OF_KIND = re.compile("(货物|工程|服务)(?:类|采购|预算|支出|金额|数)*$")
_NAMES_GOODS = re.compile(
    "[一-鿿]{2,}(?<!采购)(?<!购买)(?<!购置)(?:货物|工程|服务)$"
)  # 培训场地与食宿服务, which is bought
_RESERVED = re.compile("(?:(?:留|面向|授予)[^，。]{0,6}(?:中小|小微|小型|微型))|(?:中小|小微|微型)企业[^，。]{0,6}预留")
GOODS = ("货物", "工程", "服务")  # the three kinds of which all procurement consists by law


def asks_procurement(plan: Plan) -> bool:
    """Whether a question is about procurement, or goes on from one that was."""
    return "采购" in plan.question or any("政府采购" in one.names for one in plan.selectors)


def procured_kinds(plan: Plan) -> list[str]:
    """The kinds of procurement that a question about it names."""
    base = (plan.base,) if plan.base else ()
    labels = [one.label for one in (*plan.selectors, *base) if not _NAMES_GOODS.search(one.label)]
    words = "".join((*plan.rests, *labels))
    asked = f"{plan.question}{words}"  # in the order in which the question names them
    named = sorted((kind for kind in GOODS if kind in words), key=asked.find)
    return named if asks_procurement(plan) else []


def kind_procured(statement: Statement) -> str:
    """The kind of procurement that a statement is of; empty for the whole of it."""
    found = _OF_KIND.search(statement.subject)
    return found[1] if found else ""


def is_reserved(statement: Statement) -> bool:
    """Whether a statement is of the procurement that is kept for small enterprises (面向中小企业预留)."""
    return bool(_RESERVED.search(statement.subject))


def procurement_total(snapshot: Snapshot, document: str) -> Statement | None:
    """What a sentence of a document states of the whole procurement."""
    found = [one for one in stated(snapshot, (document,), "政府采购") if one.amount is not None]
    found = [one for one in found if one.unit in YUAN_PER_UNIT and "采购" in one.subject]
    return next((one for one in found if not kind_procured(one)), None)


def _of_kind(name: str) -> re.Pattern[str]:
    """What the cost of a kind of the three public expenses is called (因公出国（境）费, 因公出国（境）团组费用预算)."""
    return re.compile(f"{re.escape(re.sub('费用?$', '', name))}(?:团组)?(?:费用?|经费|支出)(?:预算数?)?$")


def stated_amount(snapshot: Snapshot, document: str, selector: Selector) -> Statement | None:
    """The sum of money that a sentence states of the very thing asked, for the unit that is asked, or the number of
    vehicles held; None where a column or a source of funds of it is asked, of which sentences seldom tell."""
    if selector.names == (_VEHICLES,) and not selector.unit_name:
        return _vehicles_held(snapshot, document)
    if selector.label in _OF_BASIC and selector.measure == selector.label:  # a row of the words where no column has it
        selector = selector.model_copy(update={"names": (selector.label,), "measure": "合计"})
    if not selector.names or selector.fund or selector.measure != "合计" or selector.within:
        return None
    if "政府采购" in selector.names:
        return None if selector.unit_name else procurement_total(snapshot, document)
    department = snapshot.card(document).department
    for name in dict.fromkeys((selector.label, *selector.names)):
        hits = [hit for own in (name, f"{department}{name}") for hit in stated(snapshot, (document,), own, exact=True)]
        of_kind = _of_kind(name) if name in THREE_PUBLIC_KINDS else None
        loose = stated(snapshot, (document,), name)
        hits += [hit for hit in loose if name in hit.subject or (of_kind and of_kind.search(hit.subject))]
        for hit in hits:
            own_unit = not selector.unit_name or bare(selector.unit_name) in bare(hit.quote)
            if hit.amount is not None and hit.unit in YUAN_PER_UNIT and own_unit:
                return hit
    return None


def _vehicles_held(snapshot: Snapshot, document: str) -> Statement | None:
    """How many vehicles all units together have, as the sentence on what is owned states it."""
    own = (one for one in snapshot.statements if one.document_id == document and one.unit == "辆")
    return next((one for one in own if one.subject.endswith(("车", _VEHICLES)) and _HELD.search(one.quote)), None)


def procurement_of(snapshot: Snapshot, document: str, plan: Plan) -> tuple[Statement | None, list[Statement]]:
    """The procurement that a sentence of a document states, with the kinds that the question names (all
    of them where it names none)."""
    total = procurement_total(snapshot, document)
    if total is None:
        return None, []
    beside = [one for one in snapshot.statements if one.document_id == document and one.quote == total.quote]
    kinds = procured_kinds(plan) or list(GOODS)
    named = (
        next((one for one in beside if kind_procured(one) == kind and one.unit == total.unit), None) for kind in kinds
    )
    return total, [one for one in named if one is not None]
