"""How what is left of a formula moves as one unknown value moves along its line."""

from __future__ import annotations

from callup.ir.motion import Direction, applied, joined
from callup.readers.explain.partial import Algebra, Assigned, Residual, Value, Variable


def along(value: Value, variable: Variable, at: Assigned, algebra: Algebra) -> Direction:
    """How a residual moves as one variable rises, near the value that `at` gives it.

    Conditions of branches count as they stand there: between two of their turns they stand still.
    """
    if not isinstance(value, Residual) or variable not in value.variables:
        return None
    arguments = value.arguments
    match value.operator:
        case "variable":
            return 1
        case "read":
            return along(arguments[0], variable, at, algebra)
        case "if":
            shown = algebra.substitute(arguments[0], at)
            branches = (
                arguments[1:]
                if isinstance(shown, Residual)
                else ((arguments[1],) if shown else (arguments[2],))
            )
            return joined([along(branch, variable, at, algebra) for branch in branches])
        case "decide":
            given = [
                arguments[index + 1]
                for index in range(1, len(arguments), 2)
                if algebra.substitute(arguments[index], at) is not False
            ]
            return joined([along(one, variable, at, algebra) for one in given])
        case "multiply" | "divide" if not isinstance(arguments[1], Residual):
            inner = along(arguments[0], variable, at, algebra)
            return inner if arguments[1] > 0 or inner is None else -inner
        case "multiply" if isinstance(arguments[0], (int, float)):
            inner = along(arguments[1], variable, at, algebra)
            return inner if arguments[0] > 0 or inner is None else -inner
        case _:
            return applied(value.operator, [along(a, variable, at, algebra) for a in arguments])


def branches(value: Value, variable: Variable) -> bool:
    """Whether a variable stands inside branches or rules, so that it may move in pieces."""
    if not isinstance(value, Residual) or variable not in value.variables:
        return False
    if value.operator in ("if", "decide"):
        return True
    return any(branches(argument, variable) for argument in value.arguments)
