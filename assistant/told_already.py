"""Clauses that ask for what the words quoted for an earlier clause say themselves (有没有车？截至哪天)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Citation
from assistant.draft import Draft, Mark

_SAID = (  # how a clause asks, and how quoted words say it
    (
        re.compile(
            r"[截]?[止至]到?(?:日期|时间|什么时候|哪一?[天日]|何时|几[月号])|(?:什么|哪个|哪一?)(?:时点|时间点)|哪一?[天年]的"
        ),
        re.compile(r"截[止至][^，。；]{0,6}\d{4}|[年月]末|[年月]底|\d{4}-\d\d?-\d\d?"),
    ),
    (re.compile("购置|[买购添换]"), re.compile("购置|新购")),
    (re.compile("叫(?:什么|啥)"), re.compile("[一-鿿]{2}、[一-鿿]{2,}")),
)
_ASKS_REASON = re.compile(
    "(?:文件|材料|里面?|给[出的]*|主要|具体|的|是|说|写|讲|交代|解释|理由|原因|缘由|缘故|为什么|为啥|什么|啥|怎么|咋|如何|呢|又|都)+[?？]?"
)
_LISTS = re.compile(
    "(?:请|再|都|全部?|依次|分别)*(?:列|排|写|说|报)(?:一?下|出来|个?表|一列)?[?？。]?|(?:到底|具体|究竟)(?:是|有)?(?:多少|几多)(?:钱|万元?)?[?？]?"
)
NAMES_ASKED = re.compile(
    "(?:它们?|这些|[这那]?几[个项家]|都|又|分别|各自?|具体|依次)*(?:叫|是|有)?(?:什么|啥|哪些|哪[几两三四五六七八九十][个项家])"
    "(?:名字|名称|项目|科目|单位)?[呢?？]?"
)
_OTHERS = re.compile(
    "(?:那么?)?(?:其[余他它]|剩下|剩余|余下|另外|别)的?(?:[几两三四五六七八九十\\d]+[个家])?(?:单位|部门)?"
    "(?:都|又|安排|列)*(?:呢|(?:有|是)?(?:没有|没|无|安排)?(?:吗|么)?|有没有(?:安排)?|没有吗)[呢?？]?"
)
_LONGEST = 14  # characters of a clause that names nothing else
_QUOTE_ONLY = re.compile(r"[^“”]{0,80}[:：](“.*”\[\d+\])", re.DOTALL)
_REASON = re.compile("主要是|主要为|主要原因|原因[是为]|由于|因为")
_ASKS_MORE = re.compile("多少|几[万元]|谁|为什么")


def is_told_already(part: str, citations: Sequence[Citation]) -> bool:
    """Whether the quotes of an answer say what a clause asks that nothing else answered: the day that things are
    counted on, the reason of a change, whether something is bought."""
    quotes = [one.quote for one in citations]
    if _ASKS_REASON.fullmatch(part.strip()):
        return any(_REASON.search(one) for one in quotes)
    asked = (
        () if _ASKS_MORE.search(part) or len(part) > _LONGEST else (told for asks, told in _SAID if asks.search(part))
    )
    return any(told.search(one) for told in asked for one in quotes)


def is_told_of_others(part: str, bodies: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether a clause asks for the other bodies (其余几家有没有), and what was told speaks of each of several."""
    told = "".join(lines)
    return len(bodies) > 1 and bool(_OTHERS.fullmatch(part.strip())) and all(one in told for one in bodies)


def repeats_what_was_told(part: str, draft: Draft, mark: Mark) -> bool:
    """Whether all that a clause told since a mark stood before it: in the same lines, or, where it asks for no more
    than to list what was told (都列一下), the same cells."""
    lines, since = draft.lines[: mark[0]], draft.lines[mark[0] :]
    known = {one.cells for one in draft.figures[: mark[1]] if one.formula is None}
    figures = draft.figures[mark[1] :]
    listed = bool(_LISTS.fullmatch(part.strip())) and bool(figures) and all(one.cells in known for one in figures)
    again = all(one in lines or _quotes_again(one, lines) for one in since)
    return len(draft.citations) == mark[2] and bool(since) and (listed or again)


def _quotes_again(line: str, lines: Sequence[str]) -> bool:
    """Whether a line only quotes, and one before it has the same quote."""
    found = _QUOTE_ONLY.fullmatch(line)
    return found is not None and any(found[1] in one for one in lines)
