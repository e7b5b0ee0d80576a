"""The view of reconciliation (核对): findings by document, severity and rule, each with both its places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

import streamlit as st

from assistant.finding_proof import answer_of
from assistant.page.desk import Desk
from assistant.page.exhibits import exhibits_of
from assistant.page.markup import escape_html
from index.errors import BudgetError
from index.findings import Finding, Severity

TITLES = {Severity.ERROR: "不一致", Severity.ROUNDING: "尾数差异", Severity.NOTE: "提示"}
SHOWN = 40  # findings shown at once
_ALL = "全部"
MORE = "more_findings"
_BRIEF = "brief"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_reconciliation(desk: Desk) -> None:
    """The whole main area."""
    findings = desk.findings()
    st.html(
        '<h1 class="ba-title">勾稽核对</h1>'
        '<p class="ba-quiet">各表之内、各表之间、文字与表格之间对不上的地方；每处给出两边的出处</p>'
    )
    if not desk.documents():
        st.html('<p class="ba-note">资料库里还没有文件，请先在左侧上传。</p>')
        return
    _offer_brief(desk)
    chosen = _filtered(findings)
    st.html(f'<p class="ba-quiet">{_count_words(chosen)}</p>')
    limit = st.session_state.get(MORE, SHOWN)
    for number, finding in enumerate(chosen[:limit]):
        _show_finding(desk, finding, number)
    if len(chosen) > limit:
        st.button(
            f"再显示 {min(SHOWN, len(chosen) - limit)} 处", key="more-findings", on_click=_show_more, args=(limit,)
        )


def _offer_brief(desk: Desk) -> None:
    """The review brief of one document: made when it is asked for, then offered for saving."""
    cards = {card.id: card for card in desk.documents()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="brief-bar"):
        wanted = st.selectbox("审查要点", list(cards), format_func=lambda one: cards[one].title, key="brief-document")
        if st.button("生成审查要点", key="make-brief"):
            try:
                st.session_state[_BRIEF] = (wanted, desk.brief(wanted))
            except BudgetError as error:
                st.session_state.pop(_BRIEF, None)
                st.html(f'<p class="ba-note">{escape_html(str(error))}</p>')
        made = st.session_state.get(_BRIEF)
        if made and made[0] == wanted:
            name = f"{cards[wanted].title}审查要点.docx"
            st.download_button("保存 DOCX", made[1], name, mime=_DOCX, key="save-brief", on_click="ignore")


def _show_more(limit: int) -> None:
    st.session_state[MORE] = limit + SHOWN


def _filtered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that the three filters leave, errors first."""
    with st.container(horizontal=True, key="finding-filters"):
        document = _choose("文件", findings, lambda one: one.document, "finding-document")
        names = list(TITLES.values())
        severity = st.segmented_control(
            "轻重", names, selection_mode="multi", default=names[:1], key="finding-severity"
        )
        rule = _choose("规则", findings, lambda one: one.rule, "finding-rule")
    wanted = [one for one in TITLES if TITLES[one] in (severity or TITLES.values())]
    chosen = [
        one
        for one in findings
        if document in (_ALL, one.document) and rule in (_ALL, one.rule) and one.severity in wanted
    ]
    return sorted(chosen, key=lambda one: list(TITLES).index(one.severity))


def _choose(label: str, findings: Sequence[Finding], name: Callable[[Finding], str], key: str) -> str:
    names = list(dict.fromkeys(name(one) for one in findings))
    chosen: str = st.selectbox(label, [_ALL, *names], key=key)
    return chosen


def _count_words(findings: Sequence[Finding]) -> str:
    if not findings:
        return "没有符合条件的结果。"
    counts = [(TITLES[one], sum(finding.severity is one for finding in findings)) for one in TITLES]
    return "，".join(f"{title} {count} 处" for title, count in counts if count)


def _show_finding(desk: Desk, finding: Finding, number: int) -> None:
    """One finding; its places are drawn when it is opened."""
    with st.container(key=f"finding-{number}", gap="small"):
        st.html(_finding_html(finding))
        if not finding.cells and not finding.quotes:
            return
        key = crc32(f"{finding.document_id} {finding.rule} {finding.message}".encode())
        places = st.expander("查看出处", key=f"finding-places-{number}-{key}", type="compact", on_change="rerun")
        if places.open:
            with places:
                answer = answer_of(finding, desk.document(finding.document_id))
                st.html(exhibits_of(answer, desk.document, f"finding-{number}").html)


def _finding_html(finding: Finding) -> str:
    names = (TITLES[finding.severity], finding.rule)
    chips = "".join(f'<span class="ba-chip">{escape_html(name)}</span>' for name in names)
    return (
        f'<div class="ba-finding ba-weight-{finding.severity.value}"><p>{chips}'
        f'<span class="ba-quiet">{escape_html(finding.document)}</span></p>'
        f"<p>{escape_html(finding.message)}</p></div>"
    )
