"""Follow-ups that take something off what was asked before, or ask of what is left: 去掉它还剩多少, 再去掉乙,
多出的占甲多少."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import TOTAL, Operation
from assistant.understand.exclusions import left_out
from assistant.understand.other_members import of_other_projects
from assistant.understand.plain_forms import excess_held_against
from assistant.understand.reading import Reading
from assistant.understand.told import Told, parts_of, pieces_of, words_of

_LESS_IT = (
    r"(?:再|如果|要是|那么?|把)*(?:扣掉?|扣除|除[去掉了开]|除|撇[开去]|去掉|刨去|刨掉|刨除|剔除|减去|减掉|不算|不含|抛开)"
    r"(?:它|其|[这那此](?:一)?[个项笔块部分]*)?(?:[之以]?[后外])?(?:的话)?,?"
)
_REST = re.compile(
    rf"(?:(?:那么?|{_LESS_IT})*(?:剩下|剩余|其余|余下|另外|(?:其[他它]|别)(?=的(?:几?[个项])?(?:一共|总共|合计|加起来)))|{_LESS_IT}还?[有剩余]下?)(?:的|那些|那|部分|[两三四五几]?[个项样笔家种块]|项目|钱)*"
    r"(?:一共|总共|合计|加起来|还)*(?:是|有|占|要|花)?(?:(?:什么|啥|哪些?)(?:费用?|支出|钱|项)?)?[,、]?(?:(?:是|有|占|要|花)?(?:多少|几)?(?:个|项|钱|万元?|元)?|(?:都|主要)?(?:干|做|花|用)(?:在|到|于)?了?(?:什么|啥|哪[里儿]?)(?:上|去)?了?)[呢啊]?[?？]?"
)
_PAIR = 2
_LESS_TOO = re.compile(r"^(?:那么?|如果|要是)*(?:再|又|同时|还|并)(?:把)?")


_OTHER_PROJECTS = re.compile(
    "(?:那么?|除了?(?:它|这个|这项)(?:以外|之外|外)?[,，]?)*(?:剩下|其余|其他|其它|余下|剩余)的?项目(?:支出|经费)?"
    "(?:一共|合计|总共|共|加起来|总的)*(?:(?:是|有|要|花)?多少(?:钱|万元?|元)?|(?<=[计共])呢)[呢?？]*"
)


def of_the_rest(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """剩下的是多少, 去掉它还剩多少."""
    if _OTHER_PROJECTS.fullmatch(text) and told.subject and any("project" in one.kinds for one in told.last.links):
        end = max((end for _, end in told.whole.bodies.spans), default=0)
        return f"{told.whole.text[:end]}除{told.subject}外的项目合计多少"
    others = of_other_projects(text, told) if _REST.fullmatch(text) or _OTHER_PROJECTS.fullmatch(text) else ""
    if others or not _REST.fullmatch(text):
        return others
    ranked = _ranked_in(told)
    if ranked:
        return f"{ranked}扣除{told.subject}后还剩多少"
    pair = shared(told.last) or told.subjects[-2:]
    if len(pair) == 1 and len(told.last.left) == 1:
        pair = (*pair, told.last.left[0].text)  # 政府采购多少, then 货物呢, which only a sentence tells
    if len(pair) < 2 or told.group:
        return ""
    whole, part = pair[0], pair[1].removeprefix(f"{pair[0]}中")
    return f"{whole}扣除{part}后占{whole}的比重" if "占" in text else f"{whole}扣除{part}后还剩多少"


def _ranked_in(told: Told) -> str:
    """The words for the one sum of which the largest part was told last (工资福利支出里最大的是哪项)."""
    own = pieces_of(told.last)
    alone = told.last.operation is Operation.RANK and len(own) == 1 and not told.group and bool(told.subject)
    return words_of(told.last, own) if alone and told.subject not in told.last.text else ""


def shared(last: Reading) -> tuple[str, ...]:
    """The words for the whole and for the one part whose share was asked for (甲占乙几成; 甲占几成: of all)."""
    at = last.text.find("占")
    own, of = parts_of(last), [one for one in pieces_of(last) if one.start > at]
    if last.operation is Operation.SHARE and at >= 0 and len(own) == 1 and not of and last.parent is None:
        return (TOTAL, words_of(last, own)) if own[0].end <= at else ()
    if last.operation is not Operation.SHARE or at < 0 or len(own) != 1 or len(of) != 1 or own[0].start > at:
        return ()
    return words_of(last, of), words_of(last, own)


def more_of_it(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """多出的占基本工资多少 of the two that were told last, or of something else: 多出的占基本支出多少."""
    named = excess_held_against(text)
    if not named or len(told.subjects) < 2:
        return ""
    others = [one for one in told.subjects[-2:] if one != named]
    if len(others) > 1:
        return f"{others[0]}和{others[1]}的差额占{named}多少" if told.last.operation is Operation.DIFFERENCE else ""
    return f"{others[0]}比{named}多百分之几"


def with_less(text: str, told: Told, read: Callable[[str], Reading]) -> str:
    """去掉甲还剩多少 with what it is taken from; 再去掉乙 takes that off what was left before."""
    new = read(text)
    if not new.leaves_out or not told.subject or told.group or pieces_of(new) or new.bodies.mentions:
        return ""
    if not told.last.leaves_out:
        taken = "".join(text[slice(*one.words)] for one in left_out(text))
        if len(told.subjects) > _PAIR and taken in told.subjects:
            others = [one for one in dict.fromkeys(told.subjects) if one != taken]
            return f"{'、'.join(others)}合计多少"  # of several told one by one
        whole = next((one for one in reversed(told.subjects) if one not in taken and taken not in one), told.subject)
        return f"{whole}{text}"
    too = _LESS_TOO.match(text)
    words = "和".join(text[slice(*one.words)] for one in left_out(text))
    if too and words:
        return f"{told.subject}和{words}后还剩多少"
    return f"{words_of(told.last, parts_of(told.last)) or told.subject}{text}"
