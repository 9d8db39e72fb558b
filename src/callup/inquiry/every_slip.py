"""One program in which the person chooses the slip: every mutant of some definitions at once.

A fact that no lawbook can have tells which slip was made, if any; each formula reads as it stands
or as that slip leaves it. So one question to the solver is a question about all of them, and
whatever it answers names the slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from callup.inquiry.mutants import (
    LEFT_OUT,
    Mutant,
    condition_mutant,
    condition_slips,
    conditions_mutant,
    formula_mutant,
    junction_slips,
    value_mutant,
)
from callup.inquiry.slip import Slip, slips
from callup.ir.nodes import Apply, Const, Fact, If, Node
from callup.ir.program import (
    BySwitch,
    Condition,
    Definition,
    FactType,
    Program,
    Rule,
)
from callup.ir.types import BOOLEAN, Type
from callup.text.words import Words
from callup.values.timeline import Timeline

NAME: Final = "a slip"
"""The fact and its list of values; no name in a lawbook has a space in it."""
TYPE: Final = Type("choice", NAME)
FACT: Final = Fact(NAME, TYPE)
NONE: Final = "none"
MADE: Final = Apply("not", (Apply("equal", (FACT, Const(NONE, TYPE)), BOOLEAN),), BOOLEAN)
"""That some slip was made."""

Alternative = tuple[str, Node]
"""A value of the fact, with what a formula is by that slip."""


@dataclass(slots=True)
class EverySlip:
    """Puts the slips of some kinds into definitions of one program; None stands for all kinds."""

    program: Program
    kinds: frozenset[str] | None = None
    mutants: list[Mutant] = field(default_factory=list)
    """The mutant that each value of the fact stands for, by its number."""
    _rules: dict[int, tuple[Rule, Rule]] = field(default_factory=dict)
    _conditions: dict[Any, Condition] = field(default_factory=dict)
    _values: dict[Any, Node] = field(default_factory=dict)
    _junctions: dict[Any, list[Alternative]] = field(default_factory=dict)

    def made(self, names: Iterable[str]) -> Program:
        """The program with every slip in the rules and formulas of these definitions."""
        definitions = dict(self.program.definitions)
        for name in names:
            definitions[name] = self._definition(definitions[name])
        fact = FactType(NAME, TYPE, "lasting", Words(), Words())
        values = (NONE, *map(str, range(len(self.mutants))))
        return replace(
            self.program,
            definitions=definitions,
            facts={**self.program.facts, NAME: fact},
            values={**self.program.values, NAME: tuple((one, Words()) for one in values)},
        )

    def mutant(self, value: str) -> Mutant:
        """The mutant that a value of the fact stands for."""
        return self.mutants[int(value)]

    def _definition(self, definition: Definition) -> Definition:
        name = definition.name
        if definition.formula is not None:
            found = self._alternatives(
                slips(definition.formula, self.program),
                lambda slip: formula_mutant(slip, definition),
            )
            return replace(definition, formula=_either(found, definition.formula))
        rules = tuple(
            (id, Timeline(line.days, tuple(self._version(one, name) for one in line.values)))
            for id, line in definition.rules
        )
        return replace(definition, rules=rules)

    def _version(self, version: Any, name: str) -> Any:
        if isinstance(version, BySwitch):
            cases = tuple((setting, self._version(one, name)) for setting, one in version.cases)
            return BySwitch(version.switch, cases)
        if version is None:
            return None
        if id(version) not in self._rules:
            # the version is kept beside, so that its id stays its own
            self._rules[id(version)] = (self._rule(version, name), version)
        return self._rules[id(version)][0]

    def _rule(self, rule: Rule, name: str) -> Rule:
        conditions = [self._condition(one, rule, name) for one in rule.conditions]
        plain = tuple(one for one in rule.conditions if not one.exception)
        joined = self._joined(plain, rule, name) if len(plain) > 1 else []
        if joined:
            # a sign changed between conditions is told by the first of them, without the others
            dropped = [(value, LEFT_OUT) for value, _ in joined]
            for index, (old, new) in enumerate(zip(rule.conditions, conditions, strict=True)):
                if not old.exception:
                    ways = joined if old is plain[0] else dropped
                    conditions[index] = replace(new, node=_either(ways, new.node))
        return replace(rule, conditions=tuple(conditions), gives=self._value(rule, name))

    def _condition(self, condition: Condition, rule: Rule, name: str) -> Condition:
        key = (rule.id, condition, condition.place)
        if key not in self._conditions:
            found = self._alternatives(
                condition_slips(condition, self.program),
                lambda slip: condition_mutant(slip, condition, rule, name),
            )
            self._conditions[key] = replace(condition, node=_either(found, condition.node))
        return self._conditions[key]

    def _joined(self, plain: tuple[Condition, ...], rule: Rule, name: str) -> list[Alternative]:
        key = (rule.id, plain, plain[0].place)
        if key not in self._junctions:
            self._junctions[key] = self._alternatives(
                junction_slips(plain), lambda slip: conditions_mutant(slip, plain, rule, name)
            )
        return self._junctions[key]

    def _value(self, rule: Rule, name: str) -> Node:
        key = (rule.id, rule.gives, rule.gives.place)
        if key not in self._values:
            found = self._alternatives(
                slips(rule.gives, self.program), lambda slip: value_mutant(slip, rule, name)
            )
            self._values[key] = _either(found, rule.gives)
        return self._values[key]

    def _alternatives(
        self, found: Iterable[Slip], mutant: Callable[[Slip], Mutant]
    ) -> list[Alternative]:
        """Slips of the wanted kinds, each with a value of the fact of its own."""
        alternatives = []
        for slip in found:
            if self.kinds is None or slip.kind in self.kinds:
                alternatives.append((str(len(self.mutants)), slip.node))
                self.mutants.append(mutant(slip))
        return alternatives


def _either(alternatives: Sequence[Alternative], node: Node) -> Node:
    """The formula that the fact says; without a slip the one that stands."""
    if not alternatives:
        return node
    return If(_is(alternatives), _among(alternatives), node, node.type)


def _among(alternatives: Sequence[Alternative]) -> Node:
    """One of them, found by halving, so that formulas stay shallow."""
    if len(alternatives) == 1:
        return alternatives[0][1]
    half = len(alternatives) // 2
    first, rest = alternatives[:half], alternatives[half:]
    then, otherwise = _among(first), _among(rest)
    return If(_is(first), then, otherwise, then.type)


def _is(alternatives: Sequence[Alternative]) -> Node:
    wanted = Const(frozenset(value for value, _ in alternatives), Type("set", NAME))
    return Apply("member", (FACT, wanted), BOOLEAN)
