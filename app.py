"""The chat page, as `streamlit run app.py` starts it; all of it is in `assistant.page`."""

from assistant.page.main import show_page

if __name__ == "__main__":
    show_page()
