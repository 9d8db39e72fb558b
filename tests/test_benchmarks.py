"""The lawbook of the benchmarks says what the positions written out by hand say."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

import callup
from callup.lawbook import Law, Lawbook

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def lawbook() -> Lawbook:
    return callup.open(FOLDER / "lawbook")


@pytest.fixture(scope="module")
def modules() -> dict[str, ModuleType]:
    """The modules of the benchmarks that need no peer; they import each other by bare names."""
    sys.path.insert(0, str(FOLDER))
    try:
        return {name: importlib.import_module(name) for name in ("people", "by_hand", "timing")}
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def law(lawbook: Lawbook, modules: dict[str, ModuleType]) -> Law:
    return lawbook.on(modules["people"].TODAY)


def test_the_lawbook_has_the_eight_positions(
    lawbook: Lawbook, modules: dict[str, ModuleType]
) -> None:
    names = tuple(position.name for position in lawbook.program.positions())
    assert names == modules["by_hand"].POSITIONS


def test_the_lawbook_is_sound_and_its_cases_come_out(lawbook: Lawbook) -> None:
    assert lawbook.check().diagnostics == ()
    assert [result.came for result in lawbook.test().failed] == []


def test_two_hundred_people_get_the_answers_worked_out_by_hand(
    law: Law, modules: dict[str, ModuleType]
) -> None:
    people = modules["people"].make_people(200)
    positions = modules["by_hand"].POSITIONS
    found = []
    for person in people:
        findings = law.ask(person)
        assert {findings[name].status for name in positions} <= {"known", "none"}
        found.append({name: findings[name].value for name in positions})
    assert modules["timing"].differences(people, found) == []


def test_the_people_get_different_answers_from_every_position(
    modules: dict[str, ModuleType],
) -> None:
    people = modules["people"].make_people(200)
    answers = [modules["by_hand"].answers(person) for person in people]
    for name in modules["by_hand"].POSITIONS:
        assert len({one[name] for one in answers}) > 1, name


def test_the_same_seed_makes_the_same_people(modules: dict[str, ModuleType]) -> None:
    make_people = modules["people"].make_people
    assert make_people(20, seed=7) == make_people(20, seed=7)
    assert make_people(20, seed=7) != make_people(20, seed=8)


def test_a_wrong_answer_is_told_apart_from_a_right_one_of_another_type(
    modules: dict[str, ModuleType],
) -> None:
    people = modules["people"].make_people(1)
    right = modules["by_hand"].answers(people[0])
    assert modules["timing"].differences(people, [right]) == []
    wrong = right | {"must_register": int(bool(right["must_register"]))}
    assert len(modules["timing"].differences(people, [wrong])) == 1
