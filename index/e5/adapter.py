"""The query adapter: brings the vector of a question nearer to the budget passages that answer it.

A question's vector q becomes the unit vector of q + (q · down) · up, with two small factors that were learned
from the sample documents (`benchmarks/adapter.py`). The vectors of passages are left as they are.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from index.errors import EncoderError

ADAPTER = Path(__file__).parent / "query_adapter.npz"


class QueryAdapter:
    """The adapter in a file. Raises EncoderError on first use when the file is missing or damaged."""

    def __init__(self, file: Path = ADAPTER) -> None:
        self._file = file

    def adapted(self, vector: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The unit vector that takes the place of the question's."""
        down, up = self._factors
        moved = vector + (vector @ down) @ up
        return (moved / np.linalg.norm(moved)).astype(np.float32)

    @cached_property
    def _factors(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        try:
            with np.load(self._file) as stored:
                return stored["down"].astype(np.float32), stored["up"].astype(np.float32)
        except (OSError, KeyError, ValueError, BadZipFile) as error:
            raise EncoderError(f"内置编码模型不完整，请重新安装程序：{self._file}") from error
