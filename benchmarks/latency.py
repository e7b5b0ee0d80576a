"""Times numeric questions inside one process, over a store and over stores of more and more documents.

python -m benchmarks.latency --store DIR [--count N] [--grow SAMPLES --documents 10,50]

The questions are generated ones; those that need text (narrative) are none of them. Growth is
measured over the sample documents, copied under other names of departments into new stores.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import mean, median, quantiles

from assistant.ask import Assistant
from assistant.settings import Settings
from benchmarks.generated_questions.budgets import load_budgets
from benchmarks.generated_questions.generate import generate
from index.encoder import load_encoder
from index.ingest import ingest
from index.store import Store

# Bodies and places for copies; neither is in the samples.
_BODIES = "民政 司法 财政 交通 农业 商务 文化 审计 统计 体育 信访 档案 气象 林业 渔业 园林 城管 粮食 外事 旅游".split()  # noqa: SIM905
_PLACES = "东川 南浦 西陵 北亭 中洲 青原 白沙 云溪".split()  # noqa: SIM905


def times_of(store: Path, encoder: str, count: int, seed: int) -> list[float]:
    """Milliseconds of each question's last turn, the first twenty questions not counted."""
    assistant = Assistant(Store.open(store), Settings(store, encoder=encoder))
    budgets = load_budgets(Store.open(store).snapshot())
    questions = [one for one in generate(budgets, count, seed) if len(one.turns) == 1]
    found = []
    for question in questions:
        start = time.perf_counter()
        answer = assistant.ask(list(question.turns))
        found.append((answer.route.value, (time.perf_counter() - start) * 1000))
    return [elapsed for route, elapsed in found[20:] if route in ("table", "none")]


def copies_of(samples: Path, count: int, folder: Path) -> None:
    """`count` documents: the samples under the names of other departments."""
    originals = sorted(path for path in samples.iterdir() if path.suffix in (".txt", ".md"))
    for number in range(count):
        original = originals[number % len(originals)]
        text = original.read_text(encoding="utf-8")
        turn = number // len(originals)
        if turn:
            for place, known in enumerate(("水利局", "教育局", "图书馆")):
                body = _BODIES[(turn * 3 + place) % len(_BODIES)]
                text = text.replace(known, body + known[-1])
            text = text.replace("澜江", _PLACES[turn % len(_PLACES)])
        (folder / f"{number:03}-{original.name}").write_text(text, encoding="utf-8")


def report(label: str, found: list[float]) -> None:
    """One line of figures."""
    cuts = quantiles(found, n=20)
    print(f"{label:32} n {len(found):5}  mean {mean(found):6.1f}  median {median(found):6.1f}  p95 {cuts[18]:6.1f} ms")


def main() -> None:
    """Prints one line for the store and one for each number of documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store")
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grow", help="a folder of sample documents")
    parser.add_argument("--documents", default="4,10,50")
    options = parser.parse_args()
    if options.store:
        report(options.store, times_of(Path(options.store), "", options.count, options.seed))
    for size in (int(one) for one in options.documents.split(",") if options.grow):
        with tempfile.TemporaryDirectory() as folder:
            documents = Path(folder) / "documents"
            documents.mkdir()
            copies_of(Path(options.grow), size, documents)
            ingest([documents], Path(folder) / "store", lambda: load_encoder("hash"))
            report(f"{size} documents", times_of(Path(folder) / "store", "hash", options.count, options.seed))


if __name__ == "__main__":
    main()
