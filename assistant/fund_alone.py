"""Whether one source of funds pays for all of something: 项目支出全部来自一般公共预算吗."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Status
from assistant.context import Context, Operand, operand_of, operand_stated, resolve
from assistant.draft import amount_text
from assistant.operands import list_sides, marks_of
from assistant.plan import TOTAL, Operation, Plan, Selector
from assistant.prompting import say
from assistant.stated import stated
from index.amounts import YUAN_PER_UNIT

_ALL = re.compile(
    r"(?:全部?|都|均|完全|只|仅)(?:都|均)?(?:是|来自|来源于|由|用|靠|出自|为|属于|从)|(?:是不是|是否)(?:全|都|均|只|仅)"
    r"|(?:是不是|是否|是)(?:由|用|从|来自)?(?:一般公共预算|政府性基金|国有资本经营|财政)[^,。?]{0,8}(?:出|安排|来|承担|负担|支付|列支)的"
)
_YES_NO = re.compile(r"吗|么[?？]?$|是否|是不是|[?？]$")


def asks_all_of_fund(plan: Plan) -> bool:
    """Whether it is asked that a source of funds pays for all of what is named."""
    named = plan.operation is Operation.VALUE and any(one.fund for one in plan.selectors)
    return named and bool(_ALL.search(plan.question) and _YES_NO.search(plan.question))


def of_fund(document: str, selector: Selector, fund: str, context: Context) -> Operand | None:
    """What a source of funds pays of something; of all expenditure, what the tables of that source, or else a
    sentence, add up for it."""
    overall = not selector.names and selector.measure == "合计" and not selector.side
    own = selector.model_copy(update={"fund": fund, "label": TOTAL if overall else selector.label})
    label = f"{own.label}（{fund}）"
    found = [replace(one, label=f"{one.label}（{fund}）") for one in resolve(document, own, context.facts)]
    if found or not overall:
        return operand_of(found, label)
    for hit in stated(context.snapshot, (document,), f"{fund}收支总预算", exact=True):
        if hit.amount is not None and hit.unit in YUAN_PER_UNIT:
            return operand_stated(hit, label, context)
    return None


def all_of_fund(plan: Plan, context: Context) -> Status | None:
    """Says whether the whole and what the fund pays of it are the same, with both amounts; None where the
    tables do not hold both."""
    done = False
    for document in plan.documents:
        for selector in plan.selectors:
            own = of_fund(document, selector, selector.fund, context)
            label = TOTAL if selector.label == selector.fund else selector.label
            whole = selector.model_copy(update={"fund": "", "tables": (), "label": label})
            total = operand_of(resolve(document, whole, context.facts), label)
            if own is None or total is None or own.unit != total.unit:
                continue
            rest = total.value - own.value
            words = {"label": total.label, "fund": selector.fund, "amount": amount_text(total.value, total.unit)}
            if rest:
                formula = f"{total.formula} − {own.formula}"
                found, marks = [*total.parts, *own.parts], marks_of([own])
                context.draft.computed_figure("其他来源", rest, total.unit, formula, found, marks)
                rest_words = {"rest": amount_text(rest, total.unit), "formula": formula}
                context.draft.say(say("not_all_of_fund", **words, **rest_words))
            else:
                context.draft.say(say("all_of_fund", **words))
            list_sides([total, own], context)
            context.draft.promote_first()
            context.history += [*total.parts, *own.parts]
            done = True
    return Status.ANSWERED if done else None
