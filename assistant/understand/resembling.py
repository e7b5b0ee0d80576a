"""What left-over words of a question resemble: an item of the store in other words, or by part of its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, product

from assistant.understand.likeness import are_opposite, is_of_other_kind, is_of_other_rate
from assistant.understand.residue import Residue, is_in_noun, is_whole_noun, split_words
from assistant.understand.text import PROJECT_NOUN
from assistant.understand.vocabulary import LINKED_KINDS, ItemLink, Vocabulary

_NEAR_ENOUGH = 0.5
_CLOSE = 0.05
_BOUGHT = 0.15  # for what is bought, where procurement is asked about
BUYS = re.compile(r"采购|买")
_FEW = 3
_SURE_IN_OTHER_WORDS = 0.6  # for words that are put otherwise before they are looked for
_WAYS = 9
_MONEY = re.compile(r"[租薪奖]金|房租|工资|资金|金额|钱|几万|多少万|花|万元|经费|预算")
_SUMMED = re.compile(r"加起来|相加|合起来|两项|三项|各项目|(?:一共|总共|合计|共)(?:是|有|要)?多少(?=[?？]?$)")
_OF_ONE_WORD = {"indicator", "procurement"}  # kinds of items that a word of two characters may mean
_PROCURED = ("货物", "工程", "服务")
_MODAL = re.compile(r"(?<=[一-鿿])(?:需要|应该|要)(?=[一-鿿])")
_DOING = re.compile(r"^(?:组织|开展|举办|举行|召开|进行|搞|开)(?:[一每]?[次场届个])?(?=[一-鿿]{2})")
_WHICH = re.compile("哪一?[个家]$")
_SPENDS = re.compile("(?:的?(?:总?预算|总?支出|总?收入|经费|开支|花费|花钱|用钱|花|用))+最?[多少高低大小]")
_PEOPLE = re.compile("人员|人数|干部|职工|老人")
_COUNTED = re.compile(r"指标|多少个|几个|几次|多少次|多少场|满意度|多少人|几场|几家|多少家|达到|完成率")


def resembling(residue: Residue, text: str, vocabulary: Vocabulary, documents: Sequence[str]) -> list[ItemLink]:
    """The items that left-over words of a text resemble: as a whole, as documents put them, or part by part."""
    if residue.text in _PROCURED:
        return []  # a kind of procurement, which sentences state
    if _PEOPLE.match(text, residue.end) and not _MONEY.search(text):
        return []  # 退休|人员有几个: people, and no 退休费
    if _WHICH.search(text[: residue.start]) and _SPENDS.match(text, residue.end):
        return []  # 哪个管理部预算多: one of several of a kind, and no item that has the word in its name
    whole = _nearest(residue.text, text, vocabulary, documents)
    if _is_of_its_own(residue.text) and not (whole and any(residue.text in name for name in whole[0])):
        return []
    if whole:
        names, score = whole
        return [vocabulary.link(residue.start, residue.end, names, residue.text, score)]
    whole_words = _with_spoken_end(residue, text)
    said = [near for words in _as_documents_say(whole_words) if (near := _nearest(words, text, vocabulary, documents))]
    said = [one for one in said if not any(are_opposite(whole_words, name) for name in one[0])]
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
    near = [one for one in bought_first(near, text, vocabulary) if not is_of_other_kind(words, one[0])]
    near = [one for one in near if not is_of_other_rate(words, one[0])]
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


def bought_first(near: list[tuple[str, float]], text: str, vocabulary: Vocabulary) -> list[tuple[str, float]]:
    """The resembling items, those that are bought before others where procurement is asked about."""
    if not BUYS.search(text):
        return near
    raised = [(item, score + _BOUGHT * ("procurement" in vocabulary.kinds[item])) for item, score in near]
    return sorted(raised, key=lambda one: -one[1])


def _said_of(item: str, words: str, text: str) -> int:
    """How much of the item's name beyond the words themselves the question says elsewhere."""
    return sum(char in text for char in set(item) - set(words))
