"""Cuts the vocabulary to what Chinese and ASCII text needs, and builds the tokenizer.

Two thirds of the pieces are of other scripts. A piece is kept when all its characters
are CJK ideographs, ASCII, punctuation, digits or common symbols; the others' text becomes unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.e5.packed import PackedModel

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer

SPACE_MARK = "▁"
_PRIVATE_USE = 0xE000

_KEPT_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00BF),  # Latin-1 punctuation and symbols
    (0x00D7, 0x00D7),  # ×
    (0x00F7, 0x00F7),  # ÷
    (0x2010, 0x2027),  # dashes, quotation marks, bullets
    (0x2030, 0x205E),  # ‰, primes, ※
    (0x2070, 0x22FF),  # currency, letter-like signs, number forms, arrows, mathematical signs
    (0x2460, 0x27BF),  # enclosed numbers, box drawing, shapes, dingbats, SPACE_MARK
    (0x3000, 0x303F),  # CJK punctuation
    (0x3400, 0x4DBF),  # CJK extension A
    (0x4E00, 0x9FFF),  # CJK ideographs
    (0xF900, 0xFAFF),  # CJK compatibility ideographs
    (0xFF00, 0xFF65),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width signs
    (0x20000, 0x3FFFF),  # CJK extensions
)
_KEPT_PIECE = re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _KEPT_RANGES) + "]+")


def kept_pieces(model: PackedModel) -> npt.NDArray[np.int64]:
    """The ids of the pieces to keep, ascending; the four special pieces are among them."""
    special = model.special
    kept = {special.begin, special.end, special.padding, special.unknown}
    kept.update(number for number, piece in enumerate(model.pieces) if _KEPT_PIECE.fullmatch(piece))
    return np.array(sorted(kept), dtype=np.int64)


def build_tokenizer(model: PackedModel, kept: npt.NDArray[np.int64]) -> Tokenizer:
    """The XLM-R unigram tokenizer over the kept pieces; token id = index in `kept`."""
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors

    scores = model.scores.tolist()
    vocabulary = [(model.pieces[number], scores[number]) for number in kept.tolist()]
    special = model.special
    names = {role: model.pieces[getattr(special, role)] for role in ("begin", "end", "padding", "unknown")}
    token_ids = {piece: number for number, (piece, _) in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=token_ids[names["unknown"]]))
    tokenizer.normalizer = _build_normalizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE_MARK, prepend_scheme="always")
    begin, end = names["begin"], names["end"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, token_ids[begin]), (end, token_ids[end])],
    )
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name in names.values()])
    return tokenizer


def _build_normalizer(model: PackedModel) -> Normalizer:
    """The model's table as NFKC with its exceptions.

    The table is NFKC, one character at a time, but for control characters (dropped), other
    blanks (a space), and a few characters that it keeps as they are (～), which are carried past
    NFKC as private-use characters.
    """
    from tokenizers import Regex, normalizers

    odd = {old: new for old, new in model.replacements.items() if unicodedata.normalize("NFKC", old) != new}
    dropped = _character_class(old for old, new in odd.items() if new == "")
    blanks = _character_class(old for old, new in odd.items() if new == " ")
    carried = [(kept, chr(_PRIVATE_USE + number)) for number, kept in enumerate(_kept_by_table(model))]
    steps = [
        normalizers.Replace(Regex(dropped), ""),
        normalizers.Replace(Regex(blanks), " "),
        *(normalizers.Replace(kept, private) for kept, private in carried),
        normalizers.NFKC(),
        *(normalizers.Replace(private, kept) for kept, private in carried),
        normalizers.Replace(Regex(" {2,}"), " "),
    ]
    return normalizers.Sequence(steps)


def _kept_by_table(model: PackedModel) -> list[str]:
    """The single-character pieces that NFKC would change and the model's table does not."""
    return [
        piece
        for piece in model.pieces
        if len(piece) == 1 and piece not in model.replacements and unicodedata.normalize("NFKC", piece) != piece
    ]


def _character_class(characters: Iterable[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(character):x}}}" for character in characters) + "]"
