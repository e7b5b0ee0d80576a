"""What a question must be before it is worth understanding."""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import UsageError

MAX_QUESTION = 500  # characters
MAX_TURNS = 50


def check_turns(turns: Sequence[str]) -> None:
    """UsageError when there is no question, or one that is no question by its length."""
    if not turns or not turns[-1].strip():
        raise UsageError("问题是空的，请输入要问的内容。")
    if len(turns) > MAX_TURNS:
        raise UsageError(f"对话太长（{len(turns)} 句），最多 {MAX_TURNS} 句，请另开一段对话。")
    longest = max(map(len, turns))
    if longest > MAX_QUESTION:
        raise UsageError(f"问题太长（{longest} 字），请缩短到 {MAX_QUESTION} 字以内。")
