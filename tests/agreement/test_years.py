"""Tables that tell a year of birth in place of a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

import callup
from callup.lawbook import Counts
from callup.readers.frames.years import Years
from callup.values.calendar import Calendar, years_between

RU = callup.open("ru")
START, END = date(2025, 7, 1), date(2025, 7, 9)
ABOUT = ("must_register", "in_reserve_by_age", "liable_to_conscription")
DAY = timedelta(days=1)

PEOPLE = pl.DataFrame(
    {
        "year": [2007, 2000, 1960, 1996, None],
        "sex": ["male", "male", "female", "male", "male"],
        "citizenship": ["russian", "russian", "russian", "foreign", "russian"],
        "people": [1000, 731, 12, 5, 7],
    }
)


def counted(how: str, end: date = END) -> Counts:
    year = ("born", "year", how)
    return RU.count(PEOPLE, START, end, weight="people", about=ABOUT, year=year)


def by_days() -> list[dict[str, Any]]:
    """Every day of every year as a person of its own."""
    rows = []
    for line, row in enumerate(PEOPLE.to_dicts()):
        year = row.pop("year")
        days = [None]
        if year is not None:
            first = date(year, 1, 1)
            days = [first + n * DAY for n in range((date(year + 1, 1, 1) - first).days)]
        part = Fraction(row["people"], len(days))
        rows += [{**row, "born": day, "line": line, "part": part} for day in days]
    return rows


def answered(on: date) -> list[dict[str, Any]]:
    rows = by_days()
    frame = pl.DataFrame(
        [{name: row[name] for name in ("sex", "citizenship", "born")} for row in rows],
        schema={"sex": pl.String, "citizenship": pl.String, "born": pl.Date},
    )
    answers = RU.on(on).apply(frame, ABOUT).to_dicts()
    return [{**row, **answer} for row, answer in zip(rows, answers, strict=True)]


def test_a_year_that_is_spread_gives_each_day_its_part() -> None:
    counts = counted("spread")
    found: dict[date, Counter[tuple[str, str, Any]]] = {}
    for one in counts.every_day():
        for answer, number in one.answers.items():
            found.setdefault(one.day, Counter())[one.position, *answer] += number
    for day in (START, END):
        expected: Counter[tuple[str, str, Any]] = Counter()
        for row in answered(day):
            for name in ABOUT:
                expected[name, row[f"{name}_status"], row[name]] += row["part"]
        assert found[day] == expected
        for name in ABOUT:
            total = sum(n for (one, _, _), n in expected.items() if one == name)
            assert total == PEOPLE["people"].sum()


def test_a_day_that_is_unknown_gives_what_all_days_give() -> None:
    counts = counted("unknown", START)
    found: Counter[tuple[str, str, Any]] = Counter()
    for one in counts.on(START):
        for answer, number in one.answers.items():
            found[one.position, *answer] += number
    expected: Counter[tuple[str, str, Any]] = Counter()
    rows = answered(START)
    for line, person in enumerate(PEOPLE.to_dicts()):
        for name in ABOUT:
            said = {(row[f"{name}_status"], row[name]) for row in rows if row["line"] == line}
            (status, value) = said.pop() if len(said) == 1 else ("unknown", None)
            expected[name, status, value] += person["people"]
    assert found == expected


@pytest.mark.parametrize(
    ("year", "message"),
    [
        (("borne", "year", "spread"), "the lawbook has no fact `borne` that is a day"),
        (("born", "jahr", "spread"), "there is no column `jahr`"),
        (("born", "sex", "spread"), "column `sex` is no year of a person's life in 5 rows"),
        (("born", "year", "guess"), "years are not read as `guess`"),
    ],
)
def test_years_that_cannot_be_read_are_refused(year: tuple[str, str, str], message: str) -> None:
    with pytest.raises(callup.Diagnostics) as caught:
        RU.count(PEOPLE, START, year=year)
    assert caught.value.diagnostics[0].message == message


@pytest.mark.parametrize("leap_is_march", [True, False])
@pytest.mark.parametrize(
    "on",
    [
        date(2025, 1, 1),
        date(2024, 2, 29),
        date(2024, 2, 28),
        date(2025, 2, 28),
        date(2025, 3, 1),
        date(2024, 12, 31),
    ],
)
def test_an_age_is_the_days_of_those_who_are_so_old(on: date, leap_is_march: bool) -> None:
    calendar = Calendar(leap_birthday_is_march=leap_is_march)
    days = Years("born", "age", "spread", on).days(calendar)
    assert days[0][1] == on
    for age in range(101):
        first, last = days[age]
        assert first == days[age + 1][1] + DAY
        assert (last - first).days + 1 in (365, 366)
        assert years_between(first, on, calendar) == years_between(last, on, calendar) == age


def test_ages_on_the_last_of_a_year_are_years_of_birth() -> None:
    ages = PEOPLE.with_columns(age=2024 - pl.col("year"))
    for how in ("spread", "unknown"):
        age = ("born", "age", "2024-12-31", how)
        told = RU.count(ages, START, END, about=ABOUT, age=age)
        years = RU.count(PEOPLE, START, END, about=ABOUT, year=("born", "year", how))
        assert list(told.every_day()) == list(years.every_day())


@pytest.mark.parametrize(
    ("age", "message"),
    [
        (("born", "age", "2025-01-01", "guess"), "ages are not read as `guess`"),
        (
            ("born", "open", "2025-01-01", "spread"),
            "column `open` is no age in whole years in 1 rows",
        ),
        (("born", "age", "soon", "spread"), "`soon` is not a day"),
    ],
)
def test_ages_that_cannot_be_read_are_refused(age: tuple[str, str, str, str], message: str) -> None:
    people = pl.DataFrame({"age": [18, 30], "open": ["85", "85+"]})
    with pytest.raises(callup.Diagnostics) as caught:
        RU.count(people, START, age=age)
    assert caught.value.diagnostics[0].message == message
    with pytest.raises(callup.Diagnostics, match="either years or ages"):
        RU.count(people, START, age=age, year=("born", "age", "spread"))
