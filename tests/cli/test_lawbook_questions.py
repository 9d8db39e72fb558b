"""`log`, `show`, `blame` and `diff` as data: their JSON and the Python API behind them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import callup
from callup.cli.main import main
from callup.inquiry.pages import StatePage

MEADOW = str(Path(__file__).parents[1] / "lawbooks" / "meadow")
LISTINGS = (
    "positions", "facts", "states", "parameters", "terms", "rules", "acts", "bills", "readings",
)  # fmt: skip
Output = pytest.CaptureFixture[str]


def document(capsys: Output, *words: str) -> dict[str, Any]:
    command, *rest = words
    assert main([command, MEADOW, *rest, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    found: dict[str, Any] = json.loads(printed.out)
    assert found["lawbook"] == "meadow"
    assert found["digest"].startswith("sha256:")
    return found


def test_the_log_in_json_is_in_the_order_of_operation(capsys: Output) -> None:
    entries = document(capsys, "log")["entries"]
    days = [(entry["day"], entry["act"], entry["by_itself"]) for entry in entries]
    assert days == [
        ("2019-01-01", "law-service", False),
        ("2022-03-01", "decree-mobilisation", False),
        ("2022-04-30", "decree-mobilisation", True),
        ("2023-06-25", "law-amending", False),
        ("2024-01-01", "law-amending", False),
        ("2024-02-01", "decree-north", False),
        ("2026-01-01", "law-service", False),
    ]
    assert entries[5]["days"] == ["2024-02-01", "2024-02-10"]


def test_the_diff_of_a_day_with_itself_is_empty_on_every_day_of_change() -> None:
    meadow = callup.open(MEADOW)
    for entry in meadow.log():
        found = meadow.diff(entry.day, entry.day, {"born": "2000-05-01"})
        assert found.empty
        assert found.findings == ()


def test_the_diff_in_json_has_acts_rules_states_and_parameters(capsys: Output) -> None:
    found = document(capsys, "diff", "2022-02-28", "2022-03-01")
    assert [entry["act"] for entry in found["acts"]] == ["decree-mobilisation"]
    assert [(rule["rule"], rule["what"]) for rule in found["rules"]] == [("no-leave", "added")]
    assert found["rules"][0]["after"]["conditions"] == ["mobilisation", "liable"]
    assert [(one["state"], one["begins"]) for one in found["states"]] == [
        ("mobilisation", [""]),
        ("emergency", ["north"]),
    ]
    assert found["parameters"] == []
    assert found["findings"] is None


def test_the_diff_for_a_person_has_both_findings(capsys: Output) -> None:
    words = ("born=1996-01-01", "study=none", "carer=no")
    (liable, leave) = document(capsys, "diff", "2023-12-31", "2024-01-01", *words)["findings"]
    assert liable["position"] == "liable"
    assert (liable["before"]["value"], liable["after"]["value"]) == (False, True)
    assert (leave["before"]["value"], leave["after"]["value"]) == (True, False)


def test_blame_in_json_names_the_act_of_each_part(capsys: Output) -> None:
    (rule,) = document(capsys, "blame", "call-up-age", "--on", "2024-05-01")["rules"]
    assert [(part["part"], part["text"], part["by"]["act"]) for part in rule["parts"]] == [
        ("when", "18 <= age < 30", "law-amending"),
        ("when", "study is not full_time", "law-service"),
        ("unless", "not: carer", "law-service"),
    ]
    assert rule["shaped_by"] == ["law-service", "law-amending"]


def test_blame_looks_at_the_rule_as_it_reads_on_the_day(capsys: Output) -> None:
    (rule,) = document(capsys, "blame", "call-up-age", "--on", "2023-12-31")["rules"]
    assert {part["by"]["act"] for part in rule["parts"]} == {"law-service"}


def test_every_id_of_the_lawbook_has_a_page(capsys: Output) -> None:
    meadow = callup.open(MEADOW)
    for listing in [
        "positions",
        "facts",
        "states",
        "parameters",
        "terms",
        "rules",
        "acts",
        "bills",
        "readings",
    ]:
        page: Any = meadow.show(listing, "2024-05-01")
        assert page.lines
        for line in page.lines:
            assert main(["show", MEADOW, line.id, "--on", "2024-05-01"]) == 0
            shown = document(capsys_cleared(capsys), "show", line.id, "--on", "2024-05-01")
            assert shown["pages"][0]["id"] == line.id


def capsys_cleared(capsys: Output) -> Output:
    capsys.readouterr()
    return capsys


def test_a_state_is_shown_with_its_territory_on_the_day() -> None:
    meadow = callup.open(MEADOW)
    page = meadow.show("emergency", "2022-04-29")
    assert isinstance(page, StatePage)
    assert [stand.regions for stand in page.now] == [("north",)]
    assert [(stand.start, stand.end, stand.regions) for stand in page.history] == [
        (date(2022, 3, 1), date(2022, 4, 30), ("north",)),
        (date(2022, 4, 30), None, ()),
    ]


def test_what_was_not_published_yet_is_not_in_the_log() -> None:
    meadow = callup.open(MEADOW)
    assert "law-amending" not in {entry.act for entry in meadow.log(known="2023-06-24")}
    assert "law-amending" in {entry.act for entry in meadow.log(known="2023-06-25")}


def test_the_guide_names_what_is_missing_and_who_disputes(capsys: Output) -> None:
    (guide,) = document(capsys, "show")["pages"]
    assert guide["page"] == "guide"
    assert [gap["says"] for gap in guide["gaps"]] == ["Exemptions for certain trades"]
    assert [(one["id"], one["who"]) for one in guide["disputes"]] == [
        ("south-reports", ["The commissariat"]),
        ("mobilisation-ended", ["The spokesman"]),
        ("decree-north", []),
        ("conflict_stands", []),
    ]
