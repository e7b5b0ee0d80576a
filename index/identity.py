"""Whose document it is, of which year, and what kind: told from cover, headings and first sentences.

No single place can be trusted: covers are lost or left over from the year before, headings use
short names, dates stand beside budget years. Each question is answered from all the evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from index.line_kinds import (
    ends_sentence,
    is_bare_year,
    is_contents_title,
    is_organisation,
    is_unit_line,
    labelled_name,
    squeeze,
    strip_role,
)
from index.model import Basis, Block, Grid, Heading, Paragraph
from index.numbering import parse_mark
from index.regions import region_of
from index.subordinates import units_in

_NAME = r"[^，。；：！？,;:!?\d]"
_YEAR = r"(?P<year>20\d\d)(?:年度?|度)"
_KIND = r"(?P<scope>[省市区县]本?级)?(?P<level>部门|单位)?(?P<basis>预算|决算)"
_NAME_FIRST = re.compile(rf"^(?P<name>{_NAME}{{2,60}}?){_YEAR}{_KIND}")
_YEAR_FIRST = re.compile(rf"^{_YEAR}(?P<name>{_NAME}{{3,60}}?)(?:的)?{_KIND}")
_SHORT_YEAR = re.compile(rf"^(?P<name>{_NAME}{{2,60}}?)(?P<year>\d\d)年度?{_KIND}")
_SUBJECT_OF_HEADING = re.compile(rf"^关于(?P<name>{_NAME}{{3,60}}?)20\d\d年")
_SUBJECT_OF_SENTENCE = re.compile(rf"(?:^|，)(?P<name>{_NAME}{{3,60}}?)(?:所有收入和支出|的?(?:主要职责|主要职能))")
_SHORT_NAME = re.compile(
    r"(?P<full>[\u4e00-\u9fff]{4,50})[（(]以下简称[:：]?[“\"]?(?P<short>[^“”\"）)]{2,20})[”\"]?[）)]"
)
_BODY_OF_TABLE = re.compile(rf"^(?P<name>{_NAME}{{3,40}}?)20\d\d年(?:度|[^，。；：\d]){{2,30}}表$")
_BEFORE_FULL_NAME = re.compile(r"^.*(?:包括|关于|根据|是指|由|对|是)")
_BUDGET_YEAR = re.compile(r"(20\d\d)年(?!\d{1,2}月)|年度[:：]?(20\d\d)|^(20\d\d)$")
_YEAR_OF_BASIS = re.compile(r"(20\d\d)年度?[^，。；]{0,12}(?:预算|决算)")
_CHINESE_YEAR = re.compile(r"二[〇○零OＯ0]([〇○零一二三四五六七八九]{2})年")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MAX_COVER_BLOCKS = 10
_MAX_COVER_LENGTH = 80
_MAX_TITLE_LINES = 4
_MAX_FORM_ROWS = 4
_BODY_LABEL = re.compile(r"^(?:预算|主管|填报|编制|申报)?(?:部门|单位)(?:[(（](?:部门|单位)[)）])?(?:名称)?[:：]?$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is. Empty strings and None where the document does not tell."""

    title: str
    department: str
    region: str
    year: int | None
    basis: Basis
    level: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Title:
    """A line that names body, year and kind of document."""

    text: str
    name: str
    year: int
    level: str
    basis: Basis


def identify(blocks: Sequence[Block], file_name: str) -> Identity:
    """The identity of a document; where it names no body, the file's name is its title."""
    stems = [_plain(part) for part in re.split(r"[_\s]+", PurePath(file_name).stem) if part]
    cover = _cover_lines(blocks)
    headings = [_plain(block.text) for block in blocks if isinstance(block, Heading)]
    titles = [*_titles(cover), *_titles(headings), *filter(None, map(_title_of, stems))]
    title = titles[0] if titles else None
    short_names = _short_names(blocks)
    department = _department(title, blocks, headings, stems, short_names)
    year = _year(title, cover, headings, blocks)
    basis = title.basis if title else _basis([*cover, *headings, *stems])
    level = title.level if title and title.level else _level([*cover, *headings, *stems])
    return Identity(
        title=_printed_title(title, department, year, level, basis) or PurePath(file_name).stem,
        department=department,
        region=region_of(department) or _region_around(headings),
        year=year,
        basis=basis,
        level=level,
        units=_units(blocks, department, short_names),
    )


def _plain(text: str) -> str:
    """A line without number, marks and inner spaces, its year in digits."""
    mark = parse_mark(text)
    line = squeeze(text[mark.end :] if mark else text).replace("**", "")
    return _CHINESE_YEAR.sub(lambda found: f"20{found[1].translate(_CHINESE_DIGITS)}年", line)


def _cover_lines(blocks: Sequence[Block]) -> list[str]:
    """The short lines before the contents, the first numbered heading or the first sentence."""
    lines: list[str] = []
    for block in blocks[:_MAX_COVER_BLOCKS]:
        if isinstance(block, Grid) or is_contents_title(block.text) or parse_mark(block.text):
            break
        if len(block.text) > _MAX_COVER_LENGTH or (isinstance(block, Paragraph) and ends_sentence(block.text)):
            break
        lines.append(_plain(block.text))
    return lines


def _titles(lines: Sequence[str]) -> Iterable[_Title]:
    """The titles among lines; body, year and kind may stand on lines of their own, the body last too."""
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        together = ("".join(lines[index : index + count]) for count in range(1, _MAX_TITLE_LINES + 1))
        title = next(filter(None, map(_title_of, (*together, following + line))), None)
        if title:
            yield title


def _title_of(text: str) -> _Title | None:
    if "预算" not in text and "决算" not in text:
        return None
    for pattern in (_NAME_FIRST, _YEAR_FIRST, _SHORT_YEAR):
        match = pattern.match(text)
        if match and is_organisation(match["name"]):
            year = int(match["year"])
            name = strip_role(match["name"])
            level = match["level"] or ("部门" if match["name"].endswith(("（部门）", "(部门)")) else "")
            text = match[0].replace(match["name"], name)
            return _Title(text, name, year if year > 100 else 2000 + year, level, Basis(match["basis"]))
    return None


def _printed_title(title: _Title | None, department: str, year: int | None, level: str, basis: Basis) -> str:
    """The title as the document prints it where it gives the year rightly, after the name; else composed."""
    if title and title.year == year and _NAME_FIRST.match(title.text):
        return title.text
    return f"{department}{year}年{level}{basis}" if department and year else ""


def _short_names(blocks: Sequence[Block]) -> dict[str, str]:
    """Short names with the full names they stand for: …办公室（以下简称区人大办）."""
    found: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and "以下简称" in block.text:
            for match in _SHORT_NAME.finditer(squeeze(block.text)):
                found.setdefault(match["short"], _BEFORE_FULL_NAME.sub("", match["full"]))
    return found


def _department(
    title: _Title | None,
    blocks: Sequence[Block],
    headings: Sequence[str],
    stems: Sequence[str],
    short_names: dict[str, str],
) -> str:
    """The body's full official name, by the best evidence there is."""
    coded = _most_common(_names_in_captions(blocks))
    in_forms = _most_common(_names_in_forms(blocks))
    if title:
        name = short_names.get(title.name, title.name)
        fuller = (full for full in (coded, in_forms) if is_organisation(full) and _stands_for(name, full))
        return next(fuller, name)
    subjects = [match["name"] for match in map(_SUBJECT_OF_HEADING.match, headings) if match]
    titles = _most_common(_bodies_of_tables(blocks))
    for name in (coded, in_forms, _most_common(subjects), titles, _first_subject(blocks), *stems):
        full = short_names.get(name, name)
        if is_organisation(full):
            return strip_role(full)
    return ""


def _names_in_captions(blocks: Sequence[Block]) -> Iterable[str]:
    """The bodies that lines above tables name: 101 某市某局, 部门：某市某局, or both beside what else the caption says
    (公开01表 部门：某市某局 金额单位：元)."""
    for block in blocks:
        if isinstance(block, Grid) or len(block.text) > _MAX_COVER_LENGTH:
            continue
        beside = (labelled_name(part) for part in block.text.split())
        yield squeeze(labelled_name(block.text) or next(filter(None, beside), ""))


def _names_in_forms(blocks: Sequence[Block]) -> Iterable[str]:
    """The bodies that the first rows of tables name: 部门名称 | 某市某局, or both in one cell, or 某市某局 |
    单位：万元."""
    for block in blocks:
        for row in block.rows[:_MAX_FORM_ROWS] if isinstance(block, Grid) else ():
            cells = [squeeze(cell) for cell in row.cells if cell]
            beside = (name for label, name in pairwise(cells) if _BODY_LABEL.match(label))
            bare = cells if any(map(is_unit_line, cells)) else ()
            yield from (name for name in (*beside, *map(labelled_name, cells), *bare) if is_organisation(name))


def _bodies_of_tables(blocks: Sequence[Block]) -> Iterable[str]:
    """The bodies that titles of tables begin with: 某市某局2024年部门收支总表."""
    for block in blocks:
        lines = (
            [cell for row in block.rows[:1] for cell in row.cells if cell] if isinstance(block, Grid) else [block.text]
        )
        named = (_BODY_OF_TABLE.match(squeeze(line)) for line in lines if len(line) <= _MAX_COVER_LENGTH)
        yield from (found["name"] for found in named if found and is_organisation(found["name"]))


def _most_common(names: Iterable[str]) -> str:
    counted = Counter(strip_role(name) for name in names if name)
    return counted.most_common(1)[0][0] if counted else ""


def _first_subject(blocks: Sequence[Block]) -> str:
    for block in blocks:
        if isinstance(block, Paragraph):
            match = _SUBJECT_OF_SENTENCE.search(squeeze(block.text))
            if match and is_organisation(match["name"]):
                return strip_role(match["name"])
    return ""


def _stands_for(short: str, full: str) -> bool:
    """Whether `short` abbreviates the name `full` or leaves out the place before it (区教育局)."""
    return _abbreviates(short, full) or (full != short and full.endswith(short) and bool(region_of(full)))


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` is made of characters of `full` in their order (人社局, 人力资源和社会保障局)."""
    remaining = iter(full)
    return len(short) < len(full) and short[0] == full[0] and all(char in remaining for char in short)


def _year(title: _Title | None, cover: Sequence[str], headings: Sequence[str], blocks: Sequence[Block]) -> int | None:
    """The budget year by majority of title, headings and table heads; dates do not count."""
    votes: Counter[int] = Counter()
    if title:
        votes[title.year] += 3
    labels = (_plain(block.text) for block in blocks if isinstance(block, Paragraph) and len(block.text) <= 20)
    lines = [*cover, *headings, *(label for label in labels if "年度" in label or is_bare_year(label))]
    votes.update(_years_in(_BUDGET_YEAR, lines))
    if not votes:
        texts = [squeeze(block.text) for block in blocks if isinstance(block, Paragraph)]
        cells = (
            squeeze(cell) for block in blocks if isinstance(block, Grid) for row in block.rows[:4] for cell in row.cells
        )
        votes.update(_years_in(_YEAR_OF_BASIS, [*texts, *cells]))
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _years_in(pattern: re.Pattern[str], lines: Iterable[str]) -> Iterable[int]:
    for line in lines:
        match = pattern.search(line)
        if match:
            yield int(next(group for group in match.groups() if group))


def _basis(lines: Iterable[str]) -> Basis:
    plain = [line.replace("预决算", "") for line in lines]
    final = sum("决算" in line for line in plain)
    return Basis.FINAL if final > sum("预算" in line for line in plain) else Basis.BUDGET


def _level(lines: Iterable[str]) -> str:
    counted = Counter(level for line in lines for level in re.findall(r"(部门|单位)(?:预算|决算)", line))
    return "单位" if counted["单位"] > counted["部门"] else "部门"


def _region_around(headings: Iterable[str]) -> str:
    """The place that the headings name where the body's name does not tell it."""
    counted = Counter(region for region in map(region_of, headings) if region)
    return counted.most_common(1)[0][0] if counted else ""


def _units(blocks: Sequence[Block], department: str, short_names: dict[str, str]) -> tuple[str, ...]:
    """Subordinate units by full name; the department itself, under whatever name, is none."""
    names = (short_names.get(name, name) for name in units_in(blocks))
    return tuple(dict.fromkeys(name for name in names if name != department and not _abbreviates(name, department)))
