"""The page as a whole: the sidebar with the documents, and the chat."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.page import wiring
from assistant.page.chat import show_chat
from assistant.page.library import show_library
from assistant.page.markup import escape_html
from assistant.page.reconciliation import show_reconciliation
from index.errors import BudgetError

# from files of the package: an icon given by name would be fetched from an outside host
ICON = Path(__file__).with_name("icon.svg")
STYLE = Path(__file__).with_name("style.css")


ASKING, CHECKING = "问答", "核对"


def show_page() -> None:
    """Draws the page; what stops it is told in one sentence."""
    st.set_page_config(page_title="预算问答", page_icon=ICON, layout="centered")
    st.html(STYLE)
    try:
        desk = wiring.open_desk()
        with st.sidebar:
            view = _choose_view()
            show_library(desk)
        if view == CHECKING:
            show_reconciliation(desk)
        else:
            show_chat(desk)
    except BudgetError as error:
        st.html(f'<p class="ba-note ba-refused" role="alert">{escape_html(str(error))}</p>')


def _choose_view() -> str:
    """Which of the two views is shown; clicking the chosen one again keeps it."""
    chosen = st.segmented_control(
        "视图", [ASKING, CHECKING], default=ASKING, key="view", label_visibility="collapsed", width="stretch"
    )
    return chosen or ASKING
