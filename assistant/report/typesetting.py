"""A brief as a DOCX file, set as an office sets its papers: A4, the margins and type sizes of GB/T 9704,
numbered headings, tables with borders and repeated header rows, page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.report.content import Block, Brief, Chart, Heading, Line, Sheet, Style

if TYPE_CHECKING:
    from docx.document import Document as Paper

_TITLE_LINE = 20
_UNITS = "一二三四五六七八九"


def docx_of(brief: Brief) -> bytes:
    """The file's bytes."""
    import docx

    from assistant.report.styles import prepare

    paper = docx.Document()
    prepare(paper, brief.title)
    paper.add_paragraph(_in_lines(brief.title), style="Title")
    paper.add_paragraph(brief.subtitle, style="Subtitle")
    for block, words in _numbered(brief.blocks):
        _add(paper, block, words)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _in_lines(title: str) -> str:
    """A long title in two lines, the second from the year on, so that no word is broken."""
    return title if len(title) <= _TITLE_LINE else re.sub(r"(?<=.)(?=20\d\d年)", "\n", title, count=1)


def numeral(number: int) -> str:
    """1–99 in Chinese: 一, 十, 十二, 二十一."""
    tens, units = divmod(number, 10)
    return (("" if tens == 1 else _UNITS[tens - 1]) + "十" if tens else "") + (_UNITS[units - 1] if units else "")


def _numbered(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """Each block with the number in front of it: 一、 and （一） of headings, 1. of items, 表 1 of tables."""
    first, second, item, table, chart = 0, 0, 0, 0, 0
    for block in blocks:
        number = ""
        if isinstance(block, Heading) and block.level == 1:
            first, second, item = first + 1, 0, 0
            number = f"{numeral(first)}、"
        elif isinstance(block, Heading):
            second, item = second + 1, 0
            number = f"（{numeral(second)}）"
        elif isinstance(block, Line) and block.style is Style.ITEM:
            item += 1
            number = f"{item}. "
        elif isinstance(block, Sheet):
            table += 1
            number = f"表 {table}　"
        elif isinstance(block, Chart):
            chart += 1
            number = f"图 {chart}　"
        yield block, number


def _add(paper: Paper, block: Block, number: str) -> None:
    from assistant.report.chart import add_chart
    from assistant.report.styles import CAPTION, ITEM, REMARK, mark_east_asian
    from assistant.report.tables import add_table

    paragraph: Any
    if isinstance(block, Heading):
        paragraph = paper.add_paragraph(f"{number}{block.text}", style=f"Heading {block.level}")
    elif isinstance(block, Line):
        style = {Style.BODY: "Normal", Style.ITEM: ITEM, Style.REMARK: REMARK}[block.style]
        paragraph = paper.add_paragraph(f"{number}{block.text}", style=style)
        if block.style is Style.ITEM:
            paragraph.paragraph_format.keep_with_next = True
    elif isinstance(block, Sheet):
        paragraph = paper.add_paragraph(f"{number}{block.caption}", style=CAPTION)
        add_table(paper, block)
    else:
        add_chart(paper, block)
        paragraph = paper.add_paragraph(f"{number}{block.caption}", style=CAPTION)
        paragraph.paragraph_format.keep_with_next = False
    mark_east_asian(paragraph)
