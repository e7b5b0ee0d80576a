"""The process that reads files for the program, so that a file that crashes it, fills its memory or never
ends costs that file alone. Started by `index/readers/isolation.py`; reads one request a line."""

from __future__ import annotations

import ctypes
import json
import os
import queue
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path

from index.errors import ReadError
from index.model import Source
from index.readers.frames import Frame, send_frame
from index.readers.limits import LARGE_BLOCK, MAX_MEMORY
from index.readers.progress import listen
from index.reading import read_document
from index.store.codec import encode_json

_MMAP_THRESHOLD = -3  # of mallopt
_OUT_OF_MEMORY = 3  # exit code


def main() -> None:
    """Answers requests until the program that sends them ends."""
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print must not mix with the answers
    _limit_memory()
    _return_large_blocks()
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests,), daemon=True).start()
    listen(lambda share: send_frame(out, Frame.PROGRESS, json.dumps(share).encode()))
    send_frame(out, Frame.READY, b"")
    while True:
        _answer(json.loads(requests.get()), out)


def _receive(requests: queue.SimpleQueue[str]) -> None:
    """Takes requests in, beside the reading: when there is nobody left to answer, the process ends at once."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # a system without such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, MAX_MEMORY))


def _return_large_blocks() -> None:
    """Has large blocks of memory given back as soon as they are free: pictures and what recognition computes of them
    are of another size on each page, and would else leave holes that grow over hundreds of pages."""
    with suppress(AttributeError, OSError):  # a system with other means than the C library of GNU
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE_BLOCK)


def _answer(request: dict[str, str | None], out: int) -> None:
    path, source = Path(request["path"] or ""), request["source"]
    try:
        known = Source(**json.loads(source)) if source else None
        document, facts = read_document(path, source=known)
        answers = [(Frame.DOCUMENT, encode_json([document])), (Frame.FACTS, encode_json(facts))]
    except ReadError as error:
        answers = [(Frame.REFUSED, str(error).encode())]
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - told to the program, which goes on with the next file
        words = [f"{type(error).__name__}：{error}", traceback.format_exc()]
        answers = [(Frame.FAULT, json.dumps(words).encode())]
    for kind, payload in answers:
        send_frame(out, kind, payload)


if __name__ == "__main__":
    main()
