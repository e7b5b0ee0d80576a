"""Whether a changed topic inherits nothing: a question that names its body, or a conversation that begins with one,
is asked behind another question drawn at random, and must be answered as it is alone.

python -m benchmarks.changed_topics --store DIR --questions FILE.jsonl [FILE.jsonl …] [--count N] [--seed N] [--show N]

same: the status and the headline figures are those of the answer without the question before. other: anything else;
questions that name no year are not drawn where the documents hold several years of their body, since the year talked
of before is then rightly taken.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.answer import Answer, Role
from assistant.ask import Assistant
from assistant.scoring import load_cases
from assistant.settings import Settings
from assistant.understand.clues import years_of
from assistant.understand.mentions import settled_mentions
from index.model import DocumentCard
from index.store import Store


@dataclass(frozen=True, slots=True)
class Trial:
    """Turns asked behind a question of another topic, and both answers to the last of them."""

    behind: str
    turns: tuple[str, ...]
    alone: Answer
    after: Answer

    @property
    def same(self) -> bool:
        """Whether status and headlines are those of the answer without the question before."""
        return self.alone.status is self.after.status and _headlines(self.alone) == _headlines(self.after)


def _headlines(answer: Answer) -> list[tuple[str, str]]:
    return [(str(one.value), one.unit) for one in answer.figures if one.role is Role.HEADLINE]


def is_whole(question: str, cards: Sequence[DocumentCard]) -> bool:
    """Whether a question names one body, and a year where there is a choice of years."""
    for mention in settled_mentions(question, cards, (), ()):
        named = [card for card in cards if card.id in mention.documents]
        if len({card.department for card in named}) == 1 and (len(named) == 1 or years_of(question)):
            return True
    return False


def try_pairs(
    assistant: Assistant, cards: Sequence[DocumentCard], asked: Sequence[tuple[str, ...]], count: int, rng: Random
) -> list[Trial]:
    """So many pairs of a first turn of any question and the turns of one that `is_whole`."""
    first = list(dict.fromkeys(turns[0] for turns in asked))
    whole = [turns for turns in dict.fromkeys(asked) if is_whole(turns[0], cards)]
    alone: dict[tuple[str, ...], Answer] = {}
    trials = []
    for _ in range(count):
        behind, turns = rng.choice(first), rng.choice(whole)
        if behind == turns[0]:
            continue
        if turns not in alone:
            alone[turns] = assistant.ask(list(turns))
        trials.append(Trial(behind, turns, alone[turns], assistant.ask([behind, *turns])))
    return trials


def main() -> None:
    """Tries `--count` pairs and prints the number and the first of those that are answered otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--questions", required=True, nargs="+")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    store = Store.open(options.store)
    assistant = Assistant(store, Settings(Path(options.store)))
    asked = [tuple(case.turns) for path in options.questions for case in load_cases(Path(path))]
    rng = Random(options.seed)  # noqa: S311  (chance, not secrecy)
    trials = try_pairs(assistant, store.snapshot().documents, asked, options.count, rng)
    other = [one for one in trials if not one.same]
    print(f"other: {len(other)} of {len(trials)} ({len(other) / len(trials):.1%})")
    for one in other[: options.show]:
        print(f"\n{one.behind} // {' // '.join(one.turns)}")
        print(f"    alone: {one.alone.status} {_headlines(one.alone)[:3]}")
        print(f"   behind: {one.after.status} {_headlines(one.after)[:3]} {' '.join(one.after.answer.split())[:150]}")


if __name__ == "__main__":
    main()
