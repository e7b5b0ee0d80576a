"""Readers: one module a file type, each turning a file into the same blocks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import ReadError
from index.model import Block
from index.readers.decoding import decode_lines, load_bytes
from index.readers.text import blocks_of_lines

TEXT_TYPES = (".txt", ".md", ".markdown")
SUPPORTED_TYPES = TEXT_TYPES


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader finds in a file: its blocks, and its lines where it is a text file."""

    blocks: tuple[Block, ...]
    lines: tuple[str, ...]


def read_blocks(path: Path) -> list[Block]:
    """The blocks of a file in document order; `ReadError` with one sentence where it cannot be read."""
    check_type(path)
    return list(read_content(load_bytes(path), path.name).blocks)


def read_content(data: bytes, name: str) -> Content:
    """The blocks and lines of a file that is already loaded; `name` tells its type."""
    check_type(Path(name))
    lines = decode_lines(data, name)
    return Content(tuple(blocks_of_lines(lines)), lines)


def check_type(path: Path) -> None:
    """`ReadError` where files of this type cannot be read."""
    suffix = path.suffix.lower()
    if suffix not in SUPPORTED_TYPES:
        kind = f"{suffix} 文件" if suffix else "没有扩展名的文件"
        raise ReadError(f"暂不支持 {kind}（{path.name}），目前可读取：{'、'.join(SUPPORTED_TYPES)}")
