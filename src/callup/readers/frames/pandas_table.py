"""Tables of pandas: the facts are read as Polars reads them, the answers stand beside the rest.

The truths of pandas have no unknown that holds through `and` and `or`, so nothing is worked out
there. What comes back has the index and the columns that came, untouched, and answers in types of
Arrow, in which a missing value of any kind is missing and whole numbers stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw
import polars as pl

from callup.readers.frames.cell import PREFIX
from callup.text.diagnostic import Diagnostic, Diagnostics

ROWS = PREFIX + "rows"
"""A column that stands for the rows of a table."""


def as_polars(frame: Any, names: Iterable[str]) -> Any:
    """A table of pandas as one of Polars, with the columns of these names; any other as it is."""
    return read(frame, names) if nw.dependencies.is_pandas_dataframe(frame) else frame


def read(frame: Any, names: Iterable[str]) -> pl.DataFrame:
    """The columns of these names, those that there are. Raises Diagnostics where one mixes types
    or two have one name."""
    problems = []
    columns: dict[str, pl.Series] = {}
    for name in dict.fromkeys(names):
        number = sum(1 for one in frame.columns if isinstance(one, str) and one == name)
        if number > 1:
            message = f"there are {number} columns `{name[:60]}`"
            problems.append(Diagnostic("bad-column", message, None, help="keep one of them"))
        elif number:
            try:
                columns[name] = pl.Series(pl.from_pandas(frame[name].reset_index(drop=True)))
            except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
                message = f"column `{name[:60]}` mixes values of several types"
                why = str(error).splitlines()[0][:120]
                problems.append(Diagnostic("bad-column", message, None, why=why))
    if problems:
        raise Diagnostics(problems)
    # a table without any fact still has its rows
    return pl.DataFrame({ROWS: range(len(frame)), **columns})


def joined(frame: Any, answers: pl.DataFrame, rows: pl.Series) -> Any:
    """The rows of a table, by their numbers, with columns of answers."""
    found = frame.iloc[rows.to_list()].copy()
    made = answers.to_pandas(use_pyarrow_extension_array=True)
    for name in made.columns:
        found[name] = made[name].array
    return found
