"""Questions that ask several things at once ("办几次？什么时候完成")."""

from __future__ import annotations

import re

from assistant.narrative.aspect import aspect_of
from assistant.narrative_query import Aspect

_CUT = re.compile(r"[，,。？?！!；;、]+")
_ASKS = re.compile(
    r"多少|多[快久长高]|[几哪谁啥]|什么|为何|何时|多久|怎么|如何|咋|吗$|[有是能会要用]没有|[有是能会要用]不[有是能会要用]|([一-鿿])不\1|是否|呢$|原因|理由"
)
_NAME_ONLY = re.compile(r"(?:名称|名字)(?:分别)?(?:是|叫)(?:什么|啥)")
_ASKED_OF_ANY = re.compile(
    r"(?:一共|总共|合计|分别|又|共|都|要|有|是|各)*(?:多少|几)(?:个|名|位|次|场|家|批|天|辆|台)?(?:人次|人员|人)?[呢呀啊]?"
)
_MOST_PARTS = 4


def _asks_nothing_new(piece: str) -> bool:
    """Whether a piece only asks for what the one before it counts or names (…，分别是什么)."""
    if _NAME_ONLY.fullmatch(piece):
        return True
    aspect, subject = aspect_of(piece)
    return aspect in (Aspect.GENERAL, Aspect.DUTY) and not subject.strip()


def parts_of(question: str) -> tuple[tuple[str, ...], ...]:
    """What a question asks, one after the other, each as the questions that it may stand for: a later part
    with the subject of the first, and by itself. Empty where only one thing is asked."""
    asking: list[str] = []
    pending = ""
    for piece in filter(None, _CUT.split(question)):
        pending += piece
        if asking and _asks_nothing_new(pending):
            asking[-1] += f"，{pending}"
            pending = ""
        elif _ASKS.search(piece):
            asking.append(pending)
            pending = ""
    if not 1 < len(asking) <= _MOST_PARTS:
        return ()
    subject = aspect_of(asking[0])[1]
    return (
        (asking[0],),
        *((f"{subject}，{part}", part) if _names_something(part) else (f"{subject}，{part}",) for part in asking[1:]),
    )


def _names_something(part: str) -> bool:
    """Whether a part says by itself what it asks of, as 多少人 does not."""
    return len(_ASKED_OF_ANY.sub("", part)) > 1
