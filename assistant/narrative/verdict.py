"""Whether quotes answer a question, and what to name when nothing does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.narrative.asked import asks_date, counted_stretch, measure_asked
from assistant.narrative.definitions import definition_of
from assistant.narrative.pools import pool_of
from assistant.narrative.relevance import Term, fold, implied_words, is_thing, strength
from assistant.narrative.scoring import Inquiry, term_strengths, weighted
from assistant.narrative_query import Aspect, Quote
from index.dictionary import word_class
from index.model import Passage

_COVERAGE_WEIGHT = 1.3  # against nearness, which is 0 to 1 too
_ENOUGH = 1.0  # where the question's kind is known, and with it the place of the answer
_ENOUGH_ANYWHERE = 1.18
_ENOUGH_WITHOUT_FOCUS = 1.6
_GENERIC_MEASURES = ("", "个", "条", "项", "种", "处")  # 几条: of the answer's own items
_TIME_MEASURES = ("天", "年", "小时", "月", "期")
_END_OF_NAME = re.compile(r"[，,。？?；;、！!]")
_SURELY_NEAR = 0.8  # of duties, which people call by quite other words
_LISTS = (Aspect.DUTY, Aspect.ORGANISATION)
_STRICT = (Aspect.GENERAL, Aspect.STATEMENT)
_NAMED = 0.5
_LEAST_COVERAGE = 0.25
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NUMBER_NAME = re.compile(r"(?<![\d.])(?!20\d\d)\d{3,6}(?=项目|工程|行动|专项|计划|系统|平台|热线|电话|号)")
_CLAUSE = re.compile(r"[,，;；。:：]")
_FIGURE = re.compile(r"\d+\.\d\d|\d\s*[万亿]?元")
_IN_CHARGE = re.compile(r"负责|[^保经]管|职责|职能|归|承担|主管")
_MONEY = re.compile(r"\d\s*[万亿]元")
_ASKS_MONEY = re.compile(r"多少钱|花(?:了|费)?多少|几[万千百]|多少万|多少元|金额")
_ASKS_NUMBER = re.compile(r"多少|(?<!哪)几(?=[\u4e00-\u9fff])(?!乎)")
_ASKS_THINGS = re.compile(r"(?<!哪)(?:多少|几)[个家名](?!方面|职|部分)(?=[一-鿿]{2})")
_NUMBER_SAID = re.compile(r"\d|[一二两三四五六七八九十百]+(?:家|个|名|项|条|类|次|种|位|辆)|没有|无|未|不")
_OFFICES = re.compile(r"内设|处室|科室|内部机构|[几哪多少]个[处科](?!级)|哪些[处科](?!级)")
_OFFICES_TOLD = re.compile(r"内设|处室|科室|下设|[处科部室][、，]")
_NAMES_OF_SEVERAL = re.compile(r"(?:分别|各|都)[^，。]{0,4}叫(?:什么|啥)")
_NEW = re.compile(r"新增|新设|新成立|新组建|增设|新建")
_NEW_TOLD = re.compile(r"新增|新设|成立|组建|增设|划入|转隶")
_RANK = re.compile(r"级别|规格|哪一?级|什么级")
_RANK_TOLD = re.compile(r"[厅局处科部股](?!本)[^，。；\s]{0,3}级|级别|规格")
_HEAVY = 0.25  # of the weight of all terms
_NAMED_PLACES = 3


def answers(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether the quotes cover enough of what is asked. A word of the question that they leave out counts
    against them by its rarity; nearness in meaning makes up for part of it, since a paraphrase shares
    few words with the passage."""
    if (
        not quotes
        or _asks_other_year(inquiry, quotes)
        or _lacks_date(inquiry, quotes)
        or _lacks_number(inquiry, quotes)
        or _lacks_count(inquiry, quotes)
        or _lacks_amount(inquiry, quotes)
        or _lacks_any_number(inquiry, quotes)
        or _is_only_money(inquiry, quotes)
        or _lacks_offices(inquiry, quotes)
        or _lacks_names(inquiry, quotes)
        or _lacks_newness(inquiry, quotes)
        or _lacks_rank(inquiry, quotes)
        or (asks_date(inquiry.query.question) and not inquiry.terms and inquiry.query.aspect in _STRICT)
    ):
        return False
    reached = _reached(inquiry, quotes)
    covered = weighted(inquiry, reached)
    near = max(inquiry.nearness.get(quote.passage.id, 0.0) for quote in quotes)
    if inquiry.query.aspect is Aspect.DUTY and near >= _SURELY_NEAR:
        return True
    if inquiry.query.aspect in _LISTS and len(quotes) == len(_pool(inquiry)) and not _names_things(inquiry):
        return True
    return covered >= _LEAST_COVERAGE and _COVERAGE_WEIGHT * covered + near >= _enough(inquiry, reached)


def _pool(inquiry: Inquiry) -> Sequence[Passage]:
    return pool_of(inquiry.query.aspect, inquiry.library.of_documents(inquiry.query.documents))


def _names_things(inquiry: Inquiry) -> bool:
    return any(is_thing(term.text) for term in inquiry.terms)


def _reached(inquiry: Inquiry, quotes: Sequence[Quote]) -> tuple[float, ...]:
    """Each term's strength in the quotes: in those of one section together, since words that are scattered
    over a document answer nothing; over all sections where the question's kind tells the place."""
    library = inquiry.library
    sections: dict[object, tuple[float, ...]] = {}
    for quote in quotes:
        passage = quote.passage
        strengths = term_strengths(inquiry, fold(quote.text), library.texts[passage.id], library.headings[passage.id])
        key = (passage.document_id, passage.section) if inquiry.query.aspect in _STRICT else None
        before = sections.get(key, (0.0,) * len(strengths))
        sections[key] = tuple(map(max, before, strengths))
    return max(sections.values(), key=lambda strengths: weighted(inquiry, strengths))


def _enough(inquiry: Inquiry, reached: Sequence[float]) -> float:
    """What coverage and nearness must come to: more where any sentence of the document may be meant, and
    more yet where the word that names what is asked for is left out."""
    implied = implied_words(inquiry.query.question)
    if any(term.text in implied and found < _NAMED for term, found in zip(inquiry.terms, reached, strict=True)):
        return _ENOUGH_WITHOUT_FOCUS
    if inquiry.query.aspect not in _STRICT:
        return _ENOUGH
    lacks = any(
        found < _NAMED and (term.text in inquiry.focus or _is_heavy_thing(inquiry, term))
        for term, found in zip(inquiry.terms, reached, strict=True)
    )
    return _ENOUGH_WITHOUT_FOCUS if lacks else _ENOUGH_ANYWHERE


def share_told(inquiry: Inquiry, quotes: Sequence[Quote]) -> float:
    """How much of what is asked for the quotes cover, from 0 to 1."""
    return weighted(inquiry, _reached(inquiry, quotes))


def _is_heavy_thing(inquiry: Inquiry, term: Term) -> bool:
    """Whether the term names a thing that is a good part of what is asked about."""
    return is_thing(term.text) and not term.text[0].isdigit() and term.weight >= _HEAVY * inquiry.weight


def _lacks_date(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether a date is asked for and none is quoted."""
    return asks_date(inquiry.query.question) and not any(
        inquiry.form.search(fold(quote.text)) for quote in quotes if inquiry.form
    )


def _lacks_number(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether a number that is part of a name ("912 项目") stands in none of the quoted passages."""
    quoted = " ".join((*(quote.passage.text for quote in quotes), *(" ".join(q.passage.section) for q in quotes)))
    return any(number not in quoted for number in _NUMBER_NAME.findall(inquiry.query.question))


def _lacks_count(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether a number of something is asked for that none of the quoted clauses gives of it: the number must
    stand in one clause with what is counted (15 名合同工 are no 在编人员)."""
    counted = _counted_terms(inquiry)
    lone = _counted_character(inquiry)
    if lone and inquiry.form and inquiry.query.aspect in _STRICT:
        clauses = [clause for quote in quotes for clause in _counting_clauses(inquiry, quote)]
        return not any(inquiry.form.search(clause) and lone in clause for clause in clauses)
    if inquiry.form is None or not (counts_things(inquiry) or counted) or inquiry.query.aspect not in _STRICT:
        return False
    return not any(
        inquiry.form.search(clause)
        and (not inquiry.terms or any(strength(term, clause) for term in inquiry.terms))
        and all(strength(term, clause) for term in counted)
        for quote in quotes
        for clause in _counting_clauses(inquiry, quote)
    )


def counts_things(inquiry: Inquiry) -> bool:
    """Whether a number of things of a certain measure is asked for, neither of time nor of the answer's own items."""
    return measure_asked(inquiry.query.question) not in (*_GENERIC_MEASURES, *_TIME_MEASURES)


def _counted_terms(inquiry: Inquiry) -> list[Term]:
    """The terms for the thing that is counted, right behind the asking words (多少件劳动仲裁案件)."""
    start, end = counted_stretch(inquiry.query.question)
    behind = _END_OF_NAME.split(fold(inquiry.query.question[end:]), maxsplit=1)[0] if end > start else ""
    return [term for term in inquiry.terms if term.text in behind and is_thing(term.text)]


def _counted_character(inquiry: Inquiry) -> str:
    """The thing that is counted where a single character names it (几个团, 几个村); empty otherwise."""
    start, end = counted_stretch(inquiry.query.question)
    behind = _END_OF_NAME.split(fold(inquiry.query.question[end:]), maxsplit=1)[0] if end > start else ""
    return behind if len(behind) == 1 and word_class(behind).startswith("n") else ""


def _counting_clauses(inquiry: Inquiry, quote: Quote) -> list[str]:
    """The quote's clauses between commas; a row of a table, or a sentence with one number, is one, told
    with its headings."""
    text, heading = fold(quote.text), inquiry.library.headings[quote.passage.id]
    if quote.passage.kind == "table":
        return [f"{heading} {text}"]
    return [clause for clause in _CLAUSE.split(text) if clause]


def _lacks_amount(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether money is asked for and no quote has a number."""
    asks = _ASKS_MONEY.search(inquiry.query.question) and inquiry.query.aspect in _STRICT
    return bool(asks) and not any(_FIGURE.search(quote.text) for quote in quotes)


def _lacks_any_number(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether it is asked how many there are and nothing quoted says a number, or that there are none."""
    question, aspect = inquiry.query.question, inquiry.query.aspect
    of_things = aspect in _LISTS and _ASKS_THINGS.search(question)  # 管着多少个居委会
    asks = of_things or (aspect in _STRICT and _ASKS_NUMBER.search(question))
    return bool(asks) and not any(_NUMBER_SAID.search(quote.text) for quote in quotes)


def _is_only_money(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether duties are asked for and amounts are all that is quoted."""
    asks = inquiry.query.aspect is Aspect.DUTY and _IN_CHARGE.search(inquiry.query.question)
    return bool(asks) and all(_MONEY.search(quote.text) for quote in quotes)


def _lacks_offices(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether the offices within a body are asked for, and units are all that is quoted."""
    asks = inquiry.query.aspect is Aspect.ORGANISATION and _OFFICES.search(inquiry.query.question)
    return bool(asks) and not any(_OFFICES_TOLD.search(quote.text) for quote in quotes)


def _lacks_names(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether the names of several things are asked for, and a single quote lists none."""
    asks = _NAMES_OF_SEVERAL.search(inquiry.query.question) and inquiry.query.aspect in _STRICT
    return bool(asks) and len(quotes) == 1 and not re.search("[、：:；;]", quotes[0].text)


def _lacks_newness(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether new units are asked for, and what is quoted does not speak of any that are."""
    asks = inquiry.query.aspect is Aspect.ORGANISATION and _NEW.search(inquiry.query.question)
    return bool(asks) and not any(_NEW_TOLD.search(quote.text) for quote in quotes)


def _lacks_rank(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether the rank of a body is asked for, and none is quoted."""
    asks = inquiry.query.aspect is Aspect.ORGANISATION and _RANK.search(inquiry.query.question)
    return bool(asks) and not any(_RANK_TOLD.search(quote.text) for quote in quotes)


def _asks_other_year(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether the question names a year that is neither the documents' nor in the quoted passages."""
    cards = inquiry.library.cards
    own = {cards[document].year for document in inquiry.query.documents if document in cards}
    asked = {int(year) for year in _YEAR.findall(inquiry.query.question)} - own
    quoted = " ".join(quote.passage.text for quote in quotes)
    return any(str(year) not in quoted for year in asked)


def nearest_places(inquiry: Inquiry) -> tuple[str, ...]:
    """What to name when nothing answers: the other documents whose glossary has the term that is asked
    for, else the innermost headings of the passages nearest in meaning."""
    return _defined_elsewhere(inquiry) or _nearest_headings(inquiry)


def _defined_elsewhere(inquiry: Inquiry) -> tuple[str, ...]:
    if inquiry.query.aspect is not Aspect.DEFINITION:
        return ()
    library, asked = inquiry.library, fold(inquiry.query.question)
    others = [card for card in library.cards.values() if card.id not in inquiry.query.documents]
    return tuple(
        f"《{card.title}》名词解释“{term}”"
        for card in others
        for entry in map(definition_of, pool_of(Aspect.DEFINITION, library.of_documents((card.id,))))
        if entry
        for term in entry.terms
        if term in asked
    )[:_NAMED_PLACES]


def _nearest_headings(inquiry: Inquiry) -> tuple[str, ...]:
    passages = {p.id: p for p in inquiry.library.of_documents(inquiry.query.documents)}
    ranked = sorted((key for key in inquiry.nearness if key in passages), key=lambda key: -inquiry.nearness[key])
    headings = (passages[key].section[-1] for key in ranked if passages[key].section)
    return tuple(dict.fromkeys(headings))[:_NAMED_PLACES]
