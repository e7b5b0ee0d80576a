"""What the narrative states of changes: which sentence is about the thing asked, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.draft import rounded
from assistant.plan import TOTAL_INCOME, TOTALS, Selector
from assistant.stated import last_of_path
from assistant.understand.text import bare, grams
from index.catalogue import THREE_PUBLIC_KINDS, synonyms
from index.model import Statement
from index.stages import LAST_OUTCOME

if TYPE_CHECKING:
    from index.store import Snapshot

_TOTALS = re.compile(
    r"收支总?预算|收入预算|支出预算|总[收支][入出]|预算收支|预算总额|[部单][门位]预算|[收支][入出]总(?:计|额|[预决]算)|收入?支出?(?:决算|总)*$"
    r"|^(?:本?年度?|[本我]?部门|[本我]?单位|全年)*(?:收入|支出)(?:合计)?$"
)
_INCOME_TOTAL = re.compile(r"收支|收入|部门预算|单位预算")
_PARTIAL = re.compile(r"项目|基本|拨款|基金|公共|三公|采购|机关运行|国有")
_SPENDING = re.compile(r"(?:预算|决算|支出|收入|财政|拨款|资金|安排|总额|总计|合计|数|额|情况)+$")
_BECAUSE = re.compile("(?<=[一-鿿]{2})(?:因|由于).*$")  # 电费因同样原因
_MONEY_WORDS = re.compile("经费|费用|支出|收入|预算|决算|财政|拨款|资金|安排|总额|合计|年度")
_OF_BUDGET = re.compile("年初预算|全年预算|调整预算|^预算|[比较与跟]预算|超预算")
_HEAD = 3  # characters at the end of a subject that say what it is
_UNIT_END = 4  # characters of a unit's name that sentences call it by
_ENOUGH = 0.6  # share of the asked words' character pairs that a statement's subject must hold
_RATE = re.compile(r"率|幅|百分|比例|%|增速")
_AMOUNT = re.compile(
    r"额|多少万|多少钱|多少元|几万|[增减加少降涨]了?多少(?!.{0,3}[%点]|百分)(?=.*[率幅])"
    r"|(?:增加|减少|增长|下降|[增减涨降多少]了?)多少[、,，和及]"
)
_RATE_FIRST = re.compile(r"(?:[率幅]|幅度|百分比|比例|增速)(?:是|有|为)?(?:多少|多大|几)")


def best_change(snapshot: Snapshot, documents: Sequence[str], selector: Selector, question: str) -> Statement | None:
    """The stated change whose subject the question names most fully."""
    asked = grams(bare(" ".join((question, selector.label, *selector.names))))
    said = set(bare("".join((question, selector.label, *selector.names))))
    of_own = selector.names or selector.fund or selector.measure != "合计"
    wordings = [grams(bare(name)) for name in dict.fromkeys((selector.label, *selector.names)) if of_own]
    department = snapshot.card(documents[0]).department
    best: tuple[float, Statement | None] = (0.0, None)
    totals: list[Statement] = []
    for statement in snapshot.statements:
        if statement.document_id not in documents or not statement.direction:
            continue
        if _OF_BUDGET.search(statement.compared_with) and not _OF_BUDGET.search(question):
            continue  # against the year's own budget, not against last year
        if not _speaks_of_unit(statement, selector.unit_name):
            continue
        if _TOTALS.search(statement.subject) and not _PARTIAL.search(statement.subject):
            totals.append(statement)
        last = grams(bare(last_of_path(statement.subject)))
        if last and len(last & asked) < _ENOUGH * len(last):
            continue  # about an item below the one that is asked about
        head = _SPENDING.sub("", _BECAUSE.sub("", bare(statement.subject)))[-_HEAD:]
        if head and not set(head) & said:
            continue  # about something that is not asked for (会议费 of 一般公共预算拨款会议费预算支出)
        own_words = bare(statement.subject).replace(bare(department), "")
        if selector.names and (_is_another(own_words, selector) or not _shares_more_than_money(own_words, asked)):
            continue
        own = grams(own_words)
        named = max(wordings, key=lambda one: len(own & one) / (len(one) or 1), default=set())
        covered = (len(own & named) / len(named) if named else len(own & asked) / len(own)) if own else 0.0
        plainness = (0.5 if statement.amount is not None else 0) - 0.05 * len(own - asked)
        score = covered * len(own & (named or asked)) + plainness
        if covered >= _ENOUGH and score > best[0]:
            best = (score, statement)
    if selector.label in TOTALS:
        words, side = (_INCOME_TOTAL, "收入") if selector.label == TOTAL_INCOME else (_TOTALS, "支出")
        spending = next((one for one in totals if "支出" in one.subject and words is _TOTALS), None)
        total = spending or next((one for one in totals if words.search(one.subject)), None)
        return total or (totals[0] if totals else None) or best[1] or _of_all_there_is(side, documents, snapshot)
    return best[1]


def _of_all_there_is(side: str, documents: Sequence[str], snapshot: Snapshot) -> Statement | None:
    """The change of the one part that the total of a side consists of, where the sentence that states both tells none
    of the total (收入预算100万元，其中：财政拨款收入100万元，比上年增加20万元)."""
    own = [one for one in snapshot.statements if one.document_id in documents and one.amount and side in one.subject]
    totals = {
        (one.passage_id, one.quote, one.amount, one.unit)
        for one in own
        if _TOTALS.search(one.subject) and not _PARTIAL.search(one.subject) and not one.direction
    }
    of_all = (one for one in own if (one.passage_id, one.quote, one.amount, one.unit) in totals)
    return next((one for one in of_all if one.direction and _PARTIAL.search(one.subject)), None)


def _shares_more_than_money(subject: str, asked: set[str]) -> bool:
    """Whether a subject and what is asked have more in common than words for money (机关运行经费支出, 三公经费支出)."""
    own = grams(_MONEY_WORDS.sub(" ", subject))
    own = {pair for pair in own if " " not in pair}
    return not own or bool(own & asked)


def _is_another(subject: str, selector: Selector) -> bool:
    """Whether a subject is the very name of another item than the one asked about, which holds it or is one of its
    parts (公务用车购置及运行费 for 公务用车购置费)."""
    words = _SPENDING.sub("", subject) or subject
    named = {name for one in (subject, words) for name in (*synonyms().get(one, ()), one) if name in THREE_PUBLIC_KINDS}
    asked = {form for one in (*selector.names, selector.label) for form in (one, _SPENDING.sub("", bare(one)))}
    return bool(named) and not named & asked


def subject_of(hit: Statement, snapshot: Snapshot) -> str:
    """The subject with its department before it, unless it names it."""
    department = snapshot.card(hit.document_id).department
    if bare(department) in bare(hit.subject):
        return hit.subject
    own = hit.subject.split(" ")[-1]  # 区人大办 三公经费: the body's short name stands before
    return f"{department}{own}"


def implied_rate(subject: str, hit: Statement) -> list[tuple[str, Decimal, str, str]]:
    """The rate that amount and change imply, with its formula."""
    change, amount = hit.change or Decimal(0), hit.amount or Decimal(0)
    sign = "−" if hit.direction == "增加" else "+"
    before = amount - change if sign == "−" else amount + change
    if not before:
        return []
    rate = rounded(change * 100 / before)
    return [(f"{subject}变动率", rate, "%", f"{change} ÷ ({amount} {sign} {change})")]


def implied_change(subject: str, hit: Statement, snapshot: Snapshot) -> list[tuple[str, Decimal, str, str]]:
    """The change that last year's execution, told in the same paragraph, and the amount imply."""
    for one in snapshot.statements:
        if (one.passage_id, one.subject, one.stage) == (hit.passage_id, hit.subject, LAST_OUTCOME):
            now, then = hit.amount or Decimal(0), one.amount or Decimal(0)
            larger, smaller = max(now, then), min(now, then)
            if larger > smaller and hit.amount is not None:
                return [(f"{subject}{hit.direction}额", larger - smaller, hit.unit, f"{larger} − {smaller}")]
    return []


def rate_of(change: Decimal, before: Decimal) -> Decimal:
    """A change in percent of what was before."""
    return change * 100 / before if before else Decimal(0)


def stated_rate(hit: Statement) -> Decimal:
    """The rate that a sentence states, else the one that its amounts imply."""
    if hit.rate is not None or hit.change is None or hit.amount is None:
        return hit.rate or Decimal(0)
    return rate_of(hit.change, hit.amount + (hit.change if hit.direction == "减少" else -hit.change))


def _speaks_of_unit(hit: Statement, unit: str) -> bool:
    """Whether a sentence is of the unit asked about, where it is one: it says the end of its name."""
    return not unit or bare(unit)[-_UNIT_END:] in hit.quote or "本级" in hit.quote


def names_rate(question: str) -> bool:
    """Whether a question speaks of by what part something changed."""
    return bool(_RATE.search(question))


def wants_rate(question: str) -> bool:
    """Whether the rate is what is asked for, by itself or before the amount (涨幅是多少、多出来多少钱)."""
    rate, amount = _RATE_FIRST.search(question), _AMOUNT.search(question)
    if rate and amount and rate.end() <= amount.start():
        return True
    return names_rate(question) and not amount
