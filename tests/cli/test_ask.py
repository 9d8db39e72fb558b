"""What `callup ask` takes and gives beyond the stories: JSON, files of facts, terminals."""

from __future__ import annotations

import io
import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from callup.cli.look import Screen
from callup.cli.main import main

MEADOW = str(Path(__file__).parents[1] / "lawbooks" / "meadow")
DAY = ("--on", "2024-05-01")
FINDING = {
    "position", "kind", "status", "value", "because", "missing", "assumed", "while", "until",
    "until_because", "approximate", "evidence_until", "contested", "not_encoded",
}  # fmt: skip
REASON = {"rule", "act", "cite", "sources", "grade", "decides", "conditions"}
Output = pytest.CaptureFixture[str]


def ask(capsys: Output, *words: str, status: int = 0) -> dict[str, Any]:
    assert main(["ask", MEADOW, *words, "--json"]) == status
    printed = capsys.readouterr()
    assert printed.err == ""
    found: dict[str, Any] = json.loads(printed.out)
    return found


def test_json_has_every_key_that_programs_rely_on(capsys: Output) -> None:
    document = ask(capsys, *DAY, "born=2000-05-01", "study=none", "lives_in=south")
    assert {"lawbook", "on", "known", "with", "digest", "engine", "findings"} <= set(document)
    assert document["lawbook"] == "meadow"
    assert document["on"] == "2024-05-01"
    assert document["known"] is None
    assert document["with"] == {}
    positions = [finding["position"] for finding in document["findings"]]
    assert positions == ["liable", "must_report", "may_leave", "bonus"]
    for finding in document["findings"]:
        assert set(finding) >= FINDING
        for reason in finding["because"]:
            assert set(reason) >= REASON
            assert all({"says", "value", "line"} <= set(one) for one in reason["conditions"])


def test_a_finding_in_json_tells_value_reason_end_and_dispute(capsys: Output) -> None:
    words = ("--about", "must_report", "born=2000-05-01", "study=none", "lives_in=south")
    document = ask(capsys, "--on", "2024-08-01", *words, "carer=no")
    (finding,) = document["findings"]
    assert (finding["status"], finding["value"]) == ("unknown", None)
    assert finding["missing"] == ["dispute:south-reports"]
    assert finding["until"] == "2025-04-01"
    assert finding["while"] == ["carer", "lives_in", "study"]
    assert finding["contested"] == [
        {
            "switch": "south-reports",
            "kind": "dispute",
            "setting": "south-too",
            "status": "known",
            "value": True,
        },
        {
            "switch": "south-reports",
            "kind": "dispute",
            "setting": "north-only",
            "status": "known",
            "value": False,
        },
    ]


def test_money_in_json_is_exact_and_names_its_currency(capsys: Output) -> None:
    document = ask(capsys, *DAY, "--about", "bonus", "contract_signed=2023-07-01")
    (finding,) = document["findings"]
    assert finding["value"] == {"amount": "150", "currency": "EUR"}
    assert finding["because"][0]["act"] == "law-service"
    assert finding["because"][0]["sources"] == ["S1"]
    assert finding["because"][0]["grade"] == "A"


def test_silence_is_a_reason_without_a_rule(capsys: Output) -> None:
    document = ask(capsys, *DAY, "--about", "liable", "born=1950-01-01")
    first, *rest = document["findings"][0]["because"]
    assert (first["rule"], first["act"], first["decides"]) == (None, None, True)
    assert [reason["decides"] for reason in rest] == [False]


def test_json_echoes_the_switches_that_are_set(capsys: Output) -> None:
    words = (
        "--with",
        "south-too",
        "--with",
        "bill-older@2024-04-01",
        "--with",
        "conflict_stands=no",
    )
    document = ask(capsys, *DAY, *words, "--without", "mobilisation-ended")
    assert document["with"] == {
        "south-too": "on",
        "bill-older": "2024-04-01",
        "conflict_stands": "no",
        "mobilisation-ended": "off",
    }


def test_json_is_english_unless_asked_whatever_the_terminal_speaks(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    words = (*DAY, "--about", "liable", "born=2000-05-01")
    (english,) = ask(capsys, *words)["findings"]
    (russian,) = ask(capsys, *words, "--lang", "ru")["findings"]
    assert english["question"] == "Is this person liable to call-up?"
    assert russian["question"] == "Подлежит ли человек призыву?"


def test_a_conflict_is_exit_status_1_only_where_it_is_asked_for(capsys: Output) -> None:
    quarrel = str(Path(MEADOW).parent / "quarrel")
    assert main(["ask", quarrel, "--on", "2020-01-01", "tall=yes", "--json"]) == 1
    assert main(["ask", quarrel, "--on", "2020-01-01", "tall=no", "--json"]) == 0
    capsys.readouterr()


def test_a_time_line_in_json_covers_every_day_once(capsys: Output) -> None:
    words = ("--from", "2022-01-01", "--to", "2024-12-31", "--about", "must_report")
    document = ask(capsys, *words, "born=2000-05-01", "study=none", "carer=no", "lives_in=north")
    line = document["time_line"]["must_report"]
    assert line[0]["from"] == "2022-01-01"
    assert line[-1]["until"] == "2025-01-01"
    assert all(one["until"] == two["from"] for one, two in pairwise(line))


# files of facts


@pytest.mark.parametrize(
    "text",
    [
        "born: 2000-05-01\nstudy: {2020-01-01: none}\ncarer: no\n",
        '{"born": "2000-05-01", "study": {"2020-01-01": "none"}, "carer": false}',
        "{born: 2000-05-01, study: none@2020-01-01, carer: no}",
        '\ufeff{"born": "2000-05-01",\n\t"study": "none", "carer": false, "lives_in": null}',
    ],
    ids=["yaml", "json", "flow", "json with a byte order mark and tabs"],
)
def test_facts_come_from_a_file_in_yaml_or_json(
    text: str, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "person"
    file.write_text(text, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    for name in (str(file), "-"):
        (finding,) = ask(capsys, *DAY, "--about", "liable", "--person", name)["findings"]
        assert (finding["status"], finding["value"]) == ("known", True)


def test_a_word_has_precedence_over_the_file(tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "person.yaml"
    file.write_text("born: 2000-05-01\nstudy: none\ncarer: no\n")
    words = (*DAY, "--about", "liable", "--person", str(file), "study=full_time")
    (finding,) = ask(capsys, *words)["findings"]
    assert finding["value"] is False


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"- born\n", "a person is a mapping"),
        (b"", "yaml-empty"),
        (b"born: 2000-01-01\nborn: 2001-01-01\n", "yaml-duplicate-key"),
        (b'{"born": "2000-01-01", "born": "2001-01-01"}', "twice"),
        (b"\xff\xfe\x00", "yaml-"),
        (b"a: " + b"[" * 100_000, "error"),
        (b'{"a": ' * 100_000, "error"),
        (b"x" * (1 << 21), "at most 1 MiB"),
        (b"born: [2000-01-01]\n", "is not a day"),
        (b"born: &a 2000-01-01\n", "yaml-anchor"),
    ],
    ids=["list", "empty", "twice", "json twice", "binary", "deep", "json deep", "large", "shape",
         "anchor"],
)  # fmt: skip
def test_a_file_that_is_no_person_is_refused_in_words(
    data: bytes, says: str, tmp_path: Path, capsys: Output
) -> None:
    file = tmp_path / "person.yaml"
    file.write_bytes(data)
    assert main(["ask", MEADOW, *DAY, "--person", str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err


# terminals


def test_a_lawbook_that_would_drive_the_terminal_is_refused(tmp_path: Path, capsys: Output) -> None:
    folder = tmp_path / "hostile"
    shutil.copytree(MEADOW, folder)
    file = folder / "positions.yaml"
    text = file.read_text("utf-8")
    question = '"Is this person liable to call-up?"'
    assert question in text
    text = text.replace(question, '"\\e[2J\\e]0;owned\\a\\u202e called up?"')
    file.write_text(text, "utf-8")
    for words in (["ask", str(folder), *DAY], ["show", str(folder)]):
        assert main(words) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert not {"\x1b", "\x07", "\u202e"} & set(printed.err)


def test_a_line_cannot_drive_the_terminal_whoever_wrote_it(capsys: Output) -> None:
    Screen().line("\x1b[2J", ("\x1b]0;owned\x07", "value"), "\u202e\r\n")
    shown = capsys.readouterr().out
    assert shown.endswith("\n")
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(shown)
    assert shown.count("\n") == 1


def test_colour_is_for_terminals_only_and_can_be_declined(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["ask", MEADOW, *DAY, "--about", "liable", "born=2000-05-01"]
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(words)
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(words)
    assert "\x1b[33m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(words)
    assert "\x1b[33m" not in capsys.readouterr().out


def test_a_terminal_without_unicode_gets_plain_signs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert main(["ask", MEADOW, *DAY, "--about", "liable", "born=2000-05-01", "study=none"]) == 0
    assert b"    + 18 <= age < 30\n" in written.getvalue()


@pytest.mark.parametrize("columns", ["20", "40", "60", "200"])
def test_no_line_is_wider_than_the_screen(
    columns: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    words = [["ask", MEADOW, *DAY], ["show", MEADOW], ["log", MEADOW], ["blame", MEADOW, "liable"]]
    words += [
        ["ask", MEADOW, *DAY, "--about", "must_report"],
        ["diff", MEADOW, "2022-01-01", "2024-06-01"],
    ]
    for one in words:
        main(one)
        lines = capsys.readouterr().out.splitlines()
        assert max(map(len, lines)) <= max(int(columns), 44)


def test_without_a_day_it_is_today_and_says_so(capsys: Output) -> None:
    assert main(["ask", MEADOW, "--about", "liable"]) == 0
    assert "No day is given" in capsys.readouterr().out
