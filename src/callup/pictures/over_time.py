"""Counts over time: who is reached for certain, and above them who may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from textwrap import wrap
from typing import Any, Final

import altair as alt

from callup.pictures.manner import HEIGHT, INK, WIDTH, Format, drawn, lines_of_text

MOST_PANELS: Final = 12
LETTER: Final = 6
"""How wide a letter of a panel's title is, in points, on the average."""
SIGN: Final = 11
"""How far apart, in points, the signs of two marks must stand to be read."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Band:
    """An answer, drawn above those before it: how many from which day on."""

    answer: str
    colour: str
    steps: tuple[tuple[date, str], ...]
    """(day, number); numbers are exact, written in decimals."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The counts of one position and group; panels of one position share a scale.

    `signs` are those of the marks that moved these counts.
    """

    position: str
    title: str
    subtitle: str
    bands: tuple[Band, ...]
    signs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which an act changes a count; `sign` stands on the axis and before its words."""

    day: date
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Course:
    """All that is drawn. `source` says of what it is made, `words` what it shows."""

    title: str
    subtitle: str
    axis: str
    start: date
    end: date
    panels: tuple[Panel, ...]
    marks: tuple[Mark, ...]
    source: tuple[str, ...]
    words: str


def over_time(course: Course, kind: Format, language: str) -> bytes:
    """The picture as the bytes of a file; the same course gives the same bytes."""
    count = len(course.panels)
    columns = 1 if count == 1 else 2 if count <= 6 else 3
    width = (WIDTH - 46 * (columns - 1)) // columns
    height = HEIGHT if count == 1 else 130
    tops: dict[str, int] = defaultdict(int)
    for panel in course.panels:
        tops[panel.position] = max(tops[panel.position], _highest(panel))
    panels = [
        _panel(course, panel, _Size(width, height, tops[panel.position], count == 1))
        for panel in course.panels
    ]
    grid = alt.concat(*panels, columns=columns, spacing=18) if count > 1 else panels[0]
    lines = [f"{mark.sign}  {mark.day.isoformat()}  {mark.words}" for mark in course.marks]
    below = lines_of_text([*lines, *course.source], WIDTH)
    whole = alt.vconcat(grid, below, spacing=14).properties(
        title=alt.TitleParams(text=course.title, subtitle=course.subtitle)
    )
    return drawn(whole.resolve_scale(color="shared"), kind, language, course.words)


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a panel is, how many people its height holds, and whether it is the only one."""

    width: int
    height: int
    top: int
    alone: bool


def _panel(course: Course, panel: Panel, size: _Size) -> Any:
    answers = {band.answer: band.colour for band in panel.bands}
    days = alt.Scale(domain=[course.start.isoformat(), (course.end + DAY).isoformat()])
    labels, ticks = _ticks((course.end - course.start).days, alone=size.alone)
    x = alt.X(
        "day:T",
        scale=days,
        axis=alt.Axis(title=None, format=labels, tickCount=ticks, grid=False, labelFlush=False),
    )
    areas = (
        alt.Chart(alt.InlineData(values=_rows(panel, course.end)))
        .mark_area(interpolate="step-after", line=False)
        .encode(
            x=x,
            y=alt.Y(
                "low:Q",
                scale=alt.Scale(domain=[0, size.top], nice=True),
                axis=alt.Axis(
                    title=course.axis if size.alone else None,
                    format=",.0f",
                    tickCount=5,
                    tickMinStep=1,
                ),
            ),
            y2="high:Q",
            color=alt.Color(
                "answer:N",
                sort=list(answers),
                scale=alt.Scale(domain=list(answers), range=list(answers.values())),
            ),
        )
    )
    made = alt.layer(areas, *_marked(course, panel, size.width)).properties(
        width=size.width, height=size.height
    )
    if size.alone:
        return made
    title = alt.TitleParams(
        text=wrap(panel.title, size.width // LETTER),
        subtitle=panel.subtitle,
        fontSize=11,
        fontWeight="bold",
        subtitleFontSize=10,
        subtitlePadding=3,
        frame="group",
        offset=16,
    )
    return made.properties(title=title)


def _marked(course: Course, panel: Panel, width: int) -> list[Any]:
    marks = [mark for mark in course.marks if mark.sign in panel.signs]
    if not marks:
        return []
    days = [{"day": mark.day.isoformat()} for mark in marks]
    rule = (
        alt.Chart(alt.InlineData(values=days))
        .mark_rule(color=INK, strokeWidth=1, strokeDash=[1, 3])
        .encode(x="day:T")
    )
    span = (course.end - course.start).days + 1
    told = [
        {"day": day.isoformat(), "sign": sign}
        for day, sign in signs_of(marks, timedelta(days=span * SIGN / width))
    ]
    sign = (
        alt.Chart(alt.InlineData(values=told))
        .mark_text(color=INK, fontSize=10, fontWeight="bold", baseline="bottom", dy=-2)
        .encode(x="day:T", text="sign:N", y=alt.value(0))
    )
    return [rule, sign]


def signs_of(marks: Sequence[Mark], near: timedelta) -> Iterator[tuple[date, str]]:
    """Where the signs of marks stand: of those that would lie on each other, as one."""
    group: list[Mark] = []
    for mark in marks:
        if group and mark.day - group[-1].day >= near:
            yield _middle(group), ", ".join(one.sign for one in group)
            group = []
        group.append(mark)
    if group:
        yield _middle(group), ", ".join(one.sign for one in group)


def _middle(marks: Sequence[Mark]) -> date:
    return marks[0].day + (marks[-1].day - marks[0].day) / 2


def _ticks(days: int, *, alone: bool) -> tuple[str, Any]:
    """How days are written on the axis, and how far apart: by years over more than three."""
    if days > 3 * 366:
        return "%Y", {"interval": "month", "step": 12}
    if days > 400:
        return "%b %Y", {"interval": "month", "step": 3 if alone else 6}
    if days > 62:
        return "%b %Y", {"interval": "month", "step": 1 if alone else 3}
    return "%d %b", {"interval": "week", "step": 1 if alone else 2}


def _rows(panel: Panel, end: date) -> list[dict[str, Any]]:
    """Each band with where it begins and ends, from each day on."""
    at = {band.answer: dict(band.steps) for band in panel.bands}
    rows: list[dict[str, Any]] = []
    now = dict.fromkeys(at, 0)
    for day in [*_days(panel), end + DAY]:
        low = 0
        for band in panel.bands:
            # what is drawn is rounded; what is counted never is
            number = at[band.answer].get(day)
            now[band.answer] = now[band.answer] if number is None else round(Fraction(number))
            high = low + now[band.answer]
            rows.append({"day": day.isoformat(), "answer": band.answer, "low": low, "high": high})
            low = high
    return rows


def _days(panel: Panel) -> list[date]:
    return sorted({day for band in panel.bands for day, _ in band.steps})


def _highest(panel: Panel) -> int:
    return max((row["high"] for row in _rows(panel, date.max - DAY)), default=1) or 1


def legend_colours(count: int, colours: Sequence[str]) -> tuple[str, ...]:
    """So many colours, spread over a series."""
    if count <= len(colours):
        return tuple(colours[index * len(colours) // max(count, 1)] for index in range(count))
    return tuple(colours[index % len(colours)] for index in range(count))
