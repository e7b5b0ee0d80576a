"""The commands that ask: ask, ask --batch, evaluate."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from assistant.answer import Answer, Citation
from assistant.batch import Request, answer_request, read_requests
from assistant.cli.library import print_json
from assistant.places import place_of_citation
from assistant.question import check_turns
from assistant.settings import Settings
from index.errors import UsageError
from index.store import Store
from index.system_errors import reason_of

if TYPE_CHECKING:
    from assistant.ask import Assistant


def run_ask(options: Namespace, settings: Settings) -> int:
    """Answers one question, or those of a file."""
    if options.batch or options.out:
        return _run_batch(options, settings)
    if options.question is None:
        options.parser.error("the following arguments are required: QUESTION")
    check_turns([options.question])
    answer = open_assistant(settings).ask([options.question])
    if options.json:
        print_json(answer.as_dict())
    else:
        print(answer_text(answer))
    return 0


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the store of the settings."""
    store = Store.open(settings.store)
    store.snapshot()  # an empty or broken store says so before anything is loaded
    from assistant.ask import Assistant

    return Assistant(store, settings)


def answer_text(answer: Answer) -> str:
    """An answer for a terminal: the words, the warnings they leave out, the numbered citations."""
    parts = [answer.answer]
    parts += [f"注意：{warning}" for warning in answer.warnings if warning not in answer.answer]
    if answer.citations:
        parts.append("\n".join(["出处", *map(_citation_text, answer.citations)]))
    return "\n\n".join(parts)


def _citation_text(citation: Citation) -> str:
    place = citation.table or " / ".join(citation.section)
    where = place_of_citation(citation)
    return f"[{citation.id}] {citation.document} · {place}{f'（{where}）' if where else ''}\n    “{citation.quote}”"


def _run_batch(options: Namespace, settings: Settings) -> int:
    if not (options.batch and options.out) or options.question is not None:
        options.parser.error("--batch 与 --out 要一起给，并且不再另给问题")
    requests = read_requests(Path(options.batch))
    assistant = open_assistant(settings)
    faults = 0
    try:
        with Path(options.out).open("wb") as out:
            for request, answer, fault in _answers(assistant, requests):
                out.write(orjson.dumps(answer.as_dict()) + b"\n")
                out.flush()
                if fault:
                    faults += 1
                    print(f"第 {request.line} 行：{fault}", file=sys.stderr)
    except OSError as error:
        raise UsageError(f"文件 {options.out} 无法写入：{reason_of(error)}。") from error
    print(f"已回答 {len(requests)} 个问题，写到 {options.out}；其中 {faults} 个没有处理成功。")
    return 0


def _answers(assistant: Assistant, requests: list[Request]) -> Iterator[tuple[Request, Answer, str]]:
    for request in requests:
        answer, fault = answer_request(assistant, request)
        yield request, answer, fault


def run_evaluate(options: Namespace, settings: Settings) -> int:
    """Scores the answers to a question set."""
    from assistant.evaluate import evaluate, load_aliases, report_object, report_text
    from assistant.scoring import load_cases

    cases = load_cases(Path(options.file))
    aliases = load_aliases(Path(options.documents) if options.documents else None)
    assistant = open_assistant(settings)
    report = evaluate(assistant, cases, aliases)
    if options.json:
        print_json(report_object(report))
    else:
        print(report_text(report))
    return 0
