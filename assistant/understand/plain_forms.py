"""Other ways to put what is read in one way only: a question in the words that the rules know.

The ways stand in `forms/`, a file for each subject. Each form has its `words`, a regular expression over the question
as it is typed, or a list of its alternatives, in which {{name}} is a part of `parts.toml`; and its `plain`, what is
read in their place, with the groups of the expression. A form with groups `row` and `end` puts each member of the row
with that end (养老, 医疗 and 缴费).
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_SUBJECTS = ("speech", "terms", "clauses", "duties", "lists", "bodies", "changes", "shares", "comparisons")
_PART = re.compile(r"\{\{(\w+)\}\}")
_ASKED_BEHIND_SPACE = re.compile(
    r"((?:几|多少)(?:[钱万元人次个家项天场间辆台套][一-鿿]{0,2}|万元)?)"
    r"[ \u3000]+(?=[一-鿿\d]{0,16}(?:多少|几|哪|什么|啥|吗|谁|原因|为何|([一-鿿])不\2))"
)


def asked_plainly(question: str) -> str:
    """A question in the words that are read: 要不要买 for 买不买, 人均 for 除以人数, without 保留两位小数; what is
    asked behind a space (要多少钱 租几间) as behind a comma."""
    question = _ASKED_BEHIND_SPACE.sub(r"\1，", question)
    for words, plain in _forms():
        question = words.sub(_each_of_row if "row" in words.groupindex else plain, question)
    return question


def excess_held_against(text: str) -> str:
    """What the excess told before is asked to be held against (多出的占基本工资多少); empty for another turn."""
    found = _excess().fullmatch(text)
    return found[1] if found else ""


def means_excess(text: str) -> bool:
    """Whether a clause of a text begins with the excess told before, or with what two amounts differ by, as a part of
    something (多出来的占总支出多少)."""
    return bool(_excess_of().search(text))


def _each_of_row(found: re.Match[str]) -> str:
    return "、".join(f"{one}{found['end']}" for one in found["row"].split("、"))


@lru_cache(maxsize=1)
def _excess() -> re.Pattern[str]:
    part = "(?:{{excess}}|{{gap}})"
    return re.compile(_whole(f"(?:那么?|这)*{part}占了?([^占]{{2,16}}?){{{{how_much_of}}}}[呢?？]*"))


@lru_cache(maxsize=1)
def _excess_of() -> re.Pattern[str]:
    return re.compile(_whole("{{gap}}占|(?:^|[,，。;；])(?:那么?|这)*{{excess}}占"))


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """All forms, in the order in which they are tried, one after the other."""
    entries = [one for subject in _SUBJECTS for one in _written_down(subject)["form"]]
    alternatives = (one["words"] if isinstance(one["words"], list) else [one["words"]] for one in entries)
    return tuple(
        (re.compile(_whole("|".join(words))), one["plain"]) for words, one in zip(alternatives, entries, strict=True)
    )


def _whole(words: str) -> str:
    """An expression with its parts put in."""
    return _PART.sub(lambda found: _written_down("parts")["parts"][found[1]], words)


@lru_cache(maxsize=16)
def _written_down(file: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "forms" / f"{file}.toml").read_text(encoding="utf-8"))
