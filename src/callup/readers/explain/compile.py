"""Turns a program into functions that walk it for one person on one day.

Each definition is compiled once for every stretch of days on which its rules do not change. A
compiled rule remembers its conditions, so the walk that finds the answer leaves its reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from callup.ir.facts import Reader
from callup.ir.motion import Motion
from callup.ir.nodes import Definition, Doubt, Fact, Node, Parameter, State
from callup.ir.nodes import walk as walk_nodes
from callup.ir.program import BySwitch, Otherwise, Program
from callup.ir.program import Definition as Defined
from callup.readers.explain.cone import Cones
from callup.readers.explain.finding import Reason
from callup.readers.explain.partial import NONE, UNKNOWN, Algebra, Value
from callup.readers.explain.situation import CompiledDefinition, CompiledRule, Guards, Walk
from callup.readers.explain.walk import compile_node

SUPPORTING = (State, Parameter, Definition, Doubt)
MOST_REASONS_KEPT = 20_000
MOST_DAYS_KEPT = 2_000
"""How many days what is kept by day is kept for."""

_OTHERWISE: dict[Otherwise, Value] = {"no": False, "yes": True, "none": NONE, "unknown": UNKNOWN}


@dataclass(slots=True)
class Engine:
    """A program with what has been compiled of it. For one thread at a time."""

    program: Program
    algebra: Algebra = field(init=False)
    of_the_day: frozenset[str] = field(init=False)
    closers: dict[str, tuple[str, ...]] = field(init=False)
    counts_as: dict[str, Value] = field(init=False)
    reader: Reader = field(init=False)
    cones: Cones = field(init=False)
    motion: Motion = field(init=False)
    _compiled: dict[tuple[str, date | None], CompiledDefinition] = field(default_factory=dict)
    kept_reasons: dict[tuple[Any, ...], Reason] = field(default_factory=dict)
    """What rules came to for people asked about before; see `because`."""
    _supporting: dict[int, tuple[tuple[Node, ...], Node]] = field(default_factory=dict)
    _laws: dict[date, dict[str, CompiledDefinition]] = field(default_factory=dict)
    _walks: dict[int, tuple[Walk, Node]] = field(default_factory=dict)
    node_clocks: dict[tuple[int, bool], tuple[Any, Node]] = field(default_factory=dict)
    """The clocks of single formulas, as `clock` finds them."""
    still_nodes: dict[int, tuple[bool, Node]] = field(default_factory=dict)
    """Whether time turns anything of single formulas, as `clock` finds it."""
    _ruled: dict[int, tuple[tuple[str, ...], Node]] = field(default_factory=dict)
    _constraints: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    _clocks: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    _facts: dict[str, frozenset[str]] = field(default_factory=dict)
    _groups: dict[int, list[tuple[frozenset[str], Any]]] = field(default_factory=dict)
    _own_reads: dict[tuple[str, date | None], frozenset[str]] = field(default_factory=dict)
    _reads: dict[tuple[str, date | None], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.program.facts.values()
        self.algebra = Algebra(self.program.calendar)
        self.of_the_day = frozenset(fact.name for fact in facts if fact.kind == "of the day")
        self.counts_as = {name: value for fact in facts for name, value in fact.counts_as}
        closed = {name for fact in facts for name in fact.closed}
        self.closers = {
            name: tuple(fact.name for fact in facts if name in fact.closed)
            for name in sorted(closed)
        }
        self.reader = Reader(self.program)
        self.cones = Cones(self.program)
        self.motion = Motion(self.program)

    def forget(self) -> None:
        """Lets go of what was kept of earlier questions, where it has become much."""
        self.algebra.forget()
        if len(self.kept_reasons) > MOST_REASONS_KEPT:
            self.kept_reasons = {}

    def law_of(self, day: date) -> dict[str, CompiledDefinition]:
        """The definitions as they stand on a day, as far as `compiled` was asked for them."""
        found = self._laws.get(day)
        if found is None:
            if len(self._laws) >= MOST_DAYS_KEPT:
                self._laws.clear()
            found = self._laws[day] = {}
        return found

    def compiled(self, name: str, day: date) -> CompiledDefinition:
        """The definition as it stands on a day."""
        stretch = self.cones.own_days(name).since(day)
        found = self._compiled.get((name, stretch))
        if found is None:
            found = _compile(self.program.definitions[name], day, self)
            self._compiled[name, stretch] = found
        return found

    def reads(self, name: str, day: date) -> frozenset[str]:
        """The facts that the law of a day reads to settle a definition, with those that close
        them."""
        stretch = self.cones.since(name, day)
        found = self._reads.get((name, stretch))
        if found is None:
            facts = self._facts_read(name, day)
            closers = {one for fact in facts for one in self.closers.get(fact, ())}
            found = self._reads[name, stretch] = facts | closers
        return found

    def _facts_read(self, name: str, day: date) -> frozenset[str]:
        found = self._names_read(name, day)
        inner = frozenset(name for name in found if name not in self.program.definitions)
        for other in found - inner:
            inner |= self._facts_read(other, day)
        return inner

    def _names_read(self, name: str, day: date) -> frozenset[str]:
        """The facts and definitions that a definition itself reads as it stands on a day."""
        stretch = self.cones.own_days(name).since(day)
        found = self._own_reads.get((name, stretch))
        if found is None:
            found = self._own_reads[name, stretch] = _names_in(self.compiled(name, day))
        return found

    def walk(self, node: Node) -> Walk:
        """The function of a node; the same node is compiled once."""
        found = self._walks.get(id(node))
        if found is None:
            # the node is kept beside its function, so that its id stays its own
            found = self._walks[id(node)] = (compile_node(node, self), node)
        return found[0]

    def supporting(self, node: Node) -> tuple[Node, ...]:
        """The parts of a formula that rest on the law: they are more than facts of the person."""
        found = self._supporting.get(id(node))
        if found is None:
            parts = [n for n in walk_nodes(node) if isinstance(n, SUPPORTING)]
            found = self._supporting[id(node)] = (tuple(parts), node)
        return found[0]

    def ruled_in(self, node: Node) -> tuple[str, ...]:
        """What a formula reads that rules give a value to."""
        found = self._ruled.get(id(node))
        if found is None:
            names = [
                inner.name
                for inner in walk_nodes(node)
                if isinstance(inner, Definition) and not self.motion.formula(inner.name)
            ]
            found = self._ruled[id(node)] = (tuple(dict.fromkeys(names)), node)
        return found[0]

    def groups(self, version: BySwitch[Any]) -> list[tuple[frozenset[str], Any]]:
        """The different cases of a version; worked out once, last case first."""
        found = self._groups.get(id(version))
        if found is None:
            found = self._groups[id(version)] = groups(version)[::-1]
        return found

    def constraints(self, name: str) -> tuple[Node, ...]:
        """What is impossible and concerns the facts that a position reads, however remotely."""
        if name not in self._constraints:
            facts = set(self.cones.inputs(name).facts)
            left = [condition.node for condition in self.program.impossible]
            found: list[Node] = []
            while near := [n for n in left if self.cones.inputs_of(n).facts & facts]:
                found += near
                for node in near:
                    facts |= self.cones.inputs_of(node).facts
                left = [node for node in left if node not in near]
            self._constraints[name] = tuple(found)
        return self._constraints[name]

    def facts(self, name: str) -> frozenset[str]:
        """All facts that bear on a position, on whichever day: those that it reads, and those that
        share an impossibility with them."""
        found = self._facts.get(name)
        if found is None:
            found = self.cones.inputs(name).facts
            found = found.union(*(self.cones.inputs_of(n).facts for n in self.constraints(name)))
            self._facts[name] = found
        return found

    def clocks(self, name: str, find: Callable[[Engine, str], tuple[Any, ...]]) -> tuple[Any, ...]:
        """The clocks of a definition, found once."""
        if name not in self._clocks:
            self._clocks[name] = find(self, name)
        return self._clocks[name]


def _names_in(compiled: CompiledDefinition) -> frozenset[str]:
    nodes = [condition.node for rule in compiled.rules for condition in rule.rule.conditions]
    nodes += [rule.rule.gives for rule in compiled.rules]
    if compiled.definition.formula is not None:
        nodes.append(compiled.definition.formula)
    return frozenset(
        inner.name
        for node in nodes
        for inner in walk_nodes(node)
        if isinstance(inner, (Fact, Definition))
    )


def _compile(definition: Defined, day: date, engine: Engine) -> CompiledDefinition:
    rules: list[CompiledRule] = []
    for _, timeline in definition.rules:
        for guards, rule in guarded(timeline.at(day)):
            conditions = tuple(compile_node(c.node, engine) for c in rule.conditions)
            gives = compile_node(rule.gives, engine)
            rules.append(CompiledRule(rule, guards, conditions, gives))
    overriders = tuple(
        tuple(i for i, other in enumerate(rules) if rule.rule.id in other.rule.overrides)
        for rule in rules
    )
    return CompiledDefinition(
        definition,
        tuple(rules),
        overriders,
        _overriders_first(overriders) if any(overriders) else (),
        _OTHERWISE[definition.otherwise],
        compile_node(definition.formula, engine) if definition.formula is not None else None,
    )


def _overriders_first(overriders: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """An order in which every rule comes after those that override it."""
    done: list[int] = []
    seen: set[int] = set()

    def visit(index: int) -> None:
        if index not in seen:
            seen.add(index)
            for other in overriders[index]:
                visit(other)
            done.append(index)

    for index in range(len(overriders)):
        visit(index)
    return tuple(done)


def guarded(version: Any) -> list[tuple[Guards, Any]]:
    """Every version with the settings of switches under which it stands."""
    if version is None:
        return []
    if not isinstance(version, BySwitch):
        return [((), version)]
    return [
        (((version.switch, settings), *guards), inner)
        for settings, case in groups(version)
        for guards, inner in guarded(case)
    ]


def groups(version: BySwitch[Any]) -> list[tuple[frozenset[str], Any]]:
    """The different cases of a version, each with all settings that lead to it."""
    found: list[tuple[set[str], Any]] = []
    for setting, case in version.cases:
        for settings, other in found:
            if other == case:
                settings.add(setting)
                break
        else:
            found.append(({setting}, case))
    return [(frozenset(settings), case) for settings, case in found]
