"""Form: what was left in, left out or torn apart in the wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble
from index.findings import Severity
from index.model import Passage, Place
from index.numbering import parse_mark
from index.statements import sentences

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XxＸ×]{2,}(?![A-Za-z0-9])|[＊○●□■]{2,}|_{3,}|某某|（单位名称）"
    r"|(?<!\*)\*{2,3}(?!\*)"
)
_BOLD = re.compile(r"\*\*[^*]+\*\*")

_OTHER_LEVEL = {
    "单位": re.compile(r"本部门|我部门|20\d\d\s*年(?:度)?部门[预决]算"),
    "部门": re.compile(r"我单位|本单位(?:20\d\d|不|无|没有|共|总)"),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which wording goes wrong, how much it weighs, and what is said of it."""

    words: re.Pattern[str]
    severity: Severity
    message: str


_PATTERNS = (
    Pattern(
        re.compile(
            r"(?:支出|收入|预算数?|安排|拨款|经费|费用|增加|减少|下降|增长|(?<!单位)为|占)\s*(?:万元|亿元|[%％])"
        ),
        Severity.ERROR,
        "这里缺少数字",
    ),
    Pattern(
        re.compile(r"(?:主要原因|原因|主要)(?:是|为|系)\s*[：:，,]?\s*(?:[。；;]|$)|主要用于\s*[。；;]"),
        Severity.ERROR,
        "句子没有写完",
    ),
    Pattern(re.compile(r"([。，；、：！？])\s*\1+|[，、；]\s*。|。\s*[，、；]"), Severity.NOTE, "标点重复"),
    Pattern(re.compile(r"的的|了了|和和|及及|与与|([\u4e00-\u9fff]{4,8})的?\1"), Severity.NOTE, "文字重复"),
    Pattern(re.compile(r"\d\s*万(?=\s*[。；，,;、]|\s*$)"), Severity.NOTE, "金额的单位不完整"),
    Pattern(re.compile("指反应|[)）]反应"), Severity.NOTE, "“反映”疑误作“反应”"),
    Pattern(re.compile(r"[\u4e00-\u9fff]\s+(?:and|or|the|of)\s+[\u4e00-\u9fff]"), Severity.NOTE, "中文里夹有外文"),
    Pattern(re.compile("[\ufffd\ue000-\uf8ff]"), Severity.NOTE, "有没能识别的字符"),
)


def paragraphs(ledger: Ledger, *, definitions: bool = False) -> Iterator[Passage]:
    """The paragraphs of the document, without table rows."""
    left_out = ("table",) if definitions else ("table", "definition")
    return (passage for passage in ledger.document.passages if passage.kind not in left_out)


def sentence_around(passage: Passage, place: int) -> str:
    """The sentence of a paragraph that holds a place."""
    for start, end in sentences(passage.text):
        if start <= place < end:
            return passage.text[start:end].strip()
    return passage.text.strip()


def check_wording(ledger: Ledger) -> Iterator[Trouble]:
    """Figures missing in their place, unfinished sentences, repeated punctuation and words, lost glyphs."""
    for passage in paragraphs(ledger, definitions=True):
        for pattern in _PATTERNS:
            match = pattern.words.search(passage.text)
            if match:
                around = passage.text[max(0, match.start() - 12) : match.end() + 6].strip()
                quote = ledger.quote(
                    sentence_around(passage, match.start()) or around, passage.section, passage.place, passage.id
                )
                yield Trouble(pattern.severity, f"{pattern.message}：“…{around}…”。", quotes=(quote,))


def check_placeholders(ledger: Ledger) -> Iterator[Trouble]:
    """Placeholders and masked words left in the text and in the rows of tables."""
    for passage in paragraphs(ledger):
        match = _PLACEHOLDER.search(_BOLD.sub(lambda bold: "字" * len(bold[0]), passage.text))
        if match:
            around = passage.text[max(0, match.start() - 10) : match.end() + 10].strip()
            quote = ledger.quote(sentence_around(passage, match.start()), passage.section, passage.place, passage.id)
            yield Trouble(Severity.NOTE, f"留有占位或遮盖的符号：“…{around}…”。", quotes=(quote,))
    seen: set[str] = set()
    for fact in ledger.facts:
        words = next((text for text in (fact.row, fact.raw) if _PLACEHOLDER.search(text)), "")
        if words and words not in seen:
            seen.add(words)
            yield Trouble(Severity.NOTE, f"{fact.table_title}里留有占位的符号：“{words}”。", cells=(fact,))


def check_level_words(ledger: Ledger) -> Iterator[Trouble]:
    """部门 and 单位 mixed up: a document of a unit that calls itself a department, and the reverse."""
    document = ledger.document
    wrong = _OTHER_LEVEL.get(document.level)
    if not wrong:
        return
    quotes = []
    for passage in paragraphs(ledger):
        match = wrong.search(passage.text)
        if match and passage.part != "名词解释":
            text = sentence_around(passage, match.start())
            quotes.append(ledger.quote(text, passage.section, passage.place, passage.id))
    if quotes:
        other = "部门" if document.level == "单位" else "单位"
        message = f"这是{document.level}{document.basis.value}，文字里却自称“{other}”，共 {len(quotes)} 处。"
        yield Trouble(Severity.NOTE, message, quotes=tuple(quotes))


def check_body_names(ledger: Ledger) -> Iterator[Trouble]:
    """The body's name written otherwise than on the cover: same beginning and end, other words between."""
    document = ledger.document
    name, region = folded(document.department), folded(document.region)
    tail = name[-8:]
    if len(name) < len(region) + 10 or not region:
        return
    pattern = re.compile(re.escape(region) + r"([^，。；：、\s“”（）()《》]{2,30}?)" + re.escape(tail))
    known = {name, *(folded(unit) for unit in document.units)}
    for number, line in enumerate(document.lines, start=1):
        for match in pattern.finditer(folded(line)):
            other = match[0]
            if other not in known and not any(other in one or one in other for one in known):
                known.add(other)
                text = " ".join(line.split("\t")[0].split()) if "\t" in line else line.strip()
                passage = next((one for one in document.passages if _spans(one, number)), None)
                quote = ledger.quote(
                    text, passage.section if passage else (), passage.place if passage else Place(line=number)
                )
                message = f"机构名称前后不一：这里作“{other}”，全文作“{document.department}”。"
                yield Trouble(Severity.NOTE, message, quotes=(quote,))


def _spans(passage: Passage, line: int) -> bool:
    start = passage.place.line
    return start is not None and start <= line <= (passage.place.end_line or start)


def check_definition_numbers(ledger: Ledger) -> Iterator[Trouble]:
    """The numbers of the definitions run on without a gap."""
    before: int | None = None
    for passage in ledger.document.passages:
        mark = parse_mark(passage.text) if passage.kind == "definition" else None
        if mark is None:
            continue
        number = mark.ordinal
        if before is not None and number > before + 1:
            gap = f"{before + 1}" if number == before + 2 else f"{before + 1} 至 {number - 1}"
            quote = ledger.quote(sentence_around(passage, 0), passage.section, passage.place, passage.id)
            yield Trouble(Severity.NOTE, f"名词解释的编号从 {before} 跳到 {number}，缺 {gap}。", quotes=(quote,))
        before = number
