"""The chart of an answer: {"type": "bar" | "line", "title", "unit", "x": labels, "y": numbers}."""

from __future__ import annotations

from typing import Any

import streamlit as st

# pixels
BAR_HEIGHT = 34  # one bar with its gap
TITLE_AND_AXIS_HEIGHT = 76
LINE_HEIGHT = 300


def show_chart(chart: dict[str, Any]) -> None:
    """Draws `chart`, in the order of its labels; nothing when it has no points."""
    points = [{"label": str(x), "value": float(y)} for x, y in zip(chart["x"], chart["y"], strict=True)]
    if points:
        unit = f"（{chart['unit']}）" if chart.get("unit") else ""
        drawn = _line_chart(points) if chart["type"] == "line" else _bar_chart(points)
        st.altair_chart(drawn.properties(title=f"{chart.get('title', '')}{unit}"), width="stretch")


def _line_chart(points: list[dict[str, Any]]) -> Any:
    import altair as alt

    base = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X("label:N", sort=None, axis=alt.Axis(title=None, labelAngle=0)),
        y=alt.Y("value:Q", axis=alt.Axis(title=None, tickCount=5)),
        tooltip=_tooltip(),
    )
    return base.mark_line(point=True).properties(height=LINE_HEIGHT)


def _bar_chart(points: list[dict[str, Any]]) -> Any:
    import altair as alt

    base = alt.Chart(alt.InlineData(values=points)).encode(
        y=alt.Y("label:N", sort=None, axis=alt.Axis(title=None, labelLimit=200)),
        x=alt.X("value:Q", axis=alt.Axis(title=None, tickCount=5)),
        tooltip=_tooltip(),
    )
    amounts = base.mark_text(align="left", dx=4).encode(text=alt.Text("value:Q", format=",.2f"))
    return (base.mark_bar(size=18) + amounts).properties(height=BAR_HEIGHT * len(points) + TITLE_AND_AXIS_HEIGHT)


def _tooltip() -> list[Any]:
    import altair as alt

    return [alt.Tooltip("label:N", title="项目"), alt.Tooltip("value:Q", title="数值", format=",.2f")]
