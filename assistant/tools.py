"""The abilities of the assistant as LangChain tools and runnables, for any LangChain program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.tools import BaseTool, StructuredTool

from assistant.context import Context
from assistant.draft import Draft
from assistant.facts import FactTable
from assistant.figures import compute
from assistant.plan import Plan
from assistant.printed import PrintedWords

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.ask import Assistant
    from index.store import Snapshot


def table_tool(snapshot: Snapshot) -> BaseTool:
    """The pandas query as a tool: its arguments are a `Plan`, its result the words and the figures
    with their cells; `status` is "not_found" where the tables hold nothing for the plan."""
    facts, printed = FactTable(snapshot.facts), PrintedWords(snapshot)

    def query_tables(**arguments: Any) -> dict[str, Any]:
        draft = Draft(snapshot)
        status = compute(Plan(**arguments), Context(snapshot, facts, draft, printed))
        return {
            "status": status.value if status else "not_found",
            "text": "\n".join(draft.lines),
            "figures": draft.figures if status else [],
            "citations": draft.citations if status else [],
        }

    return StructuredTool.from_function(
        query_tables,
        name="query_budget_tables",
        description="按类型化的计划查询预算表中的数据，返回数字及其出处。",
        args_schema=Plan,
    )


def answer_chain(assistant: Assistant) -> Runnable[list[str], Answer]:
    """The whole pipeline as a runnable from the turns of a conversation to an `Answer`; callbacks given
    in its config trace it."""
    return RunnableLambda(lambda turns: assistant.ask(turns), name="budget_assistant")
