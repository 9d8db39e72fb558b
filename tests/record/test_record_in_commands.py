"""The record is checked, formatted, described to editors and shown as the law is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from callup.authoring import PARTS, canonical, json_schema, rewritings
from callup.cli.main import main
from callup.law.jsonschema import DIALECT
from callup.lawbook import SHIPPED

MEADOW = Path(__file__).parents[1] / "lawbooks" / "meadow"
RECORD = """speakers:
  ann: {name: Ann}
quantities:
  people: {title: People, unit: persons, kind: flow, definition: all of them}
claims:
  one: {speaker: ann, said: 2024-05-01, quantity: people, period: 2024, value: 10,
        nature: count, sources: {S1: B}}
sayings:
  word: {speaker: ann, said: 2024-05-01, says: Many came, denies: [one], sources: {S1: C}}
"""
AUDIT = """audit: report
title: A report
publisher: A paper
day: 2024-05-01
statements:
  - n: 1
    says: Ann says that ten came
    parts:
      - {figure: people, by: ann, value: 10}
      - {gives: yes, asks: rule call-up-age stands}
"""


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(MEADOW, tmp_path / "meadow"))
    for part, text in (("record", RECORD), ("audits", AUDIT)):
        (folder / part).mkdir()
        (folder / part / "a.yaml").write_text(text, "utf-8")
    return folder


def edit(folder: Path, part: str, old: str, new: str) -> None:
    path = folder / part / "a.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("record", "speaker: ann, said", "speaker: bob, said", "dangling-reference"),
        ("record", "value: 10", "value: 20 to 10", "impossible-range"),
        ("record", "denies: [one]", "denies: [two]", "dangling-reference"),
        ("record", "denies: [one]", "own_words: word", "dangling-reference"),
        ("audits", "figure: people", "figure: peopel", "dangling-reference"),
        ("audits", "rule call-up-age stands", "rule call-up-aeg stands", "bad-case"),
        ("audits", "gives: yes,", "gives: perhaps,", "bad-case"),
        ("audits", "publisher: A paper\n", "", "missing-field"),
        ("audits", "day: 2024-05-01", "day: 2024-05-01/..", "bad-day"),
        ("audits", "    parts:", "    bears: [nothing]\n    parts:", "dangling-reference"),
        ("audits", "n: 1", "n: none", "wrong-type"),
    ],
)
def test_check_reports_what_is_wrong_beside_the_law(
    meadow: Path,
    capsys: pytest.CaptureFixture[str],
    part: str,
    old: str,
    new: str,
    code: str,
) -> None:
    edit(meadow, part, old, new)
    assert 2 == main(["check", str(meadow), "--json"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    errors = [one for one in found if one["severity"] == "error"]
    assert {code} == {one["code"] for one in errors}
    assert f"{part}/a.yaml" in json.dumps(errors)


def test_check_is_content_with_a_sound_record(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == main(["check", str(meadow)])


def test_fmt_writes_the_record_and_the_audits_in_their_canonical_form(meadow: Path) -> None:
    changed = rewritings(meadow)
    assert ["record/a.yaml", "audits/a.yaml"] == [
        one.file.relative_to(meadow).as_posix() for one in changed if one.file.name == "a.yaml"
    ]
    (one,) = rewritings(meadow / "record" / "a.yaml")
    one.file.write_bytes(one.canonical)
    assert () == rewritings(meadow / "record" / "a.yaml")


def test_the_shipped_record_is_in_its_canonical_form() -> None:
    assert () == rewritings(SHIPPED / "ru")


def test_editors_are_told_what_a_record_and_an_audit_may_hold() -> None:
    assert {"record", "audits"} <= set(PARTS)
    for part in ("record", "audits"):
        found = json_schema(part)
        assert DIALECT == found["$schema"]
    whole = json_schema()
    assert {"dispute", "dispute-2"} <= set(whole["$defs"])


def test_show_tells_all_that_somebody_said(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == main(["show", str(meadow), "ann", "--json"])
    page = json.loads(capsys.readouterr().out)["pages"][0]
    assert ("speaker", "ann") == (page["page"], page["id"])
    assert [("one", None), (None, "word")] == [
        (one.get("claim"), one.get("saying")) for one in page["entries"]
    ]
    assert 0 == main(["show", str(meadow), "one"])
    assert "Said against it" in capsys.readouterr().out
    assert 0 == main(["show", str(meadow), "people"])
    assert 2 == main(["show", str(meadow), "ann", "call-up-age"])


def test_the_canonical_form_of_a_record_is_its_own(meadow: Path) -> None:
    from callup.authoring import KINDS

    once = canonical(RECORD.encode(), "record/a.yaml", KINDS)
    assert once == canonical(once, "record/a.yaml", KINDS)


POOL = """speakers:
  ann: {name: Ann}
quantities:
  pool: {title: The pool, unit: persons, kind: stock, definition: all liable, position: liable}
claims:
  some: {speaker: ann, said: 2024-05-01, quantity: pool, period: 2024-05-01, value: VALUE,
         nature: count, sources: {S1: B}}
"""
PEOPLE = """born,study,carer
2004-02-01,none,no
2003-02-01,none,no
2003-02-01,,no
1960-02-01,none,no
"""


@pytest.mark.parametrize(
    ("value", "claimed"),
    [("2", "within"), ("4", "above"), ("1", "below"), ("2 to 4", "open")],
)
def test_a_claim_about_people_in_a_position_is_held_against_the_people_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str, claimed: str
) -> None:
    folder = Path(shutil.copytree(MEADOW, tmp_path / "meadow"))
    (folder / "record").mkdir()
    (folder / "record" / "a.yaml").write_text(POOL.replace("VALUE", value), "utf-8")
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, "utf-8")
    day = ["--from", "2024-05-01", "--to", "2024-05-01", "--people", str(people)]
    assert 0 == main(["reconcile", str(folder), "pool", *day, "--json"])
    found = json.loads(capsys.readouterr().out)["people"]
    assert {
        "position": "liable",
        "day": "2024-05-01",
        "certain": 2,
        "unknown": 1,
        "rejected": 0,
        "claimed": claimed,
    } == found
    assert 0 == main(["reconcile", str(folder), "pool", *day])
    assert "from 2 to 3; of 1 it is unknown" in capsys.readouterr().out


def test_a_quantity_without_a_position_has_no_pool(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ["--from", "2024-05-01", "--to", "2024-05-01", "--people", "people.csv"]
    assert 2 == main(["reconcile", str(meadow), "people", *day])
    assert "is not said to count people in a position" in capsys.readouterr().err
