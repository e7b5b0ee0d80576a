"""From a file's bytes to its lines, or to one clear sentence why not."""

from __future__ import annotations

import codecs
from pathlib import Path

from index.errors import ReadError

_MIB = 1024 * 1024
MAX_BYTES = 64 * _MIB
_CONTROL = bytes((*range(9), 11, *range(14, 32), 127))
_MAX_STRANGE_SHARE = 0.05
_SAMPLE = 65536


def load_bytes(path: Path) -> bytes:
    """The bytes of a file of at most 64 MiB; `ReadError` where there is no such readable file."""
    try:
        if not path.exists():
            raise ReadError(f"文件不存在：{path}")
        if not path.is_file():
            raise ReadError(f"不是文件：{path}")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(f"文件太大（{size // _MIB} MiB），上限为 {MAX_BYTES // _MIB} MiB：{path.name}")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"无法读取文件：{path.name}（{error.strerror or '读取出错'}）") from error


def decode_text(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 with a byte order mark, GB18030."""
    text = _decode(data, name)
    if not text.strip():
        raise ReadError(f"文件是空的，没有可读的内容：{name}")
    return text


def decode_lines(data: bytes, name: str) -> tuple[str, ...]:
    """The lines of a text file without their ends, in the encodings of `decode_text`."""
    text = decode_text(data, name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    return tuple(lines)


def _decode(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as("utf-16", data, name)
    if b"\0" in data:
        raise ReadError(f"不是文本文件（内容是二进制数据）：{name}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_as("gb18030", data, name)
        if _strange_share(text) > _MAX_STRANGE_SHARE:
            raise ReadError(f"无法识别文件的文字编码，请另存为 UTF-8 后再试：{name}") from None
    if _control_share(text) > _MAX_STRANGE_SHARE:
        raise ReadError(f"不是文本文件（内容是二进制数据）：{name}")
    return text


def _decode_as(encoding: str, data: bytes, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadError(f"无法识别文件的文字编码，请另存为 UTF-8 后再试：{name}") from None


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE]
    data = sample.encode("utf-8", "surrogatepass")  # where each of them is a byte
    return (len(data) - len(data.translate(None, _CONTROL))) / len(sample) if sample else 0.0


def _strange_share(text: str) -> float:
    """The share of characters that no Chinese document prints: bytes of something else read as GB18030."""
    sample = text[:_SAMPLE]
    usual = sum(
        char.isascii() or "\u4e00" <= char <= "\u9fff" or "\u2000" <= char <= "\u33ff" or "\uff00" <= char <= "\uffef"
        for char in sample
    )
    return 1 - usual / len(sample) if sample else 0.0
