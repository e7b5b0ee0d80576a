"""Narrative against tables: every amount bound to its subject and compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from index.amounts import Amount, in_unit
from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, grain_of, place_of, plain, printed, severity_of, yuan
from index.checks.mention import Mention
from index.checks.mentions import mentions_of
from index.checks.parts import is_procurement_part
from index.checks.readings import Bound, bind, cleaned, path_of
from index.checks.scopes import figures_of
from index.checks.sums import listed
from index.checks.totals import Reading
from index.findings import Severity
from index.model import Fact, ItemKind, TableKind

_OF_ALL_MONEY = (TableKind.EXPENDITURE.value, TableKind.BALANCE.value)
_OF_FISCAL_MONEY = (TableKind.FISCAL_BALANCE.value, TableKind.GENERAL_BUDGET.value)
_NEAR = 0.8
_MANY = 3
_SHORTEST_PROJECT = 6
_OWN_MONEY = re.compile(
    "[由用以][^。，；]{0,8}(?:事业收入|经营收入|其他收入|自有资金|单位资金|非财政拨款)[^。，；]{0,8}(?:安排|列支|开支|保障)"
)
_PER_PIECE = re.compile("人均|单价|标准|每[人户月辆件]")
_AROUND_PROJECT = re.compile("(?:新增|其中|本年|当年|安排|的|项目|经费|支出|资金)*")


def check_amounts(ledger: Ledger) -> Iterator[Trouble]:
    """Every amount that a sentence states of a subject against the tables that hold the subject."""
    for mention in mentions_of(ledger):
        if mention.amount is not None and not mention.reason and not _is_nothing(mention):
            bound = bind(ledger, mention)
            if bound and bound.readings:
                yield from _compared(ledger, mention, mention.amount, bound)
            elif bound and mention.amount.value:
                yield from _absent(ledger, mention, mention.amount, bound)


def _is_nothing(mention: Mention) -> bool:
    """Whether a sentence tells that nothing is under performance goals: 0 个项目，0 万元."""
    return bool(mention.amount and not mention.amount.value and re.search(r"(?<!\d)0\s*个", mention.sentence))


def amount_matches(ledger: Ledger, amount: Amount, reading: Reading) -> bool:
    """Whether an amount is the sum of these cells, to rounding."""
    severity = _severity(ledger, amount, reading)
    return severity is None or severity is Severity.ROUNDING


def _severity(ledger: Ledger, amount: Amount, reading: Reading) -> Severity | None:
    total = sum((yuan(fact) for fact in reading), Decimal(0))
    own = grain_of(amount.value, amount.unit)
    table = max(ledger.grain(fact) for fact in reading)
    return severity_of(in_unit(amount.value, amount.unit, "元") - total, max(own, table), max(len(reading), 2))


def _compared(ledger: Ledger, mention: Mention, amount: Amount, bound: Bound) -> Iterator[Trouble]:
    readings = [reading for reading in bound.readings if reading]
    outcomes = [_severity(ledger, amount, reading) for reading in readings]
    if not readings or None in outcomes:
        return
    if Severity.ROUNDING in outcomes:
        reading = readings[outcomes.index(Severity.ROUNDING)]
        if _is_rounded(ledger, amount, reading):
            return
        yield _differs(ledger, mention, amount, reading, Severity.ROUNDING)
        return
    other_money = _is_of_fiscal_money(ledger, mention, amount, readings[0]) or _is_own_money(mention, bound)
    loose = _is_loose(bound, amount, readings) or other_money
    yield _differs(ledger, mention, amount, readings[0], Severity.NOTE if loose else Severity.ERROR)


def _is_rounded(ledger: Ledger, amount: Amount, reading: Reading) -> bool:
    """Whether the text gives in 万元, rightly rounded, what the table gives in 元."""
    total = sum((yuan(fact) for fact in reading), Decimal(0))
    distance = abs(in_unit(amount.value, amount.unit, "元") - total)
    other_unit = any(fact.unit != amount.unit for fact in reading)
    return other_unit and distance <= grain_of(amount.value, amount.unit) / 2


def _is_loose(bound: Bound, amount: Amount, readings: Sequence[Reading]) -> bool:
    """机关运行经费 and money under performance goals may be those of some units or projects only."""
    whole = max(sum((yuan(fact) for fact in reading), Decimal(0)) for reading in readings)
    if "机关运行" in bound.name:  # some provinces count the projects of the offices in
        return True
    return bound.partial and in_unit(amount.value, amount.unit, "元") < whole


def _is_of_fiscal_money(ledger: Ledger, mention: Mention, amount: Amount, reading: Reading) -> bool:
    """Whether the sentence gives what 财政拨款 pays of a subject of which the table has all money."""
    elsewhere = _same_elsewhere(ledger, mention, amount, reading)
    if elsewhere is None or yuan(elsewhere) >= sum(map(yuan, reading)):
        return False
    return reading[0].table_kind in _OF_ALL_MONEY and elsewhere.table_kind in _OF_FISCAL_MONEY


def _is_own_money(mention: Mention, bound: Bound) -> bool:
    """Whether the paragraph says that its own income pays what the table has of 财政拨款 only."""
    return bound.table is TableKind.THREE_PUBLIC and bool(_OWN_MONEY.search(mention.passage.text))


def _differs(ledger: Ledger, mention: Mention, amount: Amount, reading: Reading, severity: Severity) -> Trouble:
    total = in_unit(sum((yuan(fact) for fact in reading), Decimal(0)), "元", amount.unit)
    expected = reading[0].value if len(reading) == 1 and reading[0].unit == amount.unit else plain(total)
    where = "与".join(place_of(fact) for fact in reading[:_MANY]) + ("等处之和" if len(reading) > 1 else "")
    stated = printed(amount.value, amount.unit)
    message = f"文字写{mention.said} {stated}，{where}为 {printed(expected or Decimal(0), amount.unit)}。"
    elsewhere = _same_elsewhere(ledger, mention, amount, reading)
    if severity is Severity.ERROR and elsewhere:
        message += f"文字的数与{place_of(elsewhere)}相同。"
    if severity is Severity.NOTE:
        message += "口径可能不同，请留意。"
    return Trouble(severity, message, expected, amount.value, amount.unit, tuple(reading), (mention.quote(ledger),))


def _same_elsewhere(ledger: Ledger, mention: Mention, amount: Amount, reading: Reading) -> Fact | None:
    """A cell of the same subject in another table that holds the stated amount."""
    value = in_unit(amount.value, amount.unit, "元")
    path = path_of(cleaned(mention.subject))
    names = {folded(fact.item) for fact in reading} | set(path[-1:])
    tables = {fact.table_id for fact in reading}
    same = (fact for fact in ledger.amounts() if yuan(fact) == value and fact.table_id not in tables)
    return next((fact for fact in same if folded(fact.item) in names), None)


def _absent(ledger: Ledger, mention: Mention, amount: Amount, bound: Bound) -> Iterator[Trouble]:
    """A subject that the table should hold: named otherwise there, or not there at all."""
    siblings = _siblings(ledger, bound)
    same = [fact for fact in siblings if amount_matches(ledger, amount, [fact])]
    if any(_without_quotes(fact.item) == _without_quotes(bound.name) for fact in same):
        return
    near = [fact for fact in same if _likeness(bound.name, fact.item) >= 0.5]
    stated = printed(amount.value, amount.unit)
    if near:
        message = f"文字作“{bound.name}”{stated}，表中同一金额的科目作“{near[0].item}”，名称不一致。"
        yield Trouble(Severity.NOTE, message, cells=(near[0],), quotes=(mention.quote(ledger),))
        return
    table = bound.table.value if bound.table else "表"
    message = f"文字写{mention.said} {stated}，{table}里没有这一项的数。"
    yield Trouble(Severity.ERROR, message, actual=amount.value, unit=amount.unit, quotes=(mention.quote(ledger),))


def _without_quotes(name: str) -> str:
    return re.sub(r"[“”\"]", "", folded(name))


def _siblings(ledger: Ledger, bound: Bound) -> list[Fact]:
    if bound.table is None:
        return []
    found = figures_of(ledger, bound.table).found
    return [fact for (_, measure), fact in found.items() if measure == TOTAL and fact.item_kind == ItemKind.FUNCTIONAL]


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, folded(first), folded(second)).ratio()


def check_project_names(ledger: Ledger) -> Iterator[Trouble]:
    """A project that the narrative names almost as the tables do: bound by its likeness."""
    for mention in mentions_of(ledger):
        if mention.amount is None or bind(ledger, mention):
            continue
        fact = nearest_project(ledger, mention)
        if fact and amount_matches(ledger, mention.amount, [fact]):
            words = cleaned(mention.subject)
            if _AROUND_PROJECT.fullmatch(words.replace(fact.project or fact.item, "")):
                continue  # 新增某工程项目
            message = f"文字作“{words}”，项目表里同一金额的项目作“{fact.project or fact.item}”，名称不一致。"
            yield Trouble(Severity.NOTE, message, cells=(fact,), quotes=(mention.quote(ledger),))
        elif fact:
            yield _differs(ledger, mention, mention.amount, [fact], Severity.ERROR)


def nearest_project(ledger: Ledger, mention: Mention) -> Fact | None:
    """The budgeted project whose name is most like the words of a mention, if it is like them at all."""
    words = cleaned(mention.subject)
    if _PER_PIECE.search(words):
        return None
    budgeted = [
        (_likeness(words, fact.project or fact.item), number, fact)
        for number, fact in enumerate(ledger.amounts((TableKind.PROJECT, TableKind.PROJECT_INFO)))
        if fact.item_kind == ItemKind.PROJECT and fact.measure == TOTAL
    ]
    likeness, _, fact = max(budgeted, default=(0.0, 0, None), key=lambda one: one[:2])
    return fact if likeness >= _NEAR and len(words) >= _SHORTEST_PROJECT else None


def check_project_mentions(ledger: Ledger) -> Iterator[Trouble]:
    """A project's amount where it stands among reasons or in a list."""
    for mention in mentions_of(ledger):
        if mention.amount is not None and mention.reason:
            bound = bind(ledger, mention)
            exact = bound and any(fact.item_kind == ItemKind.PROJECT for reading in bound.readings for fact in reading)
            if bound and exact:
                yield from _compared(ledger, mention, mention.amount, bound)


def check_use(ledger: Ledger) -> Iterator[Trouble]:
    """What a 项 is said to be used for: 项目支出 of a subject that has none, or the reverse."""
    general = figures_of(ledger, TableKind.GENERAL_BUDGET)
    for mention in mentions_of(ledger):
        path = path_of(cleaned(mention.subject))
        bound = bind(ledger, mention) if path else None
        readings = [reading for reading in bound.readings if reading] if bound else []
        if not readings or mention.amount is None:
            continue
        fact = readings[0][0]
        said = {word for word in ("基本支出", "项目支出") if re.search(word, folded(mention.after))}
        held = {word for word in ("基本支出", "项目支出") if general.get(fact.code or folded(fact.item), word)}
        if len(said) == 1 and held and not said & held:
            only = "、".join(sorted(held))
            message = f"文字说“{fact.item}”用于{'、'.join(said)}，{general.kind.value}里这个科目只有{only}。"
            cells = [one for word in held if (one := general.get(fact.code or folded(fact.item), word))]
            yield Trouble(Severity.NOTE, message, cells=tuple(cells), quotes=(mention.quote(ledger),))


def check_unbound(ledger: Ledger) -> Iterator[Trouble]:
    """Amounts of the narrative that no rule could compare, by their paragraphs; those among reasons apart."""
    if not any(True for _ in ledger.amounts()):
        if any(mention.amount for mention in mentions_of(ledger)):
            yield Trouble(Severity.NOTE, "未核对：这份文件里没有带金额的表格，文字里的金额没有表格可以对照。")
        return
    groups: dict[tuple[str, bool], list[Mention]] = defaultdict(list)
    for mention in mentions_of(ledger):
        if mention.amount is None or not mention.amount.value or mention.inner or bind(ledger, mention):
            continue
        if mention.reason or (not is_procurement_part(mention) and nearest_project(ledger, mention) is None):
            groups[mention.passage.id, mention.reason].append(mention)
    for (_, reason), group in groups.items():
        yield _unbound(ledger, group, reason)


def _unbound(ledger: Ledger, group: Sequence[Mention], reason: bool) -> Trouble:
    amounts = [f"{one.said} {printed(one.amount.value, one.amount.unit)}" for one in group if one.amount]
    why = "是对原因或用途的说明，没有表格可以对照" if reason else "没有找到对应的表格数"
    quotes = tuple(dict.fromkeys(one.quote(ledger) for one in group))
    return Trouble(Severity.NOTE, f"未核对：{listed(amounts)}{why}。", quotes=quotes)
