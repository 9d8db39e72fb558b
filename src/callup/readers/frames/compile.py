"""Compiles a program for a day and settings of switches to cells over the columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Definition,
    Doubt,
    Fact,
    If,
    Node,
    Parameter,
    Place,
    State,
    Today,
)
from callup.ir.program import BySwitch, Program, Setting, Standing
from callup.readers.frames.cell import Cell, Column, Sheet
from callup.readers.frames.cone import days_of, facts_of, reads_facts_of_the_day
from callup.readers.frames.formula import Truth
from callup.readers.frames.inputs import Inputs
from callup.readers.frames.logic import Logic, as_truth, same
from callup.readers.frames.operators import Operators
from callup.readers.frames.outcome import Outcome, decide_truth, decide_value

YES = frozenset(("yes",))
Guards = tuple[tuple[str, frozenset[str]], ...]
"""Switches, and the settings of each under which a version stands."""


@dataclass(frozen=True, slots=True)
class When:
    """The law of which day, what `today` is, and whether facts of the day are known then.

    Through `as of` a column `today` is a column, and `law` one day of its stretch.
    """

    law: date
    today: Cell
    facts: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """A rule as it is read: whether it holds by itself, and what it gives."""

    id: str
    overrides: tuple[str, ...]
    holds: Truth
    gives: Cell


@dataclass(slots=True)
class Compiler:
    """One program on one day under settings; switches that are not set are unknown.

    `given` are the facts that the table has, as columns. Where days stand in a column, `today` is
    that column, `day` one of its days, and the law is the same on all of them; the formulas of
    which the id is in `of_one_day` are read as on `day`.
    """

    program: Program
    day: date
    settings: Mapping[str, str]
    given: Mapping[str, Cell]
    sheet: Sheet = field(default_factory=Sheet)
    today: Column | None = None
    of_one_day: frozenset[int] = frozenset()
    logic: Logic = field(init=False)
    inputs: Inputs = field(init=False)
    operators: Operators = field(init=False)
    base: When = field(init=False)
    of_the_day: frozenset[str] = field(init=False)
    applying: dict[str, list[tuple[str, Truth]]] = field(default_factory=dict)
    """For each definition read on the day itself, its rules and whether they apply."""
    _outcomes: dict[tuple[Any, ...], Outcome] = field(default_factory=dict)
    _facts: dict[tuple[Any, ...], Cell] = field(default_factory=dict)
    _kept: list[Cell] = field(default_factory=list)

    def __post_init__(self) -> None:
        facts = self.program.facts.values()
        self.logic = Logic(self.sheet)
        self.inputs = Inputs(self.program, self.settings, self.given, self.logic)
        self.operators = Operators(self.program.calendar, self.logic, self.facts_in)
        self.base = When(self.day, self.today or self.day)
        self.of_the_day = frozenset(fact.name for fact in facts if fact.kind == "of the day")

    def facts_in(self, node: Node) -> tuple[str, ...]:
        return tuple(sorted(facts_of(self.program, node)))

    # formulas

    def cell(self, node: Node, when: When) -> Cell:
        """What a formula is worth. Raises Diagnostics for what columns cannot do."""
        if when is self.base and id(node) in self.of_one_day:
            when = When(self.day, self.day)
        match node:
            case Const(value=value):
                return value
            case Today():
                return when.today
            case Fact(name=name):
                return self.fact(name, when)
            case Definition(name=name):
                return self.read(name, when)
            case Apply():
                return self.operators.apply(
                    node, tuple(self.cell(one, when) for one in node.arguments)
                )
            case If():
                condition = self.truth(node.condition, when)
                then, otherwise = self.cell(node.then, when), self.cell(node.otherwise, when)
                return self.logic.choose(condition, then, otherwise)
            case Parameter():
                return self.parameter(node, when)
            case State():
                return self.state(node, when)
            case AsOf():
                return self.as_of(node, when)
            case Doubt():
                return self.inputs.setting_in(f"doubt:{node.id}", YES)
            case _:
                assert_never(node)

    def truth(self, node: Node, when: When) -> Truth:
        return as_truth(self.cell(node, when))

    # inputs

    def fact(self, name: str, when: When) -> Cell:
        """A fact as it is then; where it is not given and what closes it is yes, as that says.

        A fact of the day holds on later days as it is given; one that is not given may be one
        thing on the day itself and another on a later one.
        """
        lasts = name not in self.of_the_day
        here = when.today is self.base.today or when.today == self.day
        day = () if lasts or here else (*self._moment(when), when.facts)
        key = ("fact", name, *day)
        if key not in self._facts:
            given = self.given.get(name) if lasts or when.facts else None
            self._facts[key] = self._closed(name, key, given, when)
        return self._facts[key]

    def _closed(self, name: str, key: tuple[Any, ...], given: Cell, when: When) -> Cell:
        open_value = self.inputs.fact(name, key, given)
        closers = self.inputs.closers.get(name)
        if not closers:
            return open_value
        counts_as: Cell = False
        for closer in closers:
            counts_as = dict(closer.counts_as).get(name, counts_as)
        formulas = self.logic.formulas
        closed = formulas.disjunction(*(as_truth(self.fact(c.name, when)) for c in closers))
        presumed = formulas.conjunction(closed, formulas.negation(self.logic.known(name, given)))
        return self.logic.choose(presumed, counts_as, open_value)

    def by_switch(self, version: Any, leaf: Callable[[Any], Cell]) -> Cell:
        """A version that switches decide."""
        result: Cell = None
        for index, (guards, case) in enumerate(reversed(guarded(version))):
            condition = self.standing(guards)
            result = leaf(case) if index == 0 else self.logic.choose(condition, leaf(case), result)
        return result

    def standing(self, guards: Guards) -> Truth:
        """Whether switches stand as they must for a version."""
        tests = (self.inputs.setting_in(switch, settings) for switch, settings in guards)
        return self.logic.formulas.conjunction(*tests)

    def parameter(self, node: Parameter, when: When) -> Cell:
        definition = self.program.parameters[node.name]

        def value_of(key: str) -> Cell:
            def leaf(setting: Setting | None) -> Cell:
                return None if setting is None else setting.value.value

            return self.by_switch(definition.of(key).at(when.law), leaf)

        if node.key is None:
            return value_of("")
        assert definition.index is not None
        listed = [name for name, _ in self.program.values[definition.index.of]]
        groups: list[tuple[Cell, set[str]]] = []
        for name in listed:
            value = value_of(name)
            for other, names in groups:
                if same(other, value):
                    names.add(name)
                    break
            else:
                groups.append((value, {name}))

        def of(key: Cell) -> Cell:
            if isinstance(key, str):
                return value_of(key)
            result, _ = groups[0]
            for value, names in groups[1:]:
                inside = self.operators.member(node, key, frozenset(names))
                result = self.logic.choose(inside, value, result)
            return result

        return self.logic.lift(of, self.cell(node.key, when))

    def state(self, node: State, when: When) -> Cell:
        definition = self.program.states[node.name]
        regions = frozenset(n for n, _ in self.program.values.get(self.program.territory, ()))
        where = self.cell(node.where, when) if node.where is not None else None
        silent: Truth = definition.otherwise == "yes"
        if definition.otherwise == "unknown":
            silent = self.inputs.setting_in(f"state:{definition.name}", YES)
        formulas = self.logic.formulas

        def lies_in(names: frozenset[str]) -> Truth:
            return as_truth(
                self.logic.lift(lambda one: self.operators.member(node, one, names), where)
            )

        def leaf(standing: Standing | None) -> Cell:
            stands = standing.stands if standing else frozenset()
            spoken = standing.spoken if standing else frozenset()
            match node.mode:
                case "bare":
                    return silent if "" not in spoken else "" in stands
                case "in":
                    outside = formulas.negation(lies_in(spoken))
                    beyond = formulas.conjunction(outside, silent)
                    return formulas.disjunction(lies_in(stands), beyond)
                case "anywhere":
                    return True if stands else (silent if regions - spoken else False)
                case "everywhere":
                    if spoken - stands:
                        return False
                    return silent if regions - spoken else True
                case _:
                    assert_never(node.mode)

        return self.by_switch(definition.standing.at(when.law), leaf)

    # other days

    def as_of(self, node: AsOf, when: When) -> Cell:
        """The body by the law of another day; for a column of days, stretch by stretch."""

        def at(day: Cell) -> Cell:
            if isinstance(day, date):
                return self.cell(node.body, When(day, day, day >= self.day))
            self._kept.append(day)  # so that its id stays its own
            stretches = list(self.stretches(node.body))
            parts = [self.cell(node.body, When(law, day, facts)) for _, law, facts in stretches]
            result = parts[-1]
            starts = [start for start, _, _ in stretches[1:]]
            for start, part in zip(reversed(starts), reversed(parts[:-1]), strict=True):
                earlier = None if day is None else self._earlier(node, day, start)
                result = self.logic.choose(earlier, part, result)
            return result

        return self.logic.lift(at, self.cell(node.day, when))

    def stretches(self, node: Node) -> Iterator[tuple[Cell, date, bool]]:
        """From which day on the law that a formula reads is that of which day, and whether facts of
        the day are known; they are from the day for which they are given."""
        law = [date.min, *days_of(self.program, node)]
        before = [day for day in law if day <= self.day]
        known = not reads_facts_of_the_day(self.program, node)
        for day in before:
            if known or self.today is not None or day < self.day:
                yield day, day, known
        if not known:
            yield self.base.today, before[-1], True
        for day in law[len(before) :]:
            yield day, day, True

    def _earlier(self, node: AsOf, day: Cell, cut: Cell) -> Truth:
        return self.operators.compare(node.day, day, cut, strictly=True)

    # definitions

    def read(self, name: str, when: When) -> Cell:
        """A term or position as a formula reads it: unknown where it has no value."""
        definition = self.program.definitions[name]
        if definition.meaning == "position" and when.law not in definition.covers:
            return None
        return self.outcome(name, when).value

    def _moment(self, when: When) -> tuple[Any, ...]:
        today = when.today if isinstance(when.today, date) else id(when.today)
        return (when.law, today)

    def outcome(self, name: str, when: When) -> Outcome:
        key = (name, *self._moment(when), when.facts)
        if key not in self._outcomes:
            self._outcomes[key] = self._outcome(name, when)
        return self._outcomes[key]

    def _outcome(self, name: str, when: When) -> Outcome:
        definition = self.program.definitions[name]
        if definition.formula is not None:
            return Outcome(self.at(definition.place, definition.formula, when))
        rules = [
            read for _, line in definition.rules for read in self.rules(line.at(when.law), when)
        ]
        applying = self.those_applying(rules)
        if when == self.base:
            self.applying[name] = [
                (rule.id, applies) for rule, applies in zip(rules, applying, strict=True)
            ]
        pairs = [
            (applies, rule.gives)
            for rule, applies in zip(rules, applying, strict=True)
            if applies is not False
        ]
        if definition.type.kind == "boolean":
            return decide_truth(definition.otherwise, pairs, self.logic.formulas)
        return decide_value(definition.otherwise, pairs, self.logic)

    def rules(self, version: Any, when: When) -> Iterator[Read]:
        """The versions of a rule, each where the switches that lead to it stand so."""
        for guards, rule in guarded(version):
            standing = self.standing(guards)
            if rule is None or standing is False:
                continue
            holds = [self.at(c.place, c.node, when) for c in rule.conditions]
            truth = self.logic.formulas.conjunction(standing, *map(as_truth, holds))
            gives = False if truth is False else self.at(rule.place, rule.gives, when)
            yield Read(rule.id, rule.overrides, truth, gives)

    def at(self, place: Place, node: Node, when: When) -> Cell:
        """A formula that is written there, which is told where it cannot be done."""
        before, self.operators.place = self.operators.place, place
        try:
            return self.cell(node, when)
        finally:
            self.operators.place = before

    def those_applying(self, rules: list[Read]) -> list[Truth]:
        """Whether each rule applies, once those that override it are seen."""
        found: dict[int, Truth] = {}
        formulas = self.logic.formulas

        def applies(index: int) -> Truth:
            if index not in found:
                rule = rules[index]
                over = [i for i, one in enumerate(rules) if rule.id in one.overrides]
                set_aside = formulas.disjunction(*(applies(i) for i in over))
                found[index] = formulas.conjunction(rule.holds, formulas.negation(set_aside))
            return found[index]

        return [applies(index) for index in range(len(rules))]


def guarded(version: Any) -> list[tuple[Guards, Any]]:
    """Every version, none included, with the settings of switches under which it stands."""
    if not isinstance(version, BySwitch):
        return [((), version)]
    cases: list[tuple[set[str], Any]] = []
    for setting, case in version.cases:
        for settings, other in cases:
            if other == case:
                settings.add(setting)
                break
        else:
            cases.append(({setting}, case))
    return [
        (((version.switch, frozenset(settings)), *guards), inner)
        for settings, case in cases
        for guards, inner in guarded(case)
    ]
