"""Ingesting by several processes: what is left when one dies, and two at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from ingest_files import SAMPLES, names, run
from text_documents import ROOT

from index.encoder import HashEncoder
from index.store import Store


def start_ingest(store: Path, *paths: Path, pause: float = 0.0, die_at: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, ROOT / "tests" / "ingest_process.py", str(pause), die_at, store, *paths]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("die_at", "documents"),
    [
        ("write_folder", 1),
        ("move_whole", 1),
        ("build_generation", 1),
        ("sync_tree", 1),
        ("write_manifest", 1),
        ("_sweep", 3),  # right after the commit
    ],
)
def test_killed_at_any_moment_it_leaves_a_whole_store(store: Path, files: Path, die_at: str, documents: int) -> None:
    run(store, files / "a.md")
    before = Store.open(store).snapshot().facts
    process = start_ingest(store, SAMPLES[2], files / "deeper" / "b.txt", die_at=die_at)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    snapshot = Store.open(store).snapshot()
    assert len(snapshot.documents) == documents
    assert len(snapshot.vectors()) == len(snapshot.passages) == len(snapshot.lexical())
    assert snapshot.facts.iloc[: len(before)].equals(before)
    del snapshot
    run(store, files, SAMPLES[2])
    assert sorted(names(store)) == sorted(["a.md", "b.txt", SAMPLES[2].name])
    assert len(list((store / "documents").iterdir())) == 3
    assert os.listdir(store / "tmp") == []


def test_two_processes_write_one_after_the_other(store: Path, files: Path) -> None:
    first = start_ingest(store, files / "a.md", pause=0.6)
    assert first.stdout is not None
    first.stdout.readline()
    second = start_ingest(store, files / "deeper" / "b.txt")
    third = start_ingest(store, SAMPLES[2])
    told = [process.communicate()[0] for process in (first, second, third)]
    assert [process.returncode for process in (first, second, third)] == [0, 0, 0]
    assert "waiting" in told[1] + told[2]
    assert sorted(names(store)) == sorted(["a.md", "b.txt", SAMPLES[2].name])
    snapshot = Store.open(store).snapshot()
    assert len(snapshot.vectors()) == len(snapshot.passages)


def test_a_reader_is_not_disturbed_by_a_writer_in_another_process(store: Path, files: Path) -> None:
    run(store, files / "a.md")
    open_store = Store.open(store)
    snapshot = open_store.snapshot()
    process = start_ingest(store, files / "deeper" / "b.txt", SAMPLES[2])
    query = HashEncoder().encode_query("公务接待费")
    seen = set()
    with process:
        while process.poll() is None:
            seen.add(len(open_store.snapshot().documents))
            assert open_store.snapshot().vectors().query(query, 3)
            assert [card.source_file for card in snapshot.documents] == ["a.md"]
    assert process.returncode == 0
    assert len(snapshot.facts) > 0
    assert len(snapshot.vectors()) == len(snapshot.passages)
    assert seen <= {1, 3}
    assert len(open_store.snapshot().documents) == 3
