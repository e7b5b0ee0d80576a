"""Times answers: cold on the command line, and warm against the encoding of one query.

python benchmarks/questions.py STORE "numeric question" "narrative question"
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from assistant.ask import Assistant
from assistant.settings import Settings
from index.encoder import load_encoder
from index.store import Store

RUNS = 30


def median_ms(action: Callable[[], object]) -> float:
    """The median of repeated runs, in milliseconds, after two that are not counted."""
    action()
    action()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(store: Path, numeric: str, narrative: str) -> None:
    """Prints one line per measurement."""
    command = [sys.executable, "-m", "assistant", "ask", numeric, "--store", str(store)]
    cold = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        cold.append(time.perf_counter() - start)
    assistant = Assistant(Store.open(store), Settings(store))
    encoder = load_encoder()
    encoding = median_ms(lambda: encoder.encode_query(narrative))
    table = median_ms(lambda: assistant.ask([numeric]))
    text = median_ms(lambda: assistant.ask([narrative]))
    print(f"cold, command line: {statistics.median(cold):.2f} s")
    print(f"encoding one query: {encoding:.1f} ms")
    print(f"numeric, warm: {table:.1f} ms, {table / encoding:.2f} of encoding")
    print(f"narrative, warm: {text:.1f} ms, {text / encoding:.2f} of encoding")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
