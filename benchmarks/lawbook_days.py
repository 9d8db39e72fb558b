"""All positions of `ru` for a whole population on every day of a year in which the law changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl
from made_up import people
from rows import Goal, Row, beside
from whole_lawbook import UNKNOWN, took

import callup
from callup.ir.nodes import Definition
from callup.lawbook import Lawbook
from callup.readers.frames.cone import days_of

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
SINGLE = 10
"""So many single days may a year take, beside one evaluation of what each change touches."""
AS_PLANNED = Goal(1, f"at most {SINGLE} × one day, and what changes touch once a change")


def every_day_of_lawbook(rows: int, turns: int) -> list[Row]:
    """A year beside ten single days and what each change of the law touches, asked on its day."""
    book = callup.open("ru")
    table = book.on(FIRST).accepted(people(book.program, rows, UNKNOWN))
    touched = changes(book)
    years, allowed, singles = [], [], []
    for _ in range(turns):
        years.append(took(lambda: counted(book, table, FIRST, LAST)))
        single = took(lambda: counted(book, table, FIRST, FIRST))
        once = sum(
            took(lambda day=day, names=names: counted(book, table, day, day, names))  # type: ignore[misc]
            for day, names in touched.items()
        )
        singles.append(single)
        allowed.append(SINGLE * single + once)
    what = f"the whole of ru, {len(table):,} people, every day of {FIRST.year}"
    asked = sum(map(len, touched.values()))
    return [
        beside(what, years, allowed, "s", AS_PLANNED),
        beside("  our single day", years, singles, "s", None),
        Row(f"  changes of the law touch {asked} positions on {len(touched)} days"),
    ]


def counted(
    book: Lawbook, table: pl.DataFrame, first: date, last: date, about: list[str] | None = None
) -> int:
    """How many entries a count has that differ from those of the day before."""
    return sum(1 for _ in book.count(table, first, last, about=about).changes())


def changes(book: Lawbook) -> Mapping[date, list[str]]:
    """The positions that each change of the law touches, by its day."""
    found: dict[date, list[str]] = {}
    for position in book.program.positions():
        node = Definition(position.name, position.type)
        for day in days_of(book.program, node):
            if FIRST < day <= LAST:
                found.setdefault(day, []).append(position.name)
    return dict(sorted(found.items()))
