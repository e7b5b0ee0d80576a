"""That something has not changed, where a sentence that names nothing says so right behind the one that tells its
amount: …“三公”经费预算安排56.54万元…。与2023年持平，无增减变化。"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context, resolve
from assistant.draft import amount_text
from assistant.plan import Plan
from assistant.prompting import say
from assistant.understand.text import folded
from assistant.verdicts import change_verdict
from index.statements import sentences

_SAME = re.compile(
    r"(?:与|和|同|较|比)(?:上年|去年|20\d\d年)(?:度)?(?:预算|执行|决算)?数?(?:相比)?,?均?"
    r"(?:持平|一致|无增减|没有变化|无变化)"
)
_HEAD = 40  # characters within which a sentence names what its amounts are of


def tell_unchanged(plan: Plan, context: Context) -> Status | None:
    """The amount of each thing that is said to be as last year, with both sentences; None where none is."""
    done = False
    for document in plan.documents:
        for selector in plan.selectors:
            names = {folded(name) for name in (selector.label, *selector.names) if len(name) > 1}
            found = resolve(document, selector, context.facts)[:1] if names else []
            quote = _quote_of(document, names, context) if found else None
            if quote:
                figure, (mark, text) = found[0], quote
                context.draft.say("" if done else change_verdict(Decimal(0), figure.unit, Decimal(0), plan))
                context.draft.read_figure(figure, Role.DETAIL)
                context.draft.promote_first()
                cite = context.draft.cite(figure)
                words = {"label": f"{figure.department}{figure.year or ''}年{figure.label}"}
                amount = amount_text(figure.value, figure.unit)
                context.draft.say(say("unchanged", amount=amount, cite=f"{cite}{mark}", **words))
                context.draft.say(say("quote", where="文件原文", quote=text, cite=mark))
                context.history.append(figure)
                done = True
    return Status.ANSWERED if done else None


def _quote_of(document: str, names: set[str], context: Context) -> tuple[str, str] | None:
    """The sentence that says that the thing told in the sentence before it is as last year, with its mark."""
    for passage in context.snapshot.passages:
        if passage.document_id != document or not _SAME.search(folded(passage.text)):
            continue
        spans = list(sentences(passage.text))
        cut = [passage.text[start:end] for start, end in spans]
        for number, text in enumerate(cut):
            if not _SAME.match(folded(text)) or not number:
                continue
            first = next((place for place in range(number, 0, -1) if _opens(cut[place - 1], names)), None)
            if first is not None:
                quote = passage.text[spans[first - 1][0] : spans[number][1]].strip()
                return context.draft.cite_passage(passage, quote), quote
    return None


def _opens(sentence: str, names: set[str]) -> bool:
    """Whether a sentence names something before its amounts."""
    head = folded(sentence)[:_HEAD]
    return any(name in head for name in names)
