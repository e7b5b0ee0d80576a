"""A native DOCX chart of horizontal bars: drawn by the program that shows it, in its own Chinese fonts, and
to be edited there, since the workbook with its data travels inside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap
from docx.shared import Mm

from assistant.report.content import TEXT_WIDTH, Bar, Chart
from assistant.report.places import LONG_AMOUNT
from assistant.report.styles import PICTURE, TABLE_FONT

if TYPE_CHECKING:
    from docx.document import Document as Paper

_COLOUR = "2F5597"
_BAR_MM, _FRAME_MM = 10, 16


def add_chart(paper: Paper, chart: Chart) -> None:
    """Adds a chart in a paragraph of its own at the end of the document."""
    package: Any = paper.part.package
    book = Part(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        _workbook_of(chart),
        package,
    )
    name: PackURI = package.next_partname("/word/charts/chart%d.xml")
    part = Part(name, CONTENT_TYPE.DML_CHART, b"", package)
    data = part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = _chart_xml(chart, data).encode()
    reference = paper.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    height = Mm(_FRAME_MM + _BAR_MM * len(chart.bars))
    number = sum(1 for _ in paper.element.body.iter(f"{{{nsmap['wp']}}}inline")) + 1
    paragraph: Any = paper.add_paragraph(style=PICTURE)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(parse_xml(_drawing_xml(chart, reference, number, Mm(TEXT_WIDTH), height)))


def _drawing_xml(chart: Chart, reference: str, number: int, width: int, height: int) -> str:
    return (
        f'<w:drawing {nsdecls("w", "wp", "a", "c", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="图 {number}" descr="{escape(chart.caption)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{nsmap["c"]}"><c:chart r:id="{reference}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def _chart_xml(chart: Chart, data: str) -> str:
    count = len(chart.bars)
    names = _cache("str", [escape(bar.label) for bar in chart.bars])
    values = _cache("num", [str(bar.value) for bar in chart.bars])
    text = (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1050"><a:latin typeface="Times New Roman"/>'
        f'<a:ea typeface="{TABLE_FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {nsdecls("c", "a", "r")}><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f>'
        f"{_cache('str', [escape(chart.unit)])}</c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOUR}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{_format_of(chart)}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'{text}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f>{names}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!$B$2:$B${count + 1}</c:f>{values}</c:numRef></c:val></c:ser>"
        '<c:gapWidth val="60"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
        f"{_axis('catAx', 1001, 1002, 'l', 'maxMin', text)}{_axis('valAx', 1002, 1001, 'b', 'minMax', text)}"
        '<c:spPr><a:noFill/></c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _format_of(chart: Chart) -> str:
    """The number format that shows the amounts as the tables of the brief do."""
    decimals = max(-int(bar.value.as_tuple().exponent) for bar in chart.bars)
    whole = "#,##0" if max(bar.value for bar in chart.bars) >= LONG_AMOUNT else "0"
    return f"{whole}.{'0' * decimals}" if decimals > 0 else whole


def _axis(kind: str, own: int, other: int, side: str, order: str, text: str) -> str:
    """The axis of names (left, first bar on top), or that of amounts (hidden: the bars bear theirs)."""
    is_amounts = kind == "valAx"
    lowest = '<c:min val="0"/>' if is_amounts else ""
    more = '<c:numFmt formatCode="General" sourceLinked="0"/>' if is_amounts else ""
    return (
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="{order}"/>{lowest}</c:scaling>'
        f'<c:delete val="{int(is_amounts)}"/><c:axPos val="{side}"/>{more}<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>'
        f'{text}<c:crossAx val="{other}"/><c:crosses val="autoZero"/></c:{kind}>'
    )


def _cache(kind: str, values: Sequence[str]) -> str:
    """The values as the chart keeps them, beside its reference into the workbook."""
    code = "<c:formatCode>0.00</c:formatCode>" if kind == "num" else ""
    points = "".join(f'<c:pt idx="{number}"><c:v>{value}</c:v></c:pt>' for number, value in enumerate(values))
    return f'<c:{kind}Cache>{code}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'


def _workbook_of(chart: Chart) -> bytes:
    """The bars as a small workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in (("", chart.unit), *map(_row_of, chart.bars)):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _row_of(bar: Bar) -> tuple[str, float]:
    return bar.label, float(bar.value)  # a workbook's numbers are floats; what is shown comes from the cache
