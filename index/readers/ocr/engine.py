"""Recognition of characters with RapidOCR, whose models come with its package. The one module that imports it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
PixelBox = tuple[int, int, int, int]  # left, top, right, bottom; the ends exclusive
_MAX_THREADS = 4
_NARROW = 160  # pixels, to which crops of the height of recognition are filled up at least
_HEIGHT = 48
_BATCH = 16
_AT_ONCE = 6400  # pixels of length of the crops of a batch together, which bounds the memory
_FIGURE = re.compile(r"\d(?:[\d.,，．]*\d)?[%％]?")
_PUNCTUATION = frozenset(" .,:;()!?，。．：；（）！？、“”《》·*")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a crop; `score` is the confidence in its least certain character, from 0 to 1, `figure_score`
    in that of its digits and what stands between them. Among Chinese characters punctuation does not count, as
    its plain and its wide forms look alike."""

    text: str
    score: float
    figure_score: float = 1.0


def detect(picture: Pixels) -> list[PixelBox]:
    """Where there is text in a picture in colour, from top to bottom."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    boxes = [] if found.boxes is None else list(found.boxes)
    return [_around(box) for box in boxes]


def recognise(crops: Sequence[Pixels]) -> list[Recognised]:
    """The text of each crop, a single line of text in colour."""
    read: dict[int, Recognised] = {}
    for batch in _batches(crops):
        found = _engine().recognize_txt([crops[number] for number in batch])
        for number, text, word in zip(batch, found.txts, found.word_results, strict=True):
            read[number] = _with_scores(text, word.confs)
    return [read[number] for number in range(len(crops))]


def _with_scores(text: str, scores: Sequence[float]) -> Recognised:
    if not text.strip() or len(scores) != len(text):
        return Recognised(text.strip(), min(scores, default=0.0) if text.strip() else 0.0)
    in_figures = {place for match in _FIGURE.finditer(text) for place in range(*match.span())}
    chinese = any("\u3400" <= char <= "\u9fff" for char in text)
    counted = [
        score
        for place, (char, score) in enumerate(zip(text, scores, strict=True))
        if not chinese or place in in_figures or char not in _PUNCTUATION
    ]
    figure_score = min((scores[place] for place in in_figures), default=1.0)
    return Recognised(text.strip(), min(counted), figure_score)


def _batches(crops: Sequence[Pixels]) -> Iterator[list[int]]:
    """The numbers of the crops in batches of about the same length, the fewer the longer they are."""
    widths = [max(_HEIGHT * crop.shape[1] / crop.shape[0], _NARROW) for crop in crops]
    batch: list[int] = []
    for number in sorted(range(len(crops)), key=widths.__getitem__):
        if batch and ((len(batch) + 1) * widths[number] > _AT_ONCE or len(batch) == _BATCH):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


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
            "Rec.rec_img_shape": [3, _HEIGHT, _NARROW],
            "Rec.rec_batch_num": _BATCH,
        }
    )


def _around(corners: Any) -> PixelBox:
    xs, ys = corners[:, 0], corners[:, 1]
    return int(xs.min()), int(ys.min()), int(np.ceil(xs.max())), int(np.ceil(ys.max()))
