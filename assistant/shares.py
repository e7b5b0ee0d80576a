"""What part of a whole a figure is: one, several named parts, or every member of a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Status
from assistant.body_shares import shares_of_bodies, tell_bodies
from assistant.bounds_told import bound_within
from assistant.context import Context, Operand, name_of, operand_of, operand_stated
from assistant.counted import NOUNS
from assistant.excluding import without_excluded
from assistant.filtering import BOUND_WORDS, chosen_of
from assistant.found import Found, is_part
from assistant.gap_shares import asks_share_of_gap, share_of_gap
from assistant.groups import draw, group_of
from assistant.operands import by_edition, operand_for
from assistant.plan import TESTS, TOTAL, TOTALS, Condition, Plan, Selector
from assistant.prompting import say
from assistant.share_rows import ShareRow, name_procured, names_total, row_of, shares_of_kind, whole_of
from assistant.share_words import say_amount_too, say_gap, say_share
from assistant.shares_told import OF_LISTED, asks_each, follows_number, shares_of_listed, shares_of_told
from assistant.stated import asks_procurement, procured_kinds, procurement_of
from assistant.summed_shares import asks_share_of_told_sum, shares_of_named_sum, shares_of_told_sum
from assistant.table_order import OWN_TABLES
from assistant.understand.clues import fraction_of
from assistant.understand.exclusions import left_out
from assistant.unit_sums import project_sums
from assistant.verdicts import say_verdict
from assistant.whole_in_sentence import whole_stated

_WHOLE = 100  # percent
_EXTREME = re.compile(r"最[高低大小多少]|谁|哪[一家个]")
_GAP = re.compile(r"百分点|[高低大小多少]还是[高低大小多少]|(?:相?差|[高低多少])(?:了|出)?(?:多少|几)(?!钱|万|元)")
_NAMES_WHOLE = re.compile(r"占(?![比多几了])")  # 政府采购占总支出, not 政府采购各类的占比
_THEN_SHARE = re.compile("(?:之?[后外]|以[后外]|还?剩下?的?|剩余的?|余下的?|的|部分|支出|资金|钱|,)*占")
_BOTH_ENDS = re.compile("最[高多大].*最[低少小]|最[低少小].*最[高多大]")
_TOGETHER = re.compile("合计|一共|总共|共占|加起来|之和")


def share(plan: Plan, context: Context) -> Status | None:
    """What part of the base each selected figure is, for each document, the largest first."""
    if plan.group and plan.share_bound:
        return _within_bound(plan, context)
    rows = _rows_of(plan, context)
    rows, ends = _in_order(rows, plan, context)
    if plan.of_told and plan.share_bound and len(rows) > 1:
        return _told_within(rows, plan.share_bound, plan, context)
    whose = {row.prefix for row in rows}
    listed = len(rows) > 2 and len(whose) == 1 and all(whose) and not plan.whole_documents
    if listed:
        context.draft.say(say("shares_of", whose=rows[0].prefix, base=rows[0].base))
    if len(rows) == 2 and not any(row.is_no_part for row in rows) and _GAP.search(plan.question):
        say_gap(rows, context)
    for place, row in enumerate(rows):
        say_verdict(row.value, plan, context)
        say_share(row, context, listed=listed, end=ends.get(place, ""))
    if rows and plan.leaves_out and not (plan.group and plan.excluded) and not all(row.deducted for row in rows):
        context.draft.say(say("not_deducted"))
    if rows and plan.whole_documents:
        tell_bodies(plan, context)
    say_amount_too(rows, plan, context)
    if not plan.of_told:
        context.history += [found for row in rows for found in row.part.parts if len(row.part.parts) == 1]
    if len(rows) > 2:
        bars = [(row.short if listed else row.part.label, row.value) for row in rows if len(row.part.parts) < 2]
        draw(bars, "%", f"占{rows[0].base}的比重", context.draft)
    if rows and all(row.is_no_part for row in rows):
        return Status.NOT_FOUND
    return Status.ANSWERED if rows else None


def _in_order(rows: list[ShareRow], plan: Plan, context: Context) -> tuple[list[ShareRow], dict[int, str]]:
    """The shares of several bodies by size, and which places are told as the highest or the lowest."""
    both = bool(_BOTH_ENDS.search(plan.question))
    told = {one.department for row in rows for one in row.part.parts}
    if len(told | {context.snapshot.card(one).department for one in plan.documents}) > 1:
        rows = sorted(rows, key=lambda row: row.value, reverse=both or not plan.ascending)
    if len(rows) < 2 or len({row.prefix for row in rows}) < 2 or not _EXTREME.search(plan.question):
        return rows, {}
    order = [row.part.parts[0] for row in rows if len(row.part.parts) == 1]
    context.order = context.order.then(order, order[:1] if len(order) == len(rows) and not both else [])
    if both:
        return rows, {0: "最高", len(rows) - 1: "最低"}
    return rows, {0: "最低" if plan.ascending else "最高"}


def _rows_of(plan: Plan, context: Context) -> list[ShareRow]:
    """The shares asked for: of what was told, in the sum over several bodies, or of each body by itself."""
    if plan.added:
        return shares_of_named_sum(plan, context)
    if asks_share_of_told_sum(plan):
        return shares_of_told_sum(plan, context)
    if OF_LISTED in plan.question:
        return shares_of_listed(context)
    if plan.of_told:
        return shares_of_told(plan, context)
    if plan.whole_documents:
        return shares_of_bodies(plan, context)
    if follows_number(plan, context):
        return []
    rows: list[ShareRow] = []
    for documents in by_edition(plan, context.snapshot):
        rows += next((found for way in _ways(plan) if (found := way(documents, plan, context))), [])
    return rows


def _ways(plan: Plan) -> tuple[Callable[[Sequence[str], Plan, Context], list[ShareRow]], ...]:
    """Where the parts are looked for: in a group, among what is named, in what is said of procurement; kinds
    of procurement first, where nothing else is the whole. What two amounts differ by is a part of its own."""
    if asks_share_of_gap(plan):
        return (share_of_gap,)
    if plan.group:
        return _of_group, _of_procurement
    kinds = procured_kinds(plan)
    of_kind = any(one in plan.question.partition("占")[2] for one in kinds)  # of goods, and of nothing else
    if of_kind or (kinds and all("政府采购" in one.names for one in plan.selectors)):
        return shares_of_kind, _of_procurement  # 政府采购里服务占多少: no share of all procurement
    named = plan.base is not None and plan.base.label not in TOTALS  # …采购在全部项目支出中占比多少
    if kinds or not (named or _NAMES_WHOLE.search(plan.question)):
        return shares_of_kind, _of_procurement, _of_selectors
    return _of_selectors, _of_procurement


def _of_selectors(documents: Sequence[str], plan: Plan, context: Context) -> list[ShareRow]:
    asked = [(one, operand_for(documents, one, context)) for one in plan.selectors]
    parts = [(one, _as_singled_out(part, context)) for one, part in asked if part is not None]
    if plan.of_sum and len(plan.selectors) > 1:
        by_cells = {tuple(one.cell for one in part.parts): chosen for chosen, part in parts}  # two names, one figure
        figures = [figure for _, part in parts for figure in part.parts]
        together = operand_of(figures, "、".join(one.label for one in by_cells.values()))
        parts = [(plan.selectors[0], together)] if together else []
    rows: list[ShareRow] = []
    of_part = _leaves_out_of_part(plan)
    for selector, part in parts:
        base, whole = whole_of(documents, part.parts, plan, context)
        whole = _beside(part, base, selector, context) or whole
        said = whole_stated(part.statement, context) if base.label == TOTAL and not names_total(plan) else None
        if said:
            whole, base = said[0], base.model_copy(update={"label": said[1]})
        named = "总" in plan.question.partition("占")[0]
        if selector.label == TOTAL != base.label and whole and part.value > whole.value and not named:
            continue  # all that is spent stands for a part that was not understood
        if whole is None and OWN_TABLES.keys() & set(base.names) and part.parts:
            total = context.facts.table_total(part.parts[0])
            whole = operand_of([total], base.label) if total else None
        if "收入" in base.label:
            part = _within(whole, part, documents, selector, context)
        if (
            whole
            and whole.value < part.value
            and any(is_part(one, other) for one in whole.parts for other in part.parts)
        ):
            continue  # 教育占普通教育: the whole is a part of the part
        own = _without(part, documents[0], selector, plan, context)
        left = _without(whole, documents[0], base, plan, context) if whole and not (plan.of_rest or of_part) else None
        without = "、".join(one.label for one in plan.excluded)
        label = f"{base.label}（不含{without}）" if left else base.label
        found = row_of(own or part, left or whole, label)
        rows += [replace(one, deducted=bool(own or left)) for one in found if own or not plan.of_rest]
    return rows


def _as_singled_out(part: Operand, context: Context) -> Operand:
    """Of several rows of one name the one that was asked for by its place before (最贵的是什么，占多少), where the turn
    itself does not name it."""
    last = context.order.singled[-1] if context.order.goes_on and context.order.singled else None
    if not isinstance(last, Found) or len(part.parts) < 2 or last.item in context.typed:
        return part
    own = [one for one in part.parts if one.cell == last.cell]
    return operand_of(own, last.label) or part


def _beside(part: Operand, base: Selector, selector: Selector, context: Context) -> Operand | None:
    """The figure of the whole department in the column that a unit's part of it stands in."""
    if not selector.unit_name or base != selector.model_copy(update={"unit_name": ""}) or len(part.parts) != 1:
        return None
    total = context.facts.table_total(part.parts[0])
    return operand_of([total], base.label) if total and not total.of_unit else None


def _within(
    whole: Operand | None, part: Operand, documents: Sequence[str], selector: Selector, context: Context
) -> Operand:
    """The part of an income; where another table has more of it than the whole is, as the table of all income
    has it."""
    if whole is None or part.value <= whole.value or selector.tables:
        return part
    found = operand_for(documents, selector.model_copy(update={"tables": ("收入总表",)}), context)
    return found if found is not None and found.value <= whole.value else part


def _leaves_out_of_part(plan: Plan) -> bool:
    """Whether what is left out is said right behind the part that it is taken from (三公经费不含出国费占…), or right
    before the share is asked of what remains (扣除出国费后占…)."""
    spans = [one.span for one in left_out(plan.question)]
    before = plan.question[: min((start for start, _ in spans), default=0)]
    behind = plan.question[max((end for _, end in spans), default=0) :]
    named = any(before.endswith((one.label, f"{one.label}的")) for one in plan.selectors)
    named = named or any(
        behind.lstrip("的").startswith((f"{one.label}占", f"{one.label}的占")) for one in plan.selectors
    )
    return "占" in behind and (named or bool(_THEN_SHARE.match(behind)))


def _without(whole: Operand, document: str, selector: Selector, plan: Plan, context: Context) -> Operand | None:
    """A side of a share less what the question leaves out, where that lies within it and is not all of it."""
    names = {name for one in plan.excluded for name in one.names}
    if not plan.excluded or any(one.item in names for one in whole.parts):
        return None
    return without_excluded(whole, document, selector, plan, context)


def _of_group(documents: Sequence[str], plan: Plan, context: Context) -> list[ShareRow]:
    """The share of the chosen members together, of each of them, or both."""
    one = plan.model_copy(update={"documents": tuple(documents)})
    sums = [part for document in documents for part in project_sums(document, plan, context)]
    if sums:
        base, whole = whole_of(documents, (), plan, context)
        return [row for part in sums for row in row_of(part, whole, base.label)]
    chosen = chosen_of(one, context) if plan.top or plan.condition else group_of(one, context)
    base, whole = whole_of(documents, chosen, plan, context)
    if not chosen or whole is None or not whole.value or {found.unit for found in chosen} != {whole.unit}:
        return []
    together = operand_of(chosen, "、".join(found.label for found in chosen))
    rows = [ShareRow(together, whole, base.label)] if together else []
    if len(chosen) == 1 or not (asks_each(plan.question) or _TOGETHER.search(plan.question)):
        return rows
    chosen = sorted(chosen, key=lambda found: -found.value)
    each = [
        ShareRow(Operand(name_of(found), found.value, found.unit, str(found.value), (found,)), whole, base.label)
        for found in chosen
    ]
    if not (plan.top or plan.condition):
        return each
    return [*rows, *each] if _TOGETHER.search(plan.question) else [*each, *rows]


def _within_bound(plan: Plan, context: Context) -> Status | None:
    """The members of a group whose share keeps a bound, the largest first; None without a group or its whole."""
    done = False
    for documents in by_edition(plan, context.snapshot):
        members = group_of(plan.model_copy(update={"documents": tuple(documents)}), context)
        base, whole = whole_of(documents, members, plan, context)
        if plan.share_bound is None or whole is None or not whole.value:
            continue
        own = [found for found in members if found.unit == whole.unit]
        bound = plan.share_bound.amount * whole.value / _WHOLE
        kept_ones = [found for found in own if TESTS[plan.share_bound.operator](found.value, bound)]
        done = done or bool(own)
        if own:
            kept_ones.sort(key=lambda found: -found.value)
            parts = (Operand(name_of(one), one.value, one.unit, str(one.value), (one,)) for one in kept_ones)
            rows = [ShareRow(part, whole, base.label) for part in parts]
            _tell_rows(rows, f"{own[0].department}{own[0].year or ''}年", base.label, plan, context)
    return Status.ANSWERED if done else None


def _told_within(rows: Sequence[ShareRow], bound: Condition, plan: Plan, context: Context) -> Status:
    """Those of what was told before whose share keeps a bound."""
    within = [row for row in rows if TESTS[bound.operator](row.part.value * _WHOLE, bound.amount * row.whole.value)]
    _tell_rows(within, rows[0].prefix, rows[0].base, plan, context)
    return Status.ANSWERED


def _tell_rows(rows: Sequence[ShareRow], whose: str, base: str, plan: Plan, context: Context) -> None:
    """How many members of a group keep the bound on their shares, and each with its share."""
    bound, draft = plan.share_bound, context.draft
    said = fraction_of(plan.question)
    kept = bound_within(BOUND_WORDS[bound.operator], said[1] if said else "一半", context) if bound else ""
    condition = f"占{base}{kept}"
    noun = NOUNS.get(plan.group, "明细")
    if not rows:
        draft.say(say("none", label=whose, condition=condition, noun=noun))
        return
    found = [one for row in rows for one in row.part.parts]
    draft.counted_figure(f"{whose}{condition}的{noun}", found)
    draft.say(say("count", label=f"{whose}{condition}的{noun}", amount=f"{len(rows)} 个"))
    for row in rows:
        say_share(row, context, listed=True)
    context.history[:] = found


def _of_procurement(documents: Sequence[str], plan: Plan, context: Context) -> list[ShareRow]:
    """Goods, works and services of the procurement that a sentence states, where no table holds them."""
    unknown = bool(plan.selectors) and all(one.label in plan.rests for one in plan.selectors)
    if not asks_procurement(plan) or (unknown and not procured_kinds(plan)):
        return []
    found = (procurement_of(context.snapshot, document, plan) for document in documents)
    total, kinds = next((one for one in found if one[0] is not None), (None, []))
    if total is None or not total.amount:
        return []
    whole = operand_stated(total, "政府采购", context)
    return [ShareRow(operand_stated(one, name_procured(one), context), whole, "政府采购") for one in kinds]
