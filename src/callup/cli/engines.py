"""The engines that answer for files: Polars in this process, DuckDB beside it, Spark on a cluster.

DuckDB and Spark read Parquet. A file of another kind is first written as Parquet beside the
output, by the one reader of words that there is, and so are columns whose names a row number took.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from callup.lawbook import Law
from callup.text.diagnostic import Diagnostic, Diagnostics

Engine = Literal["polars", "duckdb", "spark"]
Answer = Callable[[Any], Any]
"""From a table of an engine to the table of answers."""


def answer_by(
    engine: Engine, master: str | None, files: tuple[Path, ...], answer: Answer, place: Path
) -> None:
    """Writes the answers for Parquet files as one Parquet file, or a folder of several.

    Raises Diagnostics where the engine is not there.
    """
    match engine:
        case "duckdb":
            _duckdb(files, answer, place)
        case "spark":
            _spark(master, files, answer, place)
        case "polars":
            raise NotImplementedError(engine)


def require(engine: Engine) -> None:
    """Raises Diagnostics where what an engine needs is not installed."""
    try:
        if engine == "duckdb":
            import duckdb  # noqa: F401
        if engine == "spark":
            import pyspark.sql  # noqa: F401
    except ModuleNotFoundError:
        name = {"duckdb": "DuckDB", "spark": "PySpark"}[engine]
        help = f"pip install 'callup[{engine}]'"
        raise _missing(f"`--engine {engine}` needs {name}", help) from None
    if engine == "spark" and "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        help = "install Java 17 or later, such as the package openjdk-17-jre-headless"
        raise _missing("`--engine spark` needs Java", help)


def _duckdb(files: tuple[Path, ...], answer: Answer, place: Path) -> None:
    require("duckdb")
    import duckdb

    with duckdb.connect() as connection:
        people = connection.read_parquet([str(file) for file in files])
        answer(people).write_parquet(str(place))


def _spark(master: str | None, files: tuple[Path, ...], answer: Answer, place: Path) -> None:
    with session(master) as spark:
        people = spark.read.parquet(*(str(file.resolve()) for file in files))
        answer(people).write.parquet(str(place.resolve()))


@contextmanager
def session(master: str | None) -> Iterator[Any]:
    """A Spark session on a cluster, or on all cores of this machine.

    Raises Diagnostics where PySpark or Java is missing, or the cluster cannot be reached.
    """
    require("spark")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("callup").config("spark.ui.enabled", "false")
    builder = builder.master(master or "local[*]")
    if master is None or master.startswith("local") or "127.0.0.1" in master:
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
    try:
        spark = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        reason = str(error).splitlines()[0][:100]
        raise _missing("Spark does not start", "look at the address in --master", reason) from None
    try:
        yield spark
    finally:
        spark.stop()


def answers_of(
    law: Law, people: Any, about: Sequence[str] | None, columns: Any, *, reasons: bool
) -> Any:
    """The answers for the rows of an engine's table of which nothing is refused."""
    good = law.table(people, columns).split()[0]
    return law.answers(law.table(good, columns), about, checked=True, reasons=reasons)


def _missing(message: str, help: str, why: str | None = None) -> Diagnostics:
    return Diagnostics((Diagnostic("missing-library", message, None, why=why, help=help),))
