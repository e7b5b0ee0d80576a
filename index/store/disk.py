"""Writing so that a kill at any moment leaves the old or the new, and locks between processes."""

from __future__ import annotations

import fcntl
import os
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import StoreError
from index.system_errors import reason_of

_PATIENCE = 1.0  # seconds of waiting for a lock before saying so
_PAUSE = 0.05


def write_whole(path: Path, data: bytes) -> None:
    """Puts `data` on disk under `path`, replacing what stood there in one step."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Makes a file's content, or the names in a folder, last over a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Makes a folder with everything in it last over a power cut."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)


def move_whole(folder: Path, target: Path) -> None:
    """Moves a finished folder to where it is read, with its files on disk before its name is."""
    sync_tree(folder)
    os.rename(folder, target)
    sync(target.parent)


class SharedHold:
    """A reader's hold on a lock file, for as long as this object lives."""

    def __init__(self, path: Path) -> None:
        """OSError when the file is gone."""
        handle = os.open(path, os.O_RDONLY)
        self._release = weakref.finalize(self, os.close, handle)
        fcntl.flock(handle, fcntl.LOCK_SH)

    def release(self) -> None:
        """Lets go now."""
        self._release()


@contextmanager
def exclusive_hold(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Holds a lock file alone; waits for another holder and calls `on_wait` once after a second."""
    handle = os.open(path, os.O_RDWR)
    try:
        started, told = time.monotonic(), False
        while not _try_alone(handle):
            if not told and time.monotonic() - started > _PATIENCE:
                on_wait()
                told = True
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Turns the system's refusal to write (no right, no space) into a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"资料库 {root} 无法写入：{reason_of(error)}。") from error


def is_held(path: Path) -> bool:
    """Whether some reader holds the lock file."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        return not _try_alone(handle)
    finally:
        os.close(handle)


def _try_alone(handle: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
