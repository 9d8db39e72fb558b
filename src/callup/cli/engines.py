"""The engines that answer for files: Polars in this process, DuckDB beside it, Spark on a cluster.

DuckDB and Spark read Parquet. A file of another kind is first written as Parquet beside the
output, by the one reader of words that there is, and so are columns whose names a row number took.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from callup.lawbook import Law
from callup.text.diagnostic import Diagnostic, Diagnostics

Engine = Literal["polars", "duckdb", "spark"]

SETTINGS = {
    # Spark makes one method of a whole stage where it can. Of a table as wide as one of people it
    # is longer than what a JVM compiles, and then runs several times slower than one for each step.
    "spark.sql.codegen.wholeStage": "false",
    # where in Python each part of an expression was made is told to Spark in calls of its own,
    # two for every one that makes a part
    "spark.python.sql.dataFrameDebugging.enabled": "false",
}
"""What is set in a session of our own. Answers are the same without it, and come later."""


@contextmanager
def opened(engine: Engine, master: str | None, files: tuple[Path, ...]) -> Iterator[Any]:
    """Parquet files as a table of an engine.

    Raises Diagnostics where the engine is not there.
    """
    require(engine)
    match engine:
        case "duckdb":
            import duckdb

            with duckdb.connect() as connection:
                yield connection.read_parquet([str(file) for file in files])
        case "spark":
            with session(master) as spark:
                yield spark.read.parquet(*(str(file.resolve()) for file in files))
        case "polars":
            raise NotImplementedError(engine)


def write_parquet(table: Any, place: Path) -> None:
    """Writes a table of DuckDB as one Parquet file, or of Spark as a folder of several."""
    if hasattr(table, "write_parquet"):
        table.write_parquet(str(place))
    else:
        table.write.parquet(str(place.resolve()))


def misused(engine: Engine, master: str | None, *, exact: bool) -> list[Diagnostic]:
    """What is wrong with the words that name an engine."""
    problems = []
    if master and engine != "spark":
        message = "`--master` is the address of a Spark cluster"
        problems.append(Diagnostic("bad-call", message, None, help="add `--engine spark`"))
    if exact and engine != "polars":
        message = f"exact answers are not supported with `--engine {engine}`"
        why = "the rows that are left are asked about one by one, in this process"
        problems.append(Diagnostic("not-supported", message, None, why=why))
    return problems


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


@contextmanager
def session(master: str | None) -> Iterator[Any]:
    """A Spark session on a cluster, or on all cores of this machine.

    Raises Diagnostics where PySpark or Java is missing, or the cluster cannot be reached.
    """
    require("spark")
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("callup").config("spark.ui.enabled", "false")
    builder = builder.master(master or "local[*]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    if master is None or master.startswith("local") or "127.0.0.1" in master:
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError, RuntimeError, OSError) as error:
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
