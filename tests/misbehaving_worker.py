"""The reading process as it is when a file does harm: what it does is told by the file's name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from index.readers import worker
from index.readers.progress import tell_progress

read = worker.read_document


def misbehave(path: Path, **options: object) -> object:
    if path.name.startswith("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if path.name.startswith("endless"):
        while True:
            time.sleep(0)
    if path.name.startswith("slow"):
        for step in range(10):
            time.sleep(0.5)
            tell_progress(step, 10)
    if path.name.startswith("memory"):
        hoard = []
        while True:
            hoard.append(bytearray(64 * 1024 * 1024))
    if path.name.startswith("fault"):
        raise IndexError("row 7")
    print("what a library prints", flush=True)
    return read(path, **options)  # type: ignore[arg-type]


worker.MAX_MEMORY = 512 * 1024 * 1024
worker.read_document = misbehave  # type: ignore[assignment]

if __name__ == "__main__":
    worker.main()
