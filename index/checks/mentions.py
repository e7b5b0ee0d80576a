"""Amounts of money in the narrative, each with what the sentence says of it: share, change, rate, last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from index.amounts import Amount, find_amounts
from index.catalogue.wording import folded
from index.checks.ledger import Ledger
from index.checks.mention import Mention, with_changes_moved, with_stages
from index.model import Passage
from index.statements import COMPARED, sentences

_CHANGE = re.compile(r"(?P<word>增加|增长|提高|上升|减少|下降|降低|压减)了?\s*(?:额)?\s*(?:为|约)?\s*$")
_RISING = frozenset(("增加", "增长", "提高", "上升"))
_COMPARISON = re.compile(
    r"(?:比|较|与)\s*(?:上一?年度?|去年|20\d\d\s*年度?)\s*(?:年初)?\s*(?:预算|执行|决算)?\s*(?:数|安排)?\s*(?:相比)?"
)
_PRIOR = re.compile(r"(?<!比)(?<!较)(?<!与)(?:上年度?|去年)\s*(?:年初)?\s*(?:预算|执行|决算)\s*数?\s*(?:为|是)?\s*$")
_SHARE = re.compile(r"(?:占|比重|比例)[^，。；]{0,14}$")
_SHARE_OF = re.compile(r"占([^，。；]{2,14}?)(?:的?(?:比重|比例))?(?:为|是)?的?$")
_LEVEL = re.compile(r"持平|无增减变化|无变化|无增减|与上年[^，。]{0,6}一致")
_REASON = re.compile(r"主要是|主要为|主要系|主要因|原因是|原因为|原因系|是因为|主要原因|主要用于|用于")
_POINTS = re.compile(r"[:：]\s*$|^\s*[:：]?\s*[（(]?[1一][、.)）]")
_THRESHOLD = re.compile(r"^\s*(?:[（(]含[）)])?\s*(?:以上|以下|以内|及以上)")
_COUNTED = re.compile(r"^\s*(?:平方|人|册|次|件|户|亩|吨|公里|米|株|头|字|条|个|家|名|份)")
_HEAD = re.compile(r"[\s\d.、（()）一二三四五六七八九十]*([^，。：:；]{2,25})[：:。]")
_POINT_HEAD = re.compile(r"\s*[（(]?\d{1,2}[）)、.．]\s*([^，。：:；\d]{2,25})[：:]")  # 2.公务接待费：2024年预算数 …
_PATH_HEAD = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*)?[“\"]?([^。，：:；“]*?[（(][类款项][）)])"
    r"[^（(]{0,6}?[。，：:；\d”\"]"
)
_EXECUTED = re.compile(r"20\d\d年[^，。]{0,6}(?:执行数|决算数)为?$|^当年预算执行数为?$")
_OF_WHICH = re.compile(r"其中|包括|分为")
_SEPARATOR = re.compile(r"[，,；;。：:]|其中[:：]?|包括|分为|主要为|主要是")


_MENTIONS: WeakKeyDictionary[Ledger, tuple[Mention, ...]] = WeakKeyDictionary()


def mentions_of(ledger: Ledger) -> tuple[Mention, ...]:
    """All mentions of the narrative, in order; definitions and table rows state nothing of their own."""
    if ledger not in _MENTIONS:
        _MENTIONS[ledger] = tuple(_all(ledger.document.passages))
    return _MENTIONS[ledger]


def _all(passages: Sequence[Passage]) -> Iterator[Mention]:
    path, section = "", ()  # type: tuple[str, tuple[str, ...]]
    for passage in passages:
        if passage.kind in ("definition", "table") or not any(char.isdigit() for char in passage.text):
            continue
        head = _PATH_HEAD.match(passage.text)
        path = head[1] if head else path if passage.section == section else ""
        section = passage.section
        yield from (_under_path(mention, path) for mention in _of_passage(passage))


def _of_passage(passage: Passage) -> list[Mention]:
    """The mentions of a paragraph. A sentence that tells a change of nothing it names (与上年相比增加 …) goes
    on with what the sentence before it stated."""
    found: list[Mention] = []
    explaining, before = False, 0
    for start, end in sentences(passage.text):
        sentence = passage.text[start:end].strip()
        mentions = _of_sentence(passage, sentence, explaining)
        first = mentions[0] if mentions else None
        if first and first.nameless and first.amount is None and found and found[-1].change is None:
            last = found.pop()
            whole = passage.text[before:end].strip()
            told = replace(last, change=first.change, rate=first.rate, rate_direction=first.rate_direction)
            found.append(replace(told, direction=first.direction, base=first.base, sentence=whole))
            mentions = mentions[1:]
        if mentions:
            before = start
        found += mentions
        clue = _REASON.search(sentence)
        explaining = explaining or bool(clue and _POINTS.search(sentence[clue.end() :][:6]) and clue[0] != "主要为")
    return found


def _of_sentence(passage: Passage, sentence: str, explaining: bool) -> list[Mention]:
    found: list[Mention] = []
    clue = _REASON.search(sentence)
    end = 0
    for amount in find_amounts(sentence):
        before, after = sentence[end : amount.start], sentence[amount.end :]
        if amount.unit == "%":
            _take_percentage(found, amount, before)
        elif amount.is_money and not _THRESHOLD.match(after) and not _is_counted(sentence, amount, after):
            blank = Mention(passage, sentence, "", before, None, reason=explaining or _is_after(clue, amount))
            _take_money(found, amount, sentence[: amount.start], before, blank)
        elif not amount.is_money and not (found and _CHANGE.search(before)):
            continue
        end = amount.end
    named = [_named(mention) for mention in _with_priors(with_changes_moved(with_stages(found)))]
    return [_closed(mention, sentence, named[number + 1 :]) for number, mention in enumerate(named)]


def _with_priors(found: Sequence[Mention]) -> list[Mention]:
    """The mentions with last year's outcome, told just before this year's amount, as what is compared with."""
    kept: list[Mention] = []
    prior: Amount | None = None
    for mention in found:
        if _EXECUTED.search("".join(mention.subject.split())) and mention.amount and not mention.change:
            prior = mention.amount
            continue
        kept.append(replace(mention, prior=mention.prior or prior) if prior else mention)
        prior = None
    return kept


def _named(mention: Mention) -> Mention:
    """The mention with the head of its point, or of its paragraph, as subject where the clause names nothing."""
    if re.sub(r"20\d\d|[年度预算数安排为共计\s，、]", "", mention.subject):
        return mention
    head = _POINT_HEAD.match(mention.sentence) or _HEAD.match(mention.passage.text)
    heading = mention.passage.section[-1] if mention.passage.section else ""
    return replace(mention, subject=head[1].strip() if head else heading, nameless=True)


def _under_path(mention: Mention, path: str) -> Mention:
    """The mention with the 类款项 that its paragraph, or the one before, is about, where it names nothing else."""
    heading = mention.passage.section[-1] if mention.passage.section else ""
    words = "" if mention.subject == heading else mention.subject
    bare = re.sub(r"20\d\d|[年度初预决算数安排为共计支出\s，、]", "", words)
    return replace(mention, subject=f"{path}{words}") if path and not bare else mention


def _is_counted(sentence: str, amount: Amount, after: str) -> bool:
    """Whether ten thousands of things are told: 2.6 万平方米."""
    return not sentence[amount.start : amount.end].endswith("元") and bool(_COUNTED.match(after))


def _is_after(clue: re.Match[str] | None, amount: Amount) -> bool:
    return clue is not None and clue.start() < amount.start


def _take_percentage(found: list[Mention], amount: Amount, before: str) -> None:
    """A share or a rate belongs to the nearest mention that stands outside brackets, where it can."""
    place = _nearest(found, before)
    word = _CHANGE.search(before)
    if place is None:
        return
    if word:
        direction = _direction(word["word"])
        told = replace(found[place], rate=found[place].rate or amount, rate_direction=direction)
        comparison = _COMPARISON.search(before)
        base = comparison[0] if comparison else told.base
        found[place] = replace(told, direction=told.direction or direction, base=folded(base))
    elif found[place].change and not found[place].rate and re.fullmatch(r"\s*[（(]\s*", before):
        found[place] = replace(found[place], rate=amount, rate_direction=found[place].direction)
    elif re.search(r"分别占", before):
        for number, one in enumerate(found):
            if one.share is None and not one.inner and number >= len(found) - 2:
                found[number] = replace(one, share=amount)
                return
    elif _SHARE.search(before) or re.fullmatch(r"\s*(?:和|、)\s*", before):
        waiting = [number for number, one in enumerate(found) if one.share is None] if "占" not in before else [place]
        if waiting:
            whole = _SHARE_OF.search(folded(before))
            found[waiting[-1]] = replace(found[waiting[-1]], share=amount, share_of=whole[1] if whole else "")


def _nearest(found: Sequence[Mention], before: str) -> int | None:
    """The last mention, or the one before the brackets where those have been closed."""
    closed = "）" in before or ")" in before
    for number in range(len(found) - 1, -1, -1):
        if not (closed and found[number].inner):
            return number
    return None


def _take_money(found: list[Mention], amount: Amount, until: str, before: str, blank: Mention) -> None:
    """A new mention, or a change or last year's amount of the one before."""
    word = _CHANGE.search(before)
    place = _nearest(found, before)
    if word:
        comparison = _COMPARISON.search(before)
        own = subject_of(_CHANGE.sub("", before)) if not comparison else ""
        ahead = subject_of(before[: comparison.start()]) if comparison else ""
        if own or ahead or place is None:
            base = folded(comparison[0]) if comparison else (found[place].base if place is not None else "")
            found.append(replace(blank, subject=own or ahead, base=base))
            place = len(found) - 1
        told = found[place] if place is not None else blank
        base = folded(comparison[0]) if comparison else told.base
        found[place or 0] = replace(told, change=told.change or amount, direction=_direction(word["word"]), base=base)
    elif _PRIOR.search(before) and place is not None:
        found[place] = replace(found[place], prior=amount)
    elif place is not None and (compared := COMPARED.search(before)):
        found[place] = replace(found[place], prior=amount, base=folded(compared["base"]))
    else:
        inner = max(until.rfind("（"), until.rfind("(")) > max(until.rfind("）"), until.rfind(")"))
        part = bool(_OF_WHICH.search(until)) and bool(found)
        owner = next((one.subject for one in reversed(found) if not one.inner), "") if inner else ""
        named = replace(blank, subject=subject_of(before), owner=owner)
        found.append(replace(named, amount=amount, inner=inner, part=part))


def _direction(word: str) -> str:
    return "增加" if word in _RISING else "减少"


def subject_of(before: str) -> str:
    """The words that name an amount: back from it to the nearest separator, without opening brackets."""
    parts = [part for part in _SEPARATOR.split(before) if folded(part).strip("()（）、的为共计是")]
    if not parts:
        return ""
    words = re.sub(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[）)、.]|和|及|与|以及|、)\s*", "", parts[-1])
    opened = max(words.rfind("（"), words.rfind("("))
    if opened >= 0 and not re.search(r"[）)]", words[opened:]):
        words = words[opened + 1 :]
    return words.strip(" \t\n、）)")


def _closed(mention: Mention, sentence: str, later: Sequence[Mention]) -> Mention:
    """The mention with 持平 where the words after it say so, and the words after its amount."""
    if mention.amount is None:
        return mention
    rest = sentence[mention.amount.end :]
    ends = [one.amount.start for one in later if one.amount]
    rest = rest[: min(ends) - mention.amount.end] if ends else rest
    if not mention.direction and _LEVEL.search(rest):
        comparison = _COMPARISON.search(rest)
        return replace(mention, direction="持平", base=folded(comparison[0]) if comparison else "", after=rest)
    return replace(mention, after=rest)
