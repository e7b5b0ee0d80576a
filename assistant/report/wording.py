"""The words of a brief, from `prompts/report.toml` and `prompts/examination.toml`."""

from __future__ import annotations

from assistant.prompting import fill, wordings
from index.checks import group_of

_FILE, _EXAMINATION = "report", "examination"


def phrase(name: str, **variables: str) -> str:
    """A wording of the brief with its variables filled in. Raises KeyError when they are not exactly its own."""
    return fill(_FILE, name, variables)


def question_on(rule: str, message: str) -> str:
    """What an examiner asks about a finding: the question of its rule, else of the rule's group."""
    name = rule if rule in wordings(_EXAMINATION) else group_of(rule).value
    return fill(_EXAMINATION, name, {"message": message})
