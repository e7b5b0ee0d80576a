"""What people call an item, and which figures of a document a name fits."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from benchmarks.generated_questions.budgets import Budget, folded

EVERYDAY: dict[str, tuple[str, ...]] = {
    "公务接待费": ("接待费", "公务接待", "接待吃饭", "请客吃饭", "招待费", "接待"),
    "因公出国（境）费用": ("出国", "因公出国", "出国费用", "出国经费", "因公出国费"),
    "公务用车购置及运行维护费": ("公车", "公务用车", "公务用车购置及运行费"),
    "公务用车运行维护费": ("养车", "公车运行维护", "公务用车运行费"),
    "公务用车购置费": ("买车", "公车购置"),
    "三公经费": ("三公", "“三公”经费", "“三公”", "三公经费"),
    "工资福利支出": ("发工资", "工资福利", "工资"),
    "住房公积金": ("公积金",),
    "职工基本医疗保险缴费": ("医保", "基本医疗保险"),
    "机关事业单位基本养老保险缴费": ("养老保险", "基本养老保险", "养老保险缴费"),
    "职业年金缴费": ("职业年金", "年金"),
    "会议费": ("开会",),
    "培训费": ("培训",),
    "差旅费": ("出差",),
    "印刷费": ("印刷",),
    "退休费": ("退休金",),
    "物业管理费": ("物业费", "物业"),
    "维修(护)费": ("维修费", "维修"),
    "邮电费": ("邮电",),
    "离休费": ("离休",),
}
INSURANCE = ("机关事业单位基本养老保险缴费", "职工基本医疗保险缴费", "其他社会保障缴费", "住房公积金")
_TAIL = re.compile(r"(?:缴费支出|缴费|支出|费用|经费|专项经费|资金)$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def spoken_item(budget: Budget, item: str, rng: Random) -> str:
    """The item as printed, or shortened where only this item of the document can be meant."""
    plain = item.strip()
    forms = [plain, plain, plain, plain.replace("（", "(").replace("）", ")")]
    shorter = (_TAIL.sub("", plain), _BRACKETS.sub("", plain), _TAIL.sub("", _BRACKETS.sub("", plain)))
    forms += [short for short in shorter if len(short) >= 4 and short != plain and is_only(budget, short, plain)]
    return rng.choice(forms)


def is_only(budget: Budget, short: str, item: str) -> bool:
    """Whether a short name stands in the name of no other item of the document."""
    return not any(folded(short) in name for name in budget.names if name != folded(item))


def figures_named(budget: Budget, name: str, item: str) -> tuple[Decimal, ...]:
    """The figures of an item, and of those whose whole name is what was said instead."""
    found = budget.amounts(item)
    if name != item:
        found = (*found, *budget.amounts(name))
    return tuple(dict.fromkeys(found))
