"""Numbers that speakers gave, a row each in the order of days: ranges as bars, rates apart from
totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from callup.pictures.manner import FAINT, HAIR, INK, SERIES, WIDTH, Format, drawn, lines_of_text

ROW: Final = 21
"""The height of a row, in points."""
LABELS: Final = 372
"""The room of the words before a bar."""
OTHERS: Final = (*SERIES[1::2], "#8a6d3b", "#b5432f", "#5b4b8a", "#7a7f87", *SERIES[0::2])


@dataclass(frozen=True, slots=True)
class Said:
    """One number: who said it and when, what it is, its ends (None is open), and in words."""

    who: str
    when: str
    period: str
    low: str | None
    high: str | None
    number: str
    faded: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The numbers of one kind, which share an axis."""

    title: str
    rows: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn. `notes` stand below, `words` say what the picture shows."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    words: str


def numbers_said(sheet: Sheet, kind: Format, language: str) -> bytes:
    """The picture as the bytes of a file; the same sheet gives the same bytes."""
    who = list(dict.fromkeys(row.who for part in sheet.parts for row in part.rows))
    colours = [OTHERS[place % len(OTHERS)] for place in range(len(who))]
    scale = alt.Scale(domain=who, range=colours)
    parts = [_part(part, scale) for part in sheet.parts]
    below = lines_of_text(sheet.notes, WIDTH)
    whole = alt.vconcat(*parts, below, spacing=22).properties(
        title=alt.TitleParams(text=sheet.title, subtitle=sheet.subtitle)
    )
    return drawn(whole.resolve_scale(color="shared", x="independent"), kind, language, sheet.words)


def _part(part: Part, scale: Any) -> Any:
    values = [_row(place, row, _edge(part.rows)) for place, row in enumerate(part.rows)]
    top = _edge(part.rows)
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0))
    )
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(title=None, format="~s" if top >= 1_000_000 else ",.0f", tickCount=6),
    )
    colour = alt.Color("who:N", scale=scale, legend=None)
    opacity = alt.condition("datum.faded", alt.value(35 / 100), alt.value(1))
    # the line around a bar keeps a narrow range visible
    bar = base.mark_bar(height=8, cornerRadius=1, strokeWidth=2).encode(
        x=x, x2="high:Q", color=colour, stroke=colour, opacity=opacity
    )
    tick = base.transform_filter("datum.exact").mark_point(
        shape="circle", size=70, filled=True, opacity=1
    )
    point = tick.encode(x=x, color=colour, opacity=opacity)
    up = base.transform_filter("datum.open_up").mark_point(
        shape="triangle-right", size=60, filled=True, opacity=1
    )
    more = up.encode(x="high:Q", color=colour)
    number = base.mark_text(align="left", dx=11, color=INK, fontSize=11).encode(
        x="high:Q", text="number:N"
    )
    names = _words(base, part)
    title = alt.TitleParams(text=part.title, fontSize=12, fontWeight="bold", offset=8)
    height = ROW * len(part.rows)
    drawn_ = alt.layer(bar, point, more, number).properties(
        width=WIDTH + 60 - LABELS, height=height
    )
    return alt.hconcat(names.properties(height=height), drawn_, spacing=6, title=title)


def _words(base: Any, part: Part) -> Any:
    """When, who and about which days, before the bars."""
    when = base.mark_text(align="left", color=FAINT, fontSize=11).encode(
        x=alt.value(0), text="when:N"
    )
    who = base.mark_text(align="left", color=INK, fontSize=11, limit=168).encode(
        x=alt.value(72), text="who:N"
    )
    period = base.mark_text(align="left", color=FAINT, fontSize=11, limit=126).encode(
        x=alt.value(246), text="period:N"
    )
    rule = base.mark_rule(color=HAIR).encode(x=alt.value(0), x2=alt.value(0))
    return alt.layer(rule, when, who, period).properties(width=LABELS - 6)


def _edge(rows: Sequence[Said]) -> float:
    """Where the axis ends: beyond the largest number, so that open ends have room."""
    largest = max((float(n) for row in rows for n in (row.low, row.high) if n), default=1)
    return 14 / 10 * largest or 1


def _row(place: int, row: Said, edge: float) -> dict[str, object]:
    low = float(row.low) if row.low is not None else 0
    high = float(row.high) if row.high is not None else low + edge * 4 / 100
    exact = row.low is not None and row.low == row.high
    return {
        "place": place,
        "who": row.who,
        "when": row.when,
        "low": low,
        "high": high,
        "exact": exact,
        "open_up": row.high is None,
        "period": row.period,
        "number": row.number,
        "faded": row.faded,
    }
