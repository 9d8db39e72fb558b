"""Compiles a program for a day and settings of switches to cells over the columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
    walk,
)
from callup.ir.program import BySwitch, Program, Rule, Setting, Standing
from callup.readers.frames import cases, kleene
from callup.readers.frames.cell import Cell, Column, Curve, Members, Sheet, is_column
from callup.readers.frames.cone import days_of, reads_facts_of_the_day
from callup.readers.frames.operators import Operators
from callup.readers.frames.outcome import Outcome, Pair, decide_truth, decide_value

YES = frozenset(("yes",))


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
    holds: Cell
    gives: Cell


@dataclass(slots=True)
class Compiler:
    """One program on one day under settings; switches that are not set are unknown.

    `given` are the facts that the table has, as cells. Where days stand in a column, `today` is
    that column, `day` one of its days, and the law is the same on all of them; `turning` are then
    the formulas whose truth is known otherwise than by their operators, by the id of their node.
    """

    program: Program
    day: date
    settings: Mapping[str, str]
    given: Mapping[str, Cell]
    sheet: Sheet = field(default_factory=Sheet)
    today: Column | None = None
    turning: Mapping[int, Cell] = field(default_factory=dict)
    operators: Operators = field(init=False)
    base: When = field(init=False)
    of_the_day: frozenset[str] = field(init=False)
    _outcomes: dict[tuple[Any, ...], Outcome] = field(default_factory=dict)
    _facts: dict[tuple[str, bool], Cell] = field(default_factory=dict)
    _kept: list[Cell] = field(default_factory=list)

    def __post_init__(self) -> None:
        facts = self.program.facts.values()
        self.operators = Operators(self.program.calendar, self.sheet)
        self.base = When(self.day, self.today or self.day)
        self.of_the_day = frozenset(fact.name for fact in facts if fact.kind == "of the day")

    # formulas

    def cell(self, node: Node, when: When) -> Cell:
        """What a formula is worth. Raises Diagnostics for what columns cannot do."""
        if when is self.base and id(node) in self.turning:
            return self.turning[id(node)]
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
                condition = self.cell(node.condition, when)
                then, otherwise = self.cell(node.then, when), self.cell(node.otherwise, when)
                branches = self.share(then), self.share(otherwise)
                return self.share(kleene.choose(self.share(condition), *branches))
            case Parameter():
                return self.parameter(node, when)
            case State():
                return self.state(node, when)
            case AsOf():
                return self.as_of(node, when)
            case Doubt():
                return self.setting_in(f"doubt:{node.id}", YES)
            case _:
                assert_never(node)

    def share(self, cell: Cell) -> Cell:
        return self.sheet.laid(cell)

    # inputs

    def fact(self, name: str, when: When) -> Cell:
        """A fact as it is then; where it is not given and what closes it is yes, as that says."""
        key = (name, when.facts)
        if key not in self._facts:
            known = when.facts or name not in self.of_the_day
            self._facts[key] = self._closed(name, self.given.get(name) if known else None, when)
        return self._facts[key]

    def _closed(self, name: str, given: Cell, when: When) -> Cell:
        closers = [fact for fact in self.program.facts.values() if name in fact.closed]
        if not closers or (given is not None and not is_column(given)):
            return given
        counts_as: Cell = False
        for closer in closers:
            counts_as = dict(closer.counts_as).get(name, counts_as)
        closed = kleene.disjunction(*(self.fact(closer.name, when) for closer in closers))
        presumed = kleene.choose(closed, counts_as, None)
        if isinstance(given, Members):
            known = [kleene.known(inside) for inside in given.inside.values()]
            return kleene.where(kleene.conjunction(*known), given, presumed)
        return self.share(kleene.where(kleene.known(given), given, presumed))

    def setting_in(self, switch: str, settings: frozenset[str]) -> Cell:
        """Whether a switch stands one of these ways; unknown where it is open."""
        found = self.settings.get(switch)
        return None if found is None else found in settings

    def by_switch(self, version: Any, leaf: Callable[[Any], Cell]) -> Cell:
        """A version that switches decide; where they are open, what all versions share."""
        if not isinstance(version, BySwitch):
            return leaf(version)
        found = self.settings.get(version.switch)
        if found is not None:
            return self.by_switch(version.case(found), leaf)
        cases: list[Any] = []
        for _, case in version.cases:
            if not any(case == other for other in cases):
                cases.append(case)
        values = [self.by_switch(case, leaf) for case in cases]
        result = values[0]
        for value in values[1:]:
            result = self.share(kleene.choose(None, result, value))
        return result

    def parameter(self, node: Parameter, when: When) -> Cell:
        definition = self.program.parameters[node.name]

        def leaf(setting: Setting | None) -> Cell:
            return None if setting is None else setting.value.value

        def value_of(key: str) -> Cell:
            return self.by_switch(definition.of(key).at(when.law), leaf)

        if node.key is None:
            return value_of("")
        key = self.cell(node.key, when)
        if key is not None and not is_column(key):
            return value_of(str(key))
        names = [name for name, _ in definition.settings if name]
        assert definition.index is not None
        listed = [name for name, _ in self.program.values[definition.index.of]]
        # where every index has a value of its own, the one for all others is never read
        rest = [name for name in listed if name not in names]
        values = {name: self.share(value_of(name)) for name in names}
        few = cases.by_key(
            values | {name: value_of("") for name in rest},
            lambda names: self.operators.member(key, names),
        )
        if few is not None:
            return self.share(few)
        result = value_of("") if rest or not names else values[names[-1]]
        shared = result
        for name in names:
            shared = kleene.agreed(shared, values[name])
        for name in reversed(names):
            chosen = kleene.certainly(kleene.equal(key, name))
            result = kleene.where(chosen, values[name], result)
        return self.share(kleene.where(kleene.known(key), result, shared))

    def state(self, node: State, when: When) -> Cell:
        definition = self.program.states[node.name]
        regions = frozenset(n for n, _ in self.program.values.get(self.program.territory, ()))
        where = self.cell(node.where, when) if node.where is not None else None
        silent: Cell = definition.otherwise == "yes"
        if definition.otherwise == "unknown":
            silent = self.setting_in(f"state:{definition.name}", YES)

        def leaf(standing: Standing | None) -> Cell:
            stands = standing.stands if standing else frozenset()
            spoken = standing.spoken if standing else frozenset()
            match node.mode:
                case "bare":
                    return silent if "" not in spoken else "" in stands
                case "in":
                    inside = self.operators.member(where, stands)
                    outside = kleene.negation(self.operators.member(where, spoken))
                    return kleene.disjunction(inside, kleene.conjunction(outside, silent))
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
        day = self.cell(node.day, when)
        if isinstance(day, date):
            return self.cell(node.body, When(day, day, day >= self.day))
        day = self.share(day)
        stretches = list(self.stretches(node.body))
        parts = [self.cell(node.body, When(law, day, facts)) for _, law, facts in stretches]
        shared = parts[0]
        for part in parts[1:]:
            shared = self.share(kleene.agreed(shared, part))
        if day is None:
            return shared
        result = parts[-1]
        starts = [start for start, _, _ in stretches[1:]]
        for start, part in zip(reversed(starts), reversed(parts[:-1]), strict=True):
            earlier = self.operators.compare(day, start, strictly=True)
            result = kleene.where(self.share(kleene.certainly(earlier)), part, result)
        return self.share(kleene.where(kleene.known(day), result, shared))

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

    # definitions

    def read(self, name: str, when: When) -> Cell:
        """A term or position as a formula reads it: unknown where it has no value."""
        definition = self.program.definitions[name]
        if definition.meaning == "position" and when.law not in definition.covers:
            return None
        return self.outcome(name, when).value

    def outcome(self, name: str, when: When) -> Outcome:
        today = when.today if isinstance(when.today, date) else id(when.today)
        key = (name, when.law, today, when.facts)
        if key not in self._outcomes:
            self._kept.append(when.today)  # so that its id stays its own
            self._outcomes[key] = self._outcome(name, when)
        return self._outcomes[key]

    def _outcome(self, name: str, when: When) -> Outcome:
        definition = self.program.definitions[name]
        if definition.formula is not None:
            found = self.at(definition.place, definition.formula, when)
            return Outcome(found if isinstance(found, Curve) else self.share(found))
        rules = [
            read for _, line in definition.rules for read in self.rules(line.at(when.law), when)
        ]
        pairs = [(a, g) for a, g in self.applying(rules) if a is not False]
        if definition.type.kind == "boolean":
            outcome = decide_truth(definition.otherwise, pairs)
        else:
            outcome = decide_value(definition.otherwise, pairs, self.share)
        return replace(
            outcome,
            value=self.share(outcome.value),
            conflict=self.share(outcome.conflict),
            none=self.share(outcome.none),
        )

    def rules(self, version: Any, when: When) -> Iterator[Read]:
        """The versions of a rule; those between which only open switches decide are one where
        they give the same and override the same."""
        leaves = list(self.leaves(version))
        real = [rule for rule in leaves if rule is not None]
        if not real:
            return
        first = real[0]
        if all((one.gives, one.overrides) == (first.gives, first.overrides) for one in real):
            holds = self.holds(leaves[0], when)
            for leaf in leaves[1:]:
                holds = kleene.choose(None, holds, self.holds(leaf, when))
            yield Read(first.id, first.overrides, self.share(holds), self.gives(first, when))
            return
        for rule in real:
            holds = kleene.conjunction(None, self.holds(rule, when))
            yield Read(rule.id, rule.overrides, self.share(holds), self.gives(rule, when))

    def leaves(self, version: Any) -> Iterator[Rule | None]:
        """The versions that the settings leave, each once."""
        if not isinstance(version, BySwitch):
            yield version
            return
        setting = self.settings.get(version.switch)
        if setting is not None:
            yield from self.leaves(version.case(setting))
            return
        seen: list[Any] = []
        for _, case in version.cases:
            for leaf in self.leaves(case):
                if leaf not in seen:
                    seen.append(leaf)
                    yield leaf

    def holds(self, rule: Rule | None, when: When) -> Cell:
        if rule is None:
            return False
        return kleene.conjunction(*(self.at(c.place, c.node, when) for c in rule.conditions))

    def gives(self, rule: Rule, when: When) -> Cell:
        return self.share(self.at(rule.place, rule.gives, when))

    def at(self, place: Place, node: Node, when: When) -> Cell:
        """A formula that is written there, which is told where it cannot be done."""
        before, self.operators.place = self.operators.place, place
        try:
            return self.cell(node, when)
        finally:
            self.operators.place = before

    def applying(self, rules: list[Read]) -> list[Pair]:
        """Whether each rule applies, once those that override it are seen, and what it gives."""
        found: dict[int, Cell] = {}

        def applies(index: int) -> Cell:
            if index not in found:
                rule = rules[index]
                over = [i for i, one in enumerate(rules) if rule.id in one.overrides]
                set_aside = kleene.disjunction(*(applies(i) for i in over))
                found[index] = self.share(
                    kleene.conjunction(rule.holds, kleene.negation(set_aside))
                )
            return found[index]

        return [(applies(index), rule.gives) for index, rule in enumerate(rules)]


def facts_in(node: Node) -> tuple[str, ...]:
    """The facts that a formula itself reads."""
    return tuple(dict.fromkeys(one.name for one in walk(node) if isinstance(one, Fact)))
