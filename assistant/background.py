"""What is told about the asker, or as an occasion, beside a question (我是记者, 听说要换届了, 我写稿子用): it asks
nothing and binds nothing, so a question that is refused because of it is answered without it, and that is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Status
from assistant.library import Library
from assistant.prompting import say
from assistant.slips_told import Trial
from assistant.understand.departments import mentions_of

_HEAD = re.compile(r"\s*(?P<head>[^,，。?？!！;；:：]{1,30})[,，。!！]\s*(?P<rest>.{4,})")
_OF_ASKER = re.compile(
    "(?:我们?|本人|咱们?|作为|身为|听说|听人说|据说|听闻|有人[说讲问]|网上|群里|新闻|看到|想写|想了解|想知道|准备|马上|眼看|快|最近|这几年"
    "|领导|记者|审计组?|巡[视察]组|检查组|督查组|老百姓|群众|大家|急[用需]?$)"
)
_TAIL = re.compile(
    r"(?P<rest>.{6,}?)[,，。?？!！;；]\s*(?P<tail>(?:请|麻烦|劳驾|我(?:要|想|好|得|这边)|急|等着|最好|给我|帮忙?我?|写(?:稿|报告)|做(?:表|对比)"
    r"|(?:供|作)参考|核对用|开会用|会上用|(?:答|说|讲)(?:得)?(?:清楚|明白|具体|简单|详细))[^,，。?？!！;；]{0,12})[。!！~]?"
)
_HAPPENED = re.compile("(?:搬|换|改|并|撤|升|扩|缩|来|招|新|调|办|成立|装修)[一-鿿]{0,3}了[一-鿿]{0,6}")
_ASKS_OR_BINDS = re.compile(
    r"[吗呢么]$|多少|几|哪|什么|啥|谁|怎|为何|是否|有没有|是不是|如果|假如|假设|若|要是|倘|按|除|扣|不含|不算|不计|只|仅|以外|其中|口径|换算"
    r"|\d|[一二两三四五六七八九十百千]+[个万亿年月家项次]|方面|关于|对于|就|至于"
)
_MOST = 2  # clauses that are left out


def without_background(turn: str, best: Trial, ask: Callable[[str], Trial], library: Library) -> Trial:
    """A trial; where it is refused, tells no figure or leaves something unread, that of its question without what is
    said before or behind it, if that names by its names what it asks for and is answered."""
    if best.answer.status is Status.CLARIFY or (best.answer.figures and not best.context.draft.unread):
        return best
    rest = turn
    left_out: list[str] = []
    while len(left_out) < _MOST and (found := _HEAD.match(rest)):
        body = _whose(found["head"], library)
        if _ASKS_OR_BINDS.search(found["head"]) or not _is_background(found["head"], body):
            break
        rest = found["rest"] if not body or _whose(found["rest"], library) else f"{body}{found['rest']}"
        left_out.append(found["head"].strip())
    tail = _TAIL.fullmatch(rest)
    if tail and not _ASKS_OR_BINDS.search(tail["tail"]) and not _whose(tail["tail"], library):
        rest = tail["rest"]
        left_out.append(tail["tail"])
    trial = ask(rest) if left_out else best
    whole = trial.told.whole
    named = whole.names_something and not whole.left and all(one.sure == 1.0 for one in whole.links)
    told = trial.answer.status is Status.ANSWERED and (trial.answer.figures or best.answer.status is Status.NOT_FOUND)
    if trial is best or not (told and named) or trial.context.draft.by_meaning:
        return best
    note = say("background", words="，".join(left_out))
    return replace(trial, answer=replace(trial.answer, answer=f"{trial.answer.answer}\n\n{note}"))


def _is_background(head: str, body: str) -> bool:
    return bool(_OF_ASKER.match(head) or (body and _HAPPENED.fullmatch(head.partition(body)[2])))


def _whose(text: str, library: Library) -> str:
    """The first name of a body in a text; empty for none."""
    found = next(iter(mentions_of(text, library.snapshot.documents)), None)
    return text[found.start : found.end] if found else ""
