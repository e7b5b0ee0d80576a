"""Uploaded files: kept in the store's folder `uploads`, read from there, undone when they cannot be read."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from assistant.page.wiring import Desk, Progress
from index.errors import BudgetError, ReadError


@dataclass(frozen=True, slots=True)
class UploadNote:
    """How the upload of one file ended, in one sentence for the user."""

    accepted: bool
    text: str


def take_in(desk: Desk, name: str, content: bytes, progress: Progress) -> UploadNote:
    """Saves an uploaded file and reads it into the store. When it cannot be read, the file that
    stood under its name before is put back, and the store is as it was."""
    try:
        target = desk.uploads / _safe_name(name)
        _add_or_restore(desk, target, content, progress)
    except BudgetError as error:
        return UploadNote(accepted=False, text=f"《{name}》没有加入：{error}")
    except OSError as error:
        return UploadNote(accepted=False, text=f"《{name}》没有加入：文件无法保存（{error.strerror}）。")
    return UploadNote(accepted=True, text=f"《{target.name}》已加入资料库。")


def forget_upload(desk: Desk, source_path: str) -> None:
    """Deletes the kept copy of a removed document, if it is one of the uploaded files."""
    path = Path(source_path)
    if path.is_absolute() and path.parent.resolve() == desk.uploads.resolve():
        path.unlink(missing_ok=True)


def _safe_name(name: str) -> str:
    bare = PureWindowsPath(name).name  # takes both kinds of slash for separators
    if bare.strip(". ") == "" or "\0" in bare:
        raise ReadError("文件名无效，请改名后再上传。")
    return bare


def _add_or_restore(desk: Desk, target: Path, content: bytes, progress: Progress) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    _write_whole(target, content)
    try:
        desk.add(target, progress)
    except BaseException:  # also when the session ends in the middle: nothing half-done stays behind
        if before is None:
            target.unlink(missing_ok=True)
        else:
            _write_whole(target, before)
        raise


def _write_whole(target: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(draft, target)
