"""Trains the query adapter of the embedded encoder: a small change of the question's vector that brings it
nearer to the passages that answer it.

    python benchmarks/adapter.py

The pairs come from the samples, which are invented, and from no other document: the questions of
tests/spec/narrative.toml about them, and questions made from their definitions, duties and statements. Of a
question's document all other passages are its wrong answers. The passages' vectors stay as they are, so a
store needs no new encoding. Takes about a minute on two cores and writes `index/e5/query_adapter.npz`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.narrative.definitions import definition_of  # noqa: E402
from assistant.narrative.library import library_of  # noqa: E402
from assistant.narrative.relevance import without_names  # noqa: E402
from benchmarks.retrieval import cases_of, snapshot_of  # noqa: E402
from index.e5.adapter import ADAPTER  # noqa: E402
from index.encoder import EmbeddedEncoder, Vectors  # noqa: E402
from index.model import Passage  # noqa: E402
from index.store import Snapshot  # noqa: E402

RANK, ROUNDS, RATE, DECAY, TEMPERATURE = 16, 40, 3e-3, 0.1, 0.02
SEED = 7
_MARK = re.compile(r"^[（(\d一二三四五六七八九十）).、\s]+")
_VERB = re.compile("^(?:负责|组织|承担|指导|管理|开展|推进|制定|编制|拟订|保障|监督|协调)")

Pair = tuple[str, frozenset[str]]  # a question and the ids of the passages that answer it


def asked_pairs(snapshot: Snapshot) -> Iterator[Pair]:
    """The questions of the specification with the passages that answer them."""
    for case in cases_of(snapshot):
        names = library_of(snapshot).names(case.documents)
        own = [p for p in snapshot.passages if p.document_id in case.documents]
        right = frozenset(p.id for p in own if case.is_right(p.text, " / ".join(p.section)))
        if right:
            yield without_names(case.question, names), right


def made_pairs(snapshot: Snapshot) -> Iterator[Pair]:
    """Questions made from definitions, duties and statements, each once."""
    made: dict[tuple[str, str], None] = {}
    for passage in snapshot.passages:
        made.update(dict.fromkeys((question, passage.id) for question in _questions_on(passage)))
    for one in snapshot.statements:
        if one.direction and 2 < len(one.subject) < 16:
            made[(f"{one.subject}为什么{one.direction}", one.passage_id)] = None
            made[(f"{one.subject}{one.direction}的原因是什么", one.passage_id)] = None
    yield from ((question, frozenset({passage})) for question, passage in made)


def _questions_on(passage: Passage) -> Iterator[str]:
    definition = definition_of(passage) if passage.kind == "definition" else None
    if definition:
        yield f"{definition.terms[0]}是什么意思"
        yield f"怎么理解{definition.terms[0]}"
    if passage.part == "概况" and passage.kind == "item":
        for clause in re.split("[，。；、]", _MARK.sub("", passage.text))[:3]:
            matter = _VERB.sub("", clause)
            if 3 < len(matter) < 14:
                yield f"{matter}归谁管"
                yield f"谁负责{matter}"


def trained(sets: Sequence[Sequence[Pair]], snapshot: Snapshot, encoder: EmbeddedEncoder) -> tuple[Vectors, Vectors]:
    """The two factors of the change, (dimension, rank) and (rank, dimension)."""
    torch.manual_seed(SEED)
    passages = snapshot.passages
    found = snapshot.vectors()._collection.get(include=["embeddings"])
    by_id = dict(zip(found["ids"], found["embeddings"], strict=True))
    texts = torch.tensor(np.stack([by_id[passage.id] for passage in passages]), dtype=torch.float32)
    document_of = {passage.id: passage.document_id for passage in passages}
    work = []
    for pairs in sets:
        asked = torch.tensor(np.stack([encoder.encode_query(question) for question, _ in pairs]))
        right = torch.tensor([[passage.id in ids for passage in passages] for _, ids in pairs])
        own = [{document_of[one] for one in ids} for _, ids in pairs]
        near = torch.tensor([[passage.document_id in documents for passage in passages] for documents in own])
        work.append((asked, near, right))
    down = torch.nn.Parameter(torch.randn(texts.shape[1], RANK) * 0.01)
    up = torch.nn.Parameter(torch.zeros(RANK, texts.shape[1]))
    optimizer = torch.optim.AdamW([down, up], lr=RATE, weight_decay=DECAY)
    for _ in range(ROUNDS):
        loss = torch.zeros(())
        for asked, near, right in work:
            moved = torch.nn.functional.normalize(asked + (asked @ down) @ up, dim=1)
            scores = (moved @ texts.T / TEMPERATURE).masked_fill(~near, -1e4)
            loss = loss - (scores.masked_fill(~right, -1e4).logsumexp(1) - scores.logsumexp(1)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return down.detach().numpy(), up.detach().numpy()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(ROOT / "samples", Path(folder) / "store")
        sets = (list(asked_pairs(snapshot)), list(made_pairs(snapshot)))
        print("questions of the specification, made ones:", *map(len, sets))
        down, up = trained(sets, snapshot, EmbeddedEncoder())
        np.savez(ADAPTER, down=down.astype(np.float16), up=up.astype(np.float16))
        print(f"{ADAPTER.relative_to(ROOT)}: {ADAPTER.stat().st_size} bytes")


if __name__ == "__main__":
    main()
