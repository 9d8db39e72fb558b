"""Tables that tell a year, or an age, in place of a day: a row becomes one for every day of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import lcm
from typing import Any

import narwhals as nw
import polars as pl

from callup.ir.facts import EARLIEST, LATEST
from callup.ir.program import Program
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.values.calendar import Calendar, years_between

SHARE = "_callup_share"
"""Which part of its row's weight a day has, in parts of WHOLE."""
LINE = "_callup_line"
"""Which row of the table a day comes from."""
TOLD = "_callup_told"
WHOLE = lcm(365, 366)
OLDEST = 150
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Years:
    """What tells the day of a fact by its year; or, with `on`, by the age on that day.

    `how` it is read: `spread` over the days, or as a day that is `unknown` among them.
    """

    fact: str
    column: str
    how: str
    on: date | None = None

    @property
    def word(self) -> str:
        return "year" if self.on is None else "age"

    def days(self, calendar: Calendar) -> Mapping[int, tuple[date, date]]:
        """For each number that a row may tell, the first and the last of its days."""
        if self.on is None:
            years = range(EARLIEST.year, LATEST.year)
            return {year: (date(year, 1, 1), date(year, 12, 31)) for year in years}
        last = [youngest(age, self.on, calendar) for age in range(OLDEST + 2)]
        return {age: (last[age + 1] + DAY, last[age]) for age in range(OLDEST + 1)}


def youngest(age: int, on: date, calendar: Calendar) -> date:
    """The last day of birth of those who are so old on a day."""
    year = on.year - age
    day = on.replace(year=year, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=year)
    while years_between(day + DAY, on, calendar) >= age:
        day += DAY
    return day


def read_years(program: Program, table: Any, years: Years) -> pl.LazyFrame:
    """A table with the days of its years.

    Raises Diagnostics for what there is not, and for tables that are none of Polars or PyArrow.
    """
    known = program.facts.get(years.fact)
    if known is None or known.type.kind != "date":
        message = f"the lawbook has no fact `{years.fact[:60]}` that is a day"
        raise Diagnostics((Diagnostic("unknown-fact", message, None),))
    if years.how not in ("spread", "unknown"):
        message = f"{years.word}s are not read as `{years.how[:40]}`"
        help = "one is spread over its days (`spread`), or its day is `unknown`"
        raise Diagnostics((Diagnostic("bad-question", message, None, help=help),))
    people = nw.from_native(table)
    name = people.implementation.value
    if name not in ("polars", "pyarrow"):
        message = f"years in place of days are not read from tables of {name}"
        help = "give a table of Polars or PyArrow"
        raise Diagnostics((Diagnostic("not-supported", message, None, help=help),))
    later = people if isinstance(people, nw.LazyFrame) else people.lazy(backend="polars")
    return by_days(later.to_native(), years, program.calendar)


def by_days(frame: pl.LazyFrame, years: Years, calendar: Calendar) -> pl.LazyFrame:
    """The table with the column of the fact: a row for each day of what its row tells.

    A row that tells nothing stays one, whose day is not known. Raises Diagnostics for what is none.
    """
    listed = years.days(calendar)
    told = _checked(frame, years, listed)
    day_lists = pl.LazyFrame(
        {
            TOLD: list(listed),
            years.fact: [pl.date_range(*ends, eager=True) for ends in listed.values()],
        },
        schema={TOLD: pl.Int32, years.fact: pl.List(pl.Date)},
    )
    none = pl.lit([None], dtype=pl.List(pl.Date))
    days = pl.col(years.fact).fill_null(none)
    return (
        frame.with_row_index(LINE)
        .with_columns(told.alias(TOLD))
        .drop(years.fact, strict=False)
        .join(day_lists, on=TOLD, how="left", maintain_order="left")
        .with_columns((WHOLE // days.list.len().cast(pl.Int64)).alias(SHARE), days)
        .drop(TOLD)
        .explode(years.fact)
    )


def _checked(frame: pl.LazyFrame, years: Years, listed: Mapping[int, tuple[date, date]]) -> pl.Expr:
    schema = frame.collect_schema()
    column, fact, word = years.column, years.fact, years.word
    problems = []
    if column not in schema:
        problems.append(f"there is no column `{column[:60]}`")
    elif fact in schema and fact != column:
        problems.append(f"the table has a column `{fact}` beside the {word}s of `{column}`")
    elif not (schema[column].is_integer() or schema[column] == pl.String):
        problems.append(f"column `{column}` is {schema[column]}, wanted whole years")
    if problems:
        raise Diagnostics(Diagnostic("bad-column", one, None) for one in problems)
    given = pl.col(column)
    if schema[column] == pl.String:
        words = given.str.strip_chars()
        given = pl.when(~words.is_in(["", "unknown"])).then(words)
    told = given.cast(pl.Int32, strict=False)
    fits = told.is_between(min(listed), max(listed)).fill_null(False)
    wrong = frame.select((given.is_not_null() & ~fits).sum()).collect(engine="streaming").item()
    if wrong:
        message = f"column `{column}` is no {word} of a person's life in {wrong} rows"
        if years.on is not None:
            message = f"column `{column}` is no age in whole years in {wrong} rows"
        raise Diagnostics((Diagnostic("bad-column", message, None),))
    return told
