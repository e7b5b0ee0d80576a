"""Where the figures of a brief stand, in words, and amounts as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from index.checks.ledger import place_of
from index.findings import Finding, Quote
from index.model import Document, Fact, Statement
from index.place_words import place_words

_HUNDREDTH = Decimal("0.01")
LONG_AMOUNT = Decimal(100_000)
_MOST_RUNS = 4
_NUMBERED = re.compile(r"(?P<before>.*第 )(?P<number>\d+(?:–\d+)?)(?P<after> [行页])")
_OPENING = re.compile(
    r"^(?P<number>[（(][^（）()]{1,3}[）)]|[一二三四五六七八九十]+、|\d+[.．、])?\s*关于.*?20\d\d\s*年度?\s*"
)


def rounded(value: Decimal) -> Decimal:
    """To two decimals, half up, as budget documents round."""
    return value.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)


def shown(value: Decimal) -> str:
    """An amount as printed; with thousands separators from six digits on, where amounts are in yuan."""
    return f"{value:,}" if abs(value) >= LONG_AMOUNT else f"{value}"


def shortened(text: str, most: int) -> str:
    """Words in one line, cut at the end of a clause where they are longer."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    cut = max(words.rfind(mark, 0, most) for mark in "。；，")
    return f"{words[: cut + 1 if cut > 0 else most]}……"


def nested_quotes(text: str) -> str:
    """Quotation marks within quotation marks as single ones: “‘三公’经费合计”."""
    depth, found = 0, []
    for char in text:
        depth -= char == "”" and depth > 0
        found.append({"“": "‘", "”": "’"}.get(char, char) if depth else char)
        depth += char == "“"
    return "".join(found)


def at(words: str, where: str) -> str:
    """Words with their place in brackets, where there is one."""
    return f"{words}（{where}）" if where else words


def where_of_fact(fact: Fact) -> str:
    """第 57 行, 第 3 页; empty where the type of file has no such places."""
    return place_words(fact.source_file, page=fact.page, sheet=fact.sheet, row=fact.sheet_row, line=fact.line)


def place_of_fact(fact: Fact) -> str:
    """支出总表“合计”行“项目支出”列（第 57 行）."""
    return at(nested_quotes(place_of(fact)), where_of_fact(fact))


def place_of_quote(quote: Quote, source_file: str) -> str:
    """文字“（三）支出预算情况”（第 40 行）."""
    return at(_heading_words(quote), _where_of_quote(quote, source_file))


def short_place_of_quote(quote: Quote, source_file: str) -> str:
    """第 40 行; the heading where the type of file has no such places."""
    return _where_of_quote(quote, source_file) or _heading_words(quote)


def places_of_finding(finding: Finding, source_file: str) -> str:
    """The places of all sides of a finding: each section and each table once, with its lines or pages."""
    groups: dict[str, list[str]] = {}
    for quote in finding.quotes:
        groups.setdefault(_heading_words(quote), []).append(_where_of_quote(quote, source_file))
    for fact in finding.cells:
        title = f"《{fact.document}》" if fact.document_id != finding.document_id else ""
        groups.setdefault(f"{title}{fact.table_title or fact.table_kind}", []).append(where_of_fact(fact))
    return "；".join(at(name, _joined(dict.fromkeys(places))) for name, places in groups.items())


def quote_of(statement: Statement, document: Document) -> Quote:
    """The sentence of a statement as evidence."""
    return Quote(document.id, document.title, statement.section, statement.quote, statement.place, statement.passage_id)


def _heading_words(quote: Quote) -> str:
    """The heading that a quote stands under, without 关于某部门某年."""
    if not quote.section:
        return "文字"
    heading = _OPENING.sub(lambda match: match["number"] or "", quote.section[-1]).rstrip("。")
    return f"文字{nested_quotes(f'“{heading}”')}"


def _where_of_quote(quote: Quote, source_file: str) -> str:
    place = quote.place
    return place_words(source_file, page=place.page, sheet=place.sheet or "", row=place.row, line=place.line)


def _joined(places: Iterable[str]) -> str:
    """第 3、5、8 行 for three places that differ in their numbers only."""
    groups: dict[tuple[str, str], list[str]] = {}
    for place in filter(None, places):
        match = _NUMBERED.fullmatch(place)
        key = (match["before"], match["after"]) if match else (place, "")
        groups.setdefault(key, []).append(match["number"] if match else "")
    return "，".join(f"{before}{_listed(numbers)}{after}" for (before, after), numbers in groups.items())


def _listed(numbers: Sequence[str]) -> str:
    """Numbers in their order, with runs in short: 233–239、241."""
    runs: list[list[str]] = []
    for number in sorted(numbers, key=lambda one: int(one.partition("–")[0])):
        if runs and number.isdigit() and runs[-1][-1].isdigit() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    short = [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return "、".join(short[:_MOST_RUNS]) + ("等" if len(short) > _MOST_RUNS else "")
