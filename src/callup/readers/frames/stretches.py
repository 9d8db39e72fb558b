"""The stretches of days on which neither the law nor the calendar turns an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from callup.ir.nodes import Node
from callup.readers.frames.apply import Table
from callup.readers.frames.compile import When
from callup.readers.frames.moments import Atom, Moments, NotDescribed


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `start` up to `stop`, on which only `atoms` may turn the questions."""

    start: date
    stop: date
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The stretches of a question, and those days, from one up to another, on which it has to be
    asked day by day."""

    stretches: tuple[Stretch, ...]
    day_by_day: tuple[tuple[date, date], ...]


def stretches(table: Table, moments: Moments, nodes: tuple[Node, ...], stop: date) -> Found:
    """The stretches of the formulas from the table's day up to another."""
    law = [one for one in moments.borders(nodes) if table.day < one < stop]
    found: list[Stretch] = []
    slow = []
    for start, end in _between(table.day, law, stop):
        try:
            turning = moments.turning(nodes, start)
            cuts = _calendar(table, turning.calendar, start, end)
        except NotDescribed:
            slow.append((start, end))
            found += day_by_day(start, end)
            continue
        found += (Stretch(*days, turning.atoms) for days in _between(start, cuts, end))
    return Found(tuple(found), tuple(slow))


def day_by_day(start: date, stop: date) -> Iterator[Stretch]:
    """Every day as a stretch of its own."""
    return (Stretch(day, after, ()) for day, after in pairwise((*days(start, stop), stop)))


def days(start: date, stop: date) -> Iterator[date]:
    """The days from one up to another."""
    return map(date.fromordinal, range(start.toordinal(), stop.toordinal()))


def _calendar(table: Table, nodes: Iterable[Node], start: date, stop: date) -> list[date]:
    """The days on which conditions on the day alone turn."""
    compiler = table.compiler(start)
    before: Any = None
    cuts = []
    nodes = tuple(nodes)
    if not nodes:
        return []
    for day in days(start, stop):
        now = tuple(compiler.cell(node, When(start, day)) for node in nodes)
        if before is not None and now != before:
            cuts.append(day)
        before = now
    return cuts


def _between(start: date, cuts: Iterable[date], stop: date) -> Iterator[tuple[date, date]]:
    return pairwise((start, *cuts, stop))
