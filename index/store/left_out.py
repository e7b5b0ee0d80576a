"""Which files were read and left out, for they are no budgets: by name and content, so that they are not read again.

Kept beside the manifest: losing it costs time, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.store.codec import decode_json, encode_json
from index.store.disk import write_whole, writing

NAME = "left_out.json"


@dataclass(frozen=True, slots=True)
class _Kept:
    reading: str
    files: tuple[str, ...]


class LeftOut:
    """The files that one version of the reading has left out of the store in `root`."""

    def __init__(self, root: Path, reading: str) -> None:
        self._path = root / NAME
        self._reading = reading
        self._files = dict.fromkeys(_read(self._path, reading))
        self._kept = len(self._files)

    def __contains__(self, file: tuple[str, str]) -> bool:
        """Whether a file, by its name and the hash of its content, was left out."""
        return " ".join(file) in self._files

    def add(self, name: str, sha256: str) -> None:
        """Remembers a file."""
        self._files[f"{name} {sha256}"] = None

    def save(self) -> None:
        """Puts on disk what is new. StoreError when the store cannot be written."""
        if len(self._files) > self._kept:
            with writing(self._path.parent):
                write_whole(self._path, encode_json(_Kept(self._reading, tuple(self._files))))
            self._kept = len(self._files)


def _read(path: Path, reading: str) -> tuple[str, ...]:
    """The files left out by this version of the reading; none where nothing can be read."""
    try:
        (kept,) = decode_json(_Kept, b"[" + path.read_bytes() + b"]")
    except (OSError, ValueError):
        return ()
    return kept.files if kept.reading == reading else ()
