"""Which documents a question is about where it does not say so by itself: the body of the region talked of,
the one that alone holds the item, the document of the year that is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.narrative.aspect import asks_who
from assistant.placing_years import asked_by_the_year_before, of_last_year, of_year, of_year_talked_of, with_documents
from assistant.plan import Operation
from assistant.routes import NO_TEXT
from assistant.table_order import OWN_TABLES
from assistant.understand.clues import NUMERALS
from assistant.understand.departments import asks_which_body, asks_who_has, office_of
from assistant.understand.editions import SAYS_OUTCOME, of_edition, of_stage
from assistant.understand.followups import sets_against
from assistant.understand.groups import names_group
from assistant.understand.reading import Reading, read
from assistant.understand.text import bare
from assistant.understand.vocabulary import LINKED_KINDS, ItemLink, Vocabulary
from index.model import DocumentCard
from index.regions import places_in

_OF_EACH_BODY = frozenset({"functional", "economic", "three_public"})
_WHICH_UNIT = re.compile(
    r"(?:哪一?|各|每)[个家]?(?:下属|所属|预算)?单位|(?P<number>[两三四五六七八九])[个家](?:下属|所属|预算)?单位"
)
_SHORTEST = 3  # characters of an abbreviation that may be an accident
_LONG_TITLE = 10  # characters of the title of a table that may be of one document alone


def place(reading: Reading, earlier: Reading | None, cards: Sequence[DocumentCard], vocabulary: Vocabulary) -> Reading:
    """Decides among bodies by the region talked of before, or by who alone holds the item."""
    by_id = {card.id: card for card in cards}
    reading = of_year_talked_of(_among_units_talked_of(reading, earlier, by_id), earlier, by_id)
    reading = asked_by_the_year_before(of_last_year(of_year(reading, by_id), by_id), by_id)
    if _asks_among(reading) and not _names_body(reading, by_id):
        return _among_bodies(reading, by_id)
    decided = _decided(reading, earlier, by_id, vocabulary)
    if decided:
        return decided
    counted_in = bool(earlier) and any("indicator" in one.kinds for one in (earlier.links if earlier else ()))
    inherited = bool(earlier) and not reading.bodies.mentions and _own_only(reading, vocabulary, counted_in)
    inherited = inherited and not _counts_of_project(reading, earlier)
    names_row = bool(reading.links or reading.columns or reading.total)
    names_row = names_row or names_group(reading) or asks_which_body(reading.plain)
    if (reading.documents and not inherited) or reading.undecided or reading.bodies.foreign or not names_row:
        return reading
    rows = [link for link in reading.links if not OWN_TABLES.keys() & set(link.names)]  # others stand in sentences too
    holders = tuple(
        card.id
        for card in cards
        if card.department
        and all(any(card.id in vocabulary.documents.get(name, ()) for name in link.names) for link in rows)
    )
    again = None if holders or inherited else _as_its_holder_says(reading, rows, cards, vocabulary)
    if again:
        return again
    holders = _of_asked(holders, rows, reading, cards)
    holders = _one_of_each_body(holders, reading, by_id)
    if inherited:
        return with_documents(reading, holders) if len(holders) == 1 else reading
    if len(by_id) == 1:
        return with_documents(reading, tuple(by_id))
    if len(holders) == 1 or (holders and (asks_which_body(reading.plain) or asks_who_has(reading.plain))):
        return with_documents(reading, holders, len(holders))
    if reading.wants_text:
        return reading
    return replace(reading, bodies=replace(reading.bodies, undecided=holders))


def _counts_of_project(reading: Reading, earlier: Reading | None) -> bool:
    """Whether a follow-up names but indicators, and a project was talked of that may have them under a like name."""
    of_project = earlier is not None and any("project" in one.kinds for one in earlier.links)
    return of_project and all(one.kinds == {"indicator"} for one in reading.links)


def _among_units_talked_of(reading: Reading, earlier: Reading | None, by_id: Mapping[str, DocumentCard]) -> Reading:
    """哪个单位用的 asked of the units of the one department that was talked of."""
    talked_of = earlier.documents if earlier else ()
    found = _WHICH_UNIT.search(reading.text)
    if reading.bodies.mentions or found is None or len(talked_of) != 1:
        return reading
    units = len(by_id[talked_of[0]].units)
    number = NUMERALS[found["number"]] if found["number"] else units
    return with_documents(reading, talked_of) if units > 1 and number == units else reading


def _among_bodies(reading: Reading, by_id: Mapping[str, DocumentCard]) -> Reading:
    """The reading of a question for the body in charge, asked of all that its place or year allows."""
    among = reading.undecided or reading.documents
    among = tuple(one for one in among if by_id[one].year in reading.years) or among
    return replace(
        reading,
        bodies=replace(reading.bodies, documents=among, undecided=(), left_open=(), several=False),
        wants_text=True,
    )


def _near_the_talk(reading: Reading, earlier: Reading | None, by_id: Mapping[str, DocumentCard]) -> tuple[str, ...]:
    """The one document, of those between which a name does not decide, of the region talked of before."""
    if not reading.undecided or earlier is None:
        return ()
    alike = _same_offices(reading, earlier, by_id)
    if alike:
        return alike
    chosen = {by_id[one].region for one in earlier.documents[:1]}
    chosen = chosen or {card.region for card in by_id.values() if _own_place(card.region) in earlier.text}
    near = tuple(one for one in reading.undecided if by_id[one].region in chosen)
    return near if len(near) == 1 else ()


def _same_offices(reading: Reading, earlier: Reading, by_id: Mapping[str, DocumentCard]) -> tuple[str, ...]:
    """The one document, of those of a place, that is of the same office as the body talked of (张家口人大办, then
    嘉兴呢)."""
    talked_of = [by_id[one] for one in earlier.documents]
    offices = {office_of(card) for card in talked_of}
    near = tuple(one for one in reading.undecided if office_of(by_id[one]) in offices)
    elsewhere = not {by_id[one].region for one in reading.undecided} & {card.region for card in talked_of}
    return near if len(near) == 1 and len(offices) == 1 and elsewhere else ()


def _alone_in_holding(reading: Reading, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The one document, of those between which a name does not decide, that holds all that is named."""
    if not reading.undecided or not reading.links:
        return ()
    held = set(reading.undecided)
    for one in reading.links:
        held &= {document for name in one.names for document in vocabulary.documents.get(name, ())}
    holders = tuple(one for one in reading.undecided if one in held)
    others = [one for one in reading.undecided if one not in held]
    alike = any(vocabulary.holds_longer(one.text, others, LINKED_KINDS) for one in reading.links)
    return holders if len(holders) == 1 and not alike else ()


def _of_asked(
    holders: tuple[str, ...], rows: Sequence[ItemLink], reading: Reading, cards: Sequence[DocumentCard]
) -> tuple[str, ...]:
    """Of the documents that hold what is named those of the edition and the stage asked for; all documents where it
    is asked who has something, for those without it are asked about, too."""
    if rows and asks_who_has(reading.plain) and all(link.kinds & _OF_EACH_BODY for link in rows):
        holders = tuple(card.id for card in cards if card.department)
    holders = of_edition(of_stage(holders, cards, reading.text), cards, reading.text)
    if SAYS_OUTCOME.search(reading.text):
        final = {card.id for card in cards if card.basis == "决算"}
        holders = tuple(one for one in holders if one in final) or holders
    return holders


def _as_its_holder_says(
    reading: Reading, rows: Sequence[ItemLink], cards: Sequence[DocumentCard], vocabulary: Vocabulary
) -> Reading | None:
    """The question read by the one document that holds a project named in full or by an abbreviation, where what is
    asked of it was taken for an indicator of others (校园安保服务要配几个保安); None for anything else."""
    named = [one for one in rows if "project" in one.kinds and (one.sure == 1.0 or _is_abbreviated(one))]
    guessed = [one for one in rows if one.kinds == {"indicator"} and one.text not in one.names]
    if len(named) != 1 or len(guessed) + 1 != len(rows):
        return None
    held = tuple({document for name in named[0].names for document in vocabulary.documents.get(name, ())})
    return with_documents(read(reading.question, cards, vocabulary, held), held) if len(held) == 1 else None


def _is_abbreviated(link: ItemLink) -> bool:
    """Whether words take their characters from one name, in its order (校园安保服务)."""
    letters = iter(link.names[0])
    return len(link.names) == 1 and len(link.text) > _SHORTEST and all(char in letters for char in link.text)


def _decided(
    reading: Reading, earlier: Reading | None, by_id: Mapping[str, DocumentCard], vocabulary: Vocabulary
) -> Reading | None:
    """The reading asked of the one document that is meant, beside those talked of where it is set against them; None
    where nothing decides."""
    near = _the_one_meant(reading, earlier, by_id, vocabulary)
    holder = () if near else _alone_in_holding(reading, vocabulary)
    if not (near or holder):
        return None
    others = tuple(one for one in reading.undecided if one not in holder) if holder else ()
    before = earlier.documents if earlier and sets_against(reading) else ()
    bodies = replace(reading.bodies, passed_over=others)
    return with_documents(replace(reading, bodies=bodies), (*before, *near, *holder), len(before) + 1)


def _the_one_meant(
    reading: Reading, earlier: Reading | None, by_id: Mapping[str, DocumentCard], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The document of the region talked of, or whose table is called by its title."""
    near = _near_the_talk(reading, earlier, by_id)
    return near or (() if earlier and earlier.documents else _by_title(reading, vocabulary))


def _by_title(reading: Reading, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The one document that has a table of the title that a question without a body quotes in full."""
    if reading.bodies.mentions or reading.bodies.foreign:
        return ()
    text = bare(reading.text)
    named = [title for title in vocabulary.titles if len(title) >= _LONG_TITLE and title in text]
    held = vocabulary.titles[max(named, key=len)] if named else set()
    return tuple(held) if len(held) == 1 else ()


def _own_only(reading: Reading, vocabulary: Vocabulary, counted: bool) -> bool:
    """Whether a follow-up names a project or an indicator that only other documents hold than those talked
    of before; an indicator beside those `counted` before is of the same project (检查几次，参加人数多少)."""
    named = [one for one in reading.links if one.text in reading.text and one.sure == 1.0]
    in_full = [one for one in named if one.kinds == {"project"} and one.text in one.names]
    if len(in_full) == 1 and reading.operation is Operation.VALUE:
        named = in_full  # 人社系统培训要培训多少人: beside it 培训 says what is counted
    special = named and all(one.kinds and one.kinds <= {"project", "indicator"} for one in named)
    special = special and not (counted and all(one.kinds == {"indicator"} for one in named))
    held = {document for one in named for name in one.names for document in vocabulary.documents.get(name, ())}
    longer = any(vocabulary.holds_longer(one.text, reading.documents, one.kinds) for one in named)
    return bool(special) and not held & set(reading.documents) and not longer


def _asks_among(reading: Reading) -> bool:
    """Whether the body in charge of something is asked for."""
    says_what = bool(reading.left or reading.links)
    return asks_who(reading.text) and says_what and reading.operation not in (*NO_TEXT, Operation.CHANGE)


def _names_body(reading: Reading, by_id: Mapping[str, DocumentCard]) -> bool:
    """Whether the question names a body, not only a place or no one."""
    if reading.bodies.foreign or reading.unit_names:
        return True
    return any(len({by_id[one].department for one in said.documents}) == 1 for said in reading.bodies.mentions)


def _own_place(region: str) -> str:
    """The last place of a region without the word for its kind: 嘉兴 of 浙江省嘉兴市."""
    places = [place for place in places_in(region) if len(place) > 2]
    return places[-1][:-1] if places else region


def _one_of_each_body(holders: tuple[str, ...], reading: Reading, by_id: Mapping[str, DocumentCard]) -> tuple[str, ...]:
    """Of each body the document of the year that is asked, else the latest."""
    latest: dict[tuple[str, str, str], str] = {}
    for one in sorted(holders, key=lambda one: by_id[one].year or 0):
        card = by_id[one]
        if not reading.years or card.year in reading.years:
            latest[(card.department, card.basis, card.level)] = one
    return tuple(latest.values()) or holders


def opening(whole: Reading, earlier: Reading | None) -> Reading | None:
    """The first clause takes departments and years from the whole turn, items only from earlier."""
    if not whole.documents:
        return earlier
    if earlier is None:
        return replace(whole, links=(), columns=(), total="", left=(), tables=())
    return replace(earlier, bodies=whole.bodies, years=whole.years)
