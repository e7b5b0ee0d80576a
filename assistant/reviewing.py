"""Questions that the reconciliation findings answer, and warnings for answers that touch a finding.

表里的合计对得上吗 / 有哪些前后不一致 / 占比算对了吗 / 三公经费的文字和表格一致吗
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Figure, Role, Route, Status
from assistant.found import found_of
from assistant.proofs import unproven_figures
from assistant.verdicts import holds_amount
from index.findings import Finding, Quote, Severity
from index.model import DocumentCard, Passage

if TYPE_CHECKING:
    from assistant.draft import Draft
    from index.store import Snapshot

_REVIEW = re.compile(
    r"对得上|对不上|对得起来|能(?:不能)?对(?:应)?上|对(?:应)?上(?:了|号)?(?:吗|么|没|不)|匹配(?:吗|么|不)|对得?拢|打架|吻合|勾稽|核对|不一致|不相符|相符|前后不一|是否一致|一致(?:吗|么|不|性|$)|(?<!化解)(?<!调解)矛盾(?!纠纷|化解|调)|算对|算错|说得通|讲得通|算得对|"
    r"(?:有没有|有无|是否有|哪些|什么)(?:地方)?(?:出错|差错|错误|问题|疑点|错)|有错|有误|加起来(?:对|等|是不是)|平衡(?:吗|么|不|$)"
)
_MOVES_RIGHT = re.compile(r"[增减降升涨][^。?？]{0,16}(?:%|万元|数|幅度?)[^。?？]{0,6}(?:对|正确)(?:吗|么|不对|$)")
_OF_EVALUATION = re.compile("绩效|自评|评价|整改|巡察")  # what was found there stands in the words
_FOUND_PROBLEMS = re.compile(r"(?:发现|存在|有)(?:的|了)?(?:哪些|什么|啥)(?:主要)?问题")
_AGAINST_WORDS = "文字与表格"
_MAX_ERRORS, _MAX_NOTES, _MAX_WARNINGS = 12, 6, 3
_MANY_DOCUMENTS, _FEW_ERRORS = 3, 3
_ROWS_CITED = 6


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a question wants checked: words of the question, which findings belong, what it is called."""

    asked: re.Pattern[str]
    name: str
    takes: Callable[[Finding], bool]


def _of_rules(pattern: str) -> Callable[[Finding], bool]:
    return lambda finding: bool(re.search(pattern, finding.rule))


def _of_groups(*groups: str) -> Callable[[Finding], bool]:
    """Findings of some groups of rules, by their names."""
    return lambda finding: _group_of(finding) in groups


def _group_of(finding: Finding) -> str:
    from index.checks import group_of  # all rules: only a question about agreement pays for them

    return group_of(finding.rule)


def _about(pattern: str) -> Callable[[Finding], bool]:
    """Findings whose words, cells or sentences speak of something."""

    def takes(finding: Finding) -> bool:
        words = (
            finding.message,
            *(f"{cell.table_kind}{cell.row}{cell.item}{cell.column}" for cell in finding.cells[:2]),
            *(f"{quote.text}{''.join(quote.section[-1:])}" for quote in finding.quotes),
        )
        return any(re.search(pattern, text) for text in words)

    return takes


_UNCHECKED = "未核对"
_KINDS = (
    _Topic(
        re.compile(r"增减|增长|下降|变化|比率|[增减降涨]幅|幅度|[增减][加少长].{0,4}%|比(?:上年|去年)"),
        "增减数",
        _of_rules("增减|上年数"),
    ),
    _Topic(re.compile("占比|比例|比重|百分比"), "占比", _of_rules("^占比$")),
    _Topic(re.compile("年份|年度|日期|时间"), "年度和日期", _of_rules("年度|日期")),
    _Topic(re.compile("错别字|标点|措辞|表述|占位"), "措辞", _of_rules("措辞|占位|编号|机构名称|部门与单位")),
    _Topic(re.compile("指标"), "绩效指标", _of_rules("指标")),
    _Topic(re.compile("文字|说明|叙述"), "文字与表格", _of_groups("文字与表格")),
    _Topic(
        re.compile("收支.{0,4}平衡|收入.{0,8}支出.{0,8}(?:平衡|相符|一致|对得上)"), "收支平衡", _of_rules("^收支平衡$")
    ),
    _Topic(
        re.compile("合计|总计|总数|加起来|平衡|收支|各表|表间|表里|表内|勾稽"),
        "表内、表间的合计",
        _of_groups("表内", "表间"),
    ),
)
_SUBJECTS = (
    _Topic(re.compile("三公|接待|公车|公务用车|出国"), "“三公”经费", _about("三公|公务接待|公务用车|因公出国")),
    _Topic(re.compile("项目"), "项目", _about("项目")),
    _Topic(re.compile("基本支出|人员经费|公用经费"), "基本支出", _about("基本支出|人员经费|公用经费")),
    _Topic(re.compile("采购"), "政府采购", _about("采购")),
    _Topic(re.compile("机关运行"), "机关运行经费", _about("机关运行")),
    _Topic(re.compile("收入预算(?!总?表)|总收入"), "收入", _about("收入")),
    _Topic(re.compile("支出预算(?!总?表)|总支出"), "支出", _about("支出预算|支出总计|支出合计")),
)


def asks_review(question: str) -> bool:
    """Whether a question asks whether the figures of documents agree."""
    agree = _REVIEW.search(question) or (_MOVES_RIGHT.search(question) and not holds_amount(question))
    if not agree or "审计" in question:
        return False
    return not (_OF_EVALUATION.search(question) and _FOUND_PROBLEMS.search(question))


def answer_review(
    question: str, documents: Sequence[str], snapshot: Snapshot, draft: Draft, items: Sequence[str] = ()
) -> Status | None:
    """Answers a question about whether the figures agree, into `draft`; None where it asks for something else.

    `documents` are the ids that the question names; all of the store where it names none. `items` are those that it
    names, of which alone the findings are told.
    """
    if not asks_review(question):
        return None
    topics = _topics_of(question, items)
    cards = [card for card in snapshot.documents if not documents or card.id in documents]
    for card in cards:
        found = [
            finding
            for finding in (*snapshot.findings, *snapshot.findings_across_years)
            if finding.document_id == card.id and all(topic.takes(finding) for topic in topics)
        ]
        found.sort(key=lambda one: not any(cell.item in items for cell in one.cells[:2]))  # its own before sums with it
        _tell(card, found, topics, snapshot, draft, brief=len(cards) > _MANY_DOCUMENTS)
    return Status.ANSWERED


def _topics_of(question: str, items: Sequence[str]) -> list[_Topic]:
    """The kind of check and the subject that a question names, each at most once; an item where it names no other
    subject (社会保障和就业支出前后一致吗)."""
    kinds = [topic for topic in _KINDS if topic.asked.search(question)][:1]
    subjects = [topic for topic in _SUBJECTS if topic.asked.search(question)][:1]
    of_item = "|".join(map(re.escape, items))
    named = [_Topic(re.compile(of_item), f"“{'、'.join(items)}”", _about(of_item))] if items and not subjects else []
    return [*subjects, *named, *kinds]


def _tell(
    card: DocumentCard,
    findings: Sequence[Finding],
    topics: Sequence[_Topic],
    snapshot: Snapshot,
    draft: Draft,
    *,
    brief: bool,
) -> None:
    """What was found about one document: contradictions first, then roundings, notes, and what is open.
    In brief, where many documents are asked about, the first contradictions only."""
    errors, roundings, notes = (
        [one for one in findings if one.severity is severity and _group_of(one) != _UNCHECKED]
        for severity in (Severity.ERROR, Severity.ROUNDING, Severity.NOTE)
    )
    subject = "的".join(topic.name for topic in topics)
    about = f"在{subject}方面" if subject else ""
    if errors:
        draft.say(f"**《{card.title}》{about}有 {len(errors)} 处不一致：**")
    else:
        draft.say(f"**《{card.title}》{about}没有发现不一致。**")
    _list(errors[: _FEW_ERRORS if brief else _MAX_ERRORS], snapshot, draft)
    if brief:
        return
    if roundings:
        draft.say(f"尾数差异 {len(roundings)} 处，都在四舍五入的范围之内，例如：")
        _list(roundings[:1], snapshot, draft)
    if notes:
        draft.say(f"另有值得留意的 {len(notes)} 处：")
        _list(notes[:_MAX_NOTES], snapshot, draft)
    unchecked = [one for one in findings if _group_of(one) == _UNCHECKED]
    if unchecked:
        draft.say(f"还有 {len(unchecked)} 处文字里的金额没有表格可以对照，未核对。")


def _list(findings: Sequence[Finding], snapshot: Snapshot, draft: Draft) -> None:
    """A line for each finding, with both its places; numbers that the places do not prove are left out."""
    for finding in findings:
        marks = "".join(dict.fromkeys(_cited(finding, snapshot, draft)))
        _compute(finding, draft, marks)
        line = f"- {finding.message}{marks}"
        draft.say(line if _is_proved(line, draft) else f"- {finding.rule}：见所引的出处{marks}")


def _cited(finding: Finding, snapshot: Snapshot, draft: Draft) -> Iterator[str]:
    """The marks of a finding's places; its cells become figures of the answer."""
    source = "".join("".join(snapshot.document(finding.document_id).lines).split())
    for quote in finding.quotes:
        if "".join(quote.text.split()) in source:
            yield draft.cite_passage(_passage(quote), quote.text)
    for number, fact in enumerate(finding.cells):
        if fact.value is None:
            continue
        found = found_of(fact._asdict())
        draft.read_figure(found, Role.DETAIL, f"{fact.item or fact.row}（{fact.table_kind}）")
        if number < _ROWS_CITED:
            yield draft.cite(found)


def _passage(quote: Quote) -> Passage:
    return Passage(quote.passage_id, quote.document_id, quote.section, "", "paragraph", quote.text, quote.place)


def _compute(finding: Finding, draft: Draft, marks: str) -> None:
    """The computed numbers of a finding's message as figures with their formulas."""
    found = [found_of(fact._asdict()) for fact in finding.cells if fact.value is not None]
    numbers = tuple(int(number) for number in re.findall(r"\d+", marks))
    cells = tuple(one.cell for one in found)
    for proof in finding.proofs:
        draft.figures.append(Figure(finding.rule, proof.value, proof.unit, Role.DETAIL, proof.formula, cells, numbers))


def _is_proved(line: str, draft: Draft) -> bool:
    """Whether every amount of a line is a figure of the draft or stands in its quotes."""
    answer = Answer("", "", line, Status.ANSWERED, Route.HYBRID, tuple(draft.figures), tuple(draft.citations))
    return not [fault for fault in unproven_figures(answer) if fault.startswith("正文中的")]


def warnings_of(
    figures: Sequence[Figure], citations: Sequence[Citation], snapshot: Snapshot, said: Sequence[str] = ()
) -> tuple[str, ...]:
    """A sentence for each contradiction (severity error) that a cell or a quote of an answer takes part in.

    `said` are the warnings that the answer has already: a contradiction that one of them tells, by its
    two amounts, is not told again.
    """
    found = contradictions_of(figures, citations, snapshot, said)
    return tuple(dict.fromkeys(finding.message for finding in found))


def contradictions_of(
    figures: Sequence[Figure], citations: Sequence[Citation], snapshot: Snapshot, said: Sequence[str] = ()
) -> list[Finding]:
    """The findings of severity error that a cell or a quote of an answer takes part in, the first few."""
    cells = {
        (cell.document_id, cell.table_id, cell.row, cell.column, cell.raw) for one in figures for cell in one.cells
    }
    basic = {(cell.document_id, cell.raw) for one in figures if "基本支出" in one.label for cell in one.cells}
    quotes = [(one.document_id, "".join(one.quote.split())) for one in citations]
    errors = (finding for finding in snapshot.findings if finding.severity is Severity.ERROR)
    found = [
        one
        for one in errors
        if (_touches(one, cells, quotes) or _is_of_basic_total(one, basic)) and not _is_said(one, said)
    ]
    return found[:_MAX_WARNINGS]


def tell_contradictions(draft: Draft, snapshot: Snapshot) -> None:
    """Adds to an answer that is ready the contradictions that it touches: a line with both amounts and both
    places, proved, and a warning. What its warnings tell already is not told again."""
    for finding in contradictions_of(draft.figures, draft.citations, snapshot, draft.warnings):
        marks = "".join(dict.fromkeys(_cited(finding, snapshot, draft)))
        _compute(finding, draft, marks)
        line = f"注意，前后不一致：{finding.message}{marks}"
        draft.warn(finding.message)
        draft.say(line if _is_proved(line, draft) else f"注意，前后不一致：{finding.rule}，见所引的出处{marks}")


def _touches(finding: Finding, cells: set[tuple[str, str, str, str, str]], quotes: Sequence[tuple[str, str]]) -> bool:
    own = {(one.document_id, one.table_id, one.row, one.column, one.raw) for one in finding.cells}
    if own & cells:
        return True
    if finding.rule == _AGAINST_WORDS:  # another table prints the same of the same row
        rows = {(one.document_id, one.row, one.raw) for one in finding.cells if one.row and one.value}
        if rows & {(document, row, raw) for document, _, row, _, raw in cells}:
            return True
    texts = [(one.document_id, "".join(one.text.split())) for one in finding.quotes]
    return any(
        document == other and (text in quote or quote in text)
        for document, text in texts
        for other, quote in quotes
        if quote
    )


def _is_of_basic_total(finding: Finding, basic: set[tuple[str, str]]) -> bool:
    """Whether a finding is about the total of the table that details the basic expenditure which was told."""
    return any(
        one.table_kind == "基本支出表" and one.item_kind == "total" and (one.document_id, one.raw) in basic
        for one in finding.cells
    )


def _is_said(finding: Finding, said: Sequence[str]) -> bool:
    if finding.message in said:
        return True
    if finding.expected is None or finding.actual is None:
        return False
    return any(str(finding.expected) in text and str(finding.actual) in text for text in said)
