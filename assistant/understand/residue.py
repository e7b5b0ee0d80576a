"""What a question says that nothing has accounted for: left-over words, and whether they carry content.

A left-over word argues against an answer (局长叫什么, 执行进度, 食堂), so it must not be ignored; words
that only shape the sentence must not argue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.understand.clues import NUMERALS, filler_pattern
from assistant.understand.rough_bounds import rough_spans
from index.amounts import find_amounts
from index.dictionary import catalogue_words, word_class

YEAR = re.compile(
    r"(?<!\d)20\d\d(?!\d|[多余几来]?[万亿元块])(?:(?=年[初末底][一-鿿]{0,6}结[转余])|年?度?(?:初(?![中级步]))?)|(?<!\d)\d\d年度?|二[〇零o]二[一二三四五六七八九〇零]年?度?"
)
YEAR_WORDS = re.compile(r"(?<![比较与和跟同])(?:上一年|上年|去年|前一年)(?!结转|结余)(?:度)?")
THIS_YEAR = re.compile("(?<![比较与和跟同])(?:今年|本年度?(?!收入|支出))")
_SHORT_WORD = 2
_COUNT = re.compile(r"\d+(?=[个家位]|项(?!预算|支出|经费|金额))|\d+分(?![之析管配类局])")  # 19个项目, 90分
_MONEY = re.compile("收入|支出|经费|费用|资金")
_ABOUT = re.compile(r"[\d一二两三四五六七八九十百千.]+[多来余几][百千]?[万亿千百](?:[多来余]?[块元])?")  # 六千多万
_PARTICLES = frozenset("的是吗呢了和与及跟或把被比占")
_BREAKS = re.compile(
    r"(?<=[一-鿿])[和与及跟或](?=[一-鿿])|的|是|在|里|(?<![集其高初])中(?![心小央国学医层长期标介秋队])|买"
)
_WHOLE = frozenset(
    (
        "办公",
        "办事",
        "应急",
        "交易",
        "交通",
        "交流",
        "交警",
        "在职",
        "在编",
        "在岗",
        "等保",
        "等级",
        "名词",
        "年初",
        "年末",
        "年底",
        "投诉",
        "投标",
        "少儿",
        "少年",
        "中小",
        "中心",
        "中央",
        "中标",
        "中学",
        "中期",
        "不合",
        "不达",
        "不称",
    )
)  # words that begin with what is a filler elsewhere
_WHOLE_ENDS = frozenset(  # words that end with one
    (
        *(
            "专项",
            "事项",
            "奖项",
            "选项",
            "存款",
            "贷款",
            "罚款",
            "条款",
            "岗位",
            "学位",
            "席位",
            "床位",
            "名次",
            "档次",
        ),
        *(
            "人次",
            "场次",
            "批次",
            "班次",
            "文件",
            "条件",
            "案件",
            "软件",
            "硬件",
            "稿件",
            "信件",
            "证件",
            "身份",
            "股份",
        ),
        *(
            "平台",
            "后台",
            "舞台",
            "电视台",
            "青年",
            "少年",
            "老年",
            "时间",
            "期间",
            "空间",
            "房间",
            "产值",
            "合同",
            "种类",
            "分类",
            "公交",
            "外交",
            "社交",
            *("许可", "审查", "检查", "调查", "核查", "排查", "抽查", "巡查", "督查", "普查", "稽查", "侦查"),
        ),
    )
)
_MEETINGS = range(3, 6)  # characters of their names
_CLOSED = frozenset(
    ("r", "p", "u", "c", "y", "e", "o", "x", "w", "q", "m", "f", "k", "h", "zg", "ul", "uj", "ug", "uz", "ud", "uv")
)
_OPEN_IF_KNOWN = frozenset(("v", "d", "a", "an", "ad", "t", "l", "z", "g", "vd", "vn", "i"))


@dataclass(frozen=True, slots=True)
class Residue:
    """A stretch of the question that no name and no clue covers."""

    start: int
    end: int
    text: str


def residues(text: str, spans: Sequence[tuple[int, int]]) -> list[Residue]:
    """The left-over stretches of at least two characters, without the fillers around them."""
    masked = list(text)
    money = [(one.start, one.end) for one in find_amounts(text) if one.is_money or one.unit == "%"]
    years = [found.span() for found in YEAR.finditer(text)]
    counts = [found.span() for found in _COUNT.finditer(text)]
    about = [found.span() for found in _ABOUT.finditer(text)]
    for start, end in [*spans, *money, *years, *counts, *about, *rough_spans(text)]:
        masked[start:end] = " " * (end - start)
    found: list[Residue] = []
    for run in re.finditer(r"[一-鿿\da-z]+", "".join(masked)):
        found += _pieces(text, *run.span())
    return found


def _pieces(text: str, start: int, end: int) -> list[Residue]:
    """The pieces of a run between its fillers; a filler of one character parts them only if it never
    stands within a name, others of one character are only taken off the ends."""
    pieces: list[Residue] = []
    last = start
    for found in [*filler_pattern().finditer(text, start, end), None]:
        if found and len(found[0]) == 1 and found[0] not in _PARTICLES:
            continue
        stop = found.start() if found else end
        one, two = _without_ends(text, last, stop)
        if two - one > 1:
            pieces.append(Residue(one, two, text[one:two]))
        last = found.end() if found else end
    return pieces


def _without_ends(text: str, start: int, end: int) -> tuple[int, int]:
    single = filler_pattern()
    if _is_kind_of_money(text, start, end) or _is_noun(text[start:end]):
        return start, end
    while start < end and single.fullmatch(text[start]) and text[start : start + 2] not in _WHOLE:
        start += 1
    while start < end and single.fullmatch(text[end - 1]) and not ends_whole(text[start:end]):
        end -= 1
    return start, end


def ends_whole(words: str) -> bool:
    """Whether some words end with one that ends with a filler (文件, 审查), or with the name of a meeting (常委会)."""
    meets = words.endswith("会") and any(word_class(words[-length:]) in ("n", "nt", "j") for length in _MEETINGS)
    return meets or words[-2:] in _WHOLE_ENDS


def _is_noun(words: str) -> bool:
    """Whether a piece is a word that names something, though characters of it are fillers (人才, 代表, 计算机)."""
    single = filler_pattern()
    if len(words) < _SHORT_WORD or single.fullmatch(words) or all(map(single.fullmatch, words)):
        return False
    if len(words) == _SHORT_WORD:
        return word_class(words) in ("n", "vn")
    return word_class(words) == "n" and words[0] not in NUMERALS  # 一分钱 is an amount


def _is_kind_of_money(text: str, start: int, end: int) -> bool:
    """Whether a word of two characters that is no filler says what kind of money is asked for (罚没|收入)."""
    words, single = text[start:end], filler_pattern()
    if len(words) != 2 or single.fullmatch(words) or all(map(single.fullmatch, words)):
        return False
    return word_class(words).startswith(("n", "v")) and bool(_MONEY.match(text, end))


def content_words(words: str, is_known: Callable[[str], bool]) -> list[str]:
    """The words that name something: nouns and words that no dictionary has, and other words that the
    documents use (`is_known`)."""
    from index.lexical import tokenize  # loads the segmenter: only left-over words pay for it

    found = []
    for word in dict.fromkeys(tokenize(words)):
        flag = word_class(word)
        if len(word) < 2 or filler_pattern().fullmatch(word) or flag in _CLOSED:
            continue
        if flag in _OPEN_IF_KNOWN and not is_known(word):
            continue
        found.append(word)
    return found


def is_whole_noun(word: str) -> bool:
    """Whether a longer word of the language names a thing, so that half of it is no sign of that (养老院: 养老)."""
    return len(word) > _SHORT_WORD and word_class(word).startswith("n") and word not in catalogue_words()


def lone_head(words: str) -> str:
    """The last character of some words where it is a noun by itself: what the thing is (码 of 健康码); else empty."""
    head = words[-1:]
    return head if word_class(head).startswith("n") and not filler_pattern().fullmatch(head) else ""


def is_in_noun(text: str, start: int, end: int) -> bool:
    """Whether a character is but what a noun of two characters ends with, the first of which says of which kind it
    is (车 of 校车, not of 新车)."""
    kind, noun = text[start - 1 : start], text[start - 1 : end]
    return end - start == 1 and all(word_class(one).startswith("n") for one in (kind, noun))


def split_words(words: str) -> list[str]:
    """The parts of a left-over stretch that could each name something."""
    return [part for part in _BREAKS.split(words) if len(part) > 1]
