"""Kinds of slips that a keyboard makes in a question; none touches a number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from random import Random

from pypinyin import Style, lazy_pinyin

from benchmarks.generated_questions.typos import ALIKE
from index.dictionary import word_share

# Frequent characters of such questions, one of which may be typed instead of another.
_COMMON = "的是不人有上中大会和要到部门单位预算支出收入经费项目金额合计安排情况公务一般基本管理办公室市年度多少"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两")
_LONGEST_WORD = 4
_FREQUENT = [bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]
_TRADITIONAL = (
    "预預 算算 经經 费費 办辦 务務 项項 额額 总總 计計 单單 门門 员員 运運 维維 车車 辆輛 购購 资資 产產 财財 "
    "拨撥 款款 补補 贴貼 奖獎 险險 养養 老老 医醫 疗療 职職 业業 机機 关關 会會 议議 训訓 国國 际際 区區 县縣 "
    "嘉嘉 兴興 桥橋 张張 汇匯 电電 邮郵 网網 络絡 设設 备備 租租 赁賃 劳勞 动動 实實 执執 决決 余餘 结結 转轉 "
    "为為 什什 么麼 么麼 谁誰 几幾 个個 这這 哪哪 还還 没沒 从從 与與 变變 减減 增增 长長 涨漲 贵貴 级級 类類 "
    "区區 组組 织織 责責 义義 认認 识識 说說 写寫 图圖 书書 馆館 馆館 库庫 东東 万萬 亿億 数數 据據 政政 协協 "
    "常常 委委 代代 表表 间間 时時 岁歲 帐帳 费費 占佔 比比 较較 谢謝 请請 问問 离離 岗崗 绩績 标標 准準 满滿"
)
_TO_TRADITIONAL = {pair[0]: pair[1] for pair in _TRADITIONAL.split()}


def two_edits(text: str, rng: Random) -> str:
    """Two edits of single Han characters: one typed as another, left out, put in, or exchanged with its
    neighbour."""
    for _ in range(2):
        places = [place for place, one in enumerate(text) if _HAN.match(one) and one not in _NUMERALS]
        text = _edit(text, rng.choice(places), rng)
    return text


def _edit(text: str, place: int, rng: Random) -> str:
    before, one, after = text[:place], text[place], text[place + 1 :]
    way = rng.choice(("alike", "other", "deleted", "inserted", "exchanged"))
    if way == "alike" and one in ALIKE:
        return before + ALIKE[one] + after
    if way in ("alike", "other"):
        return before + rng.choice(_COMMON) + after
    if way == "deleted":
        return before + after
    if way == "inserted":
        return before + one + rng.choice(_COMMON) + after
    if after and _HAN.match(after[0]) and after[0] not in _NUMERALS:
        return before + after[0] + one + after[1:]
    return before + one + one + after


def another_word(text: str, rng: Random) -> str:
    """A word of which one or all characters are typed as others that sound alike."""
    start, end = rng.choice(_words(text) or [(0, 0)])
    chosen = range(start, end) if rng.random() < 0.4 else [rng.randrange(start, end)] if end > start else []
    chars = list(text)
    for place in chosen:
        alike = [one for one in _sounding()[_sound(chars[place])] if one != chars[place] and one not in _NUMERALS]
        chars[place] = rng.choice(alike or [chars[place]])
    return "".join(chars)


def without_particle(text: str, rng: Random) -> str:
    """A question without one of its 的."""
    places = [place for place, one in enumerate(text) if one == "的"]
    place = rng.choice(places) if places else len(text)
    return text[:place] + text[place + 1 :]


def doubled(text: str, rng: Random) -> str:
    """A character typed twice."""
    place = rng.choice([place for place, one in enumerate(text) if _HAN.match(one) and one not in _NUMERALS])
    return text[:place] + text[place] + text[place:]


def wide(text: str, _rng: Random) -> str:
    """Digits, letters and marks in full width."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def traditional(text: str, _rng: Random) -> str:
    """Characters as they are written in traditional script."""
    return "".join(_TO_TRADITIONAL.get(one, one) for one in text)


def words_exchanged(text: str, rng: Random) -> str:
    """Two neighbouring words in the wrong order."""
    words = _words(text)
    pairs = [(one, two) for one, two in pairwise(words) if one[1] == two[0]]
    if not pairs:
        return text
    (start, middle), (_, end) = rng.choice(pairs)
    return text[:start] + text[middle:end] + text[start:middle] + text[end:]


def latin(text: str, rng: Random) -> str:
    """A word left in the letters that it was typed with."""
    start, end = rng.choice(_words(text) or [(0, 0)])
    letters = ("" if rng.random() < 0.5 else " ").join(map(_sound, text[start:end]))
    return text[:start] + letters + text[end:]


KINDS: dict[str, Callable[[str, Random], str]] = {
    "edits": two_edits,
    "sound": another_word,
    "particle": without_particle,
    "doubled": doubled,
    "wide": wide,
    "traditional": traditional,
    "order": words_exchanged,
    "latin": latin,
}


def _words(text: str) -> list[tuple[int, int]]:
    """The stretches of the words of two characters and more, without numerals, the longest first."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        sizes = range(_LONGEST_WORD, 1, -1)
        size = next((size for size in sizes if _is_word(text[place : place + size], size)), 0)
        found += [(place, place + size)] if size else []
        place += size or 1
    return found


def _is_word(text: str, size: int) -> bool:
    whole = len(text) == size and all(_HAN.match(one) and one not in _NUMERALS for one in text)
    return whole and bool(word_share(text))


@lru_cache(maxsize=1)
def _sounding() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in _FREQUENT:
        if _HAN.match(one):
            found[_sound(one)].append(one)
    return found


@lru_cache(maxsize=8192)
def _sound(char: str) -> str:
    return str(lazy_pinyin(char, style=Style.NORMAL)[0])
