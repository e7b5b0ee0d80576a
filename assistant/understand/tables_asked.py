"""Whether a question is after the tables of a document themselves: which there are, how many, which are empty."""

from __future__ import annotations

import re

_KIND = "(?:预算|决算|公开|附|报)*"
_TABLES = re.compile(
    rf"(?:哪[些几]|什么|啥|几|多少)[张个份种]?{_KIND}表格?(?:[?？呢吗,，]|$)"
    r"|表格?(?:都|一共|总共|分别)*(?:有|包括|是)(?:哪[些几]|什么|啥|几|多少)[张个份种]?(?:[?？呢]|$)"
    r"|(?:所有|全部)的?表格?(?:的?(?:名称|标题|清单|目录))?(?:[?？列吧]|$)|表格?的?(?:清单|目录|名单)"
)
_EMPTY = re.compile(
    rf"(?:哪[些几]|有没有|有|几)[张个份种]?{_KIND}表?格?(?:都)?(?:是|为)?(?:空的?表|空白表?|空的|空着)"
    rf"|哪[些几][张个份种]?{_KIND}表格?(?:里|上)?(?:都)?(?:没有?(?:数|列数|内容|金额|填)|是空|为空)|空表(?:有|是)?(?:哪|几)"
)


def asks_tables(text: str) -> bool:
    """Whether it is asked which tables there are, or how many."""
    return bool(_TABLES.search(text))


def asks_empty_tables(text: str) -> bool:
    """Whether it is asked which tables hold no amount, or whether any is such."""
    return bool(_EMPTY.search(text))
