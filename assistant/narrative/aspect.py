"""What a question wants of the text, and what it is about."""

from __future__ import annotations

import re

from assistant.narrative.clues import QuestionRule, load_clues
from assistant.narrative_query import Aspect

_PUNCTUATION = re.compile(r"(?:[，,。？?！!；;：:、…~～]|\.(?!\d))+")
_WHO = re.compile(r"谁|(?:哪|什么|啥)(?:一?[个家])?(?:政府|区|市|县)?(?:部门|单位|局|委|办|机构)|归哪")
_BY_WORDS = re.compile("[，,。?？](?:按照?|用|依|以)[^，,。?？]{2,20}?(?:说法|口径|定义|(?<!名词)解释)来?[说讲看答]?")
_EDGES = " 　的和与及、，里把将是都"


def aspect_of(question: str) -> tuple[Aspect, str]:
    """The aspect that the question's words ask for, and its subject: the question without the words
    that ask. The subject keeps the question's own characters; it may be empty ("主要职责是什么")."""
    question = _BY_WORDS.sub("，", question)  # 什么是基本支出？按某局的说法
    rule = _first_rule(question)
    subject = rule.pattern.sub("，", question) if rule and not rule.keep else question
    return (rule.aspect if rule else Aspect.GENERAL), subject_of(subject)


def is_loose(question: str) -> bool:
    """Whether the words that decided the aspect may also ask for something else."""
    rule = _first_rule(question)
    return rule is None or rule.loose


def asks_why(question: str) -> bool:
    """Whether a reason is asked for, not only how something changed."""
    rule = _first_rule(question)
    return rule is not None and rule.aspect is Aspect.REASON and not rule.keep


def asks_who(question: str) -> bool:
    """Whether the body itself is asked for: who does something, which office is in charge."""
    return aspect_of(question)[0] is Aspect.DUTY and bool(_WHO.search(question))


def asks_use(question: str) -> bool:
    """Whether it is asked what money is for."""
    return aspect_of(question)[0] is Aspect.PURPOSE


def subject_of(text: str) -> str:
    """The text without filler words and punctuation; words of the synonym groups are never cut into."""
    text = load_clues().fillers.sub(lambda match: match["spoken"] or "，", text)
    pieces = (piece.strip(_EDGES) for piece in _PUNCTUATION.split(text))
    return " ".join(piece for piece in pieces if piece and piece not in load_clues().filler_words)


def _first_rule(question: str) -> QuestionRule | None:
    return next((rule for rule in load_clues().rules if rule.match(question)), None)
