"""DuckDB answers as Polars does, row by row, for random people under random small law."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl
from agree import agree, table_of
from hypothesis import given, note
from hypothesis import strategies as st

from callup.readers.frames.apply import Table
from callup.switches import choose
from examples import examples
from small import program
from strategies import Book, books, moments, people


@examples(8)
@given(books(depth=1, rules=2), st.lists(people(), min_size=3, max_size=12), moments())
def test_random_people_under_random_law(
    book: Book, persons: list[dict[str, object]], on: date
) -> None:
    law = program(book.parts)
    note(f"{on}")
    agree(law, persons, on)
    settings = choose(law, (), ()).settings(law)
    people = table_of(law, persons).with_row_index("line")
    arrow = people.to_arrow(compat_level=pl.CompatLevel.oldest())
    with duckdb.connect() as connection:
        for one in law.positions():
            expected = Table(law, on, settings, people).answers([one.name], checked=True)
            table = connection.from_arrow(arrow)
            answers = Table(law, on, settings, table).answers([one.name], checked=True)
            assert answers.columns == expected.columns
            found = pl.DataFrame(answers.to_arrow_table()).sort("line")
            assert found.rows() == expected.rows()
