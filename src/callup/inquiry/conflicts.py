"""Proves that no two rules of a position or term give one person different answers.

The solver looks for such people among everybody, on all covered days; whoever it names is asked
about by `readers.explain` before the conflict is reported. Open switches may stand any way; what
arises only when one reading is switched on is a warning.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from callup.inquiry.forms import days_of
from callup.inquiry.prove import candidates
from callup.inquiry.replay import in_words
from callup.ir.facts import Person
from callup.ir.nodes import Const
from callup.ir.program import Definition, Program, Rule, versions
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.partial import CONFLICT, Residual, Value
from callup.readers.explain.situation import Situation
from callup.readers.proof.claim import Claims
from callup.readers.proof.disagree import Clash, Disagreement, NotSettled
from callup.readers.proof.somebody import NotKnown
from callup.text.diagnostic import Diagnostic, Diagnostics, Severity
from callup.text.origin import Origin


def conflicts(engine: Engine) -> Iterator[Diagnostic]:
    """The conflicts of a program, and what is not known of them."""
    program = engine.program
    settings = {
        one.name: one.default
        for one in program.switches.values()
        if one.default is not None and one.kind != "reading"
    }
    looked = _Look(engine, Claims(program, settings))
    for definition in program.definitions.values():
        if len(definition.rules) > 1 and _may_disagree(definition):
            yield from looked.of(definition)


@dataclass(slots=True)
class _Look:
    engine: Engine
    claims: Claims

    @property
    def program(self) -> Program:
        return self.engine.program

    def of(self, definition: Definition) -> Iterator[Diagnostic]:
        """What is found about the rules of a definition; what arises without any reading is not
        told again of those under which it arises too."""
        days = days_of(self.program, self.engine.cones, definition)
        found = list(Disagreement(self.claims, definition).clashes(days)) if not days.empty else []
        plain = {_ids(one) for one in found if isinstance(one, Clash) and one.reading is None}
        told: set[NotKnown] = set()
        for one in found:
            if isinstance(one, Clash):
                if one.reading is None or _ids(one) not in plain:
                    yield self.reported(definition, one)
            elif one.answer not in told:
                told.add(one.answer)
                yield _not_settled(definition, one)

    def reported(self, definition: Definition, clash: Clash) -> Diagnostic:
        """The conflict with somebody who is asked again; without, it is a defect of ours."""
        day = clash.example.day
        for person in candidates(clash.example, self.program):
            settings = self.needed(definition, day, person, clash)
            if settings is not None:
                fewer = self.fewer(definition, clash, person, settings)
                return self.conflict(definition, clash, fewer, settings)
        a, b = clash.rules
        message = f"`{a.id}` and `{b.id}` disagree on {day}, but not for whom the solver names"
        return _not_checked(definition, f"{message}, which is a defect of Callup")

    def needed(
        self, definition: Definition, day: date, person: Person, clash: Clash
    ) -> dict[str, str] | None:
        """The settings without which the person has no conflict; None where there is none."""
        settings = dict(clash.example.settings)
        if not self.replays(definition, day, person, settings):
            return None
        for name in sorted(settings):
            fewer = {key: value for key, value in settings.items() if key != name}
            if name != clash.reading and self.replays(definition, day, person, fewer):
                settings = fewer
        return settings

    def fewer(
        self, definition: Definition, clash: Clash, person: Person, settings: Mapping[str, str]
    ) -> Person:
        """The person without the facts that the conflict does not need."""
        day = clash.example.day
        for name in list(person.facts):
            less = Person({key: value for key, value in person.facts.items() if key != name})
            if self.replays(definition, day, less, settings):
                person = less
        return person

    def replays(
        self, definition: Definition, day: date, person: Person, settings: Mapping[str, str]
    ) -> bool:
        defaults = {s.name: s.default for s in self.program.switches.values() if s.default}
        setup = Setup({**defaults, **settings}, frozenset(settings))
        if definition.meaning == "position":
            asker = Asker(self.engine, person, day, setup, day)
            try:
                asker.refuse_impossible()
            except Diagnostics:
                return False
            return asker.answer(definition.name)[0] == "conflict"
        situation = Situation(self.engine, person, day, day, setup.settings)
        outcome: Value = situation.outcome(definition.name)
        return not isinstance(outcome, Residual) and outcome is CONFLICT

    def conflict(
        self, definition: Definition, clash: Clash, person: Person, settings: Mapping[str, str]
    ) -> Diagnostic:
        day, (a, b) = clash.example.day, clash.rules
        words = in_words(person, self.program)
        shown = [f"{name}={shlex.quote(value)}" for name, value in words.items()]
        shown += [f"--with {name.split(':')[-1]}={value}" for name, value in settings.items()]
        reading = clash.reading
        under = f" in the reading {self.program.switches[reading].id}" if reading else ""
        return Diagnostic(
            "conflict",
            f"two rules answer {definition.name} for the same person on {day}{under}",
            _origin(a),
            why=f"witness: {' '.join(shown) or 'anybody'} on {day}",
            help="end the first rule, or let one of them override the other",
            related=((_origin(b), f"{b.id}, by {b.basis.act}"),),
            severity=Severity.WARNING if reading else Severity.ERROR,
        )


def _ids(clash: Clash) -> tuple[str, str]:
    return clash.rules[0].id, clash.rules[1].id


def _not_settled(definition: Definition, one: NotSettled) -> Diagnostic:
    place = one.answer.place or definition.place
    at = Origin(place.file, place.line, 1)
    what = f"{definition.name}: not checked whether two rules can disagree from {one.start} on"
    message = f"{what}: {one.answer.why}"
    return Diagnostic("conflict", message, at, severity=Severity.NOT_CHECKED)


def _not_checked(definition: Definition, message: str) -> Diagnostic:
    at = Origin(definition.place.file, definition.place.line, 1)
    text = f"{definition.name}: {message}"
    return Diagnostic("conflict", text, at, severity=Severity.NOT_CHECKED)


def _may_disagree(definition: Definition) -> bool:
    """Whether any two of the rules give values that are not the same constant."""
    gives = {
        (type(rule.gives.value), rule.gives.value) if isinstance(rule.gives, Const) else id(rule)
        for _, line in definition.rules
        for version in line.values
        for rule in versions(version)
    }
    return len(gives) > 1


def _origin(rule: Rule) -> Origin:
    return Origin(rule.place.file, rule.place.line, 1)
