"""The command of the review brief: report."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from assistant.settings import Settings
from index.errors import UsageError
from index.store import Store
from index.system_errors import reason_of

_SUFFIX = ".docx"


def run_report(options: Namespace, settings: Settings) -> int:
    """Writes the review brief of one document to a DOCX file."""
    target = Path(options.out).expanduser().absolute()
    if target.suffix.lower() != _SUFFIX:
        raise UsageError(f"审查要点只能写成 .docx 文件，请改用 {target.with_suffix(_SUFFIX).name} 这样的文件名。")
    snapshot = Store.open(settings.store).snapshot()
    if options.document not in {card.id for card in snapshot.documents}:
        raise UsageError(f"资料库中没有编号为“{options.document}”的文件，可用 budget-assistant documents 查看编号。")
    from assistant.report.brief import brief_of
    from assistant.report.typesetting import docx_of

    brief = brief_of(options.document, snapshot)
    _write(target, docx_of(brief))
    print(f"已写出《{brief.title}》到 {target}。")
    return 0


def _write(target: Path, content: bytes) -> None:
    """Writes the file whole, or leaves what was there. UsageError when it cannot be written."""
    draft = target.with_name(f".{target.name}.part")
    try:
        if target.is_dir():
            raise UsageError(f"无法写 {target}：它是文件夹。")
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):  # there may be no draft, nor a folder for one
            draft.unlink(missing_ok=True)
        raise UsageError(f"无法写 {target}：{reason_of(error)}。") from error
