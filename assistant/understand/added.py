"""Follow-ups that add to what was asked before: 加上接待费一共多少, 再加上柯桥的呢, 它和基本工资加起来呢."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import Operation
from assistant.understand.reading import Reading
from assistant.understand.told import Told, parts_of, pieces_of, words_of

_AMOUNT = (
    r"(?:(?:一共|总共|合计|共计?|加起来|总的?|合起来)*(?:是|有|要|得|花|为)?(?:多少(?:钱|万元?|元)?|几万)?|呢)"
    r"[呢啊呀?？]*"
)
_ADDS = re.compile(
    r"(?:那么?|如果|要是|若是?|假如)*(?:再|也|又|还|把)*(?:加上|算上|连上|连同|加(?!起来|总|[在到成]?一[起块]|和|在一))了?"
    rf"(?P<added>[^,，。;；?？]{{2,30}}?)(?:的话|也?算(?:上|进去|在内)|在内)?[,，]?{_AMOUNT}"
)
_JOINS = re.compile(
    r"(?:那么?|如果|要是)*(?:它|这个|这一?项|这笔)?[和跟与同](?P<added>[^,，。;；?？]{2,30}?)(?:这?两[项个者笔家])?的?"
    r"(?:加(?:在)?一?起来?|加(?:在)?一块|合(?:在一)?起来?|一起|合计|总和|之和|总共|一共|共计|相加)[,，]?"
    rf"(?:(?P<share>占[^,，。占]{{2,20}}?(?:多少|几成|百分之[几多]少?|比[例重]))[呢?？]*|{_AMOUNT})"
)
_OF_MONEY = re.compile("资金|经费|费用?|支出")
_ASKED = re.compile(r"(?:分别|各自?|一共|总共|合计|共计?)*(?:是|有|要|花|为)?多少(?:钱|万元?|元)?[呢?？]*$|呢[?？]*$")
_WHOLE = re.compile("占(?:了|其|本部门|全部门)?([^占,，。多几]{2,16}?)的?(?:比[例重]|多少|几成|百分)")
_ADDED_UP = (Operation.VALUE, Operation.SUM)


def with_more(text: str, told: Told, read: Callable[[str], Reading]) -> str:
    """加上甲一共多少 with what it is added to, items or bodies; empty where it is no such question."""
    found = _ADDS.fullmatch(text) or _JOINS.fullmatch(text)
    if found is None:
        return ""
    before = told.before(text)
    words = words_of(before, parts_of(before))
    behind = _OF_MONEY.match(before.text, before.text.find(words) + len(words)) if words else None
    words += behind[0] if behind else ""  # 技能人才培养|资金
    shared = before.operation is Operation.SHARE
    if not words or not (shared or before.operation in _ADDED_UP) or before.leaves_out:
        return ""
    new, whole = read(found["added"]), _WHOLE.search(before.text)
    of_whole = whole[1] if whole else "总支出"
    if pieces_of(new):
        share = found.groupdict().get("share")
        asked = f"合计占{of_whole}的比重" if shared else f"合计{share or '多少'}"
        return f"{before.text[: before.text.find(words)]}{words}和{found['added']}{asked}"
    end = max((end for _, end in before.bodies.spans), default=0)
    if not new.bodies.mentions or not end:
        return ""
    bodies = new.text[new.bodies.mentions[0].start : new.bodies.mentions[-1].end]
    if shared:
        return f"{before.text[:end]}和{bodies}的{words}合计占两家{of_whole}的比重"
    return f"{before.text[:end]}和{bodies}{_ASKED.sub('', before.text[end:])}一共多少"
