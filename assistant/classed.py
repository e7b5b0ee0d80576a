"""Which class (类, 款) a subject belongs to, or which first-level project a project: by the rows above it."""

from __future__ import annotations

import re

from assistant.answer import Role, Status
from assistant.context import Context, resolve
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Plan, Selector
from assistant.prompting import say

_ASKS_CLASS = re.compile(
    r"(?:属于|归(?:属于?|入|到|在|于)?|列(?:在|入|到)|放在|算(?:在|到|作)?|挂在|在|是)(?:支出|预算)?(?:的)?(?:哪|什么|啥)(?:一|个|种|大)*"
    r"(?:功能(?:分类)?|经济(?:分类)?|支出|预算)*(?:(?P<level>[类款])级?|大类|(?P<project>一级项目)|(?:上级)?科目)(?:支出)?(?:科目)?"
    r"(?:里面?|当?中|下面?|之下|名下|的|呢|[?？])*$"
)
_KINDS = frozenset(("functional", "economic"))
_LEVELS = ("类", "款", "项")


def tell_class(plan: Plan, context: Context) -> Status | None:
    """Names the rows that each figure asked about stands below, the nearest first, or only that of the level asked
    for; NOT_FOUND with a sentence where the tables print none; None where a clause asks something else."""
    asked = _ASKS_CLASS.search(plan.question)
    if asked is None or not plan.selectors or not all(one.names for one in plan.selectors):
        return None
    wanted = {"project"} if asked["project"] else _KINDS
    pairs = [(document, one) for document in plan.documents for one in plan.selectors]
    found = [one for pair in pairs for one in resolve(*pair, context.facts) if one.item_kind in wanted]
    if not found:
        return None
    told = [one for one in found if _tell(one, asked["level"] or "", context)]
    return Status.ANSWERED if told else Status.NOT_FOUND


def _tell(found: Found, level: str, context: Context) -> bool:
    draft = context.draft
    above = list(zip(found.parents, _LEVELS, strict=False))
    if found.item_kind == "project":
        above = [(name, "一级项目") for name, _ in above]
    above = [one for one in above if not level or one[1] == level]
    label = f"{found.department}{found.year or ''}年{found.label}"
    if not above:
        draft.say(say("no_class", label=label))
        return False
    path = "之下的".join(f"“{name}”（{kind}）" for name, kind in above)
    draft.read_figure(found, Role.DETAIL)
    selectors = [Selector(label=name, names=(name,)) for name, _ in above]
    rows = [row for one in selectors for row in resolve(found.cell.document_id, one, context.facts)[:1]]
    cites = "".join(dict.fromkeys(draft.cite(one) for one in (found, *rows)))
    draft.say(say("class_of", label=label, path=path, amount=amount_text(found.value, found.unit), cite=cites))
    context.history.append(found)
    return True
