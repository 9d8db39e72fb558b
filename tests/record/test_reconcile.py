"""What claims imply together: reckoned by hand, and laws that hold for every record."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callup.record.model import Record
from callup.record.read import read
from callup.record.reconcile import Reconciliation, reconcile

HEAD = """
speakers: {ann: {name: Ann}}
quantities:
  all: {title: All, unit: persons, kind: flow, definition: all, never_falls: yes}
  some: {title: Some, unit: persons, kind: flow, definition: some, never_falls: yes}
  net: {title: Net, unit: persons, kind: flow, definition: may fall}
  camp: {title: Camp, unit: persons, kind: stock, definition: in camp}
  lost: {title: Lost, unit: persons, kind: flow, definition: lost, never_falls: yes}
identities:
  part: {says: some are part of all, holds: some <= all, definition: yes}
  flows: {says: what comes and goes, holds: change of camp = net - lost, definition: yes}
"""
START = date(2025, 1, 1)

Said = tuple[str, str, str, str]
"""Id, quantity, period, number; a rate ends in `a month`."""


def record_of(*claims: Said, extra: str = "") -> Record:
    text = HEAD + ("claims:\n" if claims else "")
    for id, quantity, period, value in claims:
        number, _, rate = value.partition(" a ")
        per = f", per: {rate}" if rate else ""
        text += (
            f"  {id}: {{speaker: ann, said: 2025-12-31, quantity: {quantity}, period: {period},"
            f" value: {number}, nature: count{per}, sources: {{S1: B}}{extra}}}\n"
        )
    return read((("record/a.yaml", text.encode()),), ("en",), ["S1"], [])


def ask(record: Record, quantity: str, start: str, end: str) -> Reconciliation:
    window = date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)
    return reconcile(record, record.claims.values(), quantity, window)


def sets(found: Reconciliation) -> list[tuple[str, ...]]:
    return [one.claims for one in found.conflicts]


YEAR: Said = ("year", "all", "2025", "1200")
HALF: Said = ("half", "all", "2025-40", "at least 500")
RATE: Said = ("rate", "all", "2025-07/2025-09", "100 to 150 a month")


@pytest.mark.parametrize(
    ("claims", "quantity", "start", "end", "bounds", "binding"),
    [
        ((YEAR,), "all", "2025-01-01", "2025-12-31", (1200, 1200), ("year",)),
        ((YEAR,), "all", "2025-01-01", "2025-06-30", (0, 1200), ("year",)),
        ((YEAR, HALF), "all", "2025-01-01", "2025-06-30", (500, 1200), ("half", "year")),
        ((YEAR, HALF), "all", "2025-07-01", "2025-12-31", (0, 700), ("half", "year")),
        ((YEAR, RATE), "all", "2025-01-01", "2025-06-30", (0, 900), ("rate", "year")),
        ((HALF,), "all", "2025-01-01", "2025-06-30", (500, None), ("half",)),
        ((YEAR,), "some", "2025-01-01", "2025-12-31", (0, 1200), ("year",)),
        ((YEAR,), "lost", "2025-01-01", "2025-12-31", (0, None), ()),
        ((), "all", "2025-01-01", "2025-12-31", (0, None), ()),
        ((("n", "net", "2025", "5"),), "net", "2025-01-01", "2025-06-30", (None, None), ()),
        (
            (("a", "camp", "2024-12-31", "10"), ("b", "camp", "2025-01-31", "25"),
             ("c", "lost", "2025-01", "3 to 4")),
            "net", "2025-01-01", "2025-01-31", (18, 19), ("a", "b", "c"),
        ),
        (
            (("v", "all", "2025-01-01/2025-03~", "90"),),
            "all", "2025-01-01", "2025-03-31", (90, None), ("v",),
        ),
        (
            (("v", "all", "2025-01-01/2025-03~", "90"),),
            "all", "2025-01-01", "2025-02-28", (0, 90), ("v",),
        ),
        (
            (("d", "all", "2025-01", "2 a day"),),
            "all", "2025-01-01", "2025-01-31", (62, 62), ("d",),
        ),
    ],
)  # fmt: skip
def test_bounds_are_those_reckoned_by_hand(
    claims: tuple[Said, ...],
    quantity: str,
    start: str,
    end: str,
    bounds: tuple[int | None, int | None],
    binding: tuple[str, ...],
) -> None:
    found = ask(record_of(*claims), quantity, start, end)
    assert (bounds, binding) == (found.bounds, found.binding)


def test_claims_that_cannot_all_be_true_are_told_in_least_sets() -> None:
    record = record_of(
        YEAR, ("high", "some", "2025-40", "1300"), ("too", "all", "2025-41", "1250"), HALF, RATE
    )
    found = ask(record, "all", "2025-01-01", "2025-12-31")
    assert found.bounds is None
    assert [("high", "year"), ("too", "year")] == sets(found)
    first = found.conflicts[0]
    assert (1300, 1200) == (first.low, first.high)
    assert ["high", "year", "part"] == [step.owner for step in first.steps]


def test_a_conflict_elsewhere_does_not_bear_on_the_window() -> None:
    record = record_of(("a", "all", "2023", "1"), ("b", "all", "2023", "2"), YEAR)
    assert (1200, 1200) == ask(record, "all", "2025-01-01", "2025-12-31").bounds
    assert [("a", "b")] == sets(ask(record, "all", "2023-01-01", "2023-12-31"))


def test_a_falling_cumulative_figure_is_a_conflict_only_where_that_is_stated() -> None:
    falling = ("2025-01-01/2025-06-30", "20"), ("2025-01-01/2025-09-30", "15")
    for quantity, expected in (("all", [("a", "b")]), ("net", [])):
        said = [(id, quantity, *one) for id, one in zip("ab", falling, strict=True)]
        assert expected == sets(ask(record_of(*said), quantity, "2025-01-01", "2025-12-31"))


def test_identities_that_contradict_each_other_need_no_claim() -> None:
    text = HEAD + "  never: {says: x, holds: all + 1 <= some, definition: yes}\n"
    record = read((("record/a.yaml", text.encode()),), ("en",), [], [])
    found = ask(record, "all", "2025-01-01", "2025-01-31")
    assert (None, [()]) == (found.bounds, sets(found))


def test_what_is_not_counted_says_why() -> None:
    record = record_of(("v", "net", "2025-01/2025-03~", "90"), ("w", "net", "2025-03~", "9 a day"))
    assert (
        ("v", "its period is uncertain, and net is not said never to fall"),
        ("w", "no day of its period is certain"),
    ) == tuple(
        (id, reason.get("en"))
        for id, reason in ask(record, "net", "2025-01-01", "2025-12-31").set_aside
    )


# laws that hold for all records

MONTHS = 6
PERIODS = [(first, last) for first in range(1, MONTHS + 1) for last in range(first, MONTHS + 1)]
number = st.integers(0, 50)
counts = st.lists(number, min_size=MONTHS, max_size=MONTHS)


def world_of(some: list[int], others: list[int]) -> dict[str, list[int]]:
    """Some and all by month, where some are part of all."""
    return {"some": some, "all": [a + b for a, b in zip(some, others, strict=True)]}


worlds = st.builds(world_of, counts, counts)


@st.composite
def statements(draw: st.DrawFn, world: dict[str, list[int]] | None = None) -> list[Said]:
    """Claims of any kind; true ones where a world is given."""
    claims: list[Said] = []
    for index in range(draw(st.integers(1, 6))):
        quantity = draw(st.sampled_from(["all", "some"]))
        first, last = draw(st.sampled_from(PERIODS))
        total = sum(world[quantity][first - 1 : last]) if world else draw(st.integers(0, 200))
        off = draw(st.integers(0, 20))
        shape = draw(st.sampled_from(["{0}", "{1} to {2}", "more than {1}", "up to {2}", "rate"]))
        if shape == "rate":
            count = last - first + 1
            value = f"{max(0, total - off) // count} to {-(-(total + off) // count)} a month"
        else:
            value = shape.format(total, max(0, total - off), total + off)
        claims.append((f"c{index}", quantity, f"2025-{first:02}/2025-{last:02}", value))
    return claims


def window(first: int, last: int) -> tuple[str, str]:
    end = date(2025, last + 1, 1) - timedelta(days=1)
    return date(2025, first, 1).isoformat(), end.isoformat()


@settings(max_examples=30, deadline=None)
@given(st.data(), worlds, st.sampled_from(PERIODS))
def test_the_bounds_contain_every_world_that_satisfies_the_claims(
    data: st.DataObject, world: dict[str, list[int]], asked: tuple[int, int]
) -> None:
    record = record_of(*data.draw(statements(world)))
    for quantity in ("all", "some"):
        found = ask(record, quantity, *window(*asked))
        assert () == found.conflicts
        assert found.bounds is not None
        low, high = found.bounds
        value = sum(world[quantity][asked[0] - 1 : asked[1]])
        dust = Fraction(1, 100)
        assert low is None or low <= value + dust
        assert high is None or high >= value - dust


@settings(max_examples=25, deadline=None)
@given(statements())
def test_a_conflict_is_infeasible_and_feasible_without_any_one_of_its_claims(
    claims: list[Said],
) -> None:
    whole = ("2025-01-01", "2025-06-30")
    found = ask(record_of(*claims), "all", *whole)
    assert found.complete
    for conflict in found.conflicts:
        kept = [one for one in claims if one[0] in conflict.claims]
        assert [conflict.claims] == sets(ask(record_of(*kept), "all", *whole))
        assert conflict.low > conflict.high
        for left_out in kept:
            rest = [one for one in kept if one != left_out]
            assert [] == sets(ask(record_of(*rest), "all", *whole))


@settings(max_examples=25, deadline=None)
@given(statements(), st.randoms(use_true_random=False), st.sampled_from([10, 1000]))
def test_order_and_units_do_not_matter(claims: list[Said], chance: object, unit: int) -> None:
    def scaled(value: str) -> str:
        return " ".join(str(int(w) * unit) if w.isdigit() else w for w in value.split())

    other = [(id, quantity, period, scaled(value)) for id, quantity, period, value in claims]
    chance.shuffle(other)  # type: ignore[attr-defined]
    one = ask(record_of(*claims), "all", "2025-02-01", "2025-04-30")
    two = ask(record_of(*other), "all", "2025-02-01", "2025-04-30")
    assert sets(one) == sets(two)
    assert (one.bounds is None) == (two.bounds is None)
    for low, high in zip(one.bounds or (), two.bounds or (), strict=True):
        assert (low is None) == (high is None)
        assert low is None or high is None or abs(low - high / unit) < Fraction(1, 100)
