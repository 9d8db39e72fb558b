"""The record of `ru` reads, and says what its sources say."""

from __future__ import annotations

import json

import pytest

import callup
from callup.cli.main import main
from callup.record.model import Record
from callup.text.diagnostic import Diagnostics

YEAR = ("2025-01-01", "2025-12-31")


@pytest.fixture(scope="module")
def record() -> Record:
    return callup.open("ru").record()


def test_every_title_and_definition_stands_in_both_languages(record: Record) -> None:
    words = [one.title for one in record.quantities.values()]
    words += [one.definition for one in record.quantities.values()]
    words += [one.name for one in record.speakers.values()]
    words += [one.title for one in record.disputes.values()]
    words += [side.says for one in record.disputes.values() for side in one.sides]
    assert {("en", "ru")} == {one.languages for one in words}


def test_the_decrees_plan_what_they_plan(record: Record) -> None:
    planned = {
        one.speaker: int(one.amount.low or 0) for one in record.claims.values() if one.by_act
    }
    assert 295_000 == planned["draft-2025-spring"] + planned["draft-2025-autumn"]
    assert 261_000 == planned["draft-2026-year"]
    assert 11 == len(planned)
    assert {"plan"} == {one.nature for one in record.claims.values() if one.by_act}


def test_accounts_of_recruitment_in_2025_that_cannot_all_be_true_are_found() -> None:
    told = callup.open("ru").reconcile("recruits", *YEAR)
    assert told.result.bounds is None
    assert told.result.complete
    found = {one.claims for one in told.result.conflicts}
    assert ("putin-2025-05-13", "wsj-30-40k-2025") in found
    assert ("putin-2025-05-13", "zelensky-2025-05-27") in found
    assert (
        "medvedev-2026-01-16",
        "medvedev-2026-01-16-volunteers",
        "syrsky-2025",
    ) in found


def test_one_speaker_believed_gives_bounds() -> None:
    told = callup.open("ru").reconcile("recruits", *YEAR, believe=["medvedev"])
    assert (454_704, None) == told.result.bounds
    assert ("medvedev-2026-01-16", "medvedev-2026-01-16-volunteers") == told.result.binding


def test_a_plan_bounds_nothing_and_is_said_to_be_left_out() -> None:
    told = callup.open("ru").reconcile("conscripts_called", "2024-01-01", "2024-12-31")
    assert (0, None) == told.result.bounds
    assert {"planned-2024-spring", "planned-2024-autumn"} == {id for id, _ in told.result.set_aside}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"quantity": "recruit"}, "there is no quantity `recruit`"),
        ({"believe": ["putn"]}, "there is no speaker `putn`"),
        ({"without": ["nothing"]}, "there is no claim `nothing`"),
        ({"grade": "D"}, "there is no grade `D`"),
        ({"end": "2024-01-01"}, "2024-01-01 lies before 2025-01-01"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(call: dict[str, object], message: str) -> None:
    words: dict[str, object] = {"quantity": "recruits", "start": YEAR[0], "end": YEAR[1], **call}
    with pytest.raises(Diagnostics, match=message):
        callup.open("ru").reconcile(**words)  # type: ignore[arg-type]


def test_reconcile_writes_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["reconcile", "ru", "recruits", "--from", "2025-01-01", "--to", "2025-12-31", "--json"]
    assert 0 == main([*words, "--believe", "syrsky"])
    found = json.loads(capsys.readouterr().out)
    assert ("recruits", *YEAR) == (found["quantity"], found["from"], found["to"])
    assert ([405_500, 406_500], ["syrsky-2025"], []) == (
        found["bounds"],
        found["binding"],
        found["conflicts"],
    )
    assert 0 == main(words)
    found = json.loads(capsys.readouterr().out)
    assert found["bounds"] is None
    assert ["putin-2025-05-13", "wsj-30-40k-2025"] in found["conflicts"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_claims_are_a_table_on_eighty_columns(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert 0 == main(["claims", "ru", "--lang", language])
    printed = capsys.readouterr().out
    assert "medvedev-2025-07-02" in printed
    assert 80 >= max(map(len, printed.splitlines()))
    assert 0 == main(["claims", "ru", "recruits", "--json"])
    found = json.loads(capsys.readouterr().out)["claims"]
    assert {"recruits"} == {one["quantity"] for one in found}
