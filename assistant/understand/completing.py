"""A follow-up that is less than a question is made whole from the question before it.

那柯桥呢 puts 柯桥 in the place of the body that was asked about, 其中公务接待费呢 another item, 2023年的呢
another year; 它, 前者 and 这个项目 are replaced by what they stand for; a bare 为什么 or 占项目支出多少 gets what
was talked of before it. What comes of it is a question that can be read by itself, so that a chain of
follow-ups, and a follow-up to several questions at once, mean what they say.
"""

from __future__ import annotations

import re

from assistant.plan import Operation
from assistant.understand.amount_or_number import COUNTED
from assistant.understand.clues import asks_for_reason
from assistant.understand.pronouns import in_order, without_pronoun
from assistant.understand.reading import Reading
from assistant.understand.rephrasing import (
    AMOUNT,
    BARE_AMOUNT,
    BARE_WORTH,
    PARTICLES,
    Reader,
    is_elliptical,
    rephrased,
    said_again,
)
from assistant.understand.residue import YEAR
from assistant.understand.substituting import Meant, is_fund, substituted
from assistant.understand.text import folded
from assistant.understand.told import Told, is_of_kind, parts_of, pieces_of, words_of

_SELF_CORRECTION = re.compile(
    r"^(?:(?:不是|不对|(?:我)?(?:打|说|问|搞|写|弄|输)?错了|更正一?下|纠正一?下|不好意思|对不起|抱歉|哦|噢|呃|等等|sorry)[,，。;；!！、~]*"
    r"|(?:我)?(?:其实)?(?:要问|想问|问|说|指|要|想看)的(?:其实)?(?:是|应该是)|我是[问说指要]|应该是(?!多少|几))+"
)
_OF_WHOLE = re.compile(r"(?:那么?|这|又|大概|约)*(占.*)")
_HOUSE = "(?:局|办公?室?|委|厅|单位|部门|机关|中心|街道|馆|院)"
_ALL_OF_IT = re.compile(f"占(?:全|整个){_HOUSE}的?|[占是](?:全|整个)?{_HOUSE}[里内]的?(?=[多几百总])")
_ITS_BODY = re.compile(
    r"(占|^|[,，])(?:那么?)?(?:(?:这|那)个?家?|该|此)(?:局|办公?室?|委|厅|单位|部门|机关|中心|街道|馆|院)的?(?=[一-鿿]{2})"
)
_OF_ITS = re.compile(r"占(?:它|其(?!中))(?:们)?的?(?=[一-鿿]{2})")
_RATE = re.compile(r"(占.{1,20}?)(?:呢|的呢)?[?？]?$")
_OF_IT = re.compile(r"安排|部分|其中|来源|口径|承担|出的|里面|拨款的|列的")
_AMONG = re.compile(r"^(?:其中|这里面|里面|当中)的?")
_WITHOUT_WHOLE = re.compile(r"占了?(?:多少|几成|多大|比|百分)[^的]{0,6}$|(?:比[例重]|百分比)[^的]{0,6}$")
_SHARE_OF = re.compile(
    r"(?<=[一-鿿])的?(?:[这那]一?个)?(?:占比|比[例重]|百分比)(?:呢|是?多少)?[?？]*$"
)  # …的比例呢, of the same whole
_PART_OF_IT = re.compile(r"部分|其中|里面")
_SHORT = {"公用": "公用经费", "人员": "人员经费", "项目": "项目支出", "基本": "基本支出"}
_STAGE_OF_IT = re.compile("(?:那么?|它的|其)*支出(决算|预算)(?:数|金额)?(?:又?是?(?:多少|几)(?:万元?|钱)?|呢)*[?？]*")
_SHORT_PART = re.compile("(?:那么?|其中)?(公用|人员|项目|基本)(?=的?占|的?比[例重])")
_WITHIN_IT = re.compile("(?:那么?)?([一-鿿]{2,12}?)(?:里面?|[当其之]?中|内)的(?:部分)?呢?[?？]*")
_USE = re.compile(
    r"(?:什么|哪[类种]|啥)(?:性质的?)?(?:资金|拨款|经费)|资金来源|来自|哪来|从哪|用来|用于|用在|用途|干什么|干啥|做什么|花在|拿来"
)
_BARE_USE = re.compile("(?:又|是|都是|主要是?)?[干做](?:什么|啥|嘛)用?的?[?？呢]*")
_GOAL = re.compile(
    r"(?:那么?|的)*(?:绩效|年度)(?:目标|指标)(?:都|又)?(?:是|有|包括|怎么)?(?:什么|啥|哪些|哪几[个项]|如何)?[呢?？]*"
)
_MOVED = (Operation.CHANGE, Operation.PRIOR)


def completed(turn: str, told: Told | None, read: Reader) -> list[Meant]:
    """The question that a follow-up means, the best first, where it can be meant in more than one way;
    the turn itself where it needs nothing of the question before."""
    text = _SELF_CORRECTION.sub("", folded(turn)) or folded(turn)
    if told is None:
        return [Meant(turn)]
    text = in_order(text)
    text = _long(_ALL_OF_IT.sub("占全部门", _ITS_BODY.sub(r"\1", said_again(text, told))), told)
    meant = rephrased(text, told, read)
    if meant:
        return [Meant(meant)]
    shared = Operation.SHARE in (told.last.operation, told.whole.operation) and told.last.operation is not Operation.SUM
    new = read(_SHARE_OF.sub("呢", text) if shared else text)
    if is_elliptical(new) or (not pieces_of(new) and is_elliptical(read(AMOUNT.sub("呢", text)))):
        if _counts_in_project(new, told):
            return [Meant(text)]
        if _asks_amount_after_reason(new, told):
            return [Meant(f"{told.subject}{text}")]  # 为什么降了, then 上年是多少
        named = bool(pieces_of(new) or new.bodies.mentions)
        said = new.text.strip("呢?？,，") if named else new.text
        before = told.before(said) if named or YEAR.search(said) else told.whole
        old = _with_subject(told, read) if before is told.whole else before
        return substituted(new, old) or [Meant(text)]
    text = _of_told(without_pronoun(_OF_ITS.sub("占", text), new, told), told)
    asks_use = _of_its_use(new) and bool(told.subject)
    if asks_use and _BARE_USE.fullmatch(text) and any(one.kind == "link" for one in parts_of(told.whole)):
        text = f"{told.subject}用来干什么"  # 干什么的 by itself asks for the duties of a body
    computed = told.last.operation is not Operation.VALUE and not told.group
    of_last = (asks_use and computed) or (_is_of_words(told) and (asks_use or bool(BARE_AMOUNT.fullmatch(text))))
    of_last = of_last or (new.operation in _MOVED and (_is_of_first(new, told) or _is_of_sentence(new, told)))
    of_goal = bool(told.projects and _GOAL.fullmatch(text)) and not pieces_of(new)
    if (of_last or of_goal) and told.subject not in text:
        text = f"{told.projects[-1]}的{text}" if of_goal else f"{told.subject}{text}"
    within = _WITHIN_IT.fullmatch(text)
    if within and _is_column_alone(new, told):
        return [Meant(f"{within[1]}里的{told.subject}多少")]  # 差旅费多少, then 基本支出里的呢
    narrower = [Meant(f"{_narrowed(new, told)}的{_AMONG.sub('', text)}", of_part=True)] if _narrows(new, told) else []
    return [*narrower, Meant(text if text != folded(turn) else turn)]


def _is_column_alone(new: Reading, told: Told) -> bool:
    """Whether a follow-up to an amount of one item names but a column or a source of funds."""
    pieces = pieces_of(new)
    alone = bool(pieces) and not new.bodies.mentions and all(one.kind == "column" for one in pieces)
    of_one = bool(told.subject) and not told.group and told.last.operation is Operation.VALUE
    return alone and of_one and any(one.kind == "link" for one in parts_of(told.last))


def _counts_in_project(new: Reading, told: Told) -> bool:
    """Whether a follow-up to a project's money names but what the project is measured by (参加人数呢)."""
    pieces = pieces_of(new)
    own = bool(pieces) and all(is_of_kind(one, "indicator") and not is_of_kind(one, "project") for one in pieces)
    before = parts_of(told.whole)
    if own and told.projects and not new.bodies.mentions and COUNTED.search(told.whole.text):
        return True  # 培训多少人次, then 合格率呢
    of_project = any(is_of_kind(one, "project") for one in before)
    return own and of_project and not any(is_of_kind(one, "indicator") for one in before)


def _asks_amount_after_reason(new: Reading, told: Told) -> bool:
    """Whether a follow-up to a question for a reason, or a meaning, asks for an amount of what that was about, naming
    nothing."""
    bare = not (pieces_of(new) or new.bodies.mentions) and bool(AMOUNT.search(new.text))
    meaning = told.last.wants_text and not AMOUNT.search(told.last.text)
    of_words = meaning or asks_for_reason(told.whole.text)
    return bare and bool(told.subject) and of_words and not asks_for_reason(new.text)


def _with_subject(told: Told, read: Reader) -> Reading:
    """The question before; where it named nothing itself (干什么用的), with what it was about."""
    of_it = told.whole.wants_text or told.whole.operation in _MOVED or BARE_WORTH.fullmatch(told.whole.text)
    if pieces_of(told.whole) or told.group or not told.subject or not of_it:
        return told.whole
    return read(f"{told.subject}{told.whole.text}")


def _is_of_first(new: Reading, told: Told) -> bool:
    """Whether a follow-up that names nothing goes on from the one that came first (哪个项目增长最快, 增长了多少)."""
    ranked = told.last.operation is Operation.RANK and not told.group and bool(told.subject)
    return ranked and not pieces_of(new) and not new.bodies.mentions


def _is_of_sentence(new: Reading, told: Told) -> bool:
    """Whether a follow-up that names nothing goes on from what a sentence told, which the question before called by
    words of its own."""
    return bool(told.subject) and not told.last.names_something and not pieces_of(new) and not new.bodies.mentions


def _is_of_words(told: Told) -> bool:
    """Whether the question before named nothing, and the words that answered it speak of one project."""
    return bool(told.projects) and not pieces_of(told.last) and told.subject == told.projects[-1]


def _of_its_use(new: Reading) -> bool:
    """Whether a clause asks what money is for without naming it."""
    return not pieces_of(new) and not new.bodies.mentions and bool(_USE.search(new.text))


def _narrows(new: Reading, told: Told) -> bool:
    """Whether a question names only who pays, or which kind of cost, of what was asked about before
    (一般公共预算安排的是多少)."""
    pieces = pieces_of(new)
    if not pieces or new.bodies.mentions or told.group or not told.subject:
        return False
    if any(one.kind != "column" for one in pieces) or not any(one.kind == "link" for one in parts_of(told.whole)):
        return False
    if new.operation is Operation.SHARE:  # of what was asked before; 占项目支出的比例 names the whole itself
        return bool(_WITHOUT_WHOLE.search(new.text)) and not new.text.startswith("占")
    if new.operation is not Operation.VALUE:
        return False
    of_funds = all(map(is_fund, pieces))
    if of_funds and all(is_of_kind(one, "project") for one in parts_of(told.last)):
        return bool(_OF_IT.search(new.text) or BARE_AMOUNT.fullmatch(new.text[pieces[-1].end :]))  # 单位资金多少
    return bool(_OF_IT.search(new.text)) and (of_funds or bool(_PART_OF_IT.search(new.text)))


def _narrowed(new: Reading, told: Told) -> str:
    """The words for what a part is asked of; where another source of funds is named than was before, without that
    (某项目里一般公共预算多少, then 单位资金占几成)."""
    links = [one for one in parts_of(told.last) if one.kind == "link"]
    before = any(is_fund(one) for one in parts_of(told.last))
    again = before and len(links) == 1 and all(map(is_fund, pieces_of(new)))
    return words_of(told.last, links) if again else told.subject


def _long(text: str, told: Told) -> str:
    """公用呢 and 人员占比 said of columns in full; 支出决算呢 of an item that was asked about as 决算呢, not of all."""
    stage = _STAGE_OF_IT.fullmatch(text) if any(one.kind == "link" for one in parts_of(told.whole)) else None
    if stage:
        return f"{stage[1]}呢"
    of_columns = any(one.kind != "link" for one in parts_of(told.whole))
    part = _SHORT_PART.match(text) if of_columns else None
    if part:
        return f"{text[: part.start(1)]}{_SHORT[part[1]]}{text[part.end(1) :]}"
    short = _SHORT.get(PARTICLES.sub("", text), "")
    return f"{short}呢" if short and of_columns else text


def _of_told(text: str, told: Told) -> str:
    """占项目支出多少 with what it asks the share of; where several figures were told, they are meant."""
    found = _OF_WHOLE.fullmatch(text)
    if found is None:
        return text
    left_of = words_of(told.last, parts_of(told.last)[:1]) if told.last.leaves_out else ""
    if left_of and (_WITHOUT_WHOLE.search(text) or found[1].rstrip("呢?？") == "占比"):
        return f"{told.subject}占{left_of}的比重"  # 三公经费扣除接待费还剩多少, 占比
    share = _RATE.sub(r"\1多少", found[1]) if not re.search(r"多少|几|比|百分|多大", found[1]) else found[1]
    several = len(told.last.links) + len(told.last.columns) > 1 or not pieces_of(told.last)
    summed = told.last.operation is Operation.SUM and several
    whole = told.group or not told.subject or told.subject in told.last.total or summed
    whole = whole or any(one.text in told.last.text for one in told.last.left)  # 货物多少, then 占比
    return share if whole else f"{told.subject}{share}"
