"""Pages of a PDF file as pictures, for recognising what is scanned and for showing where something stands."""

from __future__ import annotations

from typing import Any

import numpy as np

_MAX_SIDE = 5000  # pixels
_INK_RESOLUTION = 50.0  # dots per inch


class PageImages:
    """The pages of a file, made into pictures one by one; the file is opened with the first. To be used with
    `with`; ValueError where the file cannot be opened or has no such page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def __enter__(self) -> PageImages:
        return self

    def __exit__(self, *_: object) -> None:
        if self._document is not None:
            self._document.close()

    def picture(self, number: int, dots_per_inch: float) -> tuple[np.ndarray[Any, np.dtype[np.uint8]], float]:
        """The page of this number, from 1, as it is shown, in blue, green, red, and its pixels per point;
        these are fewer than asked for where the page is very large."""
        import pypdfium2

        try:
            self._document = self._document or pypdfium2.PdfDocument(self._data)
            page = self._document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ValueError(f"no page {number}") from error
        try:
            scale = min(dots_per_inch / 72, _MAX_SIDE / max(page.get_size()))
            bitmap = page.render(scale=scale, rev_byteorder=False)
            pixels = bitmap.to_numpy()
            colours = np.repeat(pixels[..., :1], 3, 2) if pixels.shape[2] < 3 else pixels[..., :3]
            picture = np.ascontiguousarray(colours)
            bitmap.close()
        finally:
            page.close()
        return picture, scale

    def has_ink(self, number: int) -> bool:
        """Whether anything is to be seen on the page of this number: it is not all of one colour."""
        return not is_of_one_colour(self.picture(number, _INK_RESOLUTION)[0])


def is_of_one_colour(picture: np.ndarray[Any, np.dtype[np.uint8]]) -> bool:
    """Whether all pixels of a picture are alike, as those of a blank page are."""
    return bool((picture == picture[0, 0]).all())
