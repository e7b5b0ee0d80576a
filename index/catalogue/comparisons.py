"""What the columns of a table measure, seen together: of which year and on which basis each speaks.

The figures of the document's own year and basis are the plain ones. Those of another year, of the
plan beside the outcome, or of a change say so in their measure, so that no two columns of a row
answer the same question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.catalogue.measures import TOTAL, basis_of, fund_of, measure_of, measures
from index.catalogue.wording import folded
from index.model import Basis

CHANGE, RATE = "增减额", "增减率"
_OWN = {Basis.BUDGET: "预算数", Basis.FINAL: "决算数"}
_OF_YEAR = re.compile(r"^(?P<year>20\d\d)(?:年度?)?(?P<rest>(?!\d).*)$")
_COMPARED = re.compile(r"[比较](?:上年|20\d\d年)")
_SAYS_CHANGE = re.compile("[增减%率幅升降]|变动|变化|金额|额$")
_DATED_ROW = re.compile(r"^(?P<year>20\d\d)年度?(?P<rest>(?:年初)?(?:预算|决算|执行|预计执行)?数?)$")
_STAGE = re.compile(r"(?:部门|单位|支出|收入)*(预算|决算|执行)(?:支出|收入|安排|金额)*[数额]?")
_RATE = re.compile(r"[%率幅]")
_MONEY_WORDS = r"[本当]?年度?|部门|单位|支出|收入|资金|经费|安排|批复|下达|执行|总|金额|规模|[数额]"
_MONEY_ONLY = re.compile(rf"(?=.*(?:数|额|规模|资金|经费))(?:{_MONEY_WORDS})+")
_MONEY_PLANNED = re.compile(rf"(?=.*(?:数|额|规模|资金|经费|安排|预算))(?:{_MONEY_WORDS}|年初|预算|申报)+")
_SPENT = frozenset(("基本支出", "项目支出", "人员经费", "公用经费"))
_CARRIED = "上年结转"
_NO_SOURCE = frozenset(("", _CARRIED, "本年收入合计", "收入总计"))
_BEFORE = re.compile(r"执行|决算|完成|结转|结余")  # what a budget prints of the year before only


def measures_of(columns: Sequence[str], title: str, basis: Basis, year: int | None) -> list[str]:
    """The canonical measure of each header path of a table in a document of this basis and year.

    "2024年预算数 / 公务接待费" is 公务接待费 in a budget of 2024 and 上年预算数/公务接待费 in one of 2025; of
    预算数 beside 决算数 the one is plain in a budget, the other in a final account; where a table of final
    figures is printed in a budget, neither is.
    """
    current = _current_year(columns, basis, year)
    found = [_measure(column, basis, current) for column in columns]
    foreign = basis is Basis.BUDGET and "决算" in title
    plain = found if foreign else [_without_own(measure, _OWN[basis]) for measure in found]
    return _one_total(columns, _parts_told_apart(columns, plain if foreign else _with_total(plain, basis)))


def _parts_told_apart(columns: Sequence[str], found: list[str]) -> list[str]:
    """The measures with the group before 基本支出, 项目支出 and the like that two groups of columns have, of which none
    is the whole (当年财政拨款安排 beside 上年结转安排), or one that is of one source of funds beside others."""
    heads = [column.split(" / ")[0] if " / " in column else "" for column in columns]
    funds = {fund_of(column.split(" / ")[0]) for column in columns} - _NO_SOURCE
    told = list(found)
    for measure in _SPENT.intersection(found):
        places = [at for at, one in enumerate(found) if one == measure]
        groups = {folded(heads[at]) for at in places}
        of_one_fund = len(places) == 1 and len(funds) > 1 and fund_of(heads[places[0]]) in funds
        several = len(groups) == len(places) > 1 or f"{_CARRIED}/{measure}" in found or of_one_fund
        if several and all(groups) and not any(measure_of(heads[at]) in _SPENT for at in places):
            for at in places:
                told[at] = f"{measure_of(heads[at])}/{measure}"
    return told


def _with_total(found: list[str], basis: Basis) -> list[str]:
    """The measures with the one column as total whose words say no more than that it is money (部门预算数, 资金规模),
    where no other column is one."""
    words = _MONEY_PLANNED if basis is Basis.BUDGET else _MONEY_ONLY
    unnamed = [at for at, measure in enumerate(found) if words.fullmatch(measure) and measure not in measures()]
    if TOTAL in found or len(unnamed) != 1:
        return found
    return [TOTAL if at == unnamed[0] else measure for at, measure in enumerate(found)]


def _one_total(columns: Sequence[str], found: list[str]) -> list[str]:
    """The measures with one total: of 总计 and 财政拨款 / 合计 the latter is of its source of funds."""
    if found.count(TOTAL) < 2:
        return found
    first = found.index(TOTAL)
    return [
        _fund_above(column) or measure if measure == TOTAL and at > first else measure
        for at, (column, measure) in enumerate(zip(columns, found, strict=True))
    ]


def _fund_above(column: str) -> str:
    """The source of funds that a column is the total of by the groups of its header path."""
    return next((fund for part in reversed(column.split(" / ")[:-1]) if (fund := fund_of(part))), "")


def of_dated_row(label: str, measure: str, year: int | None) -> str:
    """The measure of a figure in a row that a year names (2024年 above 2025年): of another year than the
    document's it says so. A row of changes below them (增减变化) tells how much they differ."""
    if change := change_in_row(label):
        return change if measure == TOTAL else f"{change}/{measure}"
    dated = _DATED_ROW.match(folded(label)) if label.startswith("20") else None
    if dated is None or year is None or int(dated["year"]) == year:
        return measure
    other_year = _name_of_year(int(dated["year"]), dated["rest"], year)
    return other_year if measure == TOTAL else f"{other_year}/{measure}"


def names_year(label: str) -> bool:
    """Whether a row label says no more than a year and a basis (2024年预算数), or how two of them differ."""
    return bool(change_in_row(label)) or (label.startswith("20") and bool(_DATED_ROW.match(folded(label))))


@lru_cache(maxsize=4096)
def change_in_row(label: str) -> str:
    """增减额 or 增减率 where that is all that a row label says, else an empty string."""
    measure = measures().get(folded(label), "")
    return measure if measure in (CHANGE, RATE) else ""


@lru_cache(maxsize=4096)
def _measure(column: str, basis: Basis, current: int | None) -> str:
    """The measure of one path, its basis always told."""
    parts: list[str] = []
    other_year = ""
    *groups, last = [folded(part) for part in column.split(" / ")]
    for text in (*groups, last):
        dated = _OF_YEAR.match(text)
        if _COMPARED.search(text):
            parts += [] if groups and text is not last else [RATE if _RATE.search(text) else CHANGE]
        elif dated is None or current is None:
            parts.append(text)
        elif int(dated["year"]) == current:
            parts.append(dated["rest"] or _OWN[basis])
        else:
            other_year = other_year or _name_of_year(int(dated["year"]), dated["rest"], current)
    path = [part for part in parts if part]
    if other_year:
        path = [part for part in path if part not in ("收入", "支出")]  # the side that the row tells already
    subject = measure_of(" / ".join(path))
    of_change = next((group for group in groups if _COMPARED.search(group)), "")
    if of_change and not _SAYS_CHANGE.search(last):
        change = RATE if _RATE.search(of_change) else CHANGE  # 比2024年增减 / 公务接待费
        return change if subject == TOTAL else f"{change}/{subject}"
    if not other_year:
        return basis_of(path[-1]) or subject if path and subject == TOTAL else subject
    return other_year if subject == TOTAL else f"{other_year}/{subject}"


def _name_of_year(year: int, basis_words: str, current: int) -> str:
    """上年预算数 for the words 预算数 of the year before; older years keep their number."""
    if year != current - 1:
        return f"{year}年{basis_words}"
    words = f"上年{basis_words}" if basis_words else "上年数"
    stage = _STAGE.fullmatch(basis_words)
    return measures().get(words, f"上年{stage[1]}数" if stage else words)


def _without_own(measure: str, own: str) -> str:
    return TOTAL if measure == own else measure.removeprefix(f"{own}/")


def _current_year(columns: Sequence[str], basis: Basis, year: int | None) -> int | None:
    """The year whose figures are plain: that of the document, unless the table is all of another one."""
    dated = list(_dated_parts(columns))
    years = {number for number, _ in dated}
    if not years or year in years:
        return year
    before = basis is Basis.BUDGET and any(_BEFORE.search(rest) for _, rest in dated)
    undated = (column for column in columns if not any(True for _ in _dated_parts([column])))
    beside = any(basis_of(column.split(" / ")[-1]) or "本年" in column for column in undated)
    return year if year is not None and (before or beside) else max(years)


def _dated_parts(columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    for column in columns:
        for part in column.split(" / "):
            found = _OF_YEAR.match(folded(part))
            if found and not _COMPARED.search(folded(part)):
                yield int(found["year"]), found["rest"]
