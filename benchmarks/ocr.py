"""How well scans are read, and how fast: the samples printed, scanned at 150 dpi with a slight skew, read again.

    PYTHONPATH=. python benchmarks/ocr.py [WORD] [--font NAME] [--resolution DPI] [--skew DEGREES] [--grain LEVELS]
                                          [--quality PERCENT] [--folder DIR]

WORD picks the documents whose names hold it (default: all), of samples/ or another folder: texts, which Chromium
prints, or PDF files with text. Cells are right when the facts of the scan are those of the text, with row, column,
ancestors, unit and meaning; wide and plain forms of marks are one. One core is used, and its processor seconds are
told.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from rendering import as_html, parts_of  # noqa: E402
from scans import as_pdf, scanned  # noqa: E402

from index.model import Fact  # noqa: E402
from index.reading import read_document  # noqa: E402

SKEWS = (0.7, -0.5, 1.2, 0.3)  # degrees, in turn
STYLE = (
    ":root{font-family:'%s',serif} @page{size:A4;margin:18mm} body{font-size:11pt}"
    "table{border-collapse:collapse;width:100%%;margin:8px 0;font-size:9pt} td{border:1px solid #000;padding:2px 4px}"
)


def main() -> None:
    """Measures and prints."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    parser = argparse.ArgumentParser()
    parser.add_argument("word", nargs="?", default="")
    parser.add_argument("--font", default="Noto Serif CJK SC")
    parser.add_argument("--resolution", type=int, default=150)
    parser.add_argument("--skew", type=float, default=0.0)
    parser.add_argument("--grain", type=float, default=0.0)
    parser.add_argument("--quality", type=int, default=70)
    parser.add_argument("--folder", type=Path, default=ROOT / "samples")
    options = parser.parse_args()
    for source in sorted(options.folder.iterdir()):
        if source.suffix in (".txt", ".md", ".pdf") and options.word in source.name:
            with tempfile.TemporaryDirectory() as folder:
                _measure(source, Path(folder), options)


def _measure(text: Path, folder: Path, options: argparse.Namespace) -> None:
    scan = folder / f"{text.stem}.pdf"
    printed = text.read_bytes() if text.suffix == ".pdf" else _printed(text, folder, options.font)
    skews = (options.skew, -options.skew) if options.skew else SKEWS
    pages = scanned(printed, skews, options.resolution, grain=options.grain, quality=options.quality)
    scan.write_bytes(as_pdf(pages, options.resolution))
    start = time.process_time()
    document, facts = read_document(scan)
    seconds = time.process_time() - start
    expected, found = _said(read_document(text)[1]), _said(facts)
    doubtful = {(one.line, one.text) for one in document.doubts}
    wrong = [one for one in facts if not expected[_key(one)]]
    silent = [one for one in wrong if one.value is not None and (one.line, one.raw) not in doubtful]
    right = (expected & found).total()
    print(f"{text.stem}: {len(pages)} pages, {seconds / len(pages):.1f} s a page")
    print(f"  cells right: {right} of {expected.total()} ({right / expected.total():.2%}), doubtful: {len(doubtful)}")
    print(f"  facts that the text does not have: {len(wrong)}, figures among them without a mark: {len(silent)}")
    for one in wrong:
        print(f"    {one.page} {one.table_title} {one.row} {one.column} {one.raw}")
    for key in expected - found:
        print(f"    missing: {key}")


def _printed(text: Path, folder: Path, font: str) -> bytes:
    page, printed = folder / "page.html", folder / "page.pdf"
    written = as_html(parts_of(text.read_text(encoding="utf-8")), merged=True, style=STYLE % font)
    page.write_bytes(re.sub(rb"<script>.*?</script>", b"", written))
    options = ["--headless", "--no-sandbox", "--disable-background-networking"]
    command = ["chromium", *options, "--no-pdf-header-footer", f"--print-to-pdf={printed}", str(page)]
    subprocess.run(command, check=True, capture_output=True)
    return printed.read_bytes()


def _said(facts: Iterable[Fact]) -> Counter[tuple[str, ...]]:
    return Counter(map(_key, facts))


def _key(one: Fact) -> tuple[str, ...]:
    told = (one.table_kind, one.unit_name, one.code, one.row, one.parents, one.column, one.raw, one.unit, one.item)
    return (*(unicodedata.normalize("NFKC", "".join(text.split())) for text in told), one.measure, str(one.value))


if __name__ == "__main__":
    main()
