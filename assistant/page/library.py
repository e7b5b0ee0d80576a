"""The sidebar: the documents of the store, what was read from each, adding and removing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.page.desk import Desk
from assistant.page.inspection import inspection_html
from assistant.page.markup import escape_html, escape_label
from assistant.page.uploads import Upload, UploadNote, forget_upload, take_in
from index.errors import BudgetError
from index.model import DocumentCard

REMOVING = "removing_document"
NOTES = "library_notes"
UPLOAD_ROUND = "upload_round"


def show_library(desk: Desk) -> None:
    """The whole sidebar."""
    documents = desk.documents()
    st.header("资料库", anchor=False)
    st.html(f'<p class="ba-quiet">{_count_words(documents)}</p>')
    _show_upload(desk)
    for note in st.session_state.pop(NOTES, []):
        kind = "ba-note" if note.accepted else "ba-note ba-refused"
        st.html(f'<p class="{kind}" role="status">{escape_html(note.text)}</p>')
    for card in documents:
        _show_document(desk, card)


def _count_words(documents: Sequence[DocumentCard]) -> str:
    if not documents:
        return "还没有文件"
    tables, facts = sum(card.tables for card in documents), sum(card.facts for card in documents)
    return f"{len(documents)} 份文件，{tables} 张表，{facts} 个数据"


def _show_upload(desk: Desk) -> None:
    round_number = st.session_state.setdefault(UPLOAD_ROUND, 0)
    limit = st.get_option("server.maxUploadSize")
    files = st.file_uploader(
        "上传预算文件",
        type=[suffix.lstrip(".") for suffix in desk.suffixes],
        accept_multiple_files=True,
        key=f"upload-{round_number}",
        help=f"可读 {'、'.join(suffix.lstrip('.') for suffix in desk.suffixes)}，每个不超过 {limit} MB",
    )
    if not files:
        return
    bar = st.progress(0.0, text="正在读取…")

    def show_progress(share: float, step: str) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=escape_label(step))

    uploads = [Upload(file.name, file.getvalue()) for file in files]
    st.session_state[NOTES] = take_in(desk, uploads, show_progress)
    st.session_state[UPLOAD_ROUND] = round_number + 1  # a fresh, empty uploader
    st.rerun()


def _show_document(desk: Desk, card: DocumentCard) -> None:
    with st.container(key=f"document-{card.id}", gap="small"):
        st.html(_card_html(card))
        details = st.expander("解析情况", key=f"inspect-{card.id}", type="compact", on_change="rerun")
        if details.open:
            with details:
                document = desk.document(card.id)
                st.html(inspection_html(document) if document else '<p class="ba-quiet">这份文件已不在资料库中。</p>')
        _show_removal(desk, card)


def _card_html(card: DocumentCard) -> str:
    year = f"{card.year} 年" if card.year else "年度不明"
    counts = f"{card.tables} 张表 · {card.facts} 个数据 · {card.passages} 段文字"
    return (
        f'<div class="ba-card"><p class="ba-card-title">{escape_html(card.title)}</p>'
        f'<p class="ba-quiet"><span class="ba-chip">{year}</span><span class="ba-chip">{escape_html(card.basis)}</span>'
        f"<br>{counts}</p></div>"
    )


def _show_removal(desk: Desk, card: DocumentCard) -> None:
    if st.session_state.get(REMOVING) != card.id:
        st.button("移除", key=f"remove-{card.id}", type="tertiary", on_click=_ask_removal, args=(card.id,))
        return
    st.html('<p class="ba-note">确定移除这份文件？移除后可以重新上传。</p>')
    with st.container(horizontal=True):
        st.button("确定移除", key=f"confirm-{card.id}", type="primary", on_click=_remove, args=(desk, card))
        st.button("取消", key=f"keep-{card.id}", on_click=_ask_removal, args=(None,))


def _ask_removal(document_id: str | None) -> None:
    st.session_state[REMOVING] = document_id


def _remove(desk: Desk, card: DocumentCard) -> None:
    _ask_removal(None)
    try:
        desk.remove(card.id)
        forget_upload(desk, card.source_path)
    except BudgetError as error:
        st.session_state[NOTES] = [UploadNote(accepted=False, text=f"《{card.title}》没有移除：{error}")]
    else:
        st.session_state[NOTES] = [UploadNote(accepted=True, text=f"《{card.title}》已移除。")]
