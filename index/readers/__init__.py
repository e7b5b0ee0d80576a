"""Readers: one module a file type, each turning a file into the same blocks."""

from __future__ import annotations

from pathlib import Path

from index.model import Block
from index.readers.content import Content as Content
from index.readers.decoding import load_bytes
from index.readers.detection import real_type
from index.readers.registry import SUPPORTED_TYPES as SUPPORTED_TYPES
from index.readers.registry import file_type, reader_of


def read_blocks(path: Path) -> list[Block]:
    """The blocks of a file in document order; `ReadError` with one sentence where it cannot be read."""
    check_type(path)
    return list(read_content(load_bytes(path), path.name).blocks)


def read_content(data: bytes, name: str) -> Content:
    """The blocks and lines of a file that is already loaded; name and first bytes tell its type."""
    return reader_of(real_type(data, name)).read(data, name)


def check_type(path: Path) -> None:
    """`ReadError` where files of this type cannot be read."""
    file_type(path.name)
