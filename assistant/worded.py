"""A clause answered by the words of the documents: whether these say what is asked, and which figure leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Answer, Figure, Role, Status
from assistant.context import Context
from assistant.denials import EXISTS
from assistant.draft import Draft, Mark
from assistant.indicator_rows import kinds_named
from assistant.library import Library
from assistant.narrative.asked import measure_asked, measures_alike
from assistant.narrative.aspect import asks_use, asks_who, aspect_of
from assistant.narrative_query import Aspect
from assistant.plan import Operation
from assistant.spoken import (
    could_be_met,
    counts_unspoken,
    is_met,
    is_named,
    is_of_else,
    is_scored,
    is_spoken_of,
    official_words,
    says_only_amount,
    strange_words,
    tells_amount,
)
from assistant.texts import answer_text
from assistant.unanswered import not_found
from assistant.understand.clues import asks_for_reason, asks_money
from assistant.understand.reading import Reading
from assistant.understand.text import folded, grams
from index.amounts import YUAN_PER_UNIT
from index.model import Passage

_OF_MONEY = frozenset(("economic", "functional", "three_public", "project", "asset"))
_COUNTED_HERE = 100  # what is counted for the question is what it asks for
_OF_WHOLE = 4  # a sum is what is asked for rather than one of its parts
_HAS_DONE = re.compile(r"[一-鿿]{2}[了过](?:哪[些几]|什么|多少)(?!钱)")
_WHY_NONE = re.compile("为(?:什么|何|啥)[^，。？]{0,6}(?:没有|没|不安排|不列|未)")
_SAYS_NONE = re.compile(r"没有|未|无|不|非|取消|停止|(?<![\d.])0(?:\.0+)?\s*万?元")
_GLOSSARY = "名词解释"
_DUTIES = re.compile("职责|职能")
_SHORTEST_END = 4  # characters of a label's end that name it
_FIRST, _WORD = 5, 4  # points for what is named first, and characters by which later names lose one
_ROW = " · "  # between a project and its indicator, as a row of a table is quoted
_OF_INDICATOR = re.compile(f"{_ROW}(?![^：:]{{0,4}}(?:用途|目标|内容|概况|简介))")
_FOR_WHOM = re.compile("对象|[给向为对]谁")
_HOW_LONG = re.compile("(?:几|多少)个?(天|小时|月|周)(?!份)")
_WHEN = re.compile("什么时候|啥时候|何时|哪一?天|几月份?[开办]")
_TIME = re.compile(
    r"\d\s*(?:月|日|号|季度|年)|[一二三四五六七八九十]月|季度|[年月季]底|[年月]末|年初|[之以]?前|[之以]?后|及时|按时|期限|当年|次年|年内|[上下]半年|时间|日期|每[年月周]|期间"
)
_TOTAL = re.compile(r"总|合计|共计")
_RANKS = re.compile(
    r"(?:第[一二三四五六]的?大?|[两三四五]大|最[大多高小少低]|前[两三四五\d])的?[^,，。]{0,3}?(?:项目|支出|科目|单位)"
)
_IS_RANKED = re.compile(r"最|第[一二三四五六](?!产业)|居|首位|前[两三四五\d]|依次")  # in words quoted


def answer_in_words(
    question: str, reading: Reading, text_first: bool, everything: Sequence[str], context: Context, library: Library
) -> tuple[Status | None, bool]:
    """Quotes what answers; with it, whether words were found that do not say what is asked, so that nothing
    else is looked for. `everything` are the documents searched where the clause names none."""
    checked = not text_first or not (reading.documents or reading.names_something)
    if checked and not could_be_met(reading, library.printed.of(reading.documents)):
        return None, True
    draft = context.draft
    before = draft.mark()
    documents = reading.documents or tuple(everything)
    status, _ = answer_text(question, documents, reading.several, library.snapshot, library.retriever, draft)
    if status is None:
        return None, False
    if not says_what_is_asked(reading, checked, context, before):
        draft.reset(before)
        return None, True
    _choose_headline(reading, text_first, draft, before)
    of_money = asks_money(reading.plain) or _names_columns_only(reading)
    if not text_first and of_money and not _states_money(reading, draft, before):
        draft.reset(before)
        return None, True
    return status, False


def says_what_is_asked(reading: Reading, checked: bool, context: Context, before: Mark) -> bool:
    """Whether the words quoted since a mark say what a clause asks for; `checked` where they must also speak of all
    that it names."""
    quoted = context.draft.told_since(before)
    said = without_names(quoted, reading, context)
    met = not checked or (is_met(reading, said) and tells_amount(reading, quoted))
    return (
        met
        and not counts_unspoken(reading.plain, quoted)
        and not is_of_else(reading.text, quoted)
        and (not _RANKS.search(reading.plain) or bool(_IS_RANKED.search(quoted)))
        and _names_fund(reading, quoted)
        and is_scored(reading.plain, quoted)
        and not _tells_duties_only(reading, context, before)
        and not _only_defines(reading, context, before)
        and _tells_time(reading.plain, context, before)
        and _is_of_project_told(reading, quoted, context)
        and _tells_who(reading, quoted)
        and _explains_what_is_asked(reading, context, before)
        and _is_of_things_named(reading, quoted)
        and not says_only_amount(reading, context.draft.since(before))
    )


def without_names(quoted: str, reading: Reading, context: Context) -> str:
    """Quoted words without the names of the bodies asked, which speak of nothing that is counted (几间办公室)."""
    for document in reading.documents:
        quoted = re.sub(r"\s*".join(context.snapshot.card(document).department), "", quoted)
    return quoted


def _names_fund(reading: Reading, quoted: str) -> bool:
    """Whether words quoted for what a source of funds pays of something speak of that source."""
    funds = [one for one in reading.funds if one.words in reading.text]
    asked = bool(funds) and bool(reading.measures) and reading.operation is Operation.VALUE
    return not asked or any(one.words in quoted or one.name in quoted for one in funds)


def _tells_duties_only(reading: Reading, context: Context, before: Mark) -> bool:
    """Whether it is asked what has been done (引进了哪些企业) and what is quoted is only what a body is there for."""
    cited = context.draft.citations[before[2] :]
    of_duties = [any(_DUTIES.search(heading) for heading in one.section) for one in cited]
    done = bool(_HAS_DONE.search(reading.text)) and not _DUTIES.search(reading.text)
    return done and bool(cited) and all(of_duties)


def _only_defines(reading: Reading, context: Context, before: Mark) -> bool:
    """Whether it is asked if there is something (有取暖费吗), or how much, and what is quoted only says what a word
    means."""
    cited = context.draft.citations[before[2] :]
    meaning = aspect_of(reading.text)[0] in (Aspect.DEFINITION, Aspect.COMPOSITION) or "包" in reading.text
    asked = EXISTS.search(reading.text) or asks_money(reading.plain)
    only = bool(cited) and all(any(_GLOSSARY in heading for heading in one.section) for one in cited)
    return bool(asked) and not meaning and only


def _is_of_project_told(reading: Reading, quoted: str, context: Context) -> bool:
    """Whether an indicator quoted is of a project that the clause names, or, for a follow-up that names none
    (开多少次，每次多少人), of the one that was talked of."""
    named = [one for one in reading.links if "project" in one.kinds and one.text in reading.text]
    if _ROW in quoted and named and all(one.kinds == {"project"} for one in reading.links):
        return any(is_named(one, folded(quoted)) for one in named)
    project = context.history[-1].project if context.history and not reading.fresh else ""
    return not project or bool(named) or _ROW not in quoted or folded(project) in folded(quoted)


def _tells_time(question: str, context: Context, before: Mark) -> bool:
    """Whether what is quoted for a question about when (什么时候开) or how long (开几天) tells a time, or so many of
    the days or months asked for."""
    quoted = " ".join(one.quote for one in context.draft.citations[before[2] :])
    long = _HOW_LONG.search(question)
    if long:
        unit = "[天日]" if long[1] == "天" else long[1]
        return bool(re.search(rf"[\d一二两三四五六七八九十]\s*个?(?:工作)?{unit}|{unit}\D{{0,6}}\d", quoted))
    return not _WHEN.search(question) or bool(_TIME.search(quoted))


def _tells_who(reading: Reading, quoted: str) -> bool:
    """Whether words quoted for who does something with what has a name and money (考试工作经费谁中标了) speak of that
    deed, and are no indicator."""
    named = any(one.sure == 1.0 and one.kinds & _OF_MONEY for one in reading.links)
    if not named or not (asks_who(reading.text) or "谁" in reading.text):
        return True
    if _OF_INDICATOR.search(quoted):
        return False
    for_whom = _FOR_WHOM.search(reading.text)  # 培训对象是谁: of those that it is for
    return bool(for_whom) or all(is_spoken_of(one, quoted) for one in strange_words(reading))


def _is_of_things_named(reading: Reading, quoted: str) -> bool:
    """Whether words quoted for a kind of indicators (立法项目的时效指标) speak of one of the things that they are asked
    of."""
    named = [one for one in reading.links if one.text in reading.text]
    asked = bool(named) and "指标" in reading.text and bool(kinds_named(reading.text))
    return not asked or any(is_named(one, folded(quoted)) for one in named)


def _explains_what_is_asked(reading: Reading, context: Context, before: Mark) -> bool:
    """Whether the passages that are quoted for a reason or a use speak of the very items that the clause names."""
    quoted = context.draft.told_since(before)
    if _WHY_NONE.search(reading.plain) and not _SAYS_NONE.search(quoted):
        return False
    named = [one for one in reading.links if one.sure == 1.0 and (one.kinds & _OF_MONEY or not one.kinds)]
    if not (asks_for_reason(reading.plain) or asks_use(reading.text)) or not named:
        return True
    cited = {(one.document_id, one.quote) for one in context.draft.citations[before[2] :]}
    passages = [one for one in context.snapshot.passages if any(_holds(one, *pair) for pair in cited)]
    rows = all(one.kind == "table" for one in passages)  # beside sentences a row of its amount explains nothing
    texts = [one.text for one in passages if rows or one.kind != "table"]
    text = folded(" ".join([quoted, *texts] if rows else texts))
    return all(is_named(one, text) for one in named)


def _holds(passage: Passage, document: str, quote: str) -> bool:
    return passage.document_id == document and quote in passage.text


def _choose_headline(reading: Reading, text_first: bool, draft: Draft, before: Mark) -> None:
    """Of the figures in words quoted since a mark, the headline is of what the clause names or counts."""
    measure = measure_asked(reading.plain)
    if measure or re.search("多少|几|吗|有没有|有无|是否|要求|标准", reading.plain):
        own = _without_bodies(reading)
        asked = set().union(*(grams(word) for word in (own, *official_words(own))))
        named = {one.label for one in draft.figures[before[1] :] if _named_early(one, own)}
        several = len(named) > 1  # 有多少在职人员、离退休人员多少
        draft.promote_best(
            before, lambda one: _fit_of(one, measure, asked) + (_named_early(one, own) if several else 0)
        )
    if not (measure or text_first):
        words = [*(link.text for link in reading.links), *reading.rests]
        draft.demote_others(before, [pair for word in words for pair in grams(word)])


def _without_bodies(reading: Reading) -> str:
    """What a clause says without the names of bodies, which figures of anything may bear."""
    chars = list(reading.text)
    for one in reading.bodies.mentions:
        if not one.unit_name:
            chars[one.start : one.end] = " " * (one.end - one.start)
    return "".join(chars)


def _fit_of(figure: Figure, measure: str, asked: set[str]) -> int:
    """How well a figure fits what is asked: none of another measure, else by common pairs of characters."""
    if figure.formula:
        return _COUNTED_HERE
    if measure and not measures_alike(measure, figure.unit):
        return 0
    whole = _OF_WHOLE if not measure and _TOTAL.search(figure.label) else 0
    return len(grams(figure.label) & asked) + (measure == figure.unit) + whole


def _named_early(figure: Figure, asked: str) -> int:
    """How early a question names what a figure is of, by the end of its label (实有在职人员: 在职人员); 0 where
    it does not."""
    label = folded(figure.label)
    places = [asked.find(label[start:]) for start in range(len(label) - _SHORTEST_END + 1)]
    found = [place for place in places if place >= 0]
    return max(_FIRST - found[0] // _WORD, 0) if found else 0


def _states_money(reading: Reading, draft: Draft, before: Mark) -> bool:
    """Whether quoted words give an amount of money of what is asked, not only of something beside it."""
    added = [one for one in draft.figures[before[1] :] if one.role is Role.HEADLINE and one.unit in YUAN_PER_UNIT]
    of_project = bool(reading.links) and all(link.kinds == {"project"} for link in reading.links)
    added = [one for one in added if not (of_project and one.unit == "元")]  # what one piece may cost
    asked = grams(reading.text)
    if _names_columns_only(reading):  # 基本支出 is not any 支出
        asked = set().union(*(grams(one.words) for one in reading.columns)) - {"支出", "收入"}
    return any(asked & grams(one.label) for one in added)


def _names_columns_only(reading: Reading) -> bool:
    """Whether a clause asks for the amounts of columns (基本支出各多少) and names nothing else."""
    return bool(reading.columns) and not (reading.links or reading.left or reading.wants_text)


def _is_heard_of(reading: Reading, library: Library) -> bool:
    """Whether a clause asks who is in charge of something, or the documents print each word of what it is about."""
    words, printed = strange_words(reading), library.printed.of()
    return bool(words) and (asks_who(reading.text) or all(one in printed for one in words))


def found_in_vain(whole: Reading, last: Reading, library: Library) -> Answer:
    """That a turn is not answered, with what its last clause may mean."""
    near, heard_of = library.meanings.near(last), _is_heard_of(last, library)
    return not_found(whole, library.snapshot, library.vocabulary, near, heard_of=heard_of)
