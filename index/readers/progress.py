"""How far the reading of a file is: a sign of life for whoever waits, and a share for the progress bar."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[float], None]] = []


def tell_progress(done: int, total: int) -> None:
    """Says that `done` of `total` pages, sheets or other parts are read. Costs nothing where nobody listens."""
    for listener in _listeners:
        listener(done / total if total else 1.0)


def listen(listener: Callable[[float], None]) -> None:
    """Calls `listener` with every share, from 0 to 1, from now on."""
    _listeners.append(listener)
