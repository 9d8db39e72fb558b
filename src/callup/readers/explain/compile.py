"""Turns a program into functions that walk it for one person on one day.

Each definition is compiled once for every stretch of days on which its rules do not change. A
compiled rule remembers its conditions, so the walk that finds the answer leaves its reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

from callup.ir.facts import Person
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
    State,
    Today,
)
from callup.ir.nodes import walk as walk_nodes
from callup.ir.program import BySwitch, Otherwise, Program, Rule, Setting, Standing
from callup.ir.program import Definition as Defined
from callup.readers.explain.cone import Cones
from callup.readers.explain.partial import (
    NONE,
    UNKNOWN,
    Algebra,
    Assigned,
    Residual,
    Value,
    Variable,
)

Walk = Callable[["Situation"], Value]
Guards = tuple[tuple[str, frozenset[str]], ...]

YES = frozenset(("yes",))
_OTHERWISE: dict[Otherwise, Value] = {"no": False, "yes": True, "none": NONE, "unknown": UNKNOWN}


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
        engine: Engine,
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
        return Situation(
            self.engine, self.person, day, self.given_on, self.settings, self.assigned
        )

    def with_assigned(self, assigned: dict[Variable, Value]) -> Situation:
        """The same, with more assumed of what is not known."""
        return Situation(
            self.engine, self.person, self.day, self.given_on, self.settings, assigned, self.base_day
        )

    def with_settings(self, settings: dict[str, str]) -> Situation:
        return Situation(self.engine, self.person, self.day, self.given_on, settings)

    def elsewhen(self, day: date) -> Situation:
        """The law of another day, reached through `as of` from this one."""
        return Situation(
            self.engine, self.person, day, self.given_on, self.settings, self.assigned, self.base_day
        )

    # inputs

    def fact(self, name: str) -> Value:
        """The fact on this day: its value, or what stands for it while it is not known."""
        engine = self.engine
        value = self.person.at(name, self.day, self.given_on, name in engine.of_the_day)
        if value is not None:
            return value
        variable = self.variable(name)
        closer = engine.closers.get(name)
        if closer is None:
            return self.unknown(variable, name)
        closed = self.fact(closer)
        if closed is True:
            return False
        # where the closing fact is yes, what was not given is no
        open_value = self.unknown(variable, name)
        algebra = engine.algebra
        return algebra.conjunction(algebra.negation(closed), open_value)

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


@dataclass(slots=True)
class Engine:
    """A program with what has been compiled of it. For one thread at a time."""

    program: Program
    algebra: Algebra = field(init=False)
    of_the_day: frozenset[str] = field(init=False)
    closers: dict[str, str] = field(init=False)
    cones: Cones = field(init=False)
    _compiled: dict[tuple[str, date | None], CompiledDefinition] = field(default_factory=dict)
    _walks: dict[int, tuple[Walk, Node]] = field(default_factory=dict)
    _clocks: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    _groups: dict[int, list[tuple[frozenset[str], Any]]] = field(default_factory=dict)
    _reads: dict[tuple[str, date | None], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.program.facts.values()
        self.algebra = Algebra(self.program.calendar)
        self.of_the_day = frozenset(fact.name for fact in facts if fact.kind == "of the day")
        self.closers = {name: fact.name for fact in facts for name in fact.closes}
        self.cones = Cones(self.program)

    def compiled(self, name: str, day: date) -> CompiledDefinition:
        """The definition as it stands on a day."""
        stretch = self.cones.own_days(name).since(day)
        found = self._compiled.get((name, stretch))
        if found is None:
            found = _compile(self.program.definitions[name], day, self)
            self._compiled[name, stretch] = found
        return found

    def reads(self, name: str, day: date) -> frozenset[str]:
        """The facts that the law of a day reads to settle a definition."""
        stretch = self.cones.own_days(name).since(day)
        found = self._reads.get((name, stretch))
        if found is None:
            found = self._reads[name, stretch] = self._own_reads(self.compiled(name, day))
        inner = frozenset(name for name in found if name not in self.program.definitions)
        for other in found - inner:
            inner |= self.reads(other, day)
        return inner

    def _own_reads(self, compiled: CompiledDefinition) -> frozenset[str]:
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

    def walk(self, node: Node) -> Walk:
        """The function of a node; the same node is compiled once."""
        found = self._walks.get(id(node))
        if found is None:
            # the node is kept beside its function, so that its id stays its own
            found = self._walks[id(node)] = (compile_node(node, self), node)
        return found[0]

    def groups(self, version: BySwitch[Any]) -> list[tuple[frozenset[str], Any]]:
        """The different cases of a version; worked out once, last case first."""
        found = self._groups.get(id(version))
        if found is None:
            found = self._groups[id(version)] = groups(version)[::-1]
        return found

    def clocks(self, name: str, find: Callable[[Engine, str], tuple[Any, ...]]) -> tuple[Any, ...]:
        """The clocks of a definition, found once."""
        if name not in self._clocks:
            self._clocks[name] = find(self, name)
        return self._clocks[name]


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
        _overriders_first(overriders),
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


def compile_node(node: Node, engine: Engine) -> Walk:
    """A function from a situation to the value of the node there."""
    algebra = engine.algebra
    match node:
        case Const(value=value):
            return lambda situation: value
        case Today():
            return lambda situation: situation.day
        case Fact(name=name):
            return lambda situation: situation.fact(name)
        case Definition(name=name):
            return lambda situation: situation.read(name)
        case Apply():
            return _apply(node, engine)
        case If():
            condition, then, otherwise = (
                compile_node(part, engine) for part in (node.condition, node.then, node.otherwise)
            )
            choose = algebra.choose
            return lambda s: choose(condition(s), then(s), otherwise(s))
        case Parameter():
            return _parameter(node, engine)
        case State():
            return _state(node, engine)
        case AsOf():
            return _as_of(node, engine)
        case Doubt(id=id):
            switch = f"doubt:{id}"
            return lambda situation: situation.setting_in(switch, YES)
        case _:
            assert_never(node)


def _apply(node: Apply, engine: Engine) -> Walk:
    function = engine.algebra.operators[node.operator]
    walks = tuple(compile_node(argument, engine) for argument in node.arguments)
    if len(walks) == 1:
        (only,) = walks
        return lambda s: function(only(s))
    if len(walks) == 2:
        first, second = walks
        return lambda s: function(first(s), second(s))
    return lambda s: function(*[walk(s) for walk in walks])


def _by_switch(version: Any, situation: Situation, leaf: Callable[[Any], Value]) -> Value:
    """The value of a version that switches may decide; unknown switches give a choice."""
    if not isinstance(version, BySwitch):
        return leaf(version)
    algebra = situation.engine.algebra
    result: Value = None
    for settings, case in situation.engine.groups(version):
        holds = situation.setting_in(version.switch, settings)
        if holds is False:
            continue
        value = _by_switch(case, situation, leaf)
        result = value if result is None or holds is True else algebra.choose(holds, value, result)
    return result


def _parameter(node: Parameter, engine: Engine) -> Walk:
    definition = engine.program.parameters[node.name]
    algebra = engine.algebra

    def value_of(key: str, situation: Situation) -> Value:
        def leaf(setting: Setting | None) -> Value:
            if setting is None:
                index = f" for {key}" if key else ""
                return algebra.opaque(f"{node.name}{index} has no value on {situation.day}")
            return setting.value.value

        return _by_switch(definition.of(key).at(situation.day), situation, leaf)

    if node.key is None:
        return lambda situation: value_of("", situation)
    key_walk = compile_node(node.key, engine)
    keys = [name for name, _ in definition.settings if name]

    def walk(situation: Situation) -> Value:
        key = key_walk(situation)
        if not isinstance(key, Residual):
            return value_of(key, situation)
        result = value_of("", situation)
        for one in reversed(keys):
            result = algebra.choose(algebra.equal(key, one), value_of(one, situation), result)
        return result

    return walk


def _state(node: State, engine: Engine) -> Walk:
    definition = engine.program.states[node.name]
    algebra = engine.algebra
    regions = frozenset(name for name, _ in engine.program.values.get(engine.program.territory, ()))
    where = compile_node(node.where, engine) if node.where is not None else None

    def otherwise(situation: Situation) -> Value:
        if definition.otherwise == "unknown":
            return situation.setting_in(f"state:{definition.name}", YES)
        return definition.otherwise == "yes"

    def leaf(standing: Standing | None, situation: Situation) -> Value:
        stands = standing.stands if standing else frozenset()
        spoken = standing.spoken if standing else frozenset()
        silent = otherwise(situation)
        match node.mode:
            case "bare":
                return silent if "" not in spoken else "" in stands
            case "in":
                assert where is not None
                place = where(situation)
                inside = algebra.member(place, stands)
                outside = algebra.negation(algebra.member(place, spoken))
                return algebra.disjunction(inside, algebra.conjunction(outside, silent))
            case "anywhere":
                return True if stands else (silent if regions - spoken else False)
            case "everywhere":
                if spoken - stands:
                    return False
                return silent if regions - spoken else True
            case _:
                assert_never(node.mode)

    def walk(situation: Situation) -> Value:
        version = definition.standing.at(situation.day)
        return _by_switch(version, situation, lambda standing: leaf(standing, situation))

    return walk


def _as_of(node: AsOf, engine: Engine) -> Walk:
    body = compile_node(node.body, engine)
    day_walk = compile_node(node.day, engine)
    reads = engine.cones.inputs_of(node.body)

    facts_of_the_day = bool(reads.facts & engine.of_the_day)

    def walk(situation: Situation) -> Value:
        day = day_walk(situation)
        if not isinstance(day, Residual):
            return body(situation.elsewhen(day))
        waits = engine.cones.variables(reads, situation.settings)
        waits -= {("fact", name) for name in situation.person.facts}
        key = (
            id(node),
            id(day),
            # only what is known of the day itself depends on which day was asked about
            situation.base_day if facts_of_the_day else None,
            tuple(sorted((str(v), repr(x)) for v, x in situation.assigned.items() if v in waits)),
        )

        def resolve(assigned: Assigned) -> Value:
            return walk(situation.with_assigned(assigned))

        variables = day.variables | frozenset(waits - situation.assigned.keys())
        return engine.algebra.pending(key, (node, day), resolve, variables)

    return walk
