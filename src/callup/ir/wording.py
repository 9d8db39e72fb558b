"""A node as a formula reads: for telling what a small part of one says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, assert_never

from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Constant,
    Definition,
    Doubt,
    Fact,
    If,
    Node,
    Parameter,
    State,
    Today,
)
from callup.values.calendar import Duration, Window
from callup.values.number import write_number

SIGNS: Final = {
    "equal": "is", "less": "<", "at_most": "<=", "add": "+", "subtract": "-", "multiply": "*",
    "divide": "/", "shift": "+", "difference": "-", "within": "within", "member": "in",
    "includes": "includes", "and": "and", "or": "or",
}  # fmt: skip
FUNCTIONS: Final = {"least": "min", "greatest": "max"}
BETWEEN: Final = {"days_between": "days", "months_between": "months", "years_between": "years"}


def words_of(node: Node) -> str:
    """The node in the words of formulas; inner formulas in brackets where they have signs."""
    match node:
        case Const(value=value):
            return constant_in_words(value)
        case Today():
            return "today"
        case Fact(name=name) | Definition(name=name):
            return name
        case Parameter(name=name, key=key):
            return name if key is None else f"{name} for {_inner(key)}"
        case State(name=name, mode="bare"):
            return name
        case State(name=name, mode="in", where=where):
            return f"{name} in {_inner(where) if where is not None else ''}"
        case State(name=name, mode=mode):
            return f"{name} {mode}"
        case AsOf(body=body, day=day):
            return f"{_inner(body)} as of {_inner(day)}"
        case Doubt(id=id):
            return f"doubt {id}"
        case If(condition=condition, then=then, otherwise=otherwise):
            return f"if {words_of(condition)} then {words_of(then)} else {words_of(otherwise)}"
        case Apply():
            return _apply(node)
        case _:
            assert_never(node)


def _apply(node: Apply) -> str:
    parts = [_inner(argument) for argument in node.arguments]
    operator = node.operator
    if operator == "not":
        return f"not {parts[0]}"
    if operator == "negate":
        return f"-{parts[0]}"
    if operator in FUNCTIONS:
        return f"{FUNCTIONS[operator]}({', '.join(parts)})"
    if operator in BETWEEN:
        return f"{BETWEEN[operator]} from {parts[0]} to {parts[1]}"
    return f" {SIGNS[operator]} ".join(parts)


def _inner(node: Node) -> str:
    words = words_of(node)
    simple = not isinstance(node, (Apply, If, AsOf)) or words.startswith(("min(", "max("))
    return words if simple else f"({words})"


def constant_in_words(value: Constant) -> str:
    """A constant as formulas write it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case frozenset():
            return "{" + ", ".join(sorted(value)) + "}"
        case date():
            return value.isoformat()
        case int() | Fraction():
            return write_number(value)
        case Duration(months=months, days=days):
            parts = [(months // 12, "years"), (months % 12, "months"), (days, "days")]
            return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 days"
        case Window(start=start, end=end):
            return f"{start[1]}.{start[0]:02}. to {end[1]}.{end[0]:02}."
        case str():
            return value
        case _:
            assert_never(value)
