"""Asks generated questions and reports, per family, how many answers are right.

python -m benchmarks.generated_questions --store DIR [--store DIR …] --count 2000 [--seed N]
    [--family PREFIX] [--show-failures N] [--json OUT]
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from statistics import median

import orjson

from assistant.ask import Assistant
from assistant.settings import Settings
from benchmarks.generated_questions.asking import Outcome, ask_all
from benchmarks.generated_questions.budgets import load_budgets
from benchmarks.generated_questions.generate import generate
from index.store import Store


def main() -> None:
    """Generates, asks, scores, prints."""
    options = _options()
    outcomes: list[Outcome] = []
    for folder in options.store:
        snapshot = Store.open(folder).snapshot()
        questions = generate(load_budgets(snapshot), options.count // len(options.store), options.seed, options.family)
        settings = Settings(Path(folder), encoder=options.encoder)
        outcomes += ask_all(Assistant(Store.open(folder), settings), questions)
    _print_report(outcomes, options.show_failures)
    if options.json:
        Path(options.json).write_bytes(orjson.dumps([one.as_dict() for one in outcomes], option=orjson.OPT_INDENT_2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", action="append", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", default="", help="only families whose name begins like this")
    parser.add_argument("--show-failures", type=int, default=3, help="how many failures of each family to print")
    parser.add_argument("--json", default="")
    parser.add_argument("--encoder", default="")
    return parser.parse_args()


def _print_report(outcomes: list[Outcome], shown: int) -> None:
    families = Counter(one.question.family for one in outcomes)
    right = Counter(one.question.family for one in outcomes if one.right)
    for family in sorted(families):
        print(f"{family:24}{right[family]:5} /{families[family]:5}  {right[family] / families[family]:7.1%}")
    total = sum(families.values())
    print(f"{'all':24}{sum(right.values()):5} /{total:5}  {sum(right.values()) / total:7.1%}")
    print(f"another figure as headline: {sum(one.another_figure for one in outcomes if not one.right)}")
    print(f"median {median(one.answer.elapsed_ms for one in outcomes):.1f} ms")
    left = Counter(dict.fromkeys(families, shown))
    for one in outcomes:
        if not one.right and left[one.question.family] > 0:
            left[one.question.family] -= 1
            print(f"\n{one.text()}")


if __name__ == "__main__":
    main()
