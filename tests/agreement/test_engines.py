"""The same law on the tables of other libraries: the same answers, of the same kind."""

from __future__ import annotations

from datetime import date
from random import Random

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from agree import table_of
from polars.testing import assert_frame_equal
from test_frames import somebody

import callup
from small import act, facts, program

RU = callup.open("ru")
ON = date(2025, 7, 8)


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    random = Random(7)
    law = RU.on(ON)
    found = table_of(RU.program, [somebody(random) for _ in range(60)])
    return law.accepted(found)


def test_a_lazy_table_stays_lazy(people: pl.DataFrame) -> None:
    law = RU.on(ON)
    answers = law.apply(people.lazy())
    assert isinstance(answers, pl.LazyFrame)
    assert_frame_equal(answers.collect(), law.apply(people))


def test_arrow_comes_back_as_arrow(people: pl.DataFrame) -> None:
    law = RU.on(ON)
    answers = law.apply(people.to_arrow(compat_level=pl.CompatLevel.oldest()))
    assert isinstance(answers, pa.Table)
    assert pl.DataFrame(answers).rows() == law.apply(people).rows()


def test_duckdb_answers_as_polars_does(people: pl.DataFrame) -> None:
    law = RU.on(ON)
    arrow = people.with_row_index("line").to_arrow(compat_level=pl.CompatLevel.oldest())
    with duckdb.connect() as connection:
        table = connection.from_arrow(arrow)
        for one in RU.program.positions():
            answers = law.apply(table, [one.name])
            assert isinstance(answers, duckdb.DuckDBPyRelation)
            rows = pl.DataFrame(answers.to_arrow_table()).sort("line").drop("line").rows()
            assert rows == law.apply(people, [one.name]).rows()


CODED = {
    "categorical": lambda _: pl.Categorical(),
    "enum": pl.Enum,
    "enum with a word too many": lambda words: pl.Enum([*words, "venusian"]),
}


@pytest.mark.parametrize("form", CODED)
def test_words_kept_as_numbers_answer_as_text_does(people: pl.DataFrame, form: str) -> None:
    law = RU.on(ON)
    words = {
        name: [value for value, _ in RU.program.values[fact.type.of]]
        for name, fact in RU.program.facts.items()
        if fact.type.kind == "choice" and name in people
    }
    assert words
    kept = people.with_columns(pl.col(n).cast(CODED[form](w)) for n, w in words.items())
    given = set(people.columns)
    assert law.apply(kept).drop(given).rows() == law.apply(people).drop(given).rows()


def test_words_of_an_enum_that_are_none_of_the_values_are_refused() -> None:
    strange = pl.Series(["russian", "marsian", None], dtype=pl.Enum(["marsian", "russian"]))
    table = pl.DataFrame({"citizenship": strange})
    reason = "it is none of its values"
    assert RU.on(ON).rejects(table).rows() == [(1, "citizenship", reason)]


def problems(table: object, **words: object) -> list[tuple[str, str]]:
    with pytest.raises(callup.Diagnostics) as caught:
        RU.on(ON).apply(table, **words)  # type: ignore[arg-type]
    return [(one.code, one.message) for one in caught.value.diagnostics]


def test_types_are_checked_before_anything_runs() -> None:
    table = pl.DataFrame({"born": ["1990-01-01"], "student": [1], "shoe_size": ["x"]})
    assert problems(table) == [("bad-column", "column `born` is String, wanted Date")]


def test_a_column_may_have_another_name() -> None:
    table = pl.DataFrame({"birthday": [date(1990, 1, 1)]})
    law = RU.on(ON)
    answers = law.apply(table, ["in_reserve_by_age"], {"born": "birthday"})
    assert answers.columns == ["birthday", "in_reserve_by_age", "in_reserve_by_age_status"]
    assert problems(table, columns={"born": "brithday"}) == [
        ("bad-column", "there is no column `brithday`")
    ]


def test_what_is_refused_is_counted_and_listed_without_its_value() -> None:
    table = pl.DataFrame({"citizenship": ["russian", "marsian", None, "venusian"]})
    law = RU.on(ON)
    reason = "it is none of its values"
    assert problems(table) == [
        ("rejected-rows", f"2 rows are refused, column `citizenship`: {reason}")
    ]
    assert law.rejects(table).rows() == [(1, "citizenship", reason), (3, "citizenship", reason)]
    assert law.accepted(table).rows() == [("russian",), (None,)]
    assert len(law.apply(law.accepted(table))) == 2


@pytest.mark.parametrize("born", [date(1799, 12, 31), date(2200, 1, 1)])
def test_one_day_out_of_bounds_among_others_is_refused(born: date) -> None:
    reason = "it is no day of a person's life"
    table = pl.DataFrame({"born": [date(1800, 1, 1), None, date(2199, 12, 31), born]})
    assert problems(table) == [("rejected-rows", f"1 rows are refused, column `born`: {reason}")]
    assert len(RU.on(ON).apply(table.head(3))) == 3
    assert len(RU.on(ON).apply(table.head(0))) == 0


def test_an_answer_does_not_overwrite_a_column() -> None:
    message = "the table has a column `may_contract` already, where an answer would stand"
    assert problems(pl.DataFrame({"may_contract": [True]}), positions=["may_contract"]) == [
        ("bad-column", message)
    ]


def test_division_is_refused_where_it_is_written() -> None:
    from callup.readers.frames.apply import Table

    law = program(
        {
            "positions.yaml": "positions:\n  p: {kind: liberty, title: P, question: P?, "
            "otherwise: no}\n",
            **facts(n="integer, from: 0, through: 9"),
            **act("a", "2000-01-01", "- add: r\n  position: p\n  says: R\n  when: n / 2 > 1\n"),
        }
    )
    with pytest.raises(callup.Diagnostics) as caught:
        Table(law, ON, {}, pl.DataFrame({"n": [3]})).answers(None, checked=True)
    (found,) = caught.value.diagnostics
    assert found.code == "not-supported"
    assert found.origin is not None
    assert found.origin.file == "acts/a.yaml"


def test_duckdb_lists_what_is_refused_of_a_table_of_its_own_connection() -> None:
    table = pl.DataFrame(
        {
            "line": [1, 2, 3, 4],
            "citizenship": ["russian", "marsian", "foreign", None],
            "citizen_by_birth": [True, None, True, None],
            "born": [date(1990, 1, 1), date(1700, 1, 1), None, None],
        }
    )
    law = RU.on(ON)
    expected = law.rejects(table, row="line")
    with duckdb.connect() as connection:
        arrow = table.to_arrow(compat_level=pl.CompatLevel.oldest())
        found = law.rejects(connection.from_arrow(arrow), row="line")
        assert isinstance(found, duckdb.DuckDBPyRelation)
        assert found.fetchall() == expected.rows()
        nobody = connection.from_arrow(arrow).filter("line = 4")
        assert law.rejects(nobody, row="line").fetchall() == []
        nothing = connection.sql("select 1 as line, 2 as shoe_size")
        assert law.rejects(nothing, row="line").fetchall() == []
    assert [row for row, *_ in expected.rows()] == [2, 2, 3]
