"""From files and folders into the store."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from index.checks import check_document
from index.encoder import Encoder, Vectors
from index.errors import BudgetError, ReadError, StoreError
from index.findings import Finding
from index.genre import NO_BUDGET, is_budget
from index.lexical import tokenize
from index.model import Document, Fact, Passage
from index.numbering import parse_mark
from index.readers import SUPPORTED_TYPES
from index.readers.decoding import load_bytes
from index.readers.detection import real_type
from index.readers.isolation import IsolatedReader
from index.reading import read_document
from index.store import Reading, Store
from index.store.folder import load_passages, load_tokens, load_vectors
from index.store.left_out import LeftOut
from index.store.manifest import Entry
from index.store.writer import StoreWriter
from index.system_errors import reason_of

COMMIT_EVERY = 50  # documents
_MOST_KEPT = 20_000  # vectors, some 30 MB
COMMIT_SECONDS = 30.0

logger = logging.getLogger(__name__)

UNCHANGED = "内容未变，已跳过。"

_WHOSE_YEAR = re.compile(r"^关于.*?20\d\d\s*年度?")
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Step:
    """How far an ingest is: `share` of the whole, from 0 to 1, and the file at work."""

    share: float
    file: str
    activity: str


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Note:
    """A file that did not go in, or went in with a remark, and why in one sentence."""

    file: str
    message: str


@dataclass(slots=True)
class IngestSummary:
    """What one ingest has put into the store: counts over the documents that it read, and the files
    that were skipped, were left out for they are no budgets, failed, or are worth a remark."""

    documents: int = 0
    sections: int = 0
    tables: int = 0
    facts: int = 0
    passages: int = 0
    findings: int = 0
    failures: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)
    elapsed_seconds: float = 0.0

    def count(self, document: Document, facts: Sequence[Fact], findings: Sequence[Finding]) -> None:
        """Adds a document that went in."""
        self.documents += 1
        self.sections += len(document.sections)
        self.tables += len(document.tables)
        self.facts += len(facts)
        self.passages += len(document.passages)
        self.remarks += [Note(document.source.name, remark) for remark in document.remarks]
        self.findings += len(findings)
        if not document.tables:
            self.remarks.append(Note(document.source.name, "没有识别到表格，只能按文字回答。"))


def ingest(
    paths: Iterable[Path | str],
    store_path: Path | str,
    encoder_loader: Callable[[], Encoder],
    progress: Progress = lambda _: None,
    on_wait: Callable[[], None] = lambda: None,
) -> IngestSummary:
    """Reads files and folders into the store, and commits every now and then and at the end.

    A file that cannot be read is noted in the summary and the others go in; unchanged files are
    skipped. `encoder_loader` is called when the first file has to be encoded. Raises EncoderError
    when the store was made with another encoder, StoreError when it is broken.
    """
    started = time.monotonic()
    store = Store.open(store_path)
    summary = IngestSummary()
    files = find_files(paths, store.root, summary)
    if files:
        with store.writer(on_wait) as writer, IsolatedReader() as reader:
            left_out = LeftOut(store.root, reading_version())
            run = _Run(writer, reader, cache(encoder_loader), progress, summary, len(files), left_out)
            for number, file in enumerate(files):
                run.take(number, file)
                run.commit_when_due()
            writer.commit()
            left_out.save()
    progress(Step(1.0, "", "完成"))
    summary.elapsed_seconds = time.monotonic() - started
    return summary


def find_files(paths: Iterable[Path | str], store: Path, summary: IngestSummary) -> list[Path]:
    """The files to read, each once, folders searched for files of the supported types. What does not
    exist or holds no such file is noted among the failures."""
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given).expanduser().absolute()
        try:
            found.update(dict.fromkeys(_files_in(path, store) if path.is_dir() else [path]))
        except ReadError as error:
            summary.failures.append(Note(str(given), str(error)))
    return list(found)


def _files_in(folder: Path, store: Path) -> list[Path]:
    """The readable files below a folder, leaving out hidden ones and the store itself."""
    try:
        inside = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUPPORTED_TYPES)
    except OSError as error:
        raise ReadError(f"文件夹无法读取（{reason_of(error)}）：{folder}") from error
    shown = (path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    files = [path for path in shown if path.is_file() and not path.is_relative_to(store)]
    if not files:
        raise ReadError(f"文件夹里没有可读的文件（{'、'.join(SUPPORTED_TYPES)}）：{folder}")
    return files


@cache
def reading_version() -> str:
    """A fingerprint of the program that reads: files read by another one are read again."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def searchable_text(passage: Passage) -> str:
    """The words by which a passage is found: its own, after the innermost heading that it stands under.
    The heading's number and its "关于…2025年" are left out: they are the same for many passages."""
    heading = passage.section[-1].strip() if passage.section else ""
    mark = parse_mark(heading)
    topic = _WHOSE_YEAR.sub("", heading[mark.end :] if mark else heading).strip()
    return f"{topic}：{passage.text}" if topic else passage.text


class _Run:
    """One ingest under way."""

    def __init__(
        self,
        writer: StoreWriter,
        reader: IsolatedReader,
        encoder_loader: Callable[[], Encoder],
        progress: Progress,
        summary: IngestSummary,
        files: int,
        left_out: LeftOut,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._load_encoder = encoder_loader
        self._progress = progress
        self._summary = summary
        self._files = files
        self._left_out = left_out
        self._committed = time.monotonic()
        self._encoded: dict[str, Vectors] = {}  # of the files before: much of their wording is the same

    def take(self, number: int, file: Path) -> None:
        """Puts one file in, or notes why not."""
        self._tell(number, 0.0, file, "读取")
        try:
            self._take(number, file)
        except ReadError as error:
            self._summary.failures.append(Note(str(file), str(error)))

    def commit_when_due(self) -> None:
        """Commits when much has been read, or long ago."""
        due = time.monotonic() - self._committed > COMMIT_SECONDS
        if self._writer.pending >= COMMIT_EVERY or (due and self._writer.pending):
            self._writer.commit()
            self._committed = time.monotonic()

    def _take(self, number: int, file: Path) -> None:
        data = load_bytes(file)
        sha256 = hashlib.sha256(data).hexdigest()
        entries = self._writer.entries
        same_path = next((entry for entry in entries if entry.card.source_path == str(file)), None)
        same_content = next((entry for entry in entries if entry.card.sha256 == sha256), None)
        if same_content and same_content.reading == reading_version() and self._writer.is_whole(same_content):
            self._skip(file, same_path, same_content)
            return
        if (file.name, sha256) in self._left_out:
            self._leave_out(file, sha256, same_path)
            return
        encoder = self._load_encoder()
        self._writer.require_encoder(encoder.identity)
        isolated = self._reader if real_type(data, file.name).isolated else None
        document, facts, findings = _read(file, isolated, lambda share: self._tell(number, share, file, "读取"))
        if not is_budget(document):
            self._leave_out(file, sha256, same_path)
            return
        old = same_path or same_content
        texts = [searchable_text(passage) for passage in document.passages]
        vectors = self._encode(encoder, texts, old, lambda share: self._tell(number, share, file, "建立索引"))
        words = [tokenize(text) for text in texts]
        reading = Reading(document, facts, words, vectors, reading_version(), findings)
        self._writer.add(reading, instead_of=old.card.id if old else None)
        self._summary.count(document, facts, findings)

    def _skip(self, file: Path, same_path: Entry | None, same_content: Entry) -> None:
        if same_path is same_content:
            self._summary.skipped.append(Note(str(file), UNCHANGED))
            return
        if same_path is not None:  # the file was changed into a copy of another
            self._writer.remove(same_path.card.id)
        self._summary.skipped.append(Note(str(file), f"与已入库的 {same_content.card.source_path} 内容相同，已跳过。"))

    def _leave_out(self, file: Path, sha256: str, same_path: Entry | None) -> None:
        self._left_out.add(file.name, sha256)
        if same_path is not None:  # what was a budget before is none now
            self._writer.remove(same_path.card.id)
        self._summary.left_out.append(Note(str(file), NO_BUDGET))

    def _encode(self, encoder: Encoder, texts: list[str], old: Entry | None, tell: Callable[[float], None]) -> Vectors:
        """The vectors of the texts; those that the document already had are taken over, and so are those
        of texts that stood in a file before."""
        import numpy as np

        known = self._encoded | (self._vectors_of(old) if old else {})
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            encoded = encoder.encode_documents(new, lambda done: tell(done / len(new)))
            known.update(zip(new, encoded, strict=True))
            if len(self._encoded) < _MOST_KEPT:
                self._encoded.update(zip(new, encoded, strict=True))
        if not texts:
            return np.zeros((0, encoder.dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def _vectors_of(self, entry: Entry) -> dict[str, Vectors]:
        """The stored vectors by their texts, but for those of texts that were worded otherwise then."""
        if not self._writer.is_whole(entry):
            return {}
        folder = self._writer.folder(entry)
        try:
            texts = map(searchable_text, load_passages(folder))
            stored = zip(texts, load_tokens(folder), load_vectors(folder), strict=True)
            return {text: vector for text, words, vector in stored if words == list(tokenize(text))}
        except (StoreError, ValueError):  # damaged: encoded anew
            return {}

    def _tell(self, number: int, share: float, file: Path, activity: str) -> None:
        self._progress(Step((number + share) / self._files, file.name, activity))


def _read(
    file: Path, isolated: IsolatedReader | None, progress: Callable[[float], None]
) -> tuple[Document, tuple[Fact, ...], tuple[Finding, ...]]:
    """What is in a file, read in a process of its own where there is a reader for that."""
    try:
        document, facts = isolated.read(file, progress=progress) if isolated else read_document(file)
        return document, facts, check_document(document, facts)
    except BudgetError:
        raise
    except Exception as error:  # a fault of the program in one odd file must not keep the others out
        logger.debug("reading %s", file, exc_info=True)
        raise ReadError(f"读取时程序出错（{type(error).__name__}：{error}）：{file.name}") from error
