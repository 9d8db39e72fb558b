"""Draws: as likely as their weights, and fewer of them are the first of more."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from callup.made_up.draw import BLOCK, CELLS, OPEN, WHOLE, Draft, draw, wheel
from callup.made_up.margins import Margin, Stretch


def margin(*weights: int | Fraction) -> Margin:
    outcomes = tuple((f"v{i}", Fraction(weight)) for i, weight in enumerate(weights))
    return Margin("f", "choice", outcomes)


@pytest.mark.parametrize("weights", [(1, 1), (1, 2, 4), (3, 10**9), (0, 5, 0, 3), (1,) * 100])
def test_the_first_bits_choose_as_all_the_bits_would(weights: tuple[int, ...]) -> None:
    found = wheel(margin(*weights))
    total = sum(weights)
    ends = [WHOLE * sum(weights[: i + 1]) // total for i in range(len(weights))]
    for cell in range(0, CELLS, 17):
        low, high = cell * (WHOLE // CELLS), (cell + 1) * (WHOLE // CELLS) - 1
        lowest, highest = (next(i for i, end in enumerate(ends) if at < end) for at in (low, high))
        assert found.cells[cell] == (lowest if lowest == highest else OPEN)


def test_what_is_rarer_than_the_first_bits_tell_is_drawn_as_often_as_its_weight() -> None:
    rare = wheel(margin(1, 200_000))
    blocks = 8
    times = sum(int((draw(rare, Draft(1, b), BLOCK).which == 0).sum()) for b in range(blocks))
    assert 2 <= times <= 30  # ten and a half of them are to be expected


def test_fewer_rows_are_the_first_of_more() -> None:
    outcomes = ((Stretch(5, 104), Fraction(1)), (None, Fraction(2)), (Stretch(-9, -9), Fraction(1)))
    ready = wheel(Margin("f", "integer", outcomes))
    many = draw(ready, Draft(3, 2), 5_001)
    for rows in (0, 1, 2, 3, 5, 4_999):
        few = draw(ready, Draft(3, 2), rows)
        assert np.array_equal(few.which, many.which[:rows])
        assert np.array_equal(few.place, many.place[:rows])
    inside = many.place[many.which == 0]
    assert inside.min() == 5
    assert inside.max() == 104
    assert set(many.place[many.which == 2]) == {-9}


def test_a_stretch_longer_than_32_bits_tell_is_drawn_along_all_of_it() -> None:
    ready = wheel(Margin("f", "money", ((Stretch(0, 10**12), Fraction(1)),)))
    place = draw(ready, Draft(1, 0), 10_000).place
    assert place.min() < 10**10
    assert place.max() > 99 * 10**10
