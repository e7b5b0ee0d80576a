"""The store on disk: one folder a document, one generation of vectors, one manifest that commits.

manifest.json                what the store holds; replaced in one step
documents/<id>-<n>/          what was read from one file; never changed
vectors/gen-000001/          Chroma; built once, then only read
vectors/gen-000001.lock      held, shared, by the readers of that generation
left_out.json                files that were read and left out; may be lost
write.lock                   held by the one writer
tmp/                         drafts; what a killed writer leaves here is deleted by the next
"""

from index.store.folder import Reading
from index.store.snapshot import Snapshot
from index.store.store import Store

__all__ = ["Reading", "Snapshot", "Store"]
