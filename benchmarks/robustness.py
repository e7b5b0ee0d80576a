"""How answers stand slips of the keyboard: every question of a set is asked again with two random edits
outside its numbers, or with slips of another kind (see `slips`), and the answers are compared.

python -m benchmarks.robustness --store DIR --questions FILE.jsonl [--kind KIND] [--seed N] [--rounds N] [--show N]

kept: what the question set expects, or every headline as before, be it in words; where there is none, the same
status and one of the same quotes, or no answer as before. asked back: `clarify`, or `not_found` with words that
hold a slip named as not understood or as guessed in vain (没有看懂…, …请改正后再问). refused: any other `not_found`
where there was an answer. told: another figure, but the answer says
how a word or the question was understood (理解), which words it did not use, which part it did not answer, or
that a follow-up brought nothing new (已按). in part: some of the figures that were told before, and no other; other
words: words of another place, without an amount that was not told before. unsaid: another figure, be it a headline or
an amount in the words quoted, without a word of how that came; the fewer the better.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from assistant.answer import Answer, Role, Status
from assistant.ask import Assistant
from assistant.scoring import Case, headline_of, load_cases, numbers_in, score
from assistant.settings import Settings
from assistant.understand.text import folded
from benchmarks.slips import KINDS
from index.store import Store

_UNDERSTOOD = re.compile(
    r"理解为|没有看懂“|按“[^”]+”理解|已按上一问|按名称与“|没有用上|没有另行扣除|”：文件未列有关内容，无法回答"
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
        if not score(self.case, self.after, {}).problems or _has_all(self.before, self.after):
            return "kept"
        if self.after.status is Status.NOT_FOUND:
            if self.before.status is Status.NOT_FOUND:
                return "kept"
            unread = _UNREAD.findall(self.after.answer)
            asked = any(one + two not in folded(self.case.turns[-1]) for one, two in unread)
            return "asked back" if asked else "refused"
        if _UNDERSTOOD.search(self.after.answer):
            return "told"
        if headline_of(self.after) is not None:
            return "in part" if _headlines(self.after) <= _figures(self.before) else "unsaid"
        if _headlines(self.before) and _headlines(self.before) <= _amounts(self.after):
            return "kept"
        if _amounts(self.after) - _amounts(self.before):
            return "unsaid"
        return "refused" if headline_of(self.before) is not None else "other words"


def _has_all(before: Answer, after: Answer) -> bool:
    """Whether an answer has every headline of another, or of a list all of its figures; where there is no headline,
    one of the same quotes, and no headline that the words did not tell before."""
    if before.status is not after.status:
        return False
    listed = _headlines(before)
    if not listed:
        alike = {one.quote for one in before.citations} & {one.quote for one in after.citations}
        known = _headlines(after) <= _amounts(before)
        return before.answer == after.answer or (bool(alike) and known)
    told = _figures(before)
    return listed <= _headlines(after) or (len(told) > 1 and told <= _figures(after))


def _headlines(answer: Answer) -> set[tuple[Decimal, str]]:
    return {(one.value, one.unit) for one in answer.figures if one.role is Role.HEADLINE}


def _figures(answer: Answer) -> set[tuple[Decimal, str]]:
    return {(one.value, one.unit) for one in answer.figures if one.role is not Role.OPERAND}


def _amounts(answer: Answer) -> set[tuple[Decimal, str]]:
    """The amounts in the words of an answer."""
    return {(value, unit) for value, unit in numbers_in(answer.answer) if unit}


def try_all(assistant: Assistant, cases: list[Case], rng: Random, kind: str = "edits", rounds: int = 1) -> list[Trial]:
    """Every question, as often as there are rounds, with slips in its last turn."""
    before = [assistant.ask(list(case.turns)) for case in cases]
    trials = []
    for case, clean in [*zip(cases, before, strict=True)] * rounds:
        typed = KINDS[kind](case.turns[-1], rng)
        trials.append(Trial(case, typed, clean, assistant.ask([*case.turns[:-1], typed])))
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
    trials = try_all(assistant, cases, rng, options.kind, options.rounds)
    found = Counter(trial.outcome for trial in trials)
    for outcome in ("kept", "asked back", "refused", "told", "in part", "other words", "unsaid"):
        print(f"{outcome:12}{found[outcome]:5} {found[outcome] / len(trials):7.1%}")
    print(f"kept or asked back: {(found['kept'] + found['asked back']) / len(trials):.1%} of {len(trials)}")
    for outcome in ("unsaid", "in part", "other words", "refused", "told"):
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
