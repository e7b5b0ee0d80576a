"""Text questions: the quotes that answer, worded with their citations."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.draft import Draft, amount_text
from assistant.prompting import say
from assistant.quoting import close_set
from assistant.understand.likeness import is_of_other_measure
from index.amounts import NUMBER
from index.counted_names import of_all_listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.narrative_query import Aspect, Quote
    from assistant.retrieve import HybridRetriever
    from index.model import Statement
    from index.store import Snapshot

_PART = re.compile("[，,、？?；;]")
_ASKED = re.compile(
    r"([一-鿿]{2})(?:的?(?:费用?|支出|预算|金额|数额))?(?:分别|各)?(?:是|有|为|花|要)?(?:了|掉)?(?:多少|几)"
)
_RATE_ASKED = re.compile("[率度](?:的?(?:目标|指标|要求|标准)值?)?(?:是|为|要|得|达到)*(?:多少|多高)")
_RATES = re.compile(r"([一-鿿]{2,14}[率度])[≥为达到是不低于]*\s*(\d+(?:\.\d+)?)%")
_RATE_NAME = 3  # characters of the end of a rate's name that tell it from others
_COUNTED = re.compile(r"(?:多少|几)(人次|批次|[所个人家名辆台套场次件份亩米])")
_PEOPLE = re.compile(r"([一-鿿]{2})(?:一共|总共|共)?(?:是|有)?(?:多少|几)个?[人名位](?!次)")
_HOW_MANY_BOUGHT = re.compile(r"(?:[买购换]|更新|添置)[^，。？]{0,4}(?:多少|几)[辆台]")
_BUYS = re.compile(r"购[置买]|新购|更新|采购|添置")
_ASKS_ALL_CELLS = re.compile(r"编码|代码|序号|依据|根据什么|凭什么定|怎么定|从哪来")


def answer_text(
    question: str,
    documents: tuple[str, ...],
    several: bool,
    snapshot: Snapshot,
    retriever: HybridRetriever,
    draft: Draft,
) -> tuple[Status | None, tuple[str, ...]]:
    """Adds the quotes that answer; None with the nearest places when nothing does."""
    from assistant.narrative.answer import answer_narrative
    from assistant.narrative.aspect import aspect_of
    from assistant.narrative_query import NarrativeQuery

    aspect, subject = aspect_of(question)
    result = answer_narrative(NarrativeQuery(question, subject, aspect, documents, several), snapshot, retriever)
    if not result.quotes:
        return None, result.nearest
    names = {card.id: f"{card.department}{card.year or ''}年{card.basis}" for card in snapshot.documents}
    quotes = [quote for quote in result.quotes if not _counts_others(question, quote, snapshot)]
    if not quotes:
        return None, result.nearest
    _tell_number(question, aspect, quotes, names, draft)
    for quote in quotes:
        department = snapshot.card(quote.passage.document_id).department
        if any(_shown(quote) in line and department in line for line in draft.lines):
            continue  # a figure of the same answer quoted it already; another body may say the same
        _say_quote(question, quote, names[quote.passage.document_id], snapshot, draft)
    for document in result.unexplained:
        draft.say(say("no_reason", where=names[document]))
    return Status.ANSWERED, ()


def _tell_number(
    question: str, aspect: Aspect, quotes: Sequence[Quote], names: Mapping[str, str], draft: Draft
) -> None:
    """How many items the list has that is quoted below, where that is asked."""
    from assistant.narrative.counting import list_counted, number_asked

    measure = number_asked(question, aspect)
    counted = list_counted(question, quotes) if measure else None
    if counted is None:
        return
    whose = names[counted.items[0].document_id]
    lead = f"“{counted.lead.text.strip()}”以下" if counted.lead else "所列"
    marks = [draft.cite_passage(one, one.text.strip()) for one in counted.items]
    number = Decimal(len(counted.items))
    draft.counted_figure(f"{whose}{aspect.value}", (), marks, measure)
    draft.say(say("count_items", where=whose, lead=lead, amount=amount_text(number, measure)))


def _counts_others(question: str, quote: Quote, snapshot: Snapshot) -> bool:
    """Whether it is asked how many there are of some people (代表有多少人) and a row of a table counts others,
    which only its project has to do with them (书报订阅人数); or how many of something are bought, and not how many
    there are."""
    from assistant.narrative.rows import row_statement
    from index.dictionary import word_class

    if _HOW_MANY_BOUGHT.search(question) and not _BUYS.search(quote.text):
        return True
    row = row_statement(quote, snapshot)
    if row is None or row.figure is None:
        return False
    item, asked = row.label.split(" · ")[-1], _PEOPLE.search(question)
    if is_of_other_measure(question, item, row.figure.unit):
        return True  # 组织多少场考试: how often something goes wrong
    return asked is not None and (word_class(asked[1]) or "").startswith("n") and asked[1] not in item


def _shown(quote: Quote) -> str:
    """The quoted words as they are shown; a row of cells keeps its spaces."""
    return quote.text if quote.passage.kind == "table" else close_set(quote.text)


def _say_quote(question: str, quote: Quote, where: str, snapshot: Snapshot, draft: Draft) -> None:
    """The quoted sentence, or the row of a table in words, with its figures."""
    from assistant.narrative.asked import asks_date, form_asked
    from assistant.narrative.rows import row_statement

    mark = draft.cite_passage(quote.passage, quote.text)
    row = None if _ASKS_ALL_CELLS.search(question) else row_statement(quote, snapshot)
    wants_date = any(asks_date(part) for part in _PART.split(question))
    if row is not None and wants_date and not row.tells(form_asked(question)):
        row = None  # the month stands in another cell of the row
    if row is None:
        draft.say(say("quote", where=where, quote=_shown(quote), cite=mark))
        _state_figures(question, quote, snapshot, draft, mark)
        return
    amount = amount_text(row.figure.value, row.figure.unit, row.figure.operator) if row.figure else row.words
    draft.say(say("quoted_row", where=where, label=row.label, words=amount, cite=mark))
    if row.figure:
        draft.read_figure(row.figure, _role(draft), row.label)
    elif _RATE_ASKED.search(question):
        _state_rate(question, quote, draft, mark)


def _state_figures(question: str, quote: Quote, snapshot: Snapshot, draft: Draft, mark: str) -> None:
    """The amounts that the quoted words state of a subject become figures with the quote as proof, first
    those of what the question names right before it asks how much."""
    from assistant.narrative.asked import measure_asked, measures_alike

    names, units = tuple(_ASKED.findall(question)), _COUNTED.findall(question)
    own = [of_all_listed(one) for one in snapshot.statements if one.passage_id == quote.passage.id]
    measure = measure_asked(question)
    if measure and not any(measures_alike(measure, one.unit) for one in own):
        _state_number(measure, quote, draft, mark)
    if _RATE_ASKED.search(question) and not any(one.unit == "%" for one in own):
        _state_rate(question, quote, draft, mark)
    own.sort(key=lambda one: (not one.subject.endswith(names), -_end_said(one, question), one.unit not in units))
    for statement in own:
        if statement.amount is None or statement.quote not in quote.text:
            continue
        if not _is_printed(statement.amount, statement.quote):
            continue
        draft.stated_figure(statement.subject, statement.amount, statement.unit, _role(draft), mark)


def _state_rate(question: str, quote: Quote, draft: Draft, mark: str) -> None:
    """The one rate of those in quoted words (结案率95%，调解率75%) of whose name the question says the end."""
    told = [(name, value) for name, value in _RATES.findall(quote.text) if name[-_RATE_NAME:] in question]
    if len({name[-_RATE_NAME:] for name, _ in told}) == 1:
        name, value = told[0]
        draft.stated_figure(name, Decimal(value), "%", _role(draft), mark)


def _end_said(statement: Statement, question: str) -> int:
    """How many characters of the end of a subject a question says (地上建筑面积, not 规划建筑面积)."""
    subject = statement.subject
    return next((len(subject) - at for at in range(len(subject)) if subject[at:] in question), 0)


def _state_number(measure: str, quote: Quote, draft: Draft, mark: str) -> None:
    """The number in the measure that is asked for (得分99.43分), where the quote states a single one."""
    found = re.findall(rf"([一-鿿]{{2,10}})[\s为是共达]*(\d[\d,]*(?:\.\d+)?)\s*{measure}", quote.text)
    if len(found) == 1:
        label, number = found[0]
        draft.stated_figure(label, Decimal(number.replace(",", "")), measure, _role(draft), mark)


def _is_printed(amount: Decimal, text: str) -> bool:
    """Whether the text prints the amount in digits; one in words ("最多跑一次") is no figure of its own."""
    return any(Decimal(number.replace(",", "")) == amount for number in NUMBER.findall(text))


def _role(draft: Draft) -> Role:
    return Role.DETAIL if any(one.role is Role.HEADLINE for one in draft.figures) else Role.HEADLINE
