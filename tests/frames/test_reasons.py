"""Why an answer for a row of a table is what it is: the deciding rules, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl
import pytest

import callup
from callup.readers.frames.apply import Table
from callup.readers.frames.exact import Exactly, Settled
from small import act, ask, facts, program

ON = date(2025, 7, 8)


@pytest.fixture(scope="module")
def law() -> callup.lawbook.Law:
    return callup.open("ru").on(ON)


def test_the_rule_that_decides_and_what_is_missing_stand_beside_the_answer(
    law: callup.lawbook.Law,
) -> None:
    table = pl.DataFrame(
        {
            "citizenship": ["russian", "foreign", None],
            "citizen_by_birth": [False, None, None],
            "sex": ["male", "male", "male"],
        }
    )
    found = law.apply(table, ["must_register"], reasons=True)
    assert found.select("must_register", "must_register_rule", "must_register_missing").rows() == [
        (True, "naturalised-registration", None),
        (False, None, None),
        (None, None, "citizen_by_birth citizenship"),
    ]


def test_what_is_missing_is_what_one_person_is_told(law: callup.lawbook.Law) -> None:
    people: list[dict[str, object]] = [
        {"born": date(1990, 1, 1), "sex": "male", "citizenship": "russian"},
        {"citizenship": "foreign", "born": date(1990, 1, 1), "no_other_ground": True},
        {"sex": "female"},
        {},
    ]
    table = pl.DataFrame(
        people, schema={"born": pl.Date, "sex": pl.String, "citizenship": pl.String,
                        "no_other_ground": pl.Boolean},
    )  # fmt: skip
    names = [one.name for one in law.program.positions()]
    rows = law.apply(table, reasons=True, exact=True).to_dicts()
    for person, row in zip(people, rows, strict=True):
        findings = law.ask(person)
        for name in names:
            missing = row[f"{name}_missing"]
            assert missing == (" ".join(sorted(findings[name].missing)) or None), name
            assert row[f"{name}_rule"] == (" ".join(findings[name].rules) or None), name


def test_an_open_switch_is_missing_under_its_name() -> None:
    small = program(
        {
            "positions.yaml": "positions:\n  p: {kind: liberty, title: P, question: P?, "
            "otherwise: no}\n",
            "readings/question.yaml": "doubt: question\ntitle: T\nquestion: Q\n",
            **facts(b="boolean"),
            **act("a", "2000-01-01", "- add: r\n  position: p\n  says: R\n"
                  "  when: b and doubt question\n"),
        }
    )  # fmt: skip
    table = pl.DataFrame({"b": [True, False, None]})
    found = Table(small, ON, {}, table).answers(None, checked=True, reasons=True)
    assert found["p_missing"].to_list() == ["doubt:question", None, "b doubt:question"]


DEPENDENT = program(
    {
        "positions.yaml": "positions:\n  p: {kind: liberty, title: P, question: P?, "
        "otherwise: no}\n",
        **facts(d="date", n="integer"),
        **act(
            "a",
            "2000-01-01",
            "- add: r\n  position: p\n  says: R\n"
            "  when: d < 2010-01-01 or d >= 2005-01-01 or n > 3\n",
        ),
    }
)
"""What is true of every day, though none of its two comparisons is."""


def exactly() -> Exactly:
    """One person asked about under DEPENDENT."""

    def ask_one(name: str, row: Mapping[str, object]) -> Settled:
        found = ask(DEPENDENT, ON, name, **{k: v for k, v in row.items() if v is not None})
        return Settled(found.status, found.value, found.rules, found.missing)

    return Exactly(ask_one, lambda _: frozenset(("d", "n")))


def test_exact_answers_know_what_several_comparisons_of_a_day_settle() -> None:
    table = pl.DataFrame({"n": [1, 5, None]})
    plain = Table(DEPENDENT, ON, {}, table).answers(None, checked=True)
    assert plain["p"].to_list() == [None, True, None]
    found = Table(DEPENDENT, ON, {}, table).answers(None, checked=True, exactly=exactly())
    assert found["p"].to_list() == [True, True, True]
    assert found.columns == plain.columns


def test_exact_answers_stay_with_a_table_that_is_read_later() -> None:
    table = pl.LazyFrame({"n": [5, 1]})
    found = Table(DEPENDENT, ON, {}, table).answers(None, checked=True, exactly=exactly())
    assert isinstance(found, pl.LazyFrame)
    assert found.collect()["p"].to_list() == [True, True]


def test_exact_answers_are_refused_where_the_rows_are_elsewhere() -> None:
    import duckdb

    with duckdb.connect() as connection, pytest.raises(callup.Diagnostics) as caught:
        table = connection.sql("select 1 as n")
        Table(DEPENDENT, ON, {}, table).answers(None, checked=True, exactly=exactly())
    assert [one.code for one in caught.value.diagnostics] == ["not-supported"]
