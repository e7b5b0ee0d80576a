"""What a conversation has come to: the question before, and what it was about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.plan import Operation
from assistant.understand.columns import Column
from assistant.understand.exclusions import left_out
from assistant.understand.reading import Reading
from assistant.understand.vocabulary import ItemLink

_TOTALS_APART = re.compile("、")
_AMOUNT = r"\d+(?:\.\d+)?[百千万亿]*元?"
_OTHER_MEMBERS = re.compile(
    "(?:那么?|再|还有)*(?:第[二三四五六七八九十](?:大|多|高|名|位|贵)?的?(?:项目|科目|单位)"
    f"|(?:金额)?(?:超过|高于|大于|低于|小于|少于|不足|不到|不满){_AMOUNT}(?:的|以上的?|以下的?)?(?:项目|科目)?"
    f"|(?:金额)?(?:在)?{_AMOUNT}(?:到|至|-){_AMOUNT}(?:之间)?的?(?:项目|科目)?|{_AMOUNT}(?:以上|以下|以内)的?(?:项目|科目)?)"
    "(?:有?(?:哪些|几个|多少个|哪几个)|又?(?:是|叫)(?:什么|哪一?个|啥))?呢?[?？]*"
)
GROUPING = (Operation.LIST, Operation.FILTER, Operation.COUNT, Operation.RANK)
_WITHIN = re.compile("(?:里面?|[当之其]?中|内|的|由|用|靠)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a question that names an item, a column or a total."""

    start: int
    end: int
    kind: str  # link, column, total
    item: ItemLink | Column | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The turn before: `whole` is its question read as one, `last` its last clause with all that this
    inherits, `subjects` are the words for what was asked about, in order, `projects` the projects among
    what was asked about last, `group` says that the answer was a group of figures, `first` is the one of them
    that was asked for (最高的是哪个), `documents` are those of the bodies talked of, in order, `grouped` the last turn
    that ranked, selected or listed members of a group, as one and its last clause."""

    whole: Reading
    last: Reading
    subjects: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    group: bool = False
    first: str = ""
    documents: tuple[str, ...] = ()
    grouped: tuple[Reading, Reading] | None = None

    @property
    def subject(self) -> str:
        """The words for what was asked about last."""
        return self.subjects[-1] if self.subjects else ""

    def before(self, words: str) -> Reading:
        """What the words of a follow-up go on from: the clause before them, where the last turn said them too, else
        that turn read as one."""
        return self.last if words in self.whole.text else self.whole


def back_to_group(turn: str, told: Told) -> Told:
    """What a turn goes on from that asks for other members of a group (第二大的项目呢, 20万以下的呢) behind a turn that
    asked something else of the first: the turn that told the group; any other turn goes on from the last."""
    if told.grouped is None or told.last.operation in GROUPING or not _OTHER_MEMBERS.fullmatch(turn.strip()):
        return told
    whole, last = told.grouped
    return replace(told, whole=whole, last=last, group=True, first="")


def pieces_of(reading: Reading) -> list[Piece]:
    """The stretches of the clause itself that name something, in order."""
    found = [Piece(one.start, one.end, "link", one) for one in reading.links if one.text in reading.text]
    found += [Piece(one.start, one.end, "column", one) for one in reading.columns if one.words in reading.text]
    for words in _TOTALS_APART.split(reading.total):
        at = reading.text.find(words) if words else -1
        found += [Piece(at, at + len(words), "total")] if at >= 0 else []
    return sorted(found, key=lambda one: one.start)


def parts_of(reading: Reading) -> list[Piece]:
    """The pieces that the question is about: without what a share is of."""
    pieces = pieces_of(reading)
    divider = reading.text.find("占")
    if reading.operation is not Operation.SHARE or divider < 0:
        return pieces
    return [one for one in pieces if one.start < divider] or pieces


def words_of(reading: Reading, pieces: Sequence[Piece]) -> str:
    """The stretch of the question from the first piece to the last."""
    return reading.text[pieces[0].start : pieces[-1].end] if pieces else ""


def subjects_of(reading: Reading) -> tuple[str, ...]:
    """The words for the things that a clause asks about; of a project's indicator the project."""
    pieces = parts_of(reading)
    projects = [one for one in pieces if isinstance(one.item, ItemLink) and "project" in one.item.kinds]
    indicators = [one for one in pieces if isinstance(one.item, ItemLink) and one.item.kinds == {"indicator"}]
    if projects and indicators:
        pieces = projects
    if reading.leaves_out and pieces and reading.operation in (Operation.VALUE, Operation.SUM):
        return (_less(reading, pieces),)
    links = [one for one in pieces if one.kind == "link"]
    if links and len(links) < len(pieces) and reading.operation is not Operation.SHARE:
        return (words_of(reading, pieces),)  # an item with its column: 行政运行的人员经费
    if len(pieces) == 2 and pieces[0].item in reading.measures and pieces[1].item in reading.funds:
        between = reading.text[pieces[0].end : pieces[1].start]
        if _WITHIN.fullmatch(between):
            return (words_of(reading, pieces),)  # 项目支出里财政拨款
    return tuple(_called(one, reading) for one in pieces)


def _called(piece: Piece, reading: Reading) -> str:
    """The words for a piece; of a project its own name, which names nothing else (防汛项目, beside a subject 防汛)."""
    words, link = reading.text[piece.start : piece.end], piece.item
    if not isinstance(link, ItemLink):
        return words
    if link.kinds == {"project"} and len(link.names) == 1:
        return link.names[0]
    return link.text if link.text in words else words


def _less(reading: Reading, pieces: Sequence[Piece]) -> str:
    """The stretch that names something with what is not to be counted of it (三公经费不含出国费)."""
    spans = [one.span for one in left_out(reading.text)]
    start = min(pieces[0].start, *(start for start, _ in spans))
    return reading.text[start : max(pieces[-1].end, *(end for _, end in spans))]


def is_of_kind(piece: Piece, kind: str) -> bool:
    """Whether a piece names an item of a kind (project, indicator)."""
    return isinstance(piece.item, ItemLink) and kind in piece.item.kinds
