"""One way of looking for each kind of question; each gives the quotes it finds, or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.narrative.clues import AspectClues, load_clues
from assistant.narrative.definitions import (
    defines_else,
    find_definitions,
    find_inner_definition,
    is_all_named,
    is_residual,
)
from assistant.narrative.extract import (
    continuation,
    covering_spans,
    purpose_below,
    quote_of,
    quotes_of,
    states_change,
    whole,
)
from assistant.narrative.pools import common_heading, pool_of, sections_on
from assistant.narrative.reasons import change_quotes, reason_quotes
from assistant.narrative.relevance import Term, coverage, fold, is_thing, strength
from assistant.narrative.scoring import Inquiry, ScoredSpan, score_spans, weighted
from assistant.narrative_query import Aspect, Quote
from index.model import Passage

Strategy = Callable[[Inquiry], list[Quote]]

_NO_MARKER = re.compile(r"(?!)")
_PLURAL = re.compile(
    "哪些|什么(?:工作|职责|业务|任务)|哪几|列|都|全部|所有|分别|各|几[条项点个]|[一二三四五六七八九十两]+[条项点个]"
)
_ALL = re.compile(
    "哪些|哪几|全部|所有|完整|逐[条项个]|一[条个项]别漏|[都全]列|列(一下|出|举)|[二三四五六七八九十两]+大?[条项点个]"
)
_CLEARLY_LESS = 0.25  # of coverage
_NAMED = 0.5
_WEIGHTY = 0.5
_ABOUT_HEADING = 0.8
_ORDER_WEIGHT = 0.3
_NEXT_TO = 0.7
_MENTIONED = 0.8
_RIGHT_BEFORE = 14  # characters
_CHANGE_WORD = re.compile("[比较与]上|比20|增加|增长|减少|下降|持平|提高|降低|压减")
_LIST_NOUNS = re.compile("措施|举措|任务|原则|步骤")
_OF_TOTAL = re.compile("(?:收入|支出|收支)[^，,。]{0,6}预算|预算[^，,。]{0,4}总计|预算收支|总预算")
_OF_USE = re.compile("用途|用于|用来|内容|支付|购[买置]|保障|采购|包括")  # in a row of a table
_MOST_ROWS = 15
_FORM_COVERAGE = 0.6  # of that of the best span of any form
OPEN_ASPECTS = (Aspect.GENERAL, Aspect.STATEMENT)
_HEADING_MARK = re.compile(r"^[一二三四五六七八九十\d]{1,3}[、.．]?")
_SHORT_TITLE = 3
_SHORT_ITEM = 90  # characters of a duty that is quoted whole
_LONGEST_NAMED = 1200  # the same for one that the question calls by its title
_LONGEST_SECTION = 450  # characters of a section that is quoted whole


def strategy_of(aspect: Aspect) -> Strategy:
    """The way of looking for answers to questions of the aspect."""
    return _STRATEGIES.get(aspect, best_sentences)


def ranked_spans(inquiry: Inquiry) -> list[ScoredSpan]:
    """All spans of the passages found or standing where answers of the question's kind do, best first."""
    return _ranked(inquiry, _pool(inquiry))


def best_sentences(inquiry: Inquiry) -> list[Quote]:
    """The section when its heading is all that is asked about and it is short; else the best sentences."""
    passages = inquiry.library.of_documents(inquiry.query.documents)
    asked = fold(inquiry.query.question)
    topics = [topic for topic in _clues(Aspect.STATEMENT).headings if topic in asked]
    pool = sections_on(topics, passages) if topics else ()
    ranked = _ranked(inquiry, pool)
    if not ranked:
        return []
    best = ranked[0].passage
    section = [p for p in passages if p.document_id == best.document_id and p.section == best.section]
    entire = _whole_section(inquiry, best, section, in_pool=best in pool)
    return entire or quotes_of(inquiry, covering_spans(inquiry, ranked, _is_plural(inquiry)))


def _whole_section(inquiry: Inquiry, best: Passage, section: Sequence[Passage], in_pool: bool) -> list[Quote]:
    prose = [passage for passage in section if passage.kind not in ("table", "note")]
    rows = [passage for passage in section if passage.kind == "table"]
    if in_pool and rows and not prose and _is_plural(inquiry):
        return [whole(row, 1.0) for row in rows[:_MOST_ROWS]]
    about = _states_topic(best) or (in_pool and _is_about_heading(inquiry, inquiry.library.headings[best.id]))
    title = _HEADING_MARK.sub("", fold(best.section[-1])) if best.section else ""
    longest = (
        _LONGEST_NAMED if len(title) > _SHORT_TITLE and title in fold(inquiry.query.question) else _LONGEST_SECTION
    )
    if (about or longest == _LONGEST_NAMED) and prose and sum(len(passage.text) for passage in prose) <= longest:
        return [whole(passage, 1.0) for passage in prose]
    items = [passage for passage in prose if passage.kind == "item"]
    if len(items) > 1 and _is_plural(inquiry) and _titles_list(inquiry, fold(best.section[-1])):
        return [whole(passage, 1.0) for passage in prose]
    return []


def _titles_list(inquiry: Inquiry, heading: str) -> bool:
    """Whether the heading is what is asked for, or titles the kind of items that are (保障措施)."""
    named = [word for word in _LIST_NOUNS.findall(inquiry.query.question) if word in heading]
    return bool(named) or _is_about_heading(inquiry, heading)


def _listed(inquiry: Inquiry) -> list[Quote]:
    """Duties and organisation: all items when nothing narrower is asked, else the items that answer."""
    pool = _pool(inquiry)
    if not pool:
        return []
    heading = common_heading(inquiry.library, inquiry.query.aspect, pool[0])
    narrower = [term for term in inquiry.terms if strength(term, heading) < _NAMED and term.weight > _WEIGHTY]
    asks_for_all = _asks_for_all(inquiry) or not any(is_thing(term.text) for term in narrower)
    if not narrower or (asks_for_all and not _names_one(inquiry, narrower, pool)):
        return [whole(passage, 1.0) for passage in pool if passage.document_id == pool[0].document_id]
    ranked = score_spans(inquiry, pool, _clues(inquiry.query.aspect).markers)
    found = quotes_of(inquiry, covering_spans(inquiry, ranked, _is_plural(inquiry)))
    short = {one.passage.id for one in found if len(one.passage.text) <= _SHORT_ITEM and one.passage.kind == "item"}
    kept = {one.passage.id: whole(one.passage, one.score) for one in found if one.passage.id in short}
    return [*kept.values(), *(one for one in found if one.passage.id not in short)]


def _asks_for_all(inquiry: Inquiry) -> bool:
    return bool(_ALL.search(inquiry.query.question))


def _names_one(inquiry: Inquiry, terms: Sequence[Term], pool: Sequence[Passage]) -> bool:
    """Whether some of the passages name what is asked for better than the others do."""
    best = [max(strength(term, inquiry.library.texts[passage.id]) for passage in pool) for term in terms]
    return sum(best) >= _NAMED * len(best)


def _definition(inquiry: Inquiry) -> list[Quote]:
    """The glossary's entries for the terms asked about, else the clause that defines the subject elsewhere."""
    pool = _pool(inquiry)
    entries = find_definitions(inquiry, pool)
    if entries and (is_all_named(inquiry, entries) or _define_enough(inquiry, [entry.passage for entry in entries])):
        return [whole(entry.passage, 1.0) for entry in entries]
    inner = find_inner_definition(inquiry, (*pool, *_candidates(inquiry, ())))
    return [quote_of(inner[0], (inner[1],), 1.0)] if inner else _glossary_entry(inquiry, pool)


def _glossary_entry(inquiry: Inquiry, pool: Sequence[Passage]) -> list[Quote]:
    """The entry that mentions the subject in all its words ("金保工程" among the examples of another term)."""
    entries = [passage for passage in pool if passage.kind == "definition"]
    ranked = score_spans(inquiry, entries, _NO_MARKER) if inquiry.terms and not is_residual(inquiry) else []
    return [whole(ranked[0].passage, 1.0)] if ranked and ranked[0].covered >= _MENTIONED else []


def _define_enough(inquiry: Inquiry, entries: Sequence[Passage]) -> bool:
    """Whether no other passage covers clearly more of what is asked ("专户的60万是什么钱" wants no definition)."""
    defined = coverage(inquiry.terms, " ".join(inquiry.library.texts[entry.id] for entry in entries))
    ranked = _ranked(inquiry, ())
    return not ranked or defined >= ranked[0].covered - _CLEARLY_LESS


def _reason(inquiry: Inquiry) -> list[Quote]:
    """Why: the reasons of the parts of a total, else the reason given, else the change without one."""
    pool = _pool(inquiry)
    ranked = score_spans(inquiry, _candidates(inquiry, pool), _NO_MARKER, frozenset(passage.id for passage in pool))
    ranked.sort(key=lambda one: -(one.score + _ORDER_WEIGHT * _changed(inquiry, one)))
    if _asks_of_total(inquiry):
        ranked = [one for one in ranked if _OF_TOTAL.search(fold(one.text))] or ranked
    return _reasons_below(inquiry, ranked[:1]) or reason_quotes(inquiry, ranked) or change_quotes(ranked)


def _asks_of_total(inquiry: Inquiry) -> bool:
    """Whether the change of the whole budget is asked about: nothing else is named."""
    named = [t for t in inquiry.terms if is_thing(t.text) and not _CHANGE_WORD.search(t.text)]
    return "预算" in inquiry.query.question and not named


def _changed(inquiry: Inquiry, one: ScoredSpan) -> float:
    """How much of the subject stands before the words of change: what stands after them may be a reason."""
    change = _CHANGE_WORD.search(one.text)
    return coverage(inquiry.terms, fold(one.text[: change.start()])) if change else 0.0


def _reasons_below(inquiry: Inquiry, best: Sequence[ScoredSpan]) -> list[Quote]:
    """The change of a total and the reasons that its parts give ("具体如下：" and the items after it)."""
    markers = _clues(Aspect.REASON).markers
    for scored in best:
        items = continuation(inquiry, scored.passage, scored.score)
        given = [reason_quotes(inquiry, score_spans(inquiry, [item.passage], markers)) for item in items]
        if any(given):
            return [*quotes_of(inquiry, [scored])[:1], *(quote for quotes in given for quote in quotes)]
    return []


def _marked(inquiry: Inquiry) -> list[Quote]:
    """Purpose and composition: the sentence with the telling verb whose subject is the one asked about."""
    markers = _clues(inquiry.query.aspect).markers
    ranked = [one for one in _ranked(inquiry, _pool(inquiry)) if _may_tell(inquiry, one)]
    telling = [one for one in ranked if markers.search(fold(one.text))]
    if not telling or telling[0].covered < max(one.covered for one in ranked) - _CLEARLY_LESS:
        return []
    telling.sort(key=lambda one: -(one.score + _ORDER_WEIGHT * _told_of(inquiry, one, markers)))
    telling.sort(key=lambda one: defines_else(inquiry, one.passage))
    chosen = _as_telling(inquiry, telling) or covering_spans(inquiry, telling, plural=False, by_passage=True)
    return [*quotes_of(inquiry, chosen), *(row for one in chosen for row in purpose_below(inquiry, one.passage))]


def _as_telling(inquiry: Inquiry, telling: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """What money is made up of, where several items of one list tell it of something that is called by the same
    word (经费: 人员经费 and 公用经费); nothing where one of them tells it better."""
    best = telling[0]
    words = [term.text for term in inquiry.terms]
    if inquiry.query.aspect is not Aspect.COMPOSITION or len(words) != 1:
        return []
    alike = re.compile(rf"^.{{2}}{re.escape(words[0])}")
    same = [one for one in telling if one.passage.section == best.passage.section and one.covered == best.covered]
    same = [one for one in same if one.passage.document_id == best.passage.document_id and alike.match(fold(one.text))]
    return same if len({one.passage.id for one in same}) > 1 else []


def _may_tell(inquiry: Inquiry, one: ScoredSpan) -> bool:
    """Whether the span may answer: a glossary says what words mean, not what money is for."""
    if inquiry.query.aspect is not Aspect.PURPOSE:
        return True
    return may_tell_use(one.passage) and one.passage.part not in _clues(Aspect.DEFINITION).parts


def may_tell_use(passage: Passage, words: str = "") -> bool:
    """Whether a passage may say what money is for: a row of a table, or `words` of it that state a change, only
    where they have words of use."""
    told = passage.kind != "table" and not states_change(words)
    return told or bool(_OF_USE.search(fold(words or passage.text)))


def _told_of(inquiry: Inquiry, one: ScoredSpan, marker: re.Pattern[str]) -> float:
    """How surely the telling verb's subject is the one asked about: how much of it stands before the verb
    in its passage or above it, and how much right before it."""
    start = one.span.start
    found = marker.search(one.passage.text, start, one.span.end)
    before = fold(one.passage.text[: found.start() if found else start])
    above = inquiry.library.headings[one.passage.id]
    return coverage(inquiry.terms, before, above) + _NEXT_TO * coverage(inquiry.terms, before[-_RIGHT_BEFORE:])


def _clues(aspect: Aspect) -> AspectClues:
    return load_clues().aspects[aspect]


def _pool(inquiry: Inquiry) -> tuple[Passage, ...]:
    return pool_of(inquiry.query.aspect, inquiry.library.of_documents(inquiry.query.documents))


def _candidates(inquiry: Inquiry, pool: Sequence[Passage]) -> list[Passage]:
    """The passages found by retrieval and those of the pool, each once."""
    found = {p.id: p for p in inquiry.library.of_documents(inquiry.query.documents) if p.id in inquiry.nearness}
    return list((found | {passage.id: passage for passage in pool}).values())


def _ranked(inquiry: Inquiry, pool: Sequence[Passage]) -> list[ScoredSpan]:
    markers = _clues(inquiry.query.aspect).markers
    ranked = score_spans(inquiry, _candidates(inquiry, pool), markers, frozenset(passage.id for passage in pool))
    return _of_form(inquiry, ranked)


def _of_form(inquiry: Inquiry, ranked: list[ScoredSpan]) -> list[ScoredSpan]:
    """Those of the form that is asked for (a number of times, a date) first, where they speak of the subject."""
    if inquiry.form is None or inquiry.query.aspect not in OPEN_ASPECTS:
        return ranked
    fitting = [one for one in ranked if inquiry.form.search(fold(one.text))]
    if not fitting or fitting[0].covered < _FORM_COVERAGE * ranked[0].covered:
        return ranked
    return fitting + [one for one in ranked if one not in fitting]


def _states_topic(passage: Passage) -> bool:
    """Whether the passage stands directly under a heading on one of the topics of statements."""
    heading = fold(passage.section[-1]) if passage.section else ""
    return any(topic in heading for topic in _clues(Aspect.STATEMENT).headings)


def _is_about_heading(inquiry: Inquiry, heading: str) -> bool:
    return weighted(inquiry, [strength(term, heading) for term in inquiry.terms]) >= _ABOUT_HEADING


def _is_plural(inquiry: Inquiry) -> bool:
    return bool(_PLURAL.search(inquiry.query.question))


_STRATEGIES: dict[Aspect, Strategy] = {
    Aspect.DUTY: _listed,
    Aspect.ORGANISATION: _listed,
    Aspect.DEFINITION: _definition,
    Aspect.REASON: _reason,
    Aspect.PURPOSE: _marked,
    Aspect.COMPOSITION: _marked,
}
