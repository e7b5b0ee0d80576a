"""What a turn points at among the figures told before, put by its name: 最大的那个, 第三个, 这个单位, 三个单位,
基本支出表里也是这个数吗."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.context import Context
from assistant.found import Found
from assistant.nth_told import share_of_nth, than_nth
from assistant.order_told import document_of
from assistant.plan import Operation
from assistant.summed_shares import OF_LAST_SUM
from assistant.understand.clues import NUMERALS
from assistant.understand.columns import tables_of
from assistant.understand.departments import mentions_of
from assistant.understand.reading import Reading
from assistant.understand.text import folded
from assistant.understand.told import Told
from index.amounts import YUAN_PER_UNIT, in_unit
from index.model import DocumentCard, Statement

_EXTREME = re.compile(
    r"(?:其中|里面)?最([大多高小少低贵])的?(?:那|这)(?:一)?(?:个项目|[个项笔家])|(?:其中|^)最([大多高小少低贵])的(?:一?[个项类笔家块样]|那?部分)?(?=占|是(?!哪|谁|什么|多少))"
    r"|(?:其中|^)第(?P<place>[二三四五])(?:[大多高贵]|(?P<least>[小少低]))的?(?:一?[个项类笔家块样]|那?部分)?(?:项目|科目)?(?=占)"
)
_EXTREME_AGAIN = re.compile(r"(?:那么?)?最([大多高小少低贵])的(?:一?[个项类笔家])?(?=呢)")
_SAME_IN = re.compile(
    r"(?P<table>[一-鿿]{2,14}表)(?:里|上|中)?面?(?:的|列的?|写的?|数)*(?:也|又|还|是不是|是否)*(?:都)?(?:是|等于|跟)?"
    r"(?:这个|同一个|一样|同样|这么|相同|一致)的?(?:数字?|金额|多)?(?:吗|么|不|$|[?？])"
)
_THAT_UNIT = re.compile(r"(?:那么?|,)*[这该那](?:一)?[个家]?(?:下属|所属)?(?:单位|中心|学校|机构|馆|所|站)的?")
_PLACE = re.compile(
    r"(?:那么?)?(?:其中)?(?:第([一二三四五六七八九])|最后一)(?:个|项|名|家|笔)(?:项目|单位|部门)?(?:的)?(?=占|呢|是(?!谁|哪)|多少|为|用|主要|有|比|又|干|花|要)"
)
_NUMBER_OF_UNITS = re.compile(r"[这那]?([两三四五六七八九])[个家](?:下属|所属|预算)?单位")
_NUMBER_OF_BODIES = re.compile(
    r"[这那]?([两三四五])(?:家|个(?:单位|部门))的?(?=[^,，。?？]{0,8}(?:项目|支出|经费|费|工资|奖金))"
)
_WITHOUT_WHOLE = re.compile(
    "的?(?:占比|占(?:了|了?多少|几成|百分之几|百分之多少|多大比例|多大)|比[例重])(?=$|[?？是多呢,，])"
)
_OF_THOSE = re.compile("占了?(?:其中|里面|它们|这些|合计|总数)的?(?:多少|几|百分|多大|比)")
_OF_AMOUNT = re.compile(
    r"(?<![过于到足达近约上\d.])(?:[那这]一?个)?(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>万元?|亿元?)的?(?:[那这]一?个)?项目(?!支出|经费)"
)
_BODIES_TOLD = re.compile(
    "(?:那么?)?(?:(?:[这那]|上面|前面)?([两二三四五])(?:家|个(?:单位|部门))(?!下属|所属)|两者|[它他]们)的?(?!最|谁|哪)"
)
_BODY_TOLD = re.compile(
    "(?P<it>(?<![一-鿿])(?:那么?)?它(?=[占比是较同用增减上去为怎]))|(?:它(?!们)|(?:[该这那](?:一?[家个])(?:单位|部门)?|[该这那](?:单位|部门))(?!的?(?:项目|科目|钱|经费|费用)))"
)
_FOR_WHAT = re.compile(
    "(?:它|这|那)?(?:又|都)?(?:是|属于|从|由)?(?:哪一?个|什么)(?:项目|专项)(?:的|里的|买的|采购的|列支|出的?钱?)*[呢?？]*"
)
_BARE_SHARE = re.compile(
    "(?:那么?|它|又|大概|大约|约)*占(?:了|到|比)?(?:全部门?|总数|整个|全局|合计)?的?(?:多少(?:比[例重])?|几成|百分之(?:几|多少)|多大(?:比例|比重)?|比[例重]|一半)?"
    "(?:是|有)?(?:多少)?[呢吗?？]*"
)
_SAME_YEAR = re.compile("同一?年度?的?(?=呢|[一-鿿])")
_IT = re.compile("(?:^|(?<=[,，]))(?:那么?)?它(?!们)")
_GROUPED = (Operation.RANK, Operation.FILTER, Operation.LIST)


def pointed_out(
    turn: str, told: Told | None, earlier: Reading | None, context: Context, cards: Sequence[DocumentCard]
) -> str:
    """The turn with names in the places of the words that only point at something told."""
    turn = _SAME_YEAR.sub("", turn) if earlier else turn  # 乙同年的呢: of the year talked of
    turn = _singled_out(than_nth(share_of_nth(turn, told, context), context), told, context)
    turn = _of_amount(_bodies_told(_own_units(turn, earlier, cards), told, context), earlier, context, cards)
    return _of_table(_of_unit(_of_extreme(_of_place(turn, told, context), told, context), context), context)


def _singled_out(turn: str, told: Told | None, context: Context) -> str:
    """两家, 它 and 该单位 as the names of the bodies that were asked for by their places in an order of bodies (谁最多,
    第二呢), 它 by itself with what they were ranked by; 它 as what was asked for so in an order of items."""
    order = context.order
    if told is not None and order.goes_on and order.first_unit[0]:
        return _of_first_unit(turn, *order.first_unit)
    if told is None or not order.singled or not order.goes_on:
        return turn
    last = order.singled[-1]
    if not order.bodies and isinstance(last, Found) and last.kind == "政府采购表" and _FOR_WHAT.fullmatch(turn):
        return f"{last.item}{turn}"
    if isinstance(last, Found) and last.of_unit and not order.bodies and _BARE_SHARE.fullmatch(turn):
        return _of_first_unit(turn, last.unit_name, last.item)
    if not order.bodies:
        return _IT.sub(last.label, turn, count=1) if isinstance(last, Found) else turn
    names = [context.snapshot.card(document_of(one)).department for one in order.singled]
    several, one = _BODIES_TOLD.match(turn), _BODY_TOLD.search(turn)
    if several:
        as_many = len(names) == (NUMERALS[several[1]] if several[1] else 2)
        return f"{'和'.join(names)}{turn[several.end() :]}" if as_many else turn
    if one is None:
        return turn
    part = turn[: one.start()]
    if part.endswith("占") and len(part) > 1:
        return f"{names[-1]}{part}{turn[one.end() :].removeprefix('的')}"  # 退休费占它总支出的多少
    what = f"的{told.subject}" if one["it"] and told.subject and not told.subject.startswith(names[-1]) else ""
    return f"{turn[: one.start()]}{names[-1]}{what}{turn[one.end() :]}"


def _of_first_unit(turn: str, unit: str, item: str) -> str:
    """占了几成 and 它占多少 after 三个单位里谁的最多, of the unit that came first."""
    if _BARE_SHARE.fullmatch(turn):
        return f"{unit}{item}占全部门{item}的比重"
    one = _BODY_TOLD.match(turn)
    return f"{unit}{item if one['it'] else ''}{turn[one.end() :]}" if one else turn


def _of_amount(turn: str, earlier: Reading | None, context: Context, cards: Sequence[DocumentCard]) -> str:
    """275万的那个项目 by its name, where the one body that is meant has one project of that amount."""
    found = _OF_AMOUNT.search(turn)
    if found is None:
        return turn
    named = {one for mention in mentions_of(turn, cards) for one in mention.documents}
    documents = named or set(earlier.documents if earlier else ())
    amount, unit = Decimal(found["amount"].replace(",", "")), f"{found['unit'].removesuffix('元')}元"
    names = {
        one.item
        for document in documents
        for one in context.facts.projects(document)
        if one.unit in YUAN_PER_UNIT and in_unit(one.value, one.unit, unit) == amount
    }
    return f"{turn[: found.start()]}{names.pop()}{turn[found.end() :]}" if len(names) == 1 else turn


def _of_place(turn: str, told: Told | None, context: Context) -> str:
    """第三个 of figures that were told together by its name."""
    place = _PLACE.match(turn)
    listed = _listed(told, context) if told and place else []
    at = NUMERALS[place[1]] - 1 if place and place[1] else -1
    return f"{listed[at].label}{turn[place.end() :]}" if place and at < len(listed) > 1 else turn


def _of_extreme(turn: str, told: Told | None, context: Context) -> str:
    """最大的那个 of figures told before by its name."""
    found = _EXTREME.search(turn) or (_EXTREME_AGAIN.match(turn) if told and _asks_share(told) else None)
    if found is None or told is None:
        return turn
    stated = _of_stated(turn, found, context)
    if stated:
        return stated
    group = context.told if told.group else _listed(told, context) if _asks_share(told) else []
    if not group:
        return turn
    chosen = _at_end(found, group)
    if chosen is None:
        return turn
    rest = turn[found.end() :]
    of_one_body = len({one.department for one in group}) == 1 < len(group)
    if of_one_body and (_OF_THOSE.match(rest) or (told.last.adds_up and _WITHOUT_WHOLE.match(rest))):
        rest = f"占{OF_LAST_SUM}多少"
    elif chosen.item_kind == "project" and not told.subjects and _WITHOUT_WHOLE.match(rest):
        rest = f"占项目支出的{_WITHOUT_WHOLE.sub('占比', rest)}"  # 有几个项目，最大的占几成
    name = chosen.department if len({one.department for one in group}) > 1 else chosen.label
    return f"{turn[: found.start()]}{name}{rest}"


def _of_stated(turn: str, found: re.Match[str], context: Context) -> str:
    """The share of the largest of several amounts that sentences stated, in their sum; empty where tables told any, or
    something else is asked of it."""
    told = [one for one in context.amounts if isinstance(one, Statement) and one.amount is not None]
    rest = turn[found.end() :]
    alike = len(told) == len(context.amounts) > 1 and len({one.unit for one in told}) == 1
    if not alike or not (_OF_THOSE.match(rest) or _WITHOUT_WHOLE.match(rest)):
        return ""
    place, least = _place_of(found)
    ordered = sorted(told, key=lambda one: one.amount or Decimal(0), reverse=not least)
    return f"{turn[: found.start()]}{ordered[place - 1].subject}占{OF_LAST_SUM}多少" if place <= len(ordered) else ""


def _at_end(found: re.Match[str], group: Sequence[Found]) -> Found | None:
    """The largest or smallest of some figures, or the one that comes so many places after it (第二大的); None where
    there are fewer."""
    place, least = _place_of(found)
    ordered = sorted(group, key=lambda one: one.value, reverse=not least)
    return ordered[place - 1] if place <= len(ordered) else None


def _place_of(found: re.Match[str]) -> tuple[int, bool]:
    """The place in an order that words name, and whether it is counted from the smallest."""
    words = found.groupdict()
    if words.get("place"):
        return NUMERALS[words["place"]], bool(words.get("least"))
    return 1, next(filter(None, found.groups())) in "小少低"


def _asks_share(told: Told) -> bool:
    return told.last.operation is Operation.SHARE


def _of_unit(turn: str, context: Context) -> str:
    """这个单位 as the name of the subordinate unit whose figure was told."""
    found = _THAT_UNIT.match(turn)
    last = context.told[-1] if context.told else None
    if found is None or last is None or not last.of_unit or last.unit_name == last.department:
        return turn
    return f"{last.unit_name}{turn[found.end() :]}"


def _of_table(turn: str, context: Context) -> str:
    """基本支出表里也是这个数吗 with what was told before and the table that it was read from."""
    found = _SAME_IN.search(folded(turn))
    one = context.told[0] if len(context.told) == 1 else None
    tables = tables_of(found["table"])[0] if found else ()
    if found is None or one is None or not tables or not one.kind.endswith("表"):
        return turn
    if tables == (one.kind,):
        return f"{found['table']}里{one.label}是多少"  # read from there before
    return f"{one.label}在{one.kind}和{found['table']}里是否相等"


def _listed(told: Told, context: Context) -> list[Found]:
    """The figures that 第三个 may stand among: the last that were told together; where one of them was ranked first
    in between, none."""
    if not told.group and told.last.operation in _GROUPED:
        return []
    clauses = ([one for one in clause if isinstance(one, Found)] for clause in reversed(context.said))
    return next((clause for clause in clauses if len(clause) > 1), [])


def _bodies_told(turn: str, told: Told | None, context: Context) -> str:
    """两家 of something else as the names of the bodies whose figures were told last (两家最大的项目各是哪个)."""
    found = _NUMBER_OF_BODIES.search(turn) if told else None
    bodies = list(dict.fromkeys(one.department for one in reversed(context.history)))
    if found is None or len(bodies) < NUMERALS[found[1]]:
        return turn
    named = "、".join(reversed(bodies[: NUMERALS[found[1]]]))
    return f"{turn[: found.start()]}{named}{turn[found.end() :]}"


def _own_units(turn: str, earlier: Reading | None, cards: Sequence[DocumentCard]) -> str:
    """三个单位 of a department that has three, as its subordinate units."""
    found = _NUMBER_OF_UNITS.search(turn)
    if found is None:
        return turn
    named = {one for mention in mentions_of(turn, cards) for one in mention.documents}
    talked_of = [card for card in cards if card.id in (named or (earlier.documents if earlier else ()))]
    if len(talked_of) != 1 or len(talked_of[0].units) != NUMERALS[found[1]]:
        return turn
    return f"{turn[: found.start()]}各下属单位{turn[found.end() :]}"
