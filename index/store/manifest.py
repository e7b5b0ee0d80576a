"""The manifest: what the store holds. Replacing this one file is what commits a change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import EmptyStoreError, StoreError
from index.model import DocumentCard
from index.store.codec import decode_json, encode_json
from index.store.disk import write_whole
from index.system_errors import reason_of

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the store: its card, its folder, and the version of the reading that made it."""

    card: DocumentCard
    folder: str
    reading: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The documents in their order, the generation of vectors that belongs to them (its folder's
    name; empty without documents), the identity of the encoder that made the vectors, and the
    number of the last generation, so that no name is ever used again."""

    format: int
    encoder: str
    generation: str
    entries: tuple[Entry, ...]
    last_generation: int = 0


EMPTY = Manifest(FORMAT, encoder="", generation="", entries=())


def empty_store(root: Path) -> EmptyStoreError:
    """The error of a store without documents."""
    return EmptyStoreError(f"资料库 {root} 中还没有文件，请先入库：budget-assistant ingest 文件或文件夹")


def read_manifest(root: Path) -> Manifest:
    """The manifest of the store in `root`. EmptyStoreError when there is none yet, StoreError when
    it cannot be read or is of another format."""
    path = root / NAME
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        if root.exists() and not root.is_dir():
            raise StoreError(f"资料库 {root} 不是文件夹，请用 --store 指定一个文件夹。") from error
        raise empty_store(root) from error
    except OSError as error:
        raise StoreError(f"资料库 {root} 无法读取：{reason_of(error)}。") from error
    return _decode(path, data)


_ANEW = "请删除或移走该文件夹，再用 budget-assistant ingest 重新入库（原始文件不受影响）。"


def _decode(path: Path, data: bytes) -> Manifest:
    try:
        (manifest,) = decode_json(Manifest, b"[" + data + b"]")
    except ValueError as error:
        other = _format_of(data)
        if other not in (None, FORMAT):
            raise _other_format(path.parent, other) from error
        raise StoreError(f"资料库 {path.parent} 的目录文件 {NAME} 已损坏。{_ANEW}") from error
    if manifest.format != FORMAT:
        raise _other_format(path.parent, manifest.format)
    return manifest


def _format_of(data: bytes) -> int | None:
    try:
        (found,) = decode_json(_Versioned, b"[" + data + b"]")
    except ValueError:
        return None
    return found.format


@dataclass(frozen=True, slots=True)
class _Versioned:
    format: int


def _other_format(root: Path, found: int | None) -> StoreError:
    return StoreError(f"资料库 {root} 的格式版本是 {found}，本程序读写版本 {FORMAT}。{_ANEW}")


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Commits."""
    write_whole(root / NAME, encode_json(manifest))
