"""That there is none of what is asked about: as a sentence says it, or as a table shows by what it does not list."""

from __future__ import annotations

import re

from assistant.context import Context
from assistant.plan import Operation, Plan, Selector
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.stated import denial_of
from assistant.understand.clues import filler_words
from assistant.understand.reading import Reading
from assistant.understand.text import bare, blotted
from index.catalogue import THREE_PUBLIC_KINDS
from index.catalogue.subjects import Classification, subjects_named
from index.dictionary import word_class

EXISTS = re.compile(
    r"有没有|有无|是否有|是否安排|有木有|有.{0,30}吗|安排.{0,30}吗|安排了?[没吗]|安没安排|要不要|会不会"
)
_HOW_MUCH = re.compile("多少|几")
_ENDS_OF_THING = re.compile("有没有|有无|是否|有|多少|几|吗|安排|了|的|是|[?？,，。□]")


def tell_denials(plan: Plan, context: Context) -> bool:
    """Says for each thing asked about that a document arranges nothing of the kind; False where none says so."""
    pairs = [(document, selector) for document in plan.documents for selector in plan.selectors]
    told = [say_denial(*pair, context) for pair in pairs]  # each of them, not only the first
    return any(told)


def things_resembled(reading: Reading, plan: Plan) -> list[str]:
    """What a clause asks whether there is, or how much, in words that an item only resembles (主管专项资金, not some
    project with 专项 in its name); none where it names an item."""
    links = [one for one in reading.links if one.text in reading.text]
    if plan.operation is not Operation.VALUE or not (EXISTS.search(plan.question) or _HOW_MUCH.search(plan.question)):
        return []
    if not links or any(one.sure == 1.0 for one in links) or len(links) < len(reading.links):
        return []
    text = blotted(reading.text, reading.bodies.spans)
    pieces = [one for one in _ENDS_OF_THING.split(text) if any(link.text in one for link in links)]
    return [one for one in pieces if not any(bare(one) in bare(name) for link in links for name in link.names)]


_DONE_WITH_CARS = ("购置", "运行", "更新")  # behind the name of the vehicles, what is spent on them


def tell_denial_as_asked(reading: Reading, plan: Plan, context: Context) -> bool:
    """Says that a document has none of what a clause asks for in words that an item only resembles; False where none
    says so."""
    pairs = [(document, thing) for document in plan.documents for thing in things_resembled(reading, plan)]
    told = [say_denial(document, Selector(label=thing), context) for document, thing in pairs]
    return any(told)


def say_denial(document: str, selector: Selector, context: Context) -> bool:
    """Says that the document arranges nothing of the kind, in its own words; False where it does not say so."""
    found = denial_of(context.snapshot, document, selector.label)
    if found is None:
        return False
    passage, quote = found
    if _denies_narrower(selector, quote):
        return False
    where = context.snapshot.card(document).department
    context.draft.say(say("denied", where=where, label=selector.label))
    context.draft.say(quoted(where, quote, context.draft.cite_passage(passage, quote)))
    return True


def _denies_narrower(selector: Selector, quote: str) -> bool:
    """Whether a sentence denies something narrower than what is asked about (无民生项目支出; of cars only 购置, where
    they are asked about), or another source."""
    text, label = bare(quote), bare(selector.label)
    before = text[: max(text.find(label), 0)][-2:]
    behind = text[text.find(label) + len(label) :] if label in text else ""
    if behind.startswith(_DONE_WITH_CARS):
        return True
    narrower = word_class(before).startswith("n") and before not in filler_words()
    return narrower or (bool(selector.fund) and selector.fund not in text)


def say_blank(document: str, selector: Selector, plan: Plan, context: Context) -> bool:
    """Says that the row of a unit that is asked about has nothing in the column, where others have."""
    if not EXISTS.search(plan.question) or not selector.unit_name or not set(selector.names) & set(THREE_PUBLIC_KINDS):
        return False
    rows = context.facts.rows_of(document, "three_public", selector.model_copy(update={"names": ()}))
    of_unit = [one for one in rows if one.of_unit and bare(one.unit_name) == bare(selector.unit_name)]
    if not of_unit:
        return False
    cite = context.draft.cite(of_unit[0])
    context.draft.say(say("blank", where=selector.unit_name, label=selector.label, cite=cite))
    return True


def say_unlisted(document: str, selector: Selector, plan: Plan, context: Context) -> bool:
    """Says that the table of basic expenditure, which lists all that is arranged by economic subject, has no row
    of the subject asked about."""
    names = selector.names
    known = bool(names) and all(subjects_named(name, Classification.ECONOMIC) for name in names)
    if not (known and EXISTS.search(plan.question)) or selector.unit_name or set(plan.rests) - set(names):
        return False
    by_function = all(subjects_named(name, Classification.FUNCTIONAL) for name in names)
    tables = ("支出总表", "基本支出表") if by_function else ("基本支出表",)
    totals = [context.facts.total(document, Selector(label="", tables=(kind,))) for kind in tables]
    found = [one for one in totals if one is not None]
    if len(found) < len(tables):
        return False
    card = context.snapshot.card(document)
    where = f"{card.department}{card.year or ''}年"
    cite = "".join(dict.fromkeys(context.draft.cite(one) for one in found))
    context.draft.say(say("unlisted", where=where, tables="、".join(tables), label=names[0], cite=cite))
    return True


def say_no_source(document: str, selector: Selector, plan: Plan, context: Context) -> bool:
    """Says that a list of income has the source of funds that is asked about, without an amount."""
    if not (selector.fund and EXISTS.search(plan.question)) or selector.names or selector.unit_name:
        return False
    for table in context.snapshot.document(document).tables:
        if table.kind not in ("收入总表", "收支总表"):
            continue
        total = context.facts.total(document, Selector(label="", tables=(table.kind,), side="收入"))
        printed = [*table.columns, *(row.label for row in table.rows)]
        if total and any(selector.fund in one for one in printed):
            card = context.snapshot.card(document)
            where = f"{card.department}{card.year or ''}年"
            words = {"tables": str(table.kind), "label": selector.fund, "cite": context.draft.cite(total)}
            context.draft.say(say("no_source", where=where, **words))
            return True
    return False
