"""Page, fonts and paragraph styles of a brief. Each Chinese font has a name to fall back on in the file's
own table of fonts, so that it reads well where 方正小标宋 or 仿宋_GB2312 are not installed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as Paper

TITLE_FONT, HEADING_FONT, SECOND_FONT, BODY_FONT, TABLE_FONT = (
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "仿宋_GB2312",
    "宋体",
)
LATIN_FONT = "Times New Roman"
_FALL_BACKS = {
    TITLE_FONT: ("SimSun", "roman"),
    HEADING_FONT: ("SimHei", "swiss"),
    SECOND_FONT: ("KaiTi", "modern"),
    BODY_FONT: ("FangSong", "modern"),
    TABLE_FONT: ("SimSun", "auto"),
}
CAPTION, ITEM, REMARK, CELL, PICTURE = "Brief Caption", "Brief Item", "Brief Remark", "Brief Cell", "Brief Picture"
_BODY, _LEADING = Pt(16), Pt(28)


def prepare(paper: Paper, title: str) -> None:
    """Sets up an empty document: page, fonts, styles, page numbers, properties."""
    _set_page(paper)
    _set_fonts(paper)
    _set_styles(paper)
    _number_pages(paper)
    paper.core_properties.title, paper.core_properties.author = title, ""
    paper.core_properties.created = paper.core_properties.modified = datetime.now(UTC)
    paper.core_properties.comments, paper.core_properties.language = "", "zh-CN"


def mark_east_asian(paragraph: Any) -> None:
    """Sets quotation marks and dashes, which both scripts share, in the Chinese font."""
    for run in paragraph.runs:
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:hint"), "eastAsia")


def set_font(style: Any, font: str, size: Pt, *, bold: bool = False) -> None:
    """The Chinese font of a style or run, with Times New Roman for Latin letters and digits."""
    style.font.name, style.font.size, style.font.bold = LATIN_FONT, size, bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _set_page(paper: Paper) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)


def _set_fonts(paper: Paper) -> None:
    """Writes the table of fonts, where the name to fall back on stands."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (others, family) in _FALL_BACKS.items()
    )
    part = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    part._blob = f"{head}<w:fonts {nsdecls('w')}>{entries}</w:fonts>".encode()


def _set_styles(paper: Paper) -> None:
    styles = paper.styles
    normal = styles["Normal"]
    set_font(normal, BODY_FONT, _BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(language)
    _space(normal, _LEADING, indent=2 * _BODY, align=WD_ALIGN_PARAGRAPH.LEFT)
    _set_title(styles["Title"], TITLE_FONT, Pt(22), Pt(36))
    _set_title(styles["Subtitle"], SECOND_FONT, Pt(16), _LEADING)
    styles["Subtitle"].paragraph_format.space_after = Pt(28)
    for name, font in (("Heading 1", HEADING_FONT), ("Heading 2", SECOND_FONT)):
        set_font(styles[name], font, _BODY)
        _space(styles[name], _LEADING, indent=2 * _BODY, align=WD_ALIGN_PARAGRAPH.LEFT)
        styles[name].paragraph_format.keep_with_next = True
    _add_style(paper, ITEM, BODY_FONT, _BODY, _LEADING, 2 * _BODY, WD_ALIGN_PARAGRAPH.LEFT)
    _add_style(paper, REMARK, SECOND_FONT, Pt(12), Pt(20), 2 * Pt(16), WD_ALIGN_PARAGRAPH.LEFT)
    _add_style(paper, CAPTION, HEADING_FONT, Pt(12), Pt(22), 0, WD_ALIGN_PARAGRAPH.CENTER)
    _add_style(paper, CELL, TABLE_FONT, Pt(10.5), Pt(15), 0, WD_ALIGN_PARAGRAPH.LEFT)
    _add_style(paper, PICTURE, TABLE_FONT, Pt(10.5), None, 0, WD_ALIGN_PARAGRAPH.CENTER)
    styles[CAPTION].paragraph_format.keep_with_next = True
    styles[CAPTION].paragraph_format.space_before = Pt(8)
    styles[REMARK].paragraph_format.space_after = Pt(6)


def _set_title(style: Any, font: str, size: Pt, leading: Pt) -> None:
    set_font(style, font, size)
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    for spacing in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(spacing)
    _space(style, leading, indent=0, align=WD_ALIGN_PARAGRAPH.CENTER)


def _add_style(paper: Paper, name: str, font: str, size: Pt, leading: Pt | None, indent: int, align: Any) -> None:
    style: Any = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = paper.styles["Normal"]
    set_font(style, font, size)
    _space(style, leading, indent=indent, align=align)


def _space(style: Any, leading: Pt | None, *, indent: int, align: Any) -> None:
    """Fixed leading (single spacing without), indent of the first line, alignment."""
    form = style.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if leading else WD_LINE_SPACING.SINGLE
    if leading:
        form.line_spacing = leading
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent, form.alignment = indent, align


def _number_pages(paper: Paper) -> None:
    """— 1 — at the outer edge: right on odd pages, left on even ones."""
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.style = paper.styles[PICTURE]
        paragraph.alignment = align
        for text in ("— ", None, " —"):
            run: Any = paragraph.add_run(text or "")
            set_font(run, TABLE_FONT, Pt(14))
            if text is None:
                _add_page_field(run)


def _add_page_field(run: Any) -> None:
    for kind in ("begin", None, "separate", "text", "end"):
        if kind is None:
            element = parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>')
        elif kind == "text":
            element = parse_xml(f"<w:t {nsdecls('w')}>1</w:t>")
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
