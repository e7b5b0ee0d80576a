"""What of a clause was read as meaning something: names, clues, left-over words; and what of it was not used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.narrative.asked import counted_stretch
from assistant.plan import Operation
from assistant.understand.bounds import bound_spans
from assistant.understand.clues import operation_spans
from assistant.understand.columns import Column, tables_of
from assistant.understand.lexicon import things
from assistant.understand.reading import Reading
from assistant.understand.residue import YEAR, Residue
from assistant.understand.text import folded, grams
from assistant.understand.told import Piece, pieces_of
from assistant.understand.vocabulary import ItemLink

_KIND_OF_INDICATORS = re.compile(r"(?:绩效|产出|效益|满意度|数量|质量|时效性?|成本)(?=指标)")
_LEVEL_IN_BRACKETS = re.compile(r"(?<=\()[类款项](?=\))")
_JOINS = re.compile(r"[^一-鿿]|[和与及跟同或加各再还又外对]|以及|要求|规定|另|多少|几|什么|哪|吗|呢|分别|一年")
_NUMERALS = tuple("0123456789〇零一二三四五六七八九")
_EACH = re.compile("各|分别|哪|都")
_LEAVES_OUT = re.compile("别|不|除|去掉|剔")
_OF_WHOLE = re.compile("里|[当其]?中|内|下面")
_BEFORE_THIS = re.compile("[上去往]一?年")
_AGAINST = (Operation.CHANGE, Operation.PRIOR, Operation.TREND, Operation.DIFFERENCE, Operation.RATIO)
_NAMED_WHOLE = re.compile("(.+?)(?:里面?|[当其之]?中|内)[的,，]*")
_COST_WITHIN = re.compile("(?:20\\d\\d年?)?的?([一-鿿]{1,6}(?:费|工资|补助|补贴))(?:里面?|[当其之]?中|内)")
_EVERYTHING = re.compile(
    r"(?:20\d\d年?|[今全本去]年|年度?|全部|所有|整个|[全总]|各项|一共|部门|单位|预算|决算|公开|文件|报告|支出|收入|开支|花费|资金|经费|的|[这那个其它])*"
)
_OF_FIRST = re.compile(r"(?:的|其|当|中|里面?|内|属于|由|用|安排)+")


def shared_with(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """The words of a text that stand in the names that it was understood to mean."""
    blocks = [one for name in names for one in SequenceMatcher(None, text, folded(name)).get_matching_blocks()]
    return [(one.a, one.a + one.size) for one in blocks if one.size > 1]


def left_of(reading: Reading) -> list[Residue]:
    """The left-over words of the clause itself that no clue has."""
    clues, text = clues_of(reading), reading.text
    own = [one for one in reading.left if text[one.start : one.end] == one.text]
    return [one for one in own if not any(start <= one.start and one.end <= end for start, end in clues)]


def clues_of(reading: Reading) -> list[tuple[int, int]]:
    """The stretches that were read as what is done with the figures, as a number that is asked for, or as a bound, a
    kind of indicators, a level of the subjects."""
    text = reading.text
    kinds = [found.span() for found in _KIND_OF_INDICATORS.finditer(text)]
    levels = [found.span() for found in _LEVEL_IN_BRACKETS.finditer(text)]
    return [*operation_spans(reading.operation, text), counted_stretch(text), *bound_spans(text), *kinds, *levels]


def unused_things(reading: Reading) -> list[str]:
    """The words of a clause that say of what an amount is wanted, and were read as naming nothing."""
    text = reading.text
    if reading.leaves_out or _LEAVES_OUT.search(text):
        return []
    known = [(one.start, one.end) for one in pieces_of(reading) if stands(one, text)]
    known += [*reading.bodies.spans, *tables_of(text)[1], *clues_of(reading)]
    found = [one for one in things().finditer(text) if not any(a < one.end() and one.start() < b for a, b in known)]
    found = [one for one in found if not text[: one.start()].endswith(_NUMERALS)]  # 2023|年金额
    of_year = reading.operation in _AGAINST or (bool(reading.years) and not YEAR.search(text))
    return [one[0] for one in found if not (of_year and _BEFORE_THIS.fullmatch(one[0]))]


def untold_names(reading: Reading, told: str) -> list[str]:
    """The names of items and columns in a clause of which an answer tells nothing; not of those that another thing
    is a part of (商品和服务支出里的差旅费), unless no table has rows of them (机关运行经费里的差旅费)."""
    text = reading.text
    pieces = [one for one in pieces_of(reading) if one.item is not None and stands(one, text)]
    apart = [one for one in pieces if not _OF_WHOLE.match(text, one.end) or _has_no_rows(one.item)]
    return [text[one.start : one.end] for one in apart if not _is_told(one.item, folded(told))]


def _has_no_rows(item: ItemLink | Column | None) -> bool:
    """Whether only sentences tell of an item, so that no row can be told as a part of it."""
    return isinstance(item, ItemLink) and not item.kinds


def _is_told(item: ItemLink | Column | None, told: str) -> bool:
    names = () if item is None else (item.text, *item.names) if isinstance(item, ItemLink) else (item.words, item.name)
    return any(2 * sum(pair in told for pair in pairs) >= len(pairs) for one in names if (pairs := grams(folded(one))))


def unjoined(reading: Reading) -> list[str]:
    """What stands between two things that a clause names and does not join them: of such the amount of each is
    told (A和B多少), or one is held against the other."""
    pieces = [one for one in pieces_of(reading) if stands(one, reading.text)]
    gaps: list[str] = []
    for one, two in pairwise(pieces):
        gap = reading.text[one.end : two.start]
        measures = one.kind == two.kind == "column" and not {one.item, two.item} & set(reading.funds)
        if not gap and one.kind == two.kind == "column" and not _EACH.search(reading.text):
            gaps.append(reading.text[one.start : two.end])
        if gap and not (_JOINS.search(gap) or (_OF_FIRST.fullmatch(gap) and not measures)):
            gaps.append(gap)
    return gaps


def unread_whole(reading: Reading) -> list[str]:
    """The words of what a share is asked of (…中, …里), where they stand before all that the clause names and do not
    say that it is of everything: what they name was not read."""
    text = reading.text
    start = max((end for _, end in reading.bodies.spans), default=0)
    stop = min((one.start for one in pieces_of(reading) if stands(one, text) and one.start >= start), default=0)
    if reading.operation is Operation.RANK and not stop:
        cost = _COST_WITHIN.match(text[start:])  # 用经费里金额前三的, for 公用经费
        return [cost[1]] if cost and not reading.columns and not reading.links else []
    whole = _NAMED_WHOLE.fullmatch(text[start:stop])
    asks = reading.operation is Operation.SHARE and not reading.total and whole is not None
    return [whole[1]] if asks and whole and not _EVERYTHING.fullmatch(whole[1]) else []


def stands(piece: Piece, text: str) -> bool:
    """Whether a piece stands in the text itself, and is not from the question before."""
    words = piece.item.text if isinstance(piece.item, ItemLink) else piece.item.words if piece.item else ""
    return not words or text[piece.start : piece.end] == words
