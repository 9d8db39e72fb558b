"""Writes a formula of a program in the words that formulas are written in.

What is read from the text again means the same; where the same can be said in several ways, it is
said as a lawyer would: `age >= 18` for what is not below 18.
"""

from __future__ import annotations

from typing import assert_never

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
from callup.ir.show import write_constant
from callup.values.calendar import Duration

# from loose to tight, as the grammar binds
CONDITIONAL, EITHER, BOTH, DENIAL, COMPARISON, SUM, PRODUCT, NEGATIVE, JOINED, PRIMARY = range(10)

_SIGNS = {"less": "<", "at_most": "<="}
_TURNED = {"<": ">", "<=": ">="}
_DENIED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_ARITHMETIC = {
    "add": ("+", SUM), "subtract": ("-", SUM), "difference": ("-", SUM),
    "multiply": ("*", PRODUCT), "divide": ("/", PRODUCT),
}  # fmt: skip


def write_formula(node: Node) -> str:
    """The formula as text, on one line."""
    return _at(node, CONDITIONAL)


def write_condition(node: Node) -> str:
    """The formula as it stands among others that are joined by `and`."""
    return _at(node, DENIAL)


def _at(node: Node, level: int) -> str:
    """The text where something that binds as tight as `level` is expected."""
    text, binds = _written(node)
    return text if binds >= level else f"({text})"


def _written(node: Node) -> tuple[str, int]:
    """The text and how tight it binds."""
    match node:
        case Const():
            return _constant(node)
        case Today():
            return "today", PRIMARY
        case Fact(name=name) | Definition(name=name):
            return name, PRIMARY
        case Doubt(id=id):
            return f"doubt {id}", PRIMARY
        case Parameter(name=name, key=key):
            return (name, PRIMARY) if key is None else (f"{name} for {_at(key, PRIMARY)}", JOINED)
        case State(name=name, mode=mode, where=where):
            if where is not None:
                return f"{name} in {_at(where, SUM)}", COMPARISON
            return (name, PRIMARY) if mode == "bare" else (f"{name} {mode}", COMPARISON)
        case AsOf(body=body, day=day):
            return f"{_at(body, JOINED)} as of {_at(day, PRIMARY)}", JOINED
        case If(condition=condition, then=then, otherwise=otherwise):
            parts = (_at(one, CONDITIONAL) for one in (condition, then, otherwise))
            return "if {} then {} else {}".format(*parts), CONDITIONAL
        case Apply():
            return _operator(node)
        case _:
            assert_never(node)


def _constant(node: Const) -> tuple[str, int]:
    if isinstance(node.value, Duration):
        text = _duration(node.value)
    elif node.type.kind == "money":
        text = f"{write_constant(node.value)} {node.type.of}"
    else:
        text = write_constant(node.value)
    return text, NEGATIVE if text.startswith("-") else PRIMARY


def _duration(value: Duration) -> str:
    if value.months % 12 == 0 and value.months:
        return _counted(value.months // 12, "year")
    return _counted(value.months, "month") if value.months else _counted(value.days, "day")


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if abs(count) == 1 else 's'}"


def _operator(node: Apply) -> tuple[str, int]:
    name, arguments = node.operator, node.arguments
    match name:
        case "or":
            return " or ".join(_at(one, BOTH) for one in arguments), EITHER
        case "and":
            return " and ".join(_at(one, DENIAL) for one in arguments), BOTH
        case "not":
            return _denied(arguments[0])
        case "equal" | "less" | "at_most" | "member" | "includes" | "within":
            return _compared(node)
        case "least" | "greatest":
            inner = ", ".join(_at(one, CONDITIONAL) for one in arguments)
            return f"{'min' if name == 'least' else 'max'}({inner})", PRIMARY
        case "negate":
            return f"-{_at(arguments[0], JOINED)}", NEGATIVE
        case "shift":
            return _shifted(*arguments)
        case "days_between" | "months_between" | "years_between":
            return _elapsed(name.removesuffix("_between"), *arguments)
        case _:
            sign, level = _ARITHMETIC[name]
            left, right = arguments
            return f"{_at(left, level)} {sign} {_at(right, level + 1)}", level


def _shifted(day: Node, by: Node) -> tuple[str, int]:
    sign = "+"
    if isinstance(by, Const) and isinstance(by.value, Duration):
        if by.value.months < 0 or by.value.days < 0:
            sign, by = "-", Const(-by.value, by.type)
    elif isinstance(by, Apply) and by.operator == "negate":
        sign, (by,) = "-", by.arguments
    return f"{_at(day, SUM)} {sign} {_at(by, PRODUCT)}", SUM


def _elapsed(unit: str, start: Node, end: Node) -> tuple[str, int]:
    if isinstance(end, Today):
        return f"{unit} since {_at(start, JOINED)}", PRIMARY
    return f"{unit} from {_at(start, JOINED)} to {_at(end, JOINED)}", PRIMARY


def _denied(node: Node) -> tuple[str, int]:
    if isinstance(node, Apply):
        match node.operator:
            case "equal":
                left, right = node.arguments
                return f"{_at(left, SUM)} is not {_at(right, SUM)}", COMPARISON
            case "member":
                left, right = node.arguments
                return f"{_at(left, SUM)} not in {_at(right, SUM)}", COMPARISON
            case "less" | "at_most":
                left, sign, right = _sides(node)
                return f"{_at(left, SUM)} {_DENIED[sign]} {_at(right, SUM)}", COMPARISON
            case "not":
                return _written(node.arguments[0])
            case _:
                pass
    return f"not {_at(node, DENIAL)}", DENIAL


def _compared(node: Apply) -> tuple[str, int]:
    left, right = node.arguments
    match node.operator:
        case "equal":
            return f"{_at(left, SUM)} is {_at(right, SUM)}", COMPARISON
        case "member":
            return f"{_at(left, SUM)} in {_at(right, SUM)}", COMPARISON
        case "includes":
            return f"{_at(left, SUM)} includes {_at(right, SUM)}", COMPARISON
        case "within":
            window = write_constant(right.value) if isinstance(right, Const) else ""
            if isinstance(left, Today):
                return window, PRIMARY
            return f"{_at(left, SUM)} {window}", COMPARISON
        case "at_most" if isinstance(right, Today):
            return f"{_at(left, SUM)} has come", COMPARISON
        case _:
            first, sign, second = _sides(node)
            return f"{_at(first, SUM)} {sign} {_at(second, SUM)}", COMPARISON


def _sides(node: Apply) -> tuple[Node, str, Node]:
    """A comparison with the constant on its right."""
    left, right = node.arguments
    sign = _SIGNS[node.operator]
    if isinstance(left, Const) and not isinstance(right, Const):
        return right, _TURNED[sign], left
    return left, sign, right
