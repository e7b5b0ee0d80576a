"""Stages of an amount and the head of a paragraph: what "年初预算为 135.90 万元，支出决算为 135.25 万元"
is said of.

Final accounts tell of each subject in a paragraph that opens with its path ("3、…信息化建设（项）。") and
then gives its amounts by stage; budgets of some cities give last year's execution the same way.
"""

from __future__ import annotations

import re

BEGUN, REVISED, OUTCOME, LAST_OUTCOME = "年初预算数", "全年预算数", "决算数", "上年执行数"
PLANNED = "预算数"  # of a budget, which has but one stage of its own

_STAGES = (
    (LAST_OUTCOME, re.compile(r"(?:上年|当年|20\d\d\s*年度?(?:当年)?)?预算执行数?$")),
    (REVISED, re.compile(r"(?:全年|调整)预算数?$")),
    (BEGUN, re.compile(r"年初预算数?$")),
    (OUTCOME, re.compile(r"(?:支出)?决算数?$")),
    ("", re.compile(r"(?:20\d\d\s*年度?)?(?:当年)?预算安排$")),
)
_UNPLANNED = re.compile(r"(?P<subject>[^，。；]{2,40}?)(?:年初|当年)?(?:预算)?(?:未|没有|无)(?:安排)?(?:年初)?预算")
_LAST_CHARACTERS = frozenset("行数算排")  # that every stage ends in one of
_FILLERS = re.compile(r"\s|[为是]$")
_PATH_HEAD = re.compile(r"\s*\d+\s*[.、．]?\s*[“\"]?([^”\"。；]{2,90}?[（(][类款项][）)])[”\"。：:]")


def stage_of(words: str) -> tuple[str, str] | None:
    """The stage that the words before an amount end in, and the words before it ("支出年初预算" → 支出);
    None where they name none."""
    plain = _FILLERS.sub("", words)
    if plain[-1:] not in _LAST_CHARACTERS:
        return None
    for stage, pattern in _STAGES:
        found = pattern.search(plain)
        if found:
            return stage, plain[: found.start()]
    return None


def unplanned_in(before: str) -> str:
    """What words before an amount say that no budget was made for (…建设年初未安排预算，支出决算为); else empty."""
    found = _UNPLANNED.search(before)
    return found["subject"] if found else ""


def head_of(text: str) -> str:
    """The path of subjects that a paragraph opens with; empty where it opens otherwise."""
    found = _PATH_HEAD.match(text)
    return re.sub(r"\s", "", found[1]) if found else ""
