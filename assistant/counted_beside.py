"""How many there are of something, as the words quoted for a clause say it beside other numbers (事业单位4家)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import Mark, amount_text
from assistant.prompting import say

_ASKS = re.compile(
    "(?P<thing>[一-鿿]{2,30}?)(?:一共|总共|共|各|分别|有|是|占|设|为)*(?:几|多少)(?P<unit>[一-鿿])(?<![万亿元钱年月成点分])"
    "(?:楼|高|(?P<behind>[一-鿿]{2,8}))?[呢?？]?"
)
_OPENING = re.compile("^(?:其中|那么?|而|又|还|再|里面?|的)+")
_LEAST = 6  # characters of a name that the quotes have too, before what is counted (…中心|主楼)
_WORD = 2  # characters of the shortest thing
_AROUND = 6  # characters that a quote may say more than the question within the name of a thing (参公事业预算单位)


def tell_counted_beside(words: str, context: Context, before: Mark) -> Status | None:
    """Tells the number that a clause asks for where the quotes of the answer say one number of the very thing; it leads
    what was told since a mark. None where they say none, or several."""
    asked = _ASKS.fullmatch(words.strip())
    if asked is None:
        return None
    draft, unit, thing = context.draft, asked["unit"], asked["behind"] or _OPENING.sub("", asked["thing"])
    quotes = {one.id: "".join(one.quote.split()) for one in draft.citations}
    known = "".join(quotes.values())
    said = [(*told, one) for one in draft.citations for told in numbers_of(thing, unit, quotes[one.id], known)]
    if len({value for _, value, _ in said}) != 1:
        return None
    name, value, citation = said[0]
    leads = next((one for one in draft.figures[before[1] :] if one.role is Role.HEADLINE), None)
    if leads is not None and (leads.value, leads.unit) == (value, unit):
        return Status.ANSWERED
    draft.demote_others(before, ())
    first = not any(one.role is Role.HEADLINE for one in draft.figures)
    draft.stated_figure(name, value, unit, Role.HEADLINE if first else Role.DETAIL, f"[{citation.id}]")
    draft.say(say("row", label=name, amount=amount_text(value, unit), cite=f"[{citation.id}]"))
    return Status.ANSWERED


def numbers_of(thing: str, unit: str, quote: str, quotes: str) -> Iterator[tuple[str, Decimal]]:
    """The numbers that a quote says of a thing, right behind its name or right before it, with that name. `quotes` are
    all that are known of it; none of them has white space."""
    for name in (thing, *_without_whose(thing, quotes)):
        for number in re.findall(rf"{re.escape(name)}(?:一?共|有|为|约|是|数)*[:：]?(\d+){unit}", quote):
            yield name, Decimal(number)
    for number, behind in re.findall(rf"(?<![\d.])(\d+){unit}([一-鿿]{{2,20}})", quote):
        if behind.startswith(thing[:_WORD]) and _stands_in(thing, behind[: len(thing) + _AROUND]):
            yield thing, Decimal(number)


def _without_whose(thing: str, quotes: str) -> Iterator[str]:
    """What is counted without the long name that stands before it, which the quotes have too."""
    for at in range(len(thing) - _WORD, _LEAST - 1, -1):
        if thing[:at] in quotes:
            yield thing[at:]


def _stands_in(thing: str, text: str) -> bool:
    """Whether a text has the characters of a name in their order."""
    rest = iter(text)
    return all(one in rest for one in thing)
