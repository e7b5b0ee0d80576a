"""The code that tables print beside what they list: of a subject, of something bought, of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import CellRef, Status
from assistant.context import Context
from assistant.figures import compute
from assistant.plan import Plan
from assistant.prompting import say
from assistant.understand.clues import filler_pattern
from assistant.understand.reading import Reading
from assistant.understand.text import bare, blotted
from index.model import DataRow, Document, DocumentCard, Table

_ASKS = re.compile(
    r"((?:科目|项目|采购|品目|目录)*(?:编码|代码|编号|目录序号))(?:分别|各|都)?(?:是|为|叫|=)?(?:多少|几|什么|啥)?(?:[给发]我|[列报说查]一?下)?[?？呢]*$"
)
_AMOUNT_TOO = re.compile("(?:金额|价钱|价格|预算数?|多少钱?|多少万元?)(?:是多少)?的?[和与及跟、,，](?:它|其)?的?$")
_CODE_ROW = ("编码", "代码")  # ends of the labels of a form's row that holds a project's code
_CODE = re.compile(r"[A-Za-z]?\d{3,}")
_YEAR = re.compile(r"20\d\d")
_SURELY = 0.8  # how surely an item is named


def asks_code(question: str) -> bool:
    """Whether the code of something is asked for (科目编码是多少)."""
    return bool(_ASKS.search(question))


def tell_codes(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """Tells the codes of the items that a clause names, or that were told last where it names none; None where no
    code is asked for, or none is printed."""
    asked = _ASKS.search(reading.text)
    if asked is None or any(not _YEAR.fullmatch(one) for one in _CODE.findall(reading.text)):
        return None
    names = _named(reading, plan, asked, context)
    done = bool(names and _AMOUNT_TOO.search(reading.text[: asked.start()]) and compute(plan, context))
    for document in plan.documents:
        card = context.snapshot.card(document)
        told: set[tuple[str, str]] = set()
        for table, row, code in _coded_rows(context.snapshot.document(document), names):
            item = row.project if row.label.endswith(_CODE_ROW) else row.item
            if (item, code) in told:
                continue
            told.add((item, code))
            cite = context.draft.cite_cell(_cell(card, table, row, code))
            words = {"where": f"{card.department}{card.year or ''}年", "item": item, "asked": asked[1]}
            context.draft.say(say("code_of", code=code, table=str(table.kind), cite=cite, **words))
            done = True
    return Status.ANSWERED if done else None


def _named(reading: Reading, plan: Plan, asked: re.Match[str], context: Context) -> set[str]:
    """The items whose codes are asked for, without brackets; empty where the clause speaks of something else."""
    links = [one for one in reading.links if one.sure >= _SURELY and not set(one.names) <= {asked[1]}]
    if len(links) < len([one for one in reading.links if one.start < asked.start()]):
        return set()
    if links:
        return {bare(name) for one in links for name in one.names}
    before = blotted(reading.text[: asked.start()], [one for one in reading.bodies.spans if one[1] <= asked.start()])
    rest = filler_pattern().sub("", before).strip("□,，的、")
    last = [one for one in context.history if one.cell.document_id in plan.documents][-1:]
    return set() if rest else {bare(one.item) for one in last}


def _coded_rows(document: Document, names: set[str]) -> Iterator[tuple[Table, DataRow, str]]:
    """The rows that print a code of one of the items, with their tables; not those that have it from other tables."""
    for table in document.tables:
        for row in table.rows:
            line = document.lines[row.place.line - 1] if row.place.line else row.code
            if row.code and row.code in line and bare(row.item) in names:
                yield table, row, row.code
            elif row.label.endswith(_CODE_ROW) and bare(row.project) in names and any(row.cells):
                yield table, row, next(filter(None, row.cells))


def _cell(card: DocumentCard, table: Table, row: DataRow, code: str) -> CellRef:
    place = row.place
    return CellRef(
        document=card.title,
        document_id=card.id,
        source_file=card.source_file,
        table=table.title,
        table_id=table.id,
        row=row.label,
        column="",
        raw=code,
        unit="",
        page=place.page,
        line=place.line,
        sheet=place.sheet or "",
        sheet_row=place.row,
    )
