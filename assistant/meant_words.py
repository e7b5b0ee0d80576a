"""What a clause asks for that is not called by its name: the words for it, and which figures could be meant."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.meant_items import Item
from assistant.narrative.asked import counted_stretch
from assistant.narrative.aspect import asks_use, asks_who
from assistant.narrative.clues import load_clues
from assistant.plan import Operation
from assistant.spoken import is_spoken_of, spoken_words
from assistant.understand.clues import asks_for_attribute, asks_for_reason, asks_money
from assistant.understand.reading import Reading
from assistant.understand.residue import YEAR, content_words, ends_whole, is_whole_noun
from assistant.understand.text import bare, grams
from assistant.understand.units_counted import counted_in, fits_unit
from index.amounts import YUAN_PER_UNIT
from index.dictionary import word_class

_ASKS_NUMBER = re.compile("多少|几(?![点号月时])|多长|多久|多快|钱")
_THINGS = re.compile(r"(?:多少|几)个?(?=[一-鿿]{2})(?!.{0,3}[钱万元块亿费款金补奖资薪税租]|经费|预算|支出)")
_SHAPE = re.compile(
    r"(?:要|得|会|能|可以|需要?|应该?)?(?:花|用|掏|出|付|交|投|给|拿|有|安排|列|批|拨|发)?(?:了|掉|去)?"
    r"(?:多少|几)(?:个)?(?:钱|万元|万块|万|块钱|块|元|银子)?"
    r"|大概|大约|一共|总共|到底|究竟|具体|打算|准备|计划|预计|今年|本年|当年|全年|一年|每年|年度|请问|问一?下|帮我|[谢多]谢|[你您]好|麻烦"
    r"|[那这]个?(?:项目|专项)|[那这]一?块|[那这]项|至少|最多|最少|[呢吗啊呀吧嘛?？!！,，。]"
)
_MONEY_WORDS = re.compile(r"(?:的|所需)?(?:经费|预算|金额|费用|资金|支出|开支|项目|钱)+$")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_EDGES = "的花要给搞会了把被是那这得能有去来 "
_RATE = re.compile("率|满意度|比例|百分之")
_PER_HEAD = frozenset(("人均", "平均", "一天", "每天"))
_BOUND = re.compile(
    r"最多|至多|上限|不超过|控制在|封顶|标准|人均|生均|平均|(?:每|一)个?(?:人|位|名|户|学生|娃|孩子|代表)(?![大民员])"
    "|每一?(?:场|次(?!数)|期|件|篇)"
)
_PARTS = 2  # words of a name
_ASKED_BY = (Operation.VALUE, Operation.AVERAGE, Operation.RANK)


def may_mean(reading: Reading) -> bool:
    """Whether a clause asks one body for one number, and of nothing that figures seldom are of."""
    text = reading.text
    return (
        bool(reading.documents)
        and reading.bodies.distinct < 2
        and (reading.operation in _ASKED_BY or (reading.operation is Operation.SUM and not reading.links))
        and bool(_ASKS_NUMBER.search(text))
        and not (reading.columns or reading.total or reading.leaves_out)
        and (not asks_for_attribute(text) or _is_per_head(text))
        and not (asks_for_reason(text) or asks_use(text) or asks_who(text))
    )


def _is_per_head(text: str) -> bool:
    """Whether what one head costs is asked for, or the most that it may."""
    return bool(_BOUND.search(text)) and asks_for_attribute(text) in _PER_HEAD


def without_bodies(reading: Reading) -> str:
    """What the clause says without bodies, years and numbers that are asked for."""
    text = reading.text
    spans = [*reading.bodies.spans, counted_stretch(text), *(found.span() for found in YEAR.finditer(text))]
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return _IN_BRACKETS.sub(" ", "".join(chars))


def without_asking(text: str) -> str:
    """A text without the words that only ask."""
    words = _without_edges(_SHAPE.sub(" ", text))
    words = _without_edges(_MONEY_WORDS.sub("", words)) or words
    return " ".join(words.split())


def _without_edges(words: str) -> str:
    """Words without the particles around them; what meets is no 会 of that kind (常委会)."""
    words = words.lstrip(_EDGES)
    while words and words[-1] in _EDGES and not ends_whole(words):
        words = words[:-1]
    return words


def fits(item: Item, reading: Reading) -> bool:
    """Whether an item has a figure of the kind that is asked for; where it is money, the cost of one thing or
    the most that may be spent on it is an indicator, and what is spent is none."""
    of_money = _is_money(item)
    of_bound = bool(_BOUND.search(reading.text))
    of_indicator = item.kinds == {"indicator"}
    if "指标" in reading.text and not (of_indicator or asks_money(reading.text)):
        return False
    return is_counted(item, reading) and (not of_money or of_indicator == of_bound)


def is_counted(item: Item, reading: Reading) -> bool:
    """Whether an item has a figure of the measure that is asked for, of some things, or of money."""
    if _RATE.search(reading.text) and not asks_money(reading.text):
        return "%" in item.units
    measure = counted_in(reading.text)
    if measure:
        return any(fits_unit(measure, unit) for unit in item.units)
    of_money = _is_money(item)
    if _THINGS.search(reading.text) and not asks_money(reading.text):
        return "indicator" in item.kinds and not (of_money or item.units <= {"%"})
    return of_money


def _is_money(item: Item) -> bool:
    """Whether an item is told in money, as a sum or for each of something (元/人)."""
    return any(unit.partition("/")[0] in YUAN_PER_UNIT for unit in item.units)


def is_sibling(words: str, said: str, is_near: Callable[[str], bool]) -> bool:
    """Whether some words are a name of two parts of which what is said of an item has but one, so that another thing
    of the kind is meant: of another sort (渔政执法: 水行政执法), or with another part (全民健身: 全民阅读) that is not
    near to it (河道清洁, 清洁河道: 河道保洁)."""
    parts = content_words(words, lambda _: True)
    if len(parts) != _PARTS or "".join(parts) != words:
        return False
    unsaid = [one for one in parts if not is_spoken_of(one, said)]
    if len(unsaid) != 1:
        return False
    of_sort = unsaid[0] == parts[0] and word_class(unsaid[0]).startswith(("n", "j", "b"))
    return of_sort or not is_near(unsaid[0])


def words_of(words: str) -> list[str]:
    """The words that name something, those of everyday speech whole (找工作); all of them where none does."""
    spoken, rest = _spoken_in(words), words
    for one in spoken:
        rest = rest.replace(one, " ")
    named = content_words(rest, lambda _: True)
    whole = [one for one in named if is_whole_noun(one)]
    named = [one for one in named if not any(one != other and one in other for other in whole)]
    return [*spoken, *named] or [one for one in words.split() if len(one) > 1]


def _spoken_in(words: str) -> list[str]:
    """The everyday words that documents have others for, but for those within a longer word (养老 of 养老院), the
    longest first."""
    whole = [one for one in content_words(words, lambda _: True) if is_whole_noun(one)]
    spoken = [one for one in spoken_words(words) if len(one) > 1]
    spoken = [one for one in spoken if not any(one != other and one in other for other in whole)]
    return sorted(spoken, key=len, reverse=True)


def put_officially(words: str) -> str:
    """Words with those of everyday speech put as documents put them (找工作: 就业)."""
    for one in _spoken_in(words):
        official = load_clues().synonyms[one]
        if not any(form in words for form in official):
            words = words.replace(one, official[0])
    return words


def is_mostly_said(item: Item, words: str) -> bool:
    """Whether half of an item's name stands in some words."""
    own = grams(bare(item.name))
    return 2 * len(own & grams(words)) >= len(own)


def is_remainder(item: Item, words: str) -> bool:
    """Whether an item holds only the assets that no other row does (其他固定资产), of which nothing was said."""
    return "asset" in item.kinds and item.name.startswith("其他") and "其他" not in words
