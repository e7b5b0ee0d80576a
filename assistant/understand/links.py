"""Linking the words of a question to the items of the store, exactly or by resemblance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise, product

from assistant.understand.clues import filler_pattern
from assistant.understand.columns import FUNDS, Column
from assistant.understand.likeness import is_of_other_kind
from assistant.understand.residue import Residue, is_in_noun, is_whole_noun, residues, split_words
from assistant.understand.text import PROJECT_NOUN, bare
from assistant.understand.vocabulary import LINKED_KINDS, ItemLink, Vocabulary
from index.catalogue import synonyms

_NEAR_ENOUGH = 0.5
_SURE_ENOUGH = 0.72
_CLOSE = 0.05
_BOUGHT = 0.15  # for what is bought, where procurement is asked about
_BUYS = re.compile(r"采购|买")
_FEW = 3
_SURE_IN_OTHER_WORDS = 0.6  # for words that are put otherwise before they are looked for
_WAYS = 9
_SPOKEN = 3  # characters of the everyday words that could be a piece of a longer one
_NO_ITEM = ("支出", "收入", "预算", "经费", "结余", "结转", "基金")
_MONEY = re.compile(r"[租薪奖]金|房租|工资|资金|金额|钱|几万|多少万|花|万元|经费|预算")
_SUMMED = re.compile(r"加起来|相加|合起来|两项|三项|各项目")
_OF_ONE_WORD = {"indicator", "procurement"}  # kinds of items that a word of two characters may mean
_PROCURED = ("货物", "工程", "服务")
_BETWEEN_NAMES = "和与及跟同加减比占、"
_MODAL = re.compile(r"(?<=[一-鿿])(?:需要|应该|要)(?=[一-鿿])")
_DOING = re.compile(r"^(?:组织|开展|举办|举行|召开|进行|搞|开)(?=[一-鿿]{2})")
_COUNTED = re.compile(r"指标|多少个|几个|几次|多少次|多少场|满意度|多少人|几场|几家|多少家|达到|完成率")


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
    exact = [one for one in exact if not _is_cut(one, text, exact, [*spans, *sums], vocabulary)]
    if _BUYS.search(text) or residues(text, [*spans, *sums, *((one.start, one.end) for one in exact)]):
        exact = [_widened(one, text, spans, vocabulary, documents) for one in exact]
        exact = _misspelt(text, spans, exact, vocabulary, documents)
    taken = [*spans, *sums, *((one.start, one.end) for one in exact)]
    near = [
        found
        for residue in residues(text, taken)
        if not any(residue.end == one.start or one.end == residue.start for one in exact)
        for found in _resembling(residue, text, vocabulary, documents)
        if found.names not in [one.names for one in exact]
    ]
    found = sorted([*exact, *near], key=lambda one: one.start)
    named = [one for one in found if one.text != "采购"]
    return tuple(named or found)


def _held(link: ItemLink, vocabulary: Vocabulary, documents: Sequence[str]) -> ItemLink:
    """The link, with what else its words may stand for where the documents asked hold no item of its names."""

    def holds(name: str) -> bool:
        return bool(vocabulary.documents.get(name, set()) & set(documents))

    if not documents or any(map(holds, link.names)):
        return link
    meant = tuple(filter(holds, synonyms().get(link.text, ()))) or _longer_indicator(link, vocabulary, documents)
    return vocabulary.link(link.start, link.end, meant, link.text) if meant else link


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
    if found is None:
        return list(exact)
    if _has_better_name(found, text, spans, vocabulary, documents):
        return list(exact)
    inside = [one for one in exact if found.start <= one.start and one.end <= found.end]
    if any(len(one.text) > 3 and 2 * len(one.text) > found.end - found.start for one in inside):
        return list(exact)
    if any(set(one.names) & set(found.names) and one.sure == 1.0 for one in exact):
        return list(exact)
    return [*(one for one in exact if one not in inside and (one.end <= found.start or found.end <= one.start)), found]


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


def _widened(
    link: ItemLink, text: str, spans: Sequence[tuple[int, int]], vocabulary: Vocabulary, documents: Sequence[str]
) -> ItemLink:
    """The longer item that an exact name and the left-over words beside it name together, if any."""
    others = [span for span in spans if span != (link.start, link.end)]
    around = next((one for one in residues(text, others) if one.start <= link.start and link.end <= one.end), None)
    if around is None or len(around.text) - (link.end - link.start) < 2:
        return link
    near = _bought_first(vocabulary.nearest(around.text, documents), text, vocabulary)
    own = vocabulary.nearest(around.text, documents, link.kinds) if link.kinds else []
    best = near[0] if near else None
    known = next((score for item, score in own if item in link.names), 0.0)
    if best and best[0] in link.names and best[1] >= _SURE_ENOUGH:
        return vocabulary.link(around.start, around.end, link.names, around.text, best[1])
    if best and best[0] not in link.names and best[1] >= _SURE_ENOUGH and best[1] > known + 0.1:
        return vocabulary.link(around.start, around.end, (best[0],), around.text, best[1])
    return link


def _resembling(residue: Residue, text: str, vocabulary: Vocabulary, documents: Sequence[str]) -> list[ItemLink]:
    if residue.text in _PROCURED:
        return []  # a kind of procurement, which sentences state
    whole = _nearest(residue.text, text, vocabulary, documents)
    if _is_of_its_own(residue.text) and not (whole and any(residue.text in name for name in whole[0])):
        return []
    if whole:
        names, score = whole
        return [vocabulary.link(residue.start, residue.end, names, residue.text, score)]
    whole_words = _with_spoken_end(residue, text)
    said = [near for words in _as_documents_say(whole_words) if (near := _nearest(words, text, vocabulary, documents))]
    names, score = max(said, key=lambda one: one[1], default=((), 0.0))
    if score >= _SURE_IN_OTHER_WORDS:
        return [vocabulary.link(residue.start, residue.end, names, residue.text, score * _SURE_IN_OTHER_WORDS)]
    found = []
    for part in split_words(residue.text):
        if part == residue.text:
            continue
        near = _nearest(part, text, vocabulary, documents)
        if near:
            start = residue.start + residue.text.index(part)
            found.append(vocabulary.link(start, start + len(part), near[0], part, near[1]))
    if found:
        return found
    only = _in_any_order(whole_words, vocabulary, documents, text)
    return [vocabulary.link(residue.start, residue.end, (only,), residue.text, _NEAR_ENOUGH)] if only else []


def _is_of_its_own(words: str) -> bool:
    """Whether words name a thing for which documents have no other word (养老院), so that none of its parts does."""
    from assistant.narrative.clues import load_clues

    return is_whole_noun(words) and words not in load_clues().synonyms


def _in_any_order(words: str, vocabulary: Vocabulary, documents: Sequence[str], text: str) -> str:
    """The one project whose name says every word, in whatever order (修古籍: 古籍修复), where money is asked."""
    from assistant.narrative.clues import load_clues
    from index.lexical import tokenize  # loads the segmenter: only what nothing else names pays for it

    if not _MONEY.search(text):
        return ""
    said = load_clues().synonyms
    forms = [(word, *said.get(word, ())) for word in dict.fromkeys(tokenize(words))]
    return vocabulary.only_project_of(forms, documents) if len(forms) > 1 else ""


def _with_spoken_end(residue: Residue, text: str) -> str:
    """The left-over words with the end of an everyday word that a filler took off (开人代|会)."""
    from assistant.narrative.clues import load_clues

    ends = [found.end() for found in load_clues().spoken.finditer(text) if found.start() < residue.end < found.end()]
    return text[residue.start : max((residue.end, *ends))]


def _as_documents_say(words: str) -> list[str]:
    """The words with everyday ones put as documents put them (租办公室: 租赁办公用房), in a few ways."""
    from assistant.narrative.clues import load_clues  # a table of its own, only needed where nothing else names it

    clues = load_clues()
    pieces: list[tuple[str, ...]] = []
    place = 0
    for found in clues.spoken.finditer(words):
        if is_in_noun(words, *found.span()):
            continue
        pieces += [(words[place : found.start()],), clues.synonyms[found[0]][:_FEW]]
        place = found.end()
    ways = ("".join(one) for one in product(*pieces, (words[place:],)))
    return [one for one in islice(ways, _WAYS) if one != words] if pieces else []


def _nearest(
    words: str, text: str, vocabulary: Vocabulary, documents: Sequence[str]
) -> tuple[tuple[str, ...], float] | None:
    """The item that the words mean; money only where money is asked."""
    words = _DOING.sub("", _MODAL.sub("", words))
    money = _MONEY.search(text) or (_SUMMED.search(text) and not _COUNTED.search(text))
    kinds = [kind for kind in LINKED_KINDS if kind != "indicator"] if money else LINKED_KINDS
    near = vocabulary.nearest(words, documents, kinds)
    if money and PROJECT_NOUN.search(text) and "采购" not in text:
        near = [one for one in near if "project" in vocabulary.kinds[one[0]] and one[1] >= _NEAR_ENOUGH] or near
    if (not near or near[0][1] < _NEAR_ENOUGH) and _COUNTED.search(text):
        near = [(item, score + 0.1) for item, score in vocabulary.nearest(words, documents, ("indicator",))]
    near = [one for one in _bought_first(near, text, vocabulary) if not is_of_other_kind(words, one[0])]
    near = [one for one in near if len(words) > 2 or vocabulary.kinds[one[0]] & _OF_ONE_WORD or len(one[0]) < 4]
    if not near or near[0][1] < _NEAR_ENOUGH:
        only = vocabulary.only_project(words, documents) if money else ""
        return ((only,), _NEAR_ENOUGH) if only else None
    rivals = sum(score > near[0][1] - 2 * _CLOSE for _, score in near)
    if len(words) < 4 and rivals > (1 if len(words) == 2 else _FEW):
        return None  # a common word such as 服务 names none of the many items that hold it
    alike = [(item, score) for item, score in near if score >= near[0][1] - _CLOSE]
    best = max(alike, key=lambda one: (one[0] in vocabulary.valued, _said_of(one[0], words, text), one[1]))
    return (best[0],), best[1]


def _bought_first(near: list[tuple[str, float]], text: str, vocabulary: Vocabulary) -> list[tuple[str, float]]:
    """The resembling items, those that are bought before others where procurement is asked about."""
    if not _BUYS.search(text):
        return near
    raised = [(item, score + _BOUGHT * ("procurement" in vocabulary.kinds[item])) for item, score in near]
    return sorted(raised, key=lambda one: -one[1])


def _said_of(item: str, words: str, text: str) -> int:
    """How much of the item's name beyond the words themselves the question says elsewhere."""
    return sum(char in text for char in set(item) - set(words))
