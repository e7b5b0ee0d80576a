"""Reading files in a process of their own: started when it is needed, used for many, replaced when it fails."""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, cast

import index
from index.errors import ReadError
from index.model import Document, Fact, Source
from index.readers.frames import Frame, FrameBuffer
from index.readers.limits import FILES_A_PROCESS, SILENT_SECONDS, START_SECONDS, TOTAL_SECONDS
from index.store.codec import decode_json

_CHUNK = 1 << 16
_PROGRAM = "index.readers.worker"
Reading = tuple[Document, tuple[Fact, ...]]

logger = logging.getLogger(__name__)


class IsolatedReader:
    """Reads files in another process. To be closed, or used with `with`."""

    def __init__(
        self, *, silent_seconds: float = SILENT_SECONDS, total_seconds: float = TOTAL_SECONDS, program: str = _PROGRAM
    ) -> None:
        self._silent_seconds = silent_seconds
        self._total_seconds = total_seconds
        self._module = program
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0  # that the process has been given

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process, whatever it is doing, with all that it has started."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent yet has nobody to go to
                cast(IO[bytes], stream).close()

    def read(
        self, path: Path, source: Source | None = None, progress: Callable[[float], None] = lambda _: None
    ) -> Reading:
        """What `read_document` gives. ReadError with one sentence, too, where the file makes the process
        crash, fill its memory or take longer than is sensible; the next file gets a new process then."""
        name = source.name if source else path.name
        try:
            self._send({"path": str(path), "source": json.dumps(asdict(source)) if source else None})
            return self._receive(name, progress)
        except _Failed as error:
            self.close()
            raise ReadError(f"{error.reason}，没有读入：{name}") from error
        except ReadError:
            raise
        except BaseException:
            self.close()  # an answer that nobody waits for must not be taken for that of the next file
            raise

    def _send(self, request: dict[str, str | None]) -> None:
        if self._process is None or self._process.poll() is not None or self._files >= FILES_A_PROCESS:
            self.close()
            self._process, self._files = self._start(), 0
            self._next_frame(FrameBuffer(), time.monotonic() + START_SECONDS, START_SECONDS)
        self._files += 1
        stream = cast(IO[bytes], self._process.stdin)
        try:
            stream.write(json.dumps(request).encode() + b"\n")
            stream.flush()
        except OSError as error:
            raise _Failed("读取程序没有启动") from error

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(index.__file__).parent.parent)
        paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        return subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-P", "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, paths))},
            start_new_session=True,
        )

    def _receive(self, name: str, progress: Callable[[float], None]) -> Reading:
        document: Document | None = None
        buffer, deadline = FrameBuffer(), time.monotonic() + self._total_seconds
        while True:
            kind, payload = self._next_frame(buffer, deadline, self._silent_seconds)
            if kind is Frame.PROGRESS:
                progress(float(payload))
            elif kind is Frame.DOCUMENT:
                (document,) = decode_json(Document, payload)
            elif kind is Frame.REFUSED:
                raise ReadError(payload.decode())
            elif kind is Frame.FAULT:
                words, trace = json.loads(payload)
                logger.debug("reading %s\n%s", name, trace)
                raise ReadError(f"读取时程序出错（{words}）：{name}")
            elif document is not None:
                return document, tuple(decode_json(Fact, payload))

    def _next_frame(self, buffer: FrameBuffer, deadline: float, silent_seconds: float) -> tuple[Frame, bytes]:
        """The next message; `_Failed` where none comes in time, or none will ever come."""
        process = cast("subprocess.Popen[bytes]", self._process)
        handle = cast(IO[bytes], process.stdout).fileno()
        while (frame := buffer.take()) is None:
            left = min(silent_seconds, deadline - time.monotonic())
            if left <= 0 or not select.select([handle], [], [], left)[0]:
                raise _Failed("读取太久没有完成，已中止")
            piece = os.read(handle, _CHUNK)
            if not piece:
                raise _Failed(_words_for(process.wait()))
            buffer.feed(piece)
        return frame


class _Failed(Exception):  # noqa: N818 - not an error of the program's
    """The process gave no answer; `reason` says why in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _words_for(code: int) -> str:
    """Why the process ended, by its exit code."""
    if code in (3, -signal.SIGKILL):
        return "读取时内存不足，文件太大或已损坏"
    return "读取时进程意外中止，文件可能已损坏"
