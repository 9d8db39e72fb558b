"""Cases of a lawbook: what they may ask, what may be expected, and what is refused."""

from __future__ import annotations

import pytest

from callup.cli.test import test as run_test
from callup.inquiry.cases import Run
from callup.lawbook import examine
from callup.lawbook import open as open_lawbook

from .conftest import ACT, FACTS, Make

ADULT = "person: {born: 1990-05-05, student: no, no_other_ground: yes}"


def outcome(make: Make, cases: str) -> Run:
    return open_lawbook(make(cases__some=cases)).test()


def came(run: Run) -> list[tuple[str, str, str]]:
    return [(d.particular, d.wanted, d.came) for r in run.failed for d in r.differences]


def test_every_kind_of_question_is_answered(make: Make) -> None:
    run = outcome(
        make,
        f"""
cases:
  - case: an adult
    {ADULT}
    expect:
      2020-12-31: {{liable: no}}
      2021-01-01:
        liable: {{value: yes, rule: adults, until: none, assumed: [other_ground], grade: B}}
  - case: states, parameters and texts
    expect:
      2020-12-31:
        state alarm in N: no
        parameter rate: none
        rule adults stands: no
        rule adults names age: no
      2022-01-01:
        state alarm in N: yes
        state alarm in S: no
        state alarm anywhere: yes
        state alarm everywhere: no
        state war: yes
        parameter rate: 100 RUB
        parameter limit for N: 30
        parameter limit for S: none
        rule adults stands: yes
        rule adults names age: yes
        rule adults names born: no
        rule paid names rate: yes
  - case: a sum of money
    person: {{clerk: yes}}
    expect:
      2021-01-01: {{bonus: 100 RUB}}
  - case: what is missing
    person: {{born: 1990-05-05, student: no}}
    expect:
      2021-01-01: {{liable: {{status: unknown, missing: [other_ground, no_other_ground]}}}}
""",
    )
    assert (came(run), run.problems) == ([], ())
    assert len(run.passed) == 20


def test_what_came_instead_is_told_particular_by_particular(make: Make) -> None:
    run = outcome(
        make,
        f"""
cases:
  - case: an adult
    {ADULT}
    expect:
      2021-01-01:
        liable:
          {{value: no, rule: paid, until: 2022-01-01, assumed: [], grade: A, contested: [x]}}
  - case: nothing is a value
    expect:
      2021-01-01: {{parameter rate: 5 RUB, bonus: none}}
""",
    )
    assert came(run) == [
        ("value", "no", "yes"),
        ("rule", "paid", "adults"),
        ("until", "2022-01-01", "none"),
        ("assumed", "nothing", "other_ground"),
        ("grade", "A", "B"),
        ("contested", "x", "nothing"),
        ("value", "5 RUB", "100 RUB"),
        ("value", "none", "unknown"),
    ]


def test_strictly_a_state_is_unknown_after_the_last_evidence(make: Make) -> None:
    run = outcome(
        make,
        """
cases:
  - case: strict
    strict: yes
    expect:
      2024-06-30: {state alarm in N: yes, parameter rate: 100 RUB, rule adults stands: yes}
      2024-07-01: {state alarm in N: unknown, parameter rate: unknown, rule adults stands: unknown}
""",
    )
    assert came(run) == []


def test_what_cannot_be_asked_is_refused_where_it_is_written(make: Make) -> None:
    run = outcome(
        make,
        """
cases:
  - case: unknown fact
    person: {bron: 1990-05-05}
    expect: {2021-01-01: {liable: yes}}
  - case: bad switch
    with: {nothing: yes}
    expect: {2021-01-01: {liable: yes}}
  - case: questions
    expect:
      2021-01-01:
        liabel: yes
        state peace: yes
        state alarm: yes
        state alarm in X: yes
        state war in N: yes
        parameter limit: 30
        parameter rate for N: 30
        rule adult stands: yes
        rule adults names nothing: yes
        what is this about: yes
        liable: perhaps
        bonus: {value: 5 RUB, until: never}
        rule adults stands: {value: yes, grade: B}
  - case: impossible
    person: {student: yes, clerk: yes}
    expect: {2021-01-01: {liable: no}}
""",
    )
    assert run.results == ()
    lines = sorted(problem.origin.line for problem in run.problems if problem.origin)
    assert [4, 7, *range(12, 25), 25] == lines
    assert all(problem.origin is not None for problem in run.problems)


def test_a_choice_that_is_closed_counts_as_its_value_until_it_is_given(make: Make) -> None:
    facts = (
        FACTS
        + """\
  work: {type: choice, values: [none, mine], question: Work?}
  children: {type: integer, question: Children?}
"""
    )
    facts = facts.replace(
        "closes: [other_ground],",
        "closes: [other_ground], counts_as: {work: none, children: 0},",
    ).replace("impossible:\n  - {when: student and clerk, says: Nobody is both}\n", "")
    act = ACT.replace("and not student and not other_ground", "and work is none and children < 2")
    folder = make(
        facts=facts,
        acts__first=act,
        cases__some="""
cases:
  - case: not given, and nothing else applies
    person: {born: 1990-05-05, no_other_ground: yes}
    expect: {2021-01-01: {liable: {value: yes, assumed: [work, children]}}}
  - case: given
    person: {born: 1990-05-05, no_other_ground: yes, work: mine}
    expect: {2021-01-01: {liable: {value: no, assumed: [children]}}}
  - case: not given, and not known whether anything else applies
    person: {born: 1990-05-05}
    expect: {2021-01-01: {liable: {status: unknown, missing: [work, children, no_other_ground]}}}
""",
    )
    assert came(open_lawbook(folder).test()) == []


def test_what_a_fact_counts_as_must_be_a_value_of_it(make: Make) -> None:
    facts = FACTS.replace("closes: [other_ground]", "counts_as: {student: no, born: 5, none: 1}")
    report = examine(make(facts=facts))
    assert ["wrong-type", "wrong-type", "dangling-reference"] == [
        d.code for d in report.diagnostics
    ]


def test_a_match_chooses_among_the_cases(make: Make) -> None:
    folder = make(
        cases__some=f"""
cases:
  - {{case: one, {ADULT}, expect: {{2021-01-01: {{liable: yes}}}}}}
  - {{case: two, expect: {{2021-01-01: {{bonus: unknown}}}}}}
"""
    )
    lawbook = open_lawbook(folder)
    assert [result.case for result in lawbook.test("ONE").results] == ["one"]
    assert [result.asks for result in lawbook.test("bonus").results] == ["bonus"]


def test_coverage_tells_what_no_case_reaches(make: Make) -> None:
    folder = make(
        cases__some=f"""
cases:
  - case: an adult
    {ADULT}
    expect: {{2020-12-31: {{liable: no}}, 2021-01-01: {{liable: yes}}}}
  - case: a minor
    person: {{born: 2010-01-01, student: no, no_other_ground: yes}}
    expect: {{2021-01-01: {{liable: no}}}}
"""
    )
    reached = open_lawbook(folder).coverage()
    adults, paid = reached.rules
    assert (adults.applied, adults.failed) == (("an adult",), ("a minor",))
    assert [bool(one.decisive) for one in adults.conditions] == [True, False, False]
    assert (paid.applied, paid.failed) == ((), ())
    points = {(p.kind, p.name, str(p.day)): (p.before, p.on) for p in reached.change_points}
    assert points["rule", "adults", "2021-01-01"] == (True, True)
    assert points["rule", "paid", "2021-01-01"] == (False, False)
    assert points["state", "war", "2023-01-01"] == (False, False)
    assert reached.findings == 3


def test_the_command_tells_failures_and_their_number(
    make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(
        cases__some=f"cases: [{{case: one, {ADULT}, expect: {{2021-01-01: {{liable: no}}}}}}]\n"
    )
    assert run_test(str(folder)) == 1
    shown = capsys.readouterr().out
    assert "failed: one: liable on 2021-01-01   cases/some.yaml:1:" in shown
    assert "value: wanted no, came yes" in shown
    assert "yes: age >= 18   acts/first.yaml:12" in shown
    assert shown.endswith("0 passed, 1 failed\n")
