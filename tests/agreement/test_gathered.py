"""Tables of DuckDB are counted and compared over days as those of Polars are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import polars as pl
import pytest
from agree import table_of
from test_frames import somebody

import callup
from callup.lawbook import Counts

RU = callup.open("ru")
FROM, TO = "2023-03-01", "2024-02-10"
ABOUT = ("liable_to_conscription", "reserve_age_limit", "must_register", "federal_bonus")


def alike() -> pl.DataFrame:
    """People of whom many are alike, with decimal weights and a word that splits them; the day of
    birth of one is refused."""
    random = Random(5)
    some = table_of(RU.program, [somebody(random) for _ in range(80)])
    rows = [random.randrange(80) for _ in range(300)]
    weights = [random.choice(["1.5", "2", "0.25", "0"]) for _ in rows]
    strange = pl.Series("appeared_when", [f"x{i % 3}" for i in range(300)])
    return some[rows].with_columns(
        pl.Series("share", weights).cast(pl.Decimal(10, 2)),
        strange,
        pl.when(pl.int_range(300) == 7).then(date(1700, 1, 1)).otherwise("born").alias("born"),
    )


@pytest.fixture
def people() -> pl.DataFrame:
    return alike()


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as found:
        yield found


def told(counts: Counts) -> tuple[Any, ...]:
    found = [(c.day, c.position, c.group, dict(c.answers)) for c in counts.changes()]
    return found, list(counts.rejected()), counts.day_by_day


def into(connection: duckdb.DuckDBPyConnection, people: pl.DataFrame, folder: Path) -> Any:
    people.write_parquet(folder / "people.parquet")
    return connection.read_parquet(str(folder / "people.parquet"))


@pytest.mark.parametrize("words", [{}, {"by": ["sex", "appeared_when"]}, {"weight": "share"}])
def test_a_table_of_duckdb_is_counted_as_one_of_polars(
    people: pl.DataFrame, connection: Any, tmp_path: Path, words: dict[str, Any]
) -> None:
    table = into(connection, people, tmp_path)
    expected = RU.count(people, FROM, TO, about=ABOUT, **words)
    found = RU.count(table, FROM, TO, about=ABOUT, **words)
    assert told(found) == told(expected)
    assert next(expected.rejected())[1] > 0


def test_columns_of_other_names_and_one_day(
    people: pl.DataFrame, connection: Any, tmp_path: Path
) -> None:
    people = people.rename({"born": "birthday"})
    table = into(connection, people, tmp_path)
    words: dict[str, Any] = {"facts": {"born": "birthday"}, "about": ABOUT}
    assert told(RU.count(table, FROM, **words)) == told(RU.count(people, FROM, **words))


def test_a_table_without_a_fact_is_counted(connection: Any) -> None:
    table = connection.sql("select 1 as shoe_size from range(5)")
    (found,) = RU.count(table, "2025-07-08", about=["must_register"]).changes()
    assert sum(found.answers.values()) == 5


def test_a_column_that_there_is_not_is_told_before_anything_runs(connection: Any) -> None:
    table = connection.sql("select 'male' as sex")
    with pytest.raises(callup.Diagnostics) as caught:
        RU.count(table, FROM, by=["sexx"], weight="many")
    assert [one.message for one in caught.value.diagnostics] == [
        "there is no column `sexx`", "there is no column `many`",
    ]  # fmt: skip


@pytest.mark.parametrize("words", [{}, {"by": ["sex"], "weight": "share"}])
def test_whose_answers_differ_is_told_of_a_table_of_duckdb_too(
    people: pl.DataFrame, connection: Any, tmp_path: Path, words: dict[str, Any]
) -> None:
    table = into(connection, people, tmp_path)
    expected = RU.turned(people, FROM, TO, about=ABOUT, **words)
    assert RU.turned(table, FROM, TO, about=ABOUT, **words) == expected
    assert {one.day for one, _ in expected} > {None}


def test_years_of_other_tables_are_refused_clearly(connection: Any) -> None:
    table = connection.sql("select 1990 as year")
    with pytest.raises(callup.Diagnostics) as caught:
        RU.count(table, FROM, TO, year=("born", "year", "spread"))
    (found,) = caught.value.diagnostics
    assert found.code == "not-supported"
    assert "duckdb" in found.message
