"""Definitions: the head terms of a glossary, and the words that define a term inside another entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.narrative.library import Corpus, library_of
from assistant.narrative.relevance import coverage, fold, is_abbreviation, strength
from assistant.narrative.scoring import Inquiry, weighted
from assistant.narrative.spans import Span, split_spans
from index.model import Passage
from index.numbering import parse_mark

_HEAD_END = re.compile(r"[:：]|(?:是|主要)?(?:指(?![标导数])|反映|反应|用于)|，|,|。|是")
_LEVEL_MARK = re.compile(r"[（(](?:类|款|项|目)[)）]")
_EXPLAINS = re.compile(r"^.{2,30}?[”\"）)]?是?指(?![标导数])")  # of a note below a table
_DEFINING_VERB = re.compile(r"是指|指的是|指(?![标导数])|反映|反应|主要包括|:")
_CLAUSE_END = re.compile(r"[,;。:]")
_RESIDUAL = re.compile("其[他它](?:各项|项目)?(?:支出|收入|费用|资金|经费|项目)")
_LONGEST_SUBJECT = 24
_LONGEST_HEAD = 120
_SHORTEST_TERM = 2
_SHORTEST_ENDING = 4
_HEAD_COVERAGE = 0.7
_MOST_NAMED = 0.6  # of the subject's characters


@dataclass(frozen=True, slots=True)
class Definition:
    """An entry of a glossary: the folded terms that it defines and where their head ends."""

    passage: Passage
    terms: tuple[str, ...]
    head: str


def definition_of(passage: Passage) -> Definition | None:
    """The entry that a passage is, or None when it has no head term."""
    mark = parse_mark(passage.text)
    begin = mark.end if mark else 0
    raw = _raw_head(passage.text[begin : begin + _LONGEST_HEAD])
    if not raw:
        return None
    name = _LEVEL_MARK.split(_LEVEL_MARK.sub("", raw) if not _LEVEL_MARK.search(raw) else _last_name(raw))[-1]
    terms = tuple(term for term in (fold(part) for part in re.split(r"[、，,]", name)) if len(term) >= _SHORTEST_TERM)
    return Definition(passage, terms, fold(raw)) if terms else None


def find_definitions(inquiry: Inquiry, passages: Sequence[Passage]) -> list[Definition]:
    """The entries whose terms the question names, longest first; else those whose head covers its subject."""
    entries = [entry for entry in map(definition_of, passages) if entry]
    named = _named(inquiry, entries)
    if named or not inquiry.terms:
        return named
    scored = [(_head_fit(inquiry, entry), -len(entry.terms[0]), entry) for entry in entries]
    best = max(scored, key=lambda item: item[:2], default=None)
    return [best[2]] if best and best[0] >= _HEAD_COVERAGE else []


def is_defined(subject: str, documents: Sequence[str], corpus: Corpus) -> bool:
    """Whether a glossary of the documents (all, where none are given) has an entry for what the subject ends in."""
    library = library_of(corpus)
    asked = fold(subject.replace(" ", ""))
    entries = (p for p in library.of_documents(documents or tuple(library.by_document)) if p.kind == "definition")
    return any(asked.endswith(term) for entry in map(definition_of, entries) if entry for term in entry.terms)


def find_inner_definition(inquiry: Inquiry, passages: Sequence[Passage]) -> tuple[Passage, Span] | None:
    """The clause that defines the subject within another entry or paragraph
    ("公务接待费反映单位按规定开支的…" under “三公”经费)."""
    for passage in (passage for passage in passages if passage.kind != "table"):
        for span in split_spans(passage.text):
            if _defines_subject(inquiry, fold(passage.text[span.start : span.end])):
                return passage, span
    return None


def _defines_subject(inquiry: Inquiry, text: str) -> bool:
    """Whether the words right before one of the text's defining verbs are the subject."""
    heads = (_CLAUSE_END.split(text[: verb.start()])[-1] for verb in _DEFINING_VERB.finditer(text))
    return any(0 < len(head) <= _LONGEST_SUBJECT and _names_subject(inquiry, head) for head in heads)


def _names_subject(inquiry: Inquiry, text: str) -> bool:
    return bool(inquiry.terms) and coverage(inquiry.terms, text) >= _HEAD_COVERAGE


def _raw_head(text: str) -> str:
    """The words before the defining verb or colon; level marks belong to the head."""
    position = 0
    for level in _LEVEL_MARK.finditer(text):
        position = level.end()
    end = _HEAD_END.search(text, position)
    if position and (not end or end.start() - position > 2 * _SHORTEST_TERM + 40):
        return text[:position]
    if position and end and end.start() == position:
        return text[:position]
    return text[: end.start()].strip() if end else ""


def _last_name(raw: str) -> str:
    pieces = [piece for piece in _LEVEL_MARK.split(raw) if piece.strip()]
    return pieces[-1] if pieces else ""


def _named(inquiry: Inquiry, entries: Sequence[Definition]) -> list[Definition]:
    """Entries with a term that stands in the question; a longer term hides the shorter ones inside it."""
    asked = fold(inquiry.query.question)
    hits = [(term, entry) for entry in entries for term in entry.terms if term in asked]
    hits += [
        (short, entry) for entry in entries for short in _short_forms(inquiry, entry) if (short, entry) not in hits
    ]
    found: list[Definition] = []
    for term, entry in sorted(hits, key=lambda hit: -len(hit[0])):
        if term in asked:
            found.append(entry)
            asked = asked.replace(term, "\0" * len(term))
    return found


def _short_forms(inquiry: Inquiry, entry: Definition) -> list[str]:
    """Whole pieces of the subject that the entry's terms end in (经营收入 for 事业单位经营收入)."""
    pieces = re.split(r"[ ,和与及跟、]|的|分别", inquiry.query.subject)
    return [
        piece
        for piece in map(fold, pieces)
        if len(piece) >= _SHORTEST_ENDING and any(term.endswith(piece) and term != piece for term in entry.terms)
    ]


def is_all_named(inquiry: Inquiry, entries: Sequence[Definition]) -> bool:
    """Whether the terms of the entries are most of what the question is about."""
    subject = fold(inquiry.query.subject.replace(" ", ""))
    named = sum(max((len(term) for term in entry.terms if term in subject), default=0) for entry in entries)
    return named >= _MOST_NAMED * len(subject)


def is_residual(inquiry: Inquiry) -> bool:
    """Whether what is left besides all that is named is asked about (其他支出): many entries have the words apart."""
    return bool(_RESIDUAL.fullmatch(fold(inquiry.query.subject.replace(" ", ""))))


def _head_fit(inquiry: Inquiry, entry: Definition) -> float:
    """How much of the subject the entry's own terms (less its class path) cover."""
    own = ":".join(entry.terms)
    strengths = [max(strength(term, own), 0.6 * strength(term, entry.head)) for term in inquiry.terms]
    fit = weighted(inquiry, strengths)
    subject = fold(inquiry.query.subject.replace(" ", ""))
    if is_residual(inquiry) and subject not in own:
        return 0.0  # 其他支出 is no 其他农村生活救助
    if any(is_abbreviation(piece, term) for term in entry.terms for piece in (subject,) if len(piece) > 1):
        fit = max(fit, 0.8)
    return fit


def defines_else(inquiry: Inquiry, passage: Passage) -> bool:
    """Whether a passage explains a word that is not asked about (机关运行经费, where 公用经费 is): the entry of a
    glossary, or a note below a table."""
    note = _EXPLAINS.match(passage.text) if passage.kind == "note" else None
    entry = definition_of(passage) if passage.kind == "definition" else None
    head = note[0] if note else entry.head if entry else ""
    return bool(head) and not any(term.text in fold(head) for term in inquiry.terms)
