"""Files opened with PDFium: glyphs, straight strokes and images of each page, in the file's own
coordinates. The one module that imports pypdfium2."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from index.errors import ReadError
from index.readers.limits import MAX_PAGES
from index.readers.pdf.characters import plain_character
from index.readers.pdf.damage import is_damaged
from index.readers.progress import tell_progress

Point = tuple[float, float]
_MAX_GLYPHS = 100_000
_MAX_DEPTH = 6
_MAX_STROKES = 40_000
_NEARLY_WHITE = 245
_THIN = 3.2
_PASSWORD_ERROR = 4


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: where its baseline starts and ends, its size in points, whether it is drawn
    bold, its font, and the number of the text object that it belongs to."""

    text: str
    start: Point
    end: Point
    size: float
    bold: bool
    font: str
    run: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight stroke or a thin bar between two points."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the file has it; `box` is left, bottom, right, top of what is shown, `rotation` the
    degrees clockwise by which it is turned for that, `damaged` whether something of its drawing was lost."""

    number: int
    box: tuple[float, float, float, float]
    rotation: int
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    images: tuple[tuple[float, float, float, float], ...]
    damaged: bool = False


def open_pages(data: bytes, name: str) -> Iterator[RawPage]:
    """The pages of a file one after the other; `ReadError` where it is locked or damaged."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise ReadError(f"PDF 文件有打开密码，请先去掉密码再试：{name}") from error
        raise ReadError(f"不是完好的 PDF 文件，无法打开：{name}") from error
    try:
        if not count:
            raise ReadError(f"PDF 文件里没有一页：{name}")
        if count > MAX_PAGES:
            raise ReadError(f"PDF 文件有 {count} 页，超过上限 {MAX_PAGES} 页：{name}")
        for index in range(count):
            try:
                page = document[index]
            except pypdfium2.PdfiumError as error:
                raise ReadError(f"PDF 文件已损坏，读不出第 {index + 1} 页：{name}") from error
            try:
                yield _read_page(page, index + 1, is_damaged(_single_page(document, index)))
            finally:
                page.close()
            tell_progress(index + 1, count)
    finally:
        document.close()


def _read_page(page: Any, number: int, damaged: bool) -> RawPage:
    paths = _Drawing()
    paths.read(page)
    textpage = page.get_textpage()
    try:
        glyphs = tuple(_glyphs(textpage))
    finally:
        textpage.close()
    strokes, images = tuple(paths.strokes), tuple(paths.images)
    return RawPage(number, page.get_bbox(), page.get_rotation(), glyphs, strokes, images, damaged)


def _single_page(document: Any, index: int) -> bytes:
    """A file of that page alone; nothing where PDFium cannot make one."""
    import pypdfium2

    stream = BytesIO()
    alone = pypdfium2.PdfDocument.new()
    try:
        alone.import_pages(document, [index])
        alone.save(stream)
    except pypdfium2.PdfiumError:
        return b""
    finally:
        alone.close()
    return stream.getvalue()


def _glyphs(textpage: Any) -> Iterator[Glyph]:
    from ctypes import byref, c_double, c_void_p, cast

    import pypdfium2.raw as pdfium

    x, y, matrix, loose = c_double(), c_double(), pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    faces: dict[int, tuple[bool, str]] = {}
    run, last_object, known = 0, None, None
    for index in range(min(textpage.count_chars(), _MAX_GLYPHS)):
        text = plain_character(pdfium.FPDFText_GetUnicode(textpage, index))
        if not text or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        handle = pdfium.FPDFText_GetTextObject(textpage, index)
        address = cast(handle, c_void_p).value
        if address != last_object:
            run, last_object = run + 1, address
            pdfium.FPDFText_GetMatrix(textpage, index, byref(matrix))
            known = _face(pdfium, handle, faces)
        pdfium.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
        pdfium.FPDFText_GetLooseCharBox(textpage, index, byref(loose))
        length = math.hypot(matrix.a, matrix.b) or 1.0
        along = (matrix.a / length, matrix.b / length)
        size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        advance = abs((loose.right - loose.left) * along[0]) + abs((loose.top - loose.bottom) * along[1])
        bold, font = known or (False, "")
        start = (x.value, y.value)
        end = (start[0] + advance * along[0], start[1] + advance * along[1])
        yield Glyph(text, start, end, size, bold, font, run)


def _face(pdfium: Any, handle: Any, faces: dict[int, tuple[bool, str]]) -> tuple[bool, str]:
    """Whether a text object is drawn bold, and the name of its font."""
    from ctypes import c_void_p, cast, create_string_buffer

    font = pdfium.FPDFTextObj_GetFont(handle) if handle else None
    if not font:
        return False, ""
    address = cast(font, c_void_p).value or 0
    if address not in faces:
        buffer = create_string_buffer(160)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 160)
        name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
        faces[address] = (pdfium.FPDFFont_GetWeight(font) >= 600, name)
    bold, name = faces[address]
    outlined = pdfium.FPDFTextObj_GetTextRenderMode(handle) in (1, 2)
    return bold or outlined, name


class _Drawing:
    """Gathers what is drawn on a page besides text."""

    def __init__(self) -> None:
        self.strokes: list[Stroke] = []
        self.images: list[tuple[float, float, float, float]] = []

    def read(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
        self._read_objects(pdfium, objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), _MAX_DEPTH)

    def _read_objects(self, pdfium: Any, objects: Iterator[Any], outer: tuple[float, ...], depth: int) -> None:
        for item in objects:
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH and len(self.strokes) < _MAX_STROKES:
                self._read_path(pdfium, item, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._read_image(pdfium, item, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
                count = pdfium.FPDFFormObj_CountObjects(item)
                inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
                self._read_objects(pdfium, inner, _combined(_matrix(pdfium, item), outer), depth - 1)

    def _read_image(self, pdfium: Any, item: Any, outer: tuple[float, ...]) -> None:
        matrix = _combined(_matrix(pdfium, item), outer)
        corners = [_moved(matrix, corner) for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))]
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        self.images.append(box)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._add_bar(*box)

    def _read_path(self, pdfium: Any, item: Any, outer: tuple[float, ...]) -> None:
        filled, stroked = _drawn(pdfium, item)
        if not filled and not stroked:
            return
        matrix = _combined(_matrix(pdfium, item), outer)
        for points in _straight_runs(pdfium, item, matrix):
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            width, height = max(xs) - min(xs), max(ys) - min(ys)
            if min(width, height) <= _THIN:
                self._add_bar(min(xs), min(ys), max(xs), max(ys))
            elif stroked:
                self.strokes += [Stroke(start, end) for start, end in pairwise(points)]

    def _add_bar(self, left: float, bottom: float, right: float, top: float) -> None:
        if right - left >= top - bottom:
            middle = (bottom + top) / 2
            self.strokes.append(Stroke((left, middle), (right, middle)))
        else:
            middle = (left + right) / 2
            self.strokes.append(Stroke((middle, bottom), (middle, top)))


def _drawn(pdfium: Any, item: Any) -> tuple[bool, bool]:
    """Whether a path is filled and whether it is stroked, with more than the white of the paper."""
    from ctypes import byref, c_int, c_uint

    mode, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(item, byref(mode), byref(stroke))
    visible = []
    for is_drawn, colour_of in (
        (mode.value, pdfium.FPDFPageObj_GetFillColor),
        (stroke.value, pdfium.FPDFPageObj_GetStrokeColor),
    ):
        red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
        known = bool(is_drawn) and colour_of(item, byref(red), byref(green), byref(blue), byref(alpha))
        white = known and min(red.value, green.value, blue.value) >= _NEARLY_WHITE
        visible.append(bool(is_drawn) and not white and not (known and alpha.value == 0))
    return visible[0], visible[1]


def _straight_runs(pdfium: Any, item: Any, matrix: tuple[float, ...]) -> Iterator[list[Point]]:
    """The runs of straight segments of a path; a curve ends a run, closing one leads back to its start."""
    from ctypes import byref, c_float

    x, y = c_float(), c_float()
    points: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = _moved(matrix, (x.value, y.value))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if len(points) > 1:
                yield points
            points = [point]
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
            yield points
            points = points[:1]
    if len(points) > 1:
        yield points


def _matrix(pdfium: Any, item: Any) -> tuple[float, ...]:
    from ctypes import byref

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _combined(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that applies `inner` first and `outer` then."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: tuple[float, ...], point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return (a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)
