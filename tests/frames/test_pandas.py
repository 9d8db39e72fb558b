"""A table of pandas comes back as it was, with answers in which what is missing stays missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pandas
import pytest

import callup
from callup.text.diagnostic import Diagnostics

DAY = "2025-07-08"
PEOPLE = {
    "born": [date(2000, 1, 1), None, date(1990, 5, 5)],
    "citizenship": ["foreign", None, "russian"],
    "serving": ["contract", "contract", None],
    "unit": [1, "a", date(2000, 1, 1)],
}


def frame(**other: Any) -> pandas.DataFrame:
    return pandas.DataFrame({**PEOPLE, **other}, index=["a", "b", "c"])


@pytest.fixture(scope="module")
def law() -> callup.lawbook.Law:
    return callup.open("ru").on(DAY)


def test_answers_stand_beside_what_came(law: callup.lawbook.Law) -> None:
    found = law.apply(frame(), ["may_be_tasked", "service_age_limit"])
    assert list(found.index) == ["a", "b", "c"]
    assert found[list(PEOPLE)].equals(frame())
    assert found["may_be_tasked_status"].tolist() == ["known", "unknown", "known"]
    assert found["may_be_tasked"].isna().tolist() == [False, True, False]
    assert found["may_be_tasked"].dropna().tolist() == [True, False]
    assert str(found["service_age_limit"].dtype) == "int64[pyarrow]"


def test_answers_are_those_of_one_person(law: callup.lawbook.Law) -> None:
    found = law.apply(frame())
    for row, person in zip(found.to_dict("records"), frame().to_dict("records"), strict=True):
        given = {n: str(v) for n, v in person.items() if n != "unit" and not pandas.isna(v)}
        for name, finding in law.ask(given).items():
            assert row[f"{name}_status"] == finding.status
            if finding.status == "known" and isinstance(finding.value, bool | int | Fraction):
                assert row[name] == finding.value


def test_what_is_refused_is_told_by_row(law: callup.lawbook.Law) -> None:
    wrong = frame(citizenship=["of the moon", "foreign", "russian"])
    told = law.rejects(wrong)
    assert told.to_dict("records") == [
        {"row": 0, "column": "citizenship", "reason": "it is none of its values"}
    ]
    assert list(law.accepted(wrong).index) == ["b", "c"]
    with pytest.raises(Diagnostics, match="1 rows are refused, column `citizenship`"):
        law.apply(wrong)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"born": pandas.to_datetime(["2000-01-01"] * 3)}, "is Datetime"),
        ({"children_under_16": [1, None, 3]}, "is Float64, wanted Int64"),
        ({"born": [1, "a", None]}, "column `born` mixes values of several types"),
        ({"may_be_tasked": [True] * 3}, "the table has a column `may_be_tasked` already"),
    ],
)
def test_columns_that_do_not_fit(
    law: callup.lawbook.Law, columns: dict[str, Any], message: str
) -> None:
    with pytest.raises(Diagnostics, match=message):
        law.apply(frame(**columns))


def test_people_of_pandas_are_counted() -> None:
    book = callup.open("ru")
    people = frame(group=["x", "x", "y"]).drop(columns="unit")
    counts = book.count(people, DAY, about=["may_be_tasked"], by=["group"])
    found = {
        (one.group, answer.status): n
        for one in counts.every_day()
        for answer, n in one.answers.items()
    }
    assert found == {(("x",), "known"): 1, (("x",), "unknown"): 1, (("y",), "known"): 1}
