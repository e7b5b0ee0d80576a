"""Sentences that tell how many projects are managed by goals, and the money that these take."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.plan import Operation
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.understand.reading import Reading
from assistant.understand.text import bare, grams
from index.amounts import YUAN_PER_UNIT
from index.model import Statement

_PIECES = ("个", "项")
_SECOND = "二级项目"
_INVOLVED = re.compile(r"涉及(?:到|了|的)?(?!项目)[^,，。;；?？]{0,14}(?:多少|几)(?![个项家人次])")
_NUMBER_TOO = re.compile(r"(?:多少|几)[个项](?!月|[^,，。;；?？、]{0,6}(?:钱|资金|金额))")  # 项目几个、涉及多少钱
_ITS_MONEY = re.compile(
    r"(?:[共总]?涉及|项目|资金|金额|预算|合计|[一总]?共|总额|是|有|,)*多少(?:钱|资金|万元?|元)?[?？]?"
)
_OF_MONEY = re.compile("拨款|公共预算|资金|[金款]额|预算|钱|[万亿]元?|多少元")
BY_GOALS = re.compile(
    r"绩效[^,，。;；?？]{0,8}(?:二级)?项目(?!支出)|项目[^,，。;；?？]{0,10}绩效(?=自评|评价|跟踪|监控|目标|管理)"
)
_MOST = 0.7  # share of the pairs of characters of a subject
_GRADE = re.compile(
    '(不合格|(?<!不)合格|(?<![不])优秀?|良好?|(?<![其当之])中(?=等?[”"]?的)|较?差(?=[”"]?的))(?:[”"]|等|级|档|次)*的?(?=项目|[有是]?[几多])'
)
_DEED = re.compile("绩效(自评|评价|跟踪|监控|目标)")


def counting_sentences(document: str, context: Context) -> list[Statement]:
    """The numbers of projects that sentences of a document tell."""
    told = [one for one in context.snapshot.statements if one.document_id == document and one.unit in _PIECES]
    return [one for one in told if "项目" in one.quote and one.amount is not None]


def _said_in(statement: Statement, question: str) -> float:
    """How much of its subject a question says, where it says most of it (绩效评级优的项目: 评级为优的项目有几个)."""
    own = grams(bare(statement.subject))
    share = len(own & grams(bare(question))) / len(own) if own else 0.0
    return share if share >= _MOST else 0.0


def _is_of_grade(statement: Statement, grade: str) -> bool:
    """Whether a number is that of the projects of a grade (合格, which is no 不合格)."""
    return grade in statement.subject and f"不{grade}" not in statement.subject


def state_counted(document: str, question: str, context: Context) -> bool:
    """Says how many second-level projects there are, or projects managed by goals, as a sentence states it, with its
    amount; False where none does, or where the tables list the second-level projects that are asked for."""
    second = _SECOND in question
    if second and any(found.level > 1 for found in context.facts.projects(document)):
        return False
    told = [one for one in counting_sentences(document, context) if (_SECOND if second else "绩效") in one.quote]
    grade = found[1].rstrip("秀好") if (found := _GRADE.search(question)) else ""
    told = [one for one in told if not grade or _is_of_grade(one, grade)]
    deed = found[1] if (found := _DEED.search(question)) else ""
    told.sort(key=lambda one: (deed not in one.subject, -_said_in(one, question), "项目" not in one.subject))
    if not told or not (second or BY_GOALS.search(question)):
        return False
    first = told[0]
    mark = context.draft.cite_passage(context.passage(first.passage_id), first.quote)
    for one in (first, *_money_beside(first, context)):
        context.draft.stated_figure(one.subject, one.amount or Decimal(0), one.unit, Role.DETAIL, mark)
    context.draft.promote_first()
    name = context.snapshot.card(document).department
    label = f"{name}{_SECOND if second else first.subject if grade else '项目'}"
    context.draft.say(say("count", label=label, amount=amount_text(first.amount or Decimal(0), "个")))
    context.draft.say(quoted(name, first.quote, mark))
    return True


def tell_counted(reading: Reading, context: Context) -> Status | None:
    """How many projects are managed by goals (多少个二级项目纳入绩效管理), as sentences tell; None where a clause does
    not count these, names an item for certain, or no sentence tells."""
    named = any(one.sure == 1.0 for one in reading.links)
    of_goals = reading.operation is Operation.COUNT and BY_GOALS.search(reading.text)
    if named or not of_goals or "绩效指标" in reading.text:
        return None
    told = [state_counted(document, reading.text, context) for document in reading.documents]
    return Status.ANSWERED if any(told) else None


def tell_involved(reading: Reading, context: Context) -> Status | None:
    """The money that the projects managed by goals take, as the sentence that counts them states it (8个二级项目，
    涉及多少财政拨款), where a clause asks what is involved and names nothing else; None where no sentence does."""
    goes_on = "绩效" in context.turn and _ITS_MONEY.fullmatch(reading.text)
    asked = f"{reading.topic}{reading.text}"  # 几个二级项目搞绩效管理，涉及多少拨款
    named = any(one.sure == 1.0 for one in reading.links) or (reading.links and not BY_GOALS.search(asked))
    if named or reading.unit_names or not (goes_on or _INVOLVED.search(reading.plain)):
        return None
    if not goes_on and _NUMBER_TOO.search(reading.text) and BY_GOALS.search(reading.text):
        told_both = [state_counted(document, reading.text, context) for document in reading.documents]
        if any(told_both):
            return Status.ANSWERED
    done = False
    for document in reading.documents:
        counted = [one for one in counting_sentences(document, context) if "绩效" in one.quote]
        amount = next((one for first in counted for one in _money_beside(first, context)), None)
        if amount is None or not _OF_MONEY.search(reading.plain):
            continue
        mark = context.draft.cite_passage(context.passage(amount.passage_id), amount.quote)
        first = not any(one.role is Role.HEADLINE for one in context.draft.figures)
        role = Role.HEADLINE if first else Role.DETAIL
        context.draft.stated_figure(amount.subject, amount.amount or Decimal(0), amount.unit, role, mark)
        card = context.snapshot.card(document)
        line = quoted(card.department, amount.quote, mark)
        context.draft.say("" if line in context.draft.lines else line)
        told = amount_text(amount.amount or Decimal(0), amount.unit)
        context.draft.say(say("row", label=f"涉及{amount.subject}", amount=told, cite=mark))
        context.stated.append(amount)
        done = True
    return Status.ANSWERED if done else None


def _money_beside(counted: Statement, context: Context) -> list[Statement]:
    """The sums of money that the same sentence states."""
    return [
        one
        for one in context.snapshot.statements
        if one.document_id == counted.document_id
        and one.quote == counted.quote
        and one.unit in YUAN_PER_UNIT
        and one.amount is not None
    ]
