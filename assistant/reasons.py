"""Reasons of single things: the sentence that says why the very item asked about changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.context import Context, resolve
from assistant.found import Found
from assistant.plan import TOTAL_INCOME, Operation, Plan, Selector
from assistant.quoting import close_set, quoted
from assistant.reason_cells import tell_reason_cells
from assistant.spoken import is_told_of
from assistant.stated import stated
from assistant.stated_changes import best_change
from assistant.understand.editions import edition_of
from assistant.understand.text import bare
from index.amounts import YUAN_PER_UNIT, in_unit
from index.catalogue import THREE_PUBLIC_KINDS
from index.model import Statement
from index.statements import sentences

_OF_PART = re.compile(r"(?:增加|减少|增长|下降|持平).{0,24}(?:主要|原因|因)")

_ORIGIN_ASKED = re.compile(r"来自(?:哪|什么|谁|何)|来源|(?:从|是|由)?哪(?:里|儿)?来(?!的?人)")
_IS_INCOME = re.compile("收入|结转|结余|专户|捐|基金")
_ITS_AMOUNT = r"[^，,；;。]*?[\d.,]+\s*(?:万元|亿元|元)(?:[，,]\s*占[^，,；;。]*%)?[，,]\s*(?:主要)?(?:资金)?"
_INCOME_FROM = re.compile(rf"{_ITS_AMOUNT}(?:是|为|系|来自|来源于)(?!\s*\d)[^；;。]{{4,}}[；;。]?")
_FROM = re.compile(rf"{_ITS_AMOUNT}(?:来自|来源于)[^；;。]{{4,}}[；;。]?")
_FROM_BEHIND = re.compile("(?:资金|该项?资金|款项)(?:主要|全部)?(?:来自|来源于)")
_OF_BOTH_SIDES = re.compile(
    "[^。；;]*(?:收入支出|收入和支出|收入、支出|收支)(?:预算)?(?P<moved>增加|减少)的?主要原因[是为][：:]?(?P<reason>[^。]+)。"
)
_KIND = re.compile("公务接待|公务用车|因公出国")
_WORDS_SHARED = 3  # characters in a row that name the same thing in two texts
_ITEM = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,2}[、.．)）]")


def tell_reasons(plan: Plan, context: Context) -> bool:
    """Quotes the sentence that gives the reason of the very thing that is asked about; False where no
    sentence of the documents does for each of them."""
    draft = context.draft
    snapshot = context.snapshot
    bodies = dict.fromkeys(edition_of(snapshot.card(one)) for one in plan.documents)
    for body in bodies:
        documents = [one for one in plan.documents if edition_of(snapshot.card(one)) == body]
        for selector in plan.selectors:
            if tell_reason_cells(documents, selector.names, selector.unit_name, context):
                continue
            names = dict.fromkeys((selector.label, *selector.names))
            hits = [one for name in names for one in stated(snapshot, documents, name, exact=True) if one.reason]
            if not hits and "三公经费" in selector.names:
                hits = [one for one in _of_kinds(documents, context) if one.direction in ("增加", "减少")]
            if not selector.names:
                hits = _of_total(documents, selector, plan, context)
            of_kinds = THREE_PUBLIC_KINDS if "三公经费" in selector.names and not hits else ()
            if of_kinds and tell_reason_cells(documents, of_kinds, selector.unit_name, context):
                continue
            if not hits or len(selector.names) > 1 or not is_told_of(selector.unit_name, bare(hits[0].quote)):
                return False
            passage = context.passage(hits[0].passage_id)
            words = _with_parts(_to_full_stop(hits[0].quote, passage.text), passage.text)
            mark = draft.cite_passage(passage, words)
            where = snapshot.card(hits[0].document_id)
            line = quoted(f"{where.department}{where.year or ''}年{where.basis}", words, mark)
            known = any(close_set(words) in told and where.department in told for told in draft.lines)
            draft.say("" if known else line)
    return bool(plan.selectors)


def _to_full_stop(quote: str, text: str) -> str:
    """A quoted clause that ends at a semicolon, with what its sentence goes on to say; items of a list apart."""
    if not quote.rstrip().endswith(("；", ";")) or quote not in text:
        return quote
    rest = text[text.index(quote) + len(quote) :]
    stop = rest.find("。")
    further = rest[: stop + 1]
    return quote if not further or _ITEM.match(further.lstrip()) or "万元" in further else quote + further


def tell_uses(plan: Plan, context: Context) -> bool:
    """Quotes what the very thing that is asked about is for, where the sentence that states it goes on to say
    so; False where no sentence of the documents does for each of them."""
    told: list[tuple[Statement, str]] = []
    editions = _editions_with(plan, context)
    for documents in editions:
        for selector in plan.selectors:
            names = dict.fromkeys((selector.label, *selector.names))
            hits = [one for name in names for one in stated(context.snapshot, documents, name, exact=True)]
            hits = _of_part(hits, (*selector.within, *(one.removesuffix("表") for one in selector.tables)))
            if "三公经费" in selector.names:
                told += [
                    (one, _use_in(one.quote, context.passage(one.passage_id).text) or one.quote)
                    for document in documents
                    for one in _kinds_spent(document, context)
                ]
                continue
            uses = ((one, _use_in(one.quote, context.passage(one.passage_id).text)) for one in hits)
            told += [pair for pair in uses if pair[1] and is_told_of(selector.unit_name, bare(pair[1]))][:1]
    if not told or len(told) < len(plan.selectors) * len(editions):
        return False
    for hit, quote in told:
        where = context.snapshot.card(hit.document_id)
        mark = context.draft.cite_passage(context.passage(hit.passage_id), quote)
        body = f"{where.department}{where.year or ''}年{where.basis}"
        known = any(close_set(quote) in told and where.department in told for told in context.draft.lines)
        context.draft.say("" if known else quoted(body, quote, mark))
    return True


def tell_use_by_amount(found: Found, context: Context) -> bool:
    """Quotes the one sentence that says what money is for whose amount is that of a project, and what it is for in
    words of the project's name (15 万元 for 长三角…研究, a project 长三角… of 15 万元); False where there is none, or
    several."""
    told: dict[str, Statement] = {}
    for one in context.snapshot.statements:
        if one.document_id != found.cell.document_id or one.amount is None or one.unit not in YUAN_PER_UNIT:
            continue
        if in_unit(one.amount, one.unit, found.unit) != found.value:
            continue
        use = _use_in(one.quote, context.passage(one.passage_id).text)
        if _shared(bare(use.partition("用于")[2]), bare(found.project or found.item)) >= _WORDS_SHARED:
            told.setdefault(use, one)
    if len(told) != 1:
        return False
    (use, hit), *_ = told.items()
    card = context.snapshot.card(hit.document_id)
    mark = context.draft.cite_passage(context.passage(hit.passage_id), use)
    context.draft.say(quoted(f"{card.department}{card.year or ''}年{card.basis}", use, mark))
    return True


def _shared(one: str, other: str) -> int:
    """How many characters in a row two texts share."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _of_part(hits: list[Statement], names: Sequence[str]) -> list[Statement]:
    """The sentences on what a question names above the thing itself (机关运行经费里的会议费); all where none is."""
    own = [one for one in hits if any(name in bare(" ".join(one.section)) for name in names)]
    return own or hits


def _editions_with(plan: Plan, context: Context) -> list[list[str]]:
    """The files of each edition that has what is asked about in one of its tables; of all where none has."""
    editions: dict[object, list[str]] = {}
    for one in plan.documents:
        editions.setdefault(edition_of(context.snapshot.card(one)), []).append(one)
    pairs = [(files, one, own) for files in editions.values() for one in files for own in plan.selectors]
    holders = [files for files, one, own in pairs if resolve(one, own, context.facts)]
    return [files for files in editions.values() if files in holders or not holders]


def tell_origins(plan: Plan, context: Context) -> bool:
    """Quotes where money comes from that is asked about, where the sentence that states its amount, or the one behind
    it, goes on to say so (其他收入36万元，是企业的捐赠); False where none does."""
    if plan.operation is not Operation.VALUE or not _ORIGIN_ASKED.search(plan.question) or len(plan.selectors) != 1:
        return False
    selector = plan.selectors[0]
    names = tuple(dict.fromkeys((selector.label, *selector.names)))
    for document in plan.documents:
        hits = [one for name in names for one in stated(context.snapshot, (document,), name) if one.amount]
        for hit in (one for one in hits if any(bare(name) in bare(one.subject) for name in names)):
            passage, card = context.passage(hit.passage_id), context.snapshot.card(document)
            words = _origin_in(hit, passage.text)
            if words:
                where = f"{card.department}{card.year or ''}年{card.basis}"
                context.draft.say(quoted(where, words, context.draft.cite_passage(passage, words)))
                return True
    return False


def _origin_in(hit: Statement, text: str) -> str:
    """The words from the subject of a statement to where its money comes from; empty where it is not said."""
    at = text.find(hit.quote)
    start = at + max(hit.quote.find(hit.subject), 0)
    end = next((stop for _, stop in sentences(text) if at >= 0 and stop >= at + len(hit.quote)), start)
    behind = next((stop for begin, stop in sentences(text) if begin >= end - 1 and stop > end), end)
    pattern = _INCOME_FROM if _IS_INCOME.search(hit.subject) else _FROM
    own = pattern.match(text, start, end)
    if own:
        return own[0].strip()
    next_one = _FROM_BEHIND.match(text[end:behind].strip())
    return text[start:behind].strip() if next_one and at >= 0 else ""


def _kinds_spent(document: str, context: Context) -> list[Statement]:
    """What is stated of each kind of 三公经费 that money is arranged for, the most first."""
    said = [one for one in context.snapshot.statements if one.document_id == document and one.amount]
    found = {
        kind[0]: one for one in reversed(said) if (kind := _KIND.match(one.subject)) and "三公" in " ".join(one.section)
    }
    return sorted(found.values(), key=lambda one: -(one.amount or 0))


def _use_in(quote: str, text: str) -> str:
    """The words from where a quote begins to the end of the sentence that says what it is for, with the clauses
    behind it that say so of its other parts (其中：A 1 万元，用于…；B 2 万元，用于…); empty where the quote and the
    sentence behind it say nothing of it."""
    at = text.find(quote)
    ends = [stop for _, stop in sentences(text) if at >= 0 and stop > at]
    end = next((stop for stop in ends[:3] if "用于" in text[at:stop]), at)
    for stop in ends:
        of_parts = "其中" in text[at:end] and text[at:end].rstrip().endswith(("；", ";"))
        if of_parts and stop > end and "用于" in text[end:stop]:
            end = stop
    return text[at:end].strip()


def _with_parts(quote: str, text: str) -> str:
    """The quote with the sentences behind it that go on telling the parts of the change (…，其中：基本支出减少…。
    项目支出减少…，主要为…)."""
    at = text.find(quote)
    if at < 0 or "其中" not in quote:
        return quote
    end = at + len(quote)
    for start, stop in sentences(text):
        if start >= end - 1 and stop > end:
            if not _OF_PART.search(text[start:stop]):
                break
            end = stop
    return text[at:end].strip()


def _of_total(documents: Sequence[str], selector: Selector, plan: Plan, context: Context) -> list[Statement]:
    """The change of a total with the reason that is given for it, or for the same change of the other side."""
    found = best_change(context.snapshot, documents, selector, plan.question)
    if found is not None and not found.reason and found.change:
        side = selector.model_copy(update={"label": TOTAL_INCOME})
        other = best_change(context.snapshot, documents, side, plan.question)
        found = other if other is not None and other.change == found.change else found
    if found is not None and not found.reason:
        found = _with_reason_of_both(found, context)
    return [found] if found is not None and found.reason else []


def _with_reason_of_both(hit: Statement, context: Context) -> Statement:
    """The change of a total with the reason that a sentence of the same section gives for income and expenditure
    together; as it is where none does."""
    own = (one for one in context.snapshot.passages if (one.document_id, one.section) == (hit.document_id, hit.section))
    given = ((one, found) for one in own if (found := _OF_BOTH_SIDES.search(one.text)))
    passage, found = next(((one, found) for one, found in given if found["moved"] == hit.direction), (None, None))
    if passage is None or found is None:
        return hit
    return replace(hit, passage_id=passage.id, quote=found[0], reason=found["reason"])


def _of_kinds(documents: Sequence[str], context: Context) -> list[Statement]:
    """The reasons of the kinds of 三公经费, for a total of which none is given."""
    return [
        one
        for kind in THREE_PUBLIC_KINDS
        for one in stated(context.snapshot, documents, kind, exact=True)
        if one.reason
    ]
