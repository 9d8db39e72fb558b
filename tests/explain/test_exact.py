"""Unknown is exact: what the engine answers is what all completions share, by brute force."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import assume, given, note
from hypothesis import strategies as st

from brute import Brute, ManyDays, Nobody, Variable
from callup.ir.facts import read_person
from callup.ir.program import Program
from callup.readers.explain.ask import Asker
from callup.text.diagnostic import Diagnostics
from examples import examples
from small import asker, program
from strategies import WINDOW, Book, books, moments, people

MOST = 6_000


def brute_of(law: Program, person: dict[str, object], on: date, settings: dict[str, str]) -> Brute:
    return Brute(law, read_person(law, person).facts, on, settings, WINDOW)


def concerned(found: Asker, brute: Brute, name: str) -> set[Variable]:
    """What may be unknown and can be read at all; everything else is left out of the product."""
    inputs = found.engine.cones.inputs(name)
    facts = set(inputs.facts)
    for condition in brute.program.impossible:
        facts |= found.engine.cones.inputs_of(condition.node).facts & facts
    wanted = {("fact", one) for one in facts} | {("switch", one) for one in inputs.switches}
    return wanted & set(brute.variables())


def size(brute: Brute, only: set[Variable]) -> int:
    total = 1
    for variable in only:
        total *= len(brute.domain(variable))
    return total


@examples(150)
@given(books(), people(), moments(), st.sampled_from(["p", "q"]))
def test_the_answer_is_what_every_completion_shares(
    book: Book, person: dict[str, object], on: date, name: str
) -> None:
    law = program(book.parts)
    note(f"{person} on {on}, {name}")
    try:
        found = asker(law, on, person)
    except Diagnostics:
        assume(False)
    brute = brute_of(law, person, on, found.setup.settings)
    only = concerned(found, brute, name)
    assume(size(brute, only) <= MOST)
    finding = None
    try:
        finding = found.finding(name)
        missing = set(finding.missing)
    except Diagnostics:
        missing = set()
    try:
        expected: Any = brute.answer(name, on, only)
    except Nobody:
        assert finding is None
        return
    except ManyDays:
        assume(False)
    assert finding is not None
    if finding.approximate:
        assert finding.status == "unknown"
        assert {fact for _, fact in brute.mattering(name, on, only)} <= missing
        return
    assert (expected[0], expected[1]) == (finding.status, finding.value)
    if finding.status == "unknown":
        assert {fact for _, fact in brute.mattering(name, on, only)} == missing
    else:
        assert missing == set()
