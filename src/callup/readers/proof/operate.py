"""The operators of `ir.operators` on what formulas are worth for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from callup.ir.nodes import Apply
from callup.readers.proof import line, numbers
from callup.readers.proof.days import Days, Length
from callup.readers.proof.line import NotEncoded
from callup.readers.proof.logic import (
    Bool,
    Truth,
    alike,
    all_of,
    any_of,
    both,
    either,
    negation,
    opposite,
)
from callup.readers.proof.value import (
    Base,
    Choice,
    Members,
    Valued,
    crossed,
    gather,
    holds,
    settled,
)
from callup.values.calendar import Window

Result = Truth | Valued


class Operators:
    """Works out operators for one question."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.context = days.context

    def apply(self, node: Apply, arguments: list[Result]) -> Result:
        """What an operator gives. Raises NotEncoded for what the solver cannot be told."""
        truths = [one for one in arguments if isinstance(one, Truth)]
        values = [one for one in arguments if isinstance(one, Valued)]
        match node.operator:
            case "and":
                return all_of(truths)
            case "or":
                return any_of(truths)
            case "not":
                return negation(truths[0])
            case "equal" if truths:
                known = both(*(one.settled for one in truths))
                return Truth(both(known, alike(truths[0].yes, truths[1].yes)), known)
            case name if name in TESTS:
                known = settled(values)
                test = partial(TESTS[name], self)
                return Truth(both(known, holds(values, self.context, test)), known)
            case name if name in FUNCTIONS:
                return self.function(name, values)
            case name:
                raise NotEncoded(f"the operator {name}")

    def function(self, name: str, values: list[Valued]) -> Valued:
        cases = []
        lacking: list[Bool] = []
        for guard, bases in crossed(values, self.context):
            base, there_is = FUNCTIONS[name](self, *bases)
            cases.append((guard, base))
            if there_is is not True:
                lacking.append(both(guard, opposite(there_is)))
        known = both(settled(values), opposite(either(*lacking)))
        return gather(cases, known, self.context)

    # tests

    def equal(self, a: Base, b: Base) -> Bool:
        match a, b:
            case Length(), Length():
                return both(self.same(a.months, b.months), self.same(a.days, b.days))
            case (Members(), _) | (_, Members()):
                return self.equal_sets(a, b)
            case (Choice(), Choice()):
                shared = [value for value in a.values if value in b.values]
                return either(*(both(a.is_(value), b.is_(value)) for value in shared))
            case (Choice(), str()):
                return a.is_(b)
            case (str(), Choice()):
                return b.is_(a)
            case (str() | frozenset(), _):
                return a == b
            case _:
                return self.same(a, b)

    def same(self, a: Any, b: Any) -> Bool:
        return line.equal(a, b, self.context)

    def equal_sets(self, a: Base, b: Base) -> Bool:
        names = {name for one in (a, b) for name in _names(one)}
        return both(*(alike(_has(a, name), _has(b, name)) for name in sorted(names)))

    def less(self, a: Base, b: Base) -> Bool:
        if isinstance(a, Length):
            sooner = line.less(a.months, b.months, self.context)
            level = self.same(a.months, b.months)
            return either(sooner, both(level, line.less(a.days, b.days, self.context)))
        return line.less(a, b, self.context)

    def at_most(self, a: Base, b: Base) -> Bool:
        return opposite(self.less(b, a))

    def member(self, value: Base, of: Base) -> Bool:
        return value.among(of) if isinstance(value, Choice) else value in of

    def includes(self, values: Base, item: Base) -> Bool:
        if isinstance(item, str):
            return _has(values, item)
        return either(*(both(item.is_(one), _has(values, one)) for one in _names(values)))

    def within(self, day: Base, window: Window) -> Bool:
        return self.days.within(day, window)

    # functions

    def add(self, a: Base, b: Base) -> tuple[Base, Bool]:
        if isinstance(a, Length):
            months = numbers.add(a.months, b.months, self.context)
            return Length(months, numbers.add(a.days, b.days, self.context)), True
        return self.bounded(numbers.add(a, b, self.context))

    def bounded(self, point: Base, there_is: Bool = True) -> tuple[Base, Bool]:
        return point, both(there_is, numbers.in_bounds(point, self.context))

    def multiply(self, a: Base, b: Base) -> tuple[Base, Bool]:
        if isinstance(a, Length):
            return Length(self.times(a.months, b), self.times(a.days, b)), True
        return self.bounded(numbers.multiply(a, b, self.context))

    def times(self, a: Any, b: Any) -> Any:
        if not line.is_whole(b):
            raise NotEncoded("a length of time multiplied by a fraction")
        return numbers.multiply(a, b, self.context)

    def negative(self, a: Base) -> Base:
        if isinstance(a, Length):
            return Length(
                numbers.negate(a.months, self.context), numbers.negate(a.days, self.context)
            )
        return numbers.negate(a, self.context)

    def extreme(self, bases: list[Base], least: bool) -> Base:
        if not isinstance(bases[0], Length):
            return numbers.extreme(bases, least, self.context)
        if all(isinstance(one.months, int) and isinstance(one.days, int) for one in bases):
            pick = min if least else max
            return pick(bases, key=lambda one: (one.months, one.days))
        if all(one.months == 0 for one in bases):
            return Length(0, numbers.extreme([one.days for one in bases], least, self.context))
        raise NotEncoded("the least or greatest of months and days that are not known")


def _names(values: Base) -> list[str]:
    if isinstance(values, Members):
        return [name for name, _ in values.members]
    return sorted(values)


def _has(values: Base, name: str) -> Bool:
    return values.has(name) if isinstance(values, Members) else name in values


# Tables of the class, not of its objects: an object that held its own methods would be kept, with
# all that the solver was told, until somebody looks for circles.
TESTS: Final[dict[str, Callable[..., Bool]]] = {
    "equal": Operators.equal,
    "less": Operators.less,
    "at_most": Operators.at_most,
    "member": Operators.member,
    "includes": Operators.includes,
    "within": Operators.within,
}
FUNCTIONS: Final[dict[str, Callable[..., tuple[Base, Bool]]]] = {
    "add": Operators.add,
    "subtract": lambda self, a, b: self.add(a, self.negative(b)),
    "multiply": Operators.multiply,
    "divide": lambda self, a, b: self.bounded(*numbers.divide(a, b, self.context)),
    "negate": lambda self, a: (self.negative(a), True),
    "least": lambda self, *bases: (self.extreme(list(bases), True), True),
    "greatest": lambda self, *bases: (self.extreme(list(bases), False), True),
    "shift": lambda self, day, by: (self.days.shift(day, by), True),
    "days_between": lambda self, a, b: (self.days.days_between(a, b), True),
    "months_between": lambda self, a, b: (self.days.months_between(a, b), True),
    "years_between": lambda self, a, b: (self.days.years_between(a, b), True),
    "difference": lambda self, a, b: (Length(0, self.days.days_between(b, a)), True),
}
