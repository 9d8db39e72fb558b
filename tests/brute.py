"""The law by brute force: what a position comes to for everybody that a person may be.

Written anew, without the engine: one complete person is evaluated by plain recursion over the
nodes, and every completion of what is missing is gone through. Slow, and easy to check.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

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
from callup.ir.program import BySwitch, Program, Rule
from callup.values.calendar import Duration
from callup.values.timeline import Timeline

Variable = tuple[str, str]
"""("fact", name) or ("switch", name)."""

Answer = tuple[str, Any]
"""Status and value."""


class Nobody(Exception):
    """No completion is possible."""


class ManyDays(Exception):
    """A fact of the day is read on another day on which it is not known."""


@dataclass(frozen=True)
class Lot:
    """Status, value and deciding rules for one complete person."""

    status: str
    value: Any
    deciding: tuple[str, ...]

    @property
    def answer(self) -> Answer:
        return (self.status, self.value)


@dataclass
class Brute:
    """A program with what is given of a person, and the places that unknown dates may have."""

    program: Program
    given: Mapping[str, Any]
    given_on: date
    settings: Mapping[str, str]
    dates: Mapping[str, list[date]] = field(default_factory=dict)

    # completions

    def variables(self) -> list[Variable]:
        names = [("fact", name) for name in self.program.facts if name not in self.given]
        return names + [
            ("switch", name) for name in self.program.switches if name not in self.settings
        ]

    def domain(self, variable: Variable) -> list[Any]:
        kind, name = variable
        if kind == "switch":
            return list(self.program.switches[name].settings)
        fact = self.program.facts[name]
        match fact.type.kind:
            case "boolean":
                return [False, True]
            case "choice":
                return [value for value, _ in self.program.values[fact.type.of]]
            case "set":
                values = [value for value, _ in self.program.values[fact.type.of]]
                return [
                    frozenset(v for v, inside in zip(values, choice, strict=True) if inside)
                    for choice in product((False, True), repeat=len(values))
                ]
            case "integer":
                assert fact.low is not None and fact.high is not None
                return list(range(int(fact.low), int(fact.high) + 1))
            case _:
                return self.dates[name]

    def completions(self, only: set[Variable] | None = None) -> Iterator[dict[Variable, Any]]:
        variables = [v for v in self.variables() if only is None or v in only]
        for values in product(*(self.domain(v) for v in variables)):
            yield dict(zip(variables, values, strict=True))

    def lots(
        self, name: str, day: date, only: set[Variable] | None = None
    ) -> dict[tuple[tuple[Variable, Any], ...], Lot]:
        """What every possible completion comes to. `only` are the variables that can matter."""
        found = {}
        for completion in self.completions(only):
            whole = Whole(self, completion)
            if any(whole.value(c.node, day) is True for c in self.program.impossible):
                continue
            found[tuple(sorted(completion.items(), key=lambda item: item[0]))] = whole.lot(
                name, day
            )
        if not found:
            raise Nobody
        return found

    def answer(self, name: str, day: date, only: set[Variable] | None = None) -> Answer:
        if day not in self.program.definitions[name].covers:
            return ("not covered", None)
        return agreed(self.lots(name, day, only).values())

    def mattering(self, name: str, day: date, only: set[Variable] | None = None) -> set[Variable]:
        """The variables in which alone two completions differ that differ in the answer."""
        lots = self.lots(name, day, only)
        found: set[Variable] = set()
        for index, variable in enumerate(next(iter(lots))):
            groups: dict[Any, set[Any]] = {}
            for key, lot in lots.items():
                rest = key[:index] + key[index + 1 :]
                groups.setdefault(rest, set()).add(_tagged(lot.answer))
            if any(len(group) > 1 for group in groups.values()):
                found.add(variable[0])
        return found


def agreed(lots: Any) -> Answer:
    """The answer that all share, or unknown."""
    answers = {_tagged(lot.answer): lot.answer for lot in lots}
    return next(iter(answers.values())) if len(answers) == 1 else ("unknown", None)


def _tagged(answer: Answer) -> Any:
    return (answer[0], type(answer[1]).__name__, answer[1])


UNSETTLED = None
"""The value of what nothing settles, such as a division by zero."""


@dataclass
class Whole:
    """One complete person under complete settings."""

    brute: Brute
    completion: Mapping[Variable, Any]

    @property
    def program(self) -> Program:
        return self.brute.program

    def lot(self, name: str, day: date) -> Lot:
        if day not in self.program.definitions[name].covers:
            return Lot("not covered", None, ())
        outcome, deciding = self.outcome(name, day)
        if outcome in ("none", "conflict", "unknown") and isinstance(outcome, Silence):
            return Lot(str(outcome), None, deciding if outcome == "conflict" else ())
        return Lot("known", outcome, deciding)

    # definitions

    def outcome(self, name: str, day: date) -> tuple[Any, tuple[str, ...]]:
        definition = self.program.definitions[name]
        if definition.formula is not None:
            value = self.value(definition.formula, day)
            return (Silence("unknown") if value is UNSETTLED else value), ()
        rules = [rule for _, line in definition.rules if (rule := self.version(line.at(day)))]
        holds = {rule.id: self.holds(rule, day) for rule in rules}
        applies = {rule.id: self.applies(rule, rules, holds) for rule in rules}
        certain = [r for r in rules if applies[r.id] is True]
        possible = [r for r in rules if applies[r.id] is None]
        silent: Any = {"no": False, "yes": True}.get(
            definition.otherwise, Silence(definition.otherwise)
        )
        deciding = tuple(sorted(r.id for r in certain))
        gives = [self.value(r.gives, day) for r in certain]
        maybe = [self.value(r.gives, day) for r in possible]
        if not certain:
            gives, maybe = [], [*maybe, silent]
        return self.decided(gives, maybe), deciding

    def decided(self, certain: list[Any], possible: list[Any]) -> Any:
        """One value if all that apply or may apply agree on it; else a conflict or unknown."""
        settled = {(type(v).__name__, v) for v in certain if v is not UNSETTLED}
        if len(settled) > 1:
            return Silence("conflict")
        everything = {(type(v).__name__, v) for v in (*certain, *possible)}
        if len(everything) > 1 or (type(None).__name__, None) in everything:
            return Silence("unknown")
        return (*certain, *possible)[0]

    def version(self, found: Any) -> Rule | None:
        while isinstance(found, BySwitch):
            found = found.case(self.setting(found.switch))
        return found  # type: ignore[no-any-return]

    def holds(self, rule: Rule, day: date) -> bool | None:
        return _all(self.value(condition.node, day) for condition in rule.conditions)

    def applies(self, rule: Rule, rules: list[Rule], holds: dict[str, bool | None]) -> bool | None:
        over = [other for other in rules if rule.id in other.overrides]
        set_aside = _any(self.applies(other, rules, holds) for other in over)
        return _all([holds[rule.id], None if set_aside is None else not set_aside])

    def setting(self, switch: str) -> str:
        found = self.brute.settings.get(switch)
        return self.completion["switch", switch] if found is None else found

    # facts

    def fact(self, name: str, day: date) -> Any:
        found = self.known(name, day)
        if found is not None:
            return found
        closers = [f.name for f in self.program.facts.values() if name in f.closes]
        if any(self.fact(closer, day) is True for closer in closers):
            return False
        if ("fact", name) not in self.completion:
            raise ManyDays
        if self.program.facts[name].kind == "of the day" and day != self.brute.given_on:
            raise ManyDays
        return self.completion["fact", name]

    def known(self, name: str, day: date) -> Any:
        value = self.brute.given.get(name)
        if isinstance(value, Timeline):
            return value.at(day)
        if self.program.facts[name].kind == "of the day" and day < self.brute.given_on:
            return None
        return value

    # nodes

    def value(self, node: Node, day: date) -> Any:
        match node:
            case Const(value=value):
                return value
            case Today():
                return day
            case Fact(name=name):
                return self.fact(name, day)
            case If():
                return self.branch(node, day)
            case Definition(name=name):
                return self.read(name, day)
            case Doubt(id=id):
                return self.setting(f"doubt:{id}") == "yes"
            case AsOf():
                other = self.value(node.day, day)
                return UNSETTLED if other is UNSETTLED else self.value(node.body, other)
            case Parameter():
                return self.parameter(node, day)
            case State():
                return self.state(node, day)
            case Apply():
                return self.apply(node, day)

    def read(self, name: str, day: date) -> Any:
        definition = self.program.definitions[name]
        if definition.meaning == "position" and day not in definition.covers:
            return UNSETTLED
        outcome, _ = self.outcome(name, day)
        return UNSETTLED if isinstance(outcome, Silence) else outcome

    def branch(self, node: If, day: date) -> Any:
        condition = self.value(node.condition, day)
        then, otherwise = self.value(node.then, day), self.value(node.otherwise, day)
        if condition is UNSETTLED:
            return then if then == otherwise else UNSETTLED
        return then if condition else otherwise

    def parameter(self, node: Parameter, day: date) -> Any:
        key = self.value(node.key, day) if node.key is not None else ""
        found: Any = self.program.parameters[node.name].of(key).at(day)
        while isinstance(found, BySwitch):
            found = found.case(self.setting(found.switch))
        return UNSETTLED if found is None else found.value.value

    def state(self, node: State, day: date) -> Any:
        state = self.program.states[node.name]
        found: Any = state.standing.at(day)
        while isinstance(found, BySwitch):
            found = found.case(self.setting(found.switch))
        stands = found.stands if found else frozenset()
        spoken = found.spoken if found else frozenset()
        silent = state.otherwise == "yes"
        if state.otherwise == "unknown":
            silent = self.setting(f"state:{node.name}") == "yes"
        regions = [name for name, _ in self.program.values.get(self.program.territory, ())]

        def at(region: str) -> bool:
            return region in stands if region in spoken else silent

        match node.mode:
            case "bare":
                return at("")
            case "in":
                assert node.where is not None
                return at(self.value(node.where, day))
            case "anywhere":
                return any(at(region) for region in regions)
            case "everywhere":
                return all(at(region) for region in regions)

    def apply(self, node: Apply, day: date) -> Any:
        values = [self.value(argument, day) for argument in node.arguments]
        match node.operator:
            case "and":
                return _all(values)
            case "or":
                return _any(values)
            case _ if UNSETTLED in values:
                return UNSETTLED
            case "not":
                return not values[0]
            case _:
                return self.operate(node.operator, values)

    def operate(self, operator: str, values: list[Any]) -> Any:
        a, b = values[0], values[-1]
        match operator:
            case "equal":
                return a == b
            case "less":
                return _order(a) < _order(b)
            case "at_most":
                return _order(a) <= _order(b)
            case "member":
                return a in b
            case "includes":
                return b in a
            case "within":
                return _within(a, b.start, b.end)
            case "add":
                return _whole(a + b)
            case "subtract":
                return _whole(a + -b)
            case "multiply":
                return (
                    Duration(a.months * b, a.days * b) if isinstance(a, Duration) else _whole(a * b)
                )
            case "divide":
                return UNSETTLED if b == 0 else _whole(Fraction(a) / Fraction(b))
            case "negate":
                return -a
            case "least":
                return min(values, key=_order)
            case "greatest":
                return max(values, key=_order)
            case "shift":
                return self.shift(a, b)
            case "difference":
                return Duration(days=(a - b).days)
            case "days_between":
                return (b - a).days
            case "months_between":
                return self.units(a, b, 1)
            case "years_between":
                return self.units(a, b, 12)
            case _:
                raise NotImplementedError(operator)

    def shift(self, day: date, by: Duration) -> date:
        """Months first, as the calendar of the lawbook ends them; then days."""
        return move(
            day,
            by,
            self.program.calendar.leap_birthday_is_march,
            self.program.calendar.month_end_is_next_day,
        )

    def units(self, start: date, end: date, months: int) -> int:
        """The greatest n with `start` + n units on or before `end`, by trying."""
        count = 0
        while self.shift(start, Duration(months=months * count)) > end:
            count -= 1
        while self.shift(start, Duration(months=months * (count + 1))) <= end:
            count += 1
        return count


class Silence(str):
    """`none`, `conflict` or `unknown`: what a definition comes to where it has no value."""

    __slots__ = ()


def move(day: date, by: Duration, leap_is_march: bool, end_is_next: bool) -> date:
    """A day moved by months, then by days, after the words of the format."""
    total = day.year * 12 + day.month - 1 + by.months
    year, month = total // 12, total % 12 + 1
    last = monthrange(year, month)[1]
    if day.day <= last:
        moved = date(year, month, day.day)
    else:
        birthday = (day.month, day.day) == (2, 29) and by.months % 12 == 0
        following = leap_is_march if birthday else end_is_next
        moved = date(year, month, last) + timedelta(days=1 if following else 0)
    return moved + timedelta(days=by.days)


def _within(day: date, start: tuple[int, int], end: tuple[int, int]) -> bool:
    place = (day.month, day.day)
    inside = start <= place <= end
    return inside if start <= end else place >= start or place <= end


def _order(value: Any) -> Any:
    return (value.months, value.days) if isinstance(value, Duration) else value


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def _all(values: Any) -> bool | None:
    found = list(values)
    return False if False in found else (None if None in found else True)


def _any(values: Any) -> bool | None:
    found = list(values)
    return True if True in found else (None if None in found else False)
