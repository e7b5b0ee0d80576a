"""An ingest in a process of its own, for the tests: `ingest_process.py PAUSE DIE_AT STORE PATH…`

It rests PAUSE seconds at every step, tells every step, and is killed when it comes to the function
DIE_AT of the store's writer (none when empty).
"""

from __future__ import annotations

import os
import signal
import sys
import time

from index.encoder import HashEncoder
from index.ingest import Step, ingest
from index.store import writer


def main(pause: str, die_at: str, store: str, *paths: str) -> None:
    def rest(step: Step) -> None:
        print(step.file, step.activity, flush=True)
        time.sleep(float(pause))
        if die_at and step.share > 0:  # the writer is open, and its sweeping of leftovers is over
            place = writer.StoreWriter if hasattr(writer.StoreWriter, die_at) else writer
            assert hasattr(place, die_at)
            setattr(place, die_at, die)

    ingest(paths, store, HashEncoder, rest, lambda: print("waiting", flush=True))


def die(*_arguments: object, **_options: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
