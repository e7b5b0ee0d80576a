"""How alike words and the name of an item are, but for a slip, an opposite or a common ending."""

from __future__ import annotations

from rapidfuzz.distance import Indel

_OPPOSITES = (("年初", "年末"), ("收入", "支出"), ("上年", "本年"), ("增加", "减少"))
_KINDS_OF_NUMBER = ("满意",)  # a name without it is of another kind of number
_SUFFIXES = ("支出", "费用", "经费", "缴费")


def are_opposite(words: str, name: str) -> bool:
    """Whether one says 年初 where the other says 年末, and the like."""
    if any(word in words and word not in name for word in _KINDS_OF_NUMBER):
        return True
    return any((one in words and two in name) or (two in words and one in name) for one, two in _OPPOSITES)


def slip(words: str, name: str) -> float:
    """How alike words and a name of about the same length are, but for a slip of the pen."""
    if abs(len(words) - len(name)) > 2 or len(words) < 3:
        return 0.0
    alike: float = Indel.normalized_similarity(words, name)
    return alike if alike >= 0.7 else 0.0


def without_suffix(name: str) -> str:
    """A name without 支出, 费用 or the like behind it."""
    found = next((suffix for suffix in _SUFFIXES if name.endswith(suffix) and len(name) > len(suffix) + 2), "")
    return name.removesuffix(found)
