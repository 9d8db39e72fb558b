"""The acts and states of a lawbook on a line of time, as places on a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from callup.inquiry.log import Entry
from callup.inquiry.pages import StatePage
from callup.lawbook import Program
from callup.text.words import Words

DAY: Final = timedelta(days=1)
BEYOND: Final = 200
"""Days that the picture goes on after the last thing that happens on it."""
MOST_STACKED: Final = 12
"""Acts of one month that are drawn above each other; more are told as a number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on which a state stands, from `left` over `width`, both in hundredths."""

    left: str
    width: str
    start: date
    end: date | None
    everywhere: bool
    regions: tuple[str, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A state and the stretches on which it stands."""

    id: str
    title: Words
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The acts that began to operate in one month."""

    left: str
    first: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A picture as wide as it is given room; `left` and `width` are percentages of it."""

    start: date
    end: date
    years: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    months: tuple[Month, ...]
    today: str | None
    highest: int


def time_line(
    program: Program, entries: Iterable[Entry], states: Sequence[StatePage], on: date
) -> TimeLine:
    """The line from the first day that the lawbook covers until some time after the last act."""
    shown = [one for one in entries if not one.by_itself]
    start = program.covers.start or min((one.day for one in shown), default=on)
    last = max([program.evidence_until, *(one.day for one in shown)])
    end = min(last + BEYOND * DAY, program.horizon)
    scale = _Scale(start, end)
    months = _months([one for one in shown if start <= one.day < end], scale)
    return TimeLine(
        start=start,
        end=end,
        years=tuple(
            (scale.at(date(y, 1, 1)), y)
            for y in range(start.year, end.year + 1)
            if date(y, 1, 1) >= start
        ),
        rows=tuple(_row(state, scale) for state in states),
        months=months,
        today=scale.at(on) if start <= on < end else None,
        highest=max((min(len(m.entries), MOST_STACKED) for m in months), default=1),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date

    def share(self, day: date) -> float:
        whole = (self.end - self.start).days or 1
        within = min(max(day, self.start), self.end)
        return 100 * (within - self.start).days / whole

    def at(self, day: date) -> str:
        return f"{self.share(day):.3f}"


def _row(state: StatePage, scale: _Scale) -> Row:
    most = max((len(stand.regions) for stand in state.history), default=0)
    bars = [
        Bar(
            scale.at(stand.start or scale.start),
            f"{scale.share(stand.end or scale.end) - scale.share(stand.start or scale.start):.3f}",
            stand.start or scale.start,
            stand.end,
            not state.territory or len(stand.regions) == most,
            stand.regions,
            tuple(dict.fromkeys(by.act for by in stand.by)),
        )
        for stand in state.history
        if stand.regions and (stand.end is None or stand.end > scale.start)
    ]
    return Row(state.id, state.title, tuple(bars))


def _months(entries: Sequence[Entry], scale: _Scale) -> tuple[Month, ...]:
    found: dict[date, list[Entry]] = {}
    for one in entries:
        found.setdefault(one.day.replace(day=1), []).append(one)
    return tuple(Month(scale.at(first), first, tuple(of)) for first, of in sorted(found.items()))
