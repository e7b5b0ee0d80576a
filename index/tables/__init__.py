"""Table understanding: from the blocks of a document to tables whose every cell has its full meaning.

The pipeline, one small module a step, in this order:

1. `regions`     grids with the lines above them (title, department, unit) and the notes below
2. `headers`     header rows of any depth to column paths, broken words mended
3. `joining`     pages to tables; repeated headers and frozen rows dropped
4. `roles`       what each column holds, and how the rows are to be read
5. `cleaning`    rows that are no data dropped, with a record; `wrapping` rows broken over two lines made whole;
   `kinds` the kind from evidence
6. `rows`, `lists`, `indicators`, `forms`   rows of each shape, with their ancestors (`hierarchy`)
7. `projects`, `names`   levels of projects linked, names that were cut off completed
"""

from __future__ import annotations

from index.tables.pipeline import build_tables

__all__ = ["build_tables"]
