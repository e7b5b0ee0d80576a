"""Reads the packed 4-bit file of multilingual-e5-small (magic `E5S1`).

Layout, little-endian and without padding between the parts: magic and version, nine numbers of the
architecture, the unigram vocabulary (piece offsets, scores, bytes), the normaliser's table (code
point → code points), the directory of tensors. A tensor is float32, or Q4_0: blocks of 32 weights,
each a float16 scale and 16 bytes, byte j holding weight j in its low and weight j + 16 in its high
four bits, both shifted by 8.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import EncoderError

Floats = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_DTYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
_FLOAT32, _Q4_0 = 0, 1


@dataclass(frozen=True, slots=True)
class Architecture:
    """The numbers of the BERT encoder, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class SpecialPieces:
    """The ids of the pieces that stand for no text."""

    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    dtype: int
    count: int
    offset: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The file's contents; tensors stay packed until `tensor` asks for one."""

    architecture: Architecture
    special: SpecialPieces
    pieces: tuple[str, ...]
    scores: Floats
    replacements: Mapping[str, str]  # the normaliser's table: one character → its replacement
    _data: mmap.mmap
    _tensors: Mapping[str, _Tensor]

    def tensor(self, name: str, shape: tuple[int, ...], rows: npt.NDArray[np.int64] | None = None) -> Floats:
        """The tensor as float32 of `shape` (row-major); with `rows` only these rows of a matrix."""
        entry = self._tensors[name]
        if entry.count != int(np.prod(shape)):
            raise EncoderError(f"内置编码模型文件已损坏：张量 {name} 的大小不符。")
        if entry.dtype == _FLOAT32:
            flat = np.frombuffer(self._data, "<f4", entry.count, entry.offset)
            matrix = flat.astype(np.float32).reshape(shape)
            return matrix if rows is None else matrix[rows]
        blocks = np.frombuffer(self._data, _BLOCK_DTYPE, entry.count // _BLOCK, entry.offset)
        if rows is not None:
            blocks = blocks.reshape(shape[0], -1)[rows].ravel()
            shape = (len(rows), *shape[1:])
        return _unpack_q4(blocks).reshape(shape)


def _unpack_q4(blocks: npt.NDArray[np.void]) -> Floats:
    nibbles = blocks["nibbles"]
    weights = np.concatenate((nibbles & 0x0F, nibbles >> 4), axis=1).astype(np.float32) - 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights


class _Cursor:
    """Reads numbers and arrays one after the other."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._position = 0

    def numbers(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{layout}", self._data, self._position)
        self._position += struct.calcsize(f"<{layout}")
        return found

    def number(self, layout: str) -> int:
        return int(self.numbers(layout)[0])

    def array(self, dtype: str, count: int) -> npt.NDArray[np.generic]:
        found = np.frombuffer(self._data, dtype, count, self._position)
        self._position += found.nbytes
        return found

    def raw(self, size: int) -> bytes:
        return self.array("u1", size).tobytes()


def read_packed(path: Path) -> PackedModel:
    """Reads the packed file; raises EncoderError where it is missing, cut short or of another kind."""
    try:
        with path.open("rb") as file:
            return _read(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, struct.error, ValueError, IndexError) as error:
        raise EncoderError(f"内置编码模型文件无法读取：{path}") from error


def _read(data: mmap.mmap) -> PackedModel:
    cursor = _Cursor(data)
    if cursor.raw(4) != _MAGIC:
        raise ValueError("another magic")
    cursor.number("I")  # version
    architecture = Architecture(*cursor.numbers("7if"))
    if cursor.number("i") != _BLOCK:
        raise ValueError("another block size")
    count, *special, blob_size = cursor.numbers("5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = cursor.raw(blob_size)
    pieces = tuple(blob[start:end].decode() for start, end in pairwise(offsets))
    return PackedModel(
        architecture=architecture,
        special=SpecialPieces(*special),
        pieces=pieces,
        scores=scores,
        replacements=_read_replacements(cursor),
        _data=data,
        _tensors=_read_directory(cursor),
    )


def _read_replacements(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.numbers("iI")
    table = {}
    for _ in range(count):
        code_point, length = cursor.numbers("IB")
        table[chr(code_point)] = "".join(map(chr, cursor.numbers(f"{length}I")))
    return table


def _read_directory(cursor: _Cursor) -> dict[str, _Tensor]:
    tensors = {}
    for _ in range(cursor.number("i")):
        name = cursor.raw(cursor.number("H")).decode()
        dtype, count, offset, _ = cursor.numbers("BIQQ")
        if dtype not in (_FLOAT32, _Q4_0):
            raise ValueError("another tensor type")
        tensors[name] = _Tensor(dtype, count, offset)
    return tensors
