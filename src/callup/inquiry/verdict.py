"""What an unnoticed slip is: one that changes nothing for anybody, or one that some case should
notice, with a person that shows it.

The solver compares the lawbook with its mutant for all people, all covered days and all settings
of switches. Whoever it names is asked about again before anybody sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from callup.inquiry.mutants import Mutant, applied
from callup.inquiry.score import Verdict, Witness
from callup.ir.facts import History, Person, write_value
from callup.ir.nodes import Constant
from callup.ir.program import Program
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import Status
from callup.readers.proof.line import NotEncoded
from callup.readers.proof.solve import Undecided
from callup.readers.proof.twin import Apart, Twins
from callup.text.diagnostic import Diagnostics
from callup.values.interval import Interval
from callup.values.timeline import Timeline, build

DAY = timedelta(days=1)
Answer = tuple[Status, Constant | None]


@dataclass(slots=True)
class Judge:
    """Judges the mutants of one program."""

    program: Program
    engine: Engine
    readers: dict[tuple[str, bool], list[str]] = field(default_factory=dict)

    def __call__(self, mutant: Mutant) -> Verdict:
        """The verdict on a mutant that no case notices."""
        other = applied(mutant, self.program)
        twins = Twins(self.program, other)
        own = self.program.definitions.get(mutant.name)
        try:
            if not mutant.of_parameter and own is not None:
                found = self.own_difference(mutant, twins)
                if found is None:
                    return Verdict("equivalent")
                if own.meaning == "position":
                    return self.shown(own.name, found, other)
            return self.of_readers(mutant, twins, other)
        except (NotEncoded, Undecided) as problem:
            return Verdict("not decided", why=str(problem) or "not decided in time")

    def of_readers(self, mutant: Mutant, twins: Twins, other: Program) -> Verdict:
        """The verdict by the positions that read what a mutant changes."""
        for position in self.positions(mutant):
            for start, end in twins.stretches(position, self.within(position)):
                for found in twins.apart(position, start, end):
                    return self.shown(position, found, other)
        return Verdict("equivalent")

    def own_difference(self, mutant: Mutant, twins: Twins) -> Apart | None:
        """Where the definition itself differs, on any day that law may look at. No definition
        reads itself, so on days on which its rules are the same it is the same."""
        lines = dict(twins.one.definitions[mutant.name].rules)
        others = dict(twins.other.definitions[mutant.name].rules)
        for start, end in twins.stretches(mutant.name, self.within(mutant.name)):
            rule = mutant.rule
            if rule is not None and lines[rule].at(start) == others[rule].at(start):
                continue
            for found in twins.apart(mutant.name, start, end):
                return found
        return None

    def shown(self, position: str, found: Apart, other: Program) -> Verdict:
        witness = self.replayed(position, found, Engine(other))
        if witness is None:
            why = f"{position}: what the solver names does not come out again"
            return Verdict("not decided", why=why)
        return Verdict("missed", witness)

    def within(self, name: str) -> Interval:
        """The days that count: those that are covered; of a term also those before them."""
        definition, program = self.program.definitions[name], self.program
        covers = definition.covers if definition.meaning == "position" else program.covers
        start = covers.start or program.covers.start
        assert start is not None
        if definition.meaning == "term":
            days = [day for _, line in definition.rules for day in line.days]
            start = min([start, *days])
        end = covers.end or program.horizon
        return Interval(start, min(end, program.horizon))

    def positions(self, mutant: Mutant) -> list[str]:
        """The positions that read what a mutant changes; itself first."""
        key = (mutant.name, mutant.of_parameter)
        if key not in self.readers:
            found = []
            for position in self.program.positions():
                inputs = self.engine.cones.inputs(position.name)
                names = inputs.parameters if mutant.of_parameter else inputs.definitions
                if mutant.name in names:
                    found.append(position.name)
            self.readers[key] = sorted(found, key=lambda name: name != mutant.name)
        return self.readers[key]

    # somebody who shows it

    def replayed(self, position: str, apart: Apart, other: Engine) -> Witness | None:
        """The witness as both engines answer, with as few facts as tell the two apart; None where
        they answer alike."""
        person = self.person(apart)
        settings = dict(apart.settings)
        both = self.answers(position, apart.on, person, settings, other)
        if both is None:
            return None
        for name in list(person):
            fewer = {key: value for key, value in person.items() if key != name}
            found = self.answers(position, apart.on, fewer, settings, other)
            if found == both:
                person = fewer
        settings = self.unusual(position, apart.on, person, settings, other, both)
        type = self.program.definitions[position].type
        before, after = (
            status if value is None else write_value(value, type) for status, value in both
        )
        facts = tuple(sorted((name, self.written(name, value)) for name, value in person.items()))
        switches = tuple(sorted(settings.items()))
        return Witness(position, apart.on.isoformat(), facts, switches, before, after)

    def unusual(
        self,
        position: str,
        on: date,
        person: dict[str, Constant | History],
        settings: dict[str, str],
        other: Engine,
        both: tuple[Answer, Answer],
    ) -> dict[str, str]:
        """The settings that have to be made so that the two are told apart."""
        standing = self.standing()
        kept = {name: one for name, one in settings.items() if standing.get(name) != one}
        for name in list(kept):
            fewer = {key: one for key, one in kept.items() if key != name}
            if self.answers(position, on, person, fewer, other) == both:
                kept = fewer
        return kept

    def standing(self) -> dict[str, str]:
        switches = self.program.switches.values()
        return {one.name: one.default for one in switches if one.default is not None}

    def answers(
        self,
        position: str,
        on: date,
        person: dict[str, Constant | History],
        settings: dict[str, str],
        other: Engine,
    ) -> tuple[Answer, Answer] | None:
        """What both say; None where it is the same, or nobody can be like this."""
        setup = Setup({**self.standing(), **settings})
        found: list[Answer] = []
        try:
            for engine in (self.engine, other):
                engine.forget()
                asker = Asker(engine, Person(person), on, setup, on)
                asker.refuse_impossible()
                found.append(asker.answer(position)[:2])
        except Diagnostics:
            return None
        same = found[0] == found[1] and type(found[0][1]) is type(found[1][1])
        return None if same else (found[0], found[1])

    def person(self, apart: Apart) -> dict[str, Constant | History]:
        """The person that the solver names, with histories where it says what was before."""
        facts: dict[str, Constant | History] = dict(apart.facts)
        for name, told in apart.histories.items():
            if apart.on in told:
                facts.setdefault(name, told[apart.on])
            steps: dict[date, Constant | None] = {}
            for day in sorted(told.keys() - {apart.on}):
                steps[day] = told[day]
                steps.setdefault(day + DAY, None)
            if not steps:
                continue
            if name in apart.facts or apart.on in told:
                steps[apart.on] = apart.facts.get(name, told.get(apart.on))
            days = sorted(steps)
            facts[name] = build(days, [None, *(steps[day] for day in days)])
        return facts

    def written(self, name: str, value: Constant | History) -> str:
        type = self.program.facts[name].type
        if not isinstance(value, Timeline):
            return write_value(value, type)
        steps = zip(value.days, value.values[1:], strict=True)
        return ",".join(
            f"{'unknown' if one is None else write_value(one, type)}@{day}" for day, one in steps
        )
