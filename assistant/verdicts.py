"""Yes or no to a question that holds a share, a ratio or a change against a bound: 超过三成吗, 增加超过10万吗."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.bounds_told import bound_asked
from assistant.context import Context
from assistant.draft import amount_text
from assistant.plan import Condition, Plan
from assistant.prompting import say
from assistant.understand.bounds import bound_of
from assistant.understand.clues import NUMERALS, fraction_of
from assistant.understand.text import ASKS_WHETHER
from index.amounts import YUAN_PER_UNIT, find_amounts, in_unit

_RIGHT = re.compile("对[吗吧]|对不对|是[吗吧]|没错|准确|属实|真的吗|真的假的")
_IS_PART = re.compile("是[^,，。;]{1,20}的(?:一半|半数|[一二两三四五六七八九]成|[二三四五六七八九十]分之|[\\d.]+%)")
_HELD = re.compile("超|[高低大小多少]于|不到|不足|达到|以[上下]|够")
_TIMES = re.compile(
    r"(?P<more>[多高大](?:出|了)*)?(?P<number>[一二两三四五六七八九十]|\d+(?:\.\d+)?)个?倍(?P<bound>以[上下内]|还?要?多|不止|还不止)?"
)
_AT_LEAST_TIMES = ("以上", "多", "还多", "还要多", "要多", "不止", "还不止")
_MORE = re.compile("超|高于|大于|多于")
_AT_LEAST = re.compile("超|高于|大于|多于|达到|够|以上|[倍成半]多")
_FOLD = re.compile("翻[了过]?(?P<number>[一两二])?(?P<unit>[倍番])")
_RISES = re.compile(r"增加|增长|上升|提高|上涨|[增涨]|翻[了过]?[一两二]?[倍番]|多[了花]")
_FALLS = re.compile(r"减少|下降|降低|压减|压缩|[减降]|少[了花]")
_MOVED = re.compile(
    r"[增减涨降升]|[多少高低大小](?=了|出|花|着|超|不[到足]|至少|大?约|近|[\d一二三四五六七八九十百千两])|差(?!旅)"
)
_IS_STATED = re.compile(  # 是不是36万, 36万对吗; not …36万元，有没有包括…
    r"(?:是|为|有|到|花)(?:了|约|大约)*\d|\d[多余]?[亿万]?元?[多余]?(?:左右)?[,，?？]?(?:这个数)?(?:是|对|没错|属实|吗|么|真)"
)
_UNMOVED = re.compile(  # is it so that nothing has moved (一分没涨吗); not 有没有涨, 涨没涨
    rf"(?<![有增涨降减升变])(?:没有?|未)(?:怎么)?(?:变化?|动(?!用)|{_RISES.pattern}|{_FALLS.pattern})(?!多少|几)"
)
_REACHED = re.compile("了(?:吗|没|么)")
_COMPUTED = re.compile("(?<![预决概核])算")
_SAID = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<more>[多余])?(?P<unit>亿元?|万元?|元)(?P<over>[多余])?")
_DIGIT = re.compile(r"\d")
_IS_TRUE = re.compile("对吗|对不对|属实|准确|没错|正确")
_ROUGHLY = re.compile("([一二两三四五六七八九十百千]+)[多余来几]([万亿]元?)")
_ONE_OR_NEXT = re.compile("(一两|一二|两三|二三|三四|四五|五六|六七|七八|八九)([十百千]?[万亿])元?")  # 五六百万
_NEARLY = Decimal("0.05")  # percent, or times
_AND_MORE = re.compile("[多余强]|出头|有余|开外")
_NEAR = re.compile("近|接近|快到?|差不多")
_AROUND = re.compile("大?约|左右|上下|差不多|大概")
_ROUND_STEP = Decimal(10)  # percent: what a share in tenths or halves is told to
_BELOW = re.compile("低于|不到|不足|以下|小于|少于")


def say_verdict(value: Decimal, plan: Plan, context: Context) -> None:
    """Says whether a share is above, below or just what the question says; nothing where it asks none of that."""
    bound = fraction_of(plan.question)
    is_just = _RIGHT.search(plan.question) or _IS_PART.search(plan.question)
    if bound is not None and is_just and not _HELD.search(plan.question):
        context.draft.say(say("yes") if _is_about(value, *bound, plan.question) else say("no"))
    elif bound is not None and ASKS_WHETHER.search(plan.question):
        over = value > bound[0]
        words = {
            "words": "超过" if over else "等于" if value == bound[0] else "低于",
            "amount": bound_asked(bound[1], context),
        }
        right = over != bool(_BELOW.search(plan.question)) and value != bound[0]
        context.draft.say(say("yes_bound", **words) if right else say("no_bound", **words))


def _is_about(value: Decimal, bound: Decimal, words: str, question: str) -> bool:
    """Whether a share is the one that a question says it is, as exactly as it says it: 六成多 is less than seven
    tenths, 近六成 more than five, 六成 what rounds to it."""
    start = question.find(words)
    before, behind = question[max(0, start - 2) : start], question[start + len(words) :]
    step = Decimal(10) if words.endswith("成") else Decimal(1).scaleb(min(0, int(bound.as_tuple().exponent)))
    if start >= 0 and _AND_MORE.match(behind):
        return bound < value < bound + max(step, _ROUND_STEP if "%" not in words else step)
    if start >= 0 and _NEAR.search(before):
        return bound - _ROUND_STEP / 2 < value < bound
    if start >= 0 and (_AROUND.search(before) or _AROUND.match(behind)):
        return abs(value - bound) <= _ROUND_STEP / 2
    return abs(value - bound) <= step / 2


def against_bound(value: Decimal, unit: str, plan: Plan, context: Context) -> str:
    """Yes or no to whether an amount of money keeps the bound that a question sets (超过40万吗), before the amount;
    empty where it sets none, or the value is no money."""
    condition = plan.condition
    if condition is None or unit not in YUAN_PER_UNIT:
        return ""
    if condition.roughly:
        return _against_rough(value, unit, condition, context)
    bound = in_unit(condition.amount, condition.unit, unit)
    words = "超过" if value > bound else "等于" if value == bound else "低于"
    line = "yes_bound" if condition.is_met(value, unit) else "no_bound"
    return say(line, words=words, amount=bound_asked(amount_text(condition.amount, condition.unit), context))


def _against_rough(value: Decimal, unit: str, condition: Condition, context: Context) -> str:
    """Yes or no to whether an amount of money is near the one that a question names (有没有20万左右), whose bounds are
    the program's and are not told as numbers."""
    met = condition.is_met(value, unit)
    words = "低于" if value < in_unit(condition.amount, condition.unit, unit) else "超过"
    said = condition.roughly if condition.upper_open else say("near_bound", amount=condition.roughly)
    return say("yes_bound" if met else "no_bound", words="合于" if met else words, amount=bound_asked(said, context))


def direction_asked(question: str) -> int:
    """1 for rising, -1 for falling, 0 where either is asked."""
    rises, falls = bool(_RISES.search(question)), bool(_FALLS.search(question))
    return 0 if rises == falls else 1 if rises else -1


def held_right(size: Decimal | None, unit: str, rate: Decimal, plan: Plan) -> bool | None:
    """Whether a change is as a question holds it to be: not where it has no `size` in the direction that is asked, and
    by as much as the question says (增加超过10万吗, 降了四成以上吗). `size` is of `unit`, which is empty where only the
    `rate`, in percent, is known. None where it cannot be told."""
    if size is None:
        return False
    bound, question = plan.condition, plan.question
    moved = _MOVED.search(question)
    said = _SAID.search(question, moved.start()) if moved else None  # an amount before it is of the thing itself
    is_range = bound is not None and bound.upper is not None
    if said and moved and not is_range and not bound_of(*said.span(), question):
        same = is_as_said(size, unit, question, moved.start())
        if same is not None:
            return same
    behind = moved and any(one.is_money and one.start >= moved.start() for one in find_amounts(question))
    if bound is not None and not bound.of_average and behind:
        return bound.is_met(size, unit) if unit in YUAN_PER_UNIT else None
    part = _percent_asked(question)
    if part is None:
        return True
    if not rate:
        return None
    if _BELOW.search(question):
        return rate < part
    if _MORE.search(question):
        return rate > part
    if _AT_LEAST.search(question) or _FOLD.search(question):
        return rate >= part
    return True if abs(rate - part) <= _NEARLY else False if "%" in question else None


def change_verdict(size: Decimal, unit: str, rate: Decimal, plan: Plan) -> str:
    """Yes or no to whether something moved as a question holds it to have moved, or has not moved (一分没涨吗); empty
    where it holds nothing, or it cannot be told. `size` and `rate` are signed, see `held_right`."""
    asked, unmoved = direction_asked(plan.question), _UNMOVED.search(plan.question)
    if not ASKS_WHETHER.search(plan.question) or not (asked or unmoved):
        return ""
    if unmoved:
        right: bool | None = size * asked <= 0 if asked else not size
    else:
        right = held_right(abs(size) if size * asked > 0 else None, unit, abs(rate), plan)
    yes = say("yes_stated") if _IS_TRUE.search(plan.question) else say("yes")  # what is written need not be true
    return (yes if right else say("no")) if right is not None else ""


def holds_amount(question: str) -> bool:
    """Whether a question states an amount or a rate and asks whether it is so (减少52.61万元对吗), not whether it was
    computed right."""
    return bool(find_amounts(question)) and not _COMPUTED.search(question)


def is_as_said(value: Decimal, unit: str, question: str, start: int = 0) -> bool | None:
    """Whether an amount of money is the one that a question says it is from `start` on, to the last digit said (36万,
    50多万); None where it says none, or does not ask whether it is so."""
    said = _SAID.search(question, start)
    if said is None or unit not in YUAN_PER_UNIT or not (ASKS_WHETHER.search(question) or _RIGHT.search(question)):
        return None
    number = Decimal(said["number"].replace(",", ""))
    step = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
    told = in_unit(value, unit, said["unit"] if said["unit"] in YUAN_PER_UNIT else f"{said['unit']}元")
    if said["more"] or said["over"]:
        while step == 1 or (step > 1 and number % step == 0):  # 50多: below 60
            step *= 10
        return number <= told < number + max(step / 10, Decimal(1))
    if _REACHED.match(question, said.end()):
        return told >= number  # 高出10万了吗
    return abs(told - number) <= step / 2


def value_as_said(value: Decimal, unit: str, question: str) -> bool | None:
    """The same for the value itself, where the question states that it is so much."""
    between = _ONE_OR_NEXT.search(question)
    if between is not None and ASKS_WHETHER.search(question) and unit in YUAN_PER_UNIT:
        ends = [find_amounts(f"{one}{between[2]}元")[0] for one in between[1]]
        low, high = (in_unit(one.value, one.unit, unit) for one in ends)
        return low <= value <= high
    question = _in_digits(question)
    return is_as_said(value, unit, question) if _IS_STATED.search(question) else None


def _in_digits(question: str) -> str:
    """The question with amounts of money in Chinese numerals (三百万, 三百多万) written in digits."""
    question = _ROUGHLY.sub(lambda one: f"{_value_of(one[1])}多{one[2]}", question)
    for one in reversed([one for one in find_amounts(question) if one.is_money]):
        if not _DIGIT.search(question[one.start : one.end]):
            question = f"{question[: one.start]}{one.value}{one.unit}{question[one.end :]}"
    return question


def _value_of(numeral: str) -> str:
    """A number in Chinese numerals in digits; as it stands where it is none."""
    found = find_amounts(f"{numeral}元")
    return str(found[0].value) if found else numeral


def _percent_asked(question: str) -> Decimal | None:
    """By what part of what was before a question holds something to have changed, in percent."""
    times, fold = _TIMES.search(question), _FOLD.search(question)
    if fold:
        number = NUMERALS.get(fold["number"] or "一", 1)
        return Decimal(100 * number if fold["unit"] == "倍" else 100 * (2**number - 1))
    if times:
        return 100 * _number_of(times)
    part = fraction_of(question)
    return part[0] if part else None


def _number_of(times: re.Match[str]) -> Decimal:
    said = times["number"]
    return Decimal(NUMERALS.get(said, said))


def say_times_verdict(ratio: Decimal, plan: Plan, context: Context) -> None:
    """Says whether one figure is as many times the other, or more than it by as many times, as the question says
    (是…的两倍吗, 比…多两倍以上吗); nothing where it says none."""
    said = _TIMES.search(plan.question)
    if said is None or not ASKS_WHETHER.search(plan.question):
        return
    number = _number_of(said)
    more = bool(said["more"]) and "比" in plan.question[: said.start()]
    value, question = ratio - 1 if more else ratio, plan.question
    if _BELOW.search(question) or said["bound"] in ("以下", "以内"):
        right = value < number
    elif said["bound"] in _AT_LEAST_TIMES or more or _AT_LEAST.search(question):
        right = value >= number
    else:
        right = abs(value - number) <= _NEARLY
    context.draft.say(say("yes") if right else say("no"))
