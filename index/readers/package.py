"""Office files as zip containers of XML parts, opened with care: no bombs, no entities, nothing from outside."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any

from index.errors import ReadError
from index.readers.limits import MAX_PART, MAX_PARTS, MAX_RATIO, MAX_UNPACKED, MIN_SUSPECT

_ENCRYPTED = 0x1
_MAIN_DOCUMENT = "/officeDocument"


class Package:
    """A zip container. ReadError where it is none, is encrypted, or unpacks to more than is sensible."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged(name) from error
        self._check_sizes()

    def _check_sizes(self) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise ReadError(f"文件有密码保护，请取消密码后再试：{self.name}")
        inflated = any(
            info.file_size > MIN_SUSPECT and info.file_size > MAX_RATIO * max(info.compress_size, 1) for info in infos
        )
        if inflated or len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise ReadError(f"文件解压后大得不合常理，没有读入：{self.name}")

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of the parts by how they are asked for: without a slash before, in small letters."""
        return {name.lstrip("/").replace("\\", "/").lower(): name for name in self._zip.namelist()}

    def part(self, path: str) -> bytes | None:
        """The bytes of a part, None where there is no such part."""
        name = self._names.get(path.lstrip("/").lower())
        if name is None:
            return None
        if self._zip.getinfo(name).file_size > MAX_PART:
            raise ReadError(f"文件解压后大得不合常理，没有读入：{self.name}")
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError) as error:
            raise damaged(self.name) from error
        except Exception as error:
            if type(error).__module__ not in ("zlib", "_lzma", "lzma"):  # the decompressors' own errors
                raise
            raise damaged(self.name) from error

    def tree(self, path: str) -> Any | None:
        """The root element of an XML part, None where there is no such part."""
        data = self.part(path)
        return None if data is None else parse_xml(data, self.name)

    def related(self, path: str) -> dict[str, tuple[str, str]]:
        """What a part refers to within the container: id -> (type, path); of the container itself for ''."""
        folder, _, base = path.rpartition("/")
        relations = self.tree(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in relations if relations is not None else ():
            if local_name(relation) == "Relationship" and relation.get("TargetMode") != "External":
                target = relation.get("Target") or ""
                absolute = target if target.startswith("/") else posixpath.join(folder, target)
                full = posixpath.normpath(absolute).lstrip("/")
                found[relation.get("Id") or ""] = (relation.get("Type") or "", full)
        return found

    def main_part(self) -> str:
        """The path of the document proper. ReadError where the container names none."""
        for kind, path in self.related("").values():
            if kind.endswith(_MAIN_DOCUMENT) and self.part(path) is not None:
                return path
        raise damaged(self.name)


def parse_xml(data: bytes, name: str) -> Any:
    """The root element of an XML text; entities are refused, nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused_entities(name)
    return root


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def child(element: Any | None, *path: str) -> Any | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def children(element: Any | None, name: str) -> Iterator[Any]:
    """The children of this local name."""
    if element is not None:
        for item in element:
            if local_name(item) == name:
                yield item


def damaged(name: str) -> ReadError:
    """What is said of a file whose structure is broken."""
    return ReadError(f"文件已损坏或不完整，无法读取：{name}")


def refused_entities(name: str) -> ReadError:
    """What is said of a file that defines XML entities, which no office program writes."""
    return ReadError(f"文件里含有不该有的 XML 实体定义，为安全起见没有读入：{name}")
