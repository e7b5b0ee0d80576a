"""The characters that stand behind what a file's fonts call them."""

from __future__ import annotations

import unicodedata

_RADICALS = {
    0x2E81: "厂", 0x2E9F: "母", 0x2EA0: "民", 0x2EC1: "虎", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角",
    0x2EC9: "贝", 0x2ECB: "车", 0x2ED1: "長", 0x2ED3: "长", 0x2ED4: "门", 0x2ED8: "青", 0x2ED9: "韦",
    0x2EDA: "页", 0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食", 0x2EE2: "马", 0x2EE3: "骨", 0x2EE4: "鬼",
    0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE7: "卤", 0x2EE8: "麦", 0x2EE9: "黄", 0x2EEC: "齐", 0x2EEE: "齿",
    0x2EF0: "龙", 0x2EF3: "龟",
}  # fmt: skip
_DASHES = frozenset("\u00ad\u2010\u2011\ufffe\x02")


def plain_character(code: int) -> str:
    """The ordinary character for a code point: the word for a radical (⼈ ⺠), a hyphen for the soft and
    the special ones; empty for white space and for what prints nothing."""
    if (code < 0x20 and code != 2) or 0xD800 <= code <= 0xDFFF:
        return ""
    character = chr(code)
    if 0x2E80 <= code <= 0x2EFF:
        return _RADICALS.get(code, character)
    if 0x2F00 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", character)
    if character in _DASHES:
        return "-"
    return "" if character.isspace() or unicodedata.category(character) in ("Cf", "Cc") else character


def is_strange(character: str) -> bool:
    """Whether a character says nothing: private use, unassigned, or the sign for an unknown one."""
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn")
