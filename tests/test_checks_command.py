"""The command check: the findings of a store in words and as the contract's JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main

KEYS = {
    "rule",
    "document_id",
    "document",
    "severity",
    "message",
    "expected",
    "actual",
    "difference",
    "unit",
    "sources",
}


def test_findings_as_json(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", "--store", str(sample_store)]) == 0
    findings = json.loads(capsys.readouterr().out)
    assert findings
    assert all(finding.keys() == KEYS for finding in findings)
    assert {finding["severity"] for finding in findings} <= {"error", "rounding", "note"}
    sources = [source for finding in findings for source in finding["sources"]]
    assert all(
        {"document", "table", "row", "column", "raw", "unit", "page", "line"} <= s.keys() or s["quote"] for s in sources
    )


def test_one_document_only(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--json", "--store", str(sample_store)])
    document = json.loads(capsys.readouterr().out)[0]["document_id"]
    assert main(["check", "--document", document, "--store", str(sample_store)]) == 0
    shown = capsys.readouterr().out
    assert document in shown
    assert shown.count("《") == 1


def test_an_unknown_document_is_a_sentence(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--document", "d0", "--store", str(sample_store)]) == 1
    assert "没有编号为“d0”的文件" in capsys.readouterr().err
