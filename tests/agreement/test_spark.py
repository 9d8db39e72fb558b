"""The same law on a Spark cluster: a master and two workers, each a process of its own.

Skipped where Java or PySpark is missing, unless CI is set, where both are required.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from agree import table_of
from test_frames import somebody

import callup
from callup.cli.engines import session

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
