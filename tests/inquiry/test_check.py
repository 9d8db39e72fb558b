"""`check`: what it reports of a lawbook, and with which exit status."""

from __future__ import annotations

import json

import pytest

from callup.cli.check import check as run_check
from callup.lawbook import examine

from .conftest import ACT, HEAD, POSITIONS, Make

AGAINST = """\
act: second-act
title: The second act
kind: law
number: "2"
signed: 2022-01-01
in_force: 2022-01-01
sources: {S1: B}
changes:
  - add: no-clerks
    position: liable
    says: Clerks are not liable
    when: clerk and region is N
    gives: no
"""


def codes(folder: object) -> list[tuple[str, str]]:
    return [(one.severity.value, one.code) for one in examine(str(folder)).diagnostics]


def test_a_sound_lawbook_is_clean(make: Make) -> None:
    report = examine(make())
    assert (report.diagnostics, report.status) == ((), 0)


def test_two_rules_that_disagree_are_a_conflict_with_a_witness(make: Make) -> None:
    report = examine(make(acts__second=AGAINST))
    (conflict,) = report.diagnostics
    assert (conflict.code, report.status) == ("conflict", 1)
    assert conflict.message == "two rules answer liable for the same person on 2022-01-01"
    assert conflict.why is not None
    # nobody is a clerk and a student, so that need not be said
    facts = conflict.why.removeprefix("witness: ").removesuffix(" on 2022-01-01").split()
    assert {one.split("=")[0] for one in facts} == {"born", "clerk", "region", "other_ground"}
    assert {"clerk=yes", "region=N", "other_ground=no"} < set(facts)
    assert [text for _, text in conflict.related] == [("no-clerks, by second-act")]


def test_a_rule_that_overrides_is_no_conflict(make: Make) -> None:
    assert codes(make(acts__second=AGAINST + "    overrides: [adults]\n")) == []


def test_rules_that_nobody_meets_together_are_no_conflict(make: Make) -> None:
    act = AGAINST.replace("clerk and region is N", "age < 18")
    assert codes(make(acts__second=act)) == []


def test_what_is_impossible_is_no_witness(make: Make) -> None:
    positions = POSITIONS.replace("otherwise: none}", "otherwise: none}\n") + (
        "  free: {kind: liberty, title: Free, question: Free?, otherwise: no}\n"
    )
    act = """\
act: second-act
title: The second act
kind: law
in_force: 2022-01-01
signed: 2022-01-01
sources: {S1: B}
changes:
  - {add: a, position: free, says: A, when: student}
  - {add: b, position: free, says: B, when: clerk, gives: no}
"""
    assert codes(make(positions=positions, acts__second=act)) == []


def test_a_conflict_under_a_reading_is_a_warning(make: Make) -> None:
    reading = """\
reading: some-say
title: Some say so
said_by: [{who: Some, says: So}]
in_force: 2022-01-01
sources: {S1: C}
changes:
  - {add: none-of-them, position: liable, says: Nobody, when: clerk, gives: no}
"""
    report = examine(make(readings__some=reading))
    assert [(d.severity.value, d.code) for d in report.diagnostics] == [("warning", "conflict")]
    assert report.status == 0


def test_a_conflict_within_a_part_of_the_year_is_found(make: Make) -> None:
    act = AGAINST.replace("clerk and region is N", "between 1 May and 3 May")
    (conflict,) = examine(make(acts__second=act)).diagnostics
    assert "on 2022-05-01" in conflict.message


def test_cases_that_cannot_be_read_are_errors(make: Make) -> None:
    folder = make(cases__some="cases: [{case: one, expect: {2021-01-01: {liabel: no}}}]\n")
    report = examine(folder)
    assert [(d.severity.value, d.code) for d in report.diagnostics] == [("error", "bad-case")]
    assert report.status == 2


def test_missing_translations_are_warnings(make: Make) -> None:
    head = HEAD.replace("languages: [en]", "languages: [en, fr]")
    found = codes(make(lawbook=head))
    assert {("warning", "missing-translation")} == set(found)


def test_a_rule_that_never_stands_is_idle(make: Make) -> None:
    positions = POSITIONS.replace("otherwise: no}", "otherwise: no, covers: {through: 2020-12-31}}")
    assert ("warning", "idle-rule") in codes(make(positions=positions))


def test_a_parameter_read_before_it_has_a_value_is_told(make: Make) -> None:
    act = ACT.replace("  - set: rate\n", "  - set: rate\n    from: 2021-02-01\n")
    assert codes(make(acts__first=act)) == [("warning", "missing-value")]


def test_a_lawbook_that_cannot_be_read_is_reported_with_excerpts(
    make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(acts__first=ACT.replace("age >= 18", "agee >= 18"))
    assert run_check(str(folder)) == 2
    shown = capsys.readouterr().out
    assert "when: agee >= 18" in shown and "did you mean `age`?" in shown
    assert run_check(str(folder), as_json=True) == 2
    assert json.loads(capsys.readouterr().out)["status"] == 2
    assert run_check("no-such-lawbook") == 2
