"""Files that are no tables, or odd ones: one clear message, status 2, and nothing written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import callup
from callup.cli.main import main

LINE = b"born,sex\n1990-01-01,male\n"
ODD = {
    "text.parquet": b"hello,world\n1,2\n",
    "empty.parquet": b"",
    "empty.csv": b"",
    "empty.arrow": b"",
    "cp1251.csv": "born,sex,имя\n1990-01-01,male,Иван\n".encode("cp1251"),
    "cp1251-inside.csv": LINE + "1990-01-01,Иван\n".encode("cp1251"),
    "utf-16.csv": LINE.decode().encode("utf-16"),
    "utf-16-no-mark.csv": LINE.decode().encode("utf-16-le"),
    "utf-32.csv": LINE.decode().encode("utf-32"),
    "no-names.csv": b"1990-01-01,male\n",
    "other-names.csv": b"name,town\nAnna,Omsk\n",
    "spelled.csv": b"BORN,name\n1990-01-01,Anna\n",
    "spaced.csv": b"Citizen by birth ,name\nyes,Anna\n",
    "semicolons.csv": LINE.replace(b",", b";"),
    "tabs.csv": LINE.replace(b",", b"\t"),
    "twice.csv": b"sex,sex,born\nmale,female,1990-01-01\n",
    "ragged.csv": LINE + b"1990-01-01,male,more\n",
    "short.csv": b"born,sex,student\n1990-01-01,,\n1990-01-01,male\n",
    "gap.csv": LINE + b"\n" + LINE,
    "folded.csv": b'born,name\n1990-01-01,"a\nb, ""c"""\n1990-01-01\n',
    "unclosed.csv": b'born,sex\n1990-01-01,"male\n1991-01-01,female\n',
}
MESSAGES = {
    "utf-16.csv": "`utf-16.csv` is not written as UTF-8",
    "utf-16-no-mark.csv": "`utf-16-no-mark.csv` is not written as UTF-8",
    "utf-32.csv": "`utf-32.csv` is not written as UTF-8",
    "no-names.csv": "no column of `no-names.csv` is a fact of the lawbook",
    "other-names.csv": "no column of `other-names.csv` is a fact of the lawbook",
    "spelled.csv": "column `BORN` is not read: the fact is called `born`",
    "spaced.csv": "column `Citizen by birth ` is not read: the fact is called `citizen_by_birth`",
    "semicolons.csv": "`semicolons.csv` is separated by semicolons",
    "tabs.csv": "`tabs.csv` is separated by tabs",
    "twice.csv": "two columns of `twice.csv` are called `sex`",
    "ragged.csv": "line 3 of `ragged.csv` has 3 values, and the first names 2",
    "short.csv": "line 3 of `short.csv` has 2 values, and the first names 3",
    "gap.csv": "line 3 of `gap.csv` is empty, and the first names 2",
    "folded.csv": "line 4 of `folded.csv` has 1 values, and the first names 2",
    "unclosed.csv": "`unclosed.csv` cannot be read to its end",
    "cp1251.csv": "write it as UTF-8; in Excel: save as CSV UTF-8",
    "cp1251-inside.csv": "write it as UTF-8; in Excel: save as CSV UTF-8",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said of a call that cannot be done, and that leaves no file."""
    before = {one: one.read_bytes() for one in Path().iterdir()}
    assert main(list(words)) == 2
    assert {one: one.read_bytes() for one in Path().iterdir()} == before
    told = capsys.readouterr().err
    assert told.count("error[") == 1
    return told


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_table_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (folder / name).write_bytes(ODD[name])
    wanted = MESSAGES.get(name, f"`{name}` cannot be read as a table")
    on = ("--on", "2025-07-08")
    assert wanted in refused(capsys, "run", "ru", name, *on, "-o", "out.parquet")
    assert wanted in refused(capsys, "count", "ru", name, *on, "--about", "must_register")
    assert wanted in refused(capsys, "count", "ru", name, *on, "--why")


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" + LINE, LINE.replace(b"\n", b"\r\n"), b'born,sex\n"1990-01-01",male\n']
)
def test_marks_and_ends_of_lines_and_quotes_are_read(folder: Path, data: bytes) -> None:
    (folder / "people.csv").write_bytes(data)
    assert main(["run", "ru", "people.csv", "--on", "2025-07-08", "-o", "out.parquet"]) == 0
    found = pl.read_parquet("out.parquet", columns=["born", "sex"])
    assert found.rows() == [(date(1990, 1, 1), "male")]


def test_a_parquet_file_that_is_cut_off_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.DataFrame({"sex": ["male"] * 1_000}).write_parquet("people.parquet")
    whole = (folder / "people.parquet").read_bytes()
    (folder / "people.parquet").write_bytes(whole[: len(whole) // 2])
    told = refused(capsys, "run", "ru", "people.parquet", "--on", "2025-07-08", "-o", "out.csv")
    assert "`people.parquet` cannot be read as a table" in told


WRITE: dict[str, Any] = {
    "parquet": pl.DataFrame.write_parquet,
    "arrow": pl.DataFrame.write_ipc,
    "csv": pl.DataFrame.write_csv,
}


@pytest.mark.parametrize("kind", WRITE)
def test_files_of_different_columns_are_no_one_table(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    for name, column in (("a", "sex"), ("b", "citizenship")):
        frame = pl.DataFrame({column: ["male"]})
        WRITE[kind](frame, f"{name}.{kind}")
    told = refused(capsys, "run", "ru", f"*.{kind}", "--on", "2025-07-08", "-o", "out.csv")
    assert "the files have different columns: `citizenship` is not the same" in told


def test_files_with_their_columns_in_another_order_are_told_which(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.csv").write_bytes(LINE)
    (folder / "b.csv").write_bytes(b"sex,born\nmale,1990-01-01\n")
    told = refused(capsys, "run", "ru", "*.csv", "--on", "2025-07-08", "-o", "out.csv")
    assert "the files have different columns: their order is not the same in all of them" in told
    assert "`b.csv` differs from `a.csv`" in told


FULL_DISK = """
import resource, sys
from callup.cli.main import main
most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, most))
sys.exit(main(sys.argv[1:]))
"""
"""A process in which no file may grow beyond some bytes, as where a disk is full."""


@pytest.mark.parametrize("output", ["out.parquet", "out.csv", "out.arrow"])
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_what_does_not_fit_on_the_disk_is_told_and_not_left(
    folder: Path, engine: str, output: str
) -> None:
    callup.open("ru")  # so that it is not written while the disk is full
    line = pl.Series([f"{n * 7919 % 99_991:x}" * 3 for n in range(9_000)])
    pl.DataFrame({"line": line, "sex": "male"}).write_parquet("people.parquet")
    call = ["run", "ru", "people.parquet", "--on", "2025-07-08", "-o", output, "--engine", engine]
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *call], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.count("error[") == 1
    assert f"`{output}` cannot be written" in ended.stderr
    assert os.strerror(errno.EFBIG) in ended.stderr
    assert [one.name for one in folder.iterdir()] == ["people.parquet"]


@pytest.mark.parametrize("output", ["people.parquet", "./people.parquet", "../w/people.parquet"])
def test_what_is_read_is_not_written_over(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    output: str,
) -> None:
    (folder / "w").mkdir()
    monkeypatch.chdir(folder / "w")
    pl.DataFrame({"sex": ["male"]}).write_parquet("people.parquet")
    told = refused(capsys, "run", "ru", "peo*.parquet", "--on", "2025-07-08", "-o", output)
    assert "`people.parquet` is read, and would be written over" in told


def test_a_folder_that_there_is_not_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.DataFrame({"sex": ["male"]}).write_parquet("people.parquet")
    words = ["people.parquet", "--on", "2025-07-08", "-o", "nowhere/out.parquet"]
    assert "there is no folder `nowhere` to write to" in refused(capsys, "run", "ru", *words)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("negative", "column `negative` is no"),
        ("empty", "column `empty` is no"),
        ("nan", "column `nan` is no"),
        ("missing", "there is no column `missing`"),
    ],
)
def test_weights_that_are_none_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], column: str, message: str
) -> None:
    weights = {"negative": [1, -1], "empty": [1, None], "nan": [1.0, float("nan")]}
    pl.DataFrame({"sex": ["male", "male"], **weights}).write_parquet("people.parquet")
    words = ["count", "ru", "people.parquet", "--on", "2025-07-08", "--weight", column]
    assert message in refused(capsys, *words, "--about", "must_register")
    assert message in refused(capsys, *words, "--why")


def test_histories_in_columns_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = [[{"from": date(2020, 1, 1), "value": "full_time"}]]
    pl.DataFrame({"study": history}).write_parquet("people.parquet")
    words = ["run", "ru", "people.parquet", "--on", "2025-07-08", "-o", "out.parquet"]
    assert "column `study` is List(Struct(" in refused(capsys, *words)


def test_years_of_birth_are_read_from_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pl.DataFrame({"sex": ["male", "female"], "year": [1990, None], "wrong": [1990, 1234]})
    frame.write_parquet("people.parquet")
    words = ["count", "ru", "people.parquet", "--on", "2025-07-08", "--about", "must_register"]
    assert main([*words, "--year-of-birth", "year=spread"]) == 0
    capsys.readouterr()
    told = refused(capsys, *words, "--year-of-birth", "wrong=spread")
    assert "column `wrong` is no year of a person's life in 1 rows" in told


def test_a_column_that_is_spelled_otherwise_may_be_named(folder: Path) -> None:
    (folder / "people.csv").write_bytes(b"BORN,name\n1990-01-01,Anna\n")
    on = ["--on", "2025-07-08", "--column", "born=BORN"]
    assert main(["run", "ru", "people.csv", *on, "-o", "out.parquet"]) == 0


def test_of_an_empty_table_nobody_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people.csv").write_bytes(b"born,sex\n")
    call = ["count", "ru", "people.csv", "--on", "2025-07-08", "--about", "must_register"]
    for words in (call, [*call, "--why"], [*call, "--lang", "ru"]):
        assert main(words) == 0
        last = "никого" if "ru" in words[2:] else "nobody"
        assert capsys.readouterr().out.splitlines() == ["must_register", f"  {last}"]


def test_files_of_one_name_in_two_folders_are_told_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, head in (("2024", b"born,sex\n"), ("2025", b"sex,born\n")):
        (folder / name).mkdir()
        (folder / name / "people.csv").write_bytes(head)
    assert main(["run", "ru", "*/people.csv", "--on", "2025-07-08", "-o", "out.csv"]) == 2
    assert "the files have different columns" in capsys.readouterr().err
    assert not (folder / "out.csv").exists()
