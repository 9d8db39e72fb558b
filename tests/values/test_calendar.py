"""The arithmetic of days: every border from both sides, and against its definition."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brute import move
from callup.values.calendar import (
    LAST_DAY,
    Calendar,
    Duration,
    Window,
    months_between,
    parse_day,
    shift,
    years_between,
)
from examples import examples

DAY = timedelta(days=1)
MARCH = Calendar()
FEBRUARY = Calendar(leap_birthday_is_march=False)
NEXT = Calendar(month_end_is_next_day=True)
CALENDARS = [
    Calendar(leap, end) for leap in (True, False) for end in (True, False)
]  # fmt: skip

calendars = st.sampled_from(CALENDARS)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.sampled_from(
    [date(2020, 2, 29), date(2021, 2, 28), date(2020, 1, 31), date(2100, 2, 28), date(2000, 2, 29)]
)
durations = st.builds(Duration, st.integers(-60, 60), st.integers(-800, 800))


def years(n: int) -> Duration:
    return Duration(months=12 * n)


@pytest.mark.parametrize(
    ("calendar", "day", "by", "expected"),
    [
        (MARCH, "2004-02-29", years(1), "2005-03-01"),
        (FEBRUARY, "2004-02-29", years(1), "2005-02-28"),
        (MARCH, "2004-02-29", years(4), "2008-02-29"),
        (FEBRUARY, "2004-02-29", years(4), "2008-02-29"),
        (MARCH, "2004-02-29", years(96), "2100-03-01"),
        (MARCH, "2004-02-29", years(-1), "2003-03-01"),
        (FEBRUARY, "2004-02-29", years(-1), "2003-02-28"),
        (MARCH, "2021-01-31", Duration(1), "2021-02-28"),
        (NEXT, "2021-01-31", Duration(1), "2021-03-01"),
        (MARCH, "2020-01-31", Duration(1), "2020-02-29"),
        (NEXT, "2020-01-31", Duration(1), "2020-03-01"),
        (MARCH, "2020-01-30", Duration(1), "2020-02-29"),
        (MARCH, "2020-01-29", Duration(1), "2020-02-29"),
        (MARCH, "2020-03-31", Duration(-1), "2020-02-29"),
        (NEXT, "2020-03-31", Duration(1), "2020-05-01"),
        (MARCH, "2020-03-31", Duration(1), "2020-04-30"),
        (MARCH, "2020-12-31", Duration(2), "2021-02-28"),
        (MARCH, "2020-01-31", Duration(1, 1), "2020-03-01"),
        (MARCH, "2019-12-31", Duration(0, 1), "2020-01-01"),
        (MARCH, "2020-02-28", Duration(0, 2), "2020-03-01"),
    ],
)
def test_a_day_moves_as_the_calendar_says(
    calendar: Calendar, day: str, by: Duration, expected: str
) -> None:
    assert date.fromisoformat(expected) == shift(date.fromisoformat(day), by, calendar)


@pytest.mark.parametrize(
    ("calendar", "birthday"), [(MARCH, date(2022, 3, 1)), (FEBRUARY, date(2022, 2, 28))]
)
def test_who_is_born_on_29_february_turns_eighteen_on_the_day_of_the_setting(
    calendar: Calendar, birthday: date
) -> None:
    born = date(2004, 2, 29)
    assert 17 == years_between(born, birthday - DAY, calendar)
    assert 18 == years_between(born, birthday, calendar)
    assert 19 == years_between(born, birthday + timedelta(days=366), calendar)
    assert 20 == years_between(born, date(2024, 2, 29), calendar)
    assert 19 == years_between(born, date(2024, 2, 28), calendar)


@examples(300)
@given(days, durations, calendars)
def test_a_shift_is_what_the_format_describes(day: date, by: Duration, calendar: Calendar) -> None:
    expected = move(day, by, calendar.leap_birthday_is_march, calendar.month_end_is_next_day)
    assert expected == shift(day, by, calendar)


@examples(300)
@given(days, days, calendars)
def test_months_between_is_the_greatest_shift_that_has_been_reached(
    start: date, end: date, calendar: Calendar
) -> None:
    n = months_between(start, end, calendar)
    assert shift(start, Duration(months=n), calendar) <= end
    assert end < shift(start, Duration(months=n + 1), calendar)


@examples(300)
@given(days, days, calendars)
def test_years_between_is_the_greatest_shift_that_has_been_reached(
    start: date, end: date, calendar: Calendar
) -> None:
    n = years_between(start, end, calendar)
    assert shift(start, years(n), calendar) <= end
    assert end < shift(start, years(n + 1), calendar)


@examples(200)
@given(days, days, durations, calendars)
def test_a_later_day_never_moves_before_an_earlier_one(
    a: date, b: date, by: Duration, calendar: Calendar
) -> None:
    first, second = sorted((a, b))
    assert shift(first, by, calendar) <= shift(second, by, calendar)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_days_are_held_within_the_calendar(calendar: Calendar) -> None:
    assert LAST_DAY == shift(date(9999, 12, 31), Duration(0, 1), calendar)
    assert LAST_DAY == shift(date(9999, 1, 31), years(1), calendar)
    assert date(1, 1, 1) == shift(date(1, 1, 1), Duration(0, -1), calendar)
    assert date(1, 1, 1) == shift(date(1, 6, 1), years(-1), calendar)
    assert LAST_DAY == shift(date(2020, 1, 1), Duration(10**15, 0), calendar)
    assert LAST_DAY == shift(date(2020, 1, 1), Duration(0, 10**15), calendar)


# parts of the year

WINDOWS = [
    Window((4, 1), (7, 15)),
    Window((10, 1), (12, 31)),
    Window((12, 15), (1, 15)),
    Window((2, 29), (3, 10)),
    Window((2, 10), (2, 29)),
    Window((2, 10), (2, 28)),
    Window((3, 1), (2, 28)),
    Window((3, 1), (2, 29)),
    Window((2, 29), (2, 29)),
    Window((2, 29), (2, 28)),
    Window((1, 1), (12, 31)),
    Window((6, 1), (6, 1)),
    Window((12, 31), (1, 1)),
    Window((11, 1), (2, 29)),
]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("first", [date(1895, 1, 1), date(2019, 1, 1)], ids=str)
def test_the_next_change_of_a_part_of_the_year_is_the_first_day_that_differs(
    window: Window, first: date
) -> None:
    days = [first + n * DAY for n in range(366 * 14)]
    inside = [window.contains(day) for day in days]
    following: date | None = None
    expected = {}
    for index in range(len(days) - 2, -1, -1):
        if inside[index + 1] is not inside[index]:
            following = days[index + 1]
        expected[days[index]] = following
    for day in days[: 366 * 3]:
        assert expected[day] == window.next_change(day)


@pytest.mark.parametrize(
    ("window", "day", "inside"),
    [
        (Window((4, 1), (7, 15)), "2020-03-31", False),
        (Window((4, 1), (7, 15)), "2020-04-01", True),
        (Window((4, 1), (7, 15)), "2020-07-15", True),
        (Window((4, 1), (7, 15)), "2020-07-16", False),
        (Window((12, 15), (1, 15)), "2020-12-31", True),
        (Window((12, 15), (1, 15)), "2021-01-15", True),
        (Window((12, 15), (1, 15)), "2021-01-16", False),
        (Window((12, 15), (1, 15)), "2020-12-14", False),
        (Window((2, 10), (2, 28)), "2020-02-29", False),
        (Window((2, 10), (2, 29)), "2020-02-29", True),
        (Window((2, 10), (2, 29)), "2021-03-01", False),
        (Window((2, 29), (3, 10)), "2021-02-28", False),
        (Window((2, 29), (3, 10)), "2021-03-01", True),
    ],
)
def test_both_ends_of_a_part_of_the_year_are_included(
    window: Window, day: str, inside: bool
) -> None:
    assert inside == window.contains(date.fromisoformat(day))


def test_a_part_of_the_year_near_the_end_of_the_calendar_has_no_next_change() -> None:
    assert Window((4, 1), (7, 15)).next_change(date(9999, 12, 1)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-07-08", date(2025, 7, 8)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("2025-7-8", None),
        ("20250708", None),
        ("2025-W01-1", None),
        ("2025-07-08T00:00", None),
        (" 2025-07-08", None),
        ("2025-07-08\n", None),
        ("٢٠٢٥-٠٧-٠٨", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_a_day_is_written_in_one_way(text: str, day: date | None) -> None:
    assert day == parse_day(text)


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (Duration(), "0 days"),
        (Duration(12), "1 year"),
        (Duration(30, 5), "2 years and 6 months and 5 days"),
        (Duration(-1), "-1 month"),
        (Duration(0, -3), "-3 days"),
        (Duration(days=1), "1 day"),
    ],
)
def test_a_duration_is_told_in_words(duration: Duration, words: str) -> None:
    assert words == str(duration)
