"""The command that opens the page."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from importlib.util import find_spec

from assistant.settings import Settings
from index.errors import UsageError

_PORTS = range(1, 65536)


def run_serve(options: Namespace, settings: Settings) -> int:
    """Serves the page until it is stopped; the exit code is Streamlit's."""
    if options.port not in _PORTS:
        raise UsageError(f"端口 {options.port} 无效，应在 1 到 65535 之间。")
    print(f"网页地址：http://{_shown_host(options.host)}:{options.port} （按 Ctrl+C 停止）", flush=True)
    environment = {**os.environ, "BUDGET_STORE": str(settings.store)}
    return subprocess.run(streamlit_command(options.port, options.host), env=environment, check=False).returncode  # noqa: S603


def streamlit_command(port: int, host: str) -> list[str]:
    """The command that serves `app.py` without opening a browser and without telling anyone."""
    page = find_spec("app")
    if page is None or page.origin is None:
        raise UsageError("找不到网页程序 app.py，请在项目文件夹中运行 make setup 重新安装。")
    options = {
        "server.port": port,
        "server.address": host,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return [sys.executable, "-m", "streamlit", "run", page.origin, *flags]


def _shown_host(host: str) -> str:
    return "localhost" if host in ("0.0.0.0", "127.0.0.1") else host  # noqa: S104 - shown, not bound
