"""What a question wants left out of a figure: 不含出国费, 扣除特定人员发放项目后, 除人大会议外."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understand.clues import ranks_in

_LEAVES_OUT = re.compile(
    r"(?:(?<![包含算是])不(?:算|含|包括|包含|计)(?!入|本数|[\d一二两三四五六七八九十百千.]+[万亿元])|(?:别|不要|不用)(?:算|计|加)(?:上|进|入)?(?![去来,。;?!]|$)|除去|除开|除掉|除了|扣除|扣掉|剔除|剔掉|去掉|刨去|刨除|刨掉|抛开|排除)(?P<after>[^,。;?!]+)"
    r"|(?<![扣剔废清消解免拆排开])除(?!去|开|掉|了|以|夕)(?P<around>[^,。;?!]{2,24}?)(?:之外|以外|外)"
    r"|(?:^|(?<=[年的中里内,。;局办厅委心校院]))(?P<beyond>(?:[^,。;的年除\d]|\d(?!\d*年)){2,12}?)(?:以外|之外)(?:的|其[他余]|还有|,)"
    r"|(?:(?<!是)不是|并非|(?<=[的中里,])非|(?<=[局办厅委心校院])非)(?:由|用|从|靠|来自)?(?P<source>"
    r"(?:一般公共预算|政府性基金|国有资本经营|财政)(?:预算)?(?:财政)?(?:拨款|资金|收入)?)"
    r"(?:[出拨给]|安排|来|承担|负担|支付|保障|列支)*(?:的|(?=项目|支出|部分|资金|[?？]|$))"
    r"|(?:别|不要|不用|不)把(?P<kept>[^,。;]+?)(?:算|计|加|包括)(?:进去|进来|在内|在里面|上|进|入)?"
    r"|把(?P<taken>[^,。;]+?)(?:除外|扣掉|扣除|去掉|刨掉|刨去|剔除|剔掉|除掉|排除)"
    r"|(?:^|[,。;])(?P<before>[^,。;]+?)(?:除外|别算(?:进去|进来|上)?(?=[,。;?!了吧的]|$)|不算(?:在内|进去|进来|上)?(?=[,。;]|$))"
)
_ENDS = re.compile(
    r"(?:之后|以后|后)(?=(?:剩[下余]|其[余他])?的?(?:项目支出|基本支出|总支出|支出|三公|人员经费|公用经费|经费))|(?:之后|以后|后|之外|以外|外)?(?:,|的(?=话|部分|钱|公务|接待|出国|会议|培训|工资|奖金|采购|经费|总|三公|项目|支出|基本|人员|公用|预算)|还剩|还有|剩下|剩余|余下|还余|其[他余](?=项|各|的|合计|加|几|部|支)|另外|一共|总共|合计|(?<!公)共|各是|是多少|是几|有多少|多少|哪|各|占)|(?:之后|以后|后|之外|以外|外|吗|呢)$|之外|以外|\)"
)
_WORDS = ("after", "around", "beyond", "kept", "taken", "before", "source")  # groups, in which the words stand


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of a question that says what is not to be counted, and within it the words that name it."""

    span: tuple[int, int]
    words: tuple[int, int]
    is_source: bool = False  # whether the words name where the money comes from (不是财政拨款的)


def left_out(text: str, bodies: Sequence[int] = ()) -> list[LeftOut]:
    """What a folded question wants left out; `bodies` are the ends of names of bodies, right behind which what is
    left out may begin (某局|人员经费以外的支出)."""
    found_all: list[LeftOut] = []
    for found in _LEAVES_OUT.finditer(text):
        start, end = found.span()
        words_end = end
        if found["after"]:
            stop = next((one for one in _ENDS.finditer(found["after"]) if not _closes(one)), None)
            ends = (stop.start(), stop.end()) if stop and stop.start() > 0 else (len(found["after"]),) * 2
            words_end = found.start("after") + ends[0]
            end = found.start("after") + ends[stop is not None and stop[0].endswith("后")]
        if found["before"]:
            start = found.start("before")
        inner = next(found.span(name) for name in _WORDS if found[name])
        if found["beyond"]:
            start = min((one for one in bodies if start <= one < inner[1]), default=start)
            inner = (start, inner[1])
        found_all.append(LeftOut((start, end), (inner[0], min(inner[1], words_end)), bool(found["source"])))
    return found_all


def _closes(stop: re.Match[str]) -> bool:
    """Whether a bracket only closes one that was opened within the words (老领导(研究会)工作经费)."""
    before = stop.string[: stop.start()]
    return stop[0] == ")" and before.count("(") > before.count(")")


def ranks_left_out(text: str) -> tuple[int, ...]:
    """The places of a ranking whose members a folded question wants left out (去掉最大的项目)."""
    return ranks_in("".join(text[slice(*one.words)] for one in left_out(text)))


def outside(spans: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The stretches between spans."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), length]
    return list(zip(ends, starts, strict=True))
