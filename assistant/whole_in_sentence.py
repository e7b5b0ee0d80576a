"""What a sentence says that an amount it states is a part of: 合同金额868.42万元，占政府采购支出总额的84.1%."""

from __future__ import annotations

import re

from assistant.context import Context, Operand, operand_stated
from assistant.understand.text import bare
from index.amounts import YUAN_PER_UNIT
from index.model import Statement

_SHARE = (
    r"{amount}\s*{unit}[,，、(（]?\s*占(?P<whole>[^,，。；;占\d]{{2,24}}?)的?\s*(?:比[例重])?[为达]?\s*[\d.]+\s*[%％]"
)
_PLAIN = re.compile("预算|支出|总额|金额|总数|合计|当年|年度")


def whole_stated(part: Statement | None, context: Context) -> tuple[Operand, str] | None:
    """The amount that the sentence holds a stated amount against, with its name; None where it does not, or where
    no sentence of the document states that amount."""
    if part is None or part.amount is None:
        return None
    pattern = _SHARE.format(amount=_printed(part), unit=re.escape(part.unit))
    found = re.search(pattern, part.quote)
    if found is None:
        return None
    words = bare(found["whole"])
    own = [one for one in context.snapshot.statements if one.document_id == part.document_id and one is not part]
    own = [one for one in own if one.amount is not None and one.unit in YUAN_PER_UNIT and one.amount >= part.amount]
    exact = (one for one in own if bare(one.subject).endswith(words))
    alike = (one for one in own if _core(bare(one.subject)).endswith(_core(words)) and len(_core(words)) > 1)
    whole = next(exact, None) or next(alike, None)
    return (operand_stated(whole, found["whole"], context), found["whole"]) if whole else None


def _core(words: str) -> str:
    return _PLAIN.sub("", words)


def _printed(part: Statement) -> str:
    """The amount as a sentence may print it: with or without separators and closing zeros."""
    digits = re.sub(r"0+$", "", str(part.amount).partition(".")[2])
    whole = f"{int(part.amount or 0):,}".replace(",", "[,，]?")
    return rf"(?<![\d.]){whole}" + (rf"\.{digits}0*" if digits else r"(?:\.0+)?")
