"""The command line's grammar; help and complaints in Chinese."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from index.export import FORMATS

PORT = 8501

_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (.*): expected one argument", r"\1 后面要有一个值"),
    (r"argument (.*): expected at least one argument", r"\1 至少要有一个值"),
    (r"argument 命令: invalid choice: '(.*)' \(choose from .*\)", r"没有 \1 这个命令"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument (.*): invalid int value: (.*)", r"\1 应是整数，而不是 \2"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 不能与 \2 同时使用"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 不带值，多了 \2"),
    (r"argument (.*?): (.*)", r"\1：\2"),
)


class _ChineseHelp(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese. Wrong usage ends the program with code 2."""

    def __init__(self, **options: object) -> None:
        super().__init__(
            **{"formatter_class": _ChineseHelp, "add_help": False, "allow_abbrev": False, **options}  # type: ignore[arg-type]
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"用法错误：{_in_chinese(message)}\n{self.format_usage()}")


def _in_chinese(message: str) -> str:
    for pattern, wording in _COMPLAINTS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, wording, message)
    return message


def build_parser() -> ChineseParser:
    """The parser of all commands; the chosen one is in `command`."""
    parser = ChineseParser(
        prog="budget-assistant",
        description="政府预算公开文件问答：每个数字都有出处。",
        epilog="各命令的用法：budget-assistant 命令 --help。\n"
        "资料库由 --store 指定，否则取环境变量 BUDGET_STORE，再否则在用户数据目录下。",
    )
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", required=True)
    _add_library_commands(commands)
    _add_check_commands(commands)
    _add_asking_commands(commands)
    return parser


def _add_library_commands(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    ingest = _command(commands, "ingest", "把文件或文件夹（含子文件夹）读入资料库")
    ingest.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹")
    _add_json(ingest, "以一个 JSON 对象输出小结")
    documents = _command(commands, "documents", "列出资料库中的文件")
    _add_json(documents, "以 JSON 输出")
    remove = _command(commands, "remove", "从资料库移除一份文件（原始文件不动）")
    remove.add_argument("id", metavar="ID", help="文件编号，见 documents")
    export = _command(commands, "export", "导出解析出的全部数据，一格一行")
    export.add_argument("out", metavar="OUT", help="要写的文件")
    export.add_argument("--format", choices=FORMATS, help="格式，不给时看文件名")


def _add_check_commands(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    check = _command(commands, "check", "勾稽核对：各表、各级科目、文字说明之间对不上的地方")
    check.add_argument("--document", metavar="ID", help="只看这一份文件，编号见 documents")
    _add_json(check, "以 JSON 输出")
    report = _command(commands, "report", "写出一份文件的审查要点（DOCX）")
    report.add_argument("out", metavar="OUT.docx", help="要写的文件")
    report.add_argument("--document", metavar="ID", required=True, help="文件编号，见 documents")


def _add_asking_commands(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    ask = _command(commands, "ask", "提问")
    ask.add_argument("question", nargs="?", metavar="QUESTION", help="问题")
    ask.add_argument("--batch", metavar="IN.jsonl", help='批量提问：每行一个 {"id": …, "turns": [...]}')
    ask.add_argument("--out", metavar="OUT.jsonl", help="批量回答写到这个文件，每行一个，次序不变")
    _add_json(ask, "以 JSON 对象输出回答")
    evaluate = _command(commands, "evaluate", "用一组题目给回答打分")
    evaluate.add_argument("file", metavar="FILE.jsonl", help="题目，每行一个 JSON 对象")
    evaluate.add_argument("--documents", metavar="MAP.json", help="题目中文件简称与文件名的对照")
    _add_json(evaluate, "以 JSON 输出")
    serve = _command(commands, "serve", "打开问答网页")
    serve.add_argument("--port", type=int, default=PORT, help=f"端口，默认 {PORT}")
    serve.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机（127.0.0.1）")


def _command(commands: argparse._SubParsersAction[ChineseParser], name: str, purpose: str) -> ChineseParser:
    parser = commands.add_parser(name, help=purpose, description=f"{purpose}。")
    parser.add_argument("--store", metavar="DIR", help="资料库文件夹")
    parser.set_defaults(parser=parser)
    return parser


def _add_json(parser: ChineseParser, purpose: str) -> None:
    parser.add_argument("--json", action="store_true", help=purpose)
