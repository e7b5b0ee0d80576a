"""The question before with the names of a follow-up in the places of its own (柯桥呢, 其中公务接待费呢, 2023年呢)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.plan import Operation
from assistant.understand.amount_or_number import asked_as_told
from assistant.understand.columns import FUNDS, Column
from assistant.understand.pronouns import names_cost
from assistant.understand.reading import Reading
from assistant.understand.rephrasing import PARTICLES
from assistant.understand.residue import THIS_YEAR, YEAR, YEAR_WORDS
from assistant.understand.told import Piece, is_of_kind, parts_of, pieces_of, words_of
from assistant.understand.vocabulary import ItemLink

_JOINED = re.compile(r"[的和与及跟、,，]*")
_MEASURED = re.compile(r"[,，][^,，]*(?:(?:指标|目标)|(?:多少|几)(?:人次|[人名位次场期天间份条]))")
_OF_WHOLE = (Operation.SHARE, Operation.RATIO)
_OF_BODIES = (Operation.DIFFERENCE, Operation.RATIO, Operation.RANK)


class Meant(NamedTuple):
    """A question that a follow-up may mean; `of_part` where it asks for a part of what was asked before,
    which only is meant if the documents hold it."""

    text: str
    of_part: bool = False


def substituted(new: Reading, old: Reading) -> list[Meant]:
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
    if _names_project(pieces) and not new.bodies.spans:
        ways = [[*way, *((*span, "") for span in old.bodies.spans)] for way in ways]  # it may be another body's
    meant = _item_edits(new, pieces, old)
    texts = [(_edited(old.text, [*way, one]), one is not meant[-1]) for way in ways for one in meant]
    said = PARTICLES.sub("", new.text)
    return [Meant(asked_as_told(text, words_of(new, pieces), said), of_part) for text, of_part in texts]


def _names_project(pieces: Sequence[Piece]) -> bool:
    """Whether a project is named by its own name, and nothing that any body may have."""
    links = [one.item for one in pieces if isinstance(one.item, ItemLink)]
    own = [one for one in links if one.sure == 1.0 and one.kinds <= {"project", "indicator"}]
    return len(own) == len(pieces) and any("project" in one.kinds for one in own)


def _bodies_replaced(new: Reading, old: Reading, edits: list[tuple[int, int, str]]) -> bool:
    spans = sorted(new.bodies.spans)
    words = new.text[spans[0][0] : max(end for _, end in spans)]
    if "本级" in words and words.strip("局办") == "本级":
        return False
    places = _of_part(old)
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


def _of_part(old: Reading) -> list[tuple[int, int]]:
    """Where the question before names its bodies; of a share with a body on either side (甲中心占乙局多少), the one
    whose part is asked for."""
    places = sorted(old.bodies.spans)
    divider = old.text.find("占")
    first = [one for one in places if one[1] <= divider]
    return first if old.operation in _OF_WHOLE and first else places


def _year_in(text: str) -> re.Match[str] | None:
    return YEAR.search(text) or YEAR_WORDS.search(text) or THIS_YEAR.search(text)


def _year_replaced(new: Reading, old: Reading, edits: list[tuple[int, int, str]]) -> None:
    found = _year_in(new.text)
    if found is None:
        return
    words = found[0] if found[0].endswith("年") or not found[0].isdigit() else f"{found[0]}年"
    place = _year_in(old.text)
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
        same = [one for one in columns if is_fund(one) == is_fund(pieces[0])]
        if same and (links or len(same) < len(columns)):  # 项目支出中一般公共预算多少, then 政府性基金呢
            return [(same[0].start, same[-1].end, words)]
        if links and all(map(names_cost, links)) and not any(map(is_fund, pieces)):
            return [(own[0].start, own[-1].end, words)]  # 基本工资, then 人员经费呢: what is spent, not for what
        if links or (is_fund(pieces[0]) and columns):
            return [(own[-1].end, own[-1].end, f"的{words}"), (own[0].start, own[-1].end, words)]
        return [(own[0].start, own[-1].end, words)]
    projects = [one for one in links if is_of_kind(one, "project")]
    indicators = [one for one in links if is_of_kind(one, "indicator") and not is_of_kind(one, "project")]
    unknown = [one for one in old.left if old.text[one.start : one.end] == one.text]
    if indicators and not projects and is_of_kind(pieces[0], "project") and unknown:
        return [(unknown[0].start, unknown[0].end, words)]
    counted = projects and _MEASURED.search(old.text, projects[-1].end)
    if projects and is_of_kind(pieces[0], "project") and (indicators or (counted and projects[-1] is not links[-1])):
        return [(projects[0].start, projects[-1].end, words)]
    if indicators and is_of_kind(pieces[0], "indicator") and projects:
        after = projects[-1].end  # what was counted there (要求办理多少件) is not what is asked now
        if after <= indicators[0].start:
            return [(after, len(old.text), f"的{words}是多少")]
        return [(indicators[0].start, indicators[-1].end, words)]
    if links and columns and pieces[0].kind == "link":
        return [(links[0].start, links[-1].end, words)]
    return [(own[0].start, own[-1].end, words)]


def is_fund(piece: Piece) -> bool:
    """Whether a piece names a source of funds."""
    return isinstance(piece.item, Column) and piece.item.name in FUNDS


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    for start, end, words in sorted(edits, key=lambda one: (-one[0], -one[1])):  # what is put in front last
        text = text[:start] + words + text[end:]
    return text
