"""Intervals, timelines, exact numbers, three-valued truth."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callup.values.interval import Interval
from callup.values.number import Number, parse_integer, parse_number, whole, write_number
from callup.values.timeline import Timeline, build, constant, sample
from callup.values.truth import conjunction, disjunction, negation
from examples import examples

FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(12)]

edges = st.none() | st.sampled_from(DAYS)
intervals = st.builds(Interval, edges, edges)


def inside(interval: Interval) -> set[date]:
    return {day for day in DAYS if day in interval}


@examples(200)
@given(intervals, intervals)
def test_the_days_of_both_intervals_are_those_of_their_clip(a: Interval, b: Interval) -> None:
    assert inside(a) & inside(b) == inside(a.clip(b))


@examples(200)
@given(intervals, intervals)
def test_intervals_overlap_where_they_share_a_day(a: Interval, b: Interval) -> None:
    if not a.empty and not b.empty:
        assert a.overlaps(b) == (not a.clip(b).empty)
        assert a.overlaps(b) == b.overlaps(a)


def test_an_interval_holds_its_first_day_and_not_its_end() -> None:
    interval = Interval(DAYS[2], DAYS[4])
    assert [False, True, True, False] == [day in interval for day in DAYS[1:5]]
    assert date.max in Interval(DAYS[0], None)
    assert date.min in Interval(None, DAYS[0])


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(), "always"),
        (Interval(FIRST), "from 2020-01-01"),
        (Interval(FIRST, date(2020, 2, 1)), "from 2020-01-01 through 2020-01-31"),
    ],
)
def test_people_read_both_ends_of_an_interval(interval: Interval, words: str) -> None:
    assert words == str(interval)


cuts = st.lists(st.sampled_from(DAYS), unique=True).map(sorted)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline[int]:
    days = draw(cuts)
    return build(days, [draw(st.integers(0, 2)) for _ in range(len(days) + 1)])


@examples(200)
@given(timelines())
def test_neighbours_of_a_timeline_differ(line: Timeline[int]) -> None:
    assert all(a != b for a, b in zip(line.values, line.values[1:], strict=False))


@examples(200)
@given(timelines(), timelines())
def test_timelines_that_agree_on_every_day_are_equal(a: Timeline[int], b: Timeline[int]) -> None:
    days = [FIRST - timedelta(days=1), *DAYS]
    assert ([a.at(d) for d in days] == [b.at(d) for d in days]) == (a == b)


@examples(200)
@given(timelines())
def test_pieces_changes_and_days_of_a_timeline_tell_the_same(line: Timeline[int]) -> None:
    for start, end, value in line.pieces():
        for day in [FIRST - timedelta(days=1), *DAYS]:
            if (start is None or start <= day) and (end is None or day < end):
                assert (value, start, end) == (line.at(day), line.since(day), line.next_change(day))


@examples(100)
@given(timelines())
def test_a_mapped_timeline_has_the_mapped_values(line: Timeline[int]) -> None:
    mapped = line.map(lambda value: value > 0)
    assert [line.at(day) > 0 for day in DAYS] == [mapped.at(day) for day in DAYS]


def test_a_sampled_timeline_is_what_the_function_says_from_the_first_cut_on() -> None:
    line = sample([DAYS[4], DAYS[2], DAYS[4]], lambda day: day.day, 0)
    assert [0, 3, 3, 5, 5] == [line.at(day) for day in DAYS[1:6]]
    assert constant(7).at(date.min) == 7


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("42", 42), ("-7", -7), ("1_000", 1000), ("1.50", Fraction(3, 2)), ("2.0", 2),
        ("007", 7), ("1e3", None), ("1,5", None), ("", None), (".5", None), ("5.", None),
        ("1__0", None), ("_1", None), ("+1", None), ("0x10", None), ("nan", None), ("inf", None),
        ("1 000", None), ("9" * 31, None), ("--1", None), ("1/2", None),
    ],
)  # fmt: skip
def test_a_number_is_read_exactly_or_not_at_all(text: str, number: Number | None) -> None:
    assert number == parse_number(text)
    assert (number if isinstance(number, int) and "." not in text else None) == parse_integer(text)


def test_a_tenth_is_a_tenth() -> None:
    total = sum((Fraction(parse_number("0.1") or 0) for _ in range(10)), Fraction(0))
    assert 1 == whole(total)


@examples(200)
@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_what_is_written_reads_back(number: object) -> None:
    value = whole(Fraction(str(number)))
    assert value == parse_number(write_number(value))


def test_what_never_ends_in_decimals_is_written_as_a_fraction() -> None:
    assert "1/3" == write_number(Fraction(1, 3))
    assert "-0.05" == write_number(Fraction(-1, 20))


@pytest.mark.parametrize("values", list(product((True, False, None), repeat=3)))
def test_truth_is_what_all_completions_share(values: tuple[bool | None, ...]) -> None:
    completions = list(product(*([True, False] if v is None else [v] for v in values)))

    def shared(results: list[bool]) -> bool | None:
        return results[0] if len(set(results)) == 1 else None

    assert shared([all(c) for c in completions]) == conjunction(values)
    assert shared([any(c) for c in completions]) == disjunction(values)
    assert shared([not c[0] for c in completions]) == negation(values[0])
