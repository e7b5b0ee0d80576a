"""Narrative: every share (占 x%) computed again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.amounts import Amount, in_unit
from index.checks.ledger import Ledger, Trouble, place_of, plain, printed, severity_of, yuan
from index.checks.mention import Mention
from index.checks.mentions import mentions_of
from index.checks.readings import bind, scope_of
from index.checks.scopes import WHOLE, figures_of, side_total
from index.checks.totals import Scope, fiscal_totals, measured
from index.findings import Proof, Severity
from index.model import Fact, TableKind

_HUNDRED = Decimal(100)
_CENT = Decimal(100)  # yuan: one unit of the second decimal of 万元
_PARTS_OF_EXPENDITURE = ("项目支出", "基本支出")
_NARROW = {
    Scope.GENERAL: TableKind.GENERAL_BUDGET,
    Scope.BASIC: TableKind.BASIC,
    Scope.FUND: TableKind.GOVERNMENT_FUND,
    Scope.CAPITAL: TableKind.STATE_CAPITAL,
}


_SHORTEST_NAME = 5  # characters, and the quotation marks, of what an amount is said to be a share of


@dataclass(frozen=True, slots=True)
class Base:
    """What a share may be of: an amount in yuan, and where it stands."""

    amount: Decimal
    words: str
    cells: tuple[Fact, ...] = ()


def check_shares(ledger: Ledger) -> Iterator[Trouble]:
    """A stated share against amount ÷ total; rounded down instead of to the nearest is no error."""
    mentions = mentions_of(ledger)
    for number, mention in enumerate(mentions):
        if mention.share is None or mention.amount is None:
            continue
        bases = [base for base in _bases(ledger, mentions, number) if base.amount]
        if not bases and not any(True for _ in ledger.amounts()):
            continue
        if not bases:
            message = f"未核对：{mention.said}占 {mention.share.value}%，没有找到所占的总额。"
            yield Trouble(Severity.NOTE, message, quotes=(mention.quote(ledger),))
            continue
        yield from _judged(ledger, mention, mention.amount, mention.share, bases)


def check_sum_of_shares(ledger: Ledger) -> Iterator[Trouble]:
    """Shares that together make up a whole add up to 100 %."""
    groups: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in mentions_of(ledger):
        if mention.share and mention.amount and not mention.inner and not mention.reason:
            groups[(*mention.passage.section, mention.passage.id)].append(mention)
    for group in groups.values():
        bases = [yuan(fact) for fact in _totals(ledger, scope_of(group[0]))]
        amount = sum((in_unit(one.amount.value, one.amount.unit, "元") for one in group if one.amount), Decimal(0))
        if len(group) < 2 or not any(abs(amount - base) <= _CENT * len(group) for base in bases):
            continue
        shares = [one.share.value for one in group if one.share]
        total = sum(shares, Decimal(0))
        digit = Decimal(1).scaleb(max(int(share.as_tuple().exponent) for share in shares))
        severity = severity_of(total - _HUNDRED, digit, len(shares))
        if severity:
            formula = " + ".join(str(share) for share in shares)
            message = f"文字所列各项占比之和为 {total}%，不是 100%。"
            quotes = tuple(dict.fromkeys(one.quote(ledger) for one in group))
            proofs = (Proof(total, "%", f"({formula}) ÷ 100"),)
            yield Trouble(severity, message, _HUNDRED, total, "%", (), quotes, proofs)


def _judged(
    ledger: Ledger, mention: Mention, amount: Amount, share: Amount, bases: Sequence[Base]
) -> Iterator[Trouble]:
    part = in_unit(amount.value, amount.unit, "元")
    digit = Decimal(1).scaleb(int(share.value.as_tuple().exponent))
    distances = [abs(share.value - part * _HUNDRED / base.amount) for base in bases]
    nearest = min(range(len(bases)), key=lambda place: distances[place])
    if distances[nearest] <= digit / 2:
        return
    severity = Severity.ROUNDING if distances[nearest] <= digit else Severity.ERROR
    base = bases[nearest if severity is Severity.ROUNDING else 0]
    expected = (part * _HUNDRED / base.amount).quantize(digit)
    total = in_unit(base.amount, "元", amount.unit)
    message = (
        f"文字写{mention.said}{printed(amount.value, amount.unit)}占 {share.value}%，"
        f"按{base.words} {printed(plain(total), amount.unit)}计算应占 {expected}%。"
    )
    cells = base.cells + _own_cells(ledger, mention)
    formula = f"{amount.value} ÷ {plain(total)}"
    proofs = (Proof(expected, "%", formula),)
    yield Trouble(severity, message, expected, share.value, "%", cells, (mention.quote(ledger),), proofs)


def _own_cells(ledger: Ledger, mention: Mention) -> tuple[Fact, ...]:
    bound = bind(ledger, mention)
    return tuple(bound.readings[0]) if bound and bound.readings else ()


def _bases(ledger: Ledger, mentions: Sequence[Mention], number: int) -> Iterator[Base]:
    """The totals that the sentence, the scope or the section offer, nearest first."""
    mention = mentions[number]
    named = (one for one in mentions[:number] if one.amount and len(one.said) > _SHORTEST_NAME)
    yield from (_stated(one) for one in named if one.said.strip("“”") in mention.share_of)
    for measure in _PARTS_OF_EXPENDITURE:
        if measure in mention.share_of:
            kinds = (TableKind.EXPENDITURE, TableKind.GENERAL_BUDGET)
            wholes = [fact for kind in kinds for reading in measured(ledger, kind, measure) for fact in reading[:1]]
            yield from (Base(yuan(fact), place_of(fact), (fact,)) for fact in wholes)
    if re.search("支出|收入|三公", mention.share_of) and "财政拨款" not in mention.share_of:
        scope = next(
            scope for scope in (Scope.THREE_PUBLIC, Scope.INCOME, Scope.EXPENDITURE) if scope in mention.share_of
        )
        yield from (Base(yuan(fact), place_of(fact), (fact,)) for fact in _totals(ledger, scope))
    before = [one for one in mentions[:number] if one.passage.section == mention.passage.section and one.amount]
    before = [one for one in before if one.share is None and not one.inner and not one.part]
    yield from (_stated(one) for one in before if one.sentence == mention.sentence)
    for fact in _totals(ledger, scope_of(mention)):
        yield Base(yuan(fact), place_of(fact), (fact,))
    yield from (_stated(one) for one in before[:1] if one.sentence != mention.sentence)
    parts = [one for one in mentions if one.passage.id == mention.passage.id and one.share and one.amount]
    if len(parts) > 1 and abs(sum(one.share.value for one in parts if one.share) - _HUNDRED) <= 1:
        total = sum(in_unit(one.amount.value, one.amount.unit, "元") for one in parts if one.amount)
        yield Base(Decimal(total), "所列各项之和")


def _stated(mention: Mention) -> Base:
    amount = mention.amount
    return Base(in_unit(amount.value, amount.unit, "元") if amount else Decimal(0), mention.said)


def _totals(ledger: Ledger, scope: Scope) -> Iterator[Fact]:
    if scope in _NARROW:
        total = figures_of(ledger, _NARROW[scope]).get(WHOLE)
        yield from (total,) if total else ()
    elif scope is Scope.THREE_PUBLIC:
        facts = ledger.amounts((TableKind.THREE_PUBLIC,))
        yield from (fact for fact in facts if fact.item == "三公经费" and fact.scope != "unit")
    elif scope is Scope.FISCAL:
        yield from (reading[0] for reading in fiscal_totals(ledger) if len(reading) == 1)
    elif scope in (Scope.ALL, Scope.INCOME, Scope.EXPENDITURE, Scope.UNKNOWN):
        side = "收入" if scope is Scope.INCOME else "支出"
        yield from reversed(side_total(ledger, TableKind.BALANCE, side))
        total = figures_of(ledger, TableKind.EXPENDITURE).get(WHOLE)
        yield from (total,) if total else ()
