"""People made up from marginal tables: the same for the same seed, possible, and marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import callup
from callup.cli.main import main
from callup.made_up.draw import BLOCK


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(rows: int, output: str, *words: str) -> pl.DataFrame:
    assert main(["sample", "ru", "-n", str(rows), "-o", output, *words]) == 0
    return pl.read_parquet(output)


def test_the_same_seed_gives_the_same_bytes(folder: Path) -> None:
    made(500, "a.parquet", "--seed", "7")
    made(500, "b.parquet", "--seed", "7")
    made(500, "c.parquet", "--seed", "8")
    first, second, third = ((folder / f"{n}.parquet").read_bytes() for n in "abc")
    assert first == second
    assert first != third


def test_a_row_does_not_hang_on_how_many_there_are(folder: Path) -> None:
    few = made(BLOCK - 3, "few.parquet")
    many = made(BLOCK + 5, "many.parquet")
    assert few.equals(many.head(BLOCK - 3))


def test_nobody_is_impossible_and_every_row_is_marked(folder: Path) -> None:
    people = made(20_000, "people.parquet")
    law = callup.open("ru").on("2025-07-08")
    assert len(law.rejects(people)) == 0
    assert people["made_up"].all()
    assert "made-up people" in str(pl.read_parquet_metadata("people.parquet"))


def test_what_always_excludes_itself_is_left_unknown(folder: Path) -> None:
    (folder / "margins.yaml").write_text(
        "facts:\n  citizenship: {values: {foreign: 1}}\n  citizen_by_birth: {values: {yes: 1}}\n",
        "utf-8",
    )
    people = made(1_000, "people.parquet", "--margins", "margins.yaml")
    assert people["citizen_by_birth"].null_count() == 1_000
    assert len(callup.open("ru").on("2025-07-08").rejects(people)) == 0


def test_margins_of_ones_own_are_followed(folder: Path) -> None:
    (folder / "margins.yaml").write_text(
        "facts:\n"
        "  sex: {values: {male: 1, female: 0}}\n"
        "  born: {ranges: [{from: 2000-01-01, through: 2000-01-10}], unknown: 1}\n",
        "utf-8",
    )
    people = made(4_000, "people.parquet", "--margins", "margins.yaml")
    assert people["sex"].unique().to_list() == ["male"]
    born = people["born"]
    assert born.drop_nulls().min() == date(2000, 1, 1)
    assert born.drop_nulls().max() == date(2000, 1, 10)
    assert 1_800 < born.null_count() < 2_200


def test_margins_may_be_a_table(folder: Path) -> None:
    (folder / "margins.csv").write_text(
        "fact,value,weight\nsex,male,3\nsex,unknown,1\nborn,1990-01-01..1990-12-31,1\n", "utf-8"
    )
    people = made(4_000, "people.parquet", "--margins", "margins.csv")
    assert set(people["sex"].unique()) == {"male", None}
    assert set(people["born"].dt.year().unique()) == {1990}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts: {shoe: {unknown: 1}}", "there is no fact `shoe`"),
        ("facts: {sex: {values: {mail: 1}}}", "`sex` cannot be `mail`"),
        ("facts: {sex: {values: {male: -1}}}", "`-1` is no weight"),
        ("facts: {sex: {values: {male: 0}}}", "`sex`: no value has a weight"),
        (
            "facts: {born: {ranges: [{from: 2001-01-01, through: 2000-01-01}]}}",
            "is backwards",
        ),
        ("facts: {born: {ranges: [{from: 2001-01-01}]}}", "a range has `from`, `through`"),
        ("facts: {born: {values: {soon: 1}}}", "is no range of a date"),
        ("people: {}", "`people` is no part of a table"),
    ],
)
def test_margins_that_do_not_fit_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (folder / "margins.yaml").write_text(text + "\n", "utf-8")
    words = ["sample", "ru", "-n", "10", "-o", "out.csv", "--margins", "margins.yaml"]
    assert main(words) == 2
    assert message in capsys.readouterr().err
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(
    "words",
    [["-n", "many", "-o", "a.csv"], ["-n", "5", "-o", "a.txt"], ["-n", "-1", "-o", "a.csv"]],
)
def test_calls_that_cannot_be_done_are_refused(folder: Path, words: list[str]) -> None:
    assert main(["sample", "ru", *words]) == 2
