"""The shape of a formula as it is written, before names and types are settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Word

from callup.values.calendar import Window


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the text of a formula something is written: characters [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out. `value` is text for numbers, money, days and durations."""

    kind: Word["boolean", "integer", "number", "money", "date", "duration"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Today:
    span: Span


@dataclass(frozen=True, slots=True)
class Doubt:
    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Junction:
    """`and` or `or` of two or more parts."""

    word: Word["and", "or"]
    parts: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    part: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Negative:
    part: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Arithmetic:
    sign: Word["+", "-", "*", "/"]
    left: Expression
    right: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """A chain such as `18 <= age < 30`: n signs between n + 1 parts."""

    parts: tuple[Expression, ...]
    signs: tuple[Word["<", "<=", ">", ">=", "is", "is not"], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Braces:
    """`{a, b}`: a set of values."""

    items: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class In:
    """`a in {x, y}`, or a state in a place."""

    left: Expression
    right: Expression
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Where:
    """`STATE anywhere`, `STATE everywhere`."""

    state: Expression
    word: Word["anywhere", "everywhere"]
    span: Span


@dataclass(frozen=True, slots=True)
class Includes:
    left: Expression
    right: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Between:
    """A day, or today where `day` is None, within a part of the year."""

    day: Expression | None
    window: Window
    span: Span


@dataclass(frozen=True, slots=True)
class HasCome:
    day: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Whole units from `start` to `end`, or to today where `end` is None."""

    unit: Word["days", "months", "years"]
    start: Expression
    end: Expression | None
    span: Span


@dataclass(frozen=True, slots=True)
class Conditional:
    condition: Expression
    then: Expression
    otherwise: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Indexed:
    """`PARAMETER for KEY`."""

    parameter: Expression
    key: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class AsOf:
    body: Expression
    day: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Extreme:
    word: Word["min", "max"]
    parts: tuple[Expression, ...]
    span: Span


Expression = (
    Literal
    | Name
    | Today
    | Doubt
    | Junction
    | Not
    | Negative
    | Arithmetic
    | Comparison
    | Braces
    | In
    | Where
    | Includes
    | Between
    | HasCome
    | Elapsed
    | Conditional
    | Indexed
    | AsOf
    | Extreme
)
