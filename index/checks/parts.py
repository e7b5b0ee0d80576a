"""Narrative: totals and parts within one sentence, lists of names against the tables, and counts of projects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from index.amounts import Amount, in_unit
from index.catalogue.measures import fund_of, measure_of
from index.catalogue.subjects import Classification, subjects_named
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, grain_of, plain, printed, severity_of
from index.checks.mention import Mention
from index.checks.mentions import mentions_of
from index.checks.readings import bind
from index.checks.scopes import WHOLE, figures_of, side_total
from index.checks.sums import listed
from index.findings import Proof, Severity
from index.model import DataRow, Fact, ItemKind, Passage, TableKind
from index.statements import sentences

_FISCAL = ("一般公共预算", "政府性基金", "国有资本经营预算")
_PROCUREMENT = re.compile("(?:货物|工程|服务)类?(?:采购)?(?:预算|支出|金额)?(?:总额)?为?$")
_VEHICLES = re.compile(
    r"(?:车辆|公务用车)\s*(?:共计?|合计)?\s*(?P<total>\d+)\s*辆[^。；]*?其中[:：，,]?(?P<parts>[^。；]*)"
)
_INCOME_LIST = re.compile(r"收入包括[:：]?(?P<names>[^。；;\d]+)(?=[。；;]|$)")
_COUNT = re.compile(r"(\d+)\s*辆")
_INNER = re.compile(r"(?<=辆)[（(][^（()）]*[)）]")  # what one kind is made up of: 其他用车3辆（通勤车1辆、救护车2辆）
_SPENDING_LIST = re.compile(r"支出包括[:：]?(?P<names>[^。；\d]+)(?=[。；]|$)")
_ECONOMIC_LIST = re.compile(
    r"(?P<measure>人员经费|公用经费)[^。；]*?(?:主要包括|包括|包含)[:：]?(?P<names>[^。；;\d]+)"
)
_ABOVE_PROJECTS = (ItemKind.UNIT, ItemKind.FUNCTIONAL)
_EVALUATED = re.compile(r"评价|自评|抽取|抽查")  # of some of the projects only
_PROJECTS = re.compile(
    r"(?P<count>\d+)\s*个\s*(?P<level>一级|二级)?项目|(?P<level2>一级|二级)项目\s*(?:共计?)?\s*(?P<count2>\d+)\s*个"
)


def check_procurement_parts(ledger: Ledger) -> Iterator[Trouble]:
    """政府采购 = 货物 + 工程 + 服务, within the sentence that states them."""
    by_sentence: dict[str, list[Mention]] = {}
    for mention in mentions_of(ledger):
        if "政府采购" in mention.sentence and mention.amount is not None:
            by_sentence.setdefault(mention.sentence, []).append(mention)
    for group in by_sentence.values():
        parts = [one for one in group if _PROCUREMENT.search(one.subject) and one.part]
        wholes = [one for one in group if not one.part and not _PROCUREMENT.search(one.subject)]
        if len(parts) > 1 and wholes:
            yield from _sum(ledger, wholes[0], parts)


def check_named_parts(ledger: Ledger) -> Iterator[Trouble]:
    """总预算 a 万元，其中 b、c：the parts never exceed the whole, and make it up where 合计 says so."""
    by_sentence: dict[str, list[Mention]] = {}
    for mention in mentions_of(ledger):
        if mention.amount is not None and not mention.inner:
            by_sentence.setdefault(mention.sentence, []).append(mention)
    for group in by_sentence.values():
        whole, *rest = group
        if folded(whole.sentence).startswith("其中"):
            continue  # the whole is told in the sentence before
        parts = [one for one in rest if one.part and not re.search("合计|共计|总", one.subject)]
        if whole.part or whole.amount is None or len(parts) < 2 or len(parts) < len(rest) - 1:
            continue
        if bind(ledger, whole) or is_procurement_part(whole):
            continue
        for trouble in _sum(ledger, whole, parts):
            if trouble.expected and trouble.actual and trouble.expected > trouble.actual:
                yield trouble


def is_procurement_part(mention: Mention) -> bool:
    """Whether a mention takes part in the sum of a sentence about procurement."""
    return "政府采购" in mention.sentence and bool(re.search("货物|服务", mention.sentence))


def _sum(ledger: Ledger, whole: Mention, parts: Sequence[Mention]) -> Iterator[Trouble]:
    if whole.amount is None:
        return
    amounts = [part.amount for part in parts if part.amount]
    expected = sum((_yuan(amount) for amount in amounts), Decimal(0))
    grain = max(grain_of(amount.value, amount.unit) for amount in (whole.amount,))
    severity = severity_of(_yuan(whole.amount) - expected, grain, len(amounts))
    if severity:
        unit = whole.amount.unit
        due = plain(in_unit(expected, "元", unit))
        message = f"文字写{whole.said}{printed(whole.amount.value, unit)}，其中各项之和为 {printed(due, unit)}。"
        same = {amount.unit for amount in amounts} == {unit}
        proofs = (Proof(due, unit, " + ".join(str(amount.value) for amount in amounts)),) if same else ()
        yield Trouble(severity, message, due, whole.amount.value, unit, (), (whole.quote(ledger),), proofs)


def _yuan(amount: Amount) -> Decimal:
    return in_unit(amount.value, amount.unit, "元")


def _paragraphs(ledger: Ledger) -> Iterator[Passage]:
    return (passage for passage in ledger.document.passages if passage.kind not in ("definition", "table"))


def check_vehicles(ledger: Ledger) -> Iterator[Trouble]:
    """共有车辆 n 辆，其中 …: the kinds make up the whole."""
    for passage in _paragraphs(ledger):
        for match in _VEHICLES.finditer(passage.text):
            parts = [int(count) for count in _COUNT.findall(_INNER.sub("", match["parts"]))]
            total = int(match["total"])
            if len(parts) > 1 and sum(parts) != total:
                message = f"文字写车辆共 {total} 辆，其中各类之和为 {sum(parts)} 辆。"
                quote = ledger.quote(match[0], passage.section, passage.place, passage.id)
                yield Trouble(Severity.ERROR, message, Decimal(sum(parts)), Decimal(total), "辆", (), (quote,))


def check_spending_list(ledger: Ledger) -> Iterator[Trouble]:
    """支出包括：… lists the 类 of 收支总表: no more and no fewer."""
    found = figures_of(ledger, TableKind.BALANCE).found
    held = {
        folded(fact.item): fact for fact in found.values() if fact.item_kind == ItemKind.FUNCTIONAL and fact.level == 1
    }
    held = {name: fact for name, fact in held.items() if fact.value}
    for passage in _paragraphs(ledger):
        for match in _SPENDING_LIST.finditer(passage.text):
            names = [folded(name) for name in re.split("、|和(?=[^、]*$)", match["names"]) if folded(name)]
            joined = folded(match["names"])
            listed_names = [folded(name) for name in match["names"].split("、") if folded(name)]
            known = [name for name in listed_names if subjects_named(name, Classification.FUNCTIONAL)]
            if not held or len(known) < len(names) / 2:
                continue
            quote = ledger.quote(_sentence_of(passage, match), passage.section, passage.place, passage.id)
            extra = [name for name in known if name not in held]
            missing = [fact for name, fact in held.items() if name not in joined]
            if extra:
                message = f"文字说支出包括{listed(extra)}，收支总表里没有{_these(extra)}的数。"
                total = tuple(side_total(ledger, TableKind.BALANCE, "支出")[-1:])
                yield Trouble(Severity.ERROR, message, cells=total, quotes=(quote,))
            if missing:
                message = f"收支总表里有{listed([fact.item for fact in missing])}的支出，文字列举的支出里没有。"
                yield Trouble(Severity.ERROR, message, cells=tuple(missing), quotes=(quote,))


def check_income_list(ledger: Ledger) -> Iterator[Trouble]:
    """收入包括：… names every source of income that 收支总表 has an amount of."""
    lines = [fact for fact in ledger.amounts((TableKind.BALANCE,)) if fact.item_kind == ItemKind.INCOME and fact.value]
    held = {name: fact for fact in lines if (name := fund_of(fact.item)) and name != "财政拨款"}
    for passage in _paragraphs(ledger):
        for match in _INCOME_LIST.finditer(passage.text):
            words = [measure_of(folded(name)) for name in re.split("[、和及]|以及", match["names"])]
            whole = any(word == "财政拨款" for word in words)
            missing = [fact for name, fact in held.items() if name not in words and not (whole and name in _FISCAL)]
            if missing and any(word in held for word in words):
                names = listed([fact.item for fact in missing])
                quote = ledger.quote(_sentence_of(passage, match), passage.section, passage.place, passage.id)
                message = f"收支总表里有{names}的收入，文字列举的收入里没有。"
                yield Trouble(Severity.ERROR, message, cells=tuple(missing), quotes=(quote,))


def _sentence_of(passage: Passage, match: re.Match[str]) -> str:
    for start, end in sentences(passage.text):
        if start <= match.start() < end:
            return passage.text[start:end].strip()
    return match[0]


def check_economic_list(ledger: Ledger) -> Iterator[Trouble]:
    """人员经费 …，主要包括：… against the subjects of 基本支出表."""
    found = figures_of(ledger, TableKind.BASIC).found
    items = {folded(fact.item) for fact in found.values() if fact.value and fact.item_kind == ItemKind.ECONOMIC}
    if not items:
        return
    for passage in _paragraphs(ledger):
        match = _ECONOMIC_LIST.search(passage.text)
        if match is None:
            continue
        names = [_economic_name(name) for name in re.split("[、，,]", match["names"])]
        subjects = [name for name in names if name and subjects_named(name, Classification.ECONOMIC)]
        if len(subjects) < len(names) / 2:
            continue
        quote = ledger.quote(_sentence_of(passage, match), passage.section, passage.place, passage.id)
        extra = [name for name in subjects if not any(item.endswith(name) for item in items)]
        if extra:
            message = f"文字说{match['measure']}包括{listed(extra)}，基本支出表里没有{_these(extra)}的数。"
            total = figures_of(ledger, TableKind.BASIC).get(WHOLE, match["measure"])
            yield Trouble(Severity.ERROR, message, cells=(total,) if total else (), quotes=(quote,))
        unnamed = _unnamed(found.values(), match["measure"], names)
        if unnamed and not re.search("等[。；]?$", match["names"].strip()):
            names_held = listed([f"{one.item} {one.raw}" for one in unnamed])
            message = f"基本支出表的{match['measure']}里有{names_held}，文字没有列出。"
            yield Trouble(Severity.NOTE, message, cells=tuple(unnamed), quotes=(quote,))


def _these(names: Sequence[str]) -> str:
    return "这些科目" if len(names) > 1 else "这个科目"


def _economic_name(words: str) -> str:
    return re.sub(r"(?:等|等支出)?[。;]?$", "", folded(words)).strip()


def _unnamed(facts: Iterable[Fact], measure: str, names: Sequence[str]) -> list[Fact]:
    """The cells of a column whose subjects the text does not name."""
    return [
        fact
        for fact in facts
        if fact.measure == measure and fact.value and fact.level > 1 and folded(fact.item) not in names
    ]


def _level_among(project: DataRow, heads: set[str]) -> int:
    """The level of a project among projects: none of those above it counts where a unit or a subject heads it."""
    return project.level - len(project.parents) if heads.intersection(project.parents) else project.level


def check_project_counts(ledger: Ledger) -> Iterator[Trouble]:
    """The number of projects that the narrative states against the tables."""
    by_level = _projects(ledger)
    if not any(by_level.values()):
        return
    for passage in _paragraphs(ledger):
        for match in _PROJECTS.finditer(passage.text):
            if _EVALUATED.search(_sentence_of(passage, match)):
                continue
            level = match["level"] or match["level2"] or ""
            count = int(match["count"] or match["count2"])
            counts = by_level.get(level) or set().union(*by_level.values())
            if counts and count not in counts and ("绩效" in passage.text or level):
                held = "或".join(str(one) for one in sorted(counts))
                message = f"文字写{level}项目 {count} 个，表里列有 {held} 个。"
                quote = ledger.quote(_sentence_of(passage, match), passage.section, passage.place, passage.id)
                expected = Decimal(min(counts, key=lambda one: abs(one - count)))
                severity = Severity.ERROR if count < max(counts) or _lists_projects(ledger) else Severity.NOTE
                yield Trouble(severity, message, expected, Decimal(count), "个", (), (quote,))


def _lists_projects(ledger: Ledger) -> bool:
    """Whether there is a table of all projects; of some only the indicators may be made public."""
    return any(table.rows for table in ledger.of_kind(TableKind.PROJECT))


def _projects(ledger: Ledger) -> dict[str, set[int]]:
    """How many projects of each level the tables list; a table of one level may list either."""
    counts: dict[str, set[int]] = {"一级": set(), "二级": set()}
    tables = [table for table in ledger.of_kind(TableKind.PROJECT) if table.rows]
    for table in tables:
        heads = {row.unit_name or row.item for row in table.rows if row.item_kind in _ABOVE_PROJECTS}
        for level, name in ((1, "一级"), (2, "二级")):
            own = [row for row in table.rows if row.project and _level_among(row, heads) == level]
            rows = {(row.unit_name, folded(row.project)) for row in own}
            above = {row.parents[-1] for row in own if level > 1 and row.parents}
            counts["一级"] |= {len(above)} if above else set()
            if rows:
                counts[name].add(len(rows))
                if len(tables) == 1:
                    counts["二级"].add(len(rows))
    judged = {folded(row.project) for table in ledger.of_kind(TableKind.INDICATOR) for row in table.rows if row.project}
    forms = [table for table in ledger.of_kind(TableKind.PROJECT_INFO) if any(row.project for row in table.rows)]
    counts["二级"] |= {len(judged)} if judged else set()
    counts["二级"] |= {len(forms)} if forms else set()
    return counts
