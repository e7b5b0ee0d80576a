"""The commands about the store: ingest, documents, remove, export."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from assistant.settings import Settings
from index.model import DocumentCard
from index.store import Store

if TYPE_CHECKING:
    from index.ingest import IngestSummary, Note, Progress


def print_json(value: object) -> None:
    """One JSON value on stdout, indented for the eye."""
    print(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def run_ingest(options: Namespace, settings: Settings) -> int:
    """Reads files into the store; 1 when files failed and nothing of what was asked for is in it afterwards."""
    from index.encoder import load_encoder
    from index.ingest import ingest

    with _progress_bar() as progress:
        summary = ingest(
            options.paths, settings.store, lambda: load_encoder(settings.encoder), progress, tell_of_waiting
        )
    for note in summary.failures:
        print(f"没有入库：{note.message}", file=sys.stderr)
    if options.json:
        print_json(_summary_object(summary, settings))
    else:
        _print_summary(summary, settings)
    return 1 if summary.failures and not (summary.documents or summary.skipped) else 0


def tell_of_waiting() -> None:
    """Says that another process is writing."""
    print("另一个程序正在写这个资料库，等它写完……", file=sys.stderr)


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("准备", total=1.0)
        yield lambda step: bar.update(task, completed=step.share, description=f"{step.activity} {step.file}")


def _summary_object(summary: IngestSummary, settings: Settings) -> dict[str, object]:
    found = asdict(summary)
    found["elapsed_seconds"] = round(summary.elapsed_seconds, 3)
    return {"store": str(settings.store), **found}


def _print_summary(summary: IngestSummary, settings: Settings) -> None:
    from index.ingest import UNCHANGED

    print(
        f"入库 {summary.documents} 份文件：{summary.sections} 节、{summary.tables} 张表、{summary.facts} 个数据、"
        f"{summary.passages} 段文字、{summary.findings} 条核对结果；失败 {len(summary.failures)} 份，"
        f"跳过 {len(summary.skipped)} 份；用时 {summary.elapsed_seconds:.1f} 秒。"
    )
    _print_notes("跳过", [note for note in summary.skipped if note.message != UNCHANGED])
    _print_notes("注意", [*summary.left_out, *summary.remarks])
    print(f"资料库：{settings.store}")


def _print_notes(title: str, notes: list[Note]) -> None:
    for note in notes:
        print(f"{title} {note.file}：{note.message}")


def run_documents(options: Namespace, settings: Settings) -> int:
    """Lists the documents of the store; as JSON also the remarks of its reading and what was read of each table."""
    snapshot = Store.open(settings.store).snapshot()
    cards = snapshot.documents
    if options.json:
        from index.reading_record import reading_record

        documents = [(card, snapshot.document(card.id)) for card in cards]
        print_json(
            [
                {**asdict(card), "remarks": document.remarks, "reading": reading_record(document)}
                for card, document in documents
            ]
        )
    else:
        for card in cards:
            print(_line_of(card))
    return 0


def _line_of(card: DocumentCard) -> str:
    year = f"{card.year} 年" if card.year else "年度不明"
    counts = f"{card.tables} 张表，{card.facts} 个数据，{card.passages} 段文字"
    return f"{card.id}  {year} {card.basis}  {card.title}（{card.department}）  {counts}  {card.source_file}"


def run_remove(options: Namespace, settings: Settings) -> int:
    """Takes one document out of the store."""
    store = Store.open(settings.store)
    store.snapshot()  # an empty or missing store says so, and is not made by removing
    with store.writer(tell_of_waiting) as writer:
        card = writer.remove(options.id)
        writer.commit()
    print(f"已移除《{card.title}》（{card.source_file}），原始文件没有动。")
    return 0


def run_export(options: Namespace, settings: Settings) -> int:
    """Writes the facts to a file."""
    from index.export import export_facts, format_of

    target = Path(options.out).expanduser().absolute()
    format_of(target, options.format)  # complains before anything is read
    rows = export_facts(Store.open(settings.store).snapshot().facts, target, options.format)
    print(f"已导出 {rows} 行到 {target}。")
    return 0
