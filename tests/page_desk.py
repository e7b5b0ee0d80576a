"""What the tests of the page show: a document, an answer, and a desk that needs no store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from assistant.answer import Answer, CellRef, Citation, Figure, Role, Route, Status
from assistant.page.desk import Added, Progress
from index.findings import Finding
from index.model import (
    Basis,
    DataRow,
    Document,
    DocumentCard,
    Dropped,
    Place,
    Section,
    Source,
    Table,
    TableKind,
    Unexplained,
)

LINES = (
    "# 滨城市园林局2025年部门预算",
    "一、概况",
    "负责城市绿地的<b>养护</b>。",
    "二、预算说明",
    "（一）公务接待费 公务接待费预算 3.00 万元，比上年减少",
    "0.50 万元，主要是压减接待批次。",
    "## 三、名词解释",
)
TABLE = Table(
    id="t1",
    kind=TableKind.GENERAL_BUDGET,
    confidence=0.97,
    title="一般公共预算支出表",
    unit="万元",
    section=("四、预算表",),
    place=Place(line=10, end_line=14),
    columns=("合计", "基本支出 / 小计", "基本支出 / 人员经费", "项目支出"),
    rows=(
        DataRow("合计", ("80.00", "50.00", "40.00", "30.00"), Place(line=12)),
        DataRow("城乡社区支出", ("80.00", "50.00", "40.00", "30.00"), Place(line=13), code="212", level=1),
        DataRow("<i>绿地</i>", ("30.00", "", "", "30.00"), Place(line=14), code="2120501", level=3),
    ),
    dropped=(Dropped(11, "栏次", "** ** 1 2 3"),),
    unexplained=(Unexplained(13, None, "数字没有归入任何数据", "<b>7.00</b>"),),
)
TEXT_CITATION = Citation(
    id=2,
    document="园林局2025年部门预算",
    document_id="garden",
    source_file="园林局.txt",
    section=("二、预算说明",),
    table=None,
    quote="公务接待费预算3.00万元，比上年减少0.50万元",
    lines=(5, 6),
)
TABLE_CITATION = replace(
    TEXT_CITATION, id=1, table="一般公共预算支出表", table_id="t1", quote="合计 80.00", lines=(12, 12)
)


def make_document() -> Document:
    sections = (
        Section(1, None, 1, ("一、概况",), Place(line=2, end_line=3)),
        Section(2, None, 1, ("二、预算说明",), Place(line=4, end_line=6)),
    )
    source = Source("/nowhere/园林局.txt", "园林局.txt", "0" * 64, 1)
    return Document(
        id="garden",
        source=source,
        title="园林局2025年部门预算",
        department="滨城市园林局",
        region="滨城市",
        year=2025,
        basis=Basis.BUDGET,
        level="部门",
        units=("滨城市园林局",),
        sections=sections,
        tables=(TABLE,),
        passages=(),
        lines=LINES,
    )


def make_card(**changes: object) -> DocumentCard:
    card = DocumentCard(
        id="garden",
        title="园林局2025年部门预算",
        department="滨城市园林局",
        region="滨城市",
        year=2025,
        basis="预算",
        level="部门",
        units=("滨城市园林局",),
        source_file="园林局.txt",
        source_path="/nowhere/园林局.txt",
        sha256="0" * 64,
        sections=2,
        tables=1,
        facts=10,
        passages=4,
    )
    return replace(card, **changes)  # type: ignore[arg-type]


def cell(column: str, raw: str) -> CellRef:
    return CellRef(
        "园林局2025年部门预算", "garden", "园林局.txt", TABLE.title, "t1", "合计", column, raw, "万元", None, 12
    )


def make_answer(question: str, text: str = "**项目支出占 37.50%。**其中接待费下降[1][2]") -> Answer:
    cells = (cell("项目支出", "30.00"), cell("合计", "80.00"))
    figures = (
        Figure("项目支出", Decimal("30.00"), "万元", Role.OPERAND, cells=cells[:1]),
        Figure("项目支出占比", Decimal("37.50"), "%", Role.HEADLINE, "30.00 ÷ 80.00", cells),
    )
    return Answer(
        id="",
        question=question,
        answer=text,
        status=Status.ANSWERED,
        route=Route.HYBRID,
        figures=figures,
        citations=(TABLE_CITATION, TEXT_CITATION),
        warnings=("文字写 <31.00> 万元，与表不一致。",),
        elapsed_ms=12.3,
    )


@dataclass
class FakeDesk:
    """A store in memory and an assistant that gives one answer to everything."""

    uploads: Path
    cards: list[DocumentCard] = field(default_factory=lambda: [make_card()])
    suffixes: Sequence[str] = (".txt", ".md")
    asked: list[list[str]] = field(default_factory=list)
    trouble: Exception | None = None
    chart: dict[str, object] | None = None

    def documents(self) -> Sequence[DocumentCard]:
        return tuple(self.cards)

    def document(self, document_id: str) -> Document | None:
        return make_document() if document_id == "garden" else None

    def findings(self) -> Sequence[Finding]:
        return ()

    def ask(self, turns: Sequence[str]) -> Answer:
        self.asked.append(list(turns))
        if self.trouble:
            raise self.trouble
        return replace(make_answer(turns[-1]), chart=self.chart)

    def add(self, files: Sequence[Path], progress: Progress) -> Added:
        if self.trouble:
            raise self.trouble
        progress(0.5, "《文件》：编码文字")
        empty = {file: "文件是空的。" for file in files if not file.read_bytes().strip()}
        copies = {file: "内容相同，已跳过。" for file in files if file.read_bytes() == b"copy"}
        for file in files:
            if file not in empty and file not in copies:
                sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
                self.cards = [card for card in self.cards if card.source_path != str(file)]
                self.cards.append(make_card(id=file.stem, title=file.stem, source_path=str(file), sha256=sha256))
        return Added(empty, copies, {file.name: "没有识别到表格。" for file in files if file.suffix == ".md"})

    def remove(self, document_id: str) -> None:
        self.cards = [card for card in self.cards if card.id != document_id]
