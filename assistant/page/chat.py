"""The chat: questions, answers with their proof, questions to start with."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from assistant.answer import Answer
from assistant.page.answer_view import show_answer
from assistant.page.desk import Desk
from assistant.page.exhibits import NONE, Exhibits, exhibits_of
from assistant.page.markup import escape_html, escape_label
from assistant.page.suggestions import suggest_questions
from index.errors import BudgetError
from index.model import DocumentCard

EXCHANGES = "exchanges"
PENDING = "pending_question"
ASSISTANT_ICON = ":material/account_balance:"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and how it ended: an answer with its sources, or a sentence that says why there is none."""

    question: str
    answer: Answer | None = None
    exhibits: Exhibits = NONE
    trouble: str = ""


def show_chat(desk: Desk) -> None:
    """The whole main area."""
    exchanges: list[Exchange] = st.session_state.setdefault(EXCHANGES, [])
    documents = desk.documents()
    _show_head(started=bool(exchanges))
    asked = st.chat_input("输入问题，例如：今年三公经费多少？", disabled=not documents)
    if asked and asked.strip():
        st.session_state[PENDING] = asked.strip()
    if not documents:
        _show_start(desk)
    elif not exchanges and PENDING not in st.session_state:
        _show_suggestions(documents)
    for exchange in exchanges:
        _show_exchange(exchange)
    if PENDING in st.session_state:
        _answer_pending(desk, exchanges)


def _show_head(started: bool) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="head"):
        st.html('<h1 class="ba-title">预算问答</h1><p class="ba-quiet">向预算公开文件提问，每个数字都有出处</p>')
        if started:
            st.button("新对话", key="new-chat", icon=":material/add_comment:", on_click=_start_new_chat)


def _start_new_chat() -> None:
    st.session_state[EXCHANGES] = []
    st.session_state.pop(PENDING, None)


def _show_start(desk: Desk) -> None:
    formats = "、".join(suffix.lstrip(".") for suffix in desk.suffixes)
    st.html(
        '<div class="ba-start"><h2>从一份预算文件开始</h2><ol>'
        f"<li>在左侧“资料库”（窄屏上点左上角展开）上传部门预算或单位预算文件（{escape_html(formats)}）。</li>"
        "<li>等进度条走完，文件的表格和文字就可以查询。</li>"
        "<li>在下方输入问题，例如“今年三公经费多少？”。</li></ol>"
        "<p>也可以在命令行读入整个文件夹：<code>budget-assistant ingest 文件夹</code></p></div>"
    )


def _show_suggestions(documents: Sequence[DocumentCard]) -> None:
    questions = suggest_questions(documents)
    st.html('<p class="ba-quiet">可以这样问：</p>')
    with st.container(horizontal=True, gap="small", key="suggestions"):
        for number, question in enumerate(questions):
            st.button(escape_label(question), key=f"suggestion-{number}", on_click=_ask, args=(question,))


def _ask(question: str) -> None:
    st.session_state[PENDING] = question


def _answer_pending(desk: Desk, exchanges: list[Exchange]) -> None:
    """Answers the pending question. It stays pending until then, so that a rerun in between loses nothing."""
    question = st.session_state[PENDING]
    _show_question(question)
    earlier = [exchange.question for exchange in exchanges if exchange.answer]
    with st.chat_message("assistant", avatar=ASSISTANT_ICON), st.spinner("正在查找…"):
        exchange = _exchange_for(desk, question, earlier, prefix=f"source-{len(exchanges)}")
    exchanges.append(exchange)
    del st.session_state[PENDING]
    st.rerun()


def _exchange_for(desk: Desk, question: str, earlier: Sequence[str], prefix: str) -> Exchange:
    try:
        answer = desk.ask([*earlier, question])
        return Exchange(question, answer, exhibits_of(answer, desk.document, prefix))
    except BudgetError as error:
        return Exchange(question, trouble=str(error))
    except Exception:
        logger.exception("a question could not be answered")
        return Exchange(question, trouble="处理这个问题时程序出错，已记入日志。请换一种问法，或稍后再试。")


def _show_exchange(exchange: Exchange) -> None:
    _show_question(exchange.question)
    with st.chat_message("assistant", avatar=ASSISTANT_ICON):
        if exchange.answer is None:
            st.html(f'<p class="ba-note ba-refused" role="alert">{escape_html(exchange.trouble)}</p>')
        else:
            show_answer(exchange.answer, exchange.exhibits)


def _show_question(question: str) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f'<div class="ba-question">{escape_html(question)}</div>')
