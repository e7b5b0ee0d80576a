"""Figures that no table holds, as sentences state them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.denials import EXISTS, say_blank, say_denial, say_no_source, say_unlisted, tell_denials
from assistant.draft import amount_text
from assistant.narrative.asked import counted_stretch, measure_asked, measures_alike
from assistant.plan import Operation, Plan, Selector
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.receptions import tell_counts
from assistant.stated import GOODS, is_of, procured_kinds, procurement_of, procurement_total, stated
from assistant.understand.clues import asks_money, asks_sum
from assistant.understand.reading import Reading
from assistant.understand.text import bare
from index.amounts import YUAN_PER_UNIT
from index.counted_names import of_all_listed
from index.model import Statement

_WRITTEN = re.compile(
    r"(?:文字|叙述|说明)(?:说明|部分|材料)?(?:里|中|上)?面?(?:头)?(?:又|却|则|呢|,)*(?:写|说|讲|列|提|披露|公布|涉及)(?:的|明|到|了)*"
)
_AMOUNT = re.compile("多少|几")
_NOUN = re.compile("[一-鿿]{3,10}(?=$|[?？,，。;；、])")  # what is counted, right behind the words that ask
_PEOPLE = "(?:人员|人数|干部|职工|教职工|老师|教师|老人|的?人)"
_BUYS = re.compile("(?<!采)购|买|添置|换车")
_PIECES = re.compile(r"单价|(?:采购|购买|购置|买)(?:了)?(?:几|多少)[台套件本册辆]")


def say_missing(labels: Sequence[str], plan: Plan, context: Context) -> None:
    """Says which of the things asked for are not listed, or gives what a sentence states of them."""
    for selector in plan.selectors:
        if (
            selector.label in labels
            and stated_value(plan.model_copy(update={"selectors": (selector,)}), context) is None
        ):
            context.draft.say(say("not_listed", label=selector.full_name))


_BEGINNING = 4  # characters of an item's name that its parts begin with (公务用车加油)


def stated_value(plan: Plan, context: Context) -> Status | None:
    """The amounts that sentences state where no table holds them; nothing that leaves out words of the
    question."""
    done = False
    if _PIECES.search(plan.question):
        return None  # a sentence states sums of money, not how many pieces or what one of them costs
    for document in plan.documents:
        if procured_kinds(plan):
            total, kinds = procurement_of(context.snapshot, document, plan)
            together = "总额" in plan.question or (len(kinds) > 1 and asks_sum(plan.question))
            whole = [total] if total and together else []
            for hit in (*whole, *kinds):
                say_stated(hit, context)
                done = True
            if total and not kinds and EXISTS.search(plan.question):
                _say_no_kind(total, plan, context)
                done = True
            continue
        found = {one: _stated_hits(document, one, plan, context) for one in plan.selectors}
        hits = sorted((hit for hits in found.values() for hit in hits), key=lambda hit: _place_in(plan.question, hit))
        for hit in hits:
            say_stated(hit, context)
            done = True
        for selector in plan.selectors:
            if not done and plan.operation is Operation.VALUE:
                done = say_denial(document, selector, context) or say_blank(document, selector, plan, context)
                done = done or say_unlisted(document, selector, plan, context)
                done = done or say_no_source(document, selector, plan, context)
    return Status.ANSWERED if done else None


def stated_of_rests(plan: Plan, context: Context) -> Status | None:
    """The amounts that sentences state of words that no item of the tables explains (公车加油, 小微企业合同金额)."""
    of_goods = any(kind in words for kind in GOODS for words in plan.rests)
    asks_amount = plan.operation is Operation.VALUE and bool(_AMOUNT.search(plan.question))
    if not (asks_amount and plan.rests) or of_goods or _PIECES.search(plan.question):
        return None
    named = plan.selectors if plan.selectors_are_new else ()
    selectors = named or tuple(Selector(label=words, names=(words,)) for words in plan.rests[:1])
    pairs = [(document, one) for document in plan.documents for one in selectors]
    hits = [hit for document, one in pairs for hit in _stated_hits(document, one, plan, context)]
    for hit in dict.fromkeys(hits):
        say_stated(hit, context)
    if hits:
        return Status.ANSWERED
    denied = [f"{words}项目" for words in plan.rests if f"{words}项目" in plan.question]  # 民生项目支出多少
    return Status.ANSWERED if tell_denials(_asking(plan, denied), context) else None


def _asking(plan: Plan, labels: Sequence[str]) -> Plan:
    return plan.model_copy(update={"selectors": tuple(Selector(label=one) for one in labels)})


def stated_number(text: str, documents: Sequence[str], context: Context) -> Status | None:
    """How many there are of what a clause counts in the very words of a sentence (审计项目38个), which comes before an
    indicator that only resembles it; None where no sentence says so."""
    measure, end = measure_asked(text), counted_stretch(text)[1]
    behind = _NOUN.match(text, end) if measure else None
    hits = [
        one
        for one in (context.snapshot.statements if measure else ())
        if one.document_id in documents
        and one.amount is not None
        and one.unit not in YUAN_PER_UNIT
        and measures_alike(measure, one.unit)
        and ((behind and bare(one.subject).endswith(behind[0])) or _is_said(bare(one.subject), text[:end]))
    ]
    for hit in hits[:1]:
        say_stated(hit, context)
    return Status.ANSWERED if hits else None


def number_told(question: str, plan: Plan, context: Context) -> Status | None:
    """How many there are of what a question for one number counts, as sentences tell it: of groups and visitors, or of
    what it names; None where none do."""
    if plan.operation is not Operation.VALUE:
        return None
    return tell_counts(question, plan, context) or stated_number(question, plan.documents, context)


def number_in_words(plan: Plan, reading: Reading, context: Context) -> Status | None:
    """The number that a sentence states of the very things counted, where only an indicator that resembles them was
    found."""
    resembling = [one for one in reading.links if one.kinds == {"indicator"} and one.text not in reading.text]
    if plan.operation is not Operation.VALUE or not resembling or len(resembling) < len(reading.links):
        return None
    return stated_number(reading.text, reading.documents, context)


def _is_said(subject: str, text: str) -> bool:
    """Whether a subject stands in the words before the number that is asked for; a short one (退休) for people."""
    return subject in text and (len(subject) >= _BEGINNING or bool(re.search(f"{subject}{_PEOPLE}", text)))


def asks_written(question: str) -> bool:
    """Whether it is asked what the words of the document say, not its tables (文字说明里写的是多少)."""
    return bool(_WRITTEN.search(question))


def written_value(plan: Plan, context: Context) -> Status | None:
    """What the sentences of each document, those of the section that is named, state of the very things asked
    about, whatever the tables print."""
    done = False
    for document in plan.documents if plan.operation is Operation.VALUE else ():
        for selector in plan.selectors:
            names = dict.fromkeys((f"{selector.fund}{selector.label}", selector.label, *selector.names))
            hits = [one for name in names for one in stated(context.snapshot, (document,), name, exact=True)]
            hits += [
                one
                for one in context.snapshot.statements
                if one.document_id == document and bare(one.subject) in map(bare, names)
            ]
            for hit in [one for one in hits if one.unit in YUAN_PER_UNIT and _is_of_section(one, plan)][:1]:
                say_stated(hit, context)
                done = True
    return Status.ANSWERED if done else None


def _is_of_section(hit: Statement, plan: Plan) -> bool:
    """Whether an amount is stated under a heading that says what else the question names (绩效说明里涉及…)."""
    headings = " ".join(hit.section)
    return hit.amount is not None and all(words in headings for words in plan.rests)


def _place_in(question: str, hit: Statement) -> int:
    """Where a question names the subject of a statement, by as much of its beginning as it says (行政 of 行政单位); at
    its end where it names it otherwise."""
    subject = bare(hit.subject)
    places = (question.find(subject[:length]) for length in range(len(subject), 1, -1))
    return next((one for one in places if one >= 0), len(question))


def _stated_hits(document: str, selector: Selector, plan: Plan, context: Context) -> list[Statement]:
    """The best statement for the words of a selector, with each of the words left over (采购的货物、服务)."""
    rests = [words for words in plan.rests if words != selector.label]
    total = procurement_total(context.snapshot, document) if "政府采购" in selector.names else None
    if total and not (rests or selector.unit_name or selector.fund):
        return [total]
    wanted: list[tuple[str, ...]] = [(f"{selector.label}{words}", words) for words in rests]
    if not rests or (len(rests) > 1 and asks_sum(plan.question)):
        wanted.insert(0, (selector.label, *selector.names))
    hits: list[Statement] = []
    of_money = asks_money(plan.question)
    measure = "" if of_money else measure_asked(plan.question)
    for names in wanted:
        found = [
            one
            for name in dict.fromkeys(names)
            for one in stated(context.snapshot, (document,), name)
            if one.amount is not None and all(words in one.quote for words in rests)
            if not measure or measures_alike(measure, one.unit)
            if not of_money or one.unit in YUAN_PER_UNIT
            if one.unit != "辆" or not _BUYS.search(plan.question) or _BUYS.search(one.subject)
            if not rests
            or any(bare(name) in bare(f"{one.section}{one.quote}") for name in (selector.label, *selector.names))
            or any(bare(one.subject).startswith(bare(name)[:_BEGINNING]) for name in selector.names)
            if not selector.fund
            or selector.fund in (told := " ".join((one.quote, *one.section)))
            or (selector.label != selector.measure and selector.label in told)
            if not selector.within or any(bare(name) in bare(one.quote) for name in selector.within)
            if not selector.unit_name or _speaks_of(selector.unit_name, one, context)
        ]
        found.sort(
            key=lambda one: (
                not is_of(one, names[-1]),
                bare(one.subject) not in bare(plan.question),
                bare(one.subject) != bare(names[-1]),
                names[-1] not in one.subject,
            )
        )
        hits += found[:1]
    return list(dict.fromkeys(hits))


def _speaks_of(unit: str, statement: Statement, context: Context) -> bool:
    """Whether a sentence is about this unit, rather than about the whole department or several units together."""
    card, told = context.snapshot.card(statement.document_id), bare(statement.quote)
    if unit == card.department:
        return "本级" in told
    others = ["本级", *(bare(one) for one in card.units if one not in (unit, card.department))]
    alone = bare(unit) in bare(statement.subject) or not any(one in told for one in others)
    return bare(unit) in told and alone


def _say_no_kind(total: Statement, plan: Plan, context: Context) -> None:
    """That the sentence which tells the kinds of procurement apart does not list those that are asked for."""
    mark = context.draft.cite_passage(context.passage(total.passage_id), total.quote)
    where = context.snapshot.card(total.document_id).department
    context.draft.say(say("no_kind", where=where, kinds="、".join(procured_kinds(plan))))
    context.draft.say(quoted(where, total.quote, mark))


def say_stated(hit: Statement, context: Context) -> None:
    """Tells what a sentence states, with its words."""
    draft, hit = context.draft, of_all_listed(hit)
    mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
    context.stated.append(hit)
    amount = hit.amount or Decimal(0)
    first = not any(one.role is Role.HEADLINE for one in draft.figures)
    draft.stated_figure(hit.subject, amount, hit.unit, Role.HEADLINE if first else Role.DETAIL, mark)
    card = context.snapshot.card(hit.document_id)
    if amount == 0 and first:
        spent, nothing = card.basis == "决算" and hit.unit in YUAN_PER_UNIT, amount_text(amount, hit.unit)
        none = say("none_spent", label=hit.subject, amount=nothing) if spent else ""
        draft.say(none or say("none_arranged", label=hit.subject, amount=nothing))
    where = card.department
    line = quoted(where, hit.quote, mark)
    if line not in draft.lines:
        draft.say(line)
        return
    row = say("row", label=hit.subject, amount=amount_text(amount, hit.unit), cite=mark)
    draft.say("" if row in draft.lines else row)
