"""How answers stand two slips of the keyboard: every question of a set is asked again with two random
edits outside its numbers, and the answers are compared.

python -m benchmarks.robustness --store DIR --questions FILE.jsonl [--seed N] [--rounds N] [--show N]

kept: the same figure, or where there is none the same status and no other figure. asked back:
`clarify`, or `not_found` with words that hold a slip
named as not understood or as guessed in vain (没有看懂…, …请改正后再问). refused: any other `not_found`
where there was an answer. told: another figure, but the answer says
how a word was understood (理解为), which words it did not use, or that a follow-up brought nothing new
(已按). unsaid: another figure without a word; the fewer the better.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.answer import Answer, Status
from assistant.ask import Assistant
from assistant.scoring import Case, headline_of, load_cases, score
from assistant.settings import Settings
from assistant.understand.text import folded
from benchmarks.generated_questions.typos import ALIKE
from index.store import Store

# Frequent characters of such questions, one of which may be typed instead of another.
_COMMON = "的是不人有上中大会和要到部门单位预算支出收入经费项目金额合计安排情况公务一般基本管理办公室市年度多少"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两")
_UNDERSTOOD = re.compile(r"理解为|按“[^”]+”理解|已按(?:上一问|其余)|没有用上|没有另行扣除")
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


def with_slips(text: str, rng: Random, count: int = 2) -> str:
    """The text with `count` edits of single Han characters; numbers stay as they are."""
    for _ in range(count):
        places = [place for place, one in enumerate(text) if _HAN.match(one) and one not in _NUMERALS]
        text = _edit(text, rng.choice(places), rng)
    return text


def _edit(text: str, place: int, rng: Random) -> str:
    before, one, after = text[:place], text[place], text[place + 1 :]
    way = rng.choice(("alike", "other", "deleted", "inserted", "exchanged"))
    if way == "alike" and one in ALIKE:
        return before + ALIKE[one] + after
    if way in ("alike", "other"):
        return before + rng.choice(_COMMON) + after
    if way == "deleted":
        return before + after
    if way == "inserted":
        return before + one + rng.choice(_COMMON) + after
    if after and _HAN.match(after[0]) and after[0] not in _NUMERALS:
        return before + after[0] + one + after[1:]
    return before + one + one + after


def try_all(assistant: Assistant, cases: list[Case], rng: Random) -> list[Trial]:
    """Every question once with slips in its last turn."""
    trials = []
    for case in cases:
        typed = with_slips(case.turns[-1], rng)
        before = assistant.ask(list(case.turns))
        after = assistant.ask([*case.turns[:-1], typed])
        trials.append(Trial(case, typed, before, after))
    return trials


def main() -> None:
    """Tries every question `--rounds` times and prints the counts and the worst trials."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--questions", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    assistant = Assistant(Store.open(options.store), Settings(Path(options.store)))
    rng = Random(options.seed)  # noqa: S311  (chance, not secrecy)
    cases = load_cases(Path(options.questions))
    trials = [trial for _ in range(options.rounds) for trial in try_all(assistant, cases, rng)]
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
