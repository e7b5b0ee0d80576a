"""The document-side types.

Everything that is read from a file remembers where it came from (`Place`).
Amounts are exact `Decimal`s in the unit that stands beside them; a blank cell
yields no fact at all, so zero and "nothing arranged" never look alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from index.printed import Block as Block
from index.printed import Doubt as Doubt
from index.printed import Grid as Grid
from index.printed import GridRow as GridRow
from index.printed import Heading as Heading
from index.printed import Paragraph as Paragraph
from index.printed import Place as Place
from index.printed import Source as Source
from index.printed import Span as Span
from index.record import record


class Basis(StrEnum):
    """What kind of figures a document holds; an answer never mixes them."""

    BUDGET = "预算"
    FINAL = "决算"


class TableKind(StrEnum):
    """The kinds of table of the export contract."""

    BALANCE = "收支总表"
    INCOME = "收入总表"
    EXPENDITURE = "支出总表"
    FISCAL_BALANCE = "财政拨款收支总表"
    GENERAL_BUDGET = "一般公共预算支出表"
    BASIC = "基本支出表"
    THREE_PUBLIC = "三公经费表"
    GOVERNMENT_FUND = "政府性基金支出表"
    STATE_CAPITAL = "国有资本经营支出表"
    PROJECT = "项目支出表"
    INDICATOR = "绩效指标表"
    PROJECT_GOAL = "项目绩效表"
    PROJECT_INFO = "项目信息表"
    PROCUREMENT = "政府采购表"
    ASSET = "固定资产表"
    OPERATING = "机关运行经费表"
    ORGANISATION = "机构设置表"
    OTHER = "其他"


class ItemKind(StrEnum):
    """What a fact's `item` is."""

    TOTAL = "total"  # 合计 / 总计 of a table
    FUNCTIONAL = "functional"  # 支出功能分类科目
    ECONOMIC = "economic"  # 支出经济分类科目
    INCOME = "income"  # income items and sources of funds
    PROJECT = "project"  # a budgeted project of either level
    UNIT = "unit"  # a department or unit as the row of a table
    THREE_PUBLIC = "three_public"  # 三公经费 and its kinds
    INDICATOR = "indicator"  # a performance indicator
    PROCUREMENT = "procurement"  # a procured good or service
    ASSET = "asset"  # a kind of asset
    OTHER = "other"


# --- documents ----------------------------------------------------------------


@record
class Section:
    """A node of the section tree. `path` holds the headings from the top down to this one;
    `lines` is the span of the whole section, subsections included, both ends inclusive."""

    id: int
    parent: int | None
    level: int
    path: tuple[str, ...]
    place: Place


@record
class Dropped:
    """A row of a table region that is no data row, and why (header, 栏次, repeated, blank form …)."""

    line: int | None
    reason: str
    text: str
    page: int | None = None
    sheet: str | None = None
    row: int | None = None  # in the sheet


@record
class Unexplained:
    """A cell of a table region without meaning, and why: a number that became no part of the table,
    or a datum that neither a header path nor a row label explains."""

    line: int | None
    page: int | None
    reason: str
    text: str
    sheet: str | None = None
    row: int | None = None


@record
class DataRow:
    """One data row of an understood table."""

    label: str
    cells: tuple[str, ...]  # one per column of the table, raw
    place: Place
    code: str = ""
    parents: tuple[str, ...] = ()
    unit_name: str = ""
    level: int = 0  # 0 total, 1 类 / top, 2 款, 3 项
    side: str = ""  # 收入 or 支出 in side-by-side lists
    item: str = ""  # label without numbering and 其中：
    item_kind: ItemKind = ItemKind.OTHER
    project: str = ""  # the project an indicator or form field belongs to
    operator: str = ""  # of an indicator
    measure_unit: str = ""  # 计量单位 of an indicator, procurement or asset row


@record
class Table:
    """An understood table. `columns` are header paths joined by " / ", data columns only."""

    id: str
    kind: TableKind
    confidence: float
    title: str
    unit: str
    section: tuple[str, ...]
    place: Place
    columns: tuple[str, ...]
    rows: tuple[DataRow, ...]
    notes: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()


class Fact(NamedTuple):
    """One non-empty data cell. The first block of fields is the export contract, in its order;
    the second is what computing needs and `export` leaves out.

    `value` is the decimal as printed, in `unit` (no conversion); None for text.
    `item` is what the figure is about in canonical words (label or column, without numbering),
    `measure` the canonical name of its column (合计, 人员经费, 公用经费, 基本支出, 项目支出,
    一般公共预算, 政府性基金 …), see `index/catalogue/measures.toml`.

    A named tuple, for a document has many thousands: what the facts of a table and of a row share
    is put together once and joined to what is a cell's own.
    """

    document_id: str
    source_file: str
    document: str
    department: str
    year: int | None
    basis: str
    table_id: str
    table_kind: str
    table_title: str
    unit_name: str
    code: str
    row: str
    parents: str
    column: str
    operator: str
    raw: str
    value: Decimal | None
    unit: str
    page: int | None
    line: int | None

    item: str = ""
    item_kind: str = ItemKind.OTHER
    measure: str = ""
    level: int = 0
    side: str = ""
    project: str = ""
    row_number: int = 0
    column_number: int = 0
    sheet: str = ""  # of a workbook, with the row in it, both from the row's place
    sheet_row: int | None = None
    scope: str = ""  # "department" for totals over all units, else "unit"


@record
class Passage:
    """A piece of text that can be found and quoted. `text` is verbatim (line breaks of the source
    within a sentence removed), `section` its heading path, `part` the part of the document
    (概况, 情况说明, 名词解释, 预算表, 其他), `kind` paragraph | item | definition | table | note."""

    id: str
    document_id: str
    section: tuple[str, ...]
    part: str
    kind: str
    text: str
    place: Place
    table_id: str | None = None


@record
class Statement:
    """An amount that a sentence states of a subject, with the change and the reason it gives.

    `amount` is in `unit`; `change` is a positive amount in the same unit whose sign is
    `direction` (增加, 减少, 持平 or empty); `rate` is a positive percentage. `compared_with` holds
    the words of the comparison (上年预算数, 上年执行数, 2023年预算 …), `reason` the words after
    主要是 / 原因是, `quote` the verbatim sentence, `passage_id` where it stands. `stage` is 年初预算数,
    决算数 or 上年执行数 where the sentence tells the amounts of several stages, else empty.
    """

    document_id: str
    passage_id: str
    subject: str
    amount: Decimal | None
    unit: str
    direction: str
    change: Decimal | None
    rate: Decimal | None
    compared_with: str
    reason: str
    quote: str
    section: tuple[str, ...]
    place: Place
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: identity, sections, tables, passages."""

    id: str
    source: Source
    title: str
    department: str
    region: str
    year: int | None
    basis: Basis
    level: str  # 部门 or 单位
    units: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...] = ()
    lines: tuple[str, ...] = field(repr=False, default=())  # the source's lines, for showing and proving quotes
    remarks: tuple[str, ...] = ()  # what its reader left out or holds doubtful, each a sentence for the user
    doubts: tuple[Doubt, ...] = ()  # what was recognised in scans and may be wrong


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """What the store's catalogue knows of a document without opening it."""

    id: str
    title: str
    department: str
    region: str
    year: int | None
    basis: str
    level: str
    units: tuple[str, ...]
    source_file: str
    source_path: str
    sha256: str
    sections: int
    tables: int
    facts: int
    passages: int
