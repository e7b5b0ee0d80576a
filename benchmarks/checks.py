"""Does reconciliation see it when one figure of a document is wrong?

    python -m benchmarks.checks [FILE …] [--each 150] [--seed 1] [--missed]

For every text document (default: the samples and ../shared/seeds) one digit of one figure is changed at
random, in a data cell or in a sentence of the narrative, outside the indicators; the document is read and
checked again. A mutation counts as reported when a finding that was not there before has the changed cell
or sentence among its sources. Figures that reconciliation itself lists as not checked are told apart.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.amounts import YUAN_PER_UNIT, find_amounts
from index.checks import check_document
from index.findings import Finding
from index.model import Document, Fact, TableKind
from index.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
_NO_FIGURES = (TableKind.INDICATOR.value,)
_UNCHECKED = "未核对的文字"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One digit changed: the 1-based line, the figure before and after, where in the line it starts."""

    line: int
    start: int
    before: str
    after: str
    cell: bool

    def applied(self, lines: Sequence[str]) -> str:
        """The document with the change."""
        changed = lines[self.line - 1]
        changed = changed[: self.start] + self.after + changed[self.start + len(self.before) :]
        return "\n".join([*lines[: self.line - 1], changed, *lines[self.line :]])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutation."""

    mutation: Mutation
    text: str
    reported: bool
    listed_as_unchecked: bool


def mutations_of(document: Document, facts: Sequence[Fact], lines: Sequence[str]) -> list[tuple[int, int, str, bool]]:
    """Every figure that may be changed: line, start, its digits, whether it is a cell."""
    return [*_cells(facts, lines), *_amounts(document, facts, lines)]


def _cells(facts: Sequence[Fact], lines: Sequence[str]) -> Iterator[tuple[int, int, str, bool]]:
    by_line: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.line and fact.value and fact.unit in YUAN_PER_UNIT and fact.table_kind not in _NO_FIGURES:
            by_line.setdefault(fact.line, []).append(fact)
    for number, group in by_line.items():
        spans = [(one.start(), one[0]) for one in re.finditer(r"[^\t|]+", lines[number - 1])]
        places = [(start + len(text) - len(text.lstrip()), text.strip()) for start, text in spans]
        for raw in {fact.raw for fact in group}:
            same = [start for start, text in places if text == raw]
            if len(same) == sum(fact.raw == raw for fact in group):
                yield from ((number, start, raw, True) for start in same)


def _amounts(document: Document, facts: Sequence[Fact], lines: Sequence[str]) -> Iterator[tuple[int, int, str, bool]]:
    in_tables = {table.place.line for table in document.tables} | {fact.line for fact in facts}
    for passage in document.passages:
        if passage.kind in ("definition", "table") or passage.place.line is None:
            continue
        for number in range(passage.place.line, (passage.place.end_line or passage.place.line) + 1):
            if number in in_tables or "绩效指标" in lines[number - 1]:
                continue
            for amount in find_amounts(lines[number - 1]):
                after = lines[number - 1][amount.end :]
                counted = re.match(r"\s*(?:以上|以下|平方|册|人)", after)
                if (amount.is_money or amount.unit == "%") and amount.value and not counted:
                    digits = re.match(r"[\d.,，]+", lines[number - 1][amount.start :])
                    if digits:
                        yield number, amount.start, digits[0], False


def mutate(place: tuple[int, int, str, bool], chance: random.Random) -> Mutation:
    """Changes one digit of a figure; the first never to 0."""
    line, start, text, cell = place
    spots = [index for index, char in enumerate(text) if char.isdigit()]
    spot = chance.choice(spots)
    digits = [digit for digit in "0123456789" if digit != text[spot] and not (spot == 0 and digit == "0")]
    return Mutation(line, start, text, text[:spot] + chance.choice(digits) + text[spot + 1 :], cell)


def outcomes(path: Path, each: int, chance: random.Random) -> list[Outcome]:
    """The outcomes of `each` mutations of one document."""
    lines = path.read_text(encoding="utf-8").split("\n")
    document, facts = read_document(path)
    baseline = check_document(document, facts)
    known = {(one.rule, one.message) for one in baseline}
    unchecked = "".join(quote.text for one in baseline if one.rule == _UNCHECKED for quote in one.quotes)
    places = mutations_of(document, facts, lines)
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        for place in chance.sample(places, min(each, len(places))):
            mutation = mutate(place, chance)
            changed = Path(folder) / path.name
            changed.write_text(mutation.applied(lines), encoding="utf-8")
            new = [one for one in check_document(*read_document(changed)) if (one.rule, one.message) not in known]
            new = [one for one in new if one.rule != _UNCHECKED]
            reported = any(_points_at(one, mutation) for one in new)
            bare = not mutation.cell and f"{mutation.before}" in unchecked
            found.append(Outcome(mutation, lines[mutation.line - 1], reported, bare))
    return found


def _points_at(finding: Finding, mutation: Mutation) -> bool:
    if mutation.cell:
        return any(cell.line == mutation.line and cell.raw == mutation.after for cell in finding.cells)
    return any(mutation.after in quote.text for quote in finding.quotes)


def main() -> None:
    """Prints the share of reported mutations, a document a line, then all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print every mutation that was not reported")
    options = parser.parse_args()
    files = options.files or [*sorted((ROOT / "samples").glob("*预算.*")), *_seeds()]
    chance, started = random.Random(options.seed), time.perf_counter()  # noqa: S311 - no secret
    every: list[Outcome] = []
    for path in files:
        found = outcomes(path, options.each, chance)
        every += found
        print(f"{_share(found)}  {path.name}")
        for one in found:
            if options.missed and not one.reported:
                mark = "?" if one.listed_as_unchecked else "!"
                print(
                    f"    {mark} {one.mutation.line}: {one.mutation.before} -> {one.mutation.after} | {one.text[:110]}"
                )
    print(f"{_share(every)}  all, {time.perf_counter() - started:.0f} s")


def _share(found: Sequence[Outcome]) -> str:
    due = [one for one in found if not one.listed_as_unchecked]
    seen = sum(one.reported for one in due)
    return f"{seen:4} of {len(due):4} ({seen / max(len(due), 1):6.1%}), {len(found) - len(due)} not checked"


def _seeds() -> list[Path]:
    return sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))


if __name__ == "__main__":
    main()
