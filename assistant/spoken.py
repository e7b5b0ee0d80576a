"""Whether a text speaks of what a question names."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from assistant.answer import Figure, Role
from assistant.narrative.clues import load_clues
from assistant.plan import Operation
from assistant.printed import Printed, as_printed
from assistant.understand.bounds import money_named
from assistant.understand.clues import asks_for_attribute, asks_money
from assistant.understand.likeness import without_suffix
from assistant.understand.reading import Reading
from assistant.understand.residue import content_words, is_whole_noun, lone_head
from assistant.understand.text import bare, folded, grams
from assistant.understand.vocabulary import SPENDING_KINDS, ItemLink
from index.amounts import YUAN_PER_UNIT, find_amounts

_SPOKEN_OF = 0.5  # share of a word's character pairs
_NAMED_BY = 0.75
_MONEY_ASKED = re.compile(
    r"(?:经费|预算|费|支出|收入|决算|金额|资金|钱|万元?).{0,6}多少|多少(?:钱|万|元|经费|预算)|费$|决算$"
)
_HEADS_ASKED = re.compile(
    r"(?:人员|职工|干部|教师|员工|人数)(?:一共|总共|现在|目前)?(?:有|是)?(?:多少|几[个人名位])(?!钱|万|元)"
)
_HOLDERS_ASKED = re.compile(  # of an office
    "(?:主任|局长|书记|[处科股]长|领导|委员)(?:一共|总共|现在|目前)?(?:有|是|配)?(?:多少|几)[个人名位]"
)
_HEADS = re.compile(r"\d\s*[人名位]|[一二两三四五六七八九十百][人名位]")
_MOVES = re.compile("增|减|降|涨|升|持平|变化|变动|一致|相同")
_ONLY_HOW_MUCH = re.compile(r"多少[?？]?$")
_VEHICLES = re.compile(r"车[^，。；\d]{0,6}\d+\s*辆|\d+\s*辆[^，。；]{0,12}车")
_NONE_SAID = re.compile("没有|未|无|不")


def is_met(reading: Reading, text: str) -> bool:
    """Whether quoted words speak of what a question names: of its items and of its left-over words."""
    if reading.unit_names and not any(is_told_of(name, bare(text)) for name in reading.unit_names):
        return False
    return _speaks_of(reading, as_printed(text))


def is_told_of(unit: str, text: str) -> bool:
    """Whether a text speaks of a unit, where one is meant: by its name, a department's own level by that word too."""
    return bare(unit) in text or (unit.endswith("本级") and "本级" in text)


def could_be_met(reading: Reading, printed: Printed) -> bool:
    """Whether the documents asked print words that could meet a question at all; looked up before the
    encoder is loaded for it."""
    return _speaks_of(reading, printed)


def is_spoken_of(word: str, text: Container[str]) -> bool:
    """Whether the text has the word, or one that documents use for what people call so (家底: 资产)."""
    return word in text or any(form in text for form in load_clues().synonyms.get(word, ()))


def spoken_words(text: str) -> list[str]:
    """The everyday words in a text that documents have others for."""
    return [word for word in load_clues().synonyms if word in text]


_BARE_AMOUNT = re.compile(r"\s*[一-鿿()（）]{2,20}[\d,.]+\s*(?:万元|亿元|元)[。；]?\s*")
_QUOTED = re.compile(r"“([^”]*)”\[")
_THINGS = re.compile(r"(?:多少|几)[个台辆间座套名位处所部张块]([一-鿿]{2,8})(?:$|[?？,，。])")
_BODIES = ("单位", "机构", "部门", "科室", "处室")
DEED = re.compile("([租拆聘招捐罚撤卖借退])[用赁除掉]?[了过]?(?:多少|几)[间套座名个人辆台处家所]")
_PERIOD = re.compile(r"[上下]半年|[一二三四]季度|(?<!\d)\d{1,2}月(?!\d*日|底)")
_SESSION = re.compile("[一二三四五六七八九十]+届|第?[一二三四五六七八九十]+次(?=会议)")
_SCORE_ASKED = re.compile(r"得分|评分|打分|(?:几|多少)分(?![之析])")
_VISITS = ("人次", "批次")
_SCORE = re.compile(r"\d\s*分(?![之析钟])")
_SELECTS = re.compile("哪[些几]")
_WHO_ALONE = re.compile(
    "(?:那么?|都|又|归|由|是|具体|它们?|[,，])*(?:谁|哪一?个?(?:部门|单位|科室|处室|领导|人))(?:在|来|去)?"
    "(?:负责|管理?|牵头|承办|主管|分管|经办)的?[呢啊?？]*"
)
_WHAT_KIND = re.compile("(?:什么|啥)(.+)")
_WHICH = re.compile(r"(?:哪些|哪几[个家]|哪[个家])$")


def official_words(text: str) -> list[str]:
    """What documents call that for which a text has everyday words."""
    return [form for word in spoken_words(text) for form in load_clues().synonyms[word]]


def asks_unlisted(reading: Reading, printed: Printed) -> bool:
    """Whether a clause asks for what figures seldom say (执行进度); not for a score, or a number of visits, that a
    sentence states."""
    attribute = asks_for_attribute(reading.plain)
    if not attribute:
        return False
    if attribute in _VISITS:
        words = strange_words(reading)
        near = [re.compile(rf"{re.escape(one)}[^。；;]{{0,40}}\d[^。；;\d]{{0,8}}{attribute}") for one in words]
        return not near or not all(printed.has_like(one) for one in near)
    return not (_SCORE_ASKED.search(reading.plain) and printed.has_like(_SCORE))


def is_scored(question: str, quoted: str) -> bool:
    """Whether words quoted for a question for a score state one."""
    return not _SCORE_ASKED.search(question) or bool(_SCORE.search(quoted))


def says_only_amount(reading: Reading, told: str) -> bool:
    """Whether sentences quoted for a question that asks no amount (花在了哪些饭店) do no more than state one."""
    if re.search("多少|几", reading.plain):
        return False
    quotes = _QUOTED.findall(told)
    return bool(quotes) and all(_BARE_AMOUNT.fullmatch(one) for one in quotes)


def counts_unspoken(question: str, quoted: str) -> bool:
    """Whether it is asked how many there are of things (多少个服务窗口) that the words quoted do not speak of,
    by their last two characters: what a thing is stands at the end of its name."""
    things = [one for one in _THINGS.findall(question) if not one.endswith(_BODIES)]  # these are told by their names
    named = (
        is_spoken_of(one, quoted) or (one[-2:] in quoted and _share_of(one, quoted) >= _SPOKEN_OF) for one in things
    )
    return bool(things) and not any(named)


def is_of_else(question: str, quoted: str) -> bool:
    """Whether words quoted for a question do not speak of what is done with the things that it counts (要招几个人),
    of the part of the year or the session (第六次会议) that it asks about, or of the amount by which it selects
    (超过100万元的有哪些)."""
    deed, period = DEED.search(question), _PERIOD.search(question) or _SESSION.search(question)
    bounds = {one.value for one in money_named(question)} if _SELECTS.search(question) else set()
    other = bool(bounds) and not bounds & {one.value for one in money_named(quoted)}
    return bool((deed and deed[1] not in quoted) or (period and period[0] not in quoted) or other)


def asks_unheard_of(reading: Reading, printed: Printed) -> bool:
    """Whether it is asked which things of a kind (哪些饭店) of which the documents asked never speak."""
    kinds = [one.text for one in reading.left if _WHICH.search(reading.text[: one.start])]
    nouns = [word for kind in kinds for word in content_words(kind, lambda _: False)]
    return bool(nouns and reading.documents) and not any(is_spoken_of(word, printed) for word in nouns)


def asks_unprinted(reading: Reading, printed: Printed) -> bool:
    """Whether it is asked of what make or kind something is (都是什么牌子的), in a word that the documents asked never
    print."""
    found = _WHAT_KIND.fullmatch(asks_for_attribute(reading.plain))
    return found is not None and not is_spoken_of(found[1], printed)


def asks_who_alone(reading: Reading) -> bool:
    """Whether a clause only asks who is in charge (有哪些项目, then 谁负责的): of items, which duties do not tell."""
    return not reading.left and bool(_WHO_ALONE.fullmatch(reading.text))


def strange_words(reading: Reading) -> list[str]:
    """The left-over words of a question that name something."""
    return [word for residue in reading.left for word in content_words(residue.text, lambda _: True)]


def _speaks_of(reading: Reading, quoted: Container[str]) -> bool:
    """Whether a text holds the names of a question and enough of each of its left-over words. Names in
    full may be told by a shorter name, with or without what stands in brackets."""
    named = [link for link in reading.links if link.text in reading.text]
    words: list[str] = []
    for residue in reading.left:
        own = content_words(residue.text, lambda _: True)
        if own and residue.text.endswith(own[-1] + (head := lone_head(residue.text))) and head not in quoted:
            return False  # 健康 does not speak of 健康码
        said = [one for one in spoken_words(residue.text) if is_spoken_of(one, quoted)]  # 办事大厅, told as 窗口
        words += [one for one in own if not any(one in longer for longer in said)] if own else [residue.text]
    columns = [(one.words, one.name) for one in reading.columns]
    if not all(_share_of(words, quoted) >= _NAMED_BY or folded(name) in quoted for words, name in columns):
        return False
    return all(is_named(link, quoted) for link in named) and all(
        _share_of(word, quoted) >= (1.0 if is_whole_noun(word) else _SPOKEN_OF) or is_spoken_of(word, quoted)
        for word in words
    )


def is_named(link: ItemLink, text: Container[str]) -> bool:
    """Whether the text names a linked item: as the question does, or by the name that it stands for."""
    return (
        _counts_vehicles(link, text)
        or _share_of(link.text, text) >= _NAMED_BY
        or any(folded(one) in text for name in link.names for one in (name, without_suffix(name)))
    )


def _counts_vehicles(link: ItemLink, text: Container[str]) -> bool:
    """Whether vehicles are named, and a text says how many of some kind there are (流动图书车 2 辆)."""
    if "车辆" not in link.names:
        return False
    return text.has_like(_VEHICLES) if isinstance(text, Printed) else bool(_VEHICLES.search(str(text)))


def _share_of(word: str, text: Container[str]) -> float:
    """How much of a word's pairs of characters the text has."""
    pairs = grams(bare(word))
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 1.0


def tells_amount(reading: Reading, quoted: str) -> bool:
    """Whether words quoted for a question about money say an amount, or that there is none."""
    heads = _HEADS_ASKED.search(reading.plain) or _HOLDERS_ASKED.search(reading.text)
    if heads and not _HEADS.search(quoted):
        return False
    if reading.operation is Operation.CHANGE and reading.links and not reading.wants_text:
        return _tells_move(reading.links, quoted)
    of_subject = bool(_ONLY_HOW_MUCH.search(reading.text)) and any(
        link.sure == 1.0 and link.kinds <= SPENDING_KINDS for link in reading.links
    )
    asked = of_subject or (not reading.wants_text and bool(_MONEY_ASKED.search(reading.text)))
    if reading.operation is not Operation.VALUE or not asked:
        return True
    lines = quoted.split("\n")
    if reading.links:
        lines = [line for line in lines if any(link.text in bare(line) for link in reading.links)]
    return any(find_amounts(line) or _NONE_SAID.search(line) for line in lines)


def _tells_move(links: Sequence[ItemLink], quoted: str) -> bool:
    """Whether a line of a quote says of one of some items that it rose, fell or stayed."""
    names = {bare(name) for link in links for name in (link.text, *link.names)}
    lines = [line for line in quoted.split("\n") if _MOVES.search(line)]
    return any(name in bare(line) for name in names for line in lines)


def tells_money(reading: Reading, told: Sequence[Figure]) -> bool:
    """Whether the headline of what was told for a question about money in so many words is one of money, or of money
    for each of something (元/人)."""
    headlines = [one.unit for one in told if one.role is Role.HEADLINE]
    return not headlines or headlines[0].startswith(tuple(YUAN_PER_UNIT)) or not asks_money(reading.plain)
