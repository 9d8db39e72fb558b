"""The same law on a Spark cluster: a master and two workers, each a process of its own.

Skipped where Java or PySpark is missing, unless CI is set, where both are required.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from agree import explained, held, table_of
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from joint import LINE, Asked, answers_of, rows_of
from kinds import kinds
from test_frames import somebody
from test_gathered import ABOUT, FROM, TO, alike, told
from test_kinds import WANTED

import callup
from callup.cli.engines import session
from callup.cli.main import main
from small import program
from strategies import Book, books, moments, people

THERE = shutil.which("java") is not None and find_spec("pyspark") is not None
pytestmark = [
    pytest.mark.skipif(
        not THERE and "CI" not in os.environ, reason="Spark needs Java and PySpark, not there"
    ),
    # PySpark leaves sockets to its gateway open, and reads names that Python gives up
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]
ON = date(2025, 7, 8)
POSITIONS = (
    "must_register", "liable_to_conscription", "may_contract", "first_contract_years",
    "federal_bonus", "reserve_age_limit",
)  # fmt: skip


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with session("local-cluster[2,1,1024]") as spark:
        yield spark


def test_two_workers_answer_row_by_row_as_polars_does(cluster: Any, tmp_path: Path) -> None:
    law = callup.open("ru").on(ON)
    random = Random(7)
    people = law.accepted(table_of(law.program, [somebody(random) for _ in range(100)]))
    people = people.with_row_index("line")
    people.write_parquet(tmp_path / "people.parquet")
    table = cluster.read.parquet(str(tmp_path / "people.parquet")).repartition(4)
    law.apply(table, POSITIONS).write.parquet(str(tmp_path / "answers"))
    found = pl.read_parquet(tmp_path / "answers" / "*.parquet").sort("line")
    expected = law.apply(people, POSITIONS)
    assert found.columns == expected.columns
    assert found.rows() == expected.rows()


def test_the_cluster_lists_what_is_refused(cluster: Any) -> None:
    people = pl.DataFrame(
        {"line": [1, 2, 3], "sex": ["male", "mail", None], "born": [None, None, date(1700, 1, 1)]}
    )
    table = cluster.createDataFrame(people.to_arrow(compat_level=pl.CompatLevel.oldest()))
    law = callup.open("ru").on(ON)
    found = law.rejects(table, row="line").collect()
    assert [tuple(one) for one in found] == law.rejects(people, row="line").rows()


def test_the_cluster_counts_every_day_as_polars_does(cluster: Any, tmp_path: Path) -> None:
    people, book = alike(), callup.open("ru")
    people.write_parquet(tmp_path / "people.parquet")
    table = cluster.read.parquet(str(tmp_path / "people.parquet")).repartition(4)
    words: dict[str, Any] = {"about": ABOUT, "by": ["sex", "appeared_when"], "weight": "share"}
    expected = book.count(people, FROM, TO, **words)
    assert told(book.count(table, FROM, TO, **words)) == told(expected)
    assert next(expected.rejected())[1] > 0


def test_a_file_is_counted_on_a_cluster_of_its_own(tmp_path: Path) -> None:
    alike().write_parquet(tmp_path / "people.parquet")
    call = [
        sys.executable,
        "-m",
        "callup.cli.main",
        "count",
        "ru",
        str(tmp_path / "people.parquet"),
    ]
    call += ["--from", FROM, "--to", TO, "--about", ABOUT[0], "--by", "sex", "--json"]
    on_two = ["--engine", "spark", "--master", "local-cluster[2,1,1024]"]
    found, expected = (
        subprocess.run([*call, *more], capture_output=True, check=True, text=True).stdout
        for more in (on_two, [])
    )
    assert found == expected


def test_a_cluster_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from py4j.protocol import Py4JError
    from pyspark.sql import SparkSession

    def nobody(_: object) -> None:
        raise Py4JError("no master answers")

    monkeypatch.setattr(SparkSession.Builder, "getOrCreate", nobody)
    alike().write_parquet(tmp_path / "people.parquet")
    call = ["count", "ru", str(tmp_path / "people.parquet"), "--on", FROM, "--engine", "spark"]
    assert main([*call, "--master", "spark://127.0.0.1:1"]) == 2
    told = capsys.readouterr().err
    assert "error[missing-library]: Spark does not start\n  no master answers" in told
    assert "look at the address in --master" in told


MOST_TRIED = 150
"""Among so many random programs those are sought that together have every kind of thing."""


def covering() -> tuple[list[Asked], list[dict[str, object]]]:
    """Few random programs in which every kind of thing stands, and people to ask about."""
    tried: list[tuple[Asked, frozenset[str]]] = []
    persons: list[dict[str, object]] = []

    @seed(31)
    @settings(
        max_examples=MOST_TRIED,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(books(depth=1), st.lists(people(missing=4), min_size=1, max_size=1), moments())
    def one(book: Book, some: list[dict[str, object]], on: date) -> None:
        law = program(book.parts)
        tried.append((Asked(law, on), kinds(law)))
        persons.extend(some)

    one()
    chosen: list[Asked] = []
    left = set(WANTED)
    while left:
        law, found = max(tried, key=lambda pair: len(pair[1] & left))
        assert found & left, left
        chosen.append(law)
        left -= found
    return chosen, persons


def test_every_kind_of_thing_under_random_law_in_one_job(cluster: Any) -> None:
    laws, persons = covering()
    assert len(laws) <= 8
    table = table_of(laws[0].program, persons).with_row_index(LINE)
    table = table.with_columns(pl.col(LINE).cast(pl.Int64))
    expected = rows_of(answers_of(table.lazy(), laws).collect(), laws)
    arrow = table.to_arrow(compat_level=pl.CompatLevel.oldest())
    spark = cluster.createDataFrame(arrow).repartition(4)
    found = rows_of(pl.DataFrame(answers_of(spark, laws).toArrow()), laws)
    assert found == expected
    for law, rows in zip(laws, found, strict=True):
        for person, row in zip(persons, rows, strict=True):
            held(explained(law.program, person, law.on), row, (person, law.on))
