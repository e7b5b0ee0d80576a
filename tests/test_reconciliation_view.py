"""The view of reconciliation on the page: filters, and both places of a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.page import wiring
from assistant.page.wiring import StoreDesk
from assistant.settings import Settings

APP = Path(__file__).resolve().parent.parent / "app.py"


@pytest.fixture
def page(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over the samples, with the view of reconciliation chosen."""
    desk = StoreDesk(Settings.from_environment(store=str(sample_store)))
    monkeypatch.setattr(wiring, "open_desk", lambda: desk)
    app = AppTest.from_file(str(APP), default_timeout=20)
    app.session_state["view"] = "核对"
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return "\n".join(element.value for element in app.get("html") if "<style>" not in element.value)


def test_only_what_disagrees_is_shown_at_first(page: AppTest) -> None:
    html = shown(page)
    assert "581.40 万元" in html
    assert "ba-weight-error" in html
    assert "ba-weight-note" not in html


def test_a_rule_can_be_chosen(page: AppTest) -> None:
    page.selectbox(key="finding-rule").select("占比").run()
    html = shown(page)
    assert '<span class="ba-chip">占比</span>' in html
    assert '<span class="ba-chip">文字与表格</span>' not in html


def test_a_document_without_errors_says_so(page: AppTest) -> None:
    page.selectbox(key="finding-document").select("澜江市水利局2025年部门预算").run()
    assert "没有符合条件的结果" in shown(page)


def test_a_review_brief_is_made_and_offered(page: AppTest) -> None:
    assert not page.get("download_button")
    page.button(key="make-brief").click().run()
    assert not page.exception
    (offered,) = page.get("download_button")
    assert offered.proto.label == "保存 DOCX"
