"""Asks again, one by one, about the people whom the solver names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from callup.ir.facts import Person as Given
from callup.ir.facts import write_value
from callup.ir.nodes import Constant
from callup.ir.program import Program
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import Finding
from callup.readers.proof.change import Answer, Group, Person
from callup.readers.proof.compare import Law
from callup.text.diagnostic import Diagnostics
from callup.values.timeline import Timeline, build


@dataclass(frozen=True, slots=True)
class Stand:
    """A law as it is asked about: its engine, how switches are set, and the day."""

    engine: Engine
    setup: Setup
    day: date

    @property
    def program(self) -> Program:
        return self.engine.program

    def ask(self, person: Given, position: str) -> Finding:
        asker = Asker(self.engine, person, self.day, self.setup, self.day)
        asker.refuse_impossible()
        return asker.finding(position)

    def proof(self) -> Law:
        return Law(self.program, self.setup.settings, self.day)


@dataclass(slots=True)
class Replay:
    """Asks about the witness of a group again, by both laws."""

    before: Stand
    after: Stand
    group: Group

    def found(self) -> tuple[Given, Finding | None, Finding | None] | None:
        """A witness who is answered as the solver says, with both findings; None where nobody is,
        which is a defect of ours."""
        for person in self.candidates():
            findings = self.answered(person)
            if findings is not None:
                return person, *findings
        return None

    def candidates(self) -> Iterator[Given]:
        """The person with the fewest facts, and where that one will not do, with more."""
        program = self.after.program
        early = min(self.before.day, self.after.day)
        yield given(self.group.witness, program)
        yield given(self.group.witness, program, early)
        yield self.fewer(given(self.group.whole, program))
        yield self.fewer(given(self.group.whole, program, early))

    def fewer(self, person: Given) -> Given:
        """The person without the facts that the answers do not need."""
        if self.answered(person) is None:
            return person
        for name in list(person.facts):
            less = Given({key: value for key, value in person.facts.items() if key != name})
            if self.answered(less) is not None:
                person = less
        return person

    def answered(self, person: Given) -> tuple[Finding | None, Finding | None] | None:
        """What the person is answered, if that is what the solver says."""
        try:
            one = self.asked(self.before, person, self.group.before)
            two = self.asked(self.after, person, self.group.after)
        except (Diagnostics, LookupError):
            return None
        return one, two

    def asked(self, stand: Stand, person: Given, answer: Answer) -> Finding | None:
        """The finding; None where the law has no such position. Raises LookupError where it is
        another one than it should be."""
        if self.group.position not in stand.program.definitions:
            return None
        finding = stand.ask(person, self.group.position)
        same = (finding.status, finding.value) == (answer.status, answer.value)
        if not same or type(finding.value) is not type(answer.value):
            raise LookupError(answer)
        return finding


def given(person: Person, program: Program, since: date | None = None) -> Given:
    """A person as `ask` takes one; with `since`, facts of the day are said to hold from that day
    on, and not just on the day for which they are given."""
    facts: dict[str, Constant | Timeline[Constant | None]] = dict(person.facts)
    for name in {**person.facts, **person.histories}:
        steps: dict[date, Constant] = dict(person.histories.get(name, {}))
        if since is not None and name in person.facts and _of_the_day(program, name):
            steps.setdefault(since, person.facts[name])
        if steps:
            days = sorted(steps)
            facts[name] = build(days, [None, *(steps[day] for day in days)])
    return Given(facts)


def _of_the_day(program: Program, name: str) -> bool:
    return program.facts[name].kind == "of the day"


def in_words(person: Given, program: Program) -> dict[str, str]:
    """The facts of a person in the words that `ask` takes."""
    found = {}
    for name, value in person.facts.items():
        type = program.facts[name].type
        if isinstance(value, Timeline):
            steps = zip(value.days, value.values[1:], strict=True)
            parts = [f"{write_value(one, type)}@{day}" for day, one in steps if one is not None]
            found[name] = ",".join(parts)
        else:
            found[name] = write_value(value, type)
    return found
