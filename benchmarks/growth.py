"""What grows with the size of a law, and with the days asked about: the time for many people.

Prints a table of the made-up lawbooks of `generated.py`; `--plot FILE` draws it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import altair as alt
from generated import Size, write
from made_up import people
from people import TODAY
from rows import Row

import callup
from callup.lawbook import Lawbook

UNKNOWN = 0.3
SIZES = (1, 2, 4, 8)
"""So many times the law, or the acts, of a lawbook as large as `ru`."""
WHAT = {
    "answers": "answers for all people, once built",
    "built": "expressions built",
    "opened": "lawbook read, no cache",
    "cached": "lawbook opened, cache warm",
    "constant": "counted every day, eight positions, the law constant",
    "changing": "counted every day, two positions, the law changing",
}
DAYS = (1, 31, 366, 1827)
"""How many days are counted."""
FIRST = date(2021, 1, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """What something took, in seconds, at a size."""

    by: str
    size: int
    number: int
    what: str
    seconds: float


def measure(rows: int, turns: int, sizes: tuple[int, ...] = SIZES) -> list[Point]:
    """Every size of the law with its acts as they are, every number of acts, and of days."""
    return [*_rules(rows, turns, sizes), *_acts(rows, turns, sizes), *_days(rows, turns)]


def _days(rows: int, turns: int) -> Iterator[Point]:
    """One law that no act changes, and one that acts change on some of the days."""
    constant = callup.open(Path(__file__).parent / "lawbook")
    yield from _counted("constant", constant, TODAY, rows, turns)
    with tempfile.TemporaryDirectory() as folder, _cache_in(folder):
        changing = callup.open(write(Path(folder) / "made-up", Size()))
        yield from _counted("changing", changing, FIRST, rows, turns, positions=2)


def _counted(
    what: str, book: Lawbook, first: date, rows: int, turns: int, positions: int | None = None
) -> Iterator[Point]:
    table = people(book.program, rows, UNKNOWN)
    about = [position.name for position in book.program.positions()][:positions]
    for days in DAYS:
        last = first + timedelta(days - 1)
        seconds = took(lambda: list(book.count(table, first, last, about=about).every_day()), turns)  # noqa: B023
        yield Point("days", days, days, what, seconds)


def _rules(rows: int, turns: int, sizes: tuple[int, ...]) -> Iterator[Point]:
    for size in sizes:
        one = Size()
        law = replace(
            one,
            positions=one.positions * size,
            rules=one.rules * size,
            facts=one.facts * size,
            parameters=one.parameters * size,
            states=one.states * size,
        )
        yield from _points("rules", size, law.rules, law, rows, turns)


def _acts(rows: int, turns: int, sizes: tuple[int, ...]) -> Iterator[Point]:
    for size in sizes:
        law = replace(Size(), acts=Size().acts * size)
        yield from _points("acts", size, law.acts, law, rows, turns)


def _points(by: str, size: int, number: int, law: Size, rows: int, turns: int) -> Iterator[Point]:
    with tempfile.TemporaryDirectory() as folder, _cache_in(folder):
        path = write(Path(folder) / "made-up", law)
        opened = took(lambda: callup.open(path), 1)
        cached = took(lambda: callup.open(path), turns)
        book = callup.open(path)
        table = people(book.program, rows, UNKNOWN)
        seconds = {
            "opened": opened,
            "cached": cached,
            "built": took(lambda: answer(book, table.head(1)), 1),
            "answers": took(lambda: answer(book, table), turns),
        }
    for what, found in seconds.items():
        yield Point(by, size, number, what, found)


@contextmanager
def _cache_in(folder: str) -> Iterator[None]:
    """Keeps compiled programs in a folder of its own, empty at first."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["XDG_CACHE_HOME"]
        else:
            os.environ["XDG_CACHE_HOME"] = before


def answer(book: Lawbook, table: object) -> object:
    """The values of all positions on one day."""
    names = [position.name for position in book.program.positions()]
    return book.on(TODAY).apply(table.lazy()).select(names).collect()  # type: ignore[attr-defined]


def took(work: Callable[[], object], turns: int) -> float:
    """Seconds, the median of all turns."""
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def growth(rows: int, turns: int, plot: str | None = None) -> list[Row]:
    """A row for each size, with its time beside that of the smallest."""
    points = measure(rows, turns)
    if plot:
        picture(points, rows).save(plot)
    first = {(p.by, p.what): p.seconds for p in points if p.size == 1}
    return [
        Row(
            f"{p.number:,} {p.by}: {WHAT[p.what]}",
            f"{p.seconds:.3f} s",
            f"{p.seconds / first[p.by, p.what]:.1f} × that of {p.number // p.size:,}",
        )
        for p in points
    ]


def picture(points: list[Point], rows: int) -> alt.HConcatChart:
    """Seconds over the number of rules, of acts and of days, a line for each thing measured."""
    values = [
        {"by": f"number of {p.by}", "number": p.number, "seconds": p.seconds, "what": WHAT[p.what]}
        for p in points
    ]
    sides = [_side(values, name) for name in dict.fromkeys(value["by"] for value in values)]
    title = f"What grows with a law, and with days ({rows:,} people; both axes are logarithmic)"
    return alt.hconcat(*sides).resolve_scale(y="shared").properties(title=title)


def _side(values: list[dict[str, Any]], name: Any) -> alt.Chart:
    here = [value for value in values if value["by"] == name]
    ticks = sorted({value["number"] for value in here})
    return (
        alt.Chart(alt.Data(values=here))
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "number:Q",
                scale=alt.Scale(type="log", nice=False, padding=8),
                axis=alt.Axis(values=ticks, title=name, grid=False),
            ),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds"),
            color=alt.Color(
                "what:N", title=None, legend=alt.Legend(orient="bottom", columns=3, labelLimit=400)
            ),
        )
        .properties(width=260, height=240)
    )


if __name__ == "__main__":
    from rows import table as shown

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--plot", metavar="FILE", help="draws the table, .svg or .png")
    chosen = parser.parse_args()
    print(shown(growth(chosen.rows, chosen.turns, chosen.plot)))
