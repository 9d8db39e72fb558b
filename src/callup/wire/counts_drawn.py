"""Counts over time as a picture: what is known, what is not, and the acts that change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from callup.lawbook import Answer, Counts, Group, Lawbook
from callup.pictures.manner import CONFLICT, NOTHING, SERIES, UNKNOWN, YES, Format
from callup.pictures.over_time import (
    MOST_PANELS,
    Band,
    Course,
    Mark,
    Panel,
    legend_colours,
    over_time,
)
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.values.number import Number, whole, write_number
from callup.wire.speech import Speech

DAY = timedelta(days=1)
Turned = Mapping[str, Mapping[date, Fraction]]
"""For each position the days on which the law moved its counts, and by how much."""
MOST_MARKS = 9
MOST_VALUES = 6
WIDEST = 96
"""Letters of an act's title that have room on a line."""


def counts_drawn(book: Lawbook, found: Counts, table: str, kind: Format, say: Speech) -> bytes:
    """The picture as the bytes of a file; `table` is the name of the table that was counted.

    Raises Diagnostics for more than it can hold.
    """
    turned = {name: _turned(found, name) for name in found.courses}
    marks = list(_marks(book, found, turned, say))
    panels = list(_panels(book, found, marks, turned, say))
    if len(panels) > MOST_PANELS:
        message = f"a picture holds {MOST_PANELS} positions and groups, and these are {len(panels)}"
        help = "name positions with --about, or split by a column of fewer values"
        raise Diagnostics((Diagnostic("too-large", message, None, help=help),))
    if not panels:
        raise Diagnostics((Diagnostic("bad-question", "there is nobody to draw", None),))
    return over_time(_course(book, found, table, panels, marks, say), kind, say.code)


def _course(
    book: Lawbook,
    found: Counts,
    table: str,
    panels: list[Panel],
    marks: list[Mark],
    say: Speech,
) -> Course:
    positions = list(found.courses)
    names = [book.program.definitions[name] for name in positions]
    title = say.words(names[0].question) or say.words(names[0].title)
    window = say("chart window", position=positions[0], start=found.start, end=found.end)
    if len(names) > 1:
        title, window = say.words(book.program.title), f"{found.start} – {found.end}"
    return Course(
        title,
        window,
        say("chart people"),
        found.start,
        found.end,
        tuple(panels),
        tuple(marks),
        (
            say(
                "chart source",
                title=say.words(book.program.title),
                digest=book.digest[:19],
                table=table,
            ),
        ),
        _words(found, title, say),
    )


def _panels(
    book: Lawbook, found: Counts, marks: list[Mark], turned: Turned, say: Speech
) -> Iterator[Panel]:
    steps: dict[tuple[str, Group], dict[date, dict[Answer, Number]]] = defaultdict(dict)
    for one in found.changes():
        steps[one.position, one.group][one.day] = dict(one.answers)
    for (name, group), days in steps.items():
        definition = book.program.definitions[name]
        shown = ", ".join(
            _of_group(book, column, value, say)
            for column, value in zip(found.by, group, strict=True)
        )
        signs = frozenset(mark.sign for mark in marks if mark.day in turned[name])
        title, subtitle = shown or name, ""
        if len(found.courses) > 1:
            title = say.words(definition.question) or say.words(definition.title)
            subtitle = " · ".join(one for one in (name, shown) if one)
        yield Panel(name, title, subtitle, tuple(_bands(definition.type.kind, days, say)), signs)


def _of_group(book: Lawbook, column: str, value: str | None, say: Speech) -> str:
    """A group by one column; a value of a choice in its own words."""
    fact = book.program.facts.get(column)
    listed = dict(book.program.values.get(fact.type.of, ())) if fact else {}
    words = say.words(listed[value]) if value in listed else ""
    return words or f"{column} {value if value is not None else '?'}"


def _bands(kind: str, days: dict[date, dict[Answer, Number]], say: Speech) -> Iterator[Band]:
    """From below: what is known, then what is not, then what contradicts itself."""
    if kind == "boolean":
        yield _band(say("count yes"), YES, days, lambda a: a.status == "known" and a.value is True)
    else:
        values = sorted({a.value for found in days.values() for a in found if a.status == "known"})
        alone = values if len(values) <= MOST_VALUES else values[: MOST_VALUES - 1]
        colours = legend_colours(len(alone), SERIES)
        for value, colour in zip(alone, colours, strict=True):
            yield _band(str(value), colour, days, lambda a, v=value: _is(a, v))
        if len(alone) < len(values):
            rest = values[len(alone) :]
            yield _band(
                say("chart other"),
                NOTHING,
                days,
                lambda a: a.status == "known" and a.value in rest,
            )
    yield _band(say("count unknown"), UNKNOWN, days, lambda a: a.status == "unknown")
    if any(a.status == "conflict" for found in days.values() for a in found):
        yield _band(say("count conflict"), CONFLICT, days, lambda a: a.status == "conflict")


def _is(answer: Answer, value: Any) -> bool:
    return bool(answer.status == "known" and answer.value == value)


def _band(answer: str, colour: str, days: dict[date, dict[Answer, Number]], fits: Any) -> Band:
    steps = tuple((day, write_number(_sum(found, fits))) for day, found in days.items())
    return Band(answer, colour, steps)


def _sum(found: dict[Answer, Number], fits: Any) -> Number:
    return whole(sum((Fraction(n) for a, n in found.items() if fits(a)), Fraction(0)))


def _marks(book: Lawbook, found: Counts, turned: Turned, say: Speech) -> Iterator[Mark]:
    """The acts on whose days most people change their answer, in the order of time."""
    moved: dict[date, Fraction] = defaultdict(Fraction)
    for days_of_one in turned.values():
        for day, number in days_of_one.items():
            moved[day] += number
    entries = (
        [
            entry
            for entry in book.log(found.start + DAY, found.end)
            if entry.day in moved and not entry.by_itself
        ]
        if found.start < found.end
        else []
    )
    days = sorted({entry.day for entry in entries}, key=lambda day: (-moved[day], day))
    kept = sorted(days[:MOST_MARKS])
    for index, day in enumerate(kept):
        titles = [say.words(entry.title) for entry in entries if entry.day == day]
        words = "; ".join(dict.fromkeys(titles))
        yield Mark(day, str(index + 1), words if len(words) <= WIDEST else words[:WIDEST] + "…")


def _turned(found: Counts, position: str) -> dict[date, Fraction]:
    """On which days the law moved the counts of a position, and by how much."""
    turned: dict[date, Fraction] = {}
    course = found.courses[position]
    before: dict[tuple[Group, Answer], int] = {}
    for day, now in course.steps():
        if before and day in course.stretches:
            keys = {*before, *now}
            moved = sum(abs(now.get(key, 0) - before.get(key, 0)) for key in keys)
            usual = sum(abs(number) for number in course.added.get(day, {}).values())
            if moved > usual:
                turned[day] = Fraction(moved, found.scale)
        before = now
    return turned


def _words(found: Counts, title: str, say: Speech) -> str:
    """What the picture shows, for those who cannot see it."""
    sums: list[dict[str, str]] = []
    for day in (found.start, found.end):
        totals: dict[str, Fraction] = defaultdict(Fraction)
        for one in found.on(day):
            for answer, number in one.answers.items():
                word = answer.status
                if word == "known" and isinstance(answer.value, bool):
                    word = "yes" if answer.value else "no"
                totals[word] += Fraction(number)
        words = ("yes", "unknown", "no")
        sums.append({word: write_number(whole(totals[word])) for word in words})
    ends = {f"{word}_end": number for word, number in sums[1].items()}
    return say("chart text", title=title, start=found.start, end=found.end, **sums[0], **ends)
