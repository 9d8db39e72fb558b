"""For how many people a row stands: whole numbers, or decimals as whole numbers of a small unit."""

from __future__ import annotations

from typing import Any

import polars as pl

from callup.readers.frames.cell import LARGEST, PREFIX
from callup.readers.frames.gathered import TIMES
from callup.readers.frames.years import WHOLE
from callup.text.diagnostic import Diagnostic, Diagnostics

WEIGHT = PREFIX + "weight"
PLACES = 6
"""So many decimals may a weight have."""


def weighed(frame: pl.LazyFrame, column: str | None) -> tuple[pl.LazyFrame, int]:
    """The table with the column WEIGHT, and how many of its units are one person.

    Without a column every row is one person. Raises Diagnostics where a weight is none.
    """
    if column is None:
        return frame.with_columns(rows_of(frame).alias(WEIGHT)), 1
    dtype = frame.collect_schema()[column]
    exact, scale = _exact(pl.col(column), dtype, frame)
    if exact is None:
        help = "a weight is a whole number or a decimal"
        raise _refused(f"column `{column}` is {dtype}, which holds no weights", help)
    rows = rows_of(frame)
    found = frame.select(
        pl.when(exact.is_null() | (exact < 0)).then(rows).sum().alias("bad"),
        (exact.cast(pl.Int128) * rows).sum().alias("total"),
    ).collect(engine="streaming")
    bad, total = found.row(0)
    if bad:
        message = f"column `{column}` is no number in {bad} rows"
        raise _refused(message, "a weight says for how many people a row stands")
    if total > LARGEST // WHOLE:
        raise _refused(f"the weights of column `{column}` are too large to add up", None)
    return frame.with_columns((exact * rows).alias(WEIGHT)), scale


def rows_of(frame: pl.LazyFrame) -> pl.Expr:
    """How many rows of the table that was given a row stands for, beside its weight."""
    return pl.col(TIMES) if TIMES in frame.collect_schema() else pl.lit(1, dtype=pl.Int64)


def _exact(column: pl.Expr, dtype: Any, frame: pl.LazyFrame) -> tuple[pl.Expr | None, int]:
    """The weight in whole units, null where it is none, and how many of them are one person."""
    if dtype.is_integer():
        return column.cast(pl.Int64, strict=False), 1
    if dtype.is_float():
        # a float that is not whole is only near what was meant
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(whole.cast(pl.Float64) == column).then(whole), 1
    if isinstance(dtype, pl.Decimal):
        scale: int = 10**dtype.scale
        return (column * scale).cast(pl.Int64, strict=False), scale
    if dtype == pl.String:
        words = column.str.strip_chars()
        fits = words.str.contains(rf"^\d{{1,12}}(\.\d{{1,{PLACES}}})?$")
        decimals = pl.when(fits).then(words).str.extract(r"\.(\d+)$").str.len_chars().max()
        places = frame.select(decimals).collect(engine="streaming").item() or 0
        decimal = pl.when(fits).then(words).cast(pl.Decimal(38, PLACES), strict=False)
        return (decimal * 10**places).cast(pl.Int64, strict=False), int(10**places)
    return None, 1


def _refused(message: str, help: str | None) -> Diagnostics:
    return Diagnostics((Diagnostic("bad-column", message, None, help=help),))
