"""What a lawbook says of everybody is proved, and parts of rules that reach nobody are found."""

from __future__ import annotations

import callup
from callup.inquiry.prove import Prover
from callup.inquiry.soundness import Soundness
from callup.inquiry.theorems import broken, theorems
from callup.law.read import read
from callup.readers.explain.ask import Setup
from callup.readers.explain.compile import Engine
from callup.readers.proof.claim import Claims
from small import POSITION, act, codes, data, facts, program

RULE = "- add: r\n  position: p\n  says: R\n  when: a and n < 5\n"
LAW = {
    "positions.yaml": POSITION,
    **facts(a="boolean", b="boolean", n="integer, from: 0, through: 9"),
    **act("a", "2000-01-01", RULE),
}


def theorem(body: str) -> dict[str, str]:
    return {**LAW, "theorems.yaml": f"theorems:\n  t: {{says: T, {body}}}\n"}


def told(body: str) -> list[tuple[str, str | None]]:
    parts = theorem(body)
    law = program(parts)
    prover = Prover(Engine(law), Setup({}), Claims(law, {}))
    return [(d.code, d.why) for d in broken(prover, data(parts))]


def test_a_theorem_that_holds_is_not_spoken_of() -> None:
    assert told("never: p and n > 6") == []


def test_a_theorem_that_does_not_hold_is_shown_by_somebody() -> None:
    ((code, why),) = told("never: p and n > 3")
    assert code == "broken-theorem"
    assert why == "witness: a=yes n=4 on 2000-01-01"


def test_a_theorem_may_speak_of_some_days_only() -> None:
    assert told("never: p and today < 2001-01-01, from: 2001-01-01") == []


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
