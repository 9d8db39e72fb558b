"""The operators of a program, declared: what each takes and gives, and which reader can do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Support = Literal["supported", "never"]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. `monotone` tells, argument by argument, how the result moves with it on a
    line: +1 with it, -1 against it, 0 neither; comparisons move from no (0) to yes (1)."""

    name: str
    takes: str
    gives: str
    says: str
    monotone: tuple[int, ...] = ()
    frames: Support = "supported"
    proof: Support = "supported"
    why: str = ""
    """Why a reader never does it."""


_TABLE = (
    Operator("and", "boolean…", "boolean", "all of them"),
    Operator("or", "boolean…", "boolean", "any of them"),
    Operator("not", "boolean", "boolean", "the opposite"),
    Operator("equal", "a, a", "boolean", "the same value; dates, numbers, money, choices, sets"),
    Operator("less", "a, a", "boolean", "ordered values: the first is below", (-1, 1)),
    Operator("at_most", "a, a", "boolean", "ordered values: the first is not above", (-1, 1)),
    Operator("member", "choice, constant set", "boolean", "one of the values listed"),
    Operator("includes", "set, choice", "boolean", "the set contains the value"),
    Operator("within", "date, window", "boolean", "the day lies in that part of its year"),
    Operator("add", "number, number", "number", "also money and durations", (1, 1)),
    Operator("subtract", "number, number", "number", "also money and durations", (1, -1)),
    Operator("multiply", "number, number", "number", "or money by a number"),
    Operator(
        "divide",
        "number, number",
        "number",
        "exact; by zero gives unknown",
        frames="never",
        why="columns hold no fractions",
    ),
    Operator("negate", "number", "number", "also money and durations", (-1,)),
    Operator("least", "a…", "a", "the least of ordered values"),
    Operator("greatest", "a…", "a", "the greatest of ordered values"),
    Operator("shift", "date, duration", "date", "months first, then days", (1, 1)),
    Operator("days_between", "date, date", "integer", "whole days from the first", (-1, 1)),
    Operator("months_between", "date, date", "integer", "whole months from the first", (-1, 1)),
    Operator("years_between", "date, date", "integer", "whole years from the first", (-1, 1)),
    Operator("difference", "date, date", "duration in days", "the first less the second", (1, -1)),
)

OPERATORS: dict[str, Operator] = {operator.name: operator for operator in _TABLE}
