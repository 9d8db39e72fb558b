"""The program in which a fact chooses the slip answers as the mutant that it stands for."""

from __future__ import annotations

from datetime import date

import pytest

import callup
from callup.inquiry.every_slip import NAME, NONE, EverySlip
from callup.inquiry.mutants import applied, mutants
from callup.ir.facts import Person, read_person
from callup.ir.nodes import Constant
from callup.ir.program import Program
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from small import POSITION, act, facts, program

NOT_IN_IT = ("otherwise", "overrides")
"""Slips that are no formula: what silence means, and which rule overrides another."""

LAW = {
    **facts(
        a="boolean", b="boolean", n="integer, from: 0, through: 9", day="date",
        hue="choice, values: {red: Red, green: Green, blue: Blue}",
    ),
    "terms.yaml": "terms:\n  m: {type: integer, is: if a then n + 1 else n, says: m}\n",
    "positions.yaml": POSITION + (
        "  q: {kind: measure, type: integer, title: Q, question: Q?, otherwise: none}\n"
    ),
    **act(
        "one",
        "2001-01-01",
        """\
        - add: r
          position: p
          says: R
          when: a and m < 5 and (hue in {red, blue} or day < 2001-06-01)
          unless: b and n > 3
        - {add: s, position: p, says: S, when: not a and n is 9, gives: no, overrides: [r]}
        - {add: t, position: q, says: T, when: a, gives: n - 2}
        """,
    ),
    **act("two", "2010-01-01", "- {replace: t, when: a or b}\n- {replace: r, when: a and b}\n"),
}  # fmt: skip

PEOPLE: list[dict[str, object]] = [
    {"a": a, "b": b, "n": n, "day": day, "hue": hue}
    for a, b, n, day, hue in (
        (True, False, 4, "2001-05-31", "green"),
        (True, True, 3, "2001-06-01", "red"),
        (False, False, 9, "2001-06-01", "blue"),
        (False, True, 5, "2000-01-01", "green"),
    )
]


def answers(law: Program, person: dict[str, Constant], day: date) -> list[object]:
    asker = Asker(Engine(law), Person(dict(person)), day, Setup({}), day)
    return [asker.answer(position.name)[:2] for position in law.positions()]


@pytest.mark.parametrize("day", [date(2005, 1, 1), date(2015, 1, 1)])
def test_each_value_answers_as_its_mutant(day: date) -> None:
    law = program(LAW)
    every = EverySlip(law)
    all_at_once = every.made(law.definitions)
    for given in PEOPLE:
        person = dict(read_person(law, given).facts)
        for value, mutant in enumerate(every.mutants):
            with_slip = answers(all_at_once, {**person, NAME: str(value)}, day)  # type: ignore[dict-item]
            assert answers(applied(mutant, law), person, day) == with_slip  # type: ignore[arg-type]
        as_it_stands = answers(all_at_once, {**person, NAME: NONE}, day)  # type: ignore[dict-item]
        assert answers(law, person, day) == as_it_stands  # type: ignore[arg-type]


@pytest.mark.parametrize("law", [program(LAW), callup.open("ru").program], ids=["small", "ru"])
def test_every_slip_in_a_formula_has_a_value(law: Program) -> None:
    every = EverySlip(law)
    names = list(law.definitions)[:60]
    every.made(names)
    wanted = [
        one
        for one in mutants(law)
        if one.name in names and not one.of_parameter and one.text not in NOT_IN_IT
    ]
    assert sorted(map(repr, wanted)) == sorted(map(repr, every.mutants))
