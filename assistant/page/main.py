"""The page as a whole: the sidebar with the documents, and the chat."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.page import wiring
from assistant.page.chat import show_chat
from assistant.page.library import show_library
from assistant.page.markup import escape_html
from index.errors import BudgetError

# from files of the package: an icon given by name would be fetched from an outside host
ICON = Path(__file__).with_name("icon.svg")
STYLE = Path(__file__).with_name("style.css")


def show_page() -> None:
    """Draws the page; what stops it is told in one sentence."""
    st.set_page_config(page_title="预算问答", page_icon=ICON, layout="centered")
    st.html(STYLE)
    try:
        desk = wiring.open_desk()
        with st.sidebar:
            show_library(desk)
        show_chat(desk)
    except BudgetError as error:
        st.html(f'<p class="ba-note ba-refused" role="alert">{escape_html(str(error))}</p>')
