"""The store: documents on disk, read through snapshots and changed by one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import StoreError, UsageError
from index.store.disk import SharedHold, exclusive_hold, writing
from index.store.manifest import EMPTY, NAME, Manifest, empty_store, read_manifest
from index.store.snapshot import Snapshot

if TYPE_CHECKING:
    from index.store.writer import StoreWriter

_WRITE_LOCK = "write.lock"
_ATTEMPTS = 20


class Store:
    """A store in the folder `root`. Opening it touches nothing; it need not exist yet."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._guard = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, ...] = ()

    @classmethod
    def open(cls, root: Path | str) -> Store:
        """The store in a folder."""
        return cls(Path(root).expanduser().absolute())

    def snapshot(self) -> Snapshot:
        """The store as it is now; the same object until something is committed, here or elsewhere.

        EmptyStoreError when the store is missing or holds no document, StoreError when it is broken.
        """
        with self._guard:
            stamp = self._manifest_stamp()
            if self._snapshot is None or stamp != self._stamp or not stamp:
                self._snapshot = None  # lets go of the old generation first
                self._snapshot, self._stamp = self._take_snapshot(), stamp
            return self._snapshot

    def _manifest_stamp(self) -> tuple[int, ...]:
        try:
            found = (self.root / NAME).stat()
        except OSError:  # read_manifest tells why
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _take_snapshot(self) -> Snapshot:
        """Reads the manifest, holds its generation, and sees that it still is the manifest."""
        manifest = read_manifest(self.root)
        for _ in range(_ATTEMPTS):
            if not manifest.entries:
                raise empty_store(self.root)
            hold = self._hold(manifest)
            before, manifest = manifest, read_manifest(self.root)
            if hold is not None and before == manifest:
                return Snapshot(self.root, manifest, hold)
            if hold is None and before == manifest:
                break
        raise StoreError(f"资料库 {self.root} 缺少向量索引，请重新运行 budget-assistant ingest 修复。")

    def _hold(self, manifest: Manifest) -> SharedHold | None:
        try:
            return SharedHold(self.root / "vectors" / f"{manifest.generation}.lock")
        except OSError:
            return None

    @contextmanager
    def writer(self, on_wait: Callable[[], None] = lambda: None) -> Iterator[StoreWriter]:
        """The right to change the store, for one process at a time; another waits, and `on_wait` is
        called when that takes more than a second. What is not committed at the end is dropped.

        UsageError when the folder belongs to something else, StoreError when it is broken or
        cannot be written.
        """
        from index.store.writer import StoreWriter  # brings the encoder and LangChain, which no reader waits for

        with writing(self.root):
            self._prepare()
        with exclusive_hold(self.root / _WRITE_LOCK, on_wait):
            yield StoreWriter(self.root, self._manifest_or_empty())

    def _manifest_or_empty(self) -> Manifest:
        return read_manifest(self.root) if (self.root / NAME).exists() else EMPTY

    def _prepare(self) -> None:
        """Makes the folder, and never takes a folder with other things in it for a store."""
        if self.root.exists() and not self.root.is_dir():
            raise UsageError(f"{self.root} 不是文件夹，请用 --store 另选一个文件夹。")
        self.root.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in self.root.iterdir() if not path.name.startswith(".")}
        if _WRITE_LOCK not in names and names - {"uploads"}:
            raise UsageError(f"文件夹 {self.root} 里有别的内容，不是资料库，请用 --store 另选一个文件夹。")
        (self.root / _WRITE_LOCK).touch()
