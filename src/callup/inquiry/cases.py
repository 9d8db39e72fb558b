"""Runs the cases of a lawbook: each expectation, whether it is met, and what came instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from callup.inquiry.expectation import (
    Difference,
    differences_of_answer,
    differences_of_finding,
    read_wanted,
    shown,
)
from callup.inquiry.question import Asked, ParameterAsked, PositionAsked, answer, read_question
from callup.inquiry.set_switches import placed, set_switches
from callup.ir.facts import History, Person, read_person
from callup.ir.nodes import Constant
from callup.ir.program import Program
from callup.ir.types import BOOLEAN, Type
from callup.law.model import Case, Expectation, LawbookData
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import Finding
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.origin import Origin


class Laws(Protocol):
    """What holds the programs of a lawbook; `lawbook.Lawbook` is one."""

    @property
    def program(self) -> Program: ...

    def program_for(self, known: date | None, bills: Mapping[str, date]) -> Program: ...

    def engine(self, program: Program) -> Engine: ...


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one expectation. `came` is the answer in the words of a case; `finding` is
    there where a position was asked for."""

    case: str
    on: date
    asks: str
    origin: Origin
    came: str
    differences: tuple[Difference, ...]
    finding: Finding | None

    @property
    def passed(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class Run:
    """The results of all expectations, and what is wrong with the cases that cannot be run."""

    results: tuple[Result, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def failed(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if not result.passed)

    @property
    def passed(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.passed)


@dataclass(frozen=True, slots=True)
class Heard:
    """One question as it was put: what coverage looks at."""

    case: Case
    on: date
    asked: Asked
    program: Program
    asker: Asker | None
    engine: Engine
    setup: Setup
    result: Result


def run(laws: Laws, data: LawbookData, match: str | None = None) -> Run:
    """The cases of a lawbook, or those with `match` in their name, reference or questions."""
    problems: list[Diagnostic] = []
    results = [heard.result for heard in hear(laws, data, problems, match)]
    return Run(tuple(results), tuple(problems))


def hear(
    laws: Laws, data: LawbookData, problems: list[Diagnostic], match: str | None = None
) -> Iterator[Heard]:
    """Every question of the cases, one after the other; what cannot be asked goes to `problems`."""
    for case in data.cases:
        wanted = [one for one in case.expect if _matches(case, one, match)]
        yield from hear_case(laws, case, wanted, problems)


def hear_case(
    laws: Laws, case: Case, wanted: Iterable[Expectation], problems: list[Diagnostic]
) -> Iterator[Heard]:
    """The questions of one case that are wanted; what cannot be asked goes to `problems`."""
    expectations = tuple(wanted)
    made = _prepare(laws, case, problems) if expectations else None
    if made is None:
        return
    program, person, setup = made
    engine = laws.engine(program)
    askers: dict[date, Asker | None] = {}
    for one in expectations:
        asked = _asked(one, program, problems)
        if asked is None:
            continue
        if one.on not in askers:
            asker = Asker(engine, person, one.on, setup, one.on)
            askers[one.on] = asker if _possible(asker, case.origin, problems) else None
        found = askers[one.on]
        if found is not None:
            try:
                yield _hear(case, one, asked, found)
            except Diagnostics as refused:
                problems += placed(refused, one.origin)


@dataclass(frozen=True, slots=True)
class Put:
    """One question of a case with all that it takes to put it."""

    case: Case
    one: Expectation
    asked: Asked
    program: Program
    person: Person
    setup: Setup


def puts(
    laws: Laws, data: LawbookData, problems: list[Diagnostic], match: str | None = None
) -> Iterator[Put]:
    """Every question of the cases that can be put; what cannot goes to `problems`."""
    for case in data.cases:
        wanted = [one for one in case.expect if _matches(case, one, match)]
        made = _prepare(laws, case, problems) if wanted else None
        for one in wanted if made else ():
            assert made is not None
            asked = _asked(one, made[0], problems)
            if asked is not None:
                yield Put(case, one, asked, *made)


def is_met(put: Put, engine: Engine) -> tuple[bool, Asker | None]:
    """Whether an answer is as the case wants it; for a position, with what found it.

    Raises Diagnostics where nobody can be like this.
    """
    one, program = put.one, engine.program
    if not isinstance(put.asked, PositionAsked):
        found = answer(put.asked, engine, one.on, put.setup)
        return not differences_of_answer(one, found.status, found.value, found.type, program), None
    asker = Asker(engine, put.person, one.on, put.setup, one.on)
    finding = asker.finding(put.asked.name)
    return not differences_of_finding(one, finding, program), asker


def _matches(case: Case, one: Expectation, match: str | None) -> bool:
    if not match:
        return True
    return any(match.lower() in text.lower() for text in (case.name, case.reference, one.asks))


def _prepare(
    laws: Laws, case: Case, problems: list[Diagnostic]
) -> tuple[Program, Person, Setup] | None:
    """The program, person and settings of a case; None, and problems, if it names what is not."""
    found: list[Diagnostic] = []
    facts: dict[str, Constant | History] = {}
    for name, value in case.person:
        try:
            facts.update(read_person(laws.program, {name.text: value}).facts)
        except Diagnostics as refused:
            found += placed(refused, name.origin)
    chosen = set_switches(laws.program, case.with_, case.without, found)
    if found:
        problems += found
        return None
    program = laws.program
    if case.known is not None or chosen.bills:
        program = laws.program_for(case.known, chosen.bills)
    setup = Setup(chosen.settings(program), frozenset(chosen.chosen), case.strict)
    return program, Person(facts), setup


def _asked(one: Expectation, program: Program, problems: list[Diagnostic]) -> Asked | None:
    asked = read_question(one.asks, one.origin, program)
    if isinstance(asked, Diagnostic):
        problems.append(asked)
        return None
    found = read_wanted(one, _type(asked, program), isinstance(asked, PositionAsked), program)
    problems += found
    return None if found else asked


def _type(asked: Asked, program: Program) -> Type:
    match asked:
        case PositionAsked(name=name):
            return program.definitions[name].type
        case ParameterAsked(name=name):
            return program.parameters[name].type
        case _:
            return BOOLEAN


def _possible(asker: Asker, at: Origin, problems: list[Diagnostic]) -> bool:
    try:
        asker.refuse_impossible()
    except Diagnostics as refused:
        problems += placed(refused, at)
        return False
    return True


def _hear(case: Case, one: Expectation, asked: Asked, asker: Asker) -> Heard:
    program = asker.engine.program
    finding = None
    if isinstance(asked, PositionAsked):
        finding = asker.finding(asked.name)
        differences = differences_of_finding(one, finding, program)
        came = shown(finding.status, finding.value, finding.type)
        if differences:
            _ = finding.because, finding.missing  # while what was worked out is at hand
    else:
        found = answer(asked, asker.engine, one.on, asker.setup)
        differences = differences_of_answer(one, found.status, found.value, found.type, program)
        came = shown(found.status, found.value, found.type)
    result = Result(case.name, one.on, one.asks, one.origin, came, differences, finding)
    own = asker if finding else None
    return Heard(case, one.on, asked, program, own, asker.engine, asker.setup, result)
