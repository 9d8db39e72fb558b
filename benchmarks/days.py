"""Every day of five years: beside OpenFisca-core day by day, and beside our own single day."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta

from environments import NotMeasured, WrongAnswers, interpreter
from many import Asked, running
from people import TODAY
from population import people_in
from rows import Goal, Row, beside

DAYS = 1_826
"""Five years from the day that is asked about, on which the law stays as it is."""
TIMED = 30
"""So many days of them are put to a peer one by one; all days take that much longer."""
FORM = "complete"
LAST = TODAY + timedelta(days=DAYS - 1)
FAR_FASTER = Goal(10_000, "10,000 × faster")
FEW_DAYS = Goal(1 / 10, "at most 10 × one day")
ONE_BY_ONE = (("openfisca", "OpenFisca-core", FAR_FASTER), ("polars", "Polars by hand", None))


def every_day(rows: int, turns: int) -> list[Row]:
    """Rows for five years under one law."""
    what = f"{rows:,} people, every day of five years"
    file = str(people_in(FORM, rows))
    found = []
    with ExitStack() as stack:
        ours = stack.enter_context(running(sys.executable, "many_callup.py"))
        try:
            ours.ask(do="load", file=file)
            mine, yes = _every_day(ours, turns)
            one = [ours.ask(do="count", day=TODAY.isoformat()) for _ in range(turns)]
            found.append(beside(f"{what}: our single day", mine, one, "s", FEW_DAYS))
        except NotMeasured as problem:
            return [Row(what, why_not=str(problem))]
        for name, title, goal in ONE_BY_ONE:
            try:
                theirs = stack.enter_context(running(str(interpreter(name)), f"many_{name}.py"))
                theirs.ask(do="load", file=file)
                full = f"{what}: {title} {theirs.version}, {TIMED} days × {DAYS / TIMED:.0f}"
                total = day_by_day(full, theirs, yes) * DAYS / TIMED
            except NotMeasured as problem:
                found.append(Row(f"{what}: {title}", why_not=str(problem)))
                continue
            found.append(beside(full, mine, [total] * len(mine), "s", goal))
    return found


def _every_day(ours: Asked, turns: int) -> tuple[list[float], dict[str, dict[str, int]]]:
    """Seconds of every turn, and how many have a yes on which day."""
    words = {"do": "days", "day": TODAY.isoformat(), "through": LAST.isoformat()}
    replies = [ours.reply(**words) for _ in range(turns)]
    return [one["seconds"] for one in replies], replies[0]["yes"]


def day_by_day(title: str, theirs: Asked, yes: dict[str, dict[str, int]]) -> float:
    """Seconds of the days that are put to a peer. Raises WrongAnswers where it counts otherwise."""
    took = []
    for day in spread():
        reply = theirs.reply(do="count", day=day.isoformat())
        took.append(reply["seconds"])
        if reply["yes"] != yes[day.isoformat()]:
            message = f"{title} counts otherwise on {day}: {reply['yes']}, not"
            raise WrongAnswers(f"{message} {yes[day.isoformat()]}")
    # a first day that warms up does not count for more than the others
    return statistics.median(took) * TIMED


def spread() -> Sequence[date]:
    """The days that are put to a peer, evenly over the five years."""
    return [TODAY + timedelta(days=DAYS * number // TIMED) for number in range(TIMED)]
