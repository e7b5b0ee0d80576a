"""Pictures of printed pages: photographs, scans, screenshots. The one module that imports Pillow."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np

from index.errors import ReadError
from index.readers.content import Content
from index.readers.limits import MAX_PAGES, MAX_PIXELS
from index.readers.ocr.engine import Pixels
from index.readers.ocr.scan import Mark, recognised_page
from index.readers.ocr.tables import with_scanned_tables
from index.readers.pdf.layout import RuledPage
from index.readers.pdf.reading import content_of
from index.readers.pdf.rendering import is_of_one_colour
from index.readers.progress import tell_progress

_LONG_SIDE = 842.0  # points of a sheet of A4, for pictures that do not tell their resolution
_RESOLUTIONS = range(72, 1201)
_MIN_SIDE = 16


def read(data: bytes, name: str) -> Content:
    """The blocks and lines that are recognised in a picture, or in all pages of a TIFF file; `ReadError` where it
    is damaged or too large, or there is no text on it."""
    pages: list[RuledPage] = []
    marks: dict[int, tuple[Mark, ...]] = {}
    unread: list[int] = []
    for number, (picture, dots_per_point) in enumerate(pictures(data, name), 1):
        recognised = recognised_page(picture, dots_per_point, number)
        if recognised.page.words:
            pages.append(with_scanned_tables(recognised.page))
            marks[number] = recognised.marks
        elif not is_of_one_colour(picture):
            unread.append(number)
    if not pages:
        raise ReadError(f"图像里没有认出文字：{name}")
    return content_of(pages, marks, unread)


def pictures(data: bytes, name: str) -> Iterator[tuple[Pixels, float]]:
    """Each page in blue, green, red, with its pixels per point."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            count = min(getattr(image, "n_frames", 1), MAX_PAGES)
            for frame in range(count):
                image.seek(frame)
                _check_size(image.size, name)
                yield _pixels(image), _dots_per_point(image)
                tell_progress(frame + 1, count)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise ReadError(f"不是完好的图像文件，无法打开：{name}") from error


def jpeg_of(picture: Pixels, scale: float) -> bytes:
    """A picture in blue, green, red as a JPEG file, made smaller by `scale` where that is below 1."""
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(picture[..., ::-1]))
    if scale < 1:
        image = image.resize((max(round(image.width * scale), 1), max(round(image.height * scale), 1)))
    stream = BytesIO()
    image.save(stream, "JPEG", quality=70)
    return stream.getvalue()


def _check_size(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise ReadError(f"图像太大（{width}×{height} 像素），请缩小后再试：{name}")
    if min(size) < _MIN_SIDE:
        raise ReadError(f"图像太小（{width}×{height} 像素），认不出文字：{name}")


def _pixels(image: Any) -> Pixels:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    return np.ascontiguousarray(np.asarray(upright.convert("RGB"))[..., ::-1])


def _dots_per_point(image: Any) -> float:
    """By the resolution that a scanner wrote down, else as if the picture were a whole sheet."""
    resolution = float(image.info.get("dpi", (0, 0))[0] or 0)
    sheet = max(image.size) / _LONG_SIDE
    told = resolution / 72
    return told if round(resolution) in _RESOLUTIONS and 0.5 * sheet <= told <= 1.25 * sheet else sheet
