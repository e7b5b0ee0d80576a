"""Whether something is part of what is asked about (机关运行经费含不含取暖费): the sentence that says what the one
takes in, or leaves out, where it speaks of the other."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.context import Context
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.understand.reading import Reading
from assistant.understand.text import bare, blotted
from index.model import Passage
from index.statements import sentences

_WHETHER = re.compile(
    r"(?:里面?|中|内)?的?(?:包不包[括含]|含不含|是否包?[括含]|(?:是不是|有没有)包?[括含])(?P<part>[^,，。?？]{2,14}?)[吗么的]*[?？]?$"
    r"|(?:里面?|中|内)?(?:包[括含]|含)(?:了|有)?(?P<asked>[^,，。?？]{2,14}?)(?:吗|么)[?？]?$"
)
_TAKES_IN = re.compile("指|反映|反应|包括|包含|用于|含|除")
_HEAD = 4  # characters of the number before a term
_LISTED = 3  # marks between the parts of a list
_SURE_LENGTH = 4  # characters of a name that is hardly the end of another
_LEAST = 2  # characters of a name
_YEAR = re.compile(r"20\d\d年?度?")


def tell_inclusion(reading: Reading, context: Context) -> Status | None:
    """Quotes what a term takes in, where a clause asks whether something is part of it and one sentence speaks of
    both; the term that was told of last, where the clause names none. None where no sentence does."""
    asked = _WHETHER.search(reading.text)
    if asked is None:
        return None
    documents = reading.documents or tuple(one.id for one in context.snapshot.documents)
    part = bare(asked["part"] or asked["asked"]).removesuffix("项目")
    before = blotted(reading.text[: asked.start()], [one for one in reading.bodies.spans if one[1] <= asked.start()])
    whole = bare(_YEAR.sub("", before).replace("□", "")).strip("的,，、“”名词解释")
    last = [bare(one.item) for one in context.history if one.cell.document_id in reading.documents][-1:]
    whole = whole if len(whole) >= _LEAST else next(iter(last), "")
    done = False
    for document in documents if len(whole) >= _LEAST else ():
        if done and not reading.documents:
            break  # of a term that no body is named with, one of those who say it
        found = _sentence(document, whole, part, context)
        if found is None and (found := _listing(document, whole, context)):
            context.draft.say(say("not_listed_in", whole=whole, part=part))
        if found:
            card = context.snapshot.card(document)
            mark = context.draft.cite_passage(*found)
            context.draft.say(quoted(f"{card.department}{card.year or ''}年{card.basis}", found[1], mark))
            done = True
    return Status.ANSWERED if done else None


def _sentence(document: str, whole: str, part: str, context: Context) -> tuple[Passage, str] | None:
    """The shortest words that say of the one what it takes in, and speak of the other; those of a glossary first."""
    found: list[tuple[bool, int, Passage, str]] = []
    for passage in context.snapshot.passages:
        if passage.document_id != document or passage.kind == "table":
            continue
        of_glossary = passage.kind == "definition"
        spans = [(0, len(passage.text))] if of_glossary else sentences(passage.text)
        for start, end in spans:
            words = passage.text[start:end].strip()
            said = bare(words) if part in bare(words) else "".join(words.split())  # 含生育保险 in brackets
            at, of_part = _place(said, whole), said.find(part)
            if 0 <= at < of_part and _TAKES_IN.search(said[at + len(whole) : of_part + 1]):
                found.append((not of_glossary, len(words), passage, words))
    best = min(found, key=lambda one: one[:2], default=None)
    return (best[2], best[3]) if best else None


def _place(text: str, whole: str) -> int:
    """Where a text names the whole, a short name not as the end of a longer one (收入 in 财政拨款收入); -1 nowhere."""
    if len(whole) >= _SURE_LENGTH:
        return text.find(whole)
    found = re.search(rf"(?<![一-鿿]){re.escape(whole)}", text)
    return found.start() if found else -1


def _listing(document: str, whole: str, context: Context) -> tuple[Passage, str] | None:
    """The words that list what the one is made up of (公用经费…，主要包括：…)."""
    lists = re.compile(rf"(?<![一-鿿]){re.escape(whole)}[\d.,，\s万亿元]{{0,16}}(?:主要)?包[括含]")
    for passage in context.snapshot.passages:
        if passage.document_id != document or passage.kind == "table":
            continue
        of_term = passage.kind == "definition" and whole in bare(passage.text)[: _HEAD + len(whole)]
        if of_term and passage.text.count("、") >= _LISTED:
            return passage, passage.text.strip()
        for start, end in sentences(passage.text):
            words = passage.text[start:end].strip()
            if lists.search(bare(words)):
                return passage, words
    return None
