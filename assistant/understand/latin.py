"""Words that a question has in the letters of their sound (sangong jingfei), as an input method leaves them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product

from assistant.understand.lexicon import Lexicon

_LETTERS = re.compile(r"[a-z]{2,}")
_SYLLABLES = re.compile(
    r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie"
    r"|ue|er|an|en|in|un|ia|ua|uo|a|o|e|i|u|v))+"
)
_ALIKE = 1.5  # by how much more a word may cost than the likeliest of its sound
_WORD = 3.0  # what each word costs besides, so that few long ones are preferred
_WAYS = 4


@dataclass(frozen=True, slots=True)
class Spelt:
    """A question with its words in letters written out: each as typed and as meant, and the letters that make
    syllables but no words that are known."""

    text: str
    words: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()


def has_words_in_letters(text: str) -> bool:
    """Whether a folded question has letters that make syllables."""
    return any(_SYLLABLES.fullmatch(found[0]) for found in _LETTERS.finditer(text))


def spelt_out(text: str, lexicon: Lexicon) -> list[Spelt]:
    """The ways to write out the words in letters of a folded question, the likeliest first; the question as it
    stands where it has none. Letters that a document prints are left alone."""
    places = [
        found
        for found in _LETTERS.finditer(text)
        if _SYLLABLES.fullmatch(found[0]) and not lexicon.is_printed(found[0])
    ]
    ways = [(found, _words_of(found[0], lexicon)) for found in places]
    unread = tuple(found[0] for found, words in ways if not words)
    known = [(found, words) for found, words in ways if words]
    return [
        _written(text, [(found, meant) for (found, _), meant in zip(known, chosen, strict=True)], unread)
        for chosen in islice(product(*(words for _, words in known)), _WAYS)
    ]


def _written(text: str, words: list[tuple[re.Match[str], str]], unread: tuple[str, ...]) -> Spelt:
    for found, meant in reversed(words):
        text = text[: found.start()] + meant + text[found.end() :]
    return Spelt(text, tuple((found[0], meant) for found, meant in words), unread)


def _words_of(letters: str, lexicon: Lexicon) -> list[str]:
    """The words that letters are the sound of, the likeliest first; none where they are of no words."""
    best: list[tuple[float, list[str]] | None] = [(0.0, [""]), *(None for _ in letters)]
    for start in range(len(letters)):
        so_far = best[start]
        if so_far is None:
            continue
        for end in range(start + 1, len(letters) + 1):
            sounding = lexicon.of_letters(letters[start:end])
            if not sounding:
                continue
            cost = so_far[0] + sounding[0][0] + _WORD
            known = best[end]
            if known is None or cost < known[0]:
                alike = [word for price, word in sounding if price <= sounding[0][0] + _ALIKE]
                best[end] = (cost, [one + word for one in so_far[1] for word in alike][:_WAYS])
    return best[-1][1] if best[-1] else []
