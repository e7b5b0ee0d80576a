"""Recognition of characters with RapidOCR, whose models come with its package. The one module that imports it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
PixelBox = tuple[int, int, int, int]  # left, top, right, bottom; the ends exclusive
_MAX_THREADS = 4
_NARROW = 160  # pixels, to which crops of 48 pixels of height are filled up at least
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a crop; `score` is the confidence in its least certain character, from 0 to 1."""

    text: str
    score: float


def detect(picture: Pixels) -> list[PixelBox]:
    """Where there is text in a picture in colour, from top to bottom."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    boxes = [] if found.boxes is None else list(found.boxes)
    return [_around(box) for box in boxes]


def recognise(crops: Sequence[Pixels]) -> list[Recognised]:
    """The text of each crop, a single line of text in colour."""
    if not crops:
        return []
    found = _engine().recognize_txt(list(crops))
    return [
        Recognised(text.strip(), min(word.confs) if text.strip() else 0.0)
        for text, word in zip(found.txts, found.word_results, strict=True)
    ]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, _MAX_THREADS)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "Det.max_candidates": 3000,
            "Rec.rec_img_shape": [3, 48, _NARROW],
            "Rec.rec_batch_num": _BATCH,
        }
    )


def _around(corners: Any) -> PixelBox:
    xs, ys = corners[:, 0], corners[:, 1]
    return int(xs.min()), int(ys.min()), int(np.ceil(xs.max())), int(np.ceil(ys.max()))
