"""Clauses that go on from a sum that a sentence splits up: 支持甲那块呢, 占多大比例, 剩下的呢 behind 某专项多少."""

from __future__ import annotations

import re

from assistant.context import Context
from assistant.plan import Operation
from assistant.split_parts import named_in
from assistant.split_up import Piece, Split, name_of_sum, split_told
from assistant.understand.text import folded, grams
from assistant.understand.told import Told

_OF_IT = (
    "(?:它|其中?|里面|总[数额]|总共|全部|整个|这|该)?(?:一?[个项块笔])?"
    "(?:专项|项目|资金|编制)?的?(?:总[数额]|总预算)?的?"
)
_HOW_LARGE = "(?:(?:是|有)?(?:多少|多大|几成|百分之[几多]少?|几分之几)(?:的?比[例重])?|比[例重])?"
_SHARE = re.compile(
    f"(?:那么?|它们?|各自?|分别|大概|大约|又|[这那][两三四几]?一?[块项笔个]|合起来|加起来|合计|一共|总共|共)*(?:占了?{_OF_IT}{_HOW_LARGE}|(?:占比|比[例重]){_HOW_LARGE})"
)
_REST = re.compile(
    "(?:那么?|扣[掉除]|除[了去]|去掉|除开|它|这些?|[这那两]?一?[块项个笔]|之?外|[,，])*"
    "(?:剩下|剩余|其余|余下|其他)的?(?:几?[块项个笔]|部分|编制)*(?:加起来|合起来|一共|总共|合计)*(?:又?(?:是|有|还有)?(?:多少|几)[一-鿿]?)?"
)
_AROUND = re.compile(
    "^(?:那么?|其中|里面|这里面|当中|用[于来])+|(?:[这那]一?[块项个部笔]+分?|方面|部分|的|有|是|又|呢|多少|几[个名人]|[名个人辆]|钱|万元?|大概|各)+$"
)
_PARTED = re.compile("占.*$|的?(?:占比|比[例重]).*$")
_COMPUTES = re.compile("合计|加起来|合起来|一共|总共|差|多多少|少多少|几倍|哪|谁|什么|啥|吗")
_TOGETHER = re.compile("合起来|加起来|合计|一共|总共|共")
_OF_NAME = 0.6  # share of the pairs of characters of what is named that a part's name must have


def of_split_told(turn: str, told: Told | None, context: Context) -> str:
    """A turn that goes on from the parts of a sum told by a sentence, with the sum and the parts that it means by
    their names; any other turn as it is."""
    found = split_told(context) if told else None
    asked = folded(turn).strip().rstrip("?？。呢")
    if found is None or told is None:
        return turn
    split, last = found
    others = [one for one in split.pieces if one not in last]
    share = told.last.operation is Operation.SHARE or bool(_PARTED.search(asked))
    if _SHARE.fullmatch(asked):
        meant, words = last if others else [], "合计占多少" if _TOGETHER.search(asked) and last[1:] else "占多少"
    elif _REST.fullmatch(asked):
        meant, words = others if last else [], "合计多少" if others[1:] else "多少"
    else:
        meant, words = [] if _COMPUTES.search(asked) else _named(asked, split), "占多少" if share else "多少"
    return f"{name_of_sum(split)}的{'和'.join(one.label for one in meant)}{words}" if meant else turn


def _named(asked: str, split: Split) -> list[Piece]:
    """The parts that a clause does no more than name, be it with the share that it asks of them."""
    core = _AROUND.sub("", _PARTED.sub("", asked))
    own = [one for one in split.pieces if len(core) > 1 and core in folded(one.label)]
    named = own if len(own) == 1 else named_in(core, split.pieces)
    words = grams(core)
    reach = {pair for one in named for pair in grams(folded(one.label))}
    return named if words and len(words & reach) >= _OF_NAME * len(words) else []
