"""The folder of one generation of the vector index: what it holds, and that it is whole.

Chroma's graph files are read by native code that trusts them: a damaged one may end the process.
So a generation carries a manifest with the check sum of each, and is verified before it is opened.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import StoreError

DATABASE = "chroma.sqlite3"  # changes whenever a reader opens it, and knows itself when it is broken
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`count` passages are alive, `removed` are dead weight in the graph; `identity` names the
    encoder; `graph` holds the check sum of each graph file by its path in the folder."""

    identity: str
    count: int
    removed: int
    graph: Mapping[str, int]


def write_manifest(folder: Path, identity: str, count: int, removed: int) -> None:
    """Describes a finished generation; its files must not change any more."""
    manifest = Manifest(identity, count, removed, _check_sums(folder))
    (folder / _MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation whose files are as they were written; StoreError otherwise."""
    if not (folder / DATABASE).is_file():
        raise StoreError(f"向量索引不存在或不完整：{folder}")
    try:
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
        whole = manifest.graph == _check_sums(folder)
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"向量索引已损坏或无法读取：{folder}") from error
    if not whole:
        raise StoreError(f"向量索引的文件已损坏：{folder}")
    return manifest


def _check_sums(folder: Path) -> dict[str, int]:
    files = sorted(path for path in folder.glob("*/*") if path.is_file())
    return {path.relative_to(folder).as_posix(): zlib.crc32(path.read_bytes()) for path in files}


def copy_generation(source: Path, target: Path) -> None:
    """Copies Chroma's files into an existing folder while others may be opening the source.

    Opening writes a lock row, so the database is copied by SQLite's own means. Raises OSError and
    sqlite3.Error.
    """
    with (
        closing(sqlite3.connect(f"{(source / DATABASE).absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target / DATABASE)) as new,
    ):
        old.backup(new)
    for folder in source.iterdir():
        if folder.is_dir():
            shutil.copytree(folder, target / folder.name)
