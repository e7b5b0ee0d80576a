"""Shares of one body in what several bodies have together: 三家的住房公积金加起来，柯桥占多少, or 柯桥占几成 once the
figures of several were told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.placing_years import with_documents
from assistant.plan import Operation
from assistant.understand.bodies import bodies_of
from assistant.understand.body_count import bodies_said
from assistant.understand.clues import NUMERALS
from assistant.understand.departments import SEVERAL, Mention
from assistant.understand.reading import Reading
from assistant.understand.share_gaps import POINTS_ABOVE_BODY, POINTS_APART
from assistant.understand.told import Told, pieces_of
from index.model import DocumentCard

_BODIES = r"(?:[两三四五六七八九十几]个?(?:家|单位|部门|地方)|各家|大家|所有(?:单位|部门))"
_ADDED_UP = re.compile("加起来|加在?一[起块]|合起来|合计|总和|之和|总共|一共|总额|总数|加总|相加|拢共")
_OF_ALL = re.compile(rf"占了?(?:[这那上前]面?|全部|所有|整个|他们|它们)*(?:{_BODIES}|合计|总和|总额|总数|全部)")
_EACH = re.compile("各家?自?|分别")
TOP_BODIES = re.compile(  # the bodies with the most of something, whose share in the sum over all is asked
    "最(?P<end>[高多大低少小])的?(?:前)?(?P<number>[一两二三四五六七八九])?(?:那|个)?[一]?(?:家|个?(?:部门|单位))[^,，占]{0,6}占"
)
_NEAR = 4  # characters before 占 in which 各 stands
_AGAINST = re.compile("[占是比]")
_TWO_BODIES = 2
_HIGHER = re.compile("(?:那么?)?(?:哪一?(?:家|个(?:部门|单位))|谁)的?(?:占比|比[重例])?(?:更|最)?[高低][呢?？]*")
_MORE_OF_TWO = re.compile("(?:那么?)?(?:哪一?(?:家|个(?:部门|单位))|谁)的?(?:更|最)?[多高少低大小][呢?？]*")
_NEXT = re.compile("(?:那么?|再|换成?)*(?:呢|的呢)?[?？]*")
_SET_AGAINST = (Operation.SHARE, Operation.RATIO, Operation.DIFFERENCE)
_THOSE = re.compile("(?:那么?)?(?:它们|他们|这[几些]家?(?:单位|部门)?|上述(?:单位|部门)?|以上(?:单位|部门))")
_CHOSE = (Operation.FILTER, Operation.RANK, Operation.VALUE)
_TOLD = (Operation.VALUE, Operation.SUM, Operation.RANK)


def of_bodies_together(reading: Reading, told: Told | None, cards: Sequence[DocumentCard]) -> Reading:
    """The reading of a share of one body, or of each, in the sum over several, with the documents of these as
    `whole_documents`; any other reading as it is."""
    if reading.operation not in _SET_AGAINST or reading.leaves_out:
        return reading
    own_and_group = _against_sum(reading, cards)
    if own_and_group:
        return _of(reading, *own_and_group)
    divider = reading.text.rfind("占")
    if reading.operation is not Operation.SHARE or divider < 0:
        return reading
    own = _body_before(reading, divider)
    rest = f"{reading.text[: own.start]}{reading.text[own.end :]}" if own else reading.text
    group = bodies_of(rest, cards, reading.years).documents
    documents = tuple(one for one in own.documents if one in group) if own else group
    if len(documents) == 1 < len(group) and _sums_over(reading, divider):
        return _of(reading, documents, group)
    sums = _sums_shared(reading, divider, cards)
    if sums:
        return _of(reading, *sums)
    if own is None and len(group) > 1 and _EACH.search(reading.text[:divider][-_NEAR:]):
        return _of(reading, group, group) if _OF_ALL.match(reading.text[divider:]) else reading
    before = _bodies_told(told)
    documents = tuple(one for one in own.documents if one in before) if own else ()
    names_nothing = not (pieces_of(reading) or reading.tables or reading.left)
    if told and len(documents) == 1 < len(before) and (names_nothing or told.last.whole_documents):
        of_told = replace(reading, links=told.last.links, columns=told.last.columns, total=told.last.total)
        return _of(of_told if names_nothing else reading, documents, before)
    return reading


def of_next_body(reading: Reading, told: Told | None) -> Reading:
    """The reading of a clause that names but another of the bodies in whose sum a share was told (那柯桥呢): its share
    in the same; any other reading as it is."""
    names = reading.bodies.mentions
    if told is None or told.last.operation is not Operation.SHARE or len(names) != 1 or pieces_of(reading):
        return reading
    rest = f"{reading.text[: names[0].start]}{reading.text[names[0].end :]}"
    documents = tuple(one for one in reading.documents if one in told.last.whole_documents)
    if not _NEXT.fullmatch(rest) or len(documents) != 1:
        return reading
    share = replace(reading, operation=told.last.operation, links=told.last.links, columns=told.last.columns)
    return _of(replace(share, total=told.last.total), documents, told.last.whole_documents)


def _sums_shared(
    reading: Reading, divider: int, cards: Sequence[DocumentCard]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The documents whose figures are shared, each or added up, and those whose sum the share is of (甲和乙的某项合计
    占两家总支出的多少, 甲和乙各占两家合计的多少)."""
    before, behind = reading.text[:divider], reading.text[divider:]
    parts = bodies_of(before, cards, reading.years).documents
    if TOP_BODIES.search(reading.text) and _OF_ALL.match(behind):
        every = bodies_of(reading.text, cards, reading.years).documents
        return (every, every) if len(every) > 1 else None
    shared = _ADDED_UP.search(before) or _EACH.search(before[-_NEAR:])
    if len(parts) < 2 or not (shared and _OF_ALL.match(behind)):
        return None
    number = bodies_said(behind)
    whole = parts if number in (0, len(parts)) else bodies_of(behind, cards, reading.years).documents
    return (parts, whole) if number in (0, len(whole)) else None


def _against_sum(reading: Reading, cards: Sequence[DocumentCard]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The document of one body and those of several whose sum it is set against (甲是乙和丙总和的几倍, 甲比三家加起来
    少多少); None where a clause does no such thing."""
    for word in _AGAINST.finditer(reading.text):
        before, behind = reading.text[: word.start()], reading.text[word.end() :]
        turned = reading.operation is not Operation.SHARE and _ADDED_UP.search(before)
        one, several = (behind, before) if turned else (before, behind)
        own = bodies_of(one, cards, reading.years).documents
        if len(own) != 1 or not _ADDED_UP.search(several):
            continue
        group = bodies_of(several, cards, reading.years).documents
        if len(group) > 1:
            return own, group
    return None


def _bodies_told(told: Told | None) -> tuple[str, ...]:
    """The documents of the several bodies whose figures were told last, or were added up to be shared."""
    if told is None or told.last.whole_documents:
        return told.last.whole_documents if told else ()
    several = told.last.operation in _TOLD and told.last.bodies.distinct > 1
    return told.last.documents if several else ()


def _body_before(reading: Reading, divider: int) -> Mention | None:
    """The body that is named last before 占, by itself, be it with what it has (柯桥的三公经费占)."""
    ahead = [one for one in reading.bodies.mentions if one.end <= divider]
    last = ahead[-1] if ahead else None
    if last is None or last.unit_name or SEVERAL.search(reading.text[last.end : divider]):
        return None
    return None if any(one.end() == last.start for one in SEVERAL.finditer(reading.text)) else last  # 三家|人大办


def _sums_over(reading: Reading, divider: int) -> bool:
    """Whether the share is said to be one of the sum over several bodies."""
    several = len(reading.bodies.mentions) > 1 or bool(SEVERAL.search(reading.text))
    return several and bool(_OF_ALL.match(reading.text[divider:]) or _ADDED_UP.search(reading.text))


def gap_of_shares(reading: Reading, told: Told | None, order: Sequence[str] = ()) -> Reading:
    """The reading of a clause that asks by how many points the shares of two bodies differ that were told last, one
    turn after the other or together (占比, 柯桥呢, 差几个百分点), of more than two of the first in `order`, in which
    their documents were ranked; any other reading as it is."""
    names = reading.bodies.mentions
    rest = f"{reading.text[: names[0].start]}{reading.text[names[0].end :]}" if len(names) == 1 else ""
    than_body = POINTS_ABOVE_BODY.fullmatch(rest) if len(reading.documents) == _TWO_BODIES else None
    asked = POINTS_APART.fullmatch(reading.text) or _HIGHER.fullmatch(reading.text) or than_body
    if told is None or told.last.operation is not Operation.SHARE or not asked:
        return reading
    several = len(told.last.documents) > 1
    lately = told.documents if "最" in reading.text else told.documents[-2:]  # 哪家最高: of all that were told
    documents = reading.documents if than_body else told.last.documents if several else lately
    if len(documents) > 2 and set(order) == set(documents):
        documents = tuple(order[:2])  # 谁的占比最高，高几个百分点: above the next
    if (len(documents) != 2 and (len(documents) < 2 or documents != lately)) or told.last.whole_documents:
        return reading
    bodies = replace(told.last.bodies, documents=documents, several=True, distinct=len(documents))
    return replace(told.last, text=f"{told.last.text.rstrip('呢?？')},{reading.text}", bodies=bodies)


def _of(reading: Reading, documents: tuple[str, ...], together: tuple[str, ...]) -> Reading:
    """The reading with its own documents and those of all bodies together."""
    bodies = replace(
        reading.bodies, documents=documents, undecided=(), left_open=(), several=False, distinct=len(documents)
    )
    return replace(reading, bodies=bodies, whole_documents=together, parent=None, fresh=True)


def of_those_found(reading: Reading, told: Told | None, found: Sequence[str]) -> Reading:
    """The reading of a clause about those bodies (它们的总支出呢) that kept a bound or came first, by the documents
    `found`, among all that were asked about; any other reading as it is."""
    if told is None or told.last.operation not in _CHOSE or not _THOSE.match(reading.text):
        return reading
    own = tuple(one for one in reading.documents if one in found)
    several = 1 < len(own) < len(reading.documents) and not reading.bodies.mentions
    return with_documents(reading, own, len(own)) if several else reading


def of_bodies_told(reading: Reading, told: Told | None, cards: Sequence[DocumentCard]) -> Reading:
    """The reading of a clause about as many bodies (三家加起来, 哪家多: two) as were talked of last, none of which it
    names."""
    said = SEVERAL.match(reading.text.lstrip("这那"))
    number = NUMERALS.get(said[0][0], 0) if said else 0
    if _MORE_OF_TWO.fullmatch(reading.text) and len(reading.documents) < 2:
        number = (
            len({card.department for card in cards if told and card.id in told.documents})
            if "最" in reading.text
            else 2
        )
    if told is None or reading.bodies.mentions or number < 2:
        return reading
    body = {card.id: card.department for card in cards}
    last = list(dict.fromkeys(body[one] for one in reversed(told.documents)))[:number]
    documents = tuple(one for one in told.documents if body[one] in last)
    return with_documents(reading, documents, number) if len(last) == len(documents) == number else reading
