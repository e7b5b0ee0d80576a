"""One share: a part, the whole that it is of, and which whole is meant where a question names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.context import Context, Operand, body_of, in_one_unit, operand_of, operand_stated
from assistant.draft import rounded
from assistant.found import Found
from assistant.operands import operand_for
from assistant.plan import TOTAL, TOTAL_INCOME, Plan, Selector
from assistant.stated import kind_procured, procured_kinds, procurement_of
from index.model import Statement

_OWN_CLASS = re.compile(r"占(?:该|其|本|它|这|此|同|所在的?|所属的?)[一个大]*(?P<level>类|款)(?!项目)")
_OF_ALL = re.compile("占[^,，。]{0,8}(?:总|全部|支出|预算)")
_BOUGHT = "政府采购表"
_WHOLE = 100  # percent
_OF_ALL_SPENDING = re.compile("支出|花|用")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A part, the whole that it is of, and the percentage."""

    part: Operand
    whole: Operand
    base: str
    deducted: bool = False  # whether what the question leaves out is taken off the whole

    @property
    def value(self) -> Decimal:
        return rounded(self.part.value * 100 / self.whole.value)

    @property
    def is_no_part(self) -> bool:
        """Whether the part is more than the whole, and they are of tables of different scope."""
        tables = [{(one.cell.document_id, one.kind) for one in side.parts} for side in (self.part, self.whole)]
        return self.value > _WHOLE and all(tables) and not tables[0] & tables[1]

    @property
    def prefix(self) -> str:
        """The body and the year of the part, as its label begins; empty where it is told otherwise."""
        one = self.whole.parts[0] if self.whole.parts else None
        start = f"{one.department}{one.year or ''}年" if one else ""
        own = f"{body_of(self.part.parts[0])}{self.part.parts[0].year or ''}年" if self.part.parts else start
        if len({found.department for found in self.whole.parts}) > 1:  # of several bodies: each goes by its own name
            return own if self.part.label.startswith(own) else ""
        return start if self.part.label.startswith((start, own)) else ""

    @property
    def short(self) -> str:
        """The part without body and year; with the subordinate unit that it is of."""
        one = self.part.parts[0] if self.part.parts else None
        if one is None or len(self.part.parts) > 1:
            return self.part.label.removeprefix(self.prefix)
        unit = body_of(one)
        label = self.part.label.removeprefix(f"{unit}{one.year or ''}年") or unit
        return f"{label}（{unit}）" if unit not in (one.department, label) else label


def whole_of(
    documents: Sequence[str], parts: Sequence[Found], plan: Plan, context: Context
) -> tuple[Selector, Operand | None]:
    """What the parts are a share of: the class (类, 款) that the first stands in where it is asked for, what the
    question names, else all expenditure, or all income where the parts are income, income was talked of, or they
    come to more than all expenditure."""
    level = _OWN_CLASS.search(plan.question)
    if level:
        return _class_of(parts[0] if parts else None, level["level"], documents, context)
    own = plan.base or Selector(label=TOTAL)
    of_all = own.label == TOTAL and not _OF_ALL_SPENDING.search(plan.question)
    if of_all and parts and all(one.item_kind == "asset" for one in parts):
        total = context.facts.table_total(parts[0])  # what is owned is no part of what is spent
        label = total.label if total else own.label
        return own.model_copy(update={"label": label}), operand_of([total], label) if total else None
    if not of_all:
        return own, operand_for(documents, own, context)
    talked_of = [one for one in context.history if one.label == TOTAL_INCOME and one.cell.document_id in documents]
    of_income = bool(talked_of) or any(one.item_kind == "income" for one in parts)
    labels = (TOTAL_INCOME, TOTAL) if of_income else (TOTAL, TOTAL_INCOME)
    bases = [own.model_copy(update={"label": one, "side": "收入" if one == TOTAL_INCOME else ""}) for one in labels]
    wholes = [(base, operand_for(documents, base, context)) for base in bases]
    wholes = [(bases[0], operand_of(talked_of[-1:], TOTAL_INCOME)), *wholes] if talked_of else wholes
    largest = max((one.value for one in parts), default=Decimal(0))
    held = [(base, whole) for base, whole in wholes if whole is not None]
    return next((one for one in held if one[1].value >= largest), held[0] if held else wholes[0])


def _class_of(
    part: Found | None, level: str, documents: Sequence[str], context: Context
) -> tuple[Selector, Operand | None]:
    """The class of a row: 类 is the outermost of the rows above it, 款 the one below that; none without such a row."""
    above = part.parents if part else ()
    if not above or (level == "款" and len(above) < 2):
        return Selector(label=f"所在{level}"), None
    name = above[0] if level == "类" else above[1]
    base = Selector(label=name, names=(name,), unit_name=part.unit_name if part and part.of_unit else "")
    return base, operand_for(documents, base, context)


def names_total(plan: Plan) -> bool:
    """Whether all that is spent is named as the whole (占总支出多少)."""
    return bool(_OF_ALL.search(plan.question))


def row_of(part: Operand | None, whole: Operand | None, base: str) -> list[ShareRow]:
    """One share; none where a figure would be set against itself."""
    if part is None or whole is None or not whole.value:
        return []
    part, whole = in_one_unit([part, whole])
    if part.unit != whole.unit:
        return []
    itself = [one.cell for one in part.parts] == [one.cell for one in whole.parts]
    itself = itself and part.statement == whole.statement
    of_unit = bool(part.parts) and part.parts[0].of_unit
    is_project = of_unit and part.parts[0].item_kind == "project"
    of_all = part.label.endswith(base) or not (is_project or any(one.of_unit for one in whole.parts))
    base = f"全部门{base}" if of_unit and of_all and not base.startswith("全") else base
    return [] if itself else [ShareRow(part, whole, base)]


def name_procured(statement: Statement) -> str:
    """What a kind of procurement is called that a sentence states."""
    return f"政府采购{kind_procured(statement)}"


def shares_of_kind(documents: Sequence[str], plan: Plan, context: Context) -> list[ShareRow]:
    """What is bought as a share of the one kind of procurement that is named behind 占 (家具占货物采购的多少)."""
    behind = plan.question.partition("占")[2]
    kinds = [one for one in procured_kinds(plan) if one in behind]
    bought = [operand_for(documents, one, context, one.label) for one in plan.selectors if "政府采购" not in one.names]
    bought = [one for one in bought if one and one.parts and all(part.kind == _BOUGHT for part in one.parts)]
    if len(kinds) != 1 or not bought:
        return []
    name = f"政府采购{kinds[0]}"
    whole = _kind_bought(documents, kinds[0], name, plan, context)
    return [row for part in bought for row in row_of(part, whole, name)]


def _kind_bought(documents: Sequence[str], kind: str, name: str, plan: Plan, context: Context) -> Operand | None:
    """All that is bought of one kind: its own row of the table of procurement, else as a sentence states it."""
    for document in documents:
        rows = context.facts.rows_of(document, "procurement", Selector(label=""))
        above = {parent for one in rows for parent in one.parents}
        own = [one for one in rows if kind in one.item and not one.parents]
        own = [one for one in own if any(parent.endswith(one.item) for parent in above)]  # 一、货物A
        if len(own) == 1:
            return operand_of(own, name)
        stated = procurement_of(context.snapshot, document, plan)[1]
        of_kind = next((one for one in stated if kind_procured(one) == kind), None)
        if of_kind is not None:
            return operand_stated(of_kind, name, context)
    return None
