"""What claims allow together: a band over the days of a window, with each claim drawn on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

import altair as alt

from callup.pictures.manner import (
    CONFLICT,
    FAINT,
    INK,
    SERIES,
    UNKNOWN,
    WIDTH,
    Format,
    drawn,
    lines_of_text,
)

HEIGHT: Final = 340
COLOURS: Final = (*SERIES[1::2], "#8a6d3b", "#5b4b8a", "#7a7f87", *SERIES[0::2])


@dataclass(frozen=True, slots=True)
class Edge:
    """The least and the most from the first day of the window through a day; None is open."""

    day: date
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claim: from where it rises, between what it ends, and whether it is in a conflict."""

    sign: str
    who: str
    start: date
    end: date
    base: str
    low: str | None
    high: str | None
    rate: bool
    conflict: bool


@dataclass(frozen=True, slots=True)
class Window:
    """All that is drawn; `edges` are none where the claims conflict. With `steps` the quantity
    never falls, so between two days it has at least what the earlier has and at most the later."""

    title: str
    subtitle: str
    start: date
    end: date
    edges: tuple[Edge, ...]
    steps: bool
    claims: tuple[Drawn, ...]
    notes: tuple[str, ...]
    words: str


def band(window: Window, kind: Format, language: str) -> bytes:
    """The picture as the bytes of a file; the same window gives the same bytes."""
    numbers = [one.high or one.low for one in window.edges]
    numbers += [one.high or one.low for one in window.claims]
    top = 108 / 100 * max((float(one) for one in numbers if one), default=1)
    layers = [*_band(window, top), *_claims(window, top)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    below = lines_of_text(window.notes, WIDTH)
    whole = alt.vconcat(chart, below, spacing=16).properties(
        title=alt.TitleParams(text=window.title, subtitle=window.subtitle)
    )
    return drawn(whole, kind, language, window.words)


def _x(window: Window) -> Any:
    return alt.X(
        "day:T",
        scale=alt.Scale(domain=[window.start.isoformat(), window.end.isoformat()]),
        axis=alt.Axis(title=None, format="%b %Y", tickCount=8, grid=False),
    )


def _y(field: str, top: float) -> Any:
    axis = alt.Axis(title=None, format=",.0f", tickCount=6)
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, top]), axis=axis)


def _band(window: Window, top: float) -> list[Any]:
    values = list(_corners(window, top))
    if not values:
        return []
    base = alt.Chart(alt.InlineData(values=values)).encode(x=_x(window))
    area = base.mark_area(color=UNKNOWN, opacity=55 / 100).encode(y=_y("low", top), y2="high:Q")
    low = base.mark_line(color=FAINT, strokeWidth=1).encode(y=_y("low", top))
    open_ = all(one.high is None for one in window.edges[1:])
    high = base.mark_line(color=FAINT, strokeWidth=1).encode(y=_y("high", top))
    return [area, low] if open_ else [area, low, high]


def _corners(window: Window, top: float) -> Iterator[dict[str, object]]:
    """The corners of the band in the order of days."""
    edges = window.edges
    pairs = pairwise(edges) if window.steps else ((one, one) for one in edges)
    for one, other in pairs:
        low = float(one.low or 0)
        high = top if other.high is None else float(other.high)
        for day in dict.fromkeys((one.day, other.day)):
            yield {"day": day.isoformat(), "low": low, "high": high}


def _claims(window: Window, top: float) -> list[Any]:
    who = list(dict.fromkeys(one.who for one in window.claims))
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(who))]
    colour = alt.Color(
        "who:N", scale=alt.Scale(domain=who, range=colours), legend=alt.Legend(columns=4)
    )
    rises, ends = [], []
    signs_at: dict[tuple[date, int], list[str]] = {}
    for one in window.claims:
        base, low, high = float(one.base), one.low, one.high
        least = base + float(low) if low is not None else base
        most = base + float(high) if high is not None else least + top * 3 / 100
        middle = (least + most) / 2 if low is not None and high is not None else least
        if low is None:
            middle = most
        # claims that end at one place share their signs
        signs = signs_at.setdefault((one.end, round(60 * middle / top)), [])
        signs.append(one.sign)
        row = {"claim": one.sign, "who": one.who, "rate": one.rate}
        rises.append({**row, "day": one.start.isoformat(), "low": base})
        rises.append({**row, "day": one.end.isoformat(), "low": middle})
        end = {**row, "day": one.end.isoformat(), "low": least, "high": most, "middle": middle}
        ends.append({**end, "up": high is None, "conflict": one.conflict, "signs": signs})
    for row in ends:
        listed = row["signs"]
        assert isinstance(listed, list)
        row["shown"] = ", ".join(listed) if listed[0] == row["claim"] else ""
    lines = alt.Chart(alt.InlineData(values=rises)).mark_line(strokeWidth=12 / 10, opacity=75 / 100)
    dash = alt.condition("datum.rate", alt.value([4, 3]), alt.value([1, 0]))
    lines = lines.encode(
        x=_x(window), y=_y("low", top), detail="claim:N", color=colour, strokeDash=dash
    )
    at_end = alt.Chart(alt.InlineData(values=ends)).encode(x=_x(window))
    ranges = at_end.mark_rule(strokeWidth=3, opacity=6 / 10).encode(
        y=_y("low", top), y2="high:Q", color=colour
    )
    points = at_end.mark_point(filled=True, size=46, opacity=1).encode(
        y=_y("middle", top), color=colour
    )
    more = at_end.transform_filter("datum.up").mark_point(
        shape="triangle-up", filled=True, size=60, opacity=1
    )
    more = more.encode(y=_y("high", top), color=colour)
    text = alt.condition("datum.conflict", alt.value(CONFLICT), alt.value(INK))
    words = at_end.mark_text(align="left", dx=6, fontSize=10, fontWeight="bold").encode(
        y=_y("middle", top), text="shown:N", color=text
    )
    return [lines, ranges, points, more, words]
