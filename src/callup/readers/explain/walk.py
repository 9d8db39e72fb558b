"""Makes of every node of a formula a function from a situation to its value there."""

from __future__ import annotations

from collections.abc import Callable
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
    State,
    Today,
)
from callup.ir.program import BySwitch, Setting, Standing
from callup.readers.explain.apply import compile_apply
from callup.readers.explain.partial import Assigned, Residual, Value
from callup.readers.explain.situation import Situation, Walk, Workshop
from callup.values.timeline import Timeline

YES = frozenset(("yes",))


def compile_node(node: Node, engine: Workshop) -> Walk:
    """A function from a situation to the value of the node there."""
    algebra = engine.algebra
    match node:
        case Const(value=value):
            return lambda situation: value
        case Today():
            return lambda situation: situation.day
        case Fact(name=name):
            return _fact(name)
        case Definition(name=name):
            return _definition(name)
        case Apply():
            walks = tuple(compile_node(argument, engine) for argument in node.arguments)
            return compile_apply(node, walks, engine)
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


# A fact or definition that has been looked at before is found without a call.


def _fact(name: str) -> Walk:
    def walk(situation: Situation) -> Value:
        given = situation.given.get(name)
        return situation.fact(name) if given is None else given

    return walk


def _definition(name: str) -> Walk:
    def walk(situation: Situation) -> Value:
        known = situation.readings.get(name)
        return situation.read(name) if known is None else known

    return walk


def _by_switch(version: Any, situation: Situation, leaf: Callable[[Any], Value]) -> Value:
    """The value of a version that switches may decide; unknown switches give a choice."""
    while isinstance(version, BySwitch):
        setting = situation.settings.get(version.switch)
        if setting is None:
            return _by_open_switch(version, situation, leaf)
        version = version.case(setting)
    return leaf(version)


def _by_open_switch(
    version: BySwitch[Any], situation: Situation, leaf: Callable[[Any], Value]
) -> Value:
    algebra = situation.engine.algebra
    result: Value = None
    for settings, case in situation.engine.groups(version):
        holds = situation.setting_in(version.switch, settings)
        if holds is False:
            continue
        value = _by_switch(case, situation, leaf)
        result = value if result is None or holds is True else algebra.choose(holds, value, result)
    return result


def _parameter(node: Parameter, engine: Workshop) -> Walk:
    definition = engine.program.parameters[node.name]
    algebra = engine.algebra
    lines = dict(definition.settings)
    never: Timeline[None] = Timeline((), (None,))

    def value_of(key: str, situation: Situation) -> Value:
        def leaf(setting: Setting | None) -> Value:
            if setting is None:
                index = f" for {key}" if key else ""
                return algebra.opaque(f"{node.name}{index} has no value on {situation.day}")
            return setting.value.value

        line = lines.get(key) or lines.get("") or never
        return _by_switch(line.at(situation.day), situation, leaf)

    if node.key is None:
        return lambda situation: value_of("", situation)
    key_walk = compile_node(node.key, engine)
    keys = [name for name in lines if name]

    def walk(situation: Situation) -> Value:
        key = key_walk(situation)
        if not isinstance(key, Residual):
            return value_of(key, situation)
        result = value_of("", situation)
        for one in reversed(keys):
            result = algebra.choose(algebra.equal(key, one), value_of(one, situation), result)
        return result

    return walk


def _state(node: State, engine: Workshop) -> Walk:
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
                if not isinstance(place, Residual) and not isinstance(silent, Residual):
                    return place in stands or (silent and place not in spoken)
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


def _as_of(node: AsOf, engine: Workshop) -> Walk:
    body = compile_node(node.body, engine)
    day_walk = compile_node(node.day, engine)
    reads = engine.cones.inputs_of(node.body)

    facts_of_the_day = bool(reads.facts & engine.of_the_day)
    facts, switches = sorted(reads.facts), sorted(reads.switches)

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
            (situation.base_day, situation.given_on) if facts_of_the_day else None,
            # what is known of another person, closed or set otherwise, resolves to something else
            tuple([repr(situation.person.facts.get(name)) for name in facts]),
            tuple([situation.engine.closers.get(name) for name in facts]),
            tuple([situation.settings.get(switch) for switch in switches]),
            tuple(sorted((str(v), repr(x)) for v, x in situation.assigned.items() if v in waits)),
        )

        def resolve(assigned: Assigned) -> Value:
            return walk(situation.with_assigned(assigned))

        variables = day.variables | frozenset(waits - situation.assigned.keys())
        return engine.algebra.pending(key, (node, day), resolve, variables)

    return walk
