"""Witnesses have values that are met every day, as far as the answer allows."""

from __future__ import annotations

from datetime import date

import pytest

from callup.inquiry.prove import Prover, read_claim
from callup.ir.nodes import Constant
from callup.readers.explain.ask import Setup
from callup.readers.explain.compile import Engine
from callup.readers.proof.claim import Claims
from callup.readers.proof.ordinary import preferred
from small import data, facts, one_rule, program

TYPES = {
    "born": "date, kind: lasting",
    "posted": "date",
    "debt": "money",
    "n": "integer, from: 0, through: 900",
    "hue": "choice, values: {red: Red, green: Green, blue: Blue}",
}
DAY = date(2025, 7, 8)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("years since born >= 18", {"born": "1995-01-01"}),
        ("years since born >= 65", {"born": "1950-01-01"}),
        ("years since born >= 90", {"born": "1925-01-01"}),
        ("years since born is 18", {"born": "2006-07-09"}),
        ("posted <= today", {"posted": "2025-06-08"}),
        ("days since posted >= 365", {"posted": "2024-07-08"}),
        ("debt <= 10000000 RUB", {"debt": "100000 RUB"}),
        ("debt < 100 RUB", {"debt": "0 RUB"}),
        ("n > 4", {"n": "5"}),
        ("hue is not red", {"hue": "green"}),
    ],
)
def test_a_witness_has_ordinary_values(when: str, expected: dict[str, str]) -> None:
    parts = {**facts(**TYPES), **one_rule(when)}
    law = program(parts)
    prover = Prover(Engine(law), Setup({}), Claims(law, {}))
    verdict = prover.prove(read_claim("never: p", data(parts)), DAY)
    assert (verdict.proved, verdict.person) == (False, expected)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("born", date(1990, 3, 1)), ("posted", date(2024, 1, 31)), ("debt", 3000), ("n", 0),
        ("hue", "red"),
    ],
)  # fmt: skip
def test_a_value_that_is_ordinary_stays(name: str, value: Constant) -> None:
    law = program({**facts(**TYPES), **one_rule("n > 4")})
    assert list(preferred(law.facts[name], value, DAY, law)) == []


def test_no_value_is_preferred_that_the_fact_cannot_have() -> None:
    law = program({**facts(n="integer, from: 3, through: 900"), **one_rule("n > 4")})
    assert list(preferred(law.facts["n"], 900, DAY, law)) == [3, 5, 10]
