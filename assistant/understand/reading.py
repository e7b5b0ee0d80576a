"""The reading of one clause: who, which year, which items and columns, what to do, what is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.plan import Operation
from assistant.understand.bodies import Bodies, bodies_of
from assistant.understand.clues import (
    asks_for_attribute,
    asks_for_text,
    asks_sum,
    base_year_of,
    composition_spans,
    operation_of,
    top_span,
    years_of,
)
from assistant.understand.columns import FUNDS, Column, columns_of, tables_of
from assistant.understand.departments import mentions_of
from assistant.understand.exclusions import left_out
from assistant.understand.item_names import names_in
from assistant.understand.links import link_items, run_together
from assistant.understand.narrowing import apposed, compared, narrowed, narrowing_spans
from assistant.understand.newness import newness_spans
from assistant.understand.of_told import asks_number_of_told, asks_share_of_told, means_several
from assistant.understand.ranked import ranked_things
from assistant.understand.residue import YEAR, Residue, residues
from assistant.understand.taken_off import taken_off
from assistant.understand.text import UNIT_NOUN, blotted, folded, shortened
from assistant.understand.vocabulary import ItemLink, Vocabulary
from index.catalogue.measures import ATTAINED
from index.model import DocumentCard

_TOTAL = re.compile(
    r"总支出|(?<!项目)(?<!基本)(?:支出总计|支出总额|支出总数|支出合计)|(?<![要底就前])全部支出|全部收入|总收支|收[、和]?支(?:总预算|总决算|总[额计]|合计)|收入(?:[、和与及]|以及)?支出(?:总[额计]|合计|总[预决]算)|[收支][入出]总[预决]算|总收入|(?<!本年)(?:收入总计|收入总额|收入合计)|总预算|预算总额|预算总数|总盘子"
    r"|(?:支出|收入)[预决]算(?:总计|总额|合计)"
    r"|(?<!项目)(?<!基本)(?<!拨款)(?<!基金)(?<!公共)(?<!经营)(?:(?:支出|收入)[预决]算)(?!总?表|总[^共数的和体量是有计额])"
    r"|部门预算(?=总|一共|共|是多|有多|多少|为多)|(?:全年|年度|今年|(?<![去上前])年)预算(?=总(?![额数])|一共|共|是多少|有多少|多少)"
)
_ROWS = frozenset(("project", "economic"))  # kinds of items that lie within a column of their own
_SIDED = re.compile(r"收|支|总")
_INCOME = re.compile(r"收入")
_LISTS_BASIC = re.compile(
    "基本支出(?:明?细?)表(?:里面?|中|内)[^,，。]{0,24}(?:哪|最|前[一二两三四五六七八九十\\d]|排|几[项个])"
)
_INSIDE = re.compile(r"(?:里面?|[当之其]?中|内)(?:的|,)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause says. `documents` is empty when it names no department; `undecided` holds
    documents among which a name does not decide; `foreign` is a body that the store does not hold."""

    question: str
    text: str
    bodies: Bodies
    years: tuple[int, ...]
    base_year: int
    links: tuple[ItemLink, ...]
    columns: tuple[Column, ...]
    tables: tuple[str, ...]
    total: str
    operation: Operation
    wants_text: bool
    left: tuple[Residue, ...]
    left_out: tuple[ItemLink, ...] = ()  # the items that are not to be counted (不含出国费)
    columns_left_out: tuple[Column, ...] = ()
    units_left_out: tuple[str, ...] = ()
    leaves_out: bool = False  # whether something is not to be counted, understood or not
    fresh: bool = True  # whether the clause itself names what it asks about
    parent: Reading | None = None  # what 其中 is a part of
    project: str = ""  # whose indicator is asked for, where the clause does not name it
    whole_documents: tuple[str, ...] = ()  # of the bodies whose figures, added up, a share is of
    topic: str = ""  # the words that say what is grouped, those of earlier turns included
    linked_in: str = ""  # the text that the links stand in, where they are of an earlier clause

    @property
    def documents(self) -> tuple[str, ...]:
        return self.bodies.documents

    @property
    def undecided(self) -> tuple[str, ...]:
        return self.bodies.undecided

    @property
    def unit_names(self) -> tuple[str, ...]:
        return self.bodies.unit_names

    @property
    def several(self) -> bool:
        return self.bodies.several

    @property
    def of_told(self) -> bool:
        """Whether it asks for the share of figures told before (各占项目支出多少), of which it names the whole
        only, or for their number (一共几个)."""
        if self.operation is Operation.COUNT:
            return asks_number_of_told(self.text)
        starts = [one.start for group in (self.links, self.columns, self.left, self.bodies.mentions) for one in group]
        return self.operation is Operation.SHARE and asks_share_of_told(self.text, starts)

    @property
    def adds_up(self) -> bool:
        """Whether it asks for a sum: of what it names, or of what keeps a bound or leads an order."""
        grouped = self.operation in (Operation.RANK, Operation.FILTER, Operation.LIST)
        return self.operation is Operation.SUM or (grouped and asks_sum(self.plain))

    @property
    def of_sum(self) -> bool:
        """Whether it asks for the share of what it names, or of what was told, added up."""
        added = self.of_told and self.parent is not None and self.parent.adds_up
        added = added or (self.of_told and "占" in self.text and means_several(self.text))
        return self.operation is Operation.SHARE and (asks_sum(self.plain) or added)

    @property
    def measures(self) -> tuple[Column, ...]:
        """Columns of what money is spent as: 人员经费, 项目支出 …"""
        own = [one for one in self.columns if one.name not in FUNDS]
        compared = self.operation in (Operation.DIFFERENCE, Operation.RATIO)
        if len(own) > 2 and compared and own[0].name == "基本支出":
            own = own[1:] if _INSIDE.fullmatch(self.text[own[0].end : own[1].start]) else own
        of_rows = len(self.links) > 1 and all(one.kinds & _ROWS for one in self.links)
        if len(own) == 1 and compared and of_rows and own[0].end <= self.links[0].start:
            own = [] if _INSIDE.fullmatch(self.text[own[0].end : self.links[0].start]) else own
        return tuple(own)

    @property
    def funds(self) -> tuple[Column, ...]:
        """Columns of where money comes from: 一般公共预算, 其他收入 …"""
        return tuple(one for one in self.columns if one.name in FUNDS)

    @property
    def side(self) -> str:
        """收入 where the clause asks for income, else empty."""
        return "收入" if _INCOME.search(self.plain) or _INCOME.search(self.total) else ""

    @property
    def plain(self) -> str:
        """The text with the names of items blotted out, so that their words are no clues."""
        chars = list(without_names(self.text, self.links))
        for column in self.columns:
            if "/" in column.name and self.text[column.start : column.end] == column.words:
                chars[column.start : column.end] = "□" * (column.end - column.start)
        return "".join(chars)

    @property
    def attribute_asked(self) -> str:
        """What is asked of things beside their amount (批次, 进度), whatever words resembling a name took of it."""
        exact = [one for one in self.links if one.sure == 1.0]
        return asks_for_attribute(self.plain) or asks_for_attribute(without_names(self.text, exact))

    @property
    def years_named(self) -> bool:
        """Whether the clause itself names a year."""
        return bool(years_of(self.text)) or "年" in self.text

    @property
    def names_something(self) -> bool:
        """Whether any item, column or total is named."""
        return bool(self.links or self.columns or self.total)

    @property
    def rests(self) -> tuple[str, ...]:
        """The words that nothing accounts for."""
        return tuple(one.text for one in self.left)


def read(question: str, cards: Sequence[DocumentCard], vocabulary: Vocabulary, told: Sequence[str] = ()) -> Reading:
    """Reads one clause against the words of the store, of the documents `told` before where it names no body."""
    text = folded(question)
    names = names_in(text, cards, vocabulary)
    leaves_out = left_out(text, [one.end for one in mentions_of(text, cards)] if "外" in text else ())
    excluded = [one.span for one in leaves_out]
    bodies = bodies_of(blotted(text, excluded), cards, years_of(text), names, vocabulary.units)
    tables, table_spans = tables_of(text) if not _LISTS_BASIC.search(text) else ((), [])
    columns = columns_of(text, [*bodies.spans, *table_spans], vocabulary.columns_of(bodies.documents))
    totals = [found for found in _TOTAL.finditer(text) if not any(start < found.start() < end for start, end in names)]
    spans = [*bodies.spans, *table_spans, *newness_spans(text), *((one.start, one.end) for one in columns)]
    spans += [] if columns or "项目" in text else [one for one in composition_spans(text) if not _cuts(one, names)]
    dates, sums = ([found.span() for found in some] for some in (YEAR.finditer(text), totals))
    columns = tuple(one for one in columns if not _within(one.start, excluded))
    meant = bodies.documents or (() if bodies.mentions else tuple(told))
    links = link_items(text, [*spans, *dates, *excluded], sums, columns, vocabulary, meant)
    whole, links = links, narrowed(text, links)
    spans += excluded + (narrowing_spans(text, links) if links != whole else [])
    operation = _operation(text, links, bodies.spans, together=links != whole and len(links) > 1)
    links = _without_divisor(links) if operation is Operation.AVERAGE else links
    totals = compared(_apart(totals, links, columns), text, operation, [*links, *columns])
    spans += [one.span() for one in (*totals, *UNIT_NOUN.finditer(text))] + top_span(text)
    columns = _without_attained(columns, links)
    kept = tuple(one for one in columns if not any(link.start <= one.start and one.end <= link.end for link in links))
    spans += [*((link.start, link.end) for link in links), *apposed(text, whole)]
    return Reading(
        question=question,
        text=text,
        bodies=bodies,
        years=years_of(text),
        base_year=base_year_of(text),
        links=links,
        columns=kept,
        tables=tables,
        total="、".join(dict.fromkeys(one[0] for one in totals)),
        operation=operation,
        wants_text=asks_for_text(without_names(text, links)),
        left=tuple(_left(text, spans, operation, named=bool(links or kept or totals))),
        **taken_off(text, leaves_out, bodies, cards, vocabulary),
    )


def _without_attained(columns: tuple[Column, ...], links: Sequence[ItemLink]) -> tuple[Column, ...]:
    """The columns without that of what indicators came to, where no indicator is named (公路养护实际完成多少)."""
    of_goals = any("indicator" in link.kinds for link in links)
    return tuple(one for one in columns if of_goals or one.name != ATTAINED)


def _without_divisor(links: Sequence[ItemLink]) -> tuple[ItemLink, ...]:
    """The items of an average without the vehicles that it is divided by (平均一辆车), of which no figure is asked."""
    return tuple(one for one in links if "车辆" not in one.names)


def _left(text: str, spans: Sequence[tuple[int, int]], operation: Operation, *, named: bool) -> list[Residue]:
    """What nothing accounts for; of a ranking that names no figure also the things that it is to be by."""
    left = residues(text, spans)
    things = ranked_things(blotted(text, spans)) if operation is Operation.RANK and not named else []
    return left + [one for one in things if all(one.end <= own.start or own.end <= one.start for own in left)]


def _operation(text: str, links: Sequence[ItemLink], bodies: Sequence[tuple[int, int]], *, together: bool) -> Operation:
    """What a clause wants done; the sum where what it asks for is said to be several things `together`."""
    if asks_number_of_told(text):
        return Operation.COUNT
    operation = operation_of(shortened(without_names(text, links), bodies))
    if operation is Operation.AVERAGE and links and all(_PER_HEAD.search("".join(one.names)) for one in links):
        return Operation.VALUE  # 每人每年要完成多少课时, of an indicator that is called so
    in_one = together or (run_together(links) and not _APART.search(text))
    return Operation.SUM if in_one and operation is Operation.VALUE else operation


_PER_HEAD = re.compile("每[人名位户个年]|人均|平均")
_APART = re.compile("各自?(?:是|要|花|有|为)?多少|分别|各几")  # 电费物业费各多少


def _apart(
    totals: Sequence[re.Match[str]], links: Sequence[ItemLink], columns: Sequence[Column]
) -> list[re.Match[str]]:
    """The totals that are no part of the name of an item or a column; 年预算 is one only where nothing
    else is named, and no other total right behind it (年预算|总收入)."""
    named: list[ItemLink | Column] = [*links, *columns]
    return [
        one
        for one in totals
        if not any(other.start < one.end() and one.start() < other.end for other in named)
        and (_SIDED.search(one[0]) or not (named or any(other.start() == one.end() for other in totals)))
    ]


def _cuts(span: tuple[int, int], names: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch begins or ends within a name (三公经费|都花在哪)."""
    return any(start < span[0] < end or start < span[1] < end for start, end in names)


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def without_names(text: str, links: Sequence[ItemLink]) -> str:
    """The text with the names of items blotted out, so that their words are no clues."""
    chars = list(text)
    for link in links:
        if len(link.text) > 2 and text[link.start : link.end] == link.text:
            chars[link.start : link.end] = "□" * (link.end - link.start)
    return "".join(chars)
