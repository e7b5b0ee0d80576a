"""How answers stand slips of the keyboard: every question of a set is asked again with two random edits
outside its numbers, or with slips of another kind (see `slips`), and the answers are compared.

python -m benchmarks.robustness --store DIR --questions FILE.jsonl [--kind KIND] [--seed N] [--rounds N] [--show N]

kept: the same figure, or where there is none the same status and no other figure; the same list, or
the same figure among others that are asked for. asked back:
`clarify`, or `not_found` with words that hold a slip
named as not understood or as guessed in vain (没有看懂…, …请改正后再问). refused: any other `not_found`
where there was an answer. told: another figure, but the answer says
how a word or the question was understood (理解), which words it did not use, which part it did not answer, or
that a follow-up brought nothing new (已按). unsaid: another figure without a word; the fewer the better.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.answer import Answer, Role, Status
from assistant.ask import Assistant
from assistant.scoring import Case, headline_of, load_cases, score
from assistant.settings import Settings
from assistant.understand.text import folded
from benchmarks.slips import KINDS
from index.store import Store

_UNDERSTOOD = re.compile(
    r"理解为|没有看懂“|按“[^”]+”理解|已按上一问|没有用上|没有另行扣除|”：文件未列有关内容，无法回答"
)
_UNREAD = re.compile(r"没有看懂“([^”]+)”|“([^”]+)”按“[^”]+”理解(?=[^）]*请改正后再问)")


@dataclass(frozen=True, slots=True)
class Trial:
    """A question as it was, as it was typed, and both answers."""

    case: Case
    typed: str
    before: Answer
    after: Answer

    @property
    def outcome(self) -> str:
        """How the answer stood the slips."""
        if self.after.status is Status.CLARIFY:
            return "kept" if self.before.status is Status.CLARIFY else "asked back"
        if not score(self.case, self.after, {}).problems:
            return "kept"
        before, after = headline_of(self.before), headline_of(self.after)
        if _lists(self.before, self.after):
            return "kept"
        if before is not None and after is not None:
            if (before.value, before.unit) == (after.value, after.unit):
                return "kept"
            return "told" if _UNDERSTOOD.search(self.after.answer) else "unsaid"
        if after is not None:
            return "told" if _UNDERSTOOD.search(self.after.answer) else "unsaid"
        if self.after.status is Status.NOT_FOUND and self.before.status is not Status.NOT_FOUND:
            unread = _UNREAD.findall(self.after.answer)
            return (
                "asked back" if any(one + two not in folded(self.case.turns[-1]) for one, two in unread) else "refused"
            )
        return "kept" if self.after.status is self.before.status and before is None else "refused"


def _lists(before: Answer, after: Answer) -> bool:
    """Whether the figures of a list all stand in another answer as such, or a single one among its headlines."""
    listed = {(one.value, one.unit) for one in before.figures if one.role is Role.HEADLINE}
    roles = (Role.HEADLINE, Role.DETAIL) if len(listed) > 1 else (Role.HEADLINE,)
    return bool(listed) and listed <= {(one.value, one.unit) for one in after.figures if one.role in roles}


def try_all(assistant: Assistant, cases: list[Case], rng: Random, kind: str = "edits") -> list[Trial]:
    """Every question once with slips in its last turn."""
    trials = []
    for case in cases:
        typed = KINDS[kind](case.turns[-1], rng)
        before = assistant.ask(list(case.turns))
        after = assistant.ask([*case.turns[:-1], typed])
        trials.append(Trial(case, typed, before, after))
    return trials


def main() -> None:
    """Tries every question `--rounds` times and prints the counts and the worst trials."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--questions", required=True)
    parser.add_argument("--kind", choices=KINDS, default="edits")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    assistant = Assistant(Store.open(options.store), Settings(Path(options.store)))
    rng = Random(options.seed)  # noqa: S311  (chance, not secrecy)
    cases = load_cases(Path(options.questions))
    trials = [trial for _ in range(options.rounds) for trial in try_all(assistant, cases, rng, options.kind)]
    found = Counter(trial.outcome for trial in trials)
    for outcome in ("kept", "asked back", "refused", "told", "unsaid"):
        print(f"{outcome:12}{found[outcome]:5} {found[outcome] / len(trials):7.1%}")
    print(f"kept or asked back: {(found['kept'] + found['asked back']) / len(trials):.1%} of {len(trials)}")
    for outcome in ("unsaid", "refused", "told"):
        for trial in [one for one in trials if one.outcome == outcome][: options.show]:
            _print_trial(trial)


def _print_trial(trial: Trial) -> None:
    before, after = headline_of(trial.before), headline_of(trial.after)
    print(f"\n{trial.outcome}: {trial.case.turns[-1]}\n     typed: {trial.typed}")
    print(f"    before: {trial.before.status} {before.value if before else ''}{before.unit if before else ''}")
    print(f"     after: {trial.after.status} {after.value if after else ''}{after.unit if after else ''}")
    print(f"            {' '.join(trial.after.answer.split())[:150]}")


if __name__ == "__main__":
    main()
