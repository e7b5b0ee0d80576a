"""Several places with one office behind them: 嘉兴市和柯桥区的人大 means the office of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understand.foreign_places import is_place
from index.model import DocumentCard
from index.regions import places_in

_OFFICE = (
    r"(?:人大(?:常委会)?(?:办公室|办)?|政协(?:办公室|办)?|[一-鿿]{1,4}?(?:局|厅|办公室|委员会|街道办事处))"
    r"(?!会议|代表|工作|事务|监督|立法|换届|选举)"
)
_KIND = "[省市区县旗]"
_BETWEEN = r"(?:[、,，]|和|与|跟|及|同|还有|以及)"
_TOGETHER = r"(?:这)?(?:[两二三四五六七八九十]|\d{1,2})?(?:个|家|地|市|区|县)?(?:的)?"


def distributed(question: str, cards: Sequence[DocumentCard]) -> str:
    """The question with an office that stands once behind several places put behind each of them; without
    such places as it is."""
    known = _places(cards)
    place = "|".join([*map(re.escape, known), f"[一-鿿]{{1,2}}[一-鿿]{_KIND}"])
    row = re.compile(f"((?:{place})(?:{_BETWEEN}(?:{place}))+){_TOGETHER}({_OFFICE})")
    found = row.search(question)
    if found is None:
        return question
    names = re.split(_BETWEEN, found[1])
    offices = [f"{name}{found[2]}" for name in names]
    beside_known = any(name in known for name in names)
    if not all(name in known or is_place(name) or (beside_known and name[-1] in _KIND) for name in names):
        return question
    return f"{question[: found.start()]}{'、'.join(offices)}{question[found.end() :]}"


def _places(cards: Sequence[DocumentCard]) -> list[str]:
    """The places that the documents are of, with and without the word for their kind, the longest first."""
    names: set[str] = set()
    for card in cards:
        parts = places_in(card.region)
        names |= {"".join(parts[number:]) for number in range(len(parts))}
        names |= {part[:-1] for part in parts if len(part) > 2}
    return sorted(names - {""}, key=lambda name: -len(name))
