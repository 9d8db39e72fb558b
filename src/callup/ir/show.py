"""Shows a formula of a program as a tree of lines, one a node with its type."""

from __future__ import annotations

from datetime import date

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
    children,
)
from callup.values.number import Number, write_number


def show(node: Node) -> str:
    """The node and all inside it, each line indented below what it is part of."""
    return "\n".join(_lines(node, ""))


def _lines(node: Node, indent: str) -> list[str]:
    lines = [f"{indent}{_title(node)}: {node.type}"]
    for child in children(node):
        lines += _lines(child, indent + "  ")
    return lines


def _title(node: Node) -> str:
    match node:
        case Const(value=value):
            return write_constant(value)
        case Today():
            return "today"
        case Fact(name=name):
            return f"fact {name}"
        case Definition(name=name):
            return f"definition {name}"
        case Parameter(name=name):
            return f"parameter {name}"
        case State(name=name, mode=mode):
            return f"state {name}" if mode == "bare" else f"state {name} {mode}"
        case Apply(operator=operator):
            return operator
        case If():
            return "if"
        case AsOf():
            return "as of"
        case Doubt(id=id):
            return f"doubt {id}"


def write_constant(value: Constant) -> str:
    """A constant in the words of a formula."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case frozenset():
            return "{" + ", ".join(sorted(value)) + "}"
        case _:
            return write_number(value) if isinstance(value, Number) else str(value)
