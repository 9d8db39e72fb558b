"""Looks for people to whom two rules of one position give different answers.

For every pair of rules that stand together and do not certainly agree, it is asked whether anybody
can meet the conditions of both, as `readers.explain` asks what a position is for somebody of whom
nothing is known: exactly, up to its bound on cases. The days looked at are those on which the law
of the position changes, and the borders of parts of the year in what its rules read. A person who
is found is asked about again before the conflict is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from callup.inquiry.coverage import covered_days, windows_of
from callup.ir.facts import EARLIEST, Person, write_value
from callup.ir.nodes import Const, Constant
from callup.ir.program import Definition, Program, Rule, versions
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.cells import TooManyCases
from callup.readers.explain.compile import Engine
from callup.readers.explain.diagram import OTHER, Diagram, End, Split
from callup.readers.explain.exact import Question
from callup.readers.explain.partial import CONFLICT, Residual, Value, Variable
from callup.readers.explain.situation import Situation, Trace
from callup.text.diagnostic import Diagnostic, Severity
from callup.text.origin import Origin
from callup.values.interval import Interval

DAY = timedelta(days=1)
MOST_DAYS = 400
"""Days looked at for one definition; past it the rest is not checked."""
MOST_WITNESSES = 64
"""People tried for one pair on one day before it is given up."""


@dataclass(slots=True)
class _Search:
    """The conflicts found among the rules of one program under some settings."""

    engine: Engine
    setup: Setup
    under: str = ""
    found: list[Diagnostic] = field(default_factory=list)
    reported: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def program(self) -> Program:
        return self.engine.program

    def definition(self, definition: Definition) -> None:
        """Looks at every pair of rules of a definition, on every day that may differ."""
        if len(definition.rules) < 2 or not _may_disagree(definition):
            return
        days = list(self.days(definition))
        if len(days) > MOST_DAYS:
            self.not_checked(definition, f"more than {MOST_DAYS} days would have to be looked at")
            days = days[:MOST_DAYS]
        for day in days:
            self.engine.algebra.forget()
            situation = Situation(self.engine, Person({}), day, day, self.setup.settings)
            situation.outcome(definition.name)
            traces = situation.traces.get(definition.name, [])
            for a, b in combinations([t for t in traces if t.applies is not False], 2):
                self.pair(definition, situation, a, b)

    def days(self, definition: Definition) -> Iterator[date]:
        """The first days of all stretches of the law, with the borders of parts of the year."""
        cones = self.engine.cones
        within = covered_days(self.program, cones, definition)
        within = within.clip(Interval(self.program.covers.start, self.program.horizon))
        law = {day for day in cones.days(definition.name) if day in within}
        if within.start:
            law.add(within.start)
        windows = windows_of(cones, definition.name)
        ordered = sorted(law)
        for day, following in zip(ordered, [*ordered[1:], within.end], strict=True):
            yield day
            border: date | None = day
            borders = {w.next_change(day) for w in windows}
            borders |= {w.next_change(one) for w in windows for one in list(borders) if one}
            yield from sorted(
                one
                for one in borders
                if one and one != border and (not following or one < following)
            )

    def pair(self, definition: Definition, situation: Situation, a: Trace, b: Trace) -> None:
        algebra = self.engine.algebra
        key = (definition.name, a.compiled.rule.id, b.compiled.rule.id)
        if key in self.reported:
            return
        differ = algebra.negation(algebra.equal(a.gives, b.gives))
        both = algebra.conjunction(a.applies, b.applies, differ)
        if both is False:
            return
        try:
            excluded = [self.engine.walk(c.node)(situation) for c in self.program.impossible]
            possible = algebra.negation(algebra.disjunction(*excluded))
            root = Question(self.engine, situation).answer(algebra.valid(possible, both)).root
        except TooManyCases:
            self.reported.add(key)
            pair = f"whether `{a.compiled.rule.id}` and `{b.compiled.rule.id}` can disagree"
            self.not_checked(definition, f"{pair} needs too many cases on {situation.day}")
            return
        self.witness(definition, situation, root, a.compiled.rule, b.compiled.rule)

    def witness(
        self, definition: Definition, situation: Situation, root: Diagram, a: Rule, b: Rule
    ) -> None:
        """Reports the first person found who replays; if there are people but none does, that."""
        tried = 0
        for path in _paths(root, []):
            person, settings = self.person(path)
            tried += 1
            if self.replays(definition, situation.day, person, settings):
                self.reported.add((definition.name, a.id, b.id))
                self.report(definition, situation.day, person, settings, a, b)
                return
            if tried >= MOST_WITNESSES:
                break
        if tried:
            self.reported.add((definition.name, a.id, b.id))
            pair = f"`{a.id}` and `{b.id}` may disagree on {situation.day}"
            self.not_checked(definition, f"{pair}, but nobody tried shows it")

    def person(self, path: list[tuple[Variable, object]]) -> tuple[Person, dict[str, str]]:
        facts: dict[str, Constant] = {}
        settings: dict[str, str] = {}
        members: dict[str, set[str]] = {}
        for variable, value in path:
            if variable[0] == "switch":
                settings[variable[1]] = str(value)
            elif variable[0] == "member":
                members.setdefault(variable[2], set()).update([variable[1]] if value else [])
            elif len(variable) == 2:
                facts[variable[1]] = self.constant(variable[1], value)
        return Person({**facts, **{name: frozenset(of) for name, of in members.items()}}), settings

    def constant(self, name: str, value: object) -> Constant:
        """A value in the cell that a branch of the diagram stands for."""
        fact = self.program.facts[name]
        if value is OTHER:
            return self.program.values[fact.type.of][-1][0]
        if value is None and fact.type.is_line:
            lowest: Constant = EARLIEST if fact.type.kind == "date" else (fact.low or 0)
            return lowest
        return value  # type: ignore[return-value]

    def replays(
        self, definition: Definition, day: date, person: Person, settings: dict[str, str]
    ) -> bool:
        setup = Setup({**self.setup.settings, **settings}, self.setup.fixed)
        situation = Situation(self.engine, person, day, day, setup.settings)
        excluded = [self.engine.walk(c.node)(situation) for c in self.program.impossible]
        if any(one is True for one in excluded):
            return False
        if definition.meaning == "position":
            return (
                Asker(self.engine, person, day, setup, day).answer(definition.name)[0] == "conflict"
            )
        outcome: Value = situation.outcome(definition.name)
        return not isinstance(outcome, Residual) and outcome is CONFLICT

    # what is reported

    def report(
        self,
        definition: Definition,
        day: date,
        person: Person,
        settings: dict[str, str],
        a: Rule,
        b: Rule,
    ) -> None:
        facts = [
            f"{name}={write_value(value, self.program.facts[name].type)}"
            for name, value in person.facts.items()
            if not hasattr(value, "days")
        ]
        switches = [f"--with {name.split(':')[-1]}={value}" for name, value in settings.items()]
        shown = " ".join([*facts, *switches]) or "anybody"
        self.found.append(
            Diagnostic(
                "conflict",
                f"two rules answer {definition.name} for the same person on {day}{self.under}",
                _origin(a),
                why=f"witness: {shown} on {day}",
                help="end the first rule, or let one of them override the other",
                related=((_origin(b), f"{b.id}, by {b.basis.act}"),),
                severity=Severity.WARNING if self.under else Severity.ERROR,
            )
        )

    def not_checked(self, definition: Definition, message: str) -> None:
        place = definition.place
        at = Origin(place.file, place.line, 1)
        text = f"{definition.name}: {message}{self.under}"
        self.found.append(Diagnostic("conflict", text, at, severity=Severity.NOT_CHECKED))


def conflicts(engine: Engine) -> list[Diagnostic]:
    """The conflicts under the settings that stand by default, with open switches left open, and,
    as warnings, those that arise when one reading is switched on."""
    program = engine.program
    defaults = {s.name: s.default for s in program.switches.values() if s.default is not None}
    search = _Search(engine, Setup(defaults))
    for definition in program.definitions.values():
        search.definition(definition)
    found = list(search.found)
    for switch in program.switches.values():
        if switch.kind != "reading":
            continue
        settings = {**defaults, switch.name: "on"}
        under = f" in the reading {switch.id}"
        one = _Search(engine, Setup(settings, frozenset((switch.name,))), under)
        one.reported |= search.reported
        for definition in program.definitions.values():
            if switch.name in engine.cones.inputs(definition.name).switches:
                one.definition(definition)
        found += one.found
    return found


def _may_disagree(definition: Definition) -> bool:
    """Whether any two of the rules give values that are not the same constant."""
    gives = {
        (type(rule.gives.value), rule.gives.value) if isinstance(rule.gives, Const) else id(rule)
        for _, line in definition.rules
        for version in line.values
        for rule in versions(version)
    }
    return len(gives) > 1


def _paths(
    node: Diagram, path: list[tuple[Variable, object]]
) -> Iterator[list[tuple[Variable, object]]]:
    """The ways through a diagram that end in yes, each as the branches taken."""
    if isinstance(node, End):
        if node.value is True:
            yield path
        return
    assert isinstance(node, Split)
    for key, branch in zip(node.keys, node.branches, strict=True):
        yield from _paths(branch, [*path, (node.variable, key)])


def _origin(rule: Rule) -> Origin:
    return Origin(rule.place.file, rule.place.line, 1)
