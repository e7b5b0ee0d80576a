"""Follow-ups that are a turn of speech of their own: 为什么, 比上年呢, 第二大的呢, 剩下的是多少, 再说一遍. Each is put
as the question that it means, with what was talked of before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import Operation
from assistant.understand.added import with_more
from assistant.understand.clues import NUMERALS
from assistant.understand.kinds_bought import of_kind_bought
from assistant.understand.numbers_apart import numbers_of_told
from assistant.understand.parts_asked import NUMBER, each_of_them, into_its_parts, paid_of_it
from assistant.understand.reading import Reading
from assistant.understand.residue import THIS_YEAR, YEAR, YEAR_WORDS
from assistant.understand.share_gaps import gap_of_parts, whose_is_higher
from assistant.understand.taken_away import more_of_it, of_the_rest, with_less
from assistant.understand.told import Piece, Told, parts_of, pieces_of
from assistant.understand.year_turns import against_a_year, saved_of_budget

PARTICLES = re.compile(
    r"[这那]边|那头|那里|换成|换作|换做|换到|换|改成|改为|改看|改问|再看看?|再来看|再说说?|接着|继续|那么|那|还有|要是|假如|如果|同样|一样|"
    r"(?:报|列|说|讲|念|给)(?:一?[下个]|出来)|其中|这里面|里面|当中|部分|这块|那块|口径|只算|只看|单看|只要|按|就|看看?|查查?|的话|情况|部门|单位|这家|那家|是|问|又|也|呢|吧|啊|呀|嘛|哪|"
    r"的|了|和|与|及|跟|、|,|，|。|\?|？|!|！|~"
)
_WHY = re.compile(
    r"(?:这)?(?:又|却)?(?:主要)?(?:是)?(?:因为)?(?:为什么|为啥|为何|(?:什么|啥)(?:主要)?(?:原因|缘故|理由)|怎么回事|凭什么|咋回事|"
    r"(?:主要)?(?:原因|理由)(?:呢|是什么|是啥|在哪|何在)?)(?:呢|啊|呀)?"
)
_DIRECTION = re.compile(r"增加|减少|增长|下降|上升|降低|涨|降|增|减|持平|变化")
_AS_A_RATE = re.compile("(?:又|那么?|具体|是|大概|约|[多少高低]|了|出)*百分之(?:几|多少)[呢?？]*")
_EXCESS = re.compile("([多少高低]了?出?)多少(?=[?？]?$)")
_NEXT = re.compile(
    r"(?:那么?)?(?:排)?第([二三四五六七八九十])(?:名|位|个|大|多|高|贵)*(?:的)?(?:项目|科目|支出|单位|部门|[项笔家])?(?:呢|又?是(?:哪[个项家]?|谁|什么|啥|多少)|叫什么)?[?？]?"
)
_FIRST = re.compile(
    r"前[一二三四五六七八九十\d]{1,2}[大多高名位个项]?|最[大多高贵](?:的)?|最花钱的?|最烧钱的?"
    r"|排?第[一二三四五六七八九十](?:大|多|高|名|位)?"
)
_LIST_THEM = re.compile(r"^(?:请|帮我)?(?:列出|列一下|列举|说一?下|说说)|(?:有|都)?(?:是|有)?哪[几些][个项家]?[?？]*$")
_AMOUNT_OF_ALL = re.compile(r"(?<=[出入费款额算金])[\d,.]+(?:[万亿]元?|元)(?=的?[里中内当其])")  # 项目支出459.57万元里
_SPENT_ON = re.compile(
    r"(?:那么?|这些?钱|钱|主要|都|具体|大头|分别)*(?:花|用)(?:在|到|去|于)?了?(?:哪些|哪儿|哪里|哪|什么)(?:方面|地方|领域|去了|里|上)?了?[呢啊?？]*"
)
AMOUNT = re.compile(r"(?:又|则|各)?(?:是|有|要|花)?多少(?:钱|万元?)?(?:呢|啊|呀)?[?？]?$")
BARE_AMOUNT = re.compile(r"(?:那|它|具体|金额)*(?:是|有|要|花)?多少(?:钱|万元?|元)?[呢啊?？]*")
BARE_WORTH = re.compile("(?:又|都|它们?|一共|总共)*(?:值|价值)(?:是|有)?多少(?:钱|万元?)?[呢?？]*")
_NAMES = re.compile(
    r"(?:那|它们|这些|具体|这?[几两三四五六七八九十\d]+[个项家])*(?:项目|科目|单位|指标)?(?:都|分别|各)?(?:叫|是|有|包括)*(?:什么|啥|哪些?|哪几)[个项家]*"
    r"(?:名字|名称|项目|科目|单位|指标)?[呢啊?？]*"
)
_UNITS = re.compile(
    r"(?:那|它们?|他们|其|的|各个?|每个|几个)*(?:下级|下属|所属|下面)的?(?:预算)?单位(?:分别|各自?|都)?(?:是|有|要|花)?(?:多少)?(?:钱)?[呢啊?？]*"
)
_UNITS_ASKED = re.compile(
    "(?:下级|下属|所属|下面)的?(?:预算)?单位(?:有|都|是|包括|分别)*(?:哪|几|多少[个家])|(?:哪[些几]|几|多少)[个家]?(?:下级|下属|所属|预算|二级)(?!项目)"
)
_WHICH_OF_THEM = re.compile(
    "(?:哪一?家|哪一?个(?!项目|科目|指标|单位|下属)|谁)(?=.*最)|(?<=最[多高大少低小]的是)(?:哪一?家|谁|哪一?个)"
)
_EACH_UNIT = re.compile("(?:各个?|每个|所有)(?:下级|下属|所属|预算)?单位|(?:下级|下属|所属)单位(?:的|各自?|分别)")
_WHO_OF_THEM = re.compile("(?:哪一?家|谁)(?=的?[一-鿿]{2,12}[高多大低少小][呢?？]*$)")
_MORE_THAN_ALL = re.compile("更?([高多大低少小])(?=[呢?？]*$)")
_EACH_AMOUNT = re.compile("(?:分别|各自?)(?:的|是|有|要|花)*[^,，。]{0,12}多少")
_BESIDE = re.compile(
    r"(?:那么?)?(?:跟|和|与|同)(.{2,24}?)(?:相?比(?:起来|一下|较)?|对比),?(?:呢|怎么样|如何|怎样|咋样|(?:谁|哪[个家边]?)的?更?(?:高|大|多|低|小|少))?[?？]*"
)
_OF_OTHER = re.compile(
    r"(?:那么?|又|再)*(?:[跟和与同](.{2,24}?)(?:相?比(?:起来|一下|较)?|对比)|[是比](.{2,24}?)),?(?:呢|怎么样|如何|怎样|咋样|"
    r"的?(?:又?是)?(?:几|多少)倍|[多少高低](?:多少|几倍|百分之[几多]少?))*[?？]*"
)
_COMPARED = re.compile("[比是][^,，。]{2,40}(?:[多少高低]|倍)")
_BESIDE_ITEM = re.compile(
    r"(?:那么?)?(?:跟|和|与|同)(.{2,24}?)(?:相?比(?:起来|一下|较)?|对比)?,?((?:谁|哪[个项笔])的?更?(?:高|大|多|低|小|少)|相?差多少)[呢?？]*"
)
_AGAIN = re.compile(
    r"(?:请|麻烦|那|你|把|将|能不能|可以)*(?:刚才|刚刚|上面|前面|上一个)?(?:说|问)?的?(?:那|这)?(?:个|笔|项)?(?:数字?|金额|结果|答案|问题)?"
    r"(?:再(?![去扣减除刨剔加算])|重新|重复)(?:给我|跟我|帮我)?(?:说|报|念|讲|列|答|来)?(?:一?[遍次下])?(?:吧|好吗|行吗)?[,，。?？]*"
)
_OF_TOLD = (Operation.DIFFERENCE, Operation.RATIO, Operation.SUM, Operation.SHARE)  # of the amounts told before
_KIND_OF_THING = re.compile(r"(?:这|那)?[个项笔块]?(?:的)?(?:项目|科目|经费|资金|费用)(?!支出|来源|用途)")
_TIMES_APART = re.compile("(?:那么?)?相?差了?(?:多少|几)倍[呢?？]*")
_OTHER_SIDE = re.compile("(?:那么?)?(收入|支出)(?:方面|总额|预算)?的?呢?[?？]*")
_EXTREME = re.compile(",?(?:谁|哪一?[个家项])?的?最[多高大少低小](?:的?(?:是|为)?(?:谁|哪一?[个家项]))?$")
_AGAINST_EXTREME = re.compile(
    "(?:那么?|它|他们?)*[比和跟与]最[多高大少低小]的(?:那一?[个家项])?(?:相?比)?(?:相?差|[多少高低])了?多少[呢?？]*"
)
_BOUND = re.compile(
    r"(?:那|有没有|有|是不是|是否|到底|到|也)*(?:超过|超出|达到|不到|不足|高于|低于|大于|小于|过)了?(?:一半|半数|[一二两三四五六七八九]成|[\d.]+%|百分之[一二三四五六七八九十\d]+|[二三四五]分之[一二三四])"
    r"了?(?:吗|么|没有?)?[?？]*"
)
_SHARE_ASKED = re.compile(r"的?(?:比[例重]|百分比)?(?:是|为|有)?(?:多少|几成|百分之几|多大)?[呢?？]*$")
_EACH_OF_THESE = re.compile(
    r"(?:它们|[这那])?([两俩二三四五])(?:[个项样笔块种者])?(?:费用|经费|支出|钱|项目)?(?:都|分别|各自?|各是)"
    r"(?=(?:为什么|为啥|为何)|(?:比|较|同比|跟|和|与)(?:上年|去年|20)|[增减涨降上下]|变化|用来|用于|干|做)"
)
THESE = re.compile(
    r"(?:上面|前面|刚才|上述)?[这那]([两俩二三四五])(?:[个项样笔块种])(?:费用|经费|支出|钱|数字?|指标|项目|科目)?"
)

Reader = Callable[[str], Reading]


def said_again(text: str, told: Told) -> str:
    """The text without the wish to hear the answer before once more; where it says no more, the question
    before."""
    return _AGAIN.sub("", text) or told.whole.text


def rephrased(text: str, told: Told, read: Reader) -> str:
    """The question that such a follow-up means; empty where it is none."""
    return next((meant for turn_of_speech in _TURNS_OF_SPEECH if (meant := turn_of_speech(text, told, read))), "")


def _of_the_whole(text: str, told: Told, read: Reader) -> str:
    """都花在哪了 of all the money, 各下属单位呢 of what was asked about, 三公分别多少 of the units asked for."""
    if _UNITS_ASKED.search(told.whole.text) and _EACH_AMOUNT.search(text) and not read(text).bodies.mentions:
        return f"各下属单位的预算总额{text}" if not pieces_of(read(text)) else f"各下属单位{text}"
    asked = _WHICH_OF_THEM.search(text) or _WHO_OF_THEM.search(text)
    of_units = _UNITS_ASKED.search(told.whole.text) or _EACH_UNIT.search(told.whole.text)
    if asked and of_units and not read(text).bodies.mentions:
        most = _MORE_THAN_ALL.sub(r"最\1", text) if "最" not in text else text
        return f"{most[: asked.start()]}哪个下属单位{most[asked.end() :]}"
    if _SPENT_ON.fullmatch(text) and not told.whole.side and _is_total(told.whole):
        return f"支出{text}"
    return f"{told.subject}各下属单位分别多少" if _UNITS.fullmatch(text) and told.subject else ""


def _of_the_question(text: str, told: Told, _: Reader) -> str:
    """The question before with a word of it changed: 第二大的呢, 都叫什么, 超过一半了吗."""
    whole, following = told.whole, _NEXT.fullmatch(text)
    if following and _FIRST.search(whole.text):
        one = _LIST_THEM.sub("", _AMOUNT_OF_ALL.sub("", whole.text))
        return _FIRST.sub(f"第{following[1]}大的", one, count=1)
    if told.last.operation is Operation.COUNT and _NAMES.fullmatch(text) and NUMBER.search(whole.text):
        return NUMBER.sub("有哪些", whole.text, count=1)
    side = _OTHER_SIDE.fullmatch(text)
    if side and whole.operation is Operation.CHANGE and not told.subject:
        return re.sub("收入|支出", side[1], whole.text)
    if _AGAINST_EXTREME.fullmatch(text) and _EXTREME.search(told.last.text):
        return _EXTREME.sub("最多的比最少的多多少", told.last.text, count=1)
    if _TIMES_APART.fullmatch(text) and _EXTREME.search(told.last.text):
        return _EXTREME.sub("最多的是最少的几倍", told.last.text, count=1)
    of_two = told.last.operation is Operation.DIFFERENCE and not told.last.text.startswith("比")
    if of_two and _AS_A_RATE.fullmatch(text) and _EXCESS.search(told.last.text):
        return _EXCESS.sub(r"\1百分之几", told.last.text, count=1)
    of_share = told.last.operation is whole.operation is Operation.SHARE
    return f"{_SHARE_ASKED.sub('', whole.text)}{text}" if of_share and _BOUND.fullmatch(text) else ""


def _beside_a_body(text: str, told: Told, read: Reader) -> str:
    """和柯桥比呢, 是柯桥的几倍呢."""
    other = _OF_OTHER.fullmatch(text)
    before, places = told.last.text, sorted(told.last.bodies.spans)
    body = (other[1] or other[2]).removesuffix("的") if other else ""
    same = bool(places) and _COMPARED.search(before) and ("倍" not in text or "倍" in before)
    if body and same and is_elliptical(read(body)):
        return f"{before[: places[-1][0]]}{body}{before[places[-1][1] :]}"
    beside = _BESIDE.fullmatch(text)
    if not beside or not told.subject or not read(beside[1]).bodies.mentions:
        return ""
    return _share_beside(beside, told) or f"比{beside[1]}多多少"


def _beside_an_item(text: str, told: Told, read: Reader) -> str:
    """和公务接待费哪个高 beside what was asked about."""
    beside = _BESIDE_ITEM.fullmatch(text)
    if not beside or not told.subject or told.group:
        return ""
    new = read(beside[1])
    named = pieces_of(new) and not new.bodies.mentions
    return f"{told.subject}和{beside[1]}{beside[2]}" if named else ""


def _of_these(text: str, told: Told, read: Reader) -> str:
    """人社局这两项呢, 两个都比上年增加了多少 with the names of what was asked about one turn after the other."""
    each = _EACH_OF_THESE.match(text)
    found = each or THESE.search(text)
    number = NUMERALS.get(found[1], 2) if found else 0
    if found is None or len(parts_of(told.whole)) >= number or len(told.subjects) < number:
        return ""
    if each:
        return f"{'和'.join(told.subjects[-number:])}{text[each.end() :]}"
    rest = read(f"{text[: found.start()]}{text[found.end() :]}")
    if not rest.bodies.mentions or not is_elliptical(rest):
        return ""
    body = rest.text[rest.bodies.mentions[0].start : rest.bodies.mentions[-1].end]
    return f"{body}的{'、'.join(told.subjects[-number:])}分别多少"


def _share_beside(beside: re.Match[str], told: Told) -> str:
    """The share that was asked about, of both bodies (占比多少, then 和柯桥相比谁高); empty where none was."""
    whole = told.before(beside[0])
    if whole.operation is not Operation.SHARE:
        return ""
    start = max((end for _, end in whole.bodies.spans), default=0)
    which = "谁最低" if re.search("[低小少]", beside[0][beside.end(1) - beside.start() :]) else "谁最高"
    asked = AMOUNT.sub("", whole.text[start:])
    asked += "" if re.search("占比|比[例重]|百分比", asked) else "的比重"
    return f"和{beside[1]}相比{asked}{which}"


def _is_total(reading: Reading) -> bool:
    """Whether a question names nothing but all the money of a body."""
    pieces = pieces_of(reading)
    unread = not pieces and "费" in reading.text  # 机关形经费
    return all(one.kind == "total" for one in pieces) and not (reading.left or unread)


def is_elliptical(new: Reading) -> bool:
    """Whether nothing but names stands in it, with what kind of thing they name: no question of its own."""
    spans = [*new.bodies.spans, *((one.start, _end_of(one, new.text)) for one in pieces_of(new))]
    spans += [found.span() for words in (YEAR, YEAR_WORDS, THIS_YEAR) for found in words.finditer(new.text)]
    if not spans or new.tables:
        return False
    chars = list(new.text)
    for start, end in spans:
        chars[start:end] = "\0" * (end - start)
    return not PARTICLES.sub("", THESE.sub("", "".join(chars).replace("\0", "")))


def _end_of(piece: Piece, text: str) -> int:
    """Where a name ends with the word for the kind of thing that it names (代表履职|项目)."""
    kind = _KIND_OF_THING.match(text, piece.end)
    return kind.end() if kind else piece.end


def _with_reason(text: str, told: Told, read: Reader) -> str:
    """A bare 为什么, or one for another body or another direction, with what it asks the reason of."""
    found = _WHY.search(text)
    subject = told.subject or _total_moved(told)
    if found is None or not subject:
        return ""
    rest = text[: found.start()] + text[found.end() :]
    new = read(rest) if rest else None
    if new is None or not rest or (is_elliptical(new) and not pieces_of(new)):
        direction = _DIRECTION.search(told.whole.text)
        return f"{rest}{subject}{direction[0] if direction else ''}为什么"
    if pieces_of(new) or new.bodies.mentions or new.left or new.operation in _OF_TOLD:
        return ""
    return f"{subject}{text}"


def _total_moved(told: Told) -> str:
    """All the money of a body, where its change was asked and nothing else named (预算比上年少多少, then 为什么)."""
    whole = told.whole
    if whole.operation is not Operation.CHANGE or pieces_of(whole) or told.group or whole.left or whole.total:
        return ""
    return "收入预算" if whole.side else "支出预算"


_TURNS_OF_SPEECH = (
    more_of_it,
    gap_of_parts,
    whose_is_higher,
    _of_these,
    saved_of_budget,
    against_a_year,
    _of_the_whole,
    of_kind_bought,
    _of_the_question,
    each_of_them,
    into_its_parts,
    paid_of_it,
    numbers_of_told,
    _beside_a_body,
    _beside_an_item,
    of_the_rest,
    with_less,
    with_more,
    _with_reason,
)
