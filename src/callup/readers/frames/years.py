"""Tables that tell a year in place of a day: each row becomes one for every day of its year."""

from __future__ import annotations

from math import lcm
from typing import Any

import narwhals as nw
import polars as pl

from callup.ir.facts import EARLIEST, LATEST
from callup.ir.program import Program
from callup.text.diagnostic import Diagnostic, Diagnostics

SHARE = "_callup_share"
"""Which part of its row's weight a day has, in parts of WHOLE."""
LINE = "_callup_line"
"""Which row of the table a day comes from."""
WHOLE = lcm(365, 366)


def read_years(program: Program, table: Any, year: tuple[str, str, str]) -> pl.LazyFrame:
    """A table with the days of its years; `year` is (fact, column, `spread` or `unknown`).

    Raises Diagnostics for what there is not, and for tables that are none of Polars or PyArrow.
    """
    fact, column, how = year
    known = program.facts.get(fact)
    if known is None or known.type.kind != "date":
        message = f"the lawbook has no fact `{fact[:60]}` that is a day"
        raise Diagnostics((Diagnostic("unknown-fact", message, None),))
    if how not in ("spread", "unknown"):
        message = f"a year is not read as `{how[:40]}`"
        help = "it is spread over its days (`spread`), or its day is `unknown`"
        raise Diagnostics((Diagnostic("bad-question", message, None, help=help),))
    people = nw.from_native(table)
    name = people.implementation.value
    if name not in ("polars", "pyarrow"):
        message = f"years in place of days are not read from tables of {name}"
        help = "give a table of Polars or PyArrow"
        raise Diagnostics((Diagnostic("not-supported", message, None, help=help),))
    later = people if isinstance(people, nw.LazyFrame) else people.lazy(backend="polars")
    return by_days(later.to_native(), column, fact)


def by_days(frame: pl.LazyFrame, column: str, fact: str) -> pl.LazyFrame:
    """The table with the column `fact`: a row for each day of the year that `column` tells.

    A row without a year stays one, whose day is not known. Raises Diagnostics for what is no year.
    """
    year = _checked(frame, column, fact)
    first, last = pl.date(year, 1, 1), pl.date(year, 12, 31)
    days = pl.when(year.is_not_null()).then(pl.date_ranges(first, last))
    none = pl.lit([None], dtype=pl.List(pl.Date))
    count = pl.when(year.is_not_null()).then(days.list.len().cast(pl.Int64)).otherwise(1)
    return (
        frame.with_row_index(LINE)
        .with_columns(
            (WHOLE // count).cast(pl.Int64).alias(SHARE), days.fill_null(none).alias(fact)
        )
        .explode(fact)
    )


def _checked(frame: pl.LazyFrame, column: str, fact: str) -> pl.Expr:
    schema = frame.collect_schema()
    problems = []
    if column not in schema:
        problems.append(f"there is no column `{column[:60]}`")
    elif fact in schema and fact != column:
        problems.append(f"the table has a column `{fact}` beside the years of `{column}`")
    elif not (schema[column].is_integer() or schema[column] == pl.String):
        problems.append(f"column `{column}` is {schema[column]}, wanted whole years")
    if problems:
        raise Diagnostics(Diagnostic("bad-column", one, None) for one in problems)
    given = pl.col(column)
    if schema[column] == pl.String:
        words = given.str.strip_chars()
        given = pl.when(~words.is_in(["", "unknown"])).then(words)
    year = given.cast(pl.Int32, strict=False)
    bad = given.is_not_null() & ~year.is_between(EARLIEST.year, LATEST.year - 1).fill_null(False)
    wrong = frame.select(bad.sum()).collect(engine="streaming").item()
    if wrong:
        message = f"column `{column}` is no year of a person's life in {wrong} rows"
        raise Diagnostics((Diagnostic("bad-column", message, None),))
    return year
