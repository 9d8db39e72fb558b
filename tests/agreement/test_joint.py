"""All positions of `ru` in one plan of an engine of SQL: planned in bounded steps, row by row."""

from __future__ import annotations

from datetime import date
from random import Random

import duckdb
import narwhals as nw
import polars as pl
from agree import table_of
from test_frames import somebody

import callup
from callup.readers.frames.cell import Column, Sheet

RU = callup.open("ru")
ON = date(2025, 7, 8)


def test_duckdb_answers_all_positions_in_one_plan_as_polars_does() -> None:
    law = RU.on(ON)
    random = Random(11)
    people = law.accepted(table_of(RU.program, [somebody(random) for _ in range(40)]))
    people = people.with_row_index("line")
    arrow = people.to_arrow(compat_level=pl.CompatLevel.oldest())
    with duckdb.connect() as connection:
        answers = law.apply(connection.from_arrow(arrow))
        found = pl.DataFrame(answers.to_arrow_table()).sort("line")
    expected = law.apply(people)
    assert found.columns == expected.columns
    assert found.rows() == expected.rows()


def test_a_shared_column_is_carried_no_further_than_it_is_read() -> None:
    sheet = Sheet()
    low = sheet.share(Column(nw.col("a") & nw.col("b"), "boolean"))
    lone = sheet.share(Column(nw.col("a") | nw.col("b"), "boolean"))
    high = sheet.share(Column(~low.expr, "boolean", low.reads))
    with duckdb.connect() as connection:
        table = nw.from_native(connection.sql("select true as a, false as b"))
        laid = sheet.lay(table, [high])
        assert laid.collect_schema().names() == ["a", "b", "__callup_2"]
        both = sheet.lay(table, [high, lone])
        assert both.collect_schema().names() == ["a", "b", "__callup_1", "__callup_2"]
