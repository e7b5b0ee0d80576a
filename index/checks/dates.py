"""Time: the year of headings, sentences, closing dates and covers against the year of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.catalogue.wording import folded
from index.checks.form import paragraphs, sentence_around
from index.checks.ledger import Ledger, Trouble
from index.findings import Severity
from index.model import Basis, Place

_TITLE_YEAR = re.compile(r"(20\d\d)年度?(?![^，。]{0,6}(?:相比|比较))[^，。；]{0,40}(?:预算|决算)")
_COMPARED = re.compile(r"比|较|对照|上年")
_CLOSING = re.compile(r"截[至止]\s*(20\d\d)\s*年\s*(?:12\s*月\s*(?:31|底)|末|底)")
_OWN_YEAR = re.compile(r"(?:比|较|与)\s*(20\d\d)\s*年度?\s*(?:年?初)?\s*(?:预算|执行|决算)")
_STARTS = re.compile(
    r"^[（(]?[\d一二三四五六七八九十]{0,3}[）)、.]?\s*(?:[^，。：:；]{2,20}[：:])?\s*"
    r"(20\d\d)\s*年度?(?!\s*(?:底|末|初|\d))"
)
_DATE = re.compile(r"^(20\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*\d{1,2}\s*日)?$")
_EARLIEST_MONTH = 10  # of the year before; a budget is not printed earlier
_MAX_TITLE = 60


def check_title_years(ledger: Ledger) -> Iterator[Trouble]:
    """The year in headings and in the titles of tables is the document's."""
    year = ledger.document.year
    titles = [(section.path[-1], section.path, section.place) for section in ledger.document.sections if section.path]
    titles += [(table.title, table.section, table.place) for table in ledger.document.tables]
    seen: set[str] = set()
    for text, path, place in titles:
        match = _TITLE_YEAR.search(folded(text))
        if year is None or match is None or len(text) > _MAX_TITLE or _COMPARED.search(text) or text in seen:
            continue
        seen.add(text)
        if int(match[1]) != year:
            message = f"标题“{text}”写的是 {match[1]} 年，文件是 {year} 年的。"
            yield Trouble(Severity.ERROR, message, quotes=(ledger.quote(text, path, place),))


def check_sentence_years(ledger: Ledger) -> Iterator[Trouble]:
    """Closing dates, comparisons and the years that sentences begin with."""
    year, basis = ledger.document.year, ledger.document.basis
    if year is None:
        return
    for passage in paragraphs(ledger):
        for place, message, severity in _wrong_years(passage.text, year, basis):
            quote = ledger.quote(sentence_around(passage, place), passage.section, passage.place, passage.id)
            yield Trouble(severity, message, quotes=(quote,))


def _wrong_years(text: str, year: int, basis: Basis) -> Iterator[tuple[int, str, Severity]]:
    closing = _CLOSING.search(text)
    due = year if basis is Basis.FINAL else year - 1
    if closing and int(closing[1]) != due:
        severity = Severity.ERROR if int(closing[1]) > due else Severity.NOTE
        yield closing.start(), f"{year} 年{basis.value}里截止日期写 {closing[1]} 年末，应为 {due} 年末。", severity
    for match in _OWN_YEAR.finditer(text):
        if basis is Basis.BUDGET and int(match[1]) == year:
            yield match.start(), f"{year} 年预算与自己的年度（{match[1]} 年）相比，应与上年相比。", Severity.ERROR
    start = _STARTS.match(text)
    rest = text[start.end() : start.end() + 40] if start else ""
    stated = re.search(r"(?:预算|安排|支出|收入|拨款)[^。]*万元", text) and not re.search(r"执行|决算|完成", rest)
    if start and stated and basis is Basis.BUDGET and int(start[1]) != year:
        yield start.start(), f"{year} 年预算的说明以“{start[1]} 年”开头。", Severity.ERROR


def check_cover_date(ledger: Ledger) -> Iterator[Trouble]:
    """A date on a line of its own (cover, title page) fits the year of the budget."""
    year = ledger.document.year
    if year is None or ledger.document.basis is not Basis.BUDGET:
        return
    for number, line in enumerate(ledger.document.lines, start=1):
        match = _DATE.match(folded(line).strip("*#"))
        if match and (int(match[1]), int(match[2])) < (year - 1, _EARLIEST_MONTH):
            quote = ledger.quote(line.strip("*# \t"), (), Place(line=number))
            yield Trouble(Severity.ERROR, f"{year} 年预算落款的日期是 {match[0]}。", quotes=(quote,))
