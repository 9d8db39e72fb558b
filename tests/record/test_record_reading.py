"""What may be wrong with a record, and exactly what is said about it; periods and numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from callup.record.amount import parse_amount
from callup.record.equation import parse_equation
from callup.record.model import Record
from callup.record.period import months, parse_period
from callup.record.read import read
from callup.text.diagnostic import Diagnostics

SPEAKERS = """
speakers: {ann: {name: Ann}, bob: {name: Bob}}
quantities:
  people: {title: People, unit: persons, kind: flow, definition: all, never_falls: yes}
  camp: {title: Camp, unit: persons, kind: stock, definition: in camp}
"""
CLAIM = """
claims:
  one:
    speaker: ann
    said: 2025-01-01
    quantity: people
    period: 2024
    value: 10
    nature: count
    sources: {S1: B}
"""


def record_of(text: str) -> Record:
    return read((("record/a.yaml", text.encode()),), ("en",), ["S1"], ["act-one"])


def complaints(text: str) -> list[str]:
    with pytest.raises(Diagnostics) as caught:
        record_of(text)
    return [
        f"{one.code}: {one.message}" + (f" | {one.help}" if one.help else "")
        for one in caught.value.diagnostics
    ]


def test_a_small_record_reads() -> None:
    record = record_of(SPEAKERS + CLAIM)
    claim = record.claims["one"]
    assert ("ann", "people", "B") == (claim.speaker, claim.quantity, claim.grade)
    assert (10, 10) == (claim.amount.low, claim.amount.high)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "quantity: people",
            "quantity: peopel",
            "dangling-reference: there is no quantity `peopel` | did you mean `people`?",
        ),
        (
            "speaker: ann", "speaker: anna",
            "dangling-reference: there is no speaker `anna`"
            " | did you mean `ann`?",
        ),
        (
            "speaker: ann", "act: act-onn",
            "dangling-reference: there is no act `act-onn`"
            " | did you mean `act-one`?",
        ),
        ("S1: B", "S9: B", "dangling-reference: there is no source `S9`"),
        ("sources: {S1: B}", "sources: {}", "missing-field: a claim names a source"),
        (
            "    sources: {S1: B}\n",
            "",
            "missing-field: a claim needs `sources`: where it stands, with grades",
        ),
        (
            "    speaker: ann\n",
            "",
            "missing-field: a claim has a `speaker` or an `act`, and not both",
        ),
        (
            "value: 10",
            "value: 40_000 to 30_000",
            "impossible-range: `40_000 to 30_000` runs from the greater number to the lesser"
            " | write the lesser number first",
        ),
        (
            "value: 10",
            "value: many",
            "wrong-type: `many` is not a number that somebody may give | write it like 210_000,"
            " about 490_000, more than 210_000, 30_000 to 40_000, up to 40_000",
        ),
        (
            "period: 2024",
            "period: 2024-06/2024-01",
            "impossible-range: `2024-06/2024-01` ends before it begins",
        ),
        (
            "period: 2024",
            "period: 2024-13",
            "bad-day: `2024-13` is not a period | write it like 2025-07-02, 2025-07, 2025,"
            " 2025-34 (quarter 2), 2025-01/2025-07-02~",
        ),
        (
            "nature: count",
            "nature: guess",
            "unknown-word: one of `count`, `estimate`, `plan`, `target` is expected here,"
            " not `guess`",
        ),
        (
            "nature: count",
            "nature: count\n    denies: [two]",
            "dangling-reference: there is no saying or claim `two`",
        ),
        (
            "quantity: people",
            "quantity: camp\n    per: month",
            "wrong-type: `camp` is a stock, which has no rate",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_a_claim_is_told_exactly(old: str, new: str, expected: str) -> None:
    assert old in CLAIM
    assert [expected] == complaints(SPEAKERS + CLAIM.replace(old, new))


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        (
            "people < camp",
            "identity: `people < camp` is no equation"
            " | write it like `a + b <= c` or `change of s = a - 2 b`",
        ),
        ("people <= crowd", "dangling-reference: there is no quantity `crowd`"),
        (
            "camp = people",
            "identity: the stock `camp` stands beside flows | write `change of camp`",
        ),
        (
            "change of people = 0",
            "identity: `people` is a flow, which is a change itself",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_an_identity_is_told_exactly(holds: str, expected: str) -> None:
    text = f"identities: {{i: {{says: x, holds: {holds}, definition: yes}}}}"
    assert [expected] == complaints(SPEAKERS + text)


def test_all_mistakes_are_told_at_once() -> None:
    broken = CLAIM.replace("people", "nobody").replace("value: 10", "value: x")
    assert 2 == len(complaints(SPEAKERS + broken))


def test_the_same_claim_twice_is_refused() -> None:
    files = (("record/a.yaml", (SPEAKERS + CLAIM).encode()), ("record/b.yaml", CLAIM.encode()))
    with pytest.raises(Diagnostics, match="`one` stands twice among the claims"):
        read(files, ("en",), ["S1"], [])


@pytest.mark.parametrize(
    ("text", "core", "outer"),
    [
        ("2025-07-02", "2025-07-02 2025-07-03", "2025-07-02 2025-07-03"),
        ("2025-02", "2025-02-01 2025-03-01", "2025-02-01 2025-03-01"),
        ("2025-34", "2025-04-01 2025-07-01", "2025-04-01 2025-07-01"),
        ("2025-41", "2025-07-01 2026-01-01", "2025-07-01 2026-01-01"),
        ("2025", "2025-01-01 2026-01-01", "2025-01-01 2026-01-01"),
        ("2025-01/2025-04~", "2025-01-01 2025-04-02", "2025-01-01 2025-05-01"),
        ("2025-01-01/2025-05-20~", "2025-01-01 2025-05-14", "2025-01-01 2025-05-28"),
        ("2024/[2025-01-03..2025-01-05]", "2024-01-01 2025-01-04", "2024-01-01 2025-01-06"),
        ("2025-04~", None, "2025-04-01 2025-05-01"),
        ("2025-04/..", None, None),
    ],
)
def test_a_period_is_certain_days_and_possible_days(
    text: str, core: str | None, outer: str | None
) -> None:
    period = parse_period(text)
    assert period is not None
    shown = [f"{one[0]} {one[1]}" if one else None for one in (period.core, period.outer)]
    assert [core, outer] == shown


def test_an_open_end_reaches_to_the_day_it_was_said() -> None:
    period, said = parse_period("2025-04/.."), parse_period("2025-06-10")
    assert period is not None
    assert said is not None
    assert (date(2025, 4, 1), date(2025, 6, 11)) == period.closed(said).core


@pytest.mark.parametrize("text", ["", "2025-1", "2025-00", "0000", "../2025", "2025/", "x/y", "~"])
def test_what_is_no_period_is_refused(text: str) -> None:
    assert parse_period(text) is None


def test_a_day_is_its_part_of_its_own_month() -> None:
    assert Fraction(1, 31) + 2 == months((date(2025, 1, 31), date(2025, 4, 1)))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("422_704", 422_704, 422_704),
        ("about 490_000", 485_000, 495_000),
        ("about 422_704", Fraction(845_407, 2), Fraction(845_409, 2)),
        ("about 1.5", Fraction(29, 20), Fraction(31, 20)),
        ("30_000 to 40_000", 30_000, 40_000),
        ("more than 5", 5, None),
        ("up to 5", None, 5),
    ],
)
def test_a_number_lies_between_bounds(
    text: str, low: Fraction | None, high: Fraction | None
) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (low, high) == (amount.low, amount.high)


def test_an_equation_puts_all_terms_on_one_side() -> None:
    found = parse_equation("a + 2 b - 5 <= change of c")
    assert found is not None
    terms, relation, constant = found
    assert [("a", 1), ("b", 2), ("c", -1)] == [(one.quantity, one.factor) for one in terms]
    assert ("<=", 5, True) == (relation, constant, terms[2].change)


@pytest.mark.parametrize("text", ["a b = c", "a", "a = ", "1 = 2", "a = b = c", "a + = b", "= a"])
def test_what_is_no_equation_is_refused(text: str) -> None:
    assert parse_equation(text) is None
