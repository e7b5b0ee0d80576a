"""Reasons that a table prints in a column of its own, beside the change of a row (增减原因, 变动说明)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import Context
from assistant.found import cell_of
from assistant.prompting import say
from assistant.understand.text import unit_key

_COLUMN = re.compile("(?:增减|变动|变化|增长|调整)(?:情况|的|主要)*(?:原因|说明|理由)|^原因")


def tell_reason_cells(documents: Sequence[str], names: Sequence[str], unit_name: str, context: Context) -> bool:
    """Quotes what the column of reasons says in the rows of some items, of one unit where one is named; False where it
    says nothing of them."""
    done = False
    for document in documents if names else ():
        rows = context.facts.of_document(document)
        rows = rows[rows["value"].isna() & rows["item"].isin(names)]
        card = context.snapshot.card(document)
        for record in rows.to_dict("records"):
            column = str(record["column"]).rpartition(" / ")[2]
            own = not unit_name or unit_key(str(record["unit_name"])) == unit_key(unit_name)
            if not own or not _COLUMN.search(column):
                continue
            words, mark = " ".join(str(record["raw"]).split()), context.draft.cite_cell(cell_of(record))
            where = f"{card.department}{card.year or ''}年{card.basis}"
            context.draft.say(
                say("quoted_row", where=where, label=f"{record['item']} · {column}", words=words, cite=mark)
            )
            done = True
    return done
