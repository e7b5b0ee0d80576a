"""Where things that can be made again are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """The project's cache folder: `BUDGET_CACHE`, else a folder of the user's cache directory.

    The folder is not created here; whoever writes into it does.
    """
    chosen = os.environ.get("BUDGET_CACHE", "").strip()
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("budget-assistant", appauthor=False)
