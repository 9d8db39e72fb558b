"""Makes of an operator on formulas a function from a situation to its value there.

Most of what formulas read is known of most people. So constants go past the operators of the
algebra, which look for what is not known among everything that they are given.
"""

from __future__ import annotations

import operator as plain
from collections.abc import Callable

from callup.ir.nodes import Apply, Const, Constant, Node
from callup.readers.explain.partial import Algebra, Residual, Value
from callup.readers.explain.situation import Situation, Walk, Workshop

Function = Callable[..., Value]


def compile_apply(node: Apply, walks: tuple[Walk, ...], engine: Workshop) -> Walk:
    """The function of a node from those of its arguments."""
    if node.operator in ("and", "or"):
        return _junction(node, walks, engine)
    lifted = engine.algebra.operators[node.operator]
    if len(walks) == 1:
        (only,) = walks
        return lambda s: lifted(only(s))
    function = _on_constants(node, engine.algebra)
    if function is None or len(walks) != 2:
        return lambda s: lifted(*[walk(s) for walk in walks])
    return _pair(node, walks, function, lifted)


def _on_constants(node: Apply, algebra: Algebra) -> Function | None:
    """What an operator comes to where nothing is unknown; None where that is not so easy."""
    match node.operator:
        case "equal":
            return plain.eq
        case "member":
            return _among
        case "less" | "at_most" if node.arguments[0].type.kind != "duration":
            return plain.lt if node.operator == "less" else plain.le
        case _:
            return algebra.on_constants.get(node.operator)


def _among(value: Constant, of: frozenset[str]) -> bool:
    return value in of


def _pair(node: Apply, walks: tuple[Walk, ...], function: Function, lifted: Function) -> Walk:
    """An operator on two arguments, either of which may stand in the formula as a constant."""
    first, second = walks
    a, b = node.arguments
    if isinstance(b, Const):
        right = b.value

        def to_constant(s: Situation) -> Value:
            value = first(s)
            return lifted(value, right) if isinstance(value, Residual) else function(value, right)

        return to_constant
    if isinstance(a, Const):
        left = a.value

        def of_constant(s: Situation) -> Value:
            value = second(s)
            return lifted(left, value) if isinstance(value, Residual) else function(left, value)

        return of_constant

    def of_both(s: Situation) -> Value:
        one, other = first(s), second(s)
        if isinstance(one, Residual) or isinstance(other, Residual):
            return lifted(one, other)
        return function(one, other)

    return of_both


def _junction(node: Apply, walks: tuple[Walk, ...], engine: Workshop) -> Walk:
    """All or any of the arguments; the rest is not looked at once one decides."""
    absorbing = node.operator == "or"
    lifted = engine.algebra.operators[node.operator]
    if not all(_leaves_no_trace(argument, engine) for argument in node.arguments):
        # what is not looked at leaves no reasons, which why an answer turned is told from
        return lambda s: lifted(*[walk(s) for walk in walks])

    def joined(s: Situation) -> Value:
        left = []
        for walk in walks:
            value = walk(s)
            if value is absorbing:
                return absorbing
            if isinstance(value, Residual):
                left.append(value)
        return lifted(*left) if left else not absorbing

    return joined


def _leaves_no_trace(node: Node, engine: Workshop) -> bool:
    """Whether a formula reads nothing that rules give."""
    definitions = engine.program.definitions
    return all(definitions[n].formula is not None for n in engine.cones.inputs_of(node).definitions)
