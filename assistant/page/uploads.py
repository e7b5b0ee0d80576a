"""Uploaded files: kept in the store's folder `uploads`, read from there, undone when they cannot be read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from assistant.page.wiring import Added, Desk, Progress
from index.errors import BudgetError, ReadError


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file as the browser sent it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class UploadNote:
    """How the upload of one file ended, in one sentence for the user."""

    accepted: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Saved:
    """A saved upload, and what stood under its name before."""

    path: Path
    before: bytes | None

    def undo(self) -> None:
        if self.before is None:
            self.path.unlink(missing_ok=True)
        else:
            _write_whole(self.path, self.before)


def take_in(desk: Desk, uploads: Sequence[Upload], progress: Progress) -> list[UploadNote]:
    """Saves uploaded files and reads them into the store, all in one go. Where one cannot be read,
    the file that stood under its name before is put back, and its document stays in the store."""
    saved: dict[Path, _Saved] = {}
    notes = []
    for upload in uploads:
        try:
            kept = _save(desk.uploads, upload, saved)
        except (ReadError, OSError) as error:
            reason = str(error) if isinstance(error, ReadError) else f"文件无法保存（{error.strerror}）。"
            notes.append(_refusal(upload.name, reason))
        else:
            saved[kept.path] = kept
    return notes + _add(desk, list(saved.values()), progress)


def forget_upload(desk: Desk, source_path: str) -> None:
    """Deletes the kept copy of a removed document, if it is one of the uploaded files."""
    path = Path(source_path)
    if path.is_absolute() and path.parent.resolve() == desk.uploads.resolve():
        path.unlink(missing_ok=True)


def _add(desk: Desk, saved: Sequence[_Saved], progress: Progress) -> list[UploadNote]:
    if not saved:
        return []
    try:
        added = desk.add([file.path for file in saved], progress)
    except BudgetError as error:
        _undo(saved)
        return [_refusal(file.path.name, str(error)) for file in saved]
    except BaseException:  # also when the session ends in the middle: nothing half-done stays behind
        _undo(saved)
        raise
    _undo([file for file in saved if file.path in added.failures])
    _undo([file for file in saved if file.path in added.skipped and file.before is None])
    return [_note(file, added) for file in saved]


def _note(file: _Saved, added: Added) -> UploadNote:
    name = file.path.name
    if file.path in added.failures:
        return _refusal(name, added.failures[file.path])
    if file.path in added.skipped:
        return UploadNote(accepted=True, text=f"《{name}》{added.skipped[file.path]}")
    done = "已加入资料库。" if file.before is None else "已更新，替换了原来的同名文件。"
    return UploadNote(accepted=True, text=f"《{name}》{done}{added.remarks.get(name, '')}")


def _refusal(name: str, reason: str) -> UploadNote:
    return UploadNote(accepted=False, text=f"《{name}》没有加入：{reason}")


def _undo(files: Sequence[_Saved]) -> None:
    for file in files:
        file.undo()


def _save(folder: Path, upload: Upload, saved: dict[Path, _Saved]) -> _Saved:
    target = folder / _safe_name(upload.name)
    if target in saved:
        raise ReadError("同一次上传里有两个同名文件，请改名后再上传。")
    folder.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    _write_whole(target, upload.content)
    return _Saved(target, before)


def _safe_name(name: str) -> str:
    bare = PureWindowsPath(name).name  # takes both kinds of slash for separators
    if bare.strip(". ") == "" or "\0" in bare:
        raise ReadError("文件名无效，请改名后再上传。")
    return bare


def _write_whole(target: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(draft, target)
