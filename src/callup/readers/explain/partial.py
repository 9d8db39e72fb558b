"""Values that may depend on what is not known, and the operators on them.

A value is a constant (bool, int, Fraction, str, date, Duration, frozenset) or a Residual: what is
left of a formula when everything known has been put in. Residuals are interned, so that two of
them are the same object when they are the same formula; `exact` relies on that.

Simplification here is sound and not complete: whatever comes out as a constant is right under
every completion (this is Kleene's logic, and a little more: `x and not x` is no).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from callup.values.calendar import (
    Calendar,
    Duration,
    Window,
    months_between,
    shift,
    years_between,
)
from callup.values.number import whole

Value = Any
"""A constant or a Residual."""

Variable = tuple[str, ...]
"""What may be assigned: ("fact", name), ("fact", name, day), ("member", name, value, …) or
("switch", name)."""


Assigned = dict[Variable, Value]
Memory = tuple["Residual", Value]
"""A formula, and what it came to."""


class Residual:
    """`operator` on `arguments`, some of which are not known; `variables` are all it waits for.

    One without variables is opaque: nothing that could be asked would settle it.
    """

    __slots__ = ("arguments", "deferred", "opaque", "operator", "variables")

    def __init__(
        self, operator: str, arguments: tuple[Value, ...], variables: frozenset[Variable]
    ) -> None:
        self.operator = operator
        self.arguments = arguments
        self.variables = variables
        # whether something that nobody can settle stands inside
        self.opaque: bool = operator == "opaque" or any(
            isinstance(argument, Residual) and argument.opaque for argument in arguments
        )
        # whether something stands inside that looks at all that has been assigned
        self.deferred: bool = operator == "pending" or any(
            isinstance(argument, Residual) and argument.deferred for argument in arguments
        )

    def __repr__(self) -> str:
        return f"{self.operator}({', '.join(map(repr, self.arguments))})"


class Outcome:
    """What a definition comes to where it has no value."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


NONE = Outcome("none")
CONFLICT = Outcome("conflict")
UNKNOWN = Outcome("unknown")  # nothing speaks, and then it is unknown

NO_VARIABLES: frozenset[Variable] = frozenset()
MOST_INTERNED = 50_000
LARGEST = 10**30


class Algebra:
    """The operators, with the calendar and the interning that they need."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._interned: dict[tuple[Any, ...], Residual] = {}
        self.turns: dict[tuple[int, Variable], tuple[Residual, frozenset[int]]] = {}
        """Where comparisons with known values turn along a variable, as `cells` finds it."""
        self.generation = 0
        self.on_constants = self._plain()
        self.operators: dict[str, Callable[..., Value]] = {
            "and": self.conjunction,
            "or": self.disjunction,
            "not": self.negation,
            "if": self.choose,
            "equal": self.equal,
            "member": self.member,
            "includes": self.includes,
            "decide": self.decide,
            "read": self.read,
            "valid": self.valid,
            **{name: self._lifted(name, plain) for name, plain in self.on_constants.items()},
            "less": partial(self._compare, "less", False),
            "at_most": partial(self._compare, "at_most", True),
        }

    def forget(self) -> None:
        """Lets go of what was interned for earlier questions, once it has become much."""
        if len(self._interned) > MOST_INTERNED:
            self._interned = {}
            self.turns = {}
            self.generation += 1

    def residual(self, operator: str, *arguments: Value) -> Residual:
        key = (operator, *(_key(argument) for argument in arguments))
        found = self._interned.get(key)
        if found is None:
            variables = NO_VARIABLES
            for argument in arguments:
                if isinstance(argument, Residual):
                    variables |= argument.variables
            found = self._interned[key] = Residual(operator, arguments, variables)
        return found

    def variable(self, name: Variable) -> Residual:
        """What stands for something that is not known."""
        key = ("variable", name)
        found = self._interned.get(key)
        if found is None:
            found = self._interned[key] = Residual("variable", (name,), frozenset((name,)))
        return found

    def opaque(self, reason: str) -> Residual:
        """Unknown for a reason that no fact and no switch would settle."""
        key = ("opaque", reason)
        found = self._interned.get(key)
        if found is None:
            found = self._interned[key] = Residual("opaque", (reason,), NO_VARIABLES)
        return found

    def pending(
        self,
        key: tuple[Any, ...],
        what: Any,
        resolve: Callable[[Assigned], Value],
        variables: frozenset[Variable],
    ) -> Residual:
        """Something that cannot be entered before its day is known; `key` tells it apart.

        `resolve` gives its value once more has been assigned; it may be pending still.
        """
        full = ("pending", *key)
        found = self._interned.get(full)
        if found is None:
            found = self._interned[full] = Residual("pending", (what, resolve), variables)
        return found

    def substitute(self, value: Value, assigned: Assigned) -> Value:
        """The value with all that is assigned put in."""
        if not isinstance(value, Residual) or value.variables.isdisjoint(assigned):
            return value
        return self._substitute(value, assigned, {})

    def _substitute(self, value: Residual, assigned: Assigned, memo: dict[int, Value]) -> Value:
        found = memo.get(id(value))
        if found is not None:
            return found
        if value.operator == "variable":
            result = assigned[value.arguments[0]]
        elif value.operator == "pending":
            result = value.arguments[1](assigned)
        elif isinstance(value, Members):
            inside = {name: self.substitute(one, assigned) for name, one in value.members.items()}
            result = self.set_of(inside)
        else:
            arguments = [
                self._substitute(argument, assigned, memo)
                if isinstance(argument, Residual) and not argument.variables.isdisjoint(assigned)
                else argument
                for argument in value.arguments
            ]
            result = self.operators[value.operator](*arguments)
        memo[id(value)] = result
        return result

    def assign(
        self, value: Value, variable: Variable, assigned: Assigned, kept: dict[int, Memory]
    ) -> Value:
        """The value with one more variable put in, which `assigned` holds with all others.

        `kept` stays from call to call for the same variable and the same worth of it: what comes
        out of a formula depends on nothing else, unless something inside is pending.
        """
        if not isinstance(value, Residual) or variable not in value.variables:
            return value
        return self._assign(value, variable, assigned, kept, {})

    def _assign(
        self,
        value: Residual,
        variable: Variable,
        assigned: Assigned,
        kept: dict[int, Memory],
        once: dict[int, Memory],
    ) -> Value:
        memo = once if value.deferred else kept
        found = memo.get(id(value))
        if found is not None:
            return found[1]
        if value.operator == "variable":
            result = assigned[variable]
        elif value.operator == "pending":
            result = value.arguments[1](assigned)
        else:
            arguments = [
                self._assign(one, variable, assigned, kept, once)
                if isinstance(one, Residual) and variable in one.variables
                else one
                for one in value.arguments
            ]
            if isinstance(value, Members):
                result = self.set_of(dict(zip(value.members, arguments, strict=True)))
            else:
                result = self.operators[value.operator](*arguments)
        # the value is kept beside, so that nothing else gets its identity
        memo[id(value)] = (value, result)
        return result

    # truth

    def all_of(self, values: tuple[Value, ...]) -> Value:
        """The conjunction of values most of which are yes."""
        for value in values:
            if value is not True:
                return self._junction("and", False, values)
        return True

    def conjunction(self, *values: Value) -> Value:
        return self._junction("and", False, values)

    def disjunction(self, *values: Value) -> Value:
        return self._junction("or", True, values)

    def _junction(self, operator: str, absorbing: bool, values: tuple[Value, ...]) -> Value:
        if absorbing in values:
            return absorbing
        left: dict[int, Residual] = {}
        for value in values:
            if isinstance(value, Residual):
                if value.operator == operator:
                    for inner in value.arguments:
                        left[id(inner)] = inner
                else:
                    left[id(value)] = value
        if not left:
            return not absorbing
        for one in left.values():
            # an opaque part and its opposite stay unknown: nobody could settle either
            opposite = one.operator == "not" and id(one.arguments[0]) in left
            if opposite and not one.opaque:
                return absorbing
        if len(left) == 1:
            return next(iter(left.values()))
        return self.residual(operator, *left.values())

    def negation(self, value: Value) -> Value:
        if not isinstance(value, Residual):
            return not value
        if value.operator == "not":
            return value.arguments[0]
        return self.residual("not", value)

    def choose(self, condition: Value, then: Value, otherwise: Value) -> Value:
        """The branch that a condition selects; where it is unknown, what both branches share."""
        if condition is True:
            return then
        if condition is False:
            return otherwise
        if _same(then, otherwise):
            return then
        if then is True or then is False or otherwise is True or otherwise is False:
            return self.disjunction(
                self.conjunction(condition, then),
                self.conjunction(self.negation(condition), otherwise),
                self.conjunction(then, otherwise),
            )
        return self.residual("if", condition, then, otherwise)

    # comparison

    def equal(self, a: Value, b: Value) -> Value:
        if not isinstance(a, Residual) and not isinstance(b, Residual):
            return bool(a == b)
        if a is b and not a.opaque:
            return True
        if isinstance(b, Residual) and not isinstance(a, Residual):
            a, b = b, a
        if isinstance(a, Members):
            return self._equal_sets(a, b)
        return self.residual("equal", a, b)

    def _equal_sets(self, a: Members, b: Value) -> Value:
        parts = []
        for value, inside in a.members.items():
            other = self.includes(b, value)
            parts.append(
                self.choose(other, inside, self.negation(inside))
                if not isinstance(other, Residual)
                else self.disjunction(
                    self.conjunction(inside, other),
                    self.conjunction(self.negation(inside), self.negation(other)),
                )
            )
        return self.conjunction(*parts)

    def member(self, value: Value, of: frozenset[str]) -> Value:
        if isinstance(value, Residual):
            return self.residual("member", value, of) if of else False
        return value in of

    def includes(self, values: Value, item: Value) -> Value:
        if isinstance(values, frozenset) and not isinstance(item, Residual):
            return item in values
        if isinstance(values, frozenset):
            return self.member(item, values)
        if isinstance(values, Members):
            if not isinstance(item, Residual):
                return values.members.get(item, False)
            return self.disjunction(
                *(
                    self.conjunction(self.equal(item, value), inside)
                    for value, inside in values.members.items()
                )
            )
        return self.residual("includes", values, item)

    def set_of(self, members: dict[str, Value]) -> Value:
        """A set of which it is known, value by value, whether it contains it."""
        if not any(isinstance(inside, Residual) for inside in members.values()):
            return frozenset(value for value, inside in members.items() if inside)
        return Members(members)

    # what rules give

    def decide(self, otherwise: Value, *pairs: Value) -> Value:
        """The outcome of a definition from (applies, gives) pairs, one after the other.

        No rule applies: `otherwise`. All that apply agree: that value. Else CONFLICT.
        """
        certain: list[Value] = []
        possible: list[Value] = []
        for index in range(0, len(pairs), 2):
            applies, gives = pairs[index], pairs[index + 1]
            if applies is True:
                certain.append(gives)
            elif applies is not False:
                possible.append(gives)
        if not certain and not possible:
            return otherwise
        candidates = certain + possible + ([] if certain else [otherwise])
        first = candidates[0]
        if all(_same(one, first) for one in candidates):
            return first
        if not possible and not any(isinstance(one, Residual) for one in certain):
            return CONFLICT
        if _constants(certain) > 1:
            return CONFLICT
        return self._undecided(otherwise, pairs)

    def _undecided(self, otherwise: Value, pairs: tuple[Value, ...]) -> Value:
        if isinstance(otherwise, bool):
            same = [pairs[i] for i in range(0, len(pairs), 2) if pairs[i + 1] is not otherwise]
            if all(pairs[i + 1] is (not otherwise) for i in range(0, len(pairs), 2)):
                any_applies = self.disjunction(*same)
                return self.negation(any_applies) if otherwise else any_applies
        return self.residual("decide", otherwise, *pairs)

    def read(self, outcome: Value, name: str) -> Value:
        """What a formula gets that reads a definition: unknown where that has no value."""
        if outcome is NONE or outcome is CONFLICT or outcome is UNKNOWN:
            return self.opaque(f"{name} is {outcome.name}")
        if isinstance(outcome, Residual) and outcome.operator == "decide":
            return self.residual("read", outcome, name)
        return outcome

    def valid(self, possible: Value, outcome: Value) -> Value:
        """An outcome together with whether the facts are possible at all."""
        if possible is False:
            return INVALID
        return outcome if possible is True else self.residual("valid", possible, outcome)

    # plain functions of constants

    def _plain(self) -> dict[str, Callable[..., Value]]:
        calendar = self.calendar
        return {
            "less": lambda a, b: _order(a) < _order(b),
            "at_most": lambda a, b: _order(a) <= _order(b),
            "within": _within,
            "add": lambda a, b: self._bounded(a + b),
            "subtract": lambda a, b: self._bounded(a + -b),
            "multiply": lambda a, b: self._bounded(_multiply(a, b)),
            "negate": lambda a: -a,
            "least": lambda *values: min(values, key=_order),
            "greatest": lambda *values: max(values, key=_order),
            "shift": lambda day, by: shift(day, by, calendar),
            "days_between": lambda a, b: (b - a).days,
            "months_between": lambda a, b: months_between(a, b, calendar),
            "years_between": lambda a, b: years_between(a, b, calendar),
            "difference": lambda a, b: Duration(days=(a - b).days),
            "divide": self._divide,
        }

    def _lifted(self, name: str, function: Callable[..., Value]) -> Callable[..., Value]:
        """The function on constants; with anything unknown among them, a residual."""

        def lifted(*arguments: Value) -> Value:
            for argument in arguments:
                if isinstance(argument, Residual):
                    return self.residual(name, *arguments)
            return function(*arguments)

        return lifted

    def _compare(self, name: str, of_itself: bool, a: Value, b: Value) -> Value:
        """A comparison in order; what it gives for a value and that value itself is known."""
        if isinstance(a, Residual) and a is b and not a.opaque:
            return of_itself
        if isinstance(a, Residual) or isinstance(b, Residual):
            return self.residual(name, a, b)
        return self.on_constants[name](a, b)

    def _bounded(self, value: Value) -> Value:
        """A result of arithmetic; one beyond every amount in law is unknown, so that it ends."""
        if isinstance(value, Duration):
            return value
        if abs(value) > LARGEST or (isinstance(value, Fraction) and value.denominator > LARGEST):
            return self.opaque("a number too large")
        return whole_or_same(value)

    def _divide(self, a: Value, b: Value) -> Value:
        if b == 0:
            return self.opaque("a division by zero")
        return self._bounded(Fraction(a) / Fraction(b))


class Members(Residual):
    """A set of which some members are not known."""

    __slots__ = ("members",)

    def __init__(self, members: dict[str, Value]) -> None:
        variables = NO_VARIABLES
        for inside in members.values():
            if isinstance(inside, Residual):
                variables |= inside.variables
        super().__init__("members", tuple(members.values()), variables)
        self.members = members


INVALID = Outcome("impossible")


def _key(argument: Value) -> Any:
    """Tells arguments apart; `True` and `1` are equal in Python, and must not be here."""
    if isinstance(argument, (Residual, Outcome)):
        return id(argument)
    return (type(argument), argument)


def _same(a: Value, b: Value) -> bool:
    if isinstance(a, (Residual, Outcome)) or isinstance(b, (Residual, Outcome)):
        return a is b
    return type(a) is type(b) and bool(a == b)


def _constants(values: list[Value]) -> int:
    """How many different constants there are among the values."""
    different: list[Value] = []
    for value in values:
        if not isinstance(value, Residual) and not any(_same(value, one) for one in different):
            different.append(value)
    return len(different)


def whole_or_same(value: Value) -> Value:
    return whole(value) if isinstance(value, Fraction) else value


def _multiply(a: Value, b: Value) -> Value:
    if isinstance(a, Duration):
        return Duration(a.months * b, a.days * b)
    return whole_or_same(a * b)


def _within(day: date, window: Window) -> bool:
    return window.contains(day)


def _order(value: Value) -> Any:
    return (value.months, value.days) if isinstance(value, Duration) else value
