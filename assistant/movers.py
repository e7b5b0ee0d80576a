"""Which subjects or projects rose or fell against last year, and which most: by the columns of one table,
or by the documents of two years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.changes import documents_before, latest_documents
from assistant.context import Context
from assistant.draft import amount_text, rounded
from assistant.found import Found
from assistant.moved_by import is_bound_by_change, keeps_change
from assistant.plan import Operation, Plan, Selector
from assistant.prompting import say
from assistant.staged_items import asks_items, staged_items
from assistant.understand.text import bare
from assistant.verdicts import direction_asked
from index.amounts import YUAN_PER_UNIT

_FINE_TABLES = ("支出总表", "一般公共预算支出表")  # that list subjects down to the last level
_MOVED = r"(?:增加|增长|上升|提高|上涨|减少|下降|降低|压减|压缩|变化|变动|增|涨|减|降)"
_MOST = re.compile(
    rf"{_MOVED}(?:了|得|的)?(?:额|率|幅度|幅|金额)?(?:最|排?前[一二三四五六七八九十两\d])|最[大多](?:的)?{_MOVED}"
)
_WHICH = re.compile(
    rf"(?:哪些|哪[几一]?[个项]|什么)(?:功能|经济)?(?:科目|项目|支出|方面)[^，。；]{{0,24}}{_MOVED}(?!.{{0,4}}(?:原因|为))"
    rf"|{_MOVED}了?的(?:功能|经济)?(?:科目|项目)(?:都|又|一共)?(?:有|是)(?:哪|多少|几)"
)
_ECONOMIC = re.compile(
    "经济(?:分类)?科目|(?:基本支出|人员经费|公用经费)(?:里面?|[当其]?中|内)的?(?:都|又|有)*(?:哪|什么)"
)
_MORE_OR_LESS = re.compile("[比较](?:上年|去年|20\\d\\d年?)[^，。]{0,6}([多少高低])(?!少|于)")
_BASIC_TABLE = "基本支出表"
_CLASSES = {
    "人员经费": ("工资福利支出", "对个人和家庭的补助"),
    "公用经费": ("商品和服务支出", "资本性支出", "其他资本性支出"),
}  # the economic classes that each is made up of
_OF_THOSE = re.compile(
    rf"(?:科目|项目)(?:里面?|[当其]?中)?(?:都|又)?(?:有|是)?哪[些几]个?(?:是)?[比较][^，。]{{0,10}}{_MOVED}"
)
_WHO = re.compile(r"谁|哪一?家|哪[个些]?(?:单位|部门)")
_BY_RATE = re.compile(r"率|幅|百分|增速|最快")
_BODIES = ("documents", "named", "units")
_PRIOR = ("上年执行数", "上年预算数", "上年决算数", "上年数")
_BEGUN = ("年初预算数", "预算数", "全年预算数")
_OPERATIONS = (Operation.RANK, Operation.LIST, Operation.CHANGE, Operation.FILTER, Operation.VALUE)


@dataclass(frozen=True, slots=True)
class _Mover:
    """An item with its figures of this year and of the one before."""

    now: Found
    then: Found

    @property
    def change(self) -> Decimal:
        """This year less the year before."""
        return self.now.value - self.then.value

    @property
    def rate(self) -> Decimal:
        """The change in percent of the year before."""
        return self.change * 100 / abs(self.then.value) if self.then.value else Decimal(0)


def asks_movers(plan: Plan) -> bool:
    """Whether it is asked which members of a group rose or fell, or did so most."""
    of_amount = plan.condition is not None and not is_bound_by_change(plan)
    if plan.operation not in _OPERATIONS or plan.group in _BODIES:
        return False
    if of_amount or _OF_THOSE.search(plan.question):
        return bool(_OF_THOSE.search(plan.question))
    if plan.operation is Operation.CHANGE and len(plan.documents) > 1 and _WHO.search(plan.question):
        return False  # 三家里谁增长最多: bodies, each with its change
    within = _ECONOMIC.search(plan.question) and plan.operation is Operation.CHANGE
    return bool(_MOST.search(plan.question) or _WHICH.search(plan.question) or within)


def movers_of(plan: Plan, context: Context) -> Status | None:
    """Those of a group that rose or fell, the one that did most first; None where no two years can be compared."""
    direction = _direction_of(plan.question)
    by_rate = bool(_BY_RATE.search(plan.question))
    found = [
        mover
        for documents in latest_documents(plan, context.snapshot)
        for mover in _movers(documents, plan, context)
        if mover.change * direction > 0 or (not direction and mover.change)
    ]
    if plan.condition is not None and not is_bound_by_change(plan):
        found = [one for one in found if plan.condition.is_met(one.now.value, one.now.unit)]
    bounded = [one for one in found if keeps_change(one.change, one.now.unit, one.rate, plan)]
    if found and not bounded:
        context.draft.say(say("no_such_item"))
        return Status.ANSWERED
    found = bounded
    found.sort(key=lambda one: abs(one.rate if by_rate else one.change), reverse=True)
    if _MOST.search(plan.question):
        found = found[: plan.top or 1]
    if not found:
        return staged_items(plan, context) if asks_items(plan) else None
    for place, mover in enumerate(found):
        years = ("年初预算", "决算") if _against_budget(plan.question) else ("上年", "本年")
        _tell(mover, by_rate, years, first=place == 0, context=context)
    new = _newly_listed(plan, found, context)
    context.draft.say(say("newly_listed", names="、".join(new)) if new else "")
    gone = _no_longer_listed(plan, found, context)
    context.draft.say(say("no_longer_listed", names="、".join(gone)) if gone else "")
    context.history += [one.now for one in found]
    return Status.ANSWERED


def _direction_of(question: str) -> int:
    """1 for rising, -1 for falling, 0 where either is asked; 比上年少 too says which."""
    more_or_less = _MORE_OR_LESS.search(question)
    return direction_asked(question) or ((1 if more_or_less[1] in "多高" else -1) if more_or_less else 0)


def _against_budget(question: str) -> bool:
    """Whether what came of a year is set against its budget, not against the year before."""
    return bool(re.search("[比较](?:年初|全年|调整)预算", question))


def _movers(documents: Sequence[str], plan: Plan, context: Context) -> list[_Mover]:
    stages = ("合计", *_BEGUN, *_PRIOR)
    if _ECONOMIC.search(plan.question):
        return _economic(documents, plan, context)
    if plan.group != "projects" and any(one.names or one.measure not in stages for one in plan.selectors):
        return []  # parts of a single item: no table compares them
    is_project = plan.group == "projects" or "项目" in plan.question
    told = context.history[-1].item_kind if context.history and not plan.selectors_are_new else ""
    kind = "project" if is_project or (told == "project" and "科目" not in plan.question) else "functional"
    for document in documents:
        pairs = _by_columns(document, kind, plan, context)
        if pairs:
            return pairs
    if _against_budget(plan.question):
        return []
    earlier = documents_before(tuple(documents), plan, context.snapshot)
    return _by_documents(documents, earlier, kind, context)


def _economic(documents: Sequence[str], plan: Plan, context: Context) -> list[_Mover]:
    """The items of basic expenditure, or of 人员经费 or 公用经费 alone, that the documents of both years list."""
    measures = [one.measure for one in plan.selectors]
    if any(one.names for one in plan.selectors) or _against_budget(plan.question):
        return []
    pairs = _by_documents(documents, documents_before(tuple(documents), plan, context.snapshot), "economic", context)
    classes = next((_CLASSES[one] for one in measures if one in _CLASSES), ())
    return [one for one in pairs if not classes or set(classes) & set(one.now.parents)]


def _by_columns(document: str, kind: str, plan: Plan, context: Context) -> list[_Mover]:
    """The members that one table lists for both years, or for the budget and what came of it."""
    for measure in _BEGUN if _against_budget(plan.question) else _PRIOR:
        listed = context.facts.rows_of(document, kind, Selector(label="", measure=measure), plan.level)
        then = listed if plan.level else _finest(listed)
        if not then:
            continue
        now = context.facts.rows_of(document, kind, Selector(label="", tables=(then[0].kind,)))
        places = {_row_of(one): one for one in now}
        return [_Mover(places[_row_of(one)], one) for one in then if _row_of(one) in places]
    return []


def _by_documents(documents: Sequence[str], earlier: Sequence[str], kind: str, context: Context) -> list[_Mover]:
    """The members that the documents of both years list by the same name."""
    now, then = (finest_rows(one, kind, context) for one in (documents, earlier))
    known = {(bare(one.item), bare(one.unit_name)): one for one in then}
    pairs = [(one, known.get((bare(one.item), bare(one.unit_name)))) for one in now]
    return [_Mover(one, before) for one, before in pairs if before is not None and before.unit == one.unit]


def _newly_listed(plan: Plan, found: Sequence[_Mover], context: Context) -> list[str]:
    """The members of this year's document that the earlier year's, which they are compared with, does not list."""
    now, then = found[0].now, found[0].then
    if now.cell.document_id == then.cell.document_id or _direction_of(plan.question) < 0:
        return []
    rows = (finest_rows([one.cell.document_id], one.item_kind, context) for one in (now, then))
    mine, earlier = ([bare(one.item) for one in group] for group in rows)
    labels = finest_rows([now.cell.document_id], now.item_kind, context)
    return [one.label for one, name in zip(labels, mine, strict=True) if name not in earlier]


def _no_longer_listed(plan: Plan, found: Sequence[_Mover], context: Context) -> list[str]:
    """The members of the earlier year's document that this year's does not list, where it is asked which are fewer."""
    now, then = found[0].now, found[0].then
    if now.cell.document_id == then.cell.document_id or _direction_of(plan.question) >= 0:
        return []
    mine, earlier = (finest_rows([one.cell.document_id], one.item_kind, context) for one in (now, then))
    names = {bare(one.item) for one in mine}
    return list(dict.fromkeys(one.label for one in earlier if bare(one.item) not in names))


def finest_rows(documents: Sequence[str], kind: str, context: Context) -> list[Found]:
    """The finest projects, or rows of another kind, of the first of the documents that lists any."""
    rows = (
        context.facts.projects(one) if kind == "project" else _finest_of_tables(one, kind, context) for one in documents
    )
    return next((found for found in rows if found), [])


def _finest_of_tables(document: str, kind: str, context: Context) -> list[Found]:
    """The finest rows of the best table, or of another that tells them more finely (the best has but classes)."""
    tables = ((), *((one,) for one in _FINE_TABLES)) if kind != "economic" else ((_BASIC_TABLE,),)
    found = (_finest(context.facts.rows_of(document, kind, Selector(label="", tables=one))) for one in tables)
    return max(found, key=lambda rows: rows[0].level if rows else -1)


def _finest(rows: Sequence[Found]) -> list[Found]:
    finest = max((one.level for one in rows), default=0)
    return [one for one in rows if one.level == finest and one.unit in YUAN_PER_UNIT]


def _row_of(found: Found) -> tuple[str, int | None, str]:
    return found.cell.table_id, found.cell.line, found.item


def _tell(mover: _Mover, by_rate: bool, years: tuple[str, str], *, first: bool, context: Context) -> None:
    draft = context.draft
    now, then = mover.now, mover.then
    direction = "增加" if mover.change > 0 else "减少"
    larger, smaller = (now, then) if mover.change > 0 else (then, now)
    formula = f"{larger.value} − {smaller.value}"
    figures = [(f"{now.label}{direction}额", abs(mover.change), now.unit, formula)]
    if then.value:
        figures.append((f"{now.label}{direction}率", abs(rounded(mover.rate)), "%", f"({formula}) ÷ {then.value}"))
    for label, value, unit, how in reversed(figures) if by_rate else figures:
        draft.computed_figure(label, value, unit, how, (now, then))
    for one in (now, then):
        draft.read_figure(one, Role.OPERAND)
    change = "，幅度 ".join(amount_text(value, unit) for _, value, unit, _ in figures)
    cite = "".join(dict.fromkeys((draft.cite(now), draft.cite(then))))
    words = {"amount": f"{years[1]} {amount_text(now.value, now.unit)}"}
    words["base"] = f"{years[0]} {amount_text(then.value, then.unit)}"
    words |= {"label": now.label, "direction": direction, "change": change, "cite": cite}
    draft.say(say("mover_first", **words) if first else say("mover", **words))
