"""When time alone turns an answer: the days on which conditions change for one person.

A clock is a comparison that moves with the day. Where it moves one way, the day on which it turns
is found by halving; a part of the year has its borders; anything else is looked at day by day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Definition,
    Fact,
    If,
    Node,
    Today,
    children,
    walk,
)
from callup.ir.operators import OPERATORS
from callup.readers.explain.compile import Engine, Situation, Walk
from callup.readers.explain.partial import Outcome, Residual, Value
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


def clocks_of(engine: Engine, name: str) -> tuple[Clock, ...]:
    """The clocks of everything that a definition depends on."""
    found: dict[int, Clock] = {}
    for inner in sorted(engine.cones.inputs(name).definitions):
        for node in engine.cones.own_nodes(inner):
            is_value = engine.program.definitions[inner].formula is None
            for clock in _clocks(engine, node, is_value):
                found[id(clock.node)] = clock
    return tuple(found.values())


def clocks_in(engine: Engine, node: Node) -> tuple[Clock, ...]:
    """The clocks of one formula and of everything that it reads."""
    found = {id(clock.node): clock for clock in _clocks(engine, node, True)}
    for name in sorted(engine.cones.inputs_of(node).definitions):
        found.update({id(clock.node): clock for clock in clocks_of(engine, name)})
    return tuple(found.values())


def _clocks(engine: Engine, node: Node, is_value: bool) -> Iterator[Clock]:
    """The clocks inside one formula; with `is_value` the formula's own value counts as well."""
    match node:
        case Apply(operator=operator) if operator in COMPARISONS:
            if _moves(engine, node):
                if operator == "equal" and node.arguments[0].type.is_line:
                    for part in ("less", "at_most"):
                        yield _clock(engine, Apply(part, node.arguments, node.type))
                else:
                    yield _clock(engine, node)
        case Apply(operator=operator) if operator in ("and", "or", "not"):
            for argument in node.arguments:
                yield from _clocks(engine, argument, is_value)
        case If():
            yield from _clocks(engine, node.condition, is_value)
            yield from _clocks(engine, node.then, is_value)
            yield from _clocks(engine, node.otherwise, is_value)
        case _:
            if is_value and not isinstance(node, Definition) and _moves(engine, node):
                yield _clock(engine, node)
            elif is_value and isinstance(node, Definition) and node.type.is_line:
                if engine.program.definitions[node.name].formula is not None and _moves(engine, node):
                    yield _clock(engine, node)


def _clock(engine: Engine, node: Node) -> Clock:
    window = None
    if isinstance(node, Apply) and node.operator == "within" and node.arguments[0] == Today():
        constant = node.arguments[1]
        assert isinstance(constant, Const) and isinstance(constant.value, Window)
        window = constant.value
    sides: tuple[Walk, ...] = ()
    left = True
    if isinstance(node, Apply) and node.operator in ("less", "at_most"):
        moves = [_moves(engine, argument) for argument in node.arguments]
        if moves != [True, True]:
            left = moves[0]
            moving, still = node.arguments if left else node.arguments[::-1]
            sides = (engine.walk(moving), engine.walk(still))
    return Clock(
        node,
        engine.walk(node),
        _sign(engine, node) not in (0, None),
        window,
        frozenset(_own_facts(engine, node)),
        frozenset(_units(engine, node)),
        sides,
        left,
    )


def _moves(engine: Engine, node: Node) -> bool:
    """Whether the value of a node may change from day to day while the law does not."""
    match node:
        case Today():
            return True
        case AsOf():
            return _moves(engine, node.day)
        case Definition(name=name):
            formula = engine.program.definitions[name].formula
            # what rules give changes when their own conditions do, which have clocks of their own
            return formula is not None and _moves(engine, formula)
        case _:
            return any(_moves(engine, child) for child in children(node))


def _sign(engine: Engine, node: Node) -> int | None:
    """How a value moves as days pass: +1, -1, 0 both ways, None not at all."""
    match node:
        case Today():
            return 1
        case Definition(name=name):
            formula = engine.program.definitions[name].formula
            return _sign(engine, formula) if formula is not None else None
        case AsOf():
            return 0 if _moves(engine, node.day) else None
        case If():
            if _sign(engine, node.condition) is not None:
                return 0
            return _both(_sign(engine, node.then), _sign(engine, node.otherwise))
        case Apply(operator="least" | "greatest"):
            result: int | None = None
            for argument in node.arguments:
                result = _both(result, _sign(engine, argument))
            return result
        case Apply():
            moves = OPERATORS[node.operator].monotone
            signs = [_sign(engine, argument) for argument in node.arguments]
            if all(sign is None for sign in signs):
                return None
            if not moves:
                return 0
            result = None
            for sign, move in zip(signs, moves, strict=True):
                result = _both(result, None if sign is None else sign * move)
            return result
        case _:
            return None


def _both(a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return b if a is None else a
    return a if a == b else 0


def _own_facts(engine: Engine, node: Node) -> Iterator[str]:
    """The facts that a clock is made of; what rules give stands still between their own clocks."""
    for inner in walk(node):
        match inner:
            case Fact(name=name):
                yield name
            case Definition(name=name):
                formula = engine.program.definitions[name].formula
                if formula is not None:
                    yield from _own_facts(engine, formula)
            case _:
                pass


def _units(engine: Engine, node: Node) -> Iterator[str]:
    """Whether a clock counts days or months, which drift against each other."""
    for inner in walk(node):
        match inner:
            case Apply(operator="months_between" | "years_between"):
                yield "months"
            case Apply(operator="days_between" | "difference"):
                yield "days"
            case Apply(operator="shift"):
                by = inner.arguments[1]
                months = not isinstance(by, Const) or getattr(by.value, "months", 1)
                yield "months" if months else "days"
            case Definition(name=name):
                formula = engine.program.definitions[name].formula
                if formula is not None:
                    yield from _units(engine, formula)
            case _:
                pass


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
        found = _halve(situation, lambda day, now=now, shows=shows: _same(shows(day), now), best or end)  # type: ignore[misc]
        if found is not None:
            best = found
    return best


def _leaves(value: Value) -> list[Value]:
    """The constants that a value may come to, through branches and rules; or itself."""
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
    return [leaf for one in inner for leaf in _leaves(one)]


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


def history_days(situation: Situation, facts: frozenset[str]) -> tuple[date, ...]:
    """The days on which the person's own facts change, as their histories tell."""
    days: set[date] = set()
    for name in facts:
        value = situation.person.facts.get(name)
        if isinstance(value, Timeline):
            days.update(value.days)
    return tuple(sorted(days))


def turning_days(engine: Engine, node: Node, situation: Situation) -> set[date]:
    """The days, within a lifetime of the one asked about, on which a formula of another day may
    turn for what is known of the person; at most MOST_TURNS."""
    known = situation.person.facts.keys()
    inputs = engine.cones.inputs_of(node)
    law = [day for day in engine.cones.days_of(inputs)]
    law += history_days(situation, inputs.facts)
    first = situation.day.replace(year=situation.day.year - 60, day=min(situation.day.day, 28))
    last = situation.day.replace(year=situation.day.year + 30, day=min(situation.day.day, 28))
    borders = sorted({first, last, *(day for day in law if first < day < last)})
    turns: set[date] = set()
    for clock in clocks_in(engine, node):
        if not clock.facts <= known:
            continue
        for start, end in zip(borders, borders[1:], strict=False):
            day: date | None = start
            while day is not None and len(turns) < MOST_TURNS:
                day = next_turn(clock, situation.at_day(day), end)
                if day is not None:
                    turns.add(day)
    return turns
