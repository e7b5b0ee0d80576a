"""Whether what draws a page came through whole: a damaged stream gives an empty page, or half of one, without
a word."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]*\]|\d+ 0 R)")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_LENGTH = re.compile(rb"/Length (\d+)")
_FONT = b"/BaseFont"
_MAX_UNPACKED = 1 << 26  # bytes


def is_damaged(single_page: bytes) -> bool:
    """Whether the drawing of a page is damaged, by a file of that page alone as PDFium writes it. A page that has
    fonts and nothing drawn with them has lost its drawing; streams packed in a rare way count as whole."""
    contents = _CONTENTS.search(single_page)
    if contents is None:
        return _FONT in single_page
    return any(not _is_whole(*stream) for stream in _streams(single_page, contents[1], nested=True))


def _streams(file: bytes, references: bytes, *, nested: bool) -> Iterator[tuple[list[bytes], bytes]]:
    """The names of the filters and the packed bytes of each stream that is referred to."""
    for number in _REFERENCE.findall(references):
        opening = re.search(rb"[\r\n]" + number + rb" 0 obj\s*(\[[^\]]*\]|<<.*?>>\s*stream\r?\n)", file, re.DOTALL)
        if opening is None:
            yield [b"FlateDecode"], b""
        elif opening[1].startswith(b"["):
            yield from _streams(file, opening[1], nested=False) if nested else ()
        else:
            filters, length = _FILTERS.search(opening[1]), _LENGTH.search(opening[1])
            names = re.findall(rb"\w+", filters[1]) if filters else []
            yield names, file[opening.end() :][: int(length[1]) if length else 0]


def _is_whole(filters: list[bytes], data: bytes) -> bool:
    """Whether a stream can be unpacked to its end, with the check sum that it carries."""
    for name in filters:
        try:
            if name == b"ASCII85Decode":
                data = base64.a85decode(data.strip().removesuffix(b"~>"))
            elif name == b"ASCIIHexDecode":
                data = bytes.fromhex(data.strip().removesuffix(b">").decode("ascii"))
            elif name == b"FlateDecode":
                unpacking = zlib.decompressobj()
                data = unpacking.decompress(data, _MAX_UNPACKED)
                if not unpacking.eof:
                    return bool(unpacking.unconsumed_tail)
            else:
                return True
        except (ValueError, zlib.error):
            return False
    return True
