"""Which figure is the part and which the whole of a share."""

from __future__ import annotations

import re

from assistant.plan import TOTAL, TOTAL_INCOME, TOTALS, Condition, Selector
from assistant.understand.bounds import bound_of
from assistant.understand.clues import fraction_of
from assistant.understand.columns import FUNDS, Column
from assistant.understand.qualifying import INSIDE, TOGETHER
from assistant.understand.reading import Reading
from assistant.understand.selecting import changed, common_of, selector_of
from assistant.understand.vocabulary import SPENDING_KINDS, ItemLink

OF_DEPARTMENT = re.compile(r"占(?:全|整个)?(?:部门|局)(?!本级|机关|属|下属)")


def split_share(reading: Reading, selectors: tuple[Selector, ...]) -> tuple[tuple[Selector, ...], Selector | None]:
    """What is the part and what the whole: A占B, B中A, else the part of the total."""
    parts, whole = _split(reading, selectors)
    return tuple(_of_row(one, whole) for one in parts) if whole else parts, whole


def _split(reading: Reading, selectors: tuple[Selector, ...]) -> tuple[tuple[Selector, ...], Selector | None]:
    total = Selector(
        label=TOTAL_INCOME if reading.side else TOTAL,
        side=reading.side,
        unit_name=selectors[0].unit_name if selectors else "",
    )
    if reading.total and not _is_total_of_item(reading):
        return _with_total(reading, selectors, total)
    repeated = _of_whole_department(reading, selectors) or _of_itself(reading, selectors)
    if repeated is not None:
        return selectors[:1], repeated
    named: list[ItemLink | Column] = sorted([*reading.links, *reading.columns], key=lambda one: one.start)
    if len(named) < 2:
        return _with_words(reading, selectors) or (selectors, total)
    if all(re.match("的?(?:占比|比重|比例)", reading.text[one.end :]) for one in named):
        return tuple(_share_selector(one, reading) for one in named), total
    named, paid_by = _with_funds(named, reading.text)
    chosen = [changed(_share_selector(one, reading), **paid_by.get(one.start, {})) for one in named]
    if len(named) < 2:
        return tuple(chosen), total
    if len(named) == 2 and _is_part_first(named, reading.text):
        return (chosen[0],), chosen[1]
    divider = reading.text.find("占")
    before = [one for one in named if one.start < divider]
    if divider >= 0 and before and len(before) < len(named):
        first, rest = chosen[: len(before)], chosen[len(before) :]
        if INSIDE.search(reading.text[: named[0].start]) or not _whole_first(reading, named):
            compared = "比" in reading.text[named[len(first)].end : named[len(first) + 1].start] if rest[1:] else False
            return (*first, *(rest[1:] if compared else ())), rest[0]
        return tuple(_within_project(one, by, named[0]) for one, by in zip(chosen[1:], named[1:], strict=True)), chosen[
            0
        ]
    if _whole_first(reading, named):
        parts = [_within_project(one, by, named[0]) for one, by in zip(chosen[1:], named[1:], strict=True)]
        return tuple(_column_of_row(one, chosen[0]) for one in parts), chosen[0]
    return tuple(chosen), total


def _with_words(reading: Reading, selectors: tuple[Selector, ...]) -> tuple[tuple[Selector, ...], Selector] | None:
    """Part and whole where no table has a name for the one or the other: the words behind 占 are no words of the
    part, nor the words before it of the whole."""
    divider = reading.text.find("占")
    behind = {one.text for one in reading.left if one.start > divider >= 0}
    whole = next((one for one in selectors if one.label in behind), None)
    parts = tuple(one for one in selectors if one is not whole)
    if whole and parts:
        return parts, whole
    ahead = _words_ahead(reading)
    named: list[ItemLink | Column] = [*reading.links, *reading.columns]
    again = len(named) == 1 and (named[0].start > divider or _words_of(named[0]) in reading.text[divider:])
    again = again or (len(named) == 1 and bool(_WITHIN.match(reading.text, named[0].end)))  # 某项目里绿化占几成
    return (ahead, _share_selector(named[0], reading)) if ahead and again else None


def _words_ahead(reading: Reading) -> tuple[Selector, ...]:
    """What stands before 占 and no table has a name for."""
    divider = reading.text.find("占")
    ahead = (one.text for one in reading.left if one.end <= divider and one.text in reading.rests)
    return tuple(Selector(label=words, names=(words,)) for words in ahead)


def _words_of(named: ItemLink | Column) -> str:
    return named.text if isinstance(named, ItemLink) else named.words


def _is_total_of_item(reading: Reading) -> bool:
    """Whether what stands behind 占 is the total of an item (占政府采购|支出总额), not all the money of a body."""
    divider, at = reading.text.find("占"), reading.text.rfind(reading.total)
    named: list[ItemLink | Column] = [*reading.links, *reading.columns]
    return any(0 <= divider < one.start and one.end == at for one in named)


def _with_total(
    reading: Reading, selectors: tuple[Selector, ...], total: Selector
) -> tuple[tuple[Selector, ...], Selector]:
    """Part and whole of a share where all the money of a body is named: mostly the whole."""
    against = _behind_total(reading)
    if against is not None:
        part = changed(total, **_ALL_SPENT) if "支" in reading.total else total
        return (part,), _share_selector(against, reading)
    parts = tuple(one for one in selectors if one.label not in TOTALS)
    if not parts and reading.unit_names:  # a unit's part in the total of its department
        total = changed(total, unit_name="")
        parts = tuple(one for one in selectors if one.unit_name)
    if not parts:  # 总支出扣除基本支出后占总支出的比重
        parts = (total,) if reading.leaves_out else _words_ahead(reading)
    return parts, changed(total, label=TOTAL_INCOME, side="收入") if reading.side else total


def _behind_total(reading: Reading) -> ItemLink | Column | None:
    """The one thing that all the money of a body is said to be a share of (总支出占财政拨款的比重)."""
    named: list[ItemLink | Column] = [*reading.links, *reading.columns]
    divider = reading.text.find("占")
    ahead = 0 <= reading.text.find(reading.total) < divider
    return named[0] if ahead and len(named) == 1 and named[0].start > divider else None


def share_bound_of(question: str) -> Condition | None:
    """The bound on shares of a folded question, in percent (占比超过5%的, 占一半以上的, 过半); None without one."""
    part = fraction_of(question)
    at = question.find(part[1]) if part else -1
    if part is None or at < 0:
        return None
    operator = bound_of(at, at + len(part[1]), question)
    return Condition(operator=operator, amount=part[0], unit="%") if operator else None


def _of_row(part: Selector, whole: Selector) -> Selector:
    """A source of funds set against an item, or against what is spent as one kind, is what it pays of that (某项目里
    单位资金占多少)."""
    named = bool(whole.names) or whole.measure != "合计"
    if not (named and part.fund and part.measure == "合计") or part.names or whole.fund:
        return part
    return changed(whole, label=f"{whole.label}（{part.label}）", fund=part.fund)


def _within_project(part: Selector, named: ItemLink | Column, whole: ItemLink | Column) -> Selector:
    """An item of spending within a project or a subject is that of a row of its own, not the body's (某项目里培训费占
    多少)."""
    if not (isinstance(whole, ItemLink) and isinstance(named, ItemLink)) or not named.kinds & SPENDING_KINDS:
        return part
    apart = whole.kinds == {"project"} or (whole.kinds & {"project", "functional"} and "functional" not in named.kinds)
    return changed(part, within=whole.names) if apart else part


def _column_of_row(part: Selector, whole: Selector) -> Selector:
    """A column within an item is that of its row (行政运行里人员支出占多少)."""
    if not whole.names or part.names or part.measure == "合计":
        return part
    return changed(whole, label=f"{whole.label}（{part.label}）", measure=part.measure)


def _is_part_first(named: list[ItemLink | Column], text: str) -> bool:
    """Whether the words around two names say that the first is a part of the second, or held against it."""
    between, behind = text[named[0].end : named[1].start], text[named[1].end : named[1].end + 2]
    if between.endswith("是") and _FRACTION_ASKED.search(text):
        return True
    inside = re.search("在|占", between) and re.match("当?中|里|内|其中|之中", behind)
    return bool(inside or _HELD_AGAINST.search(between))


def _with_funds(named: list[ItemLink | Column], text: str) -> tuple[list[ItemLink | Column], dict[int, dict[str, str]]]:
    """The names without the sources of funds that only qualify the column right behind them (一般公共预算基本
    支出), which is theirs then."""
    kept: list[ItemLink | Column] = []
    paid_by: dict[int, dict[str, str]] = {}
    for one, later in zip(named, [*named[1:], None], strict=True):
        is_fund = isinstance(one, Column) and one.name in FUNDS
        if is_fund and isinstance(later, Column) and later.name not in FUNDS and text[one.end : later.start] in _BESIDE:
            paid_by[later.start] = {"fund": one.name if isinstance(one, Column) else ""}
        else:
            kept.append(one)
    return kept, paid_by


_WITHIN = re.compile(r"的?(?:里面?|中|当中|之中|其中|内)|[,，]其中")
_ITSELF = re.compile("(?:[这那]?一?[个笔项])?(?:项目|专项|科目)?(?:的?(?:钱|资金|经费|支出|预算))?(?:就|要|能|只|都)*")
_ALL_SPENT = {"label": TOTAL, "side": ""}
_EACH = re.compile("各|分别")
_FRACTION_ASKED = re.compile("几分之|百分之|几成|一半|半数|[一二两三四五六七八九]成|分之[一二两三四五六七八九]|%")
_HELD_AGAINST = re.compile("超过|超出|达到|不到|不足|[高低大小多少]于|够")
_BESIDE = ("", "的", "拨款", "拨款的", "财政拨款", "安排的")
_OF_ALL = re.compile(r"占(?:全部|全局|全部门|整个|总体|总的?|全)(?:门|部门|单位)?的?([一-鿿]{2,})")


def _of_whole_department(reading: Reading, selectors: tuple[Selector, ...]) -> Selector | None:
    """The same figure of the whole department, where a unit's is set against all of it (占全部接待费)."""
    whole = _OF_ALL.search(reading.text)
    if whole is None or len(selectors) != 1 or not selectors[0].unit_name or len(reading.links) != 1:
        return None
    again = reading.links[0].text
    return changed(selectors[0], unit_name="") if again in whole[1] else None


def _of_itself(reading: Reading, selectors: tuple[Selector, ...]) -> Selector | None:
    """The one thing that is named, where what is left of it is set against all of it (三公扣除接待费后占三公的比重)."""
    again = reading.text.partition("占")[2].startswith(reading.links[0].text) if len(reading.links) == 1 else False
    return selectors[0] if again and reading.leaves_out and not reading.columns and len(selectors) == 1 else None


def _whole_first(reading: Reading, named: list[ItemLink | Column]) -> bool:
    """Whether the first name is what the others are parts of (三公经费中接待费的占比)."""
    first, second = named[0], named[1]
    gap, divider, _ = reading.text[first.end : second.start].partition("占")  # 甲占…中心乙 has no 中 of a whole
    if divider and _ITSELF.fullmatch(gap):
        return False  # 代表履职这个项目占项目支出
    if gap == "," and isinstance(first, ItemLink) and all(one in reading.funds for one in named[1:]):
        return True  # 某项目,一般公共预算和单位资金各占多少
    if first in reading.measures and isinstance(second, ItemLink) and "project" in second.kinds:
        return not (TOGETHER.search(gap) or _EACH.search(reading.text))  # 项目支出,某项目的占比
    return bool(INSIDE.search(gap) or re.search(r"[里中内]|其中|当中", gap)) and not TOGETHER.fullmatch(gap)


def _share_selector(named: ItemLink | Column, reading: Reading) -> Selector:
    if isinstance(named, ItemLink):
        measure = "价值" if named.kinds == {"asset"} else "合计"
        return selector_of(named, reading).model_copy(update={"fund": "", "measure": measure})
    common = changed(common_of(reading, named.start), label=named.name, fund="", side="")
    if named in reading.funds:
        return changed(common, fund=named.name)
    return changed(common, measure=named.name)


def is_of_department(reading: Reading) -> bool:
    """Whether the whole of a unit's share is said to be the department's: 占全局, 占人社局三公经费."""
    divider = reading.text.find("占")
    behind = [one for one in reading.bodies.mentions if one.start > divider >= 0]
    named = bool(behind) and not any(one.unit_name for one in behind)  # 占人社局本级项目支出 is not of all of it
    return named or bool(OF_DEPARTMENT.search(reading.text))


def of_unit_or_department(whole: Selector, reading: Reading) -> Selector:
    """What a unit's projects are a share of: the same of the unit, unless the department is named behind 占."""
    if is_of_department(reading):
        return changed(whole, unit_name="", label=f"全部门{whole.label}")
    return changed(whole, unit_name=reading.unit_names[0], label=f"该单位{whole.label}")


def of_department(part: Selector) -> Selector:
    """The same figure of the whole department."""
    return changed(part, unit_name="")
