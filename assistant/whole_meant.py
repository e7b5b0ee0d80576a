"""What a share is of that does not say it (公车占几成): what the conversation was about, where it is a part of that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from assistant.context import Context, resolve
from assistant.found import Found, is_part
from assistant.library import Library
from assistant.placing import place
from assistant.plan import TOTALS, Operation, Selector
from assistant.summed_shares import OF_LAST_SUM
from assistant.understand.followups import inherit
from assistant.understand.groups import EACH_SHARE
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading, read
from assistant.understand.selecting import selectors_of
from assistant.understand.shares import share_bound_of
from assistant.understand.told import Told

_SHARE_ALONE = re.compile(r"占(?:比|多少|几成|百分之[几多]|了?多大)|比[重例]")  # without what it is a share of
_OF_NO_WHOLE = re.compile("占了?(?:其中|里面|它们|这些|合计|总数)?的?(?:多少|几|百分|多大|比)|占比|比[重例](?!.*占)")
_OF_THOSE = re.compile("占了?(?:其中|它们|这些)的?(?:多少|几|百分|多大|比)")
_GROUPED = (Operation.RANK, Operation.FILTER, Operation.LIST)


def of_whole_meant(reading: Reading, told: Told | None, context: Context, library: Library) -> Reading:
    """The reading of a share without its whole (公车占几成): of what was told before, where it is a part
    of that."""
    if told is None or reading.operation is not Operation.SHARE or reading.whole_documents:
        return reading
    if reading.of_told or reading.total:
        return _of_told(reading, told, library) if reading.of_told else reading
    of_sum = _of_sum_told(reading, told, context, library)
    if of_sum:
        return of_sum
    of_row = _of_row_told(reading, told, library)
    if of_row:
        return of_row
    plan = plan_of(reading, library.vocabulary)
    if not plan.selectors or plan.base is None or plan.base.label not in TOTALS:
        return reading
    same = [one.names for one in reading.links] == [one.names for one in told.last.links]  # 其中…多少, then its share
    if told.last.parent and (same or told.last.operation is Operation.SHARE):
        return replace(reading, parent=told.last.parent)  # of the same whole as before
    pairs = [(document, selector) for selector in plan.selectors for document in plan.documents]
    parts = [one for pair in pairs for one in resolve(*pair, context.facts)]
    same_whole = _of_same_whole(reading, parts, told, context, library)
    if same_whole:
        return same_whole
    listed = told.last.operation is Operation.LIST and bool(told.last.links)  # of what the list is of
    listed = listed and {one.cell for one in parts} <= {one.cell for one in context.told}
    largest = max((one.value for one in parts), default=Decimal(0))
    wholes_told = [one for one in (*context.told, *_ranked(told, context, library)) if one.value >= largest]
    if parts and (listed or any(all(is_part(one, whole) for one in parts) for whole in wholes_told)):
        return replace(reading, parent=told.last)
    wholes = [one for one in reversed(context.history) if parts and _is_sure_part(parts[0], one)]
    alone = told.last.operation is not Operation.SHARE and bool(_SHARE_ALONE.search(reading.text))
    if len(plan.selectors) > 1 or not wholes or not alone:
        return reading
    words = f"{parts[0].label}占{wholes[0].label}的比重"
    cards, vocabulary = library.snapshot.documents, library.vocabulary
    return place(inherit(read(words, cards, vocabulary), told.last), told.last, cards, vocabulary)


def _of_sum_told(reading: Reading, told: Told, context: Context, library: Library) -> Reading | None:
    """The reading of a share without its whole as one of the sum that was told last (甲、乙、丙一共多少, 甲占几成).

    None where what is named is none of what was added up."""
    several = len(told.last.links) + len(told.last.measures) > 1 or told.last.operation in _GROUPED
    several = several or any(len(one.names) > 1 for one in told.last.links)
    if not several or not (_OF_NO_WHOLE if told.last.adds_up else _OF_THOSE).search(reading.text):
        return None
    added = [one for one in context.amounts if isinstance(one, Found)]
    if len(added) < 2 or any(is_part(one, other) for one, other in permutations(added, 2)):
        return None
    pairs = [(document, one) for one in selectors_of(reading, library.vocabulary) for document in reading.documents]
    parts = [one for pair in pairs for one in resolve(*pair, context.facts)]
    if not parts or not all(any(_is_same(one, other) for other in added) for one in parts):
        return None
    words = (*(one.text for one in reading.links), *(one.words for one in reading.measures))
    named = "和".join(dict.fromkeys(words))
    return replace(reading, text=f"{named}占{OF_LAST_SUM}多少")


def _of_row_told(reading: Reading, told: Told, library: Library) -> Reading | None:
    """The reading of a column's share as one of the item that it was told of (行政运行的人员支出多少, 人员占几成); None
    for any other."""
    named = [one.name for one in reading.measures]
    same = len(named) == 1 and named == [one.name for one in told.last.measures] and not reading.links
    if not same or len(told.last.links) != 1 or told.last.operation is not Operation.VALUE:
        return None
    words = f"{told.last.links[0].names[0]}里{named[0]}占多少"
    cards, vocabulary = library.snapshot.documents, library.vocabulary
    return place(inherit(read(words, cards, vocabulary), told.last), told.last, cards, vocabulary)


def _of_told(reading: Reading, told: Told, library: Library) -> Reading:
    """The reading of the shares of what was told before (两个加起来占多少), with what they are of."""
    if told.last.adds_up and not EACH_SHARE.search(reading.text) and share_bound_of(reading.plain) is None:
        return replace(reading, parent=told.last)  # 加起来多少，占公用经费多少
    if reading.total or reading.fresh:
        return reading
    parent = told.last if told.last.operation in _GROUPED else _whole_named(told, library)
    return replace(reading, parent=parent or reading.parent)


def _of_same_whole(
    reading: Reading, parts: Sequence[Found], told: Told, context: Context, library: Library
) -> Reading | None:
    """The reading of a share as one of what the share before was of (甲占乙多少, 丙占多少), where all of it is in that;
    else None."""
    base = _base_of(told, library)
    if base is None or not _SHARE_ALONE.search(reading.text):
        return None
    wholes = [one for document in reading.documents for one in resolve(document, base, context.facts)]
    if not parts or not all(any(is_part(one, whole) for whole in wholes) for one in parts):
        return None
    words = f"{'和'.join(dict.fromkeys(one.label for one in parts))}占{base.label}的比重"
    cards, vocabulary = library.snapshot.documents, library.vocabulary
    return place(inherit(read(words, cards, vocabulary), reading), reading, cards, vocabulary)


def _base_of(told: Told, library: Library) -> Selector | None:
    """What the share before was of, where it was one of something less than all."""
    base = plan_of(told.last, library.vocabulary).base if told.last.operation is Operation.SHARE else None
    return base if base and base.label not in TOTALS else None


def _whole_named(told: Told, library: Library) -> Reading | None:
    """The reading that names what the share before was of, for one of several shares together (两个加起来占多少)."""
    base = _base_of(told, library)
    if base is None:
        return None
    cards, vocabulary = library.snapshot.documents, library.vocabulary
    return place(inherit(read(base.label, cards, vocabulary), told.last), told.last, cards, vocabulary)


def _ranked(told: Told, context: Context, library: Library) -> list[Found]:
    """What the rows stand in that the clause before ranked (三公经费里哪项最多)."""
    if told.last.operation is not Operation.RANK or not told.last.names_something or told.last.total:
        return []
    plan = plan_of(replace(told.last, operation=Operation.VALUE), library.vocabulary)
    pairs = [(document, selector) for selector in plan.selectors[:1] for document in plan.documents]
    return [one for pair in pairs for one in resolve(*pair, context.facts)]


def _is_same(one: Found, other: Found) -> bool:
    """Whether two cells print one amount: by the economic item and by the subject."""
    alike = one.item in other.item or other.item in one.item
    return alike and (one.cell.document_id, one.value, one.unit) == (other.cell.document_id, other.value, other.unit)


def _is_sure_part(part: Found, whole: Found) -> bool:
    """Whether a figure is a part of another by more than the row that both stand in."""
    return is_part(part, whole) and (part.item != whole.item or whole.label == "基本支出")
