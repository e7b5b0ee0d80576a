"""Uploaded files: kept in the store's folder `uploads`, read from there, undone when they cannot be read."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from assistant.page.desk import Added, Desk, Progress
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
    sha256: str
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
        return [_refusal(file.path.name, str(error)) for file in saved]
    finally:  # also when the session ends in the middle
        _undo_what_is_not_in(desk, saved)
    return [_note(file, added) for file in saved]


def _undo_what_is_not_in(desk: Desk, saved: Sequence[_Saved]) -> None:
    try:
        kept = {(card.source_path, card.sha256) for card in desk.documents()}
    except BudgetError:
        kept = set()
    for file in saved:
        if (str(file.path), file.sha256) not in kept:
            file.undo()


def _note(file: _Saved, added: Added) -> UploadNote:
    name = file.path.name
    if file.path in added.failures:
        return _refusal(name, added.failures[file.path])
    if file.path in added.skipped:
        return UploadNote(accepted=True, text=f"《{name}》{added.skipped[file.path]}")
    done = "已加入资料库。" if file.before is None else "已更新，替换了原来的同名文件。"
    return UploadNote(accepted=True, text=f"《{name}》{done}{added.remarks.get(name, '')}")


def _refusal(name: str, reason: str) -> UploadNote:
    whose = "" if name in reason else f"《{name}》"
    return UploadNote(accepted=False, text=f"{whose}没有加入：{reason}")


def _save(folder: Path, upload: Upload, saved: dict[Path, _Saved]) -> _Saved:
    target = folder / _safe_name(upload.name)
    if target in saved:
        raise ReadError("同一次上传里有两个同名文件，请改名后再上传。")
    folder.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    _write_whole(target, upload.content)
    return _Saved(target, hashlib.sha256(upload.content).hexdigest(), before)


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
