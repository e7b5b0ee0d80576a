"""How many threads torch may use, and how they wait."""

from __future__ import annotations

import os

# A query is too little work to share: two threads save a third of 20 ms while the machine idles,
# and may take ten times as long while something else is running.
QUERY_THREADS = 1
DOCUMENT_THREADS = os.cpu_count() or 1


def use_threads(count: int) -> None:
    """Lets torch compute with `count` threads from now on.

    Threads that wait are to sleep: by default they spin, which on a busy machine takes the time of
    those they wait for. OpenMP reads this once, when torch is first imported.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    torch.set_num_threads(count)
