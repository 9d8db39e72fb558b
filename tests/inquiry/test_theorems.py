"""What a lawbook says of everybody is proved, and parts of rules that reach nobody are found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

import callup
from callup.inquiry.breaking import Breaking
from callup.inquiry.prove import Prover, read_claim
from callup.inquiry.soundness import Soundness
from callup.inquiry.theorems import theorem_problems, theorems
from callup.ir.program import Program
from callup.law.read import read
from callup.readers.explain.ask import Setup
from callup.readers.explain.compile import Engine
from callup.readers.proof.claim import Claims
from callup.text.diagnostic import Diagnostic, Severity
from callup.values.interval import Interval
from small import POSITION, act, codes, data, facts, program

RULE = "- add: r\n  position: p\n  says: R\n  when: a and n < 5\n"
LAW = {
    "positions.yaml": POSITION,
    **facts(a="boolean", b="boolean", n="integer, from: 0, through: 9"),
    **act("a", "2000-01-01", RULE),
}


class SmallLaws:
    """The programs of a small lawbook."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        self.parts = parts
        self.program = program(parts)

    def program_for(self, known: date | None, bills: Mapping[str, date]) -> Program:
        return program(self.parts, known, bills)

    def engine(self, program: Program) -> Engine:
        return Engine(program)


def theorem(body: str) -> dict[str, str]:
    return {**LAW, "theorems.yaml": f"theorems:\n  t: {{says: T, {body}}}\n"}


def told(body: str, **parts: str) -> list[tuple[str, str | None]]:
    return [(one.code, one.why) for one in diagnosed(body, parts)]


def diagnosed(body: str, parts: dict[str, str]) -> list[Diagnostic]:
    own = {
        **theorem(body),
        **{name.replace("_", "/") + ".yaml": one for name, one in parts.items()},
    }
    return list(theorem_problems(SmallLaws(own), data(own)))


def test_a_theorem_that_holds_and_that_a_slip_would_break_is_not_spoken_of() -> None:
    assert told("never: p and n > 6") == []


def test_a_theorem_that_does_not_hold_is_shown_by_somebody() -> None:
    ((code, why),) = told("never: p and n > 3")
    assert code == "broken-theorem"
    assert why == "witness: a=yes n=4 on 2000-01-01"


def test_a_theorem_may_speak_of_some_days_only() -> None:
    assert told("never: p and n > 6 and today < 2001-01-01, through: 2000-12-31") == []
    assert told("never: p and n > 6 and today < 2001-01-01, from: 2001-01-01") == [
        ("idle-theorem", SAYS_NOTHING)
    ]


SAYS_NOTHING = "it holds whatever the rules say that it rests on, and so it says nothing of them"


@pytest.mark.parametrize("claim", ["never: p and not p", "always: n < 99", "never: b and not b"])
def test_a_theorem_that_no_slip_breaks_says_nothing(claim: str) -> None:
    (one,) = diagnosed(claim, {})
    assert (one.code, one.why) == ("idle-theorem", SAYS_NOTHING)
    assert one.severity is Severity.WARNING
    assert one.message == f"no slip in a rule would break the theorem `t`: {claim}"


def test_a_theorem_may_set_switches() -> None:
    reading = (
        "reading: r\ntitle: R\nsources: {S1: A}\nsaid_by: [{who: S, sources: {S1: A}}]\n"
        "in_force: 2001-01-01\nchanges:\n  - {add: s, position: p, says: S, when: n > 7}\n"
    )
    assert told("never: p and n > 6", readings_r=reading) == []
    assert told("never: p and n > 6, without: [r]", readings_r=reading) == []
    ((code, why),) = told("never: p and n > 6, with: {r: on}", readings_r=reading)
    assert (code, why) == ("broken-theorem", "witness: n=8 on 2001-01-01")
    ((code, _),) = told("never: p, with: {q: on}", readings_r=reading)
    assert code == "bad-switch"


def test_a_slip_in_a_parameter_may_break_a_theorem() -> None:
    parts = {
        **LAW,
        "parameters.yaml": "parameters: {most: {type: integer, title: M}}\n",
        **act("a", "2000-01-01", RULE.replace("n < 5", "n < most") + "- {set: most, to: 5}\n"),
    }
    laws, law = SmallLaws(parts), data(parts)
    text = "always: most <= 5"
    claim = read_claim(text, law)
    prover = Prover(laws.engine(laws.program), Setup({}), Claims(laws.program, {}))
    found = Breaking(laws.program).slip(claim, prover, Interval())
    assert found is not None
    assert (found.operator, found.name, found.before, found.after) == (
        "threshold",
        "most",
        "5",
        "6",
    )


def test_a_theorem_says_never_or_always_and_is_typed() -> None:
    assert codes(theorem("note: N")) == ["missing-field"]
    assert codes(theorem("never: p, always: p")) == ["missing-field"]
    assert codes(theorem("never: n")) == ["type-error"]
    assert codes(theorem("never: q")) == ["type-error"]


def test_the_theorems_of_russia_are_many() -> None:
    book = callup.open("ru")
    assert len(list(theorems(read(book.folder)[0]))) >= 20


def problems(changes: str) -> list[str]:
    law = program({**LAW, **act("a", "2000-01-01", changes)})
    return [f"{one.code} {one.message}" for one in Soundness(law).problems()]


def test_a_sound_rule_is_not_spoken_of() -> None:
    assert problems(RULE) == []


def test_a_rule_that_nobody_meets_is_dead() -> None:
    assert problems(RULE.replace("a and n < 5", "a and not a")) == [
        "dead-rule nobody can meet the conditions of `r`"
    ]


def test_a_condition_that_keeps_nobody_out_is_redundant() -> None:
    assert problems(RULE.replace("a and n < 5", "n < 5 and n < 7")) == [
        "redundant-condition `r` would be the same without `n < 7`"
    ]


def test_an_exception_that_excepts_nobody_is_idle() -> None:
    assert problems(RULE + "  unless: n > 6\n") == [
        "idle-exception `r` would be the same without `n > 6`, which excepts nobody"
    ]


def test_an_override_that_meets_nobody_is_idle() -> None:
    other = "- add: s\n  position: p\n  says: S\n  when: n > 6\n  gives: no\n  overrides: [r]\n"
    assert problems(RULE + other) == ["idle-override `s` overrides `r`, and nobody meets both"]
