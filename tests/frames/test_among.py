"""A constant chosen by flags is the same number, of the same type, however it is worked out."""

from __future__ import annotations

from fractions import Fraction

import narwhals as nw
import polars as pl
import pytest

from callup.readers.frames import kleene
from callup.readers.frames.answer import written
from callup.readers.frames.cell import Column


@pytest.mark.parametrize(
    "numbers", [(50, 65), (-127, 127), (127, 128), (-128, 1), (300, 2**40)], ids=str
)
def test_numbers_come_out_whole(numbers: tuple[int, int]) -> None:
    frame = nw.from_native(pl.LazyFrame({"a": [True, False, False], "b": [False, True, False]}))
    flags = [Column(nw.col(name), "boolean", sure=True) for name in ("a", "b")]
    chosen = kleene.among(list(zip(flags, numbers, strict=True)))
    made = frame.select(chosen=written(chosen, "number").expr).to_native().collect()["chosen"]
    assert made.dtype == pl.Int64
    assert made.to_list() == [*numbers, None]


def test_whole_numbers_and_fractions_together() -> None:
    frame = nw.from_native(pl.LazyFrame({"a": [True, False]}))
    flag = Column(nw.col("a"), "boolean", sure=True)
    other = Column(~nw.col("a"), "boolean", sure=True)
    chosen = kleene.among([(flag, 3), (other, Fraction(1, 4))])
    made = frame.select(chosen=written(chosen, "number").expr).to_native().collect()["chosen"]
    assert [float(one) for one in made] == [3.0, 0.25]


def test_no_case_is_unknown_of_everybody() -> None:
    assert kleene.among([]) is None
    assert kleene.among([(False, 50)]) is None
    assert kleene.among([(True, 50)]) == 50
