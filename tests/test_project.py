"""Promises about the project as a whole: the direction of imports, sizes, pins, documents."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from assistant.cli.parser import build_parser
from assistant.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("index", "assistant", "prompts")
MODULES = [*sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")), ROOT / "app.py"]
MODULE_LINES = 300
FUNCTION_LINES = 40

# Which modules may import a heavy package, and all of them only inside a function.
HEAVY = {
    "torch": ("index/encoder*.py", "index/e5/*.py"),
    "sentence_transformers": ("index/encoder*.py", "index/e5/*.py"),
    "transformers": ("index/encoder*.py", "index/e5/*.py"),
    "chromadb": ("index/vectors.py", "index/generation.py"),
    "jieba": ("index/lexical.py",),
    "bm25s": ("index/lexical.py",),
    "pypdfium2": ("index/readers/pdf/pdfium.py", "index/readers/pdf/rendering.py"),
    "rapidocr": ("index/readers/ocr/engine.py",),
    "cv2": ("index/readers/ocr/picture.py",),
    "PIL": ("index/readers/images.py",),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_names(node: ast.AST) -> Iterator[str]:
    """The absolute names that an import statement asks for; none for other nodes."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield node.module or ""


def all_imports(path: Path) -> set[str]:
    return {name for node in ast.walk(parse(path)) for name in imported_names(node)}


def imports_when_loaded(nodes: list[ast.stmt]) -> Iterator[str]:
    """What runs on import: not the bodies of functions, not what only a type checker sees."""
    for node in nodes:
        yield from imported_names(node)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from imports_when_loaded(node.orelse)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for block in ("body", "orelse", "finalbody", "handlers"):
                yield from imports_when_loaded(getattr(node, block, []))


def top(name: str) -> str:
    return name.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    forbidden = {"index": {"assistant", "prompts", "app"}, "prompts": {"assistant", "index", "app"}}
    room = name_of(path).partition("/")[0]
    wrong = {name for name in all_imports(path) if top(name) in forbidden.get(room, {"app"})}
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_heavy_packages_are_imported_late_and_in_one_place(path: Path) -> None:
    late = {top(name) for name in all_imports(path)} & HEAVY.keys()
    for package in late:
        assert any(fnmatch(name_of(path), pattern) for pattern in HEAVY[package]), package
    assert not {top(name) for name in imports_when_loaded(parse(path).body)} & HEAVY.keys()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MODULE_LINES
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < FUNCTION_LINES, node.name


def read_pins() -> dict[str, Version]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    versions = {}
    for pin in pins:
        (exact,) = pin.specifier
        assert exact.operator == "=="
        versions[canonicalize_name(pin.name)] = Version(exact.version)
    assert len(versions) == len(pins)
    return versions


def test_everything_asked_for_is_pinned_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [text for extra in project["optional-dependencies"].values() for text in extra]
    pins = read_pins()
    for requirement in map(Requirement, asked):
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listing.returncode:
        pytest.skip("不是 git 工作目录，无法列出受管文件")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_outside_host_is_named() -> None:
    address = re.compile(r"https?://[\w.\[-][^\s\"')>]*")
    own = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\]|www\.w3\.org/(2000/svg|1999/xlink))")
    named = [
        f"{name_of(path)}: {found}"
        for path in tracked_files()
        for found in address.findall(path.read_bytes().decode("utf-8", errors="ignore"))
        if not own.match(found)
    ]
    assert not named


def test_data_files_travel_with_their_packages() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    data = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    left = [path for path in data if path.suffix not in {".py", ".pyc"} and not is_covered(path, tables)]
    assert [name_of(path) for path in left] == []


def is_covered(path: Path, tables: dict[str, list[str]]) -> bool:
    """Whether a pattern of the file's package, or of one above it, names the file."""
    folders = [folder for folder in path.parents if folder != ROOT and folder.is_relative_to(ROOT)]
    return any(
        fnmatch(path.relative_to(folder).as_posix(), pattern)
        for folder in folders
        for pattern in tables.get(".".join(folder.relative_to(ROOT).parts), [])
    )


def command_sections() -> dict[str, str]:
    """The part of the commands' page about each command."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").partition("\n# ")[0]
    return dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))


def command_parsers() -> dict[str, argparse.ArgumentParser]:
    (commands,) = (action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def test_every_command_is_documented() -> None:
    assert command_sections().keys() == command_parsers().keys()


@pytest.mark.parametrize("name", command_parsers())
def test_every_option_is_documented(name: str) -> None:
    section = command_sections()[name]
    everywhere = {"-h", "--help", "--store"}
    options = {option for action in command_parsers()[name]._actions for option in action.option_strings}
    assert set(re.findall(r"^\| `(--[\w-]+)`", section, re.MULTILINE)) == options - everywhere
    assert set(re.findall(r"(?<!-)--\w[\w-]*", section)) <= options
    positional = [action for action in command_parsers()[name]._actions if not action.option_strings]
    assert all(action.metavar and str(action.metavar) in section for action in positional)


def documented_settings() -> list[str]:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(BUDGET_\w+)`", page, re.MULTILINE)


def variables_read(folders: Sequence[str]) -> set[str]:
    """The names of environment variables that stand as strings in the code."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    constants = (node.value for path in paths for node in ast.walk(parse(path)) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and re.fullmatch(r"BUDGET_[A-Z_]+", value)}


def test_every_setting_is_documented() -> None:
    settings = [setting.name for setting in SETTINGS]
    assert variables_read(PACKAGES) == set(settings)
    assert [name for name in documented_settings() if name in settings] == settings
    assert set(documented_settings()) - set(settings) <= variables_read(["tests"])


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `make (\w+)", page, re.MULTILINE) == phony.split()


PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    paths = re.findall(r"`((?:index|assistant|prompts|tests|samples|docs|benchmarks)/[\w/.]*)`", text)
    missing = [link for link in links if not (page.parent / link).exists()]
    missing += [path for path in paths if not (ROOT / path).exists()]
    assert not missing
