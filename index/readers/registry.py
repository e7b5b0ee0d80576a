"""Which reader reads which type of file. A reader is a module with `read(data, name) -> Content`, imported
when the first file of its type comes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from index.errors import ReadError
from index.readers.content import Content


class Reader(Protocol):
    """What a module of `index/readers/` offers for its type of file."""

    def read(self, data: bytes, name: str) -> Content:
        """The content of a file; `name` is for messages. ReadError with one sentence where it cannot be read."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: what people call it, the suffixes it has, the module that reads it, and whether it is
    read in a process of its own, as is done with all but plain text."""

    title: str
    suffixes: tuple[str, ...]
    module: str
    isolated: bool = True


FILE_TYPES = (
    FileType("文本", (".txt", ".md", ".markdown"), "index.readers.text", isolated=False),
    FileType("PDF", (".pdf",), "index.readers.pdf.reading"),
    FileType("扫描图像", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), "index.readers.images"),
    FileType("Word 文档", (".docx", ".docm"), "index.readers.docx"),
    FileType("旧版 Word 文档", (".doc", ".wps", ".rtf"), "index.readers.legacy_doc"),
    FileType("Excel 工作簿", (".xlsx", ".xlsm"), "index.readers.xlsx"),
    FileType("旧版 Excel 工作簿", (".xls", ".et"), "index.readers.xls"),
    FileType("表格文本", (".csv", ".tsv"), "index.readers.delimited"),
    FileType("网页", (".html", ".htm", ".mht", ".mhtml"), "index.readers.webpage"),
)
SUPPORTED_TYPES = tuple(suffix for kind in FILE_TYPES for suffix in kind.suffixes)


def file_type(name: str) -> FileType:
    """The type of a file by its name; ReadError where files of this type cannot be read."""
    suffix = Path(name).suffix.lower()
    for kind in FILE_TYPES:
        if suffix in kind.suffixes:
            return kind
    shown = f"{suffix} 文件" if suffix else "没有扩展名的文件"
    raise ReadError(f"暂不支持 {shown}（{Path(name).name}），目前可读取：{'、'.join(SUPPORTED_TYPES)}")


def reader_of(kind: FileType) -> Reader:
    """The module that reads files of this type."""
    return cast(Reader, import_module(kind.module))
