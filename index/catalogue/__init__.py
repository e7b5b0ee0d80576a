"""The domain as data: subjects, kinds of table, measures, sources of funds and everyday words.

Each function reads its file once and gives immutable values. Names are compared by
`folded`, which hides white space, bracket width and the differences that extraction makes.
"""

from __future__ import annotations

from index.catalogue.kinds import KindSpec, table_kinds
from index.catalogue.measures import (
    THREE_PUBLIC_KINDS,
    fund_of,
    funds,
    measure_of,
    measures,
    prefixed_groups,
    three_public_kind,
    transparent_groups,
)
from index.catalogue.spoken import measure_synonyms, synonyms
from index.catalogue.subjects import (
    Classification,
    Subject,
    economic_subjects,
    functional_subjects,
    subject_of,
    subjects,
    subjects_named,
)
from index.catalogue.wording import folded

__all__ = [
    "Classification",
    "KindSpec",
    "Subject",
    "THREE_PUBLIC_KINDS",
    "economic_subjects",
    "folded",
    "functional_subjects",
    "fund_of",
    "funds",
    "measure_of",
    "measure_synonyms",
    "measures",
    "prefixed_groups",
    "subject_of",
    "subjects",
    "subjects_named",
    "synonyms",
    "table_kinds",
    "three_public_kind",
    "transparent_groups",
]
