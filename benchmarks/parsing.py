"""Times parsing alone: megabytes of text a second on one core for whole budgets, for every layout of tables, and
how a long table grows. What earlier readings left in the caches of words and numbers is forgotten before each.

PYTHONPATH=.:tests python benchmarks/parsing.py [LAYOUT …]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from table_prints import Sheet, Style, long_sheet, printed
from test_table_fuzz import LAYOUTS

from index.reading import read_document

MEGABYTE = 1_000_000
ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = Path(os.environ.get("BUDGET_SEEDS", ROOT.parent / "shared" / "seeds"))
ROWS = (1_000, 10_000, 100_000)
RUNS = 3
Layout = Callable[[Random], Sheet]


def many_tables(layout: Layout) -> str:
    """A document of half a megabyte: tables of one layout, one below the other, each with its title and head."""
    random = Random(1)  # noqa: S311 - nothing secret is drawn
    lines = ["# 青禾市民政局2024年部门预算", ""]
    size = 0
    while size < MEGABYTE // 2:
        sheet = layout(random)
        page = printed(sheet, Style(), random)
        lines += page
        size += sum(len(line.encode()) + 1 for line in page)
    return "\n".join(lines)


def long_table(layout: Layout, rows: int) -> str:
    """A document of one table with so many rows."""
    random = Random(1)  # noqa: S311 - nothing secret is drawn
    return "\n".join(["# 青禾市民政局2024年部门预算", *printed(long_sheet(layout, rows, random), Style(), random)])


def coded_table(rows: int) -> str:
    """A document of one table of subjects with so many rows, every code and amount another."""
    head = ["# 青禾市民政局2024年部门预算", "", "2024年部门一般公共预算支出表", "", "单位：万元", ""]
    head.append("科目编码\t科目名称\t合计\t基本支出\t项目支出")
    body = (f"{2_000_000 + number}\t第{number}项支出\t{number}.25\t{number}.00\t0.25" for number in range(1, rows + 1))
    return "\n".join([*head, *body])


def forget_words() -> None:
    """Empties the caches of words, numbers and labels; the catalogue stays loaded."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("index.") else ():
            if hasattr(value, "cache_clear") and (value.cache_info().maxsize or 0) > 1:
                value.cache_clear()


def seconds_to_read(text: str, folder: Path) -> tuple[float, int]:
    """The least of several processor times to read a file with this text, and how many facts it holds."""
    path = folder / "budget.txt"
    path.write_text(text, encoding="utf-8")
    best, facts = float("inf"), 0
    for _ in range(RUNS):
        forget_words()
        start = time.process_time()
        facts = len(read_document(path)[1])
        best = min(best, time.process_time() - start)
    return best, facts


def print_speed(title: str, texts: Sequence[str], folder: Path) -> None:
    """Prints one line for documents that are read one after the other."""
    size = sum(len(text.encode()) for text in texts) / MEGABYTE
    found = [seconds_to_read(text, folder) for text in texts]
    seconds, facts = sum(one[0] for one in found), sum(one[1] for one in found)
    print(f"{title:31} {size:5.2f} MB {facts:7} facts {size / seconds:6.2f} MB/s", flush=True)


def main(names: Sequence[str]) -> None:
    """Prints the whole budgets, then one line a layout, then one a length of table."""
    chosen = [layout for layout in LAYOUTS if not names or layout.__name__ in names]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, place in (("published budgets", PUBLISHED), ("samples", ROOT / "samples")):
            files = sorted(path for path in place.glob("*") if path.suffix in (".md", ".txt"))
            texts = [path.read_text(encoding="utf-8") for path in files]
            if texts:
                print_speed(f"{len(texts)} {title}", texts, folder)
        for layout in chosen:
            for kind, text in (("tables", many_tables(layout)), ("one table", long_table(layout, 5_000))):
                print_speed(f"{layout.__name__:20} {kind}", [text], folder)
        for rows in ROWS:
            seconds, facts = seconds_to_read(coded_table(rows), folder)
            each = seconds / rows * 1e6
            print(f"{rows:7} rows {seconds:7.2f} s {each:6.1f} µs a row {facts:7} facts", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
