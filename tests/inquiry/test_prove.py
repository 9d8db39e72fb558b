"""Claims about all people: what is proved nobody breaks, and who is shown does break it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import callup
from callup.inquiry.prove import Prover, Verdict, read_claim
from callup.ir.facts import read_person
from callup.ir.program import Program
from callup.readers.explain.ask import Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.situation import Situation
from callup.readers.proof.claim import Claims
from callup.readers.proof.solve import Bound
from callup.switches import choose
from callup.text.diagnostic import Diagnostics
from examples import examples
from small import POSITION, act, data, facts, one_rule, program, terms
from strategies import VALUES, Book, books, booleans, moments

RU = callup.open("ru")


def prover(law: Program) -> Prover:
    settings = choose(law, (), ()).settings(law)
    return Prover(Engine(law), Setup(settings), Claims(law, settings))


@examples(25)
@given(
    books(),
    booleans(1, ("count", "flag", "p")),
    moments(),
    st.lists(st.fixed_dictionaries(VALUES), min_size=4, max_size=4),
)
def test_random_claims(
    book: Book, formula: str, day: date, persons: list[dict[str, object]]
) -> None:
    law = program(book.parts)
    one = prover(law)
    claim = read_claim(f"never: {formula}", data(book.parts))
    verdict = one.prove(claim, day)
    if verdict.proved is False:
        assert verdict.person is not None
        assert verdict.on == day
        again = read_person(law, verdict.person)
        assert one.value(claim.node, again, day, verdict.settings or {}) is True
    if verdict.proved is True:
        for person in persons:
            situation = Situation(
                one.engine, read_person(law, person), day, day, one.setup.settings
            )
            excluded = [one.engine.walk(c.node)(situation) for c in law.impossible]
            if True not in excluded:
                assert one.engine.walk(claim.node)(situation) is not True


def only(formula: str, when: str = "b", covers: str = "") -> Verdict:
    parts = {**facts(b="boolean", n="integer, from: 0, through: 9", born="date"), **one_rule(when)}
    return prover(program(parts)).prove(read_claim(formula, data(parts)))


def test_a_claim_about_every_day_is_proved_or_shown_on_its_day() -> None:
    claim = "never: p and years since born < 18"
    assert only(claim, "years since born >= 18").proved is True
    shown = only(claim, "years since born >= 18 or today >= 2024-02-29 and n is 3")
    assert shown.proved is False
    assert shown.on is not None
    assert shown.on >= date(2024, 2, 29)
    assert set(shown.person or ()) == {"n", "born"}


def test_what_the_law_leaves_unknown_is_not_proved() -> None:
    rule = act("a", "2000-01-01", "- add: r\n  position: p\n  says: R\n  when: b\n")
    parts = {"positions.yaml": POSITION.replace("otherwise: no", "otherwise: unknown"),
             **facts(b="boolean"), **rule}  # fmt: skip
    verdict = prover(program(parts)).prove(read_claim("never: p and not b", data(parts)))
    assert (verdict.proved, verdict.why) == (None, None) or verdict.why == "open"
    assert verdict.proved is not False
    verdict = prover(program(parts)).prove(read_claim("always: p", data(parts)))
    assert (verdict.proved, verdict.why, dict(verdict.person or {})) == (None, "open", {"b": "no"})


def test_a_solver_without_steps_has_not_proved_anything() -> None:
    parts = {
        **facts(n="number, from: 1, through: 1000000", m="number, from: 1, through: 1000000"),
        **terms(t=("boolean", "n * n * n + m * m * m is 1234567.654321 * n * m + 1")),
        **one_rule("t"),
    }
    law = program(parts)
    one = prover(law)
    one.claims.bound = Bound(steps=1000)
    verdict = one.prove(read_claim("never: t", data(parts)), date(2020, 1, 1))
    assert (verdict.proved, verdict.why, verdict.detail) == (None, "steps", "1000")


@pytest.mark.parametrize(
    "claim",
    [
        "never: age < 18 and liable_to_conscription",
        "never: conviction is unexpunged_listed and liable_to_mobilisation",
        "never: citizen_by_birth and citizenship_may_be_terminated",
        "never: summons_served and days since summons_posted < 7",
    ],
)
def test_what_holds_in_russia(claim: str) -> None:
    assert RU.prove(claim).proved is True


def test_somebody_of_russia_shows_what_does_not_hold() -> None:
    verdict = RU.prove("never: citizenship is foreign and may_contract", "2025-07-08")
    assert verdict.proved is False
    assert verdict.on is not None
    findings = RU.on(verdict.on, with_=verdict.settings or {}).ask(verdict.person)
    assert findings["may_contract"].value is True


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("age < 18", "formula"),
        ("sometimes: age < 18", "formula"),
        ("never: age <", "formula"),
        ("never: age", "type-error"),
        ("never: may_fly", "type-error"),
    ],
)
def test_what_is_no_claim_is_refused(claim: str, code: str) -> None:
    with pytest.raises(Diagnostics) as caught:
        RU.prove(claim)
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_a_day_that_is_not_covered_is_refused() -> None:
    with pytest.raises(Diagnostics) as caught:
        RU.prove("never: may_be_dispatched", "2020-01-01")
    assert [one.code for one in caught.value.diagnostics] == ["bad-day"]
