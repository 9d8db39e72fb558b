"""Slips of the hand: all of them at every node, which are noticed, and which change nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import callup
from callup.cli.main import main
from callup.inquiry.mutants import applied, mutants
from callup.inquiry.mutate import matching, sample
from callup.inquiry.score import Score
from callup.inquiry.slip import OPERATORS, slips
from callup.ir.nodes import Node
from callup.ir.program import Program
from callup.ir.wording import words_of
from small import act, facts, one_rule, program

FACTS = facts(
    a="boolean", b="boolean", c="boolean", n="integer, from: 0, through: 9", day="date",
    hue="choice, values: {red: Red, green: Green, blue: Blue}",
)  # fmt: skip


def node_of(when: str) -> tuple[Node, Program]:
    law = program({**FACTS, **one_rule(when)})
    ((_, line),) = law.definitions["p"].rules
    (condition,) = line.values[1].conditions
    return condition.node, law


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("n < 5", ["negation not (n < 5)", "comparison n <= 5", "threshold 6", "threshold 4"]),
        ("not a", ["negation a"]),
        (
            "a or b or c",
            [
                "negation not (a or b or c)", "dropped ", "dropped ", "dropped ",
                "junction a and b", "junction b and c",
                "negation not a", "negation not b", "negation not c",
            ],
        ),
        ("hue is red", ["negation not (hue is red)", "choice green"]),
        (
            "hue in {red, blue}",
            [
                "negation not (hue in {blue, red})",
                "choice {red}", "choice {blue}", "choice {blue, green, red}",
            ],
        ),
        (
            "day < 2024-03-01",
            ["negation not (day < 2024-03-01)", "comparison day <= 2024-03-01",
             "day 2024-03-02", "day 2024-02-29"],
        ),
    ],
)  # fmt: skip
def test_every_node_of_a_formula_slips_in_every_way(when: str, expected: list[str]) -> None:
    node, law = node_of(when)
    assert [f"{one.kind} {one.after}" for one in slips(node, law)] == expected


def test_every_slip_changes_the_formula_and_is_of_a_kind_that_is_listed() -> None:
    node, law = node_of("if a then n + 1 < 3 else day between 1 March and 30 June")
    found = list(slips(node, law))
    assert {one.kind for one in found} <= {name for name, _ in OPERATORS}
    assert all(one.node != node for one in found)
    assert {"branch", "arithmetic", "threshold", "day", "negation"} <= {one.kind for one in found}


LAW = {
    **FACTS,
    "positions.yaml": (
        "positions:\n"
        "  p: {kind: liberty, title: P, question: P?, otherwise: no}\n"
        "  q: {kind: measure, type: integer, title: Q, question: Q?, otherwise: none}\n"
    ),
    "parameters.yaml": "parameters:\n  limit: {type: integer, title: L}\n",
    **act(
        "one",
        "2001-01-01",
        """\
        - add: r
          position: p
          says: R
          when: a and n < limit
          unless: b
        - {add: s, position: p, says: S, when: c, gives: no, overrides: [r]}
        - {add: t, position: q, says: T, when: a, gives: limit + 1}
        - {set: limit, to: 5}
        """,
    ),
    **act("two", "2010-01-01", "- {replace: t, when: a or c}\n"),
}


def test_rules_exceptions_values_silence_and_parameters_slip() -> None:
    law = program(LAW)
    found = Counter(one.operator for one in mutants(law))
    assert found["exception"] == 2  # the `unless` and the `overrides`
    assert found["otherwise"] == 1  # none is no yes or no
    assert found["junction"] == 2  # within `a and n < limit`, and in `a or c`
    places = {str(one.place) for one in mutants(law)}
    assert "acts/one.yaml:14" in places  # the line that sets the parameter
    assert all(one.place.line for one in mutants(law))


def test_a_mutant_is_an_edit_of_one_text_in_all_versions_that_have_it() -> None:
    law = program(LAW)
    gives = [one for one in mutants(law) if one.rule == "t" and one.text == "gives"]
    changed = applied(gives[0], law)
    versions = [v for _, line in changed.definitions["q"].rules for v in line.values if v]
    assert len(versions) == 2
    assert len({words_of(version.gives) for version in versions}) == 1


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    every = list(mutants(program(LAW)))
    assert sample(every, 5, 1) == sample(every, 5, 1)
    assert sample(every, 5, 1) != sample(every, 5, 2)
    assert len(matching(every, "exception")) == 2


Make = Callable[[dict[str, str]], Path]


@pytest.fixture
def score(make_book: Callable[[str], callup.Lawbook]) -> Callable[[str], Score]:
    return lambda cases: make_book(cases).mutate()


@pytest.fixture
def make_book(tmp_path: Path) -> Callable[[str], callup.Lawbook]:
    def make(cases: str) -> callup.Lawbook:
        from small import HEAD

        parts = {
            "lawbook.yaml": HEAD,
            "sources.yaml": "sources: {S1: {title: T}}\n",
            **facts(a="boolean", n="integer, from: 0, through: 9"),
            **one_rule("a and (n < 5 or n <= 3)"),
            "cases/all.yaml": f"cases:\n{cases}",
        }
        for name, text in parts.items():
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        return callup.open(tmp_path)

    return make


ONE = "  - {case: one, person: {a: yes, n: 4}, expect: {2001-01-01: {p: yes}}}\n"
MORE = (
    "  - {case: five, person: {a: yes, n: 5}, expect: {2001-01-01: {p: no}}}\n"
    "  - {case: no, person: {a: no, n: 1}, expect: {2001-01-01: {p: no}}}\n"
)


def test_what_no_case_notices_comes_with_somebody_who_would(
    score: Callable[[str], Score],
) -> None:
    found = score(ONE)
    missed = [one for one in found.unnoticed if one.verdict.kind == "missed"]
    threshold = next(one for one in missed if one.mutant.after == "6")
    witness = threshold.verdict.witness
    assert witness is not None
    assert (witness.position, witness.before, witness.after) == ("p", "no", "yes")
    assert dict(witness.person) == {"a": "yes", "n": "5"}


def test_what_changes_nothing_for_anybody_is_proved_and_does_not_count(
    score: Callable[[str], Score],
) -> None:
    found = score(ONE + MORE)
    equivalent = [
        (one.mutant.operator, one.mutant.before, one.mutant.after)
        for one in found.unnoticed
        if one.verdict.kind == "equivalent"
    ]
    assert ("threshold", "3", "4") in equivalent  # within the other half of the `or`
    assert ("dropped", "n <= 3", "") in equivalent
    assert [one for one in found.unnoticed if one.verdict.kind != "equivalent"] == []
    assert found.total.share == 1
    assert found.total.noticed + found.total.equivalent == found.total.made == found.made


def test_cases_that_fail_are_to_be_mended_first(make_book: Callable[[str], callup.Lawbook]) -> None:
    book = make_book(ONE.replace("p: yes", "p: no"))
    with pytest.raises(callup.Diagnostics) as refused:
        book.mutate()
    assert "1 expectations of the cases are not met" in refused.value.diagnostics[0].message


def test_the_command_prints_counts_and_what_was_not_noticed(
    make_book: Callable[[str], callup.Lawbook], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(make_book(ONE + MORE).folder)
    assert main(["test", folder, "--mutate", "--sample", "6", "--seed", "1"]) == 0
    printed = capsys.readouterr()
    assert "6 of" in printed.out
    assert "noticing: 6 of 6" in printed.err
    assert main(["test", folder, "--mutate", "--sample", "0"]) == 0
    assert "no slip was tried" in capsys.readouterr().out
    assert main(["test", folder, "--mutate", "-k", "threshold", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["tried"] == 4
    assert {one["operator"] for one in document["operators"]} == {"threshold"}


def test_a_sample_that_is_no_number_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "ru", "--mutate", "--sample", "many"]) == 2
    assert "a number is expected" in capsys.readouterr().err
