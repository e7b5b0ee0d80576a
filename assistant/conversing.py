"""What a turn of a conversation means, and what the conversation has come to after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, resolve
from assistant.divisors import HEADS
from assistant.draft import Draft
from assistant.found import Found
from assistant.item_beside import of_item_beside
from assistant.library import Library
from assistant.of_projects import of_project
from assistant.order_told import document_of
from assistant.placing import place
from assistant.placing_years import with_documents
from assistant.plan import Operation
from assistant.pointing import pointed_out
from assistant.recalled import recalled
from assistant.split_goes_on import of_split_told
from assistant.stated import last_of_path
from assistant.summed_years import of_sums_told
from assistant.told_against import with_its_holder
from assistant.understand.among import gap_of_shares, of_bodies_together, of_bodies_told, of_next_body, of_those_found
from assistant.understand.clues import NAMES_SUM, asks_for_reason, is_ascending, years_of
from assistant.understand.completing import completed
from assistant.understand.followups import begun_anew, inherit
from assistant.understand.likeness import is_of_other_measure, names_rate_of
from assistant.understand.own_topics import is_akin
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading, read
from assistant.understand.rephrasing import BARE_AMOUNT
from assistant.understand.text import folded
from assistant.understand.told import GROUPING, Told, back_to_group, subjects_of
from assistant.understand.units import asked_by_amount, written_out
from assistant.understand.units_counted import counted_in, fits_unit
from assistant.understand.vocabulary import SPENDING_KINDS
from assistant.verdicts import direction_asked
from assistant.whole_meant import of_whole_meant
from index.model import DocumentCard, Statement

_ASKS_ONE = re.compile(
    r"(?:最[多高大少低小]的?|第一大的?)(?:是|为)?(?:哪|什么|啥)|谁[最更]?[多高大少低小]"
    r"|哪一?[个项笔种](?:支出|费用|经费|项目)?(?:最|更)?[多高大少低小]"
)
_GROUPED = (Operation.RANK, Operation.FILTER, Operation.LIST)
_COUNTS = re.compile(r"多少|几|多长|多久|多快|多高")
_EACH = re.compile(r"各|分别")
_NAMES_UNIT = re.compile(
    "中心|[局厅委办]机关|[院馆站队](?![长舍])|[校学][和与跟比、]|[和与跟比、][^,，]{2,8}(?:各|一共)"
)
_TWO = "两个"
_OF_MONEY = SPENDING_KINDS | {"income"}
_FEWER = re.compile("(?:那么?|一共|总共)*(?:[比较](?:上年|去年)初?)?(?:增加|减少|[增减多少])了?(?:几|多少)个[呢?？]*")
_SHORT_NAME = 4  # characters of the name of a project that may stand in any text
_ASKS_PROJECT = re.compile(r"(?:什么|哪[个些项几]|啥)[^,。?]{0,6}(?:项目|工程)|[用花]在|用于|用来|干什么|干啥|做什么")
_REMEMBERED = 8  # subjects of a conversation that 前者 and 后者 may mean


def understood(
    turn: str, told: Told | None, earlier: Reading | None, context: Context, library: Library
) -> tuple[str, Reading]:
    """The question that a turn or a clause means, and its reading; of several meanings the first that the
    tables hold a figure for."""
    cards, vocabulary = library.snapshot.documents, library.vocabulary
    turn = of_split_told(turn, told, context)
    turn = of_item_beside(turn, context, vocabulary, lambda text: read(text, cards, vocabulary)) if told else turn
    turn = of_sums_told(pointed_out(turn, told, earlier, context, cards), told, context)
    turn = with_its_holder(turn, told, context, cards)
    if earlier or _NAMES_UNIT.search(turn):
        full = written_out(turn, earlier.documents if earlier else (), cards, vocabulary.kinds)
        turn = full if full != folded(turn) else turn
    turn = asked_by_amount(turn, cards)
    before = earlier.documents if earlier else ()
    meant = completed(turn, told, lambda text: read(text, cards, vocabulary, before))
    for number, (text, of_part) in enumerate(meant, 1):
        reading = place(inherit(read(text, cards, vocabulary, before), earlier), earlier, cards, vocabulary)
        held = _holds(reading, context, library) if of_part else _is_of_its_year(reading, cards)
        if number == len(meant) or held:
            reading = of_project(_over_all_years(reading, earlier, cards), told, library)
            reading = _of_count(_counting_on(reading, told), told, context, library)
            reading = of_bodies_told(reading, told, cards)
            reading = of_those_found(reading, told, [one.cell.document_id for one in context.told])
            order = [document_of(one) for one in context.order.amounts]
            reading = gap_of_shares(of_next_body(reading, told), told, order)
            reading = of_whole_meant(of_bodies_together(reading, told, cards), told, context, library)
            return text, _of_later_year(reading, context)
    raise AssertionError  # completed() gives at least one question


def _is_of_its_year(reading: Reading, cards: Sequence[DocumentCard]) -> bool:
    """Whether the documents asked are of the years asked."""
    years = {card.year for card in cards if card.id in reading.documents}
    return bool(years & set(reading.years)) or not (reading.years and years)


def _over_all_years(reading: Reading, earlier: Reading | None, cards: Sequence[DocumentCard]) -> Reading:
    """The reading of 哪年最高 after figures of single years: over all years of the bodies that were talked of."""
    if earlier is None or reading.operation is not Operation.TREND or reading.bodies.mentions:
        return reading
    if years_of(reading.text):
        return reading
    own = {(card.department, card.basis, card.level) for card in cards if card.id in reading.documents}
    alike = tuple(card.id for card in cards if (card.department, card.basis, card.level) in own)
    return replace(reading, bodies=replace(reading.bodies, documents=alike), years=())


def of_new_topic(turn: str, told: Told | None, context: Context, library: Library) -> tuple[Told | None, bool]:
    """What a turn remembers of the conversation, and whether it is a whole question, that takes nothing from it; where
    that is of another topic, the amounts told so far are no longer those that are talked of."""
    first = begun_anew(turn, library.snapshot.documents, library.vocabulary) if told else None
    if told is None or first is None:
        return back_to_group(folded(turn), told) if told else None, False
    if is_akin(first, told.last) or is_akin(first, told.whole):
        return (told if subjects_of(first) else replace(told, subjects=(), projects=())), True
    context.put_behind()
    return None, True


def goes_on(turn: str, text: str) -> bool:
    """Whether a turn only puts something else into the question before it (柯桥呢)."""
    return len(folded(turn)) < len(text) and folded(turn) != text


def _counting_on(reading: Reading, told: Told | None) -> Reading:
    """The reading of a clause that only names what is to be counted as the clause before did (那工伤认定呢), or says
    that there are fewer of those (少了几个, of people); what is only money (工资福利支出呢) is not counted."""
    named = told is not None and bool(reading.project) and told.last.operation is not Operation.COUNT
    if told is None or named or _names_money(reading):
        return reading
    measure = counted_in(told.last.text)
    if measure in HEADS and _FEWER.fullmatch(reading.text):
        return replace(reading, text=f"{reading.text.rstrip('?？呢')}{measure}")
    if not reading.text.rstrip("?？").endswith("呢") or _COUNTS.search(reading.text):
        return reading
    return replace(reading, text=f"{reading.text.rstrip('?？呢')}几{measure}") if measure else reading


def _names_money(reading: Reading) -> bool:
    """Whether what a clause names is money: a column, a sum (…经费), or items of money only, in so many words."""
    if reading.columns or any(NAMES_SUM.search(one.text) for one in reading.links):
        return True
    of_money = all(one.sure == 1.0 and one.kinds and one.kinds <= _OF_MONEY for one in reading.links)
    return bool(reading.links or reading.total) and of_money


def _of_count(reading: Reading, told: Told | None, context: Context, library: Library) -> Reading:
    """The reading of a clause that counts things (多少条, 几次) with the indicators whose rows speak of them,
    where the names in the clause lead to no number of that kind."""
    measure = counted_in(reading.text)
    if reading.operation not in (Operation.VALUE, Operation.AVERAGE) or len(reading.documents) != 1:
        return reading
    plan = plan_of(reading, library.vocabulary)
    pairs = [(document, one) for document in plan.documents for one in plan.selectors]
    found = [one for pair in pairs for one in resolve(*pair, context.facts)]
    of_indicators = bool(found) and all(one.item_kind == "indicator" for one in found)
    if of_indicators and not reading.fresh and not names_rate_of(reading.text, [one.item for one in found]):
        found = []  # 准确率要多少, 下达率要求多少: that talked of is another
    if not measure and (found or not _COUNTS.search(reading.text)):
        return reading
    asked = len(_COUNTS.findall(reading.text))
    fits = all(
        fits_unit(measure, one.unit) and not is_of_other_measure(reading.text, one.item, one.unit) for one in found
    )
    if len(found) >= asked and not _EACH.search(reading.text) and fits:
        return reading
    return library.counts.asked(reading, told.projects if told else ()) or reading


def _of_later_year(reading: Reading, context: Context) -> Reading:
    """The reading of why something rose or fell whose figures of two years were told just before: as the later
    year's document tells it."""
    if not direction_asked(reading.text) or not asks_for_reason(reading.plain) or reading.years_named:
        return reading
    told = [one for one in recalled(_TWO, context) if isinstance(one, Found)]
    alike = len({(one.department, one.item, one.unit_name) for one in told}) == 1 and told[0].item
    years = {one.year: one.cell.document_id for one in told}
    if not alike or len(years) < 2 or not set(reading.documents) <= set(years.values()):
        return reading
    last = max(years, key=lambda year: year or 0)
    return replace(with_documents(reading, (years[last],)), years=(last,) if last else ())


def _holds(reading: Reading, context: Context, library: Library) -> bool:
    """Whether the tables hold every figure that a reading names, and none of them was told before, as it would be of
    two sources of income, or in another column of its row (住房公积金, all of it 人员经费)."""
    plan = plan_of(reading, library.vocabulary)
    pairs = [(document, one) for document in plan.documents for one in plan.selectors]
    found = [resolve(*pair, context.facts) for pair in pairs]
    if not found or not all(found):
        return False
    known = {(one.item, one.value) for one in context.told}
    again = [all((one.item, one.value) in known for one in group) for group in found]
    return not any(again) if len(again) > 1 else bool(reading.funds) or not again[0]


def told_after(whole: Reading, last: Reading, told: Told | None, found: Sequence[Found]) -> Told:
    """What the conversation has come to with these figures told in this turn."""
    subjects = subjects_of(last)
    if last.operation in _GROUPED and found:
        subjects = tuple(dict.fromkeys(one.label for one in found))
    known = told.subjects if told else ()
    kept = tuple(one for one in known if one not in subjects)
    several = len({(one.cell.document_id, one.unit_name, one.label) for one in found}) > 1
    several = several and not (last.leaves_out and last.operation is Operation.VALUE)  # one figure, of its terms
    projects = tuple(name for one in last.links if "project" in one.kinds for name in one.names)
    projects = projects or tuple(one.item for one in found if one.item_kind == "project")
    projects = projects or tuple(dict.fromkeys(filter(None, [last.project, *_projects_of(found)])))
    if not projects and told and (last.project or not subjects):
        projects = told.projects
    if told and told.last.operation is Operation.RANK and BARE_AMOUNT.fullmatch(whole.text):
        whole = told.whole  # 多少钱 goes on from 哪项最大, so that 排第三的呢 still may
    first = _first_of(found, last) if several else ""
    before = [one for one in (told.documents if told else ()) if one not in last.documents]
    documents = (*before, *last.documents)[-_REMEMBERED:]
    grouped = (whole, last) if last.operation in GROUPING and found else told.grouped if told else None
    return Told(whole, last, (*kept, *subjects)[-_REMEMBERED:], projects, several, first, documents, grouped)


def _projects_of(found: Sequence[Found]) -> tuple[str, ...]:
    """The projects of the figures told; none of several that share an indicator, between which was asked back."""
    projects = tuple(one.project for one in found)
    shared = len({one.item for one in found}) == 1 and len(set(projects)) > 1
    return () if shared else projects


def _first_of(found: Sequence[Found], last: Reading) -> str:
    """The one of several figures of one body that a clause asks for (最高的是哪个, 哪个多); empty for none."""
    if not _ASKS_ONE.search(last.plain) or len({one.cell.document_id for one in found}) > 1:
        return ""
    best = min(found, key=lambda one: one.value) if is_ascending(last.text) else max(found, key=lambda one: one.value)
    return best.label


def told_by_sentence(told: Told, context: Context, library: Library) -> Told:
    """What the conversation has come to with the subject that the one sentence told is of, where the clause called it
    by words of its own (统计普查: 专项普查活动); so that 去年呢 is asked of it."""
    stated = [one for one in context.amounts if isinstance(one, Statement)]
    if told.last.names_something or told.subjects or len(stated) != 1 or len(context.amounts) > 1:
        return told
    name = last_of_path(stated[0].subject)
    return replace(told, subjects=(name,)) if name in library.vocabulary.kinds else told


def told_in_words(told: Told, draft: Draft, library: Library) -> Told:
    """What the conversation has come to with the one project that the words quoted speak of, where the clause
    named nothing itself (新增了什么项目); so that 多少钱 and 资金从哪来 are asked of it."""
    if told.last.links or told.projects or not _ASKS_PROJECT.search(told.last.text) or counted_in(told.last.text):
        return told
    quoted = folded("".join(one.quote for one in draft.citations))
    vocabulary, documents = library.vocabulary, set(told.last.documents)
    spoken_of = [
        name
        for name, kinds in vocabulary.kinds.items()
        if "project" in kinds and len(name) > _SHORT_NAME and folded(name) in quoted
        if documents & vocabulary.documents[name]
    ]
    if len(spoken_of) != 1:
        return told
    named = told.last.columns or told.last.total  # 政府性基金用在哪里: it is still that which is talked of
    subjects = told.subjects if named else (*told.subjects, spoken_of[0])
    return replace(told, subjects=subjects[-_REMEMBERED:], projects=(spoken_of[0],))
