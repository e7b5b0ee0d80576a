"""Names that the width of a cell cut off, completed from the document itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from index.catalogue.wording import folded

_MIN_CUT = 10
OWN_OFFICE = ("机关", "本级", "本部")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,10}[市州县区旗盟](?:[(（][^()（）]+[)）])?$")
_SUFFIX = re.compile(r"^[(（]|^(?:本级|机关|本部|汇总)")


def complete_names(columns: Sequence[Sequence[str]], known: Iterable[str] = ()) -> Mapping[str, str]:
    """Printed name -> full name, for the names of units or projects in the columns of a document.

    `columns` are the names of each table in order, `known` further full names (headings, captions).
    A name is cut off when a longer one begins with it, it is the longest of its own column, and no
    column holds both as rows of their own; an open bracket without an end is closed.
    """
    pool = {folded(name): name for column in columns for name in column}
    pool.update({folded(name): name for name in known if name})
    names = sorted(pool)
    together = [{folded(name) for name in column} for column in columns]
    found: dict[str, str] = {}
    for column in columns:
        keys = {folded(name): name for name in column}
        longest = max((len(key) for key in keys), default=0)
        for key, name in keys.items():
            if name in found:
                continue
            cut = _is_open(key) or (len(key) >= _MIN_CUT and len(key) == longest)
            full = _longer(key, names, together) if cut else None
            if full is not None:
                found[name] = pool[full]
            elif _is_open(key):
                found[name] = name + ("）" if "（" in name else ")")
    return found


def _is_open(key: str) -> bool:
    return key.count("(") > key.count(")")


def _longer(key: str, names: Sequence[str], together: Sequence[set[str]]) -> str | None:
    """The only longer name that goes on where `key` stops, if it is not a body of its own beside it."""
    longer = [name for name in names if name != key and name.startswith(key) and not _SUFFIX.match(name[len(key) :])]
    longer = [name for name in longer if not any(name in column and key in column for column in together)]
    tops = [name for name in longer if not any(other != name and other.startswith(name) for other in longer)]
    return tops[0] if len(tops) == 1 else None


def is_place(name: str) -> bool:
    """Whether a name in a column of units or places is that of a place, with or without a remark (某县（省直管）)."""
    return bool(_PLACE.match(name))


def head_of_own_office(label: str) -> str:
    """The department whose own office a row names (某局本级, 某局（本级）); empty for another unit."""
    name = label.rstrip("）)")
    office = next((word for word in OWN_OFFICE if name.endswith(word)), "")
    return name.removesuffix(office).rstrip("（(") if office else ""
