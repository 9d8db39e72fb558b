"""One person's time line: the stretches of days over which an answer stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from callup.ir.facts import Person
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import Finding

MOST_STRETCHES = 1_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """An answer over the days from `start` up to, but not including, `end`."""

    start: date
    end: date
    finding: Finding


def sweep(
    engine: Engine, person: Person, setup: Setup, name: str, start: date, end: date
) -> tuple[Stretch, ...]:
    """The answers from `start` up to `end`, each stretch with the finding of its first day."""
    stretches: list[Stretch] = []
    day = start
    while day < end and len(stretches) < MOST_STRETCHES:
        finding = Asker(engine, person, day, setup, start).finding(name)
        following = finding.until
        last = end if following is None or following > end else following
        stretches.append(Stretch(day, last, finding))
        day = last
    return tuple(stretches)
