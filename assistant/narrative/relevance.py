"""How well a text covers what a question is about.

The subject's content words are weighted by how rare they are in the store, so that a word the
documents hardly use counts most, and a word they never use argues against every answer. Words of
the department's own name count little: they are in every heading.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.narrative.clues import load_clues
from index.dictionary import word_class
from index.lexical import tokenize

_FOLD = str.maketrans(
    dict.fromkeys(" \t\r\n\u3000“”\"‘’'「」『』（）()〈〉《》<>*")
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {"：": ":", "，": ",", "；": ";", "！": "!", "？": "?"}
)
_NUMBER = re.compile(r"\d{2,}(?:\.\d+)?|\d\.\d+")
_COUNTED = re.compile(
    r"(?:19|20)\d\d年?度?[初底末]?|[一二两三四五六七八九十几\d]+(?:家|个(?!人)|项|条|款|年|辆|者)|第[一二三四五六七八九十\d]+"
)
_GAP = "[^,。;:!?]{0,3}"
_ABBREVIATION = re.compile("[\u4e00-\u9fff]{2,6}")
_SEAM = re.compile(r"(?<=[局委办厅院处会])(?=部门|单位预算)")  # 人社局|部门预算
_KIND_OF_BODY = re.compile("(?:街道|[镇乡局委厅馆院校会])$")
_MEETING = "人代会"  # what a body holds, no word for it
_LEVELS = "省市区县镇乡"
_TOWNS = ("街道", "镇", "乡")
_HEAVIEST = 5.5
_FOCUS_WEIGHT = 2.0
_UNSEEN_NUMBER_WEIGHT = 0.4  # people round
_DOING_WEIGHT, _UNSEEN_DOING_WEIGHT = 0.6, 0.35  # what people do has many words; a thing is there or is not
_THINGS = ("vn", "an")
_DOINGS = ("v", "a", "d", "p", "r", "c", "u", "y", "o", "e", "z", "b", "f", "x")  # tags of the segmenter
_LONGEST_UNKNOWN = 2  # characters that the segmenter left over and nobody knows as a word
_SYNONYM_STRENGTH = 0.9
_GAPPED_STRENGTH = 0.7

Frequency = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question: its folded text, the folded forms that stand for it and its weight."""

    text: str
    forms: tuple[str, ...]
    weight: float
    gapped: re.Pattern[str] | None = None


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text for comparison: no white space, brackets or quotation marks, one width of digits."""
    return text.translate(_FOLD)


def segment(text: str) -> Iterator[str]:
    """The text cut into its longest words; joined they give the text again."""
    known = set(tokenize(text))
    longest = max(map(len, known), default=1)
    start = 0
    while start < len(text):
        lengths = range(min(longest, len(text) - start), 1, -1)
        length = next((n for n in lengths if text[start : start + n].lower() in known), 1)
        yield text[start : start + length]
        start += length


def terms_of(words: Sequence[str], frequency: Frequency, texts: int, focus: Container[str] = ()) -> tuple[Term, ...]:
    """The content words as terms, each once. `frequency` says in how many of the store's `texts` a folded
    word occurs; words in `focus` weigh more."""
    parts = {
        part: share * (_FOCUS_WEIGHT if word in focus else 1.0)
        for word in words
        for part, share in _seen_parts(word, frequency)
    }
    return tuple(_term(part, frequency, texts, factor) for part, factor in parts.items())


def implied_words(question: str) -> tuple[str, ...]:
    """What the question asks for without naming it (谁是 -> 姓名)."""
    return tuple(
        word
        for pattern, unless, word in load_clues().implied
        if pattern.search(question) and not (unless and unless.search(question))
    )


def focus_of(question: str, words: Sequence[str], open_ended: bool = False) -> frozenset[str]:
    """The content words that name what is asked for: those right after an asking word (多少批次), and the
    last one of a question that shows by no other word what it asks for (领导名单)."""
    clues, folded = load_clues(), fold(question)
    after = {word for word in words if any(clues.asking.search(before) for before in folded.split(word)[:-1])}
    if open_ended and words:
        after.add(words[-1])
    things = {word for word in after if is_thing(word)}
    return frozenset(things | (clues.focus_words & set(words)) | set(implied_words(question)))


def without_names(subject: str, names: Sequence[tuple[str, str]]) -> str:
    """The subject without the words that call the departments asked about, given as (name, region): runs
    of words that are in the name in order, and begin with its place or end as it does (人社局 in
    某市人力资源和社会保障局)."""
    words = list(segment(_SEAM.sub(" ", subject)))
    kept: list[str] = []
    start = 0
    while start < len(words):
        end = max((_name_end(words, start, fold(name), fold(region)) for name, region in names), default=start)
        kept.append(" " if end > start else words[start])
        start = max(end, start + 1)
    return "".join(kept)


def _name_end(words: Sequence[str], start: int, name: str, region: str) -> int:
    """Where the longest run of words from `start` that calls the name ends; `start` when none does."""
    found, run = start, ""
    name = name if region in name else region + name
    for end in range(start, len(words)):
        run += fold(words[end])
        if run.endswith(_MEETING) or not is_abbreviation(run, name):
            break
        if len(run) > 1 and _calls(run, name, region):
            found = end + 1
    return found


def _calls(run: str, name: str, region: str) -> bool:
    """Whether an abbreviation begins with the place or its level (市人大), or ends as the name does (人大办)."""
    own = name.removeprefix(region).removeprefix("人民政府")
    if len(run) > 2 and own.startswith(run) and _KIND_OF_BODY.search(run):
        return True  # 万里街道 of 某区人民政府万里街道办事处
    begins = run[:2] in (region or name[:2]) or (run[0] in _LEVELS and len(run) > 2)
    begins = begins or (run.endswith(_TOWNS) and name.removeprefix(region).startswith(run))  # 府山街道
    return begins or run[-1] == name[-1] or (name.endswith("办公室") and run[-1] == "办")


def content_words(subject: str) -> tuple[str, ...]:
    """The folded words that say something, in order; spoken words of the synonym groups stay whole."""
    words: list[str] = []
    subject = _COUNTED.sub(" ", subject)
    words += _NUMBER.findall(subject)
    for piece in re.split(r"[\s，,。.？?！!；;：:、\d]+", subject):
        spoken = [match.span() for match in load_clues().spoken.finditer(piece)]
        words += _words_of(piece, spoken)
    return tuple(words)


def phrases_of(subject: str) -> tuple[str, ...]:
    """The folded stretches of the subject between spaces, numbers and the words that join them."""
    pieces = re.split(r"[\s，,、]+|\d+(?:\.\d+)?|的|比", _COUNTED.sub(" ", subject))
    return tuple(piece for piece in map(fold, pieces) if len(piece) > 2)


def coverage(terms: Sequence[Term], text: str, context: str = "", context_share: float = 0.9) -> float:
    """The weighted share of the terms found in the folded `text`, or for `context_share` of their weight
    in its folded `context` (headings, the lead of a list); 1 when there are no terms."""
    total = sum(term.weight for term in terms)
    found = sum(t.weight * max(strength(t, text), context_share * strength(t, context)) for t in terms)
    return found / total if total else 1.0


def strength(term: Term, text: str) -> float:
    """How surely the folded text names the term: 1 as written, less by a synonym or as an abbreviation."""
    if not text:
        return 0.0
    if term.text in text:
        return 1.0
    if any(form in text for form in term.forms):
        return _SYNONYM_STRENGTH
    return _GAPPED_STRENGTH if term.gapped and term.gapped.search(text) else 0.0


def adjacency(words: Sequence[str], text: str) -> float:
    """The share of neighbouring words of the question that also stand together in the folded text."""
    pairs = [left + right for left, right in pairwise(words)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def is_abbreviation(word: str, name: str) -> bool:
    """Whether the characters of `word` occur in `name` in order (人社局 in 人力资源和社会保障局)."""
    characters = iter(name)
    return all(char in characters for char in word)


def _words_of(piece: str, spoken: Sequence[tuple[int, int]]) -> list[str]:
    """The piece's spoken words and, around them, what its segmented words leave over. Neighbouring single
    characters that are no fillers make one word, since the segmenter splits names it does not know."""
    taken = {position for start, end in spoken for position in range(start, end)}
    starts = {start: piece[start:end] for start, end in spoken}
    words: list[str] = []
    singles, position = "", 0
    for token in segment(piece):
        rest = fold("".join(char for offset, char in enumerate(token) if position + offset not in taken))
        filler = rest in load_clues().filler_words
        if len(rest) == len(token) == 1 and not filler and "\u4e00" <= rest <= "\u9fff":
            singles += rest
        else:
            words += [singles] if len(singles) > 1 else []
            singles = ""
            words += [rest] if len(rest) > 1 and not filler else []
        words += [fold(starts[at]) for at in range(position, position + len(token)) if at in starts]
        position += len(token)
    return words + ([singles] if len(singles) > 1 else [])


def _seen_parts(word: str, frequency: Frequency) -> list[tuple[str, float]]:
    """The word, or the shorter words it is made of where the store knows those only (保密工作), each with
    the share of a word's weight that it has. What is left of three characters (失业 of 失业率) is not the
    thing itself, which keeps half the weight."""
    if len(word) < 3 or word in load_clues().synonyms or frequency(word):
        return [(word, 1.0)]
    if len(word) == 3:
        part = next((part for part in (word[:2], word[1:]) if frequency(part)), "")
        return [(part, 0.5), (word, 0.5)] if part else [(word, 1.0)]
    for length in range(len(word) - 2, 1, -1):
        if frequency(word[:length]):
            return [(word[:length], 1.0), *_seen_parts(word[length:], frequency)]
    return [(word, 1.0)]


def _term(word: str, frequency: Frequency, texts: int, factor: float) -> Term:
    forms = tuple(dict.fromkeys(fold(form) for form in load_clues().synonyms.get(word, ()) if fold(form) != word))
    gapped = re.compile(_GAP.join(word)) if _ABBREVIATION.fullmatch(word) and not forms else None
    seen = max((frequency(form) for form in (word, *forms)), default=0)
    if word[0].isdigit():
        factor *= 1.0 if seen else _UNSEEN_NUMBER_WEIGHT
    elif not is_thing(word):
        factor *= _DOING_WEIGHT if seen else _UNSEEN_DOING_WEIGHT
    return Term(word, forms, factor * min(_HEAVIEST, math.log(1 + texts / (1 + seen))), gapped)


def is_thing(word: str) -> bool:
    """Whether the word names a thing, by its class or because no dictionary has it."""
    tag = word_class(word)
    if not tag:
        return len(word) > _LONGEST_UNKNOWN
    return tag.startswith(_THINGS) or not tag.startswith(_DOINGS)
