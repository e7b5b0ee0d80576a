"""The messages that the reading process sends to the program: one letter, the length, the bytes."""

from __future__ import annotations

import os
import struct
from enum import Enum

_HEAD = struct.Struct(">cQ")


class Frame(Enum):
    """What a message holds."""

    READY = b"S"  # the process has started; empty
    PROGRESS = b"P"  # the share that is read, as JSON
    DOCUMENT = b"D"  # a list of one document, as JSON
    FACTS = b"F"  # its facts, as JSON; the last message of a file that could be read
    REFUSED = b"R"  # a sentence for the user
    FAULT = b"X"  # a fault of the program, with its traceback


def send_frame(handle: int, kind: Frame, payload: bytes) -> None:
    """Writes a whole message."""
    data = memoryview(_HEAD.pack(kind.value, len(payload)) + payload)
    while data:
        data = data[os.write(handle, data) :]


class FrameBuffer:
    """Puts messages together from the pieces in which they arrive."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, piece: bytes) -> None:
        """Takes the next piece."""
        self._data += piece

    def take(self) -> tuple[Frame, bytes] | None:
        """The next whole message, None where more has to arrive first. ValueError where it is none."""
        if len(self._data) < _HEAD.size:
            return None
        letter, length = _HEAD.unpack_from(self._data)
        kind, end = Frame(letter), _HEAD.size + length
        if len(self._data) < end:
            return None
        payload = bytes(self._data[_HEAD.size : end])
        del self._data[:end]
        return kind, payload
