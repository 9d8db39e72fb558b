"""One person on one day under some settings: what every formula is evaluated in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

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
    """A definition on a stretch of days. `overriders[i]` are the rules that set aside rule i;
    `order` has every rule after those, and is empty where no rule overrides another."""

    definition: Defined
    rules: tuple[CompiledRule, ...]
    overriders: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    otherwise: Value
    formula: Walk | None


class Trace(NamedTuple):
    """What a rule came to: each condition, whether the rule applies, and what it gives.

    `applies` takes account of the rules that override it, `holds` does not. A tuple, since one is
    made for every rule that is looked at.
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

    def law_of(self, day: date) -> dict[str, CompiledDefinition]:
        """The definitions as they stand on a day, as far as `compiled` was asked for them."""
        ...

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
        "assigned", "base_day", "day", "engine", "given", "given_on", "law", "memo", "person",
        "readings", "settings", "traces", "worked_out",
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
        self.readings: dict[str, Value] = {}
        self.law = engine.law_of(day)
        # facts that are on this day what was given; all others are worked out, once
        as_given = day >= given_on and not person.has_history
        self.given: Mapping[str, Value] = person.facts if as_given else {}
        self.worked_out: dict[str, Value] = {}

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
        found = self.worked_out.get(name)
        if found is None:
            found = self.worked_out[name] = self._fact(name)
        return found

    def _fact(self, name: str) -> Value:
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
        found = self.readings.get(name)
        if found is None:
            found = self.readings[name] = self._read(name)
        return found

    def _read(self, name: str) -> Value:
        algebra = self.engine.algebra
        defined = self.engine.program.definitions[name]
        if defined.meaning == "position" and self.day not in defined.covers:
            return algebra.opaque(f"{name} is not covered on {self.day}")
        return algebra.read(self.outcome(name), name)

    def _outcome(self, name: str) -> Value:
        compiled = self.law.get(name)
        if compiled is None:
            compiled = self.law[name] = self.engine.compiled(name, self.day)
        if compiled.formula is not None:
            return compiled.formula(self)
        traces = self.traces[name] = self._trace(compiled)
        if len(traces) == 1 and isinstance(traces[0].applies, bool):
            return traces[0].gives if traces[0].applies else compiled.otherwise
        pairs: list[Value] = []
        for trace in traces:
            if trace.applies is not False:
                pairs.append(trace.applies)
                pairs.append(trace.gives)
        if not pairs:
            return compiled.otherwise
        return self.engine.algebra.decide(compiled.otherwise, *pairs)

    def _trace(self, compiled: CompiledDefinition) -> list[Trace]:
        if not compiled.order:
            return [self._alone(rule) for rule in compiled.rules]
        algebra = self.engine.algebra
        rules = compiled.rules
        conditions = [tuple([walk(self) for walk in rule.conditions]) for rule in rules]
        holds = [self._holds(*pair) for pair in zip(rules, conditions, strict=True)]
        applies = list(holds)
        for index in compiled.order:
            if applies[index] is not False and compiled.overriders[index]:
                set_aside = algebra.disjunction(*(applies[o] for o in compiled.overriders[index]))
                applies[index] = algebra.conjunction(applies[index], algebra.negation(set_aside))
        return [
            Trace(rule, values, hold, apply, None if apply is False else rule.gives(self))
            for rule, values, hold, apply in zip(rules, conditions, holds, applies, strict=True)
        ]

    def _alone(self, rule: CompiledRule) -> Trace:
        """What a rule comes to that no other overrides."""
        values = tuple([walk(self) for walk in rule.conditions])
        holds = self._holds(rule, values)
        return Trace(rule, values, holds, holds, None if holds is False else rule.gives(self))

    def _holds(self, rule: CompiledRule, values: tuple[Value, ...]) -> Value:
        if not rule.guards:
            return self.engine.algebra.all_of(values)
        guards = [self.setting_in(*guard) for guard in rule.guards]
        return self.engine.algebra.conjunction(*guards, *values)
