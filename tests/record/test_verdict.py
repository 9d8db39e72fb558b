"""The verdict table, row by row, and that no outcome falls through it."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest

from callup.record.verdict import Outcome, Verdict, verdict

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ("", "not covered"),
        ("absent", "not covered"),
        ("absent absent", "not covered"),
        ("fails", "contradicted"),
        ("fails fails", "contradicted"),
        ("fails holds", "partly"),
        ("fails said", "partly"),
        ("fails said disputed open absent", "partly"),
        ("fails disputed", "contested"),
        ("fails open", "undecided"),
        ("fails absent", "undecided"),
        ("disputed", "contested"),
        ("holds disputed open", "contested"),
        ("holds open", "undecided"),
        ("said absent", "undecided"),
        ("holds said", "attributed"),
        ("said", "attributed"),
        ("holds holds", "supported"),
    ],
)
def test_the_first_row_that_fits_decides(outcomes: str, expected: str) -> None:
    assert expected == verdict(outcomes.split())  # type: ignore[arg-type]


def test_every_set_of_outcomes_has_one_verdict_whatever_their_order_and_number() -> None:
    for size in range(len(OUTCOMES) + 1):
        for chosen in combinations(OUTCOMES, size):
            found = verdict(chosen)
            assert found in get_args(Verdict)
            assert found == verdict((*reversed(chosen), *chosen))
            assert found != "supported" or set(chosen) == {"holds"}
            assert found != "contradicted" or set(chosen) == {"fails"}
