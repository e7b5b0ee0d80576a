"""Linking the words of a question to the items of the store, exactly or by resemblance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.understand.clues import filler_pattern
from assistant.understand.columns import FUNDS, Column
from assistant.understand.resembling import BUYS, bought_first, resembling
from assistant.understand.residue import residues
from assistant.understand.text import bare
from assistant.understand.vocabulary import LINKED_KINDS, ItemLink, Vocabulary
from index.catalogue import synonyms

_SURE_ENOUGH = 0.72
_MARGIN = 0.1  # by which a longer name has to be nearer
_GENERIC_END = re.compile("(?<=..)(?:工作)?(?:经费|费用|资金|项目)$")
_SPOKEN = 3  # characters of the everyday words that could be a piece of a longer one
_NO_ITEM = ("支出", "收入", "预算", "经费", "结余", "结转", "基金")
_BETWEEN_NAMES = "和与及跟同加减比较占、发交缴付花"  # or what is done with money
_COUNTED_KINDS = frozenset(("indicator", "asset"))
_GETS = re.compile("(?<!购)买|[换添](?![一-鿿]?资|置)")


def link_items(
    text: str,
    spans: Sequence[tuple[int, int]],
    sums: Sequence[tuple[int, int]],
    columns: Sequence[Column],
    vocabulary: Vocabulary,
    documents: Sequence[str],
) -> tuple[ItemLink, ...]:
    """The items that the text names outside `spans`: exact names first, then whole names with a slip
    (which may reach into `sums`, the words of a total), then what is left by resemblance."""
    exact = [
        _held(_with_fee(one, text), vocabulary, documents) for one in _exact(text, [*spans, *sums], columns, vocabulary)
    ]
    exact = [one for one in exact if not _is_of_others(one, vocabulary, documents)]
    exact = _run_on(exact, text, vocabulary, documents)
    exact = [one for one in exact if not _is_cut(one, text, exact, [*spans, *sums], vocabulary)]
    if BUYS.search(text) or residues(text, [*spans, *sums, *((one.start, one.end) for one in exact)]):
        wider = [_widened(one, text, spans, vocabulary, documents) for one in exact]
        exact = [old if _tears(new, exact) else new for old, new in zip(exact, wider, strict=True)]
        exact = _misspelt(text, spans, exact, vocabulary, documents)
    taken = [*spans, *sums, *((one.start, one.end) for one in exact)]
    near = [
        found
        for residue in residues(text, taken)
        if not any(residue.end == one.start or one.end == residue.start for one in exact)
        for found in resembling(residue, text, vocabulary, documents)
        if found.names not in [one.names for one in exact]
    ]
    found = sorted([*exact, *near], key=lambda one: one.start)
    named = [one for one in found if one.text != "采购"]
    return tuple(named or found)


def _is_of_others(link: ItemLink, vocabulary: Vocabulary, documents: Sequence[str]) -> bool:
    """Whether words are but a short form of what only other documents hold (人代会经费 of 市人代会经费), or an asset or
    indicator of theirs (办公用房) that the documents asked have in a longer name (办公用房租赁)."""
    if not documents or any(vocabulary.documents.get(name, set()) & set(documents) for name in link.names):
        return False
    counted = bool(link.kinds) and link.kinds <= _COUNTED_KINDS
    return link.text in vocabulary.short_names or (
        counted and vocabulary.holds_longer(link.text, documents, LINKED_KINDS)
    )


def _held(link: ItemLink, vocabulary: Vocabulary, documents: Sequence[str]) -> ItemLink:
    """The link, with what else its words may stand for where the documents asked hold no item of its names: what
    people call so, or their own project whose name has the words in it."""

    def holds(name: str) -> bool:
        return bool(vocabulary.documents.get(name, set()) & set(documents))

    if not documents or any(map(holds, link.names)):
        return link
    meant = tuple(filter(holds, synonyms().get(link.text, ()))) or _longer_indicator(link, vocabulary, documents)
    if meant:
        return vocabulary.link(link.start, link.end, meant, link.text)
    return _own_project(link, vocabulary, documents) or link


def _own_project(link: ItemLink, vocabulary: Vocabulary, documents: Sequence[str]) -> ItemLink | None:
    """The project of the documents asked whose name has that of another's project in it, but for 经费 at its end
    (常委会例会经费: 区人大常委会例会和其他会议)."""
    if link.kinds != {"project"}:
        return None
    words = _GENERIC_END.sub("", link.text)
    name, score = next(iter(vocabulary.nearest(words, documents, ("project",))), ("", 0.0))
    near = words in name and score >= _SURE_ENOUGH
    return vocabulary.link(link.start, link.end, (name,), link.text, score) if near else None


def _longer_indicator(link: ItemLink, vocabulary: Vocabulary, documents: Sequence[str]) -> tuple[str, ...]:
    """The one indicator of the documents asked whose name ends in that of another's (参会人数: 会议参会人数)."""
    if link.kinds != {"indicator"}:
        return ()
    held = (item for item, kinds in vocabulary.kinds.items() if "indicator" in kinds)
    longer = [one for one in held if bare(one).endswith(link.text) and vocabulary.documents[one] & set(documents)]
    return tuple(longer) if len(longer) == 1 else ()


def run_together(links: Sequence[ItemLink]) -> bool:
    """Whether items of spending are named in one breath (交电费水费一年多少钱): their sum is asked for."""
    each = all("economic" in one.kinds for one in links)
    return len(links) > 1 and each and all(one.end == later.start for one, later in pairwise(links))


def _run_on(links: Sequence[ItemLink], text: str, vocabulary: Vocabulary, documents: Sequence[str]) -> list[ItemLink]:
    """The links, with one in the place of two that run together where both are words of the name of the one item of
    the documents that has them so (车辆|维修: 车辆维修和保养服务)."""
    kept: list[ItemLink] = []
    for one in links:
        before = kept[-1] if kept and kept[-1].end == one.start else None
        words = text[before.start : one.end] if before else ""
        near = vocabulary.nearest(words, documents) if words and documents else []
        named = [name for name, _ in near if words in bare(name)]
        if before and len(named) == 1:
            kept[-1] = vocabulary.link(before.start, one.end, (named[0],), words)
        else:
            kept.append(one)
    return kept


def _is_cut(
    link: ItemLink,
    text: str,
    links: Sequence[ItemLink],
    spans: Sequence[tuple[int, int]],
    vocabulary: Vocabulary,
) -> bool:
    """Whether a short everyday word is only a piece of a longer word (社保 of 社保卡)."""
    if len(link.text) > _SPOKEN or link.text in vocabulary.kinds:
        return False
    covered = [*spans, *((one.start, one.end) for one in links)]
    covered += [found.span() for found in filler_pattern().finditer(text)]
    covered += [(one.end, one.end + 1) for one in links if _is_added(one, text, vocabulary)]
    covered += [found.span() for found in _GETS.finditer(text)]  # 买|电脑
    beside = [place for place in (link.start - 1, link.end) if 0 <= place < len(text)]
    return any(
        "一" <= text[place] <= "鿿"
        and text[place] not in _BETWEEN_NAMES
        and not any(start <= place < end for start, end in covered)
        for place in beside
    ) and not any(name in text for name in link.names)


def _is_added(link: ItemLink, text: str, vocabulary: Vocabulary) -> bool:
    """Whether another name follows that 加 adds to this one (公积金加购房补贴)."""
    return text[link.end : link.end + 1] == "加" and any(
        one.start <= link.end + 2 < one.end for one in vocabulary.links(text)
    )


def _misspelt(
    text: str,
    spans: Sequence[tuple[int, int]],
    exact: Sequence[ItemLink],
    vocabulary: Vocabulary,
    documents: Sequence[str],
) -> list[ItemLink]:
    """The links, with those of whole names that stand in the text but for a slip of the pen, instead of
    the shorter exact names within them."""
    found = vocabulary.misspelt(text, spans, documents)
    if found is None or any(_is_torn_by(found, one, text) for one in exact):
        return list(exact)
    if _has_better_name(found, text, spans, vocabulary, documents):
        return list(exact)
    inside = [one for one in exact if found.start <= one.start and one.end <= found.end]
    if any(len(one.text) > 3 and 2 * len(one.text) > found.end - found.start for one in inside):
        return list(exact)
    if any(set(one.names) & set(found.names) and one.sure == 1.0 for one in exact):
        return list(exact)
    return [*(one for one in exact if one not in inside and (one.end <= found.start or found.end <= one.start)), found]


def _is_torn_by(slip: ItemLink, exact: ItemLink, text: str) -> bool:
    """Whether a name with a slip would begin within an exact one, with characters that are none of its own
    (作和代表履职 beside 代表工作)."""
    torn = text[slip.start : exact.end] if exact.start < slip.start < exact.end <= slip.end else ""
    return bool(torn) and not any(torn in name for name in slip.names)


def _has_better_name(
    slip: ItemLink, text: str, spans: Sequence[tuple[int, int]], vocabulary: Vocabulary, documents: Sequence[str]
) -> bool:
    """Whether the whole stretch around a name with a slip resembles another name more."""
    around = next((one for one in residues(text, spans) if one.start <= slip.start and slip.end < one.end), None)
    near = vocabulary.nearest(around.text, documents) if around else []
    return bool(near) and near[0][0] not in slip.names and near[0][1] >= slip.sure


def _exact(
    text: str, spans: Sequence[tuple[int, int]], columns: Sequence[Column], vocabulary: Vocabulary
) -> list[ItemLink]:
    kept: list[ItemLink] = []
    funds = {(one.start, one.end) for one in columns if one.name in FUNDS}
    for link in vocabulary.links(text):
        inside = [span for span in spans if span[0] <= link.start and link.end <= span[1]]
        across = [span for span in spans if span[0] < link.end and link.start < span[1] and span not in inside]
        wider = all(link.start <= start and end <= link.end for start, end in across)
        if inside or (across and not wider) or link.text in _NO_ITEM or (link.start, link.end) in funds:
            continue
        if link.text not in [known.text for known in kept]:
            kept.append(link)
    return kept


def _with_fee(link: ItemLink, text: str) -> ItemLink:
    """The link with a 费 that people add to its name (公务用车费)."""
    return replace(link, end=link.end + 1) if text[link.end : link.end + 1] == "费" else link


def _tears(link: ItemLink, exact: Sequence[ItemLink]) -> bool:
    """Whether a link takes in but a part of an exact name beside it (印刷品政府|采购)."""
    return any(one.start < link.end < one.end or one.start < link.start < one.end for one in exact)


def _widened(
    link: ItemLink, text: str, spans: Sequence[tuple[int, int]], vocabulary: Vocabulary, documents: Sequence[str]
) -> ItemLink:
    """The longer item that an exact name and the left-over words beside it name together, if any."""
    others = [span for span in spans if span != (link.start, link.end)]
    around = next((one for one in residues(text, others) if one.start <= link.start and link.end <= one.end), None)
    if around is None or len(around.text) - (link.end - link.start) < 2:
        return link
    near = bought_first(vocabulary.nearest(around.text, documents), text, vocabulary)
    own = vocabulary.nearest(around.text, documents, link.kinds) if link.kinds else []
    best = near[0] if near else None
    known = next((score for item, score in own if item in link.names), 0.0)
    if best and best[0] in link.names and best[1] >= _SURE_ENOUGH:
        return vocabulary.link(around.start, around.end, link.names, around.text, best[1])
    margin = 0.0 if best and around.text in bare(best[0]) else _MARGIN  # all the words stand in the longer name
    if best and best[0] not in link.names and best[1] >= _SURE_ENOUGH and best[1] > known + margin:
        return vocabulary.link(around.start, around.end, (best[0],), around.text, best[1])
    return link
