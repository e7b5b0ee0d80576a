"""Follow-ups that set what was asked before against another year: 比上年呢, 少了百分之几, 去年是多少."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import Operation
from assistant.understand.reading import Reading
from assistant.understand.told import Told

_AGAINST = re.compile(
    r"(?:那么?)?(?:同比|(?:比|和|跟|与|同|较)(上年|去年|上一年|前一年|往年|20\d\d年?)(?:的)?(?:预算数?|决算数?|执行数)?(?:相?比|对比)?)"
    r"(?:起来|的话)?(?:呢|怎么样|怎样|如何|咋样|变化(?:呢|情况|如何|怎样)?)?[?？]?"
)
_BEFORE = re.compile(
    r"(?:那么?)?(上年|去年|上一年|前一年|20\d\d年?)度?(?:的)?(?:预算)?数?(?:应该|应当)?(?:是|有|呢|为)?(?:多少)?(?:呢)?[?？]?"
)
_BY_HOW_MUCH = re.compile(r"(?:又|那么?|具体)*(?:多|少|高|低)(?:了|出)(?:百分之)?(?:多少|几)[呢?？]*")
_WHICH_MORE = re.compile(
    "(?:那么?|这?[两二]个?|其中|相比)*(?:哪一?[个项笔块]|谁)(?:又|的)?([增减涨降升]|增[加长]|减少|下降|上[升涨])(?:了|得|的)*(?:更|最|比较|幅度)?([多快大猛])"
    "(?:一?些|一?点)?[呢啊?？]*"
)
_RATE_ALONE = re.compile(
    "(?:又|那么?|具体|是|[增减上下]?[涨降升幅]?了?|[多少高低]了?|大概|约)*(?:百分之(?:几|多少)|(?:多少|几)个?百分点|幅度?(?:是|有)?多[大少])[呢?？]*"
)
_SAVED = re.compile(
    "(?:那么?|一共|总共|到底|这样|结果|就|又|相当于|等于)*(?:节?省下?|节约|少花|没花完?|剩下?|结余)了?(?:下来|出来)?了?(?:多少|几)(?:钱|万元?)?[呢啊?？]*"
)
_OF_STAGES = re.compile("决算|年初预算|预算[^,，。]{0,12}[,，][^,，。]{0,6}花了?多少")
_LAST_YEAR = re.compile("[上去前]一?年(?!初)")
_STAGE_BEFORE = re.compile(
    r"(?:那么?)?(?:上年|去年|上一年|前一年)的?(预算数|执行数|决算数)(?:应该|应当)?(?:是|有|呢|为)?(?:多少)?(?:呢)?[?？]?"
)


def saved_of_budget(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """省了多少 behind what was budgeted and spent, as by how much less was spent than the budget had; behind an amount
    of one kind, against the year before."""
    if not _SAVED.fullmatch(text):
        return ""
    before = "，".join((told.last.topic, told.whole.text, told.last.text))
    named = [one.text for one in told.last.links]
    staged = _OF_STAGES.search(before) and not _LAST_YEAR.search(before)
    if len(named) == 1 and staged:
        return f"{named[0]}决算比年初预算少多少"
    return f"{told.subject}比上年减少多少" if told.subject and not staged else ""


def against_a_year(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """比上年呢, 少了百分之几, 去年是多少, 去年执行数呢."""
    if not told.subject:
        return ""
    against, stage = _AGAINST.fullmatch(text), _STAGE_BEFORE.fullmatch(text)
    if against:
        return f"{told.subject}比{against[1] or '上年'}变化多少"
    if stage and not told.group:
        return f"{told.subject}上年{stage[1]}是多少"
    if told.last.operation is not Operation.CHANGE:
        return ""
    more = _WHICH_MORE.fullmatch(text)
    if more and len(told.subjects) > 1:
        moved = "增加" if more[1][0] in "增涨上升" else "减少"
        return f"{'和'.join(told.subjects[-2:])}比上年哪个{moved}更{more[2]}"
    before = _BEFORE.fullmatch(text)
    if before:
        return f"{told.subject}{before[1]}是多少"
    if _RATE_ALONE.fullmatch(text):
        return f"{told.subject}比上年变化百分之几"
    return f"{told.subject}比上年{text}" if _BY_HOW_MUCH.fullmatch(text) else ""
