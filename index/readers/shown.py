"""A page of a file as people see it, for showing where something stands."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from index.errors import ReadError
from index.readers.detection import real_type
from index.readers.images import jpeg_of, pictures
from index.readers.pdf.rendering import PageImages

_RESOLUTION = 110.0  # dots per inch
_one_at_a_time = Lock()  # PDFium must not be used by two threads


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as a JPEG picture; width and height in points, like the boxes of places."""

    jpeg: bytes
    width: float
    height: float


def shown_page(data: bytes, name: str, number: int) -> ShownPage:
    """The page of this number, from 1, of a PDF file or a picture; `ReadError` where the file has none."""
    module = real_type(data, name).module
    if module == "index.readers.images":
        picture, scale = next(
            (one for place, one in enumerate(pictures(data, name), 1) if place == number), (None, 1.0)
        )
        if picture is None:
            raise ReadError(f"图像没有第 {number} 页：{name}")
    elif module == "index.readers.pdf.reading":
        with _one_at_a_time, PageImages(data) as pages:
            try:
                picture, scale = pages.picture(number, _RESOLUTION)
            except ValueError as error:
                raise ReadError(f"PDF 文件没有第 {number} 页：{name}") from error
    else:
        raise ReadError(f"这种文件不分页：{name}")
    height, width = picture.shape[:2]
    return ShownPage(jpeg_of(picture, _RESOLUTION / 72 / scale), width / scale, height / scale)
