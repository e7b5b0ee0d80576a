"""Settings from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what holds without it, and what it is for (in Chinese)."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("BUDGET_STORE", "用户数据目录下的 budget-assistant/store", "资料库文件夹，命令行选项 --store 优先"),
    Setting("BUDGET_ENCODER", "内置的 multilingual-e5-small", "编码模型：sentence-transformers 模型的名称或文件夹"),
    Setting("BUDGET_CACHE", "用户缓存目录下的 budget-assistant", "可以重新生成的文件（解压后的内置模型、分词词典）"),
    Setting("BUDGET_DEBUG", "空", "设为 1 时，程序出错显示完整的调用过程"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of the program is set to: the folder of the store, the name of the encoder (empty
    for the embedded one), and whether faults show their traceback."""

    store: Path
    encoder: str = ""
    debug: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, store: str | None = None) -> Settings:
        """The settings of the environment; `store`, where given, goes before BUDGET_STORE."""
        chosen = store or environment.get("BUDGET_STORE", "").strip()
        return cls(
            store=Path(chosen).expanduser().absolute() if chosen else default_store(),
            encoder=environment.get("BUDGET_ENCODER", "").strip(),
            debug=environment.get("BUDGET_DEBUG", "").strip() not in ("", "0"),
        )


def default_store() -> Path:
    """The store in the user's data directory."""
    return platformdirs.user_data_path("budget-assistant", appauthor=False) / "store"
