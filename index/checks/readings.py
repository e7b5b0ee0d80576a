"""Which figures of the tables an amount of the narrative may state: readings, each a sum of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.catalogue.measures import THREE_PUBLIC_KINDS, TOTAL, fund_of, measure_of, three_public_kind
from index.catalogue.subjects import subjects_named
from index.catalogue.wording import folded
from index.checks.ledger import Ledger
from index.checks.mention import Mention
from index.checks.scopes import FUND_TABLES, figures_of
from index.checks.totals import Reading, Scope, income_of, measured, scope_in, totals_named, whole
from index.model import Basis, Fact, ItemKind, TableKind

_NOISE = re.compile(
    r"20\d\d\s*年(?:度|初|末)?|[“”\"]|(?:本年度?|当年)?(?:预算)?安排(?!的支出)|[(]\d{3,7}[)]?$|^\d{5,7}[-—]|共计|合计|总计|(?:年初)?预算数|(?<!采购)预算总额|总额|金额|均?为$|均$|涉及|主要|计划(?!生育)"
)
_PATH = re.compile(r"([^（()）]*(?:[（(][^（()）类款项][^（()）]*[）)][^（()）]*)*)[（(](?:类|款|项)[）)]?")
_QUOTES = re.compile('[“”"]')  # “两庭”建设; subjects are read without them
_OF_THIS_YEAR = re.compile("[当本]年(?:财政)?拨款")  # beside what is carried over
_CARRIED = re.compile("上年结转|年初结转")
_OF_LAST_YEAR = ("上年", "增减")  # how the measures of last year's columns, and of changes, begin
_PLANNED = ("预算数", "全年预算数", "年初预算数")
_VEHICLES, *_OF_VEHICLES = THREE_PUBLIC_KINDS[2:5]
_BESIDE_THREE_PUBLIC = ("会议费", "培训费")  # in the same table
_SHORTEST_NAME = 6
_OPENING = 40  # characters of a paragraph that say what it speaks of
_FUND_NAMES = ("财政拨款", "一般公共预算", "政府性基金", "国有资本经营预算", "财政专户管理资金", "单位资金", "其他收入")
_WITHOUT_SUBJECTS = (Scope.OPERATING, Scope.PROCUREMENT, Scope.THREE_PUBLIC, Scope.PERFORMANCE, Scope.ASSET)
_MEASURES = ("基本支出", "项目支出", "人员经费", "公用经费")
_ALL_MONEY = (TableKind.EXPENDITURE, TableKind.BALANCE)
_TABLES_OF = {
    Scope.GENERAL: (TableKind.GENERAL_BUDGET,),
    Scope.BASIC: (TableKind.BASIC, TableKind.GENERAL_BUDGET),
    Scope.FUND: (TableKind.GOVERNMENT_FUND,),
    Scope.CAPITAL: (TableKind.STATE_CAPITAL,),
    Scope.FISCAL: (TableKind.FISCAL_BALANCE, TableKind.GENERAL_BUDGET),
}


@dataclass(frozen=True, slots=True)
class Bound:
    """What an amount is taken to state: the possible readings, nearest first, and the name it was
    bound by. No reading although the name is known means that the table should hold it and does not."""

    name: str
    readings: tuple[Reading, ...]
    table: TableKind | None = None
    partial: bool = False


def scope_of(mention: Mention) -> Scope:
    """The scope that the nearest heading tells, else the opening of the paragraph or the sentence itself."""
    return scope_in((*reversed(mention.passage.section), mention.passage.text[:_OPENING], mention.sentence[:60]))


def bind(ledger: Ledger, mention: Mention) -> Bound | None:
    """The readings of a mention; None where the subject is none that a table could hold."""
    scope = scope_of(mention)
    words = _without_basis(_without_body(cleaned(mention.subject), ledger.document.department))
    if ledger.document.basis is Basis.FINAL:
        if _is_planned(mention.subject):
            return _by_three_public(ledger, words, scope, _PLANNED)
        words = words.replace("支出决算", "支出预算").replace("收入决算", "收入预算")
    if mention.inner:
        return _by_inner(ledger, words, cleaned(mention.owner), scope)
    for step in (_by_path, _by_three_public, _by_total, _by_measure, _by_subject, _by_income, _by_project):
        bound = step(ledger, words, scope)
        if bound is not None:
            return bound
    return _by_project_named(ledger, mention) if mention.reason else None


def _without_body(words: str, department: str) -> str:
    """A subject without the document's own body before it (某局部门公务接待费, 本单位培训费)."""
    body = folded(department)
    words = re.sub("^[我本](?:部门|单位)(?=..)", "", words)
    return words.removeprefix(body).removeprefix("部门").removeprefix("单位") if words.startswith(body) else words


def _without_basis(words: str) -> str:
    """A subject's name without 预算 or 决算 behind it (公共安全支出预算, 会议费预算支出)."""
    name = re.sub("[预决]算(?:支出)?$", "", words)
    return name if name in _MEASURES or subjects_named(name) else words


def _is_planned(subject: str) -> bool:
    """Whether an amount in a final account is the budget's and not the outcome."""
    if re.search("年初预算|全年预算|预算数", subject):
        return True
    return "预算" in subject and not re.search("决算|一般公共预算|政府性基金预算|国有资本", subject)


def _by_project_named(ledger: Ledger, mention: Mention) -> Bound | None:
    """The one project that the words before an amount name: 新增基建项目“…改造”，涉及金额 800 万元."""
    words = folded(mention.stretch)
    if not re.search("(?:涉及金额|金额为?|资金|经费|安排)$", words) or re.search("[比较]|增加|减少", words):
        return None
    facts = [
        fact
        for fact in ledger.amounts((TableKind.PROJECT, TableKind.PROJECT_INFO))
        if fact.item_kind == ItemKind.PROJECT and fact.measure == TOTAL
    ]
    named = [fact for fact in facts if len(folded(fact.project)) >= _SHORTEST_NAME and folded(fact.project) in words]
    return Bound(named[0].project, ([named[0]],), partial=True) if len(named) == 1 else None


def _by_inner(ledger: Ledger, words: str, owner: str, scope: Scope) -> Bound | None:
    """What stands in brackets: 上年结转 of the fund named before, or a kind of the 三公经费 before."""
    fund = _fund_named(owner)
    if re.search("结转", words) and fund:
        facts = [*ledger.amounts((TableKind.BALANCE, TableKind.INCOME))]
        own = [fact for fact in facts if fact.measure == f"上年结转/{fund}" and fact.level == 0]
        if own or fund not in ("一般公共预算", "财政拨款"):
            return Bound(words, tuple([fact] for fact in own[:1]), TableKind.INCOME)
        return _by_income(ledger, "上年结转", scope)
    return _by_three_public(ledger, words, scope) or _by_measure(ledger, words, scope)


def _fund_named(words: str) -> str:
    """The source of funds that a subject names: 基金预算收入 is 政府性基金."""
    words = re.sub("收入预算$", "收入", words)
    canonical = measure_of(words)
    return fund_of(words) or (canonical if canonical in _FUND_NAMES else "")


def cleaned(subject: str) -> str:
    """A subject without year, quotation marks and the words of arranging."""
    bare = re.sub(r"^[(]?[\d一二三四五六七八九十]+[).、．]", "", folded(_NOISE.sub("", folded(subject))))
    return bare.strip("的:()、，,.")


def tables_of(scope: Scope) -> tuple[TableKind, ...]:
    """The tables that hold the subjects of a scope."""
    return _TABLES_OF.get(scope, _ALL_MONEY)


def path_of(words: str) -> tuple[str, ...]:
    """The names of 类, 款 and 项 that a subject spells out; empty where it spells none."""
    parts = [part for part in _PATH.findall(words) if part]
    return tuple(part.removeprefix("支出") if number else part for number, part in enumerate(parts))


def _by_path(ledger: Ledger, words: str, scope: Scope) -> Bound | None:
    path = path_of(words)
    if not path:
        return None
    if scope is Scope.BASIC:
        return _by_economic(ledger, path[-1])
    if scope in _WITHOUT_SUBJECTS:
        return None
    kinds = _TABLES_OF.get(scope, (*_ALL_MONEY, TableKind.GENERAL_BUDGET))
    fitting: list[Fact] = []
    for kind in kinds:
        found = figures_of(ledger, kind).found
        named = [fact for fact in found.values() if _is_named(fact, path[-1])]
        same = [fact for fact in named if fact.measure == TOTAL or _OF_THIS_YEAR.match(fact.measure)]
        fitting += [fact for fact in same if not path[:-1] or _fits(fact, path)] or same
    held = next((kind for kind in kinds if figures_of(ledger, kind).found), None)
    return Bound(path[-1], tuple([fact] for fact in fitting), held) if held else None


def _by_economic(ledger: Ledger, name: str) -> Bound | None:
    """An economic subject of 基本支出表 by its name: 基本工资（款）支出."""
    found = figures_of(ledger, TableKind.BASIC).found
    same = [
        fact
        for (_, measure), fact in found.items()
        if measure == TOTAL and folded(fact.item).removesuffix("支出") == name.removesuffix("支出")
    ]
    return Bound(name, tuple([fact] for fact in same), TableKind.BASIC) if found else None


def _is_named(fact: Fact, name: str) -> bool:
    item = _QUOTES.sub("", folded(fact.item))
    return fact.item_kind == ItemKind.FUNCTIONAL and (
        item == name or item.removesuffix("支出") == name.removesuffix("支出")
    )


def _fits(fact: Fact, path: Sequence[str]) -> bool:
    parents = {folded(parent).removesuffix("支出") for parent in fact.parents.split(" / ")}
    return all(part.removesuffix("支出") in parents for part in path[:-1])


def _by_three_public(ledger: Ledger, words: str, scope: Scope, planned: Sequence[str] = ()) -> Bound | None:
    """The kinds of 三公经费; `planned` are the measures of the budget, where an account tells that."""
    bare = re.sub(r"团组|(?:全年|预算|支出)+$|^我部门财政拨款|财政拨款", "", words)
    kind = three_public_kind(bare) or three_public_kind(bare.removesuffix("费用") + "费")
    if not kind and "三公" in words:
        kind = THREE_PUBLIC_KINDS[0]
    if scope is Scope.THREE_PUBLIC and words in _BESIDE_THREE_PUBLIC:
        kind = words
    if not kind or (scope is not Scope.THREE_PUBLIC and "三公" not in words):
        return None
    facts = _of_kind(ledger, kind, planned=bool(planned))
    if planned and not facts:
        return None
    known = bool(facts) if kind in _BESIDE_THREE_PUBLIC else _has(ledger, TableKind.THREE_PUBLIC)
    readings: tuple[Reading, ...] = tuple([fact] for fact in facts)
    if kind == THREE_PUBLIC_KINDS[0] and not facts:  # which the table has in one sum with 会议费 and 培训费 only
        of_kind = {one: _of_kind(ledger, one, planned=bool(planned)) for one in THREE_PUBLIC_KINDS[1:]}
        dropped = _OF_VEHICLES if of_kind[_VEHICLES] else ()
        parts = [fact for one, found in of_kind.items() for fact in found if one not in dropped]
        readings = (parts,) if parts and len({fact.table_id for fact in parts}) == 1 else ()
    return Bound(kind, readings, TableKind.THREE_PUBLIC) if known else None


def _of_kind(ledger: Ledger, kind: str, *, planned: bool) -> list[Fact]:
    """The figures of one kind of 三公经费 of the whole body and of this year, totals where there are any."""
    facts = [
        fact
        for fact in ledger.amounts((TableKind.THREE_PUBLIC,))
        if kind in (fact.item, three_public_kind(folded(fact.column).removesuffix("小计")))
        and fact.scope != "unit"
        and (fact.measure.split("/")[0] in _PLANNED) == planned
        and not fact.measure.startswith(_OF_LAST_YEAR)
    ]
    return [fact for fact in facts if fact.measure == TOTAL] or facts


def _has(ledger: Ledger, kind: TableKind) -> bool:
    return any(True for _ in ledger.amounts((kind,)))


def _by_total(ledger: Ledger, words: str, scope: Scope) -> Bound | None:
    """The totals: of all money, of 财政拨款, of a fund, of 机关运行经费, procurement and assets."""
    if scope is Scope.THREE_PUBLIC:
        return None
    whole_readings = totals_named(ledger, words, scope)
    return Bound(words, whole_readings, partial=scope is Scope.PERFORMANCE) if whole_readings else None


def _by_measure(ledger: Ledger, words: str, scope: Scope) -> Bound | None:
    bare = words.removeprefix("我部门")
    measure = next((name for name in _MEASURES if measure_of(bare) == name or bare.endswith(name)), "")
    if not measure or scope in (Scope.THREE_PUBLIC, Scope.OPERATING, Scope.PROCUREMENT):
        return None
    kinds = {
        Scope.BASIC: (TableKind.BASIC, TableKind.GENERAL_BUDGET),
        Scope.GENERAL: (TableKind.GENERAL_BUDGET,),
        Scope.FISCAL: (TableKind.GENERAL_BUDGET,),
        Scope.FUND: (TableKind.GOVERNMENT_FUND,),
    }.get(scope, (TableKind.EXPENDITURE,))
    readings = [reading for kind in kinds for reading in measured(ledger, kind, measure)]
    if scope in (Scope.ALL, Scope.EXPENDITURE, Scope.UNKNOWN, Scope.INCOME) and not readings:
        readings = list(measured(ledger, TableKind.GENERAL_BUDGET, measure))
        readings = readings or list(measured(ledger, TableKind.BASIC, measure))
        of_funds = [part for kind in FUND_TABLES for one in measured(ledger, kind, measure) for part in one]
        readings += [of_funds] * (len(of_funds) > 1)  # of all funds together, where no table has all money
    if scope is Scope.BASIC and measure == "基本支出":
        readings += list(whole(ledger, TableKind.BASIC))
    return Bound(measure, tuple(readings)) if readings else None


def _by_subject(ledger: Ledger, words: str, scope: Scope) -> Bound | None:
    """Functional and economic subjects by their bare names."""
    if scope in (Scope.THREE_PUBLIC, Scope.OPERATING, Scope.PROCUREMENT, Scope.INCOME):
        return None
    for kind in tables_of(scope):
        found = figures_of(ledger, kind).found
        same = [fact for (_, measure), fact in found.items() if measure == TOTAL and folded(fact.item) == words]
        if same:
            return Bound(words, tuple([fact] for fact in same), kind)
    return None


def _by_income(ledger: Ledger, words: str, scope: Scope) -> Bound | None:
    if _CARRIED.search(words) and scope in (Scope.FUND, Scope.CAPITAL):
        return None  # of that fund alone
    fund = "上年结转" if _CARRIED.search(words) else _fund_named(words)
    if not fund or scope in (Scope.THREE_PUBLIC, Scope.OPERATING, Scope.PROCUREMENT, Scope.PERFORMANCE):
        return None
    readings = tuple(income_of(ledger, fund))
    if scope is Scope.FISCAL:
        kind = next((one for one in FUND_TABLES if one.value.startswith(fund)), None)
        readings += tuple(whole(ledger, kind)) if kind else ()
    return Bound(fund, readings, TableKind.BALANCE) if _has(ledger, TableKind.BALANCE) else None


def _by_project(ledger: Ledger, words: str, _: Scope) -> Bound | None:
    """A project by its name, as the tables of projects or the forms have it."""
    facts = [
        fact
        for fact in ledger.amounts((TableKind.PROJECT, TableKind.PROJECT_INFO, TableKind.PROJECT_GOAL))
        if fact.item_kind == ItemKind.PROJECT and fact.measure == TOTAL
    ]
    same = [fact for fact in facts if words and folded(fact.project or fact.item) == words]
    return Bound(words, tuple([fact] for fact in same)) if same else None
