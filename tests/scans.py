"""Scans made of printed pages: turned a little, blurred by compression, as one PDF file or as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image


def scanned(
    printed: bytes, angles: Sequence[float], dots_per_inch: int = 150, *, grain: float = 0.0, quality: int = 70
) -> list[Image.Image]:
    """The pages of a PDF file as a scanner sees them, turned by these angles in degrees, one after
    the other and over again; `grain` is the deviation of the grey levels of a bad one."""
    noise = np.random.default_rng(5)
    file = pypdfium2.PdfDocument(printed)
    pages = []
    for number in range(len(file)):
        angle = angles[number % len(angles)]
        page = file[number].render(scale=dots_per_inch / 72).to_pil().convert("L")
        turned = page.rotate(angle, resample=Image.Resampling.BICUBIC, expand=angle % 90 == 0, fillcolor=250)
        if grain:
            levels = np.asarray(turned) * 0.85 + 20 + noise.normal(0, grain, (turned.height, turned.width))
            turned = Image.fromarray(levels.clip(0, 255).astype(np.uint8))
        pages.append(Image.open(BytesIO(as_jpeg(turned, quality))))
    file.close()
    return pages


def as_jpeg(page: Image.Image, quality: int = 70) -> bytes:
    """The page as a compressed picture."""
    stream = BytesIO()
    page.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def as_pdf(pages: Sequence[Image.Image], dots_per_inch: int = 150) -> bytes:
    """A PDF file of nothing but pictures."""
    stream = BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=dots_per_inch)
    return stream.getvalue()
