"""What several tests share: the real documents, the samples, and stores of the samples."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.cli import main
from index.encoder import load_encoder
from index.ingest import ingest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SEEDS = Path(os.environ.get("BUDGET_SEEDS", ROOT.parent / "shared" / "seeds"))
HASH_ENCODER = "hash"


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the settings, or touches the store, of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("BUDGET_ENCODER", "BUDGET_DEBUG"):
            patch.delenv(name, raising=False)
        patch.setenv("BUDGET_STORE", str(tmp_path_factory.mktemp("settings") / "store"))
        yield


@pytest.fixture(scope="session")
def seeds_folder() -> Path:
    """The folder of the real documents; the test is skipped without it."""
    if not any(SEEDS.glob("*.txt")):
        pytest.skip(f"没有真实文件：{SEEDS} 里找不到 .txt 文件（可用 BUDGET_SEEDS 指定文件夹）")
    return SEEDS


@pytest.fixture(scope="session")
def samples_folder() -> Path:
    """The folder of the sample documents."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples made with the hash encoder (`HASH_ENCODER`): quick, near in letters only.
    Shared by all tests, so not to be changed."""
    return _store_of_samples(tmp_path_factory.mktemp("samples-hash"), HASH_ENCODER)


@pytest.fixture(scope="session")
def encoded_sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples made with the embedded encoder, for what depends on meaning.
    Shared by all tests, so not to be changed."""
    return _store_of_samples(tmp_path_factory.mktemp("samples-encoded"), "")


def _store_of_samples(folder: Path, encoder: str) -> Path:
    store = folder / "store"
    summary = ingest([SAMPLES], store, lambda: load_encoder(encoder))
    assert (summary.documents, summary.failures, summary.remarks) == (4, [], [])
    return store


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command with the hash encoder and the store of the test: exit code, stdout, stderr."""
    monkeypatch.setenv("BUDGET_ENCODER", "hash")
    monkeypatch.setenv("BUDGET_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run_command(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_command


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store will be."""
    return tmp_path / "store"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two of the sample documents, one of them deeper."""
    folder = tmp_path / "files"
    (folder / "deeper").mkdir(parents=True)
    first, second, *_ = sorted(path for path in SAMPLES.iterdir() if "年" in path.name)
    shutil.copy(first, folder / "a.md")
    shutil.copy(second, folder / "deeper" / "b.txt")
    return folder
