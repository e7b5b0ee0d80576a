"""Questions generated over a store, with answers computed apart from the pipeline that is measured.

Every family draws facts at random, words a question about them in one of many ways and computes the
right answer with a few lines of its own from the exported facts or from the text of the source.
`python -m benchmarks.generated_questions --store DIR --count 2000` asks and scores them.

Where a question fits several figures of the document (one subject in two tables of different scope,
a subject and a project of one name), the headline may be any of them, or the assistant may ask back
if it states at least one of them. A table named in the question leaves only that table's figure.
"""
