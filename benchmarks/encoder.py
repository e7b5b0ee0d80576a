"""How long the embedded encoder takes: unpacking, loading, one question, many passages.

    python benchmarks/encoder.py [FOLDER of .txt or .md files, default samples]

Loading is timed in fresh processes, for that is what a question on the command line pays.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from index import encoder as encoders
from index.cache import cache_folder
from index.e5.folder import embedded_model_folder
from index.encoder import EmbeddedEncoder

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "2024年公务接待费用是多少，为什么比上年减少？"
ROUNDS = 5

COLD_QUERY = f"from index.encoder import load_encoder; load_encoder().encode_query({QUESTION!r})"
COLD_DOCUMENTS = f"from index.encoder import load_encoder; load_encoder().encode_documents([{QUESTION!r}])"
IMPORT_TORCH = "import torch"


def seconds_of(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def seconds_in_fresh_process(code: str) -> float:
    command = [sys.executable, "-c", code]
    return median(seconds_of(lambda: subprocess.run(command, check=True, cwd=ROOT)) for _ in range(ROUNDS))


def seconds_of_unpacking() -> float:
    kept = os.environ.get("BUDGET_CACHE")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BUDGET_CACHE"] = folder
        elapsed = seconds_of(embedded_model_folder)
    if kept is None:
        del os.environ["BUDGET_CACHE"]
    else:
        os.environ["BUDGET_CACHE"] = kept
    return elapsed


def lines_of(folder: Path) -> list[str]:
    """The lines of more than 15 characters, each once: about what passages are."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".md"})
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(line for line in lines if len(line) > 15))


def passages_per_second(encoder: EmbeddedEncoder, passages: Sequence[str], batch_size: int) -> float:
    encoders.BATCH_SIZE = batch_size
    return len(passages) / seconds_of(lambda: encoder.encode_documents(passages))


def main(folder: Path) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    model = embedded_model_folder()
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file())
    print(f"model folder: {size / 1e6:.0f} MB in {cache_folder().name}")
    print(f"unpacking, once: {seconds_of_unpacking():.1f} s")
    print(f"fresh process, import torch alone: {seconds_in_fresh_process(IMPORT_TORCH):.2f} s")
    print(f"fresh process, first question: {seconds_in_fresh_process(COLD_QUERY):.2f} s")
    print(f"fresh process, first document: {seconds_in_fresh_process(COLD_DOCUMENTS):.2f} s")
    encoder = EmbeddedEncoder()
    encoder.encode_query(QUESTION)
    times = [seconds_of(lambda: encoder.encode_query(QUESTION)) * 1000 for _ in range(50)]
    print(f"one question, warm: {median(times):.1f} ms (fastest {min(times):.1f} ms)")
    passages = lines_of(folder)
    characters = sum(map(len, passages)) / len(passages)
    print(f"{len(passages)} passages of {characters:.0f} characters on average")
    encoder.encode_documents(passages[:32])
    for batch_size in (8, 16, 32):
        print(f"batches of {batch_size}: {passages_per_second(encoder, passages, batch_size):.0f} passages per second")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples")
