"""What a question wants of the text, and what it is about."""

from __future__ import annotations

import re

from assistant.narrative.clues import Clues, QuestionRule, load_clues
from assistant.narrative_query import Aspect

_PUNCTUATION = re.compile(r"(?:[，,。？?！!；;：:、…~～]|\.(?!\d))+")
_EDGES = " 　的和与及、，里把将是都"


def aspect_of(question: str) -> tuple[Aspect, str]:
    """The aspect that the question's words ask for, and its subject: the question without the words
    that ask. The subject keeps the question's own characters; it may be empty ("主要职责是什么")."""
    clues = load_clues()
    rule, match = _first_rule(question, clues)
    subject = question
    if rule and match and not rule.keep:
        subject = rule.pattern.sub("，", subject)
    return (rule.aspect if rule else Aspect.GENERAL), subject_of(subject)


def subject_of(text: str) -> str:
    """The text without filler words and punctuation."""
    for phrase in load_clues().filler_phrases:
        text = text.replace(phrase, "，")
    text = load_clues().filler_pattern.sub("，", text)
    pieces = (piece.strip(_EDGES) for piece in _PUNCTUATION.split(text))
    return " ".join(piece for piece in pieces if piece and piece not in load_clues().filler_words)


def _first_rule(question: str, clues: Clues) -> tuple[QuestionRule | None, re.Match[str] | None]:
    for rule in clues.rules:
        match = rule.pattern.search(question)
        if match and not (rule.unless and rule.unless.search(question)):
            return rule, match
    return None, None
