"""Tables of no known kind that a question names by their titles (政府购买服务支出表)."""

from __future__ import annotations

import re

from assistant.facts import FactTable
from assistant.found import Found, found_of

_FRAME = re.compile(
    r"^.*?20\d\d\s*年(?:度)?|^.*?表\s*\d+\s|政府|部门|单位|预算|支出|项目|情况|明细|一览|总?表$|[（(].*?[)）]"
)
_SHORTEST = 3  # characters of a title without the words that many titles have


def titled(document_id: str, question: str, facts: FactTable) -> list[Found]:
    """The amounts of the table that the question names, row by row; empty where it names none."""
    rows = facts.of_document(document_id)
    rows = rows[rows["value"].notna() & (rows["table_kind"] == "其他") & (rows["measure"] == "合计")]
    topics = {str(title): _FRAME.sub("", str(title)) for title in rows["table_title"].unique()}
    named = next((title for title, topic in topics.items() if len(topic) >= _SHORTEST and topic in question), "")
    rows = rows[(rows["table_title"] == named) & (rows["item_kind"] != "total")] if named else rows.iloc[:0]
    return [found_of(row) for row in rows.to_dict("records")]
