"""The manner of all charts: letters, colours and sizes; and how a chart becomes a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

INK: Final = "#1d2430"
FAINT: Final = "#6b7480"
HAIR: Final = "#d9dde2"
YES: Final = "#1f5a92"
UNKNOWN: Final = "#c3cedb"
CONFLICT: Final = "#b5432f"
NOTHING: Final = "#e8eaed"
SERIES: Final = ("#12395e", "#1f5a92", "#3f7fb8", "#6ea3cf", "#9cc3e1", "#2f6f62", "#6aa595")
"""For values that stand beside each other, from the lowest on."""

FONT: Final = "Liberation Sans, Helvetica, Arial, sans-serif"
WIDTH: Final = 680
"""Of a chart as wide as a page, in points."""
HEIGHT: Final = 260
SCALE: Final = 3
"""Dots of a PNG for one point."""

LOCALES: Final[dict[str, Any]] = {"en": "en-US", "ru": "ru-RU"}
Format = Literal["svg", "png"]


def dressed(chart: Any) -> Any:
    """A chart with letters and lines as all charts have them."""
    return (
        chart.configure(font=FONT, background="white", padding=14)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=FAINT,
            labelFontSize=11,
            titleColor=FAINT,
            titleFontSize=11,
            titleFontWeight="normal",
            gridColor=HAIR,
            gridWidth=1,
            domainColor=FAINT,
            tickColor=FAINT,
        )
        .configure_title(
            anchor="start",
            color=INK,
            fontSize=15,
            fontWeight="bold",
            subtitleColor=FAINT,
            subtitleFontSize=12,
            subtitlePadding=5,
            offset=12,
        )
        .configure_legend(
            orient="top",
            title=None,
            labelColor=INK,
            labelFontSize=11,
            symbolType="square",
            symbolSize=110,
            columnPadding=16,
            offset=6,
        )
    )


def lines_of_text(lines: Sequence[str], width: int) -> Any:
    """Small words below a chart, a line for each; a chart of their own."""
    data = alt.InlineData(values=[{"line": i, "text": text} for i, text in enumerate(lines)])
    return (
        alt.Chart(data)
        .mark_text(align="left", baseline="top", color=FAINT, fontSize=11)
        .encode(
            x=alt.value(0),
            y=alt.Y("line:O", axis=None, scale=alt.Scale(paddingInner=0)),
            text="text:N",
        )
        .properties(width=width, height=15 * max(len(lines), 1))
    )


def drawn(chart: Any, kind: Format, language: str, words: str) -> bytes:
    """The chart as the bytes of a file; `words` say in an SVG what the picture shows."""
    spec = dressed(chart).to_dict()
    locale = LOCALES.get(language, LOCALES["en"])
    if kind == "png":
        made: bytes = vl_convert.vegalite_to_png(
            spec, scale=SCALE, format_locale=locale, time_format_locale=locale
        )
        return made
    svg: str = vl_convert.vegalite_to_svg(spec, format_locale=locale, time_format_locale=locale)
    head, mark, rest = svg.partition(">")
    said = escape(words)
    label = said.replace('"', "&quot;")
    told = f'{head} role="img" aria-label="{label}"{mark}<desc>{said}</desc>{rest}'
    return told.encode("utf-8")
