"""The parsed facts as a table file, one row a data cell, with the columns of the outward contract."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import UsageError
from index.facts import export_columns
from index.place_words import has_lines
from index.system_errors import reason_of

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "xlsx", "parquet")

# Spreadsheets run what starts like this, unless it is a number or nothing but signs (an indicator's "=").
# Some take the full-width signs for the ordinary ones.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_HARMLESS = re.compile(r"[+\-＋－]?\d[\d,，]*(?:[.．]\d+)?[%％]?|[=＝]|[+\-＋－—<>≥≤]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_ROWS = 1_048_576


def format_of(target: Path, chosen: str | None = None) -> str:
    """The format to write: the one chosen, else that of the file's suffix. UsageError for others."""
    found = chosen or target.suffix.lower().lstrip(".")
    if found not in FORMATS:
        raise UsageError(f"无法从文件名“{target.name}”看出格式，请用 --format 指定 {'、'.join(FORMATS)} 之一。")
    return found


def export_facts(facts: pd.DataFrame, target: Path, chosen: str | None = None) -> int:
    """Writes the facts to `target` and gives the number of rows. A file that stood there is replaced
    only when the new one is whole. UsageError when it cannot be written."""
    write = _WRITERS[format_of(target, chosen)]
    if target.is_dir():
        raise UsageError(f"{target} 是文件夹，请给出要写的文件名。")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        write(_with_printed_lines(facts)[list(export_columns)], draft)
        os.replace(draft, target)
    except OSError as error:
        raise UsageError(f"文件 {target} 无法写入：{reason_of(error)}。") from error
    finally:
        draft.unlink(missing_ok=True)
    return len(facts)


def _with_printed_lines(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts with a line only where people can count it: in text files, and as the row of a sheet."""
    in_text = facts["source_file"].map(has_lines).astype(bool)
    return facts.assign(line=facts["line"].where(in_text, facts["sheet_row"]))


def as_plain_text(text: str) -> str:
    """`text` such that no spreadsheet takes it for a formula: marked as text by an apostrophe where
    it begins like one."""
    if _FORMULA.match(text) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def _rows(facts: pd.DataFrame) -> Iterator[list[Any]]:
    """The rows with None for what is empty and with texts made harmless."""
    columns = [facts[name].astype(object).where(facts[name].notna(), None) for name in facts.columns]
    for row in zip(*columns, strict=True):
        yield [as_plain_text(value) if isinstance(value, str) else value for value in row]


def _plain_decimal(value: Decimal) -> str:
    """12.50000000 as 12.5, without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _write_csv(facts: pd.DataFrame, target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(facts.columns)
        for row in _rows(facts):
            writer.writerow([_plain_decimal(value) if isinstance(value, Decimal) else value for value in row])


def _write_xlsx(facts: pd.DataFrame, target: Path) -> None:
    if len(facts) >= _SHEET_ROWS:
        raise UsageError(f"数据有 {len(facts)} 行，超过一张工作表的上限，请改用 csv 或 parquet。")
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.freeze_panes = "A2"

    def cell_of(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, _CONTROL.sub("", value))
        cell.data_type = "s"  # never a formula
        return cell

    sheet.append(list(facts.columns))
    for row in _rows(facts):
        sheet.append([cell_of(value) for value in row])
    book.save(target)


def _write_parquet(facts: pd.DataFrame, target: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pandas(facts, preserve_index=False).replace_schema_metadata(None), target)


_WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "parquet": _write_parquet,
}
