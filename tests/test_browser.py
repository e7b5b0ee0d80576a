"""The page in a real browser, over a real store of the samples: answers, sources, uploads, widths, hosts."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from assistant.cli.serving import streamlit_command
from index.encoder import load_encoder
from index.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
START_SECONDS = 60.0
ANSWER_MILLISECONDS = 60_000
SEEN_TEXTS = """() => {
  const texts = [];
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility === "hidden" || box.right <= 0 || box.bottom <= 0) continue;
    if (element.dataset.testid === "stIconMaterial" || ["STYLE", "SCRIPT"].includes(element.tagName)) continue;
    const after = getComputedStyle(element, "::after").content;
    if (after !== "none" && after !== "normal") texts.push(after);
    if (style.fontSize === "0px") continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent);
  }
  return texts;
}"""

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"没有浏览器 {CHROMIUM}，跳过网页测试")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples."""
    folder = tmp_path_factory.mktemp("page") / "store"
    assert ingest([ROOT / "samples"], folder, lambda: load_encoder("hash")).documents == 4
    return folder


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """The page, served over the store."""
    folder = store.parent
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "BUDGET_STORE": str(store), "BUDGET_ENCODER": "hash"}
    environment["PYTHONPATH"] = str(ROOT)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            streamlit_command(port, "127.0.0.1"), env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_until_served(port, server, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_until_served(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        with suppress(OSError), closing(connection):
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.2)
    pytest.fail(f"the page was not served:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page as just opened; fails in the end when it called another host."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    hosts: set[str] = set()
    opened.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    open_page(opened, address)
    yield opened
    opened.close()
    assert hosts - {""} == {urlsplit(address).netloc}


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("可以这样问")).to_be_visible(timeout=30_000)


def ask(page: Page, question: str) -> Locator:
    """Types the question and gives the answer's place."""
    answers = page.locator(".ba-answer")
    before = answers.count()
    page.get_by_test_id("stChatInput").locator("textarea").fill(question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1, timeout=ANSWER_MILLISECONDS)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_have_count(1, timeout=ANSWER_MILLISECONDS)
    return answers.nth(before)


def test_an_answer_leads_to_its_marked_cell(page: Page) -> None:
    answer = ask(page, "水利局2025年三公经费是多少？")
    expect(answer).to_contain_text("54.30")
    marked = page.locator(".ba-exhibit mark", has_text="54.30").first
    expect(marked).not_to_be_visible()
    answer.locator("a.ba-mark").first.click()
    expect(marked).to_be_in_viewport()


def test_a_quote_is_marked_in_its_section(page: Page) -> None:
    answer = ask(page, "通借通还是什么意思？")
    answer.locator("a.ba-mark").first.click()
    marked = page.locator(".ba-text mark").first
    expect(marked).to_be_visible()
    expect(page.locator(".ba-exhibit", has=marked)).to_contain_text("通借通还")


def test_a_follow_up_is_understood_and_a_new_chat_forgets(page: Page) -> None:
    ask(page, "水利局2025年三公经费是多少？")
    expect(ask(page, "那教育局呢？")).to_contain_text("教育局")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".ba-answer")).to_have_count(0)
    expect(page.get_by_text("可以这样问")).to_be_visible()


def test_a_suggestion_is_asked_on_click(page: Page) -> None:
    page.get_by_role("button", name="教育局2025年哪个项目花钱最多？").click()
    expect(page.locator(".ba-answer")).to_contain_text("1260.00", timeout=ANSWER_MILLISECONDS)


def test_markup_in_a_question_does_nothing(page: Page) -> None:
    page.get_by_test_id("stChatInput").locator("textarea").fill("<img src=x onerror=\"document.title='hit'\"> $5 ~6~")
    page.keyboard.press("Enter")
    expect(page.locator(".ba-question")).to_have_text("<img src=x onerror=\"document.title='hit'\"> $5 ~6~")
    assert page.title() == "预算问答"


def test_uploads_go_in_and_come_out(page: Page) -> None:
    text = "# 澜江市文化局2025年部门预算\n\n一、部门概况\n\n文化局负责全市文化场馆的开放和管理。\n"
    files: list[FilePayload] = [
        {"name": "文化局.txt", "mimeType": "text/plain", "buffer": text.encode()},
        {"name": "坏文件.txt", "mimeType": "text/plain", "buffer": b"\x00\xff\x00\xfe" * 50},
    ]
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    expect(page.get_by_text("《文化局.txt》已加入资料库。")).to_be_visible(timeout=30_000)
    expect(page.locator(".ba-refused")).to_contain_text("坏文件.txt")
    card = page.locator("[class*=st-key-document-]", has_text="澜江市文化局2025年部门预算")
    card.get_by_role("button", name="移除").click()
    card.get_by_role("button", name="确定移除").click()
    expect(page.get_by_text("已移除。")).to_be_visible()
    expect(card).to_have_count(0)


def test_what_another_process_ingests_is_there_with_the_next_question(page: Page, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "体育局.txt"
    file.write_text("# 澜江市体育局2025年部门预算\n\n一、部门概况\n\n体育局负责全民健身工作。\n", encoding="utf-8")
    assert ingest([file], store, lambda: load_encoder("hash")).documents == 1
    ask(page, "水利局2025年三公经费是多少？")
    expect(page.get_by_text("澜江市体育局2025年部门预算")).to_be_visible()


def test_the_inspection_opens(page: Page) -> None:
    card = page.locator("[class*=st-key-document-]").first
    card.get_by_text("解析情况").click()
    expect(card.locator(".ba-inspection")).to_contain_text("把握")


def test_all_words_seen_are_chinese(page: Page) -> None:
    page.get_by_test_id("stExpander").first.get_by_text("解析情况").click()
    expect(page.locator(".ba-inspection")).to_be_visible()
    seen = " ".join(page.evaluate(SEEN_TEXTS))
    assert "选择文件" in seen
    assert "资料库" in seen
    assert set(re.findall("[A-Za-z]{2,}", seen)) <= {"txt", "md"}  # suffixes of files


@pytest.mark.parametrize("width", [420, 1280])
def test_nothing_overflows_the_width(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 860})
    open_page(page, address)
    answer = ask(page, "2025年教育局和水利局的三公经费谁多，差多少？")
    answer.locator("a.ba-mark").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for element in page.locator(".ba-answer, .ba-exhibit, .ba-warning").all():
        box = element.bounding_box()
        assert box is None or box["x"] + box["width"] <= width
