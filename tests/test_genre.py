"""What is a budget and goes in, and what is left out: notes, licences, articles among the files of a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoder import HashEncoder
from index.genre import NO_BUDGET, is_budget
from index.ingest import IngestSummary, ingest
from index.model import Document, Fact
from index.reading import read_document
from index.store import Store

NOTES = """# 说明

这里的文件由各单位提供，其中有部门预算和决算，供阅读和试用。

| 文件夹 | 内容 | 用途 |
| --- | --- | --- |
| 甲 | 澜江市文化馆的文件，三年 | 看编号的表，单位为万元 |
| 乙 | 澜江市体育馆的文件，一年 | 看没有框线的表 |
"""
LICENCE = """Permission is hereby given to anyone who has a copy of these words to use and share them.

The words come as they are, without promise of any kind; nobody answers for what comes of them.
"""
ARTICLE = """# 澜江湿地的候鸟

每年秋天，来自北方的候鸟在澜江湿地停留，去年有 120 种，今年 3 月又多了 8 种。

湿地公园的门票为 20 元，学生免费，2025 年起每周一闭园。
"""
NARRATIVE = """澜江市文化馆

本馆负责群众文化活动的组织和辅导，编制十二人。

2025 年共安排支出 345.60 万元，比上年增加 12.30 万元，主要是增加了下乡演出。
"""
TITLED = """# 澜江市文化馆2025年单位预算

本馆负责群众文化活动的组织和辅导，编制十二人。
"""
FORM = "部门整体绩效目标申报\n\n一、年度目标\n\n完成群众文化活动四十场，群众满意。\n"
TABLE = "科目编码,科目名称,合计\n207,文化旅游体育与传媒支出,345.60\n2070109,群众文化,345.60\n"
LIST = "序号,事项,金额（万元）\n1,购置音响,20.50\n2,修缮舞台,31.20\n"


def write(folder: Path, **files: str) -> None:
    """Files by their names, whose last underscore stands for the dot."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / ".".join(name.rsplit("_", 1))).write_text(text, encoding="utf-8")


def take_in(store: Path, *paths: Path) -> IngestSummary:
    return ingest(paths, store, HashEncoder)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("README.md", NOTES, False),
        ("LICENSE.txt", LICENCE, False),
        ("候鸟.md", ARTICLE, False),
        ("候鸟（预算）.md", ARTICLE, True),
        ("文化馆.txt", NARRATIVE, True),
        ("文化馆.md", TITLED, True),
        ("目标.txt", FORM, True),
        ("表.csv", TABLE, True),
        ("清单.csv", LIST, True),
    ],
)
def test_a_budget_is_told_by_its_title_its_sentences_or_its_tables(
    tmp_path: Path, name: str, text: str, expected: bool
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert is_budget(read_document(path)[0]) is expected


def test_what_is_no_budget_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    folder, store = tmp_path / "files", tmp_path / "store"
    write(folder, README_md=NOTES, LICENSE_txt=LICENCE, 文化馆_txt=NARRATIVE, 表_csv=TABLE)
    summary = take_in(store, folder)
    assert (summary.documents, summary.failures, summary.skipped) == (2, [], [])
    assert [(Path(note.file).name, note.message) for note in summary.left_out] == [
        ("LICENSE.txt", NO_BUDGET),
        ("README.md", NO_BUDGET),
    ]
    assert [card.source_file for card in Store.open(store).snapshot().documents] == ["文化馆.txt", "表.csv"]


def test_a_budget_that_was_changed_into_something_else_goes_out(tmp_path: Path) -> None:
    folder, store = tmp_path / "files", tmp_path / "store"
    write(folder, 甲_txt=NARRATIVE, 乙_csv=TABLE)
    take_in(store, folder)
    write(folder, 甲_txt=ARTICLE)
    assert len(take_in(store, folder).left_out) == 1
    assert [card.source_file for card in Store.open(store).snapshot().documents] == ["乙.csv"]


def test_what_was_left_out_is_not_read_again_until_its_name_or_content_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, store, read = tmp_path / "files", tmp_path / "store", list[str]()
    write(folder, LICENSE_txt=LICENCE)

    def counted(path: Path) -> tuple[Document, tuple[Fact, ...]]:
        read.append(path.name)
        return read_document(path)

    monkeypatch.setattr("index.ingest.read_document", counted)
    assert [note.message for _ in range(2) for note in take_in(store, folder).left_out] == [NO_BUDGET, NO_BUDGET]
    assert read == ["LICENSE.txt"]
    write(folder, LICENSE_txt=LICENCE + ARTICLE)
    take_in(store, folder)
    (folder / "LICENSE.txt").rename(folder / "预算.txt")
    assert take_in(store, folder).documents == 1
    assert read == ["LICENSE.txt", "LICENSE.txt", "预算.txt"]
    (store / "left_out.json").write_text("{", encoding="utf-8")
    write(folder, LICENSE_txt=LICENCE)
    assert len(take_in(store, folder).left_out) == 1


def test_the_command_line_tells_what_was_left_out(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    write(tmp_path, LICENSE_txt=LICENCE)
    code, out, err = run("ingest", tmp_path / "LICENSE.txt")
    assert (code, err) == (0, "")
    assert f"LICENSE.txt：{NO_BUDGET}" in out
