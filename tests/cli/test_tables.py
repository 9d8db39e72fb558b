"""`callup run` and `callup count`: files of people in, answers and counts out."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from callup.cli.main import main
from callup.pictures.over_time import Mark, signs_of

PEOPLE = """\
citizenship,born,w
russian,2000-02-29,10
foreign,1990-01-01,20
marsian,1990-01-01,20
,199x,30
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


@pytest.mark.parametrize("output", ["out.parquet", "out.csv"])
def test_answers_are_written_and_what_is_refused_beside(folder: Path, output: str) -> None:
    assert main(["run", "ru", "people.csv", "--on", "2025-07-08", "-o", output]) == 0
    read = pl.read_parquet if output.endswith("parquet") else pl.read_csv
    answers = read(folder / output)
    assert answers["citizenship"].to_list() == ["russian", "foreign"]
    assert answers["must_register_status"].to_list() == ["unknown", "known"]
    assert (folder / "out.rejects.csv").read_text("utf-8").splitlines() == [
        "row,column,reason",
        "3,citizenship,it is none of its values",
        "4,born,it is no day of a person's life",
    ]
    left = sorted(path.name for path in folder.iterdir())
    assert left == sorted(["people.csv", output, "out.rejects.csv"])


def test_truths_of_a_parquet_file_are_read_as_they_are(folder: Path) -> None:
    people = pl.DataFrame({"student": [True, False, None], "citizenship": ["russian", "x", None]})
    people.write_parquet(folder / "people.parquet")
    assert main(["run", "ru", "people.parquet", "--on", "2025-07-08", "-o", "out.parquet"]) == 0
    assert pl.read_parquet(folder / "out.parquet")["student"].to_list() == [True, None]


def test_counts_are_weighed_and_split(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["count", "ru", "people.csv", "--on", "2025-07-08", "--weight", "w", "--json"]
    assert main([*call, "--by", "citizenship"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["rejected"] == 2
    found = [one for one in document["counts"] if one["position"] == "must_register"]
    rest = {"none": 0, "conflict": 0, "not_covered": 0}
    head = {"day": "2025-07-08", "position": "must_register"}
    assert found == [
        {**head, "by": {"citizenship": "foreign"}, "yes": 0, "no": 20, "unknown": 0, **rest},
        {**head, "by": {"citizenship": "russian"}, "yes": 0, "no": 0, "unknown": 10, **rest},
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--by", "citizen"], "there is no column `citizen`"),
        (["--weight", "citizenship"], "column `citizenship` is no number in 4 rows"),
    ],
)
def test_columns_that_cannot_be_counted_by_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["count", "ru", "people.csv", "--on", "2025-07-08", *words]) == 2
    assert message in capsys.readouterr().err


def test_files_of_a_pattern_are_one_table(folder: Path) -> None:
    for index in (1, 2):
        pl.DataFrame({"citizenship": ["foreign", "marsian"]}).write_ipc(folder / f"p-{index}.arrow")
    call = ["run", "ru", "p-*.arrow", "--on", "2025-07-08", "-o", "out.arrow"]
    assert main(call) == 0
    assert pl.read_ipc(folder / "out.arrow")["citizenship"].to_list() == [
        "foreign", "foreign",
    ]  # fmt: skip
    assert (folder / "out.rejects.csv").read_text("utf-8").splitlines()[1:] == [
        "2,citizenship,it is none of its values",
        "4,citizenship,it is none of its values",
    ]


def test_a_column_that_is_called_otherwise_is_named(folder: Path) -> None:
    (folder / "other.csv").write_text("passport\nforeign\n", "utf-8")
    call = ["run", "ru", "other.csv", "--on", "2025-07-08", "-o", "out.csv"]
    assert main([*call, "--column", "citizenship=passport"]) == 0
    assert pl.read_csv(folder / "out.csv")["must_register"].to_list() == [False]
    assert main([*call, "--column", "citizenship"]) == 2


def test_what_is_missing_adds_up_to_what_is_unknown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["count", "ru", "people.csv", "--on", "2025-07-08", "--weight", "w", "--json", "--why"]
    for words in (call, [*call, "--exact"]):
        assert main(words) == 0
        counts = json.loads(capsys.readouterr().out)["counts"]
        for one in counts:
            assert sum(part["count"] for part in one["because"]) == one["unknown"]
        (found,) = [one for one in counts if one["position"] == "must_register"]
        missing = ["citizen_by_birth", "military_speciality", "sex"]
        assert found["because"] == [{"missing": missing, "count": 10}]


def test_switches_are_set_for_tables(folder: Path) -> None:
    call = ["run", "ru", "people.csv", "--on", "2025-07-07", "-o", "out.csv"]
    assert main([*call, "--with", "armed_conflict=no", "--reasons"]) == 0
    assert "must_register_missing" in pl.read_csv(folder / "out.csv").columns
    assert main([*call, "--with", "no_such_switch"]) == 2


DAYS = ["--from", "2025-07-01", "--to", "2025-07-10"]
COUNT = ["count", "ru", "people.csv", "--about", "must_register"]


def test_every_day_has_an_entry_and_changes_are_fewer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COUNT, *DAYS, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["day"] for one in document["counts"]] == [f"2025-07-{n:02}" for n in range(1, 11)]
    assert document["rejected"] == [{"day": "2025-07-01", "rows": 2}]
    assert main([*COUNT, *DAYS, "--json", "--changes"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["day"] for one in document["counts"]] == ["2025-07-01"]


def test_weights_may_have_decimals(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = PEOPLE.replace(",20\n", ",20.25\n")
    (folder / "people.csv").write_text(text, "utf-8")
    assert main([*COUNT, "--on", "2025-07-08", "--weight", "w", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["counts"]
    assert (found["no"], found["unknown"]) == ("20.25", 10)


@pytest.mark.parametrize("output", ["picture.svg", "picture.png"])
def test_the_same_counts_give_the_same_picture(folder: Path, output: str) -> None:
    assert main([*COUNT, *DAYS, "--plot", output]) == 0
    first = (folder / output).read_bytes()
    assert main([*COUNT, *DAYS, "--plot", output]) == 0
    assert (folder / output).read_bytes() == first
    assert first[:4] in (b"<svg", b"\x89PNG")


def test_a_picture_says_in_words_what_it_shows(folder: Path) -> None:
    assert main([*COUNT, *DAYS, "--plot", "a.svg", "--lang", "ru"]) == 0
    text = (folder / "a.svg").read_text("utf-8")
    assert 'role="img"' in text
    assert "В первый день: да 0, неизвестно 1, нет 1" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "either `--on DAY`, or `--from DAY` and `--to DAY`"),
        (["--from", "2025-07-10", "--to", "2025-07-01"], "the days run backwards"),
        ([*DAYS, "--plot", "a.gif"], "no picture is drawn as `a.gif`"),
        ([*DAYS, "--about", "must_registre"], "there is no position `must_registre`"),
        ([*DAYS, "--age", "w"], "write COLUMN@DAY=spread or COLUMN@DAY=unknown"),
        ([*DAYS, "--age", "w=spread"], "does not say on which day people are so old"),
        ([*DAYS, "--age", "w@2025-13-01=spread"], "`2025-13-01` is not a day"),
        ([*DAYS, "--year-of-birth", "w"], "does not say how the column is read"),
    ],
)
def test_days_that_cannot_be_counted_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["count", "ru", "people.csv", *words]) == 2
    assert message in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["people.csv"]


def test_a_difference_tells_how_many_of_a_table_it_reaches(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--people", "people.csv", "--about", "may_be_tasked", "--weight", "w", "--json"]
    (folder / "people.csv").write_text(
        "citizenship,serving,serves_in,w\nforeign,contract,RU-MOW,10\nforeign,contract,,5\n",
        "utf-8",
    )
    assert main(["diff", "ru", "2025-07-06", "2025-07-08", *words]) == 0
    assert json.loads(capsys.readouterr().out)["people"] == [
        {
            "position": "may_be_tasked",
            "by": {},
            "from": {"status": "unknown", "value": None},
            "to": {"status": "known", "value": True},
            "count": 15,
            "day": "2025-07-08",
            "acts": ["decree-2025-07-foreigners-mobilisation"],
        }
    ]


def test_weights_with_decimals_tell_why_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "decimals.csv").write_text("sex,w\nmale,1.5\nmale,0.25\nfemale,2\n", "utf-8")
    call = ["count", "ru", "decimals.csv", "--on", "2025-07-08", "--weight", "w"]
    assert main([*call, "--json", "--about", "must_register"]) == 0
    (plain,) = json.loads(capsys.readouterr().out)["counts"]
    assert main([*call, "--json", "--why"]) == 0
    entries = json.loads(capsys.readouterr().out)["counts"]
    (told,) = [one for one in entries if one["position"] == "must_register"]
    assert {key: told[key] for key in plain} == plain
    assert told["unknown"] == "3.75"
    assert main([*call, "--why", "--lang", "ru"]) == 0
    assert "    неизвестно 3.75: " in capsys.readouterr().out


def test_positions_are_named_for_tables_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on = ["ru", "people.csv", "--on", "2025-07-08", "--about", "must_register, exit_barred"]
    assert main(["run", *on, "-o", "out.csv"]) == 0
    made = pl.read_csv(folder / "out.csv").columns
    names = ["must_register", "must_register_status", "exit_barred", "exit_barred_status"]
    assert made[-4:] == names
    assert "may_be_tasked" not in made
    assert main(["count", *on, "--why", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)["counts"]
    assert [one["position"] for one in entries] == ["must_register", "exit_barred"]
    assert main(["run", *on[:-1], "must_registre", "-o", "other.csv"]) == 2
    assert "did you mean `must_register`?" in capsys.readouterr().err


def test_of_many_sets_of_missing_facts_the_rest_is_told_together(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "ru", "-n", "2000", "-o", "many.csv"]) == 0
    call = ["count", "ru", "many.csv", "--on", "2025-07-08", "--about", "residence_period_waived"]
    assert main([*call, "--why", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["counts"]
    assert main([*call, "--why"]) == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    assert len(told) == 11 < len(entry["because"])
    assert sum(int(words[1].rstrip(":")) for words in told) == entry["unknown"]


def test_a_picture_of_two_positions_has_a_scale_and_the_acts_of_each(folder: Path) -> None:
    rows = ["citizenship,serving,serves_in,born,sex"]
    rows += ["foreign,contract,RU-MOW,1990-01-01,male"] * 3
    rows += ["russian,,,1990-01-01,female"] * 3000
    (folder / "two.csv").write_text("\n".join(rows), "utf-8")
    days = ["--from", "2025-01-01", "--to", "2025-12-31"]
    call = ["count", "ru", "two.csv", "--about", "may_be_tasked,may_contract", *days]
    assert main([*call, "--by", "sex", "--plot", "a.svg", "--lang", "en"]) == 0
    told = re.findall(r">([^<>]+)</t(?:ext|span)>", (folder / "a.svg").read_text("utf-8"))
    assert "May this person sign a contract for military" in told
    assert {"may_be_tasked · male", "may_contract · female"} <= set(told)
    assert {"3", "3,000"} <= set(told)
    assert any("Decree amending the Regulations on military service" in one for one in told)


@pytest.mark.parametrize(
    ("days", "signs"),
    [
        ((1, 2, 200), [(1, "1, 2"), (200, "3")]),
        ((1, 100, 200), [(1, "1"), (100, "2"), (200, "3")]),
        ((10, 14, 18), [(14, "1, 2, 3")]),
        ((), []),
    ],
)
def test_signs_that_would_lie_on_each_other_stand_together(
    days: tuple[int, ...], signs: list[tuple[int, str]]
) -> None:
    first = date(2025, 1, 1)
    marks = [Mark(first + timedelta(day), str(i), "") for i, day in enumerate(days, 1)]
    found = list(signs_of(marks, timedelta(days=5)))
    assert found == [(first + timedelta(day), sign) for day, sign in signs]
