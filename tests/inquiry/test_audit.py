"""Audits: each verdict by computation only, and otherwise where law or record are otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import callup
from callup.inquiry.audit import Audit
from callup.lawbook import SHIPPED
from callup.text.diagnostic import Diagnostics

DAGENS = "dagens-2025-07"
EXPECTED = {
    1: "supported",
    2: "supported",
    3: "contested",
    4: "contradicted",
    5: "partly",
    6: "supported",
    7: "attributed",
    8: "supported",
    9: "attributed",
    10: "partly",
    11: "partly",
    12: "attributed",
    13: "attributed",
}


def verdicts(found: Audit) -> dict[int, str]:
    return {one.statement.n: one.verdict for one in found.statements}


def outcomes(found: Audit, n: int) -> list[str]:
    return [part.outcome for one in found.statements if one.statement.n == n for part in one.parts]


@pytest.fixture(scope="module")
def dagens() -> Audit:
    return callup.open("ru").audit(DAGENS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / "ru", tmp_path / "ru"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_founding_article_comes_out_as_its_facts_are(dagens: Audit) -> None:
    assert EXPECTED == verdicts(dagens)
    assert ("2025-07-31", "2025-07-31") == (str(dagens.on), str(dagens.known))


def test_every_day_on_which_the_article_may_have_appeared_gives_the_same_verdicts() -> None:
    ru = callup.open("ru")
    for day in ("2025-07-08", "2025-07-20"):
        assert EXPECTED == verdicts(ru.audit(DAGENS, on=day, known=day))


def test_each_verdict_comes_out_for_the_right_reason(dagens: Audit) -> None:
    parts = {one.statement.n: one.parts for one in dagens.statements}
    assert ["mobilisation-completed-by-announcement"] == [t.switch for t in parts[3][0].turned]
    assert ["fails"] * 3 == outcomes(dagens, 4)
    assert "decree-756-2022" in parts[5][1].acts
    assert ("wsj-30-40k-2025",) == parts[7][0].entries
    assert ("planned-2025-spring", "planned-2012-spring") == parts[8][2].entries
    assert "bastrykin-caught-and-at-front" in parts[10][1].entries
    assert ["holds", "holds", "fails"] == outcomes(dagens, 11)


def test_the_second_document_has_its_verdicts() -> None:
    expected = {
        1: "contradicted",
        2: "supported",
        3: "partly",
        4: "supported",
        5: "not covered",
        6: "attributed",
        7: "undecided",
        8: "supported",
    }
    assert expected == verdicts(callup.open("ru").audit("clash-report-2025-07-08"))


def test_a_switch_that_is_set_settles_what_it_turned() -> None:
    ru = callup.open("ru")
    reading = "mobilisation-completed-by-announcement"
    assert "partly" == verdicts(ru.audit(DAGENS, with_=[reading]))[3]
    assert "supported" == verdicts(ru.audit(DAGENS, without=[reading]))[3]
    with pytest.raises(Diagnostics, match="was not public by 2025-07-31"):
        ru.audit(DAGENS, with_=["no-termination-mechanism"])
    with pytest.raises(Diagnostics, match="there is no switch"):
        ru.audit(DAGENS, with_=["nothing"])


def test_what_was_said_later_is_not_on_record_earlier() -> None:
    found = callup.open("ru").audit(DAGENS, known="2025-03-01")
    assert ["open"] == outcomes(found, 7)
    assert ["open", "holds", "fails"] == outcomes(found, 1)


@pytest.mark.parametrize(
    ("file", "old", "new", "statement", "verdict"),
    [
        (
            "acts/2025-07-08-decree-2025-07-foreigners-mobilisation.yaml",
            "emergency in serves_in or mobilisation)",
            "emergency in serves_in)",
            1,
            "partly",
        ),
        (
            "readings/mobilisation-completed-by-announcement.yaml",
            "  - end: mobilisation\n",
            "  - not_encoded: {en: nothing, ru: ничего}\n    positions: [may_be_discharged]\n"
            "    direction: may grant\n    reason: {en: none, ru: нет}\n",
            3,
            "supported",
        ),
        (
            "acts/2022-10-19-decree-756-2022.yaml",
            "in_force: 2022-10-20",
            "in_force: 2026-10-20",
            5,
            "supported",
        ),
        ("record/claims.yaml", "value: 30_000 to 40_000", "value: 20_000", 7, "undecided"),
        (
            "record/drafts-before-2021.yaml",
            "value: 155_570",
            "value: 165_570",
            8,
            "partly",
        ),
        (
            "record/drafts-before-2021.yaml",
            "complete: 2011-10-01/2026-12-31",
            "complete: 2021-04-01/2026-12-31",
            8,
            "undecided",
        ),
        (
            "record/drafts-before-2021.yaml",
            "value: 155_570",
            "value: 155_000 to 161_000",
            8,
            "undecided",
        ),
        (
            "acts/2025-03-31-draft-2025-spring.yaml",
            "to: 160000",
            "to: 150000",
            8,
            "partly",
        ),
        (
            "record/sayings.yaml",
            "    own_words: bastrykin-caught-and-at-front\n",
            "",
            10,
            "partly",
        ),
        ("record/claims.yaml", "value: 20_000\n", "value: 21_000\n", 10, "undecided"),
        (
            "acts/2024-08-08-fz-281-2024.yaml",
            "      and not initial_registration\n",
            "",
            11,
            "supported",
        ),
    ],
)
def test_a_verdict_follows_the_lawbook(
    copy: Path, file: str, old: str, new: str, statement: int, verdict: str
) -> None:
    edit(copy, file, old, new)
    found = verdicts(callup.open(copy).audit(DAGENS))
    assert {**EXPECTED, statement: verdict} == found


def test_a_denial_on_record_makes_the_speaker_word_fail_and_anybody_s_disputed(copy: Path) -> None:
    denial = """
sayings:
  {id}:
    speaker: {who}
    said: 2025-06-01
    says: {{en: That is not so, ru: Это не так}}
    denies: [{what}]
    sources: {{S245: B}}
"""
    (copy / "record" / "denials.yaml").write_text(
        denial.format(id="wsj-denies", who="wsj", what="wsj-30-40k-2025"), "utf-8"
    )
    assert {**EXPECTED, 7: "contradicted"} == verdicts(callup.open(copy).audit(DAGENS))
    (copy / "record" / "denials.yaml").write_text(
        denial.format(id="putin-denies", who="putin", what="wsj-30-40k-2025"), "utf-8"
    )
    assert EXPECTED == verdicts(callup.open(copy).audit(DAGENS))
    (copy / "record" / "denials.yaml").write_text(
        denial.format(id="putin-denies", who="putin", what="instead-of-a-mass-mobilisation"),
        "utf-8",
    )
    assert {**EXPECTED, 12: "contested"} == verdicts(callup.open(copy).audit(DAGENS))


def test_a_superlative_that_the_record_cannot_decide_is_only_said(copy: Path) -> None:
    edit(copy, "record/drafts-before-2021.yaml", "2011-10-01/2026", "2021-04-01/2026")
    (copy / "record" / "largest.yaml").write_text(
        "sayings:\n  largest-draft:\n    speaker: kyiv-independent\n    said: 2025-03-31\n"
        "    says: {en: It is the largest since 2011, ru: Он крупнейший с 2011 года}\n"
        "    sources: {S190: B}\n",
        "utf-8",
    )
    file = "audits/dagens-2025-07.yaml"
    edit(copy, file, "since: 2011-10-01", "since: 2011-10-01\n        or_said: largest-draft")
    assert {**EXPECTED, 8: "attributed"} == verdicts(callup.open(copy).audit(DAGENS))
