"""Narrative: changes and rates against last year computed again, their directions, and the bases that they imply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.amounts import Amount, in_unit
from index.checks.ledger import Ledger, Trouble, grain_of, plain, printed, severity_of, yuan
from index.checks.mention import Mention
from index.checks.mentions import mentions_of
from index.checks.readings import bind, cleaned, scope_of
from index.checks.totals import Scope
from index.findings import Proof, Severity
from index.model import Fact

_HUNDRED = Decimal(100)
_UP, _DOWN, _LEVEL = "增加", "减少", "持平"
_SUM_OF_PARTS = 2
_TENTH = Decimal("0.1")


def check_rates(ledger: Ledger) -> Iterator[Trouble]:
    """增长 x% against change ÷ last year's amount, which is this year's less the change."""
    for mention in mentions_of(ledger):
        amount, cells = amount_of(ledger, mention)
        if amount is None or mention.rate is None or mention.reason:
            continue
        if mention.change is None:
            yield from _rate_from_prior(ledger, mention, cells)
            continue
        change = in_unit(mention.change.value, mention.change.unit, "元")
        base = amount - change if mention.direction == _UP else amount + change
        if base > 0:
            yield from _rate(ledger, mention, base, change, cells)


def _rate(
    ledger: Ledger, mention: Mention, base: Decimal, change: Decimal, cells: tuple[Fact, ...]
) -> Iterator[Trouble]:
    if mention.rate is None or mention.change is None:
        return
    stated = mention.rate.value
    digit = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    exact = change * _HUNDRED / base
    distance = abs(stated - exact)
    if distance <= digit / 2:
        return
    slack = grain_of(mention.change.value, mention.change.unit) / 2 * (_HUNDRED + exact) / base
    severity = Severity.ROUNDING if distance <= digit + slack else Severity.ERROR
    due = _told(exact, digit)
    unit = mention.change.unit
    old = plain(in_unit(base, "元", unit))
    message = (
        f"文字写{mention.said}{mention.direction} {mention.change.value} {unit}、"
        f"{mention.rate_direction} {stated}%，按推算的上年数 {old} {unit}计算应为 {due}%。"
    )
    quotes = (mention.quote(ledger),)
    proofs = _rate_proofs(mention, cells, old, due)
    yield Trouble(severity, message, due, stated, "%", cells, quotes, proofs)


def _told(exact: Decimal, digit: Decimal) -> Decimal:
    """A rate as exact as the one that is stated, but not coarser than a tenth of a percent (49.7% for 99%)."""
    return exact.quantize(min(digit, _TENTH))


def _rate_proofs(mention: Mention, cells: Sequence[Fact], old: Decimal, rate: Decimal) -> tuple[Proof, ...]:
    """How last year's amount and the rate come about, where all stand in one unit."""
    now = mention.amount.value if mention.amount else cells[0].value if len(cells) == 1 else None
    unit = mention.amount.unit if mention.amount else cells[0].unit if cells else ""
    if now is None or mention.change is None or unit != mention.change.unit:
        return ()
    formula = f"{now} {'−' if mention.direction == _UP else '+'} {mention.change.value}"
    return Proof(old, unit, formula), Proof(rate, "%", f"{mention.change.value} ÷ ({formula})")


def _rate_from_prior(ledger: Ledger, mention: Mention, cells: tuple[Fact, ...]) -> Iterator[Trouble]:
    """The rate against last year's amount that the sentence itself tells."""
    amount, prior, rate = mention.amount, mention.prior, mention.rate
    if amount is None or prior is None or rate is None or not prior.value or prior.unit != amount.unit:
        return
    digit = Decimal(1).scaleb(int(rate.value.as_tuple().exponent))
    exact = abs(amount.value - prior.value) * _HUNDRED / prior.value
    distance = abs(rate.value - exact)
    if distance <= digit / 2:
        return
    slack = grain_of(amount.value, "元") * (_HUNDRED + exact) / prior.value
    severity = Severity.ROUNDING if distance <= digit + slack else Severity.ERROR
    due = _told(exact, digit)
    message = (
        f"文字写{mention.said}今年 {amount.value}、上年 {prior.value} {amount.unit}，"
        f"{mention.rate_direction} {rate.value}%，按两数计算应为 {due}%。"
    )
    larger, smaller = max(amount.value, prior.value), min(amount.value, prior.value)
    proofs = (Proof(due, "%", f"({larger} − {smaller}) ÷ {prior.value}"),)
    yield Trouble(severity, message, due, rate.value, "%", cells, (mention.quote(ledger),), proofs)


def amount_of(ledger: Ledger, mention: Mention) -> tuple[Decimal | None, tuple[Fact, ...]]:
    """This year's amount in yuan: the one that the sentence states, else the table's."""
    if mention.amount is not None:
        return in_unit(mention.amount.value, mention.amount.unit, "元"), ()
    bound = bind(ledger, mention)
    if bound and bound.readings and bound.readings[0]:
        named = (one for one in bound.readings if any(cleaned(mention.subject) in fact.item for fact in one))
        cells = tuple(next(named, bound.readings[0]))  # of the totals that 本年收入 may mean 本年收入合计
        return sum((yuan(fact) for fact in cells), Decimal(0)), cells
    return None, ()


def check_directions(ledger: Ledger) -> Iterator[Trouble]:
    """增加 beside 下降, 持平 beside a change, and last year's amount where it is told."""
    for mention in mentions_of(ledger):
        if mention.rate_direction and mention.change and mention.rate_direction != mention.direction:
            words = f"金额{mention.direction}，比率却{mention.rate_direction}"
            message = f"文字写{mention.said}的{words}，方向不一致。"
            yield Trouble(Severity.ERROR, message, quotes=(mention.quote(ledger),))
        amount = mention.amount
        if mention.prior and amount and mention.prior.unit == amount.unit:
            yield from _prior(ledger, mention, amount, mention.prior)


def _prior(ledger: Ledger, mention: Mention, amount: Amount, prior: Amount) -> Iterator[Trouble]:
    difference = amount.value - prior.value
    found = _UP if difference > 0 else _DOWN if difference < 0 else _LEVEL
    stated = mention.direction
    if stated and stated != found:
        message = (
            f"文字写{mention.said}今年 {amount.value}、上年 {prior.value} {amount.unit}，应为{found}，却写{stated}。"
        )
        yield Trouble(Severity.ERROR, message, prior.value, amount.value, amount.unit, (), (mention.quote(ledger),))
    elif mention.change and mention.change.unit == amount.unit:
        grain = grain_of(max(amount.value, prior.value), amount.unit)
        severity = severity_of(in_unit(mention.change.value - abs(difference), amount.unit, "元"), grain, 2)
        if severity:
            message = f"文字写{stated} {mention.change.value} {amount.unit}，按所列两年数应为 {abs(difference)}。"
            quotes = (mention.quote(ledger),)
            yield Trouble(severity, message, abs(difference), mention.change.value, amount.unit, (), quotes)


def check_parts_of_change(ledger: Ledger) -> Iterator[Trouble]:
    """减少 a, 其中：基本支出减少 b，项目支出减少 c: the parts make up the whole change."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions_of(ledger):
        if mention.change is not None:
            groups[mention.passage.id].append(mention)
    for whole, *parts in groups.values():
        told = [part for part in parts if part.amount is None and cleaned(part.subject) in ("基本支出", "项目支出")]
        if whole.amount is None or len({cleaned(part.subject) for part in told}) != _SUM_OF_PARTS:
            continue
        expected = sum((_signed(part) for part in told), Decimal(0))
        grain = grain_of(whole.change.value, whole.change.unit) if whole.change else Decimal(1)
        severity = severity_of(_signed(whole) - expected, grain, len(told))
        if severity and whole.change:
            unit = whole.change.unit
            due = plain(in_unit(abs(expected), "元", unit))
            message = f"文字写总额{whole.direction} {whole.change.value} {unit}，所列各部分的增减之和为 {due} {unit}。"
            quotes = tuple(dict.fromkeys(one.quote(ledger) for one in (whole, *told)))
            formula = " + ".join(str(one.change.value) for one in told if one.change)
            same = {one.direction for one in told} == {whole.direction}
            proofs = (Proof(due, unit, formula),) if same else ()
            yield Trouble(severity, message, due, whole.change.value, unit, (), quotes, proofs)


def _signed(mention: Mention) -> Decimal:
    value = in_unit(mention.change.value, mention.change.unit, "元") if mention.change else Decimal(0)
    return -value if mention.direction == _DOWN else value


@dataclass(frozen=True, slots=True)
class LastYear:
    """The range within which last year's amount lies, in yuan."""

    low: Decimal
    high: Decimal
    likely: Decimal


def check_implied_bases(ledger: Ledger) -> Iterator[Trouble]:
    """三公经费: last year's total against last year's kinds, each implied by amount, change and rate."""
    kinds = [
        mention
        for mention in mentions_of(ledger)
        if scope_of(mention) is Scope.THREE_PUBLIC and mention.amount and not mention.inner and not mention.reason
    ]
    names = {number: bound.name for number, mention in enumerate(kinds) if (bound := bind(ledger, mention))}
    whole = next((kinds[number] for number, name in names.items() if name == "三公经费"), None)
    wanted = ("因公出国（境）费用", "公务用车购置及运行维护费", "公务接待费")
    parts = {name: kinds[number] for number, name in reversed(names.items()) if name in wanted}
    total = last_year_of(whole) if whole else None
    if whole is None or total is None or not parts:
        return
    known = {name: last for name, mention in parts.items() if (last := last_year_of(mention))}
    low = sum((last.low for last in known.values()), Decimal(0))
    high = sum((last.high for last in known.values()), Decimal(0))
    complete = len(known) == len(wanted)
    slack = grain_of(Decimal("0.01"), whole.amount.unit) * 2 if whole.amount else Decimal(0)
    contradict = low > total.high + slack or (complete and high < total.low - slack)
    silent = [parts[name] for name in parts if name not in known]
    told = len(known) > 1 and len(parts) == len(wanted)  # 公务用车 may be told by purchase and upkeep only
    gap = told and high < total.low - slack and not any(one.amount and one.amount.value for one in silent)
    if contradict or gap:
        severity = Severity.ERROR if contradict else Severity.NOTE
        yield _bases_differ(ledger, whole, [parts[name] for name in known], total, known.values(), severity)


def last_year_of(mention: Mention) -> LastYear | None:
    """What last year's amount must have been; None where the sentence does not tell."""
    if mention.amount is None:
        return None
    amount = in_unit(mention.amount.value, mention.amount.unit, "元")
    if mention.prior is not None:
        prior = in_unit(mention.prior.value, mention.prior.unit, "元")
        return LastYear(prior, prior, prior)
    if mention.direction == _LEVEL:
        return LastYear(amount, amount, amount)
    if mention.change is not None:
        base = amount - _signed(mention)
        return LastYear(base, base, base)
    if mention.rate is not None and amount:
        digit = Decimal(1).scaleb(int(mention.rate.value.as_tuple().exponent))
        sign = -1 if mention.rate_direction == _DOWN else 1
        ends = [1 + sign * (mention.rate.value + side * digit / 2) / _HUNDRED for side in (-1, 1)]
        if min(ends) > 0:
            return LastYear(amount / max(ends), amount / min(ends), amount * 2 / sum(ends))
    return None


def _bases_differ(
    ledger: Ledger,
    whole: Mention,
    parts: Sequence[Mention],
    total: LastYear,
    known: Iterable[LastYear],
    severity: Severity,
) -> Trouble:
    unit = whole.amount.unit if whole.amount else "万元"
    digit = Decimal("0.01")
    expected = in_unit(total.likely, "元", unit).quantize(digit)
    actual = in_unit(sum((last.likely for last in known), Decimal(0)), "元", unit).quantize(digit)
    why = "增减和比率自相矛盾" if severity is Severity.ERROR else "差额没有说明"
    message = (
        f"“三公”经费按总额推算的上年数为 {printed(expected, unit)}，"
        f"按各项推算的上年数合计约 {printed(actual, unit)}，{why}。"
    )
    quotes = tuple(dict.fromkeys(one.quote(ledger) for one in (whole, *parts)))
    proofs = (
        Proof(expected, unit, _base_formula(whole)),
        Proof(actual, unit, " + ".join(_base_formula(part) for part in parts)),
    )
    return Trouble(severity, message, expected, actual, unit, (), quotes, proofs)


def _base_formula(mention: Mention) -> str:
    """How last year's amount follows from what a sentence tells."""
    amount = mention.amount.value if mention.amount else Decimal(0)
    if mention.prior is not None:
        return str(mention.prior.value)
    if mention.direction == _LEVEL:
        return str(amount)
    if mention.change is not None:
        return f"{amount} {'−' if mention.direction == _UP else '+'} {mention.change.value}"
    sign = "−" if mention.rate_direction == _DOWN else "+"
    return f"{amount} ÷ (100 {sign} {mention.rate.value}) × 100" if mention.rate else str(amount)


def check_same_amount_same_change(ledger: Ledger) -> Iterator[Trouble]:
    """Income and expenditure of one amount, told to have changed differently against the same base."""
    told = [
        mention
        for mention in mentions_of(ledger)
        if mention.amount and mention.change and scope_of(mention) in (Scope.INCOME, Scope.EXPENDITURE, Scope.ALL)
    ]
    for number, first in enumerate(told):
        for second in told[number + 1 :]:
            if _tell_differently(first, second) and first.amount and first.change and second.change:
                message = (
                    f"同为 {first.amount.value} {first.amount.unit}，{first.base}"
                    f"一处写{first.direction} {first.change.value}，一处写{second.direction} {second.change.value}。"
                )
                quotes = (first.quote(ledger), second.quote(ledger))
                values = first.change.value, second.change.value
                yield Trouble(Severity.NOTE, message, values[0], values[1], first.change.unit, (), quotes)
                return


def _tell_differently(first: Mention, second: Mention) -> bool:
    """Whether two mentions of one amount tell other changes against the same base."""
    same = first.amount and second.amount and first.amount.value == second.amount.value
    return bool(same) and first.base == second.base and _signed(first) != _signed(second)
