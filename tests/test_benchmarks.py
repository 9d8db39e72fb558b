"""The lawbook of the benchmarks says what the positions written out by hand say."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy
import polars as pl
import pytest
import z3

import callup
from callup.lawbook import Law, Lawbook

FOLDER = Path(__file__).parent.parent / "benchmarks"


MODULES = (
    "by_hand",
    "generated",
    "made_up",
    "many",
    "many_callup",
    "many_duckdb",
    "many_numpy",
    "many_polars",
    "people",
    "population",
    "questions",
    "rows",
    "timing",
)


@pytest.fixture(scope="module")
def lawbook() -> Lawbook:
    return callup.open(FOLDER / "lawbook")


@pytest.fixture(scope="module")
def modules() -> dict[str, ModuleType]:
    """The modules of the benchmarks that need no peer; they import each other by bare names."""
    sys.path.insert(0, str(FOLDER))
    try:
        return {name: importlib.import_module(name) for name in MODULES}
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


@pytest.mark.parametrize("form", ["complete", "partial"])
@pytest.mark.parametrize(
    ("name", "written"),
    [("many_polars", "ByHand"), ("many_numpy", "ByHand"), ("many_duckdb", "ByHand")],
)
def test_a_population_gets_the_answers_that_are_written_by_hand(
    modules: dict[str, ModuleType], tmp_path: Path, form: str, name: str, written: str
) -> None:
    file = tmp_path / "people.parquet"
    modules["population"].write(file, 2_000, form)
    day = modules["people"].TODAY
    codes = []
    for program in (modules["many_callup"].Callup(), getattr(modules[name], written)()):
        answers = program.answer(program.load(str(file)), day)
        codes.append(program.codes(answers))
    modules["many"].compare(name, *codes, form)
    if form == "complete":
        modules["many"].check(codes[0], str(file))


def test_another_answer_of_one_person_is_told(modules: dict[str, ModuleType]) -> None:
    right = {name: numpy.array([1, -1]) for name in modules["by_hand"].POSITIONS}
    other = {**right, "must_register": numpy.array([0, -1])}
    modules["many"].compare("a peer", right, right, "partial")
    with pytest.raises(modules["many"].WrongAnswers, match="answers must_register otherwise for 1"):
        modules["many"].compare("a peer", right, other, "partial")
    with pytest.raises(modules["many"].WrongAnswers, match="answers must_register otherwise for 1"):
        modules["many"].compare("a peer", other, right, "partial")


def test_who_somebody_is_does_not_depend_on_how_many_there_are(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    for rows in (10, 25):
        modules["population"].write(tmp_path / f"{rows}.parquet", rows, "partial")
    few, many = (pl.read_parquet(tmp_path / f"{rows}.parquet") for rows in (10, 25))
    assert few.rows() == many.head(10).rows()


def test_a_row_that_was_not_measured_says_why(modules: dict[str, ModuleType]) -> None:
    rows = modules["rows"]
    goal = rows.Goal(2.0, "twice as fast")
    found = rows.table(
        [
            rows.beside("one", [1.0, 1.0, 1.0], [1.0, 3.0, 9.0], "s", goal),
            rows.Row("another", why_not="it cannot be installed"),
        ]
    )
    assert [line.split() for line in found.splitlines()[1:]] == [
        ["one", "1.000", "s", "3.000", "s", "3.00", "twice", "as", "fast", "yes"],
        ["another", "not", "measured:", "it", "cannot", "be", "installed"],
    ]


def test_the_libraries_of_peers_by_hand_are_those_of_the_project() -> None:
    pinned = set((FOLDER.parent / "constraints.txt").read_text().split())
    for peer in ("duckdb", "numpy", "polars"):
        assert set((FOLDER / f"requirements-{peer}.txt").read_text().split()) <= pinned


def test_made_up_lawbooks_of_any_size_are_sound(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    generated = modules["generated"]
    size = generated.Size(positions=5, rules=9, facts=12, parameters=3, states=3, acts=12)
    folders = [generated.write(tmp_path / name, size) for name in ("one", "two")]
    book = callup.open(folders[0])
    assert len(list(book.program.positions())) == size.positions
    assert sum(len(one.rules) for one in book.program.definitions.values()) == size.rules
    assert len(book.program.facts) == size.facts + len(["born"])
    assert [one.code for one in book.check().diagnostics if one.severity.value == "error"] == []
    first, second = (
        {path.name: path.read_text() for path in folder.rglob("*.yaml")} for folder in folders
    )
    assert {name: text for name, text in first.items() if name != "lawbook.yaml"} == {
        name: text for name, text in second.items() if name != "lawbook.yaml"
    }


def test_made_up_people_fit_the_lawbook_that_they_are_made_for(
    lawbook: Lawbook, modules: dict[str, ModuleType]
) -> None:
    table = modules["made_up"].people(lawbook.program, 50, 0.5)
    assert set(table.columns) == set(lawbook.program.facts)
    assert len(lawbook.on("2025-07-08").accepted(table)) == 50


def test_questions_to_the_solver_are_written_as_any_solver_reads_them(
    modules: dict[str, ModuleType],
) -> None:
    questions = modules["questions"]
    a, b, c = z3.Bools("a b c")
    solver = z3.SimpleSolver()
    solver.add(z3.PbLe([(a, 1), (b, 1), (c, 1)], 1), z3.Not(z3.PbLe([(a, 1), (c, 1)], 0)))
    sample = questions.Sample(2)
    with questions.heard(sample):
        found = [solver.check(*one) for one in ((a,), (a, b), (b,), ())]
    assert found == [z3.sat, z3.unsat, z3.unsat, z3.sat]
    assert solver.check(b) == z3.unsat
    assert (sample.put, len(sample.kept)) == (4, 2)
    for answer, text in sample.kept:
        again = z3.Solver()
        again.from_string(text)
        assert str(again.check()) == answer
        assert "at-most" not in text
        assert "at-least" not in text
