"""A follow-up that is less than a question is made whole from the question before it.

那柯桥呢 puts 柯桥 in the place of the body that was asked about, 其中公务接待费呢 another item, 2023年的呢
another year; 它, 前者 and 这个项目 are replaced by what they stand for; a bare 为什么 or 占项目支出多少 gets what
was talked of before it. What comes of it is a question that can be read by itself, so that a chain of
follow-ups, and a follow-up to several questions at once, mean what they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.plan import Operation
from assistant.understand.columns import FUNDS, Column
from assistant.understand.reading import Reading
from assistant.understand.residue import YEAR
from assistant.understand.text import folded
from assistant.understand.told import Piece, Told, parts_of, pieces_of, words_of
from assistant.understand.vocabulary import ItemLink

_SELF_CORRECTION = re.compile(
    r"^(?:(?:不是|不对|(?:我)?(?:打|说|问|搞|写|弄|输)?错了|更正一?下|纠正一?下|不好意思|对不起|抱歉|哦|噢|呃|等等|sorry)[,，。;；!！、~]*"
    r"|(?:我)?(?:其实)?(?:要问|想问|问|说|指|要|想看)的(?:其实)?(?:是|应该是)|我是[问说指要]|应该是(?!多少|几))+"
)
_PARTICLES = re.compile(
    r"[这那]边|那头|那里|换成|换作|换做|换到|换|改成|改为|改看|改问|再看看?|再来看|再说说?|接着|继续|那么|那|还有|要是|假如|如果|同样|一样|"
    r"其中|这里面|里面|当中|部分|这块|那块|口径|只算|只看|单看|只要|按|就|看看?|查查?|的话|情况|部门|单位|这家|那家|是|问|又|也|呢|吧|啊|呀|嘛|哪|"
    r"的|了|和|与|及|跟|、|,|，|。|\?|？|!|！|~"
)
_WHY = re.compile(
    r"(?:这)?(?:又|却)?(?:主要)?(?:是)?(?:因为)?(?:为什么|为啥|为何|(?:什么|啥)(?:主要)?(?:原因|缘故|理由)|怎么回事|凭什么|咋回事|"
    r"(?:主要)?(?:原因|理由)(?:呢|是什么|是啥|在哪|何在)?)(?:呢|啊|呀)?"
)
_DIRECTION = re.compile(r"增加|减少|增长|下降|上升|降低|涨|降|增|减|持平|变化")
_PRONOUN = re.compile(
    r"(?:这|该|那|此)(?:一)?(?:个|项)?(?:项目|经费|支出|科目|费用|指标)(?!支出|有|都|里|中)|(?:这|那)(?:一)?(?:笔|块)(?:的)?(?:钱|经费|支出|资金|费用)?"
    r"|(?:这|那)个(?=占|比|的|是)|前者|后者|它(?!们)|其(?![中他它实次余])"
)
_NUMBERED = {"前者": -2, "后者": -1}
_OF_WHOLE = re.compile(r"(?:那么?|这|又|大概|约)*(占.*)")
_AGAINST = re.compile(
    r"(?:那么?)?(?:同比|(?:比|和|跟|与|同|较)(上年|去年|上一年|前一年|往年|20\d\d年?)(?:的)?(?:预算数?|决算数?|执行数)?(?:相?比|对比)?)"
    r"(?:起来|的话)?(?:呢|怎么样|怎样|如何|咋样|变化(?:呢|情况|如何|怎样)?)?[?？]?"
)
_BEFORE = re.compile(
    r"(?:那么?)?(?:上年|去年|上一年|前一年)(?:的)?(?:预算)?数?(?:应该|应当)?(?:是|有|呢|为)?(?:多少)?(?:呢)?[?？]?"
)
_YEAR_WORDS = re.compile(r"(?<![比较与和跟同])(?:上一年|上年|去年|前一年)(?!结转|结余)(?:度)?")
_RATE = re.compile(r"(占.{1,20}?)(?:呢|的呢)?[?？]?$")
_OF_IT = re.compile(r"安排|部分|其中|来源|口径|承担|出的|里面|拨款的|列的")
_PART_OF_IT = re.compile(r"部分|其中|里面")
_AMOUNT = re.compile(r"(?:又|则|各)?(?:是|有|要|花)?多少(?:钱|万元?)?(?:呢|啊|呀)?[?？]?$")
_SHORT = {"公用": "公用经费", "人员": "人员经费", "项目": "项目支出", "基本": "基本支出"}
_NEXT = re.compile(
    r"(?:那么?)?(?:排)?第([二三四五六七八九十])(?:名|位|个|大|多|高)?(?:的)?(?:呢|是(?:哪个|谁|什么|多少))?[?？]?"
)
_FIRST = re.compile(r"最[大多高贵](?:的)?|最花钱的?|最烧钱的?|排?第[一二三四五六七八九十](?:大|多|高|名|位)?")
_JOINED = re.compile(r"[的和与及跟、,，]*")
_USE = re.compile(r"用来|用于|用在|用途|干什么|干啥|做什么|花在|拿来")
_SPENT_ON = re.compile(
    r"(?:那么?|这些?钱|钱|主要|都|具体|大头|分别)*(?:花|用)(?:在|到|去|于)?了?(?:哪些|哪儿|哪里|哪|什么)(?:方面|地方|领域|去了|里|上)?了?[呢啊?？]*"
)
_OF_GROUPS = (Operation.RANK, Operation.LIST, Operation.FILTER)
_OF_BODIES = (Operation.DIFFERENCE, Operation.RATIO, Operation.RANK)

Reader = Callable[[str], Reading]


class Meant(NamedTuple):
    """A question that a follow-up may mean; `of_part` where it asks for a part of what was asked before,
    which only is meant if the documents hold it."""

    text: str
    of_part: bool = False


def completed(turn: str, told: Told | None, read: Reader) -> list[Meant]:
    """The question that a follow-up means, the best first, where it can be meant in more than one way;
    the turn itself where it needs nothing of the question before."""
    text = _SELF_CORRECTION.sub("", folded(turn)) or folded(turn)
    if told is None:
        return [Meant(turn)]
    against = _AGAINST.fullmatch(text)
    if against and told.subject:
        return [Meant(f"{told.subject}比{against[1] or '上年'}变化多少")]
    if _SPENT_ON.fullmatch(text) and not told.whole.side and _is_total(told.whole):
        return [Meant(f"支出{text}")]  # of all the money that was talked of
    if told.last.operation is Operation.CHANGE and told.subject and _BEFORE.fullmatch(text):
        return [Meant(f"{told.subject}上年是多少")]
    following = _NEXT.fullmatch(text)
    if following and _FIRST.search(told.whole.text):
        return [Meant(_FIRST.sub(f"第{following[1]}大", told.whole.text, count=1))]
    why = _with_reason(text, told, read)
    if why:
        return [Meant(why)]
    new = read(_long(text, told))
    if _is_elliptical(new) or (not pieces_of(new) and _is_elliptical(read(_AMOUNT.sub("呢", text)))):
        of_turn = bool(pieces_of(new)) and new.text.strip("呢?？,，") in told.whole.text
        return _substituted(new, told.last if of_turn else told.whole) or [Meant(text)]  # a clause of the same turn
    text = _of_told(_without_pronoun(text, told), told)
    if told.last.operation in _OF_GROUPS and not told.group and _of_its_use(new):
        text = f"{told.subject}{text}"
    meant = text if text != folded(turn) else turn
    narrower = [Meant(f"{told.subject}的{text}", of_part=True)] if _narrows(new, told) else []
    return [*narrower, Meant(meant)]


def _is_total(reading: Reading) -> bool:
    """Whether a question names nothing but all the money of a body."""
    return all(one.kind == "total" for one in pieces_of(reading)) and not reading.left


def _of_its_use(new: Reading) -> bool:
    """Whether a clause asks what money is for without naming it."""
    return not pieces_of(new) and not new.bodies.mentions and bool(_USE.search(new.text))


def _narrows(new: Reading, told: Told) -> bool:
    """Whether a question names only who pays, or which kind of cost, of what was asked about before
    (一般公共预算安排的是多少)."""
    pieces = pieces_of(new)
    if not pieces or new.bodies.mentions or told.group or not told.subject or new.operation is not Operation.VALUE:
        return False
    if any(one.kind != "column" for one in pieces) or not any(one.kind == "link" for one in parts_of(told.whole)):
        return False
    return bool(_OF_IT.search(new.text)) and (all(map(_is_fund, pieces)) or bool(_PART_OF_IT.search(new.text)))


def _long(text: str, told: Told) -> str:
    """公用呢 said of columns in full."""
    short = _SHORT.get(_PARTICLES.sub("", text), "")
    return f"{short}呢" if short and any(one.kind != "link" for one in parts_of(told.whole)) else text


def _is_elliptical(new: Reading) -> bool:
    """Whether nothing but names stands in it: no question of its own."""
    spans = [*new.bodies.spans, *((one.start, one.end) for one in pieces_of(new))]
    spans += [found.span() for words in (YEAR, _YEAR_WORDS) for found in words.finditer(new.text)]
    if not spans or new.tables:
        return False
    chars = list(new.text)
    for start, end in spans:
        chars[start:end] = "\0" * (end - start)
    return not _PARTICLES.sub("", "".join(chars).replace("\0", ""))


def _with_reason(text: str, told: Told, read: Reader) -> str:
    """A bare 为什么, or one for another body or another direction, with what it asks the reason of."""
    found = _WHY.search(text)
    if found is None or not told.subject:
        return ""
    rest = text[: found.start()] + text[found.end() :]
    new = read(rest) if rest else None
    if new is None or not rest or (_is_elliptical(new) and not pieces_of(new)):
        direction = _DIRECTION.search(told.whole.text)
        return f"{rest}{told.subject}{direction[0] if direction else ''}为什么"
    if pieces_of(new) or new.bodies.mentions or new.left:
        return ""
    return f"{told.subject}{text}"


def _without_pronoun(text: str, told: Told) -> str:
    """The text with 它, 前者, 这个项目 replaced by what they stand for."""
    found = _PRONOUN.search(text)
    if found is None or not told.subjects:
        return text
    place = _NUMBERED.get(found[0], -1)
    if -place > len(told.subjects) or (told.group and len(told.subjects) > 1 and found[0] not in _NUMBERED):
        return text
    return f"{text[: found.start()]}{told.subjects[place]}{text[found.end() :]}"


def _of_told(text: str, told: Told) -> str:
    """占项目支出多少 with what it asks the share of; where several figures were told, they are meant."""
    found = _OF_WHOLE.fullmatch(text)
    if found is None:
        return text
    share = _RATE.sub(r"\1多少", found[1]) if not re.search(r"多少|几|比|百分|多大", found[1]) else found[1]
    whole = told.group or not told.subject or told.subject in told.last.total
    return share if whole else f"{told.subject}{share}"


def _substituted(new: Reading, old: Reading) -> list[Meant]:
    """The question before with the names of the follow-up in the places of its own; empty where it does
    not say which of its names they stand for. Of another body the year that was asked may not be held."""
    edits: list[tuple[int, int, str]] = []
    if new.bodies.spans and _bodies_replaced(new, old, edits) is False:
        return []
    _year_replaced(new, old, edits)
    ways = [edits]
    year = YEAR.search(old.text)
    if new.bodies.spans and year and not any(start <= year.start() < end for start, end, _ in edits):
        ways.append([*edits, (*year.span(), "")])
    pieces = pieces_of(new)
    if not pieces:
        return [Meant(_edited(old.text, way)) for way in ways if way]
    meant = _item_edits(new, pieces, old)
    return [Meant(_edited(old.text, [*way, one]), of_part=one is not meant[-1]) for way in ways for one in meant]


def _bodies_replaced(new: Reading, old: Reading, edits: list[tuple[int, int, str]]) -> bool:
    spans = sorted(new.bodies.spans)
    words = new.text[spans[0][0] : max(end for _, end in spans)]
    if "本级" in words and words.strip("局办") == "本级":
        return False
    places = sorted(old.bodies.spans)
    if not places:
        edits.append((0, 0, words))
        return True
    start, end = places[0][0], places[0][1]
    for one, two in places[1:]:
        if not _JOINED.fullmatch(old.text[end:one]) and one > end:
            return False
        end = max(end, two)
    if len(new.documents) == 1 and len(old.documents) > 1 and old.operation in _OF_BODIES:
        return False
    edits.append((start, end, words))
    return True


def _year_replaced(new: Reading, old: Reading, edits: list[tuple[int, int, str]]) -> None:
    found = YEAR.search(new.text) or _YEAR_WORDS.search(new.text)
    if found is None:
        return
    words = found[0] if found[0].endswith("年") or not found[0].isdigit() else f"{found[0]}年"
    place = YEAR.search(old.text) or _YEAR_WORDS.search(old.text)
    if place is not None:
        edits.append((*place.span(), words))
        return
    after = max((end for _, end in old.bodies.spans), default=0)
    if any(start <= after for start, end, _ in edits if start == end):
        after = 0
    edits.append((after, after, words))


def _item_edits(new: Reading, pieces: Sequence[Piece], old: Reading) -> list[tuple[int, int, str]]:
    """Where the items of the follow-up go: beside the item asked about where they tell which part of it
    (行政运行, then 人员经费呢), else in its place."""
    words = words_of(new, pieces)
    own = parts_of(old)
    if not own:
        return []
    links = [one for one in own if one.kind == "link"]
    columns = [one for one in own if one.kind == "column"]
    if all(one.kind == "column" for one in pieces):
        same = [one for one in columns if _is_fund(one) == _is_fund(pieces[0])]
        if same and links:
            return [(same[0].start, same[-1].end, words)]
        if links or (_is_fund(pieces[0]) and columns):
            return [(own[-1].end, own[-1].end, f"的{words}"), (own[0].start, own[-1].end, words)]
        return [(own[0].start, own[-1].end, words)]
    projects = [one for one in links if _is_of(one, "project")]
    indicators = [one for one in links if _is_of(one, "indicator") and not _is_of(one, "project")]
    unknown = [one for one in old.left if old.text[one.start : one.end] == one.text]
    if indicators and not projects and _is_of(pieces[0], "project") and unknown:
        return [(unknown[0].start, unknown[0].end, words)]
    if projects and _is_of(pieces[0], "project") and indicators:
        return [(projects[0].start, projects[-1].end, words)]
    if indicators and _is_of(pieces[0], "indicator") and projects:
        return [(indicators[0].start, indicators[-1].end, words)]
    if links and columns and pieces[0].kind == "link":
        return [(links[0].start, links[-1].end, words)]
    return [(own[0].start, own[-1].end, words)]


def _is_fund(piece: Piece) -> bool:
    return isinstance(piece.item, Column) and piece.item.name in FUNDS


def _is_of(piece: Piece, kind: str) -> bool:
    return isinstance(piece.item, ItemLink) and kind in piece.item.kinds


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    for start, end, words in sorted(edits, key=lambda one: -one[0]):
        text = text[:start] + words + text[end:]
    return text
