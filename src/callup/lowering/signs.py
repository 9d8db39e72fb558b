"""What a sign means between two typed nodes, and which types go together."""

from __future__ import annotations

from callup.ir.nodes import Apply, Const, Node
from callup.ir.types import BOOLEAN, DATE, DAYS, INTEGER, NUMBER, Type
from callup.values.calendar import Duration

MIXED = Type("duration", "months and days")


def fits(found: Type, want: Type) -> bool:
    return (
        found == want
        or (found == INTEGER and want == NUMBER)
        or (found.kind == want.kind == "duration")
    )


def joined(a: Type, b: Type) -> Type | None:
    """The one type of two branches, or None."""
    if a == b:
        return a
    if {a, b} == {INTEGER, NUMBER}:
        return NUMBER
    return MIXED if a.kind == b.kind == "duration" else None


def equality(left: Node, right: Node) -> Node:
    """Equality; with yes or no it is the other side, or its opposite."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Const) and one.type == BOOLEAN:
            return other if one.value else Apply("not", (other,), BOOLEAN)
    if left.type == BOOLEAN:
        # both or neither: the parts stay visible to whoever splits cases
        neither = tuple(Apply("not", (side,), BOOLEAN) for side in (left, right))
        both = Apply("and", (left, right), BOOLEAN)
        return Apply("or", (both, Apply("and", neither, BOOLEAN)), BOOLEAN)
    return Apply("equal", (left, right), BOOLEAN)


def a_type(type: Type) -> str:
    words = str(type)
    if type.kind == "money":
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


_NUMERIC = ("integer", "number")


def arithmetic(sign: str, left: Node, right: Node) -> Node | None:
    """What a sign means between two nodes; None where it has no meaning."""
    a, b = left.type, right.type
    if sign in "+-":
        return _sum("add" if sign == "+" else "subtract", left, right)
    if a.kind in _NUMERIC and b.kind in _NUMERIC:
        if sign == "/":
            return Apply("divide", (left, right), NUMBER)
        return Apply("multiply", (left, right), joined(a, b) or NUMBER)
    if a.kind == "money" and b.kind in _NUMERIC:
        return Apply("multiply" if sign == "*" else "divide", (left, right), a)
    if sign == "*" and a.kind in _NUMERIC and b.kind == "money":
        return Apply("multiply", (right, left), b)
    if sign == "*" and {a.kind, b.kind} == {"duration", "integer"}:
        pair = (left, right) if a.kind == "duration" else (right, left)
        return Apply("multiply", pair, pair[0].type)
    if sign == "/" and a.kind == "money" and a == b:
        return Apply("divide", (left, right), NUMBER)
    return None


def _sum(operator: str, left: Node, right: Node) -> Node | None:
    a, b = left.type, right.type
    if a.kind == "date" and b.kind == "duration":
        by = right if operator == "add" else _negated(right)
        return Apply("shift", (left, by), DATE)
    if operator == "add" and a.kind == "duration" and b.kind == "date":
        return Apply("shift", (right, left), DATE)
    if operator == "subtract" and a.kind == b.kind == "date":
        return Apply("difference", (left, right), DAYS)
    if a.kind in (*_NUMERIC, "money", "duration"):
        type = joined(a, b)
        return Apply(operator, (left, right), type) if type else None
    return None


def _negated(duration: Node) -> Node:
    if isinstance(duration, Const) and isinstance(duration.value, Duration):
        return Const(-duration.value, duration.type)
    return Apply("negate", (duration,), duration.type)


def arithmetic_help(left: Node, right: Node) -> str | None:
    kinds = {left.type.kind, right.type.kind}
    if kinds == {"date", "integer"}:
        return "say which unit, as in `+ 30 days`"
    if kinds == {"date"}:
        return "two days can be subtracted, which gives a duration"
    return None


def comparison_help(left: Node, right: Node) -> str | None:
    kinds = {left.type.kind, right.type.kind}
    number = next((n for n in (left, right) if isinstance(n, Const) and n.type == INTEGER), None)
    if kinds == {"date", "duration"}:
        return "compare a day with a day, as in `X + 30 days <= today`"
    if kinds == {"duration", "integer"} and number is not None:
        return f"write `{number.value} days`, or count with `days from X to Y`"
    if "money" in kinds and number is not None:
        money = left.type if left.type.kind == "money" else right.type
        return f"write `{number.value} {money.of}`"
    return None
