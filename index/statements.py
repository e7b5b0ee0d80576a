"""Statements: what the sentences of the narrative say of amounts, changes and reasons.

A sentence such as "机关运行经费财政拨款预算 426.51 万元，比上年预算增加 19.35 万元，增长 4.8%，
主要是部分支出标准调整" becomes one `Statement`. The narrative's figures are cited by these, and
compared with the tables by the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.amounts import Amount, find_amounts
from index.clause import Clause, of_stage_told, with_changes_moved
from index.counted_names import named_in_full
from index.model import Passage, Statement
from index.record import record, replace
from index.stages import OUTCOME, head_of, stage_of, unplanned_in

_SENTENCE_END = re.compile(r"[。；;！？]|\n")
_COMPARISON = re.compile(
    r"(?:比|较|与)\s*(?P<base>(?:上一?年度?|去年|20\d\d\s*年度?)(?:年初)?(?:预算|执行|决算){0,2}数?"
    r"|(?:年初|全年|调整)预算数?)"
)
COMPARED = re.compile(
    r"(?P<base>(?:比|较|与)\s*(?:上一?年度?|去年|20\d\d\s*年度?|(?:年初|全年|调整)预算))[^，。；：,;:\d]{0,30}$"
)
_CHANGE = re.compile(r"(?P<word>增加|增长|提高|上升|减少|下降|降低|压减)了?\s*$")
_BASE_IN_BRACKETS = re.compile(  # …与2016年度相比（2016年度…为 8648.07 万元），增加 …
    r"[与较比同和跟](?P<base>(?:20\d\d\s*年|上年|去年)度?[^，。；（(]{0,8}?)(?:相?比较?)?[（(](?:20\d\d\s*年|上年|去年)[^（()）]*$"
)
_IN_BRACKETS = re.compile(r"^\s*[（(]\s*$")
_CODE = re.compile(r"^\d{5,7}\s*[-—－]")  # 2120104-城管执法
_LEVEL = re.compile(r"持平|无增减变化|无变化|无增减|数一致|年度?一致")
_REASON = re.compile(
    r"(?:(?:增加|增长|减少|下降|变动|变化)的?)?(?:主要)?(?:原因|系|是因为|因为)?(?:主要)?(?:原因)?(?:是|为|系|在于)[:：]?"
)
_REASON_CLUE = re.compile(r"主要是|主要为|主要系|主要因|原因是|原因为|原因系|是因为|主要原因")
_LIST_OPENING = re.compile(r"[：:]\s*(?:1、|1\.|（1）|\(1\))?")
_ANNOUNCED = re.compile(r"(?:以下|如下|下列)(?:因素|原因|几|方面)")
_FIRST_ITEM = re.compile(r"1[、.]")
_SHARE = re.compile(r"占[^，。；]{0,12}$")
_SUBJECT_CUT = re.compile(r"[，,；;。：:]|、(?!支)|(?<!收)(?<!收入)、|其中|包括|涉及|共计")
_OWN_BODY = re.compile("^[我本](?:部门|单位)的?(?=[一-鿿]{2})")
_NOISE = re.compile(
    r"(?:截[至止])?20\d\d\s*年(?:度|初|末|底)?|(?<=经费)一般公共预算(?:财政)?拨款(?:支出)?(?:预算)?|共计|合计|共有|总计|安排(?:的(?!支出)|(?!的?支出))|预算数|预算总额|财政拨款预算|总额|为|约|"
    r"^[\s（(]*[\d一二三四五六七八九十]+[)）.．、]\s*|[（(]\d{3,7}[）)]$|[“”\"]|主要|以及|^共|^和|^及|(?<=收)入?、(?=支)|(?<=收入、支)出|均(?=为|$)|各$"
)
_OF_CLASS = re.compile(
    r"\s*(?:[（(]含[^（()）]{0,4}[)）])?\s*以[上下]的?[一-鿿]{0,4}(?:设备|仪器)"
)  # 100万元以上设备2台
_OPEN_BRACKET = re.compile(r"^[）)\s]+|^[（(](?![^（(]*[）)])")
_TELLING = re.compile(
    r"(?:[比较与和]?上一?年度?(?:相比|对比|比较)?)?(?:总体|具体|执行|安排|规模)?(?:增减|变动|变化)*(?:情况|说明|原因)(?:及|和|与|、|其|的|主要|增减|变动|变化|情况|说明|原因)*[。\s]*$"
)
_OF_BASIS = re.compile(r"(?<=经费|支出|收入|拨款)(?:预算|决算)$")
_PARTS = re.compile("其中|包括")  # told behind their whole, of which the next sentence goes on to speak
_PROJECT_TOTAL = re.compile(r"(?:本?项目|年度)*(?:总预算|预算|总投资|资金|预算安排(?:规模|金额|资金)|预算规模)")
_PROJECT_PAGES = re.compile(r"\s*(.{4,40}?)(?:项目)?经费情况说明|项目名称[:：]\s*([^，。；：]{3,40})")
_HEAD = re.compile(  # 2.公务接待费。2025年预算数 …
    r"\s*[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*(?P<point>[^，。：:；\d]{2,25})。"
    r"|[\s\d.、（()）]*(?P<head>[^，。：:；]{2,25})[：:]"
)
_RISING = {"增加", "增长", "提高", "上升"}


@record
class _Named:
    """What a paragraph last named, and where its sentence starts."""

    subject: str
    amount: Amount | None
    start: int


def statements_of(document_id: str, passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """The statements of all paragraphs; definitions and tables state nothing of their own."""
    found: list[Statement] = []
    for passage in passages:
        if passage.kind not in ("definition", "table") and any(map(str.isdigit, passage.text)):
            found += _of_passage(document_id, passage)
    return tuple(found)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a paragraph; a semicolon ends one too."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _of_passage(document_id: str, passage: Passage) -> Iterator[Statement]:
    text = passage.text
    spans = list(sentences(text))
    named = whole = _Named(head_of(text), None, 0)
    told: dict[str, Amount | None] = {}  # what was named last, by stage
    for position, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if text[:start].rstrip().endswith("。"):
            named, whole = whole if _PARTS.search(text, whole.start, start) else named, _Named("", None, start)
        for bare_clause in with_changes_moved(list(_clauses(sentence))):
            clause, begin = _completed(of_stage_told(bare_clause, told), named, sentence, start)
            if clause.unnamed and not clause.subject and not named.subject:
                clause = replace(clause, subject=_topic(passage), unnamed=False)  # （一）收入预算：2025年年初预算数 …
            if clause.subject and not clause.unnamed:
                named, told = _Named(clause.subject, clause.amount, begin), {}
            elif clause.stage == OUTCOME and clause.amount:
                named = replace(named, amount=clause.amount)  # what a change told later is of
            told[clause.stage] = clause.amount
            whole = whole if whole.subject else _Named(clause.subject, clause.amount, begin)
            reason, last = "", end
            if clause.direction or clause.stage == OUTCOME or _REASON_CLUE.search(sentence):
                reason, last = _reason(text, spans, position)
            told_of = Statement(
                document_id=document_id,
                passage_id=passage.id,
                subject=_of_project(clause.subject, passage) or _topic(passage),
                amount=clause.amount.value if clause.amount else None,
                unit=(clause.amount or clause.change or clause.rate or Amount(Decimal(0), "", 0, 0)).unit,
                direction=clause.direction,
                change=clause.change.value if clause.change else None,
                rate=clause.rate.value if clause.rate else None,
                compared_with=clause.base,
                reason=reason,
                quote=text[begin : last if reason else end].strip(),
                section=passage.section,
                place=passage.place,
                stage=clause.stage,
            )
            yield named_in_full(told_of)


def _completed(clause: Clause, named: _Named, sentence: str, start: int) -> tuple[Clause, int]:
    """A clause that names nothing itself, or again what its paragraph spoke of before, with that: a stage of it,
    or how it changed; and where the words that the clause rests on start."""
    if not named.subject:
        return clause, start
    again = clause.subject and _OF_BASIS.sub("", named.subject).endswith(clause.subject)
    if again and clause.amount is None and clause.direction:
        return replace(clause, amount=named.amount), named.start
    if clause.subject:
        return clause, start
    if clause.unnamed:
        return replace(clause, subject=named.subject), named.start
    if clause.amount is None and clause.direction and _COMPARISON.match(sentence.strip()):
        return replace(clause, subject=named.subject, amount=named.amount, unnamed=True), named.start
    return clause, start


def project_of(section: Sequence[str]) -> str:
    """The project that the pages of a section (某专项经费情况说明), or its fields (项目名称：某专项), are about; empty
    for other sections."""
    return next((found[1] or found[2] for heading in section if (found := _PROJECT_PAGES.fullmatch(heading))), "")


def is_project_total(subject: str, project: str) -> bool:
    """Whether the subject of a statement is the sum of the project that its pages are about (某专项项目总预算)."""
    words = subject.removeprefix(project)
    return words != subject and bool(_PROJECT_TOTAL.fullmatch(words))


def _of_project(subject: str, passage: Passage) -> str:
    """The subject, and of which project where its pages alone say that (项目总预算)."""
    return f"{project_of(passage.section)}{subject}" if _PROJECT_TOTAL.fullmatch(subject) else subject


def _topic(passage: Passage) -> str:
    """What a paragraph is about when a clause names nothing: its own head, else its heading."""
    head = _HEAD.match(passage.text)
    if head:
        return _topic_of(head["point"] or head["head"])
    return _topic_of(passage.section[-1]) if passage.section else ""


def _topic_of(heading: str) -> str:
    """What a heading is about, without its words for telling of it; whole where it has no others."""
    words = _clean(heading)
    return _OF_BASIS.sub("", _TELLING.sub("", words)) or words


def _clean(subject: str) -> str:
    words = _NOISE.sub("", subject).strip(" 　的是:：")
    words = _CODE.sub("", _OWN_BODY.sub("", _OPEN_BRACKET.sub("", words)))
    return words[:-1] if words.endswith(("（", "(")) else words


def _clauses(sentence: str) -> Iterator[Clause]:
    """One clause per amount that is neither a change, a rate nor a share of the one before."""
    amounts = [one for one in find_amounts(sentence) if not _OF_CLASS.match(sentence, one.end)]
    open_clause: Clause | None = None
    previous_end = 0
    for amount in amounts:
        before = sentence[previous_end : amount.start]
        word = _CHANGE.search(before)
        against = None if word else _BASE_IN_BRACKETS.search(before)
        if against and amount.is_money and open_clause is None:
            subject = _clean(_SUBJECT_CUT.split(before[: against.start()])[-1])
            open_clause, previous_end = Clause(subject, None, base=re.sub(r"\s", "", against["base"])), amount.end
            continue
        if open_clause and not word and amount.is_money and COMPARED.search(before):
            continue  # 比 2023 年 80.00 万元增加 …: what is compared with
        if word and open_clause and _is_of_other_kind(amount, open_clause):
            continue  # 127.99万元…，另外减少一名在编人员: people are no change of an amount of money
        if word:
            open_clause = open_clause or Clause(subject="", amount=None)
            closed, open_clause = _with_change(open_clause, amount, word["word"], before)
            if closed:
                yield closed
        elif amount.unit == "%" and open_clause and open_clause.change and _IN_BRACKETS.search(before):
            open_clause = replace(open_clause, rate=open_clause.rate or amount)  # 减少 1.90 万元（10.27%）
        elif not _SHARE.search(before) and amount.unit != "%":
            if open_clause:
                yield _levelled(open_clause, sentence[previous_end : amount.start])
            part = bool(_PARTS.search(before)) or (open_clause is not None and open_clause.part)
            listed = part and before.lstrip().startswith("、")
            open_clause = replace(_named_clause(before, amount), part=part, listed=listed)
        previous_end = amount.end
    rest = sentence[previous_end:]
    if open_clause:
        yield _levelled(open_clause, rest)
    elif _LEVEL.search(sentence) and _COMPARISON.search(sentence):
        yield _levelled(Clause(subject="", amount=None), sentence)


def _is_of_other_kind(amount: Amount, clause: Clause) -> bool:
    """Whether a number is neither money nor a rate, while the clause's amount is money."""
    return clause.amount is not None and clause.amount.is_money and not amount.is_money and amount.unit != "%"


def _with_change(clause: Clause, amount: Amount, word: str, before: str) -> tuple[Clause | None, Clause]:
    """Adds a change or a rate to the clause. A second change of a named subject of its own, such as
    "其中：基本支出减少 204.91 万元", closes the clause and opens another."""
    direction = "增加" if word in _RISING else "减少"
    comparison = _COMPARISON.search(before)
    own_subject = _clean(_CHANGE.sub("", _SUBJECT_CUT.split(before)[-1]))
    closed: Clause | None = None
    if own_subject and not comparison and clause.direction and amount.is_money:
        closed, clause = clause, Clause(subject=own_subject, amount=None, base=clause.base)
    elif not clause.subject and own_subject and not comparison:
        clause = Clause(subject=own_subject, amount=clause.amount, base=clause.base)
    elif comparison and not clause.amount and not clause.subject:
        clause = Clause(subject=_clean(_SUBJECT_CUT.split(before[: comparison.start()])[-1]), amount=None)
    is_rate = amount.unit == "%"
    return closed, replace(
        clause,
        change=clause.change if is_rate else clause.change or amount,
        rate=clause.rate or amount if is_rate else clause.rate,
        direction=direction,
        base=re.sub(r"\s", "", comparison["base"]) if comparison else clause.base,
    )


def _levelled(clause: Clause, rest: str) -> Clause:
    """Marks 持平 where the words after the amount say so."""
    comparison = _COMPARISON.search(rest)
    if clause.direction or not _LEVEL.search(rest):
        return clause
    base = re.sub(r"\s", "", comparison["base"]) if comparison else ""
    return replace(clause, direction="持平", base=base)


def _named_clause(before: str, amount: Amount) -> Clause:
    """An amount with the words that name it: back from it to the nearest separator."""
    words = next((part for part in reversed(_SUBJECT_CUT.split(before)) if _clean(part) or stage_of(part)), "")
    staged = stage_of(words)
    if staged is None:
        return Clause(_clean(words), amount)
    subject = _clean(staged[1])
    if not subject:
        subject = _clean(_SUBJECT_CUT.split(unplanned_in(before))[-1])
    return Clause(subject, amount, stage=staged[0], unnamed=not subject)


def _reason(text: str, spans: Sequence[tuple[int, int]], position: int) -> tuple[str, int]:
    """The reason given in this sentence or the two after it, and where it ends."""
    for following in range(position, min(position + 3, len(spans))):
        start, end = spans[following]
        clue = _REASON_CLUE.search(text, start, end)
        if not clue:
            if following > position and find_amounts(text[start:end]):
                return "", end
            continue
        last = end
        if _ANNOUNCED.search(text, clue.start(), end):
            last = spans[-1][1]
        if _LIST_OPENING.search(text[clue.start() : clue.end() + 3]) or _FIRST_ITEM.search(text[clue.end() : end]):
            last = spans[-1][1]
        opening = _REASON.match(text, clue.start())
        begin = opening.end() if opening else clue.end()
        return text[begin:last].strip(" 。；：:\n"), last
    return "", spans[position][1]
