"""`--engine` of `callup run` and `callup count`: what another engine answers for files, and
where it is not there."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from callup.cli.main import main
from small import HEAD, act

LAW = {
    "lawbook.yaml": HEAD,
    "sources.yaml": "sources: {S1: {title: T}}\n",
    "choices.yaml": "choices:\n  region: {values: {R1: a, R2: b}}\n",
    "facts.yaml": (
        "facts:\n"
        "  born: {type: date, question: Q}\n"
        "  pay: {type: money, question: Q}\n"
        "  lives: {type: region, question: Q}\n"
    ),
    "positions.yaml": (
        "positions:\n"
        "  may: {kind: liberty, title: P, question: P?, otherwise: no}\n"
        "  bonus: {kind: measure, type: money, title: B, question: B?, otherwise: none}\n"
    ),
    **act(
        "a",
        "2000-01-01",
        "- add: r\n  position: may\n  says: R\n  when: years since born >= 18 and lives is R1\n"
        "- add: s\n  position: bonus\n  says: R\n  when: may\n  gives: max(pay, 10 RUB) * 2\n",
    ),
}

PEOPLE = (
    "line,born,pay,lives\n"
    "1,2000-02-29,12.50,R1\n2,2000-02-29,,R1\n3,,12.50,R1\n4,2015-01-01,,\n"
    "5,2000-02-29,7,R2\n6,2000-02-29,1.005,R1\n7,x,,R1\n8,2000-01-01,7,r1\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in LAW.items():
        path = tmp_path / "law" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


def run(engine: str, people: str = "people.csv") -> int:
    call = ["run", "law", people, "--on", "2020-06-01", "-o", f"{engine}.parquet"]
    return main([*call, "--reasons", "--engine", engine])


def as_parquet(folder: Path) -> None:
    made = pl.read_csv(folder / "people.csv").with_columns(
        pl.col("born").str.to_date(strict=False),
        pl.col("pay").cast(pl.Decimal(38, 2), strict=False),
    )
    made.write_parquet(folder / "people.parquet")


def count(engine: str, *words: str, people: str = "people.parquet") -> int:
    return main(["count", "law", people, *words, "--engine", engine])


def test_duckdb_counts_every_day_as_polars_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_parquet(folder)
    told = []
    for engine in ("polars", "duckdb"):
        days = ("--from", "2017-12-01", "--to", "2018-04-01")
        assert count(engine, *days, "--by", "lives", "--weight", "line", "--json") == 0
        told.append(capsys.readouterr())
    assert told[0] == told[1]
    assert "refused" in told[0].err


def test_what_does_not_go_with_an_engine_is_told_before_anything_runs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_parquet(folder)
    on = ("--on", "2020-06-01")
    for call, message in (
        (lambda: count("duckdb", *on, people="people.csv"), "counts Parquet files only"),
        (lambda: count("duckdb", *on, "--why"), "`--why` and `--exact` are not supported with"),
        (lambda: count("duckdb", *on, "--master", "x"), "`--master` is the address of a Spark"),
    ):
        assert call() == 2
        told = capsys.readouterr()
        assert message in told.err
        assert told.out == ""


@pytest.mark.parametrize("people", ["people.csv", "people.parquet"])
def test_duckdb_writes_what_polars_writes(folder: Path, people: str) -> None:
    if people == "people.parquet":
        made = pl.read_csv(folder / "people.csv").head(5)
        made.with_columns(
            pl.col("born").str.to_date(), pl.col("pay").cast(pl.Decimal(38, 2))
        ).write_parquet(folder / people)
    assert run("polars", people) == 0
    assert run("duckdb", people) == 0
    expected, found = (pl.read_parquet(f"{name}.parquet") for name in ("polars", "duckdb"))
    assert found.columns == expected.columns
    assert found.sort("line").rows() == expected.sort("line").rows()
    assert expected["may"].to_list() == [True, True, None, False, False]
    assert expected["bonus_status"].to_list() == ["known", "unknown", "unknown", "none", "none"]


def test_duckdb_lists_what_polars_refuses(folder: Path) -> None:
    lists = []
    for engine in ("polars", "duckdb"):
        assert run(engine) == 0
        lists.append((folder / f"{engine}.rejects.csv").read_text("utf-8").splitlines())
    assert lists[0] == lists[1]
    assert [line.split(",")[:2] for line in lists[1][1:]] == [
        ["6", "pay"], ["7", "born"], ["8", "lives"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("engine", "hidden", "needed", "help"),
    [
        ("duckdb", ["duckdb"], "DuckDB", "callup[duckdb]"),
        ("spark", ["pyspark", "pyspark.errors", "pyspark.sql"], "PySpark", "callup[spark]"),
    ],
)
def test_an_engine_that_is_not_installed_is_named_with_the_way_to_get_it(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    engine: str,
    hidden: list[str],
    needed: str,
    help: str,
) -> None:
    for module in hidden:
        monkeypatch.setitem(sys.modules, module, None)
    assert run(engine) == 2
    told = capsys.readouterr().err
    assert "error[missing-library]" in told
    assert f"`--engine {engine}` needs {needed}" in told
    assert help in told
    assert "Traceback" not in told
    assert sorted(path.name for path in folder.iterdir()) == ["law", "people.csv"]


def test_spark_without_java_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, module, ModuleType(module))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    assert run("spark") == 2
    told = capsys.readouterr().err
    assert "`--engine spark` needs Java" in told
    assert "install Java 17 or later" in told
    assert sorted(path.name for path in folder.iterdir()) == ["law", "people.csv"]
