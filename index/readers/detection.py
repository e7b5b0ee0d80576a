"""What a file really is, told from its first bytes: many are named otherwise, above all .xls files that are
web pages."""

from __future__ import annotations

import re
from pathlib import PurePath

from index.errors import ReadError
from index.readers.registry import FileType, file_type

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = {b"\x89PNG\r\n": ".png", b"\xff\xd8\xff": ".jpg", b"II*\0": ".tif", b"MM\0*": ".tif"}
_HEAD = 4096
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)[\s>]", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^(?:mime-version|from|subject|date|content-type|x-[\w-]+)\s*:", re.IGNORECASE)


def real_type(data: bytes, name: str) -> FileType:
    """The type by which a file is to be read: by its content where that is certain, else by its name.
    ReadError where the content is of a type that cannot be read, or is encrypted."""
    named = file_type(name)
    suffix = _suffix_of(data, name)
    if suffix is None or suffix in named.suffixes:
        return named
    try:
        return file_type(f"x{suffix}")
    except ReadError as error:
        raise ReadError(f"文件的内容与扩展名不符，实际是 {suffix} 文件，暂不能读：{PurePath(name).name}") from error


def _suffix_of(data: bytes, name: str) -> str | None:
    """The suffix that the content calls for; None where it does not tell."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    for start, suffix in _PICTURES.items():
        if data.startswith(start):
            return suffix
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_ZIP):
        return _suffix_of_zip(data)
    if data.startswith(_OLE):
        return _suffix_of_compound(data, name)
    head = data[:_HEAD]
    if b"\0" in head:
        return None
    if _MARKUP.search(head) or (_ARCHIVE.match(head) and b"multipart/related" in head):
        text_like = PurePath(name).suffix.lower() in (".txt", ".md", ".markdown", ".csv", ".tsv")
        return None if text_like and head.lstrip()[:1] != b"<" else ".html"
    return None


def _suffix_of_zip(data: bytes) -> str | None:
    """What a zip container holds, by the names of its parts; these stand in it uncompressed."""
    if b"word/document" in data or b"word/" in data[-65536:]:
        return ".docx"
    if b"xl/workbook" in data or b"xl/" in data[-65536:]:
        return ".xlsx"
    return ".pptx" if b"ppt/presentation" in data else None


def _suffix_of_compound(data: bytes, name: str) -> str | None:
    """What an old Office file holds, by the names of its streams."""
    if _stream("EncryptedPackage") in data:
        raise ReadError(f"文件有密码保护，请取消密码后再试：{name}")
    if _stream("WordDocument") in data:
        return ".doc"
    if _stream("Workbook") in data or _stream("Book") + b"\0\0" in data:
        return ".xls"
    return ".ppt" if _stream("PowerPoint Document") in data else None


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
