"""One person on one day under some settings: what every formula is evaluated in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from callup.ir.facts import Person
from callup.ir.program import BySwitch, Program, Rule
from callup.ir.program import Definition as Defined
from callup.readers.explain.cone import Cones
from callup.readers.explain.partial import Algebra, Residual, Value, Variable

Walk = Callable[["Situation"], Value]
Guards = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """One version of a rule; it counts where every switch of `guards` stands one of these ways."""

    rule: Rule
    guards: Guards
    conditions: tuple[Walk, ...]
    gives: Walk


@dataclass(frozen=True, slots=True)
class CompiledDefinition:
    """A definition on a stretch of days. `overriders[i]` are the rules that set aside rule i."""

    definition: Defined
    rules: tuple[CompiledRule, ...]
    overriders: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    otherwise: Value
    formula: Walk | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a rule came to: each condition, whether the rule applies, and what it gives.

    `applies` takes account of the rules that override it, `holds` does not.
    """

    compiled: CompiledRule
    conditions: tuple[Value, ...]
    holds: Value
    applies: Value
    gives: Value


class Workshop(Protocol):
    """What a situation needs of the engine that runs the program."""

    program: Program
    algebra: Algebra
    of_the_day: frozenset[str]
    closers: dict[str, tuple[str, ...]]
    counts_as: dict[str, Value]
    cones: Cones

    def compiled(self, name: str, day: date) -> CompiledDefinition:
        """The definition as it stands on a day."""
        ...

    def groups(self, version: BySwitch[Any]) -> list[tuple[frozenset[str], Any]]:
        """The different cases of a version, last case first."""
        ...


class Situation:
    """One person on one day under some settings of the switches.

    `given_on` is the day for which facts of the day were given. `assigned` holds what is assumed
    of what is not known, while the completions are gone through.
    """

    __slots__ = (
        "assigned", "base_day", "day", "engine", "given_on", "memo", "person", "settings", "traces",
    )  # fmt: skip

    def __init__(
        self,
        engine: Workshop,
        person: Person,
        day: date,
        given_on: date,
        settings: dict[str, str],
        assigned: dict[Variable, Value] | None = None,
        base_day: date | None = None,
    ) -> None:
        self.engine = engine
        self.person = person
        self.day = day
        self.given_on = given_on
        self.settings = settings
        self.assigned = assigned if assigned is not None else {}
        self.base_day = base_day or day
        self.memo: dict[str, Value] = {}
        self.traces: dict[str, list[Trace]] = {}

    def at_day(self, day: date) -> Situation:
        """The same person, with the same assumed, on another day that is asked about."""
        return Situation(self.engine, self.person, day, self.given_on, self.settings, self.assigned)

    def with_assigned(self, assigned: dict[Variable, Value]) -> Situation:
        """The same, with more assumed of what is not known."""
        return Situation(
            self.engine,
            self.person,
            self.day,
            self.given_on,
            self.settings,
            assigned,
            self.base_day,
        )

    def with_settings(self, settings: dict[str, str]) -> Situation:
        return Situation(self.engine, self.person, self.day, self.given_on, settings)

    def elsewhen(self, day: date) -> Situation:
        """The law of another day, reached through `as of` from this one."""
        return Situation(
            self.engine,
            self.person,
            day,
            self.given_on,
            self.settings,
            self.assigned,
            self.base_day,
        )

    # inputs

    def fact(self, name: str) -> Value:
        """The fact on this day: its value, or what stands for it while it is not known."""
        engine = self.engine
        value = self.person.at(name, self.day, self.given_on, name in engine.of_the_day)
        if value is not None:
            return value
        variable = self.variable(name)
        open_value = self.unknown(variable, name)
        closers = engine.closers.get(name)
        if closers is None:
            return open_value
        # where a closing fact is yes, what was not given is no, or counts as what is set for it
        algebra = engine.algebra
        closed = algebra.disjunction(*(self.fact(closer) for closer in closers))
        return algebra.choose(closed, engine.counts_as.get(name, False), open_value)

    def variable(self, name: str) -> Variable:
        if name in self.engine.of_the_day and self.day != self.base_day:
            return ("fact", name, self.day.isoformat())
        return ("fact", name)

    def unknown(self, variable: Variable, name: str) -> Value:
        type = self.engine.program.facts[name].type
        if type.kind == "set":
            return self.engine.algebra.set_of(
                {
                    value: self.assumed_or_open(("member", value, *variable[1:]))
                    for value, _ in self.engine.program.values[type.of]
                }
            )
        return self.assumed_or_open(variable)

    def assumed_or_open(self, variable: Variable) -> Value:
        found = self.assigned.get(variable)
        return self.engine.algebra.variable(variable) if found is None else found

    def setting_in(self, switch: str, settings: frozenset[str]) -> Value:
        """Whether a switch stands one of these ways."""
        found = self.settings.get(switch)
        if found is None:
            value = self.assumed_or_open(("switch", switch))
            if isinstance(value, Residual):
                return self.engine.algebra.member(value, settings)
            found = value
        return found in settings

    # definitions

    def outcome(self, name: str) -> Value:
        """What a term or position comes to: a value, NONE, CONFLICT, UNKNOWN or a residual."""
        found = self.memo.get(name)
        if found is None:
            found = self.memo[name] = self._outcome(name)
        return found

    def read(self, name: str) -> Value:
        """A term or position as a formula reads it."""
        algebra = self.engine.algebra
        defined = self.engine.program.definitions[name]
        if defined.meaning == "position" and self.day not in defined.covers:
            return algebra.opaque(f"{name} is not covered on {self.day}")
        return algebra.read(self.outcome(name), name)

    def _outcome(self, name: str) -> Value:
        compiled = self.engine.compiled(name, self.day)
        if compiled.formula is not None:
            return compiled.formula(self)
        traces = self._trace(compiled)
        self.traces[name] = traces
        pairs: list[Value] = []
        for trace in traces:
            if trace.applies is not False:
                pairs.append(trace.applies)
                pairs.append(trace.gives)
        if not pairs:
            return compiled.otherwise
        return self.engine.algebra.decide(compiled.otherwise, *pairs)

    def _trace(self, compiled: CompiledDefinition) -> list[Trace]:
        algebra = self.engine.algebra
        rules = compiled.rules
        conditions = [tuple([walk(self) for walk in rule.conditions]) for rule in rules]
        holds: list[Value] = []
        for rule, values in zip(rules, conditions, strict=True):
            guards = [self.setting_in(*guard) for guard in rule.guards]
            holds.append(algebra.conjunction(*guards, *values))
        applies = list(holds)
        for index in compiled.order:
            if applies[index] is not False and compiled.overriders[index]:
                set_aside = algebra.disjunction(*(applies[o] for o in compiled.overriders[index]))
                applies[index] = algebra.conjunction(applies[index], algebra.negation(set_aside))
        return [
            Trace(rule, values, hold, apply, None if apply is False else rule.gives(self))
            for rule, values, hold, apply in zip(rules, conditions, holds, applies, strict=True)
        ]
