"""The forms that rules have had, each with the days on which it may stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from callup.inquiry.coverage import covered_days
from callup.ir.program import Definition, Program, Rule, versions
from callup.readers.explain.cone import Cones
from callup.values.interval import Interval


@dataclass(frozen=True, slots=True)
class Form:
    """A rule as it is worded on these days, which its definition covers, under some setting."""

    rule: Rule
    days: tuple[Interval, ...]


def days_of(program: Program, cones: Cones, definition: Definition) -> Interval:
    """The covered days of a definition up to the horizon, with both ends known."""
    days = covered_days(program, cones, definition)
    days = days.clip(Interval(program.covers.start, program.horizon))
    return Interval(days.start or date(1, 1, 1), days.end)


def forms(definition: Definition, within: Interval) -> Iterator[Form]:
    """All forms of all rules of a definition that stand on any of the days."""
    for _, line in definition.rules:
        found: dict[Rule, list[Interval]] = {}
        for start, end, version in line.pieces():
            days = Interval(start, end).clip(within)
            if not days.empty:
                for rule in dict.fromkeys(versions(version)):
                    _append(found.setdefault(rule, []), days)
        for rule, days_ in found.items():
            yield Form(rule, tuple(days_))


def _append(found: list[Interval], days: Interval) -> None:
    """Adds days that do not come before those found, joined to them where they follow at once."""
    if found and found[-1].end == days.start:
        days = Interval(found.pop().start, days.end)
    found.append(days)
