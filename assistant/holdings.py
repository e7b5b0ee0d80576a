"""Questions about the library itself: which bodies and years it holds."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant.prompting import say

if TYPE_CHECKING:
    from index.store import Snapshot

_NAMED = 60
_LIBRARY = re.compile(
    r"(?:本库|库[里中内]|资料库|知识库|数据库|收录|系统(?:[里中内]|现在|都|有|能)|你们?(?:这里|这儿|手[里上])?(?:都|现在)*(?:有|知道|掌握|能查|能回答|可以查|会))"
    r".{0,6}(?:哪些|什么|哪几|几[家个份年]|多少[家个份])|(?:哪些|什么|哪几|几)[^，。]{0,8}(?:收录|(?:本|资料|知识|数据)库|能查|可以?查|可以?问|能问)"
    r"|^[一-鿿]{2,8}[省市区县旗](?:都|现在)?有(?:哪些|哪几个|什么|几个)部门的?(?:预算|决算)(?:文件|资料)?[呢?？]*$"
    r"|(?:能|可以?)(?:查|问)(?:询)?(?:到)?(?:哪些|什么|哪几)|库[里中内]?有没有[^，。]{0,12}(?:文件|资料|预算$|决算$)"
)
_WHICH_FILES = re.compile(
    r"哪[些几][年个份][份度]?的?(?:预算|决算)?(?:文件|资料|报告|公开)|有哪[些几](?:文件|资料|年份|年度)"
)


def holdings_told(question: str, documents: Collection[str], snapshot: Snapshot) -> str:
    """The documents that the library holds, of the bodies asked about (by their documents) or of all;
    empty where the question is about something else."""
    if not (_LIBRARY.search(question) or _WHICH_FILES.search(question)):
        return ""
    bodies = {snapshot.card(one).department for one in documents}
    titles: dict[str, list[str]] = {}
    for card in sorted(snapshot.documents, key=lambda one: (one.department, one.year or 0, one.basis)):
        if not bodies or card.department in bodies:
            titles.setdefault(card.department, []).append(card.title)
    rows = [say("holding", body=body, titles="、".join(f"《{one}》" for one in held)) for body, held in titles.items()]
    more = [say("more_holdings")] if len(rows) > _NAMED else []
    return "\n".join([say("holdings"), "", *rows[:_NAMED], *more])
