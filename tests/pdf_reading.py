"""What the tests of PDF files share: a small table, and what is read from what was printed."""

from __future__ import annotations

from pdf_documents import Printer

from index.model import Grid, Heading, Paragraph
from index.readers import read_content
from index.readers.content import Content

ROWS = [
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "1,250.30", "1,000.30", "250.00"),
    ("20101", "人大事务", "1,250.30", "1,000.30", "250.00"),
    ("2010101", "行政运行", "1,000.30", "1,000.30", ""),
    ("2010102", "一般行政管理事务", "250.00", "", "250.00"),
]
COLUMNS = (60.0, 130.0, 290.0, 370.0, 450.0, 530.0)


def read(printer: Printer) -> Content:
    return read_content(printer.data(), "预算.pdf")


def grids(content: Content) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in block.rows] for block in content.blocks if isinstance(block, Grid)]


def texts(content: Content, kind: type[Heading] | type[Paragraph]) -> list[str]:
    return [block.text for block in content.blocks if isinstance(block, kind)]
