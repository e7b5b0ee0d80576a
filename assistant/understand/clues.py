"""Clue words of questions, from `clues.toml`: operations, text questions, conditions, years."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.plan import Operation
from assistant.understand.bounds import INCLUSION
from index.amounts import find_amounts

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?![\d.]\d|\d|[多余几来]?[万亿元块])|(?<!\d)(\d\d)年")
_BASE_YEAR = re.compile(
    r"(?:比|较|同|跟|与|从|和)(?:(20\d\d)|(\d\d)(?=年))年?(?:度)?(?=.{0,10}(?:增|减|多(?!少)|(?<!多)少|涨|降|变|高|低|(?<!占)比(?![例重])|到))"
)
_SIDE_BY_SIDE = re.compile(
    r"(?<!\d)(20\d\d)年?(?:度)?(?:和|与|跟|同|、|及)(20\d\d)(?!\d)年?(?:度)?(?!.{0,12}(?<!占)比(?![例重]))"
)
_YEARS_TO = re.compile(r"(?<!\d)(20\d\d)年?(?:度)?(?:到|至|[-~～—]+)(20\d\d)(?![\d.万元个人])")
_AS_OF = re.compile(r"截[至止]\D{0,2}(?:20)?\d\d年")
_SPELT = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "o": "0"}
_SPELT_YEAR = re.compile(f"(二[〇零o][{''.join(_SPELT)}]{{2}})年")
_TOP = re.compile(
    r"(?:前|头|top)([一二两三四五六七八九十\d]+)(?!年|期|次|届)大?|哪([两三四五六七八九十\d]+)[个家所项笔](?=.{0,20}最)"
)
NAMES_SUM = re.compile("(?:费用?|金|款|支出|收入|补[助贴]|工资|津贴)$")  # money, of which nothing is counted
NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_MOST = re.compile(r"(?:最(?:[大多高小少低贵]|花钱|烧钱)的?|倒数第?)([一二两三四五六七八九十\d]+)(?!年|期|次|届|级)")
_UNIT = re.compile(
    r"多少(?:个)?(亿元|亿|万元|万|元)(?!钱)|几(亿|元)(?!钱)|(?:折合|换算?成?|合成?|折成|化成|以|用)(?:多少|是)?(亿元|万元|元|亿)|[按以用](亿元|元)(?:来)?(?:计|算|表示|说)|(?:精确|算|保留)到(元)(?!钱)"
)
_LEAST = re.compile(r"最小|最少|最低|从低到高|从少到多|从小到大|最便宜|最省|倒数")
_SHORT_CLUE = 6  # characters of a clue without words of another kind within it
_NTH = re.compile(
    r"(?:第|排)([二两三四五六七八九十\d])(?:大|多|高|小|少|低|位|名|的)|(?:次|第二)[大多高]|第([二三四五])$"
)
_PLACES = re.compile(
    r"(?P<last>倒数)?(?:最(?P<end>[大多高贵小少低])|第(?P<nth>[一二两三四五六七八九十\d])(?P<of>[大多高小少低]|名|位)"
    r"|排(?:名|在)?第(?P<place>[一二两三四五六七八九十\d]))"
)
_FRACTION = re.compile(
    r"一半|半数|(?P<tenths>[一二两三四五六七八九])成|(?P<under>[二三四五六七八九十])分之(?P<over>[一二两三四五六七八九])"
)
_STANDING = re.compile(
    r"(?<![安编])排(?:名|位|行|在|到|个)*第?几(?!月|天|号|年|季|点)|第几[大多高小少低]|(?:名列|位[列居]|居|处于|是)第几[位名]?(?=$|[?,呢])"
    r"|是不是[^,，。]{0,14}[里中][^,，。]{0,12}最[多少大小高低]"
)


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "clues.toml").read_text(encoding="utf-8"))


def _pattern(section: str, name: str) -> re.Pattern[str]:
    """An entry as one expression: its alternatives may stand one a line."""
    words = _data()[section][name]
    return re.compile(words if isinstance(words, str) else "|".join(words))


@lru_cache(maxsize=1)
def _operations() -> tuple[tuple[Operation, re.Pattern[str]], ...]:
    return tuple((Operation(name), _pattern("operations", name)) for name in _data()["operations"])


@lru_cache(maxsize=1)
def filler_words() -> frozenset[str]:
    """The words that carry no content of their own."""
    return frozenset(word for group in _data()["fillers"].values() for word in group)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    fillers = "|".join(re.escape(word) for word in sorted(filler_words(), key=lambda word: (-len(word), word)))
    return _pattern("narrative", "text"), re.compile(fillers)


@lru_cache(maxsize=1)
def _attributes() -> re.Pattern[str]:
    return _pattern("attributes", "words")


def operation_of(question: str) -> Operation:
    """The first operation whose clue words stand in the question; VALUE without any."""
    question = INCLUSION.sub("", question)
    found = next((name for name, words in _operations() if words.search(question)), Operation.VALUE)
    if found is Operation.PRIOR and dict(_operations())[Operation.RATIO].search(question):
        return Operation.RATIO  # 是上年的几倍
    return found


def operation_spans(operation: Operation, question: str) -> list[tuple[int, int]]:
    """The short stretches whose words say that an operation is wanted, places of an order among them."""
    words = [dict(_operations())[operation]] if operation in dict(_operations()) else []
    words += [_STANDING, _NTH, _PLACES] if operation is Operation.RANK else []
    found = [(one, *place.span()) for one in words for place in one.finditer(question)]
    return [
        (start, stop)
        for one, start, end in found
        for stop in [next((stop for stop in range(start + 1, end) if one.fullmatch(question, start, stop)), end)]
        if stop - start <= _SHORT_CLUE
    ]


def asks_for_reason(question: str) -> bool:
    """Whether the question asks why, or what something means: words come before figures."""
    return bool(_of_narrative("reason").search(question))


def composition_spans(question: str) -> list[tuple[int, int]]:
    """The stretches that ask what all the money goes to or comes from (支出构成, 钱花到哪了)."""
    return [found.span() for found in _composition().finditer(question)]


@lru_cache(maxsize=1)
def _composition() -> re.Pattern[str]:
    return _pattern("composition", "words")


def asks_trend(question: str) -> bool:
    """Whether the question is about several years of a body."""
    return bool(dict(_operations())[Operation.TREND].search(question))


_LEVEL_OF_INDICATORS = re.compile(r"([一二三1-3])级(?:绩效)?指标")
_ASKS_MEMBERS = re.compile("多少|几个|几项|几类|几种|哪些|哪几|什么|分别是|列出|列举|名称")


def asks_level(question: str) -> int:
    """The level of indicators of which the members are asked for (有几个二级指标); 0 where none is."""
    found = _LEVEL_OF_INDICATORS.search(question)
    if found is None or not _ASKS_MEMBERS.search(question):
        return 0
    return int(found[1]) if found[1].isdigit() else NUMERALS[found[1]]


def asks_sum(question: str) -> bool:
    """Whether the question wants what it names added up."""
    return bool(dict(_operations())[Operation.SUM].search(question))


@lru_cache(maxsize=4)
def _of_narrative(name: str) -> re.Pattern[str]:
    return _pattern("narrative", name)


def asks_for_text(question: str) -> bool:
    """Whether the question wants words of the document rather than a figure."""
    return bool(_patterns()[0].search(question))


def asks_for_attribute(question: str) -> str:
    """The attribute that figures seldom are of (批次, 执行进度, 人均 …), empty when none is asked for."""
    found = _attributes().search(question)
    return found[0] if found else ""


def asks_money(question: str) -> bool:
    """Whether the question asks for an amount of money in so many words."""
    return bool(_of_narrative("money").search(question))


def filler_pattern() -> re.Pattern[str]:
    """The words that carry no content of their own, longest first."""
    return _patterns()[1]


def clue_spans(question: str) -> list[tuple[int, int]]:
    """The stretches whose words are clues by themselves, the shorter ones: longer patterns have gaps."""
    patterns = (*(words for _, words in _operations()), _patterns()[0], _of_narrative("reason"), _attributes())
    found = [place.span() for words in patterns for place in words.finditer(question)]
    return [(start, end) for start, end in found if 1 < end - start <= _SHORT_CLUE]


def years_of(question: str) -> tuple[int, ...]:
    """The years that the question names, "24年" included."""
    asked = _AS_OF.sub("", _YEARS_TO.sub(_every_year, question))
    if base_year_of(question) and not _SIDE_BY_SIDE.search(_in_digits(asked)):
        asked = _BASE_YEAR.sub("", asked)
    return tuple(dict.fromkeys(int(full or f"20{short}") for full, short in _YEAR.findall(_in_digits(asked))))


def _every_year(span: re.Match[str]) -> str:
    """2017年到2019 written out as each of its years."""
    return "年".join(str(year) for year in range(int(span[1]), int(span[2]) + 1))


def base_year_of(question: str) -> int:
    """The year that a change is told against (比2024年增加); 0 where none is named."""
    if asks_trend(question):
        return 0  # 2024年和2025年哪年多: the years stand side by side
    side_by_side = _SIDE_BY_SIDE.search(_in_digits(question))
    if side_by_side:
        return min(int(side_by_side[1]), int(side_by_side[2]))  # 2024年和2025年的变化: against the earlier one
    found = _BASE_YEAR.search(_in_digits(question))
    return int(found[1] or f"20{found[2]}") if found else 0


def _in_digits(question: str) -> str:
    """The question with years in Chinese numerals (二〇二四年) written in digits."""
    return _SPELT_YEAR.sub(lambda year: "".join(_SPELT[char] for char in year[1]) + "年", question)


def top_span(question: str) -> list[tuple[int, int]]:
    """The stretch that says how many of a ranking are wanted (前五大)."""
    found = _TOP.search(question)
    return [found.span()] if found else []


def top_of(question: str) -> int:
    """How many of a ranking are wanted: 前三 → 3, 最大 → 1, else 0 for all."""
    if re.search(r"排(?:在|名)?第一(?!批|期|次|届)", question):
        return 1
    top = _TOP.search(question) or _MOST.search(question)
    if top:
        number = next(filter(None, top.groups()))
        return int(number) if number.isdigit() else NUMERALS.get(number, 0)
    return 1 if re.search(r"最[大多高小少低贵]|最烧钱|最花钱", question) else 0


def unit_of(question: str) -> str:
    """The unit of money that the answer is wanted in (折合多少亿元, 是多少元); empty where any will do."""
    found = _UNIT.search(question)
    unit = next((one for one in found.groups() if one), "") if found else ""
    return {"亿": "亿元", "万": "万元"}.get(unit, unit)


def nth_of(question: str) -> int:
    """Which place of a ranking is wanted: 排第二 → 2; 0 where none is."""
    found = _NTH.search(question)
    if found is None:
        return 0
    number = found[1] or found[2] or "二"
    return int(number) if number.isdigit() else NUMERALS.get(number, 0)


def places_of(question: str) -> tuple[int, ...]:
    """The places of a ranking that are set against each other, the last ones counted from -1: 最大的比第二大的 →
    1, 2; 最多的和最少的 → 1, -1. Empty where less than two are."""
    found = [_place_of(one) for one in _PLACES.finditer(question)]
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()


def fraction_of(question: str) -> tuple[Decimal, str] | None:
    """The part that a share is held against, in percent, and how it is put: 30%, 三成, 一半, 四分之一."""
    percent = next((one for one in find_amounts(question) if one.unit == "%"), None)
    found = _FRACTION.search(question)
    if percent is not None:
        return percent.value, f"{percent.value}%"
    if found is None:
        return None
    if found["tenths"]:
        return Decimal(NUMERALS[found["tenths"]] * 10), found[0]
    part = Decimal(100 * NUMERALS[found["over"]]) / NUMERALS[found["under"]] if found["under"] else Decimal(50)
    return part, found[0]


def ranks_in(words: str) -> tuple[int, ...]:
    """The places of a ranking that words name: 最大的两个 → 1, 2; 最大的和最小的 → 1, -1."""
    number = top_of(words)
    if number > 1:
        return tuple(range(-number, 0)) if is_ascending(words) else tuple(range(1, number + 1))
    return tuple(dict.fromkeys(_place_of(one) for one in _PLACES.finditer(words)))


def asks_standing(question: str) -> bool:
    """Whether it is asked which place something takes in an order."""
    return bool(_STANDING.search(question))


def _place_of(found: re.Match[str]) -> int:
    written = found["nth"] or found["place"] or "一"
    number = int(written) if written.isdigit() else NUMERALS[written]
    return -number if found["last"] or (found["end"] or found["of"]) in tuple("小少低") else number


def is_ascending(question: str) -> bool:
    """Whether the smallest come first."""
    return bool(_LEAST.search(question))
