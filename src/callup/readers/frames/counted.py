"""The people who are counted, and what they answer on the day or days of a compiler, added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from callup.readers.frames.asked import (
    NUMBER,
    Asked,
    Asker,
    Question,
    added_up,
    impossible,
    read_sums,
)
from callup.readers.frames.cell import Cell, exprs
from callup.readers.frames.compile import Compiler
from callup.readers.frames.tally import Answer
from callup.readers.frames.years import LINE
from callup.text.diagnostic import Diagnostic, Diagnostics


def ask(compiler: Compiler, asked: Sequence[Question], refused: Question | None) -> list[Asked]:
    """The answers to questions; rows that are refused have none."""
    none: Cell = False
    without = impossible(compiler, refused) if refused else none
    asker = Asker(compiler, without)
    return [asker.ask(question) for question in asked]


@dataclass(frozen=True, slots=True)
class Counted:
    """A table with NUMBER, for how many people a row stands, split by the columns `keys`.

    It may be other than one where the rows are `weighed`. With `together` the rows of a LINE are
    one person.
    """

    frame: pl.LazyFrame
    keys: tuple[str, ...]
    weighed: bool
    together: bool

    @property
    def number(self) -> pl.Expr | None:
        """For how many a row stands; None where it is one."""
        return pl.col(NUMBER) if self.weighed else None

    def sums(
        self,
        compiler: Compiler,
        asked: Sequence[Asked],
        of: pl.LazyFrame | None = None,
        more: Sequence[str] = (),
    ) -> Iterator[tuple[str, tuple[Any, ...], Answer, int]]:
        """(question, keys, answer, number) of all people; or of some of them, each with a number
        of its own, split by more columns."""
        keys = [*self.keys, *more]
        columns = {n: c for i, one in enumerate(asked) for n, c in one.columns(i).items()}
        rows = nw.from_native(self.frame if of is None else of)
        laid = compiler.sheet.lay(rows, columns.values())
        kept = [*keys, NUMBER, *([LINE] if self.together else [])]
        narrow = laid.select(*(nw.col(key) for key in kept), **exprs(columns)).to_native()
        if self.together:
            narrow = _one_row_each(narrow, keys, asked)
        counts_rows = of is None and not self.weighed and not self.together
        tables = list(added_up(narrow, keys, asked, None if counts_rows else pl.col(NUMBER)))
        collected = pl.collect_all([table for table, _ in tables], engine="streaming")
        for made, (_, which) in zip(collected, tables, strict=True):
            yield from read_sums(made, keys, which)


def _one_row_each(frame: pl.LazyFrame, keys: Sequence[str], asked: Sequence[Asked]) -> pl.LazyFrame:
    """The days of a row as one row: what all of them say."""
    if any(one.value is not None for one in asked):
        message = "a year in place of a day is not read as unknown where many values are possible"
        help = "count other positions with --about, or spread the year over its days"
        raise Diagnostics((Diagnostic("not-supported", message, None, help=help),))
    truths = [name for i, one in enumerate(asked) for name in one.columns(i)]
    first = [pl.col(name).first() for name in (*keys, NUMBER)]
    return frame.group_by(LINE).agg(*first, *(pl.col(name).all() for name in truths))
