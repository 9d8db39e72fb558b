"""When time alone turns an answer: the days on which conditions change for one person.

A clock is a comparison that moves with the day. Where it moves one way, the day on which it turns
is found by halving; a part of the year has its borders; anything else is looked at day by day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from callup.ir.facts import Person
from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    If,
    Node,
    Parameter,
    State,
    Today,
)
from callup.ir.types import BOOLEAN
from callup.readers.explain.compile import Engine
from callup.readers.explain.partial import Outcome, Residual, Value
from callup.readers.explain.situation import Situation, Walk
from callup.values.calendar import Window
from callup.values.timeline import Timeline

DAY = timedelta(days=1)
COMPARISONS = ("less", "at_most", "equal", "within", "member", "includes")
MOST_TURNS = 2_000


@dataclass(frozen=True, slots=True)
class Clock:
    """A part of a formula that time may turn; `steady` if it moves one way with the day."""

    node: Node
    walk: Walk
    steady: bool
    window: Window | None
    facts: frozenset[str]
    units: frozenset[str]
    sides: tuple[Walk, ...] = ()
    """Of a comparison of which one side moves: that side first, then the one that stands still."""
    moving_is_left: bool = True
    comparison: Walk | None = None
    """The comparison as it stands in the formula, where it is one."""


def clocks_of(engine: Engine, name: str) -> tuple[Clock, ...]:
    """The clocks of everything that a definition depends on."""
    found: dict[int, Clock] = {}
    for inner in sorted(engine.cones.inputs(name).definitions):
        is_value = engine.program.definitions[inner].formula is None
        for node in engine.cones.own_nodes(inner):
            found.update({id(clock.node): clock for clock in clocks_at(engine, node, is_value)})
    return tuple(found.values())


def clocks_in(engine: Engine, node: Node) -> tuple[Clock, ...]:
    """The clocks of one formula and of everything that it reads."""
    found = {id(clock.node): clock for clock in clocks_at(engine, node)}
    for name in sorted(engine.cones.inputs_of(node).definitions):
        found.update({id(clock.node): clock for clock in clocks_of(engine, name)})
    return tuple(found.values())


def is_still(engine: Engine, node: Node) -> bool:
    """Whether time alone turns nothing of a formula, nor of anything that it reads."""
    found = engine.still_nodes.get(id(node))
    if found is None:
        # the node is kept beside, so that its id stays its own
        found = engine.still_nodes[id(node)] = (not clocks_in(engine, node), node)
    return found[0]


def clocks_at(engine: Engine, node: Node, is_value: bool = True) -> tuple[Clock, ...]:
    """The clocks of one formula itself, found once; with `is_value` its own value counts too."""
    found = engine.node_clocks.get((id(node), is_value))
    if found is None:
        clocks = tuple(_clocks(engine, node, is_value))
        # the node is kept beside, so that its id stays its own
        found = engine.node_clocks[id(node), is_value] = (clocks, node)
    at_node: tuple[Clock, ...] = found[0]
    return at_node


def _clocks(engine: Engine, node: Node, is_value: bool) -> Iterator[Clock]:
    match node:
        case Apply(operator=operator) if operator in COMPARISONS:
            if engine.motion.moves(node):
                if operator == "equal" and node.arguments[0].type.is_line:
                    for part in ("less", "at_most"):
                        yield _clock(engine, Apply(part, node.arguments, node.type), node)
                else:
                    yield _clock(engine, node, node)
        case Apply(operator=operator) if operator in ("and", "or", "not"):
            for argument in node.arguments:
                yield from _clocks(engine, argument, is_value)
        case If():
            yield from _clocks(engine, node.condition, is_value)
            yield from _clocks(engine, node.then, is_value)
            yield from _clocks(engine, node.otherwise, is_value)
        case _:
            # a truth that a definition gives has clocks of its own; an amount moves as it is
            own = isinstance(node, (AsOf, Parameter, State)) or (is_value and node.type != BOOLEAN)
            if own and engine.motion.moves(node):
                yield _clock(engine, node)


def _clock(engine: Engine, node: Node, comparison: Node | None = None) -> Clock:
    window = None
    if isinstance(node, Apply) and node.operator == "within" and node.arguments[0] == Today():
        constant = node.arguments[1]
        assert isinstance(constant, Const) and isinstance(constant.value, Window)
        window = constant.value
    sides: tuple[Walk, ...] = ()
    left = True
    if isinstance(node, Apply) and node.operator in ("less", "at_most"):
        moves = [engine.motion.moves(argument) for argument in node.arguments]
        if moves != [True, True]:
            left = moves[0]
            moving, still = node.arguments if left else node.arguments[::-1]
            sides = (engine.walk(moving), engine.walk(still))
    return Clock(
        node,
        engine.walk(node),
        engine.motion.direction(node) not in (0, None),
        window,
        engine.motion.facts(node),
        engine.motion.units(node),
        sides,
        left,
        engine.walk(comparison) if comparison is not None else None,
    )


def next_turn(clock: Clock, situation: Situation, end: date) -> date | None:
    """The first day after the situation's and before `end` on which the clock shows otherwise.

    The law must not change in between.
    """
    start = situation.day
    if clock.window is not None:
        turn = clock.window.next_change(start)
        return turn if turn is not None and turn < end else None
    now = clock.walk(situation)
    if end - DAY <= start:
        return None
    if not clock.steady:
        return _scan(clock, situation, now, end)
    if isinstance(now, Residual) and clock.sides:
        return _turn_against_leaves(clock, situation, end)
    return _halve(situation, lambda day: _same(clock.walk(situation.at_day(day)), now), end)


def _halve(situation: Situation, as_now: Callable[[date], bool], end: date) -> date | None:
    """The first day before `end` on which a steady clock no longer shows as now."""
    low, high = situation.day.toordinal(), (end - DAY).toordinal()
    if as_now(end - DAY):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if as_now(date.fromordinal(middle)):
            low = middle
        else:
            high = middle
    return date.fromordinal(high)


def _turn_against_leaves(clock: Clock, situation: Situation, end: date) -> date | None:
    """Where the side that stands still is not known, the first turn against any of its values.

    What that side is made of has clocks of its own, so only its possible values count here.
    """
    moving, still = clock.sides
    assert isinstance(clock.node, Apply)
    compare = situation.engine.algebra.operators[clock.node.operator]
    best: date | None = None
    for leaf in _leaves(still(situation)):

        def shows(day: date, leaf: Value = leaf) -> Value:
            value = moving(situation.at_day(day))
            return compare(value, leaf) if clock.moving_is_left else compare(leaf, value)

        now = shows(situation.day)
        found = _halve(situation, partial(_shows, shows, now), best or end)
        if found is not None:
            best = found
    return best


def _shows(shows: Callable[[date], Value], now: Value, day: date) -> bool:
    return _same(shows(day), now)


def _leaves(value: Value, seen: set[int] | None = None) -> list[Value]:
    """The constants that a value may come to, through branches and rules; or itself."""
    seen = seen if seen is not None else set()
    if isinstance(value, Residual) and id(value) in seen:
        return []
    seen.add(id(value))
    if not isinstance(value, Residual):
        return [] if isinstance(value, Outcome) else [value]
    match value.operator:
        case "if":
            inner = value.arguments[1:]
        case "decide":
            inner = (value.arguments[0], *value.arguments[2::2])
        case "read":
            inner = value.arguments[:1]
        case _:
            return [] if value.operator == "opaque" else [value]
    return [leaf for one in inner for leaf in _leaves(one, seen)]


def _scan(clock: Clock, situation: Situation, now: Value, end: date) -> date | None:
    day = situation.day + DAY
    while day < end:
        if not _same(clock.walk(situation.at_day(day)), now):
            return day
        day += DAY
    return None


def _same(a: Value, b: Value) -> bool:
    if isinstance(a, Residual) or isinstance(b, Residual):
        return a is b
    return type(a) is type(b) and bool(a == b)


def history_days(person: Person, facts: frozenset[str]) -> set[date]:
    """The days on which the person's own facts change, as their histories tell."""
    days: set[date] = set()
    for name, value in person.facts.items():
        if isinstance(value, Timeline) and name in facts:
            days.update(value.days)
    return days


def turning_days(engine: Engine, node: Node, situation: Situation) -> set[date]:
    """The days, within a lifetime of the one asked about, on which a formula of another day may
    turn for what is known of the person; at most MOST_TURNS."""
    known = situation.person.facts.keys()
    inputs = engine.cones.inputs_of(node)
    law = list(engine.cones.days_of(inputs))
    law += history_days(situation.person, inputs.facts)
    first = situation.day.replace(year=situation.day.year - 60, day=min(situation.day.day, 28))
    last = situation.day.replace(year=situation.day.year + 30, day=min(situation.day.day, 28))
    borders = sorted({first, last, *(day for day in law if first < day < last)})
    turns: set[date] = set()
    for clock in clocks_in(engine, node):
        if not clock.facts <= known:
            continue
        for start, end in pairwise(borders):
            day: date | None = start
            while day is not None and len(turns) < MOST_TURNS:
                day = next_turn(clock, situation.at_day(day), end)
                if day is not None:
                    turns.add(day)
    return turns
