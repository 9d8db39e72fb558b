"""Writes a program as plain JSON and reads it back, equal in everything down to the places.

Two lines: a head with the checksum of the second, and a table of values. A row of the table is a
text, number, truth value or null as it is, or a list: the number of its kind, then of what it is
made, as numbers of earlier rows. Values that are equal, and at the same place, share one row, so
that a program takes little room and is read in one pass.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

from callup.ir import nodes, program
from callup.ir.program import Program
from callup.ir.types import Type
from callup.text.words import Words
from callup.values.calendar import Calendar, Duration, Window
from callup.values.interval import Interval
from callup.values.timeline import Timeline

FORMAT = "callup program 2"

RECORDS: tuple[type, ...] = (
    nodes.Place, nodes.Const, nodes.Today, nodes.Fact, nodes.Apply, nodes.If, nodes.Definition,
    nodes.Parameter, nodes.State, nodes.AsOf, nodes.Doubt,
    program.Condition, program.Basis, program.Rule, program.Setting, program.Standing,
    program.BySwitch, program.Switch, program.FactType, program.Definition,
    program.ParameterDefinition, program.StateDefinition, program.NotEncoded, program.ActFacts,
    program.Program,
    Type, Words, Calendar, Duration, Window, Interval, Timeline,
)  # fmt: skip
"""What programs are made of; a class is known by its module and name."""

_PLAIN = (str, int, bool, type(None))


def write(whole: Program) -> bytes:
    """The program as JSON. Raises TypeError for a value that no program is made of."""
    table = _Table()
    table.add(whole)
    names = [name for name, _ in sorted(table.kinds.items(), key=lambda pair: pair[1])]
    body = json.dumps(
        {"kinds": names, "rows": table.rows}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    return _head(body) + b"\n" + body


def read(data: bytes) -> Program:
    """The program that `write` wrote. Raises ValueError for anything else."""
    head, _, body = data.partition(b"\n")
    if head != _head(body):
        raise ValueError("this is not a program, or not a whole one")
    try:
        found = _read_table(json.loads(body))
    except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError) as error:
        raise ValueError("the parts of this program do not fit") from error
    if not isinstance(found, Program):
        raise ValueError("this is not a program")
    return found


def _head(body: bytes) -> bytes:
    return json.dumps({"format": FORMAT, "sha256": hashlib.sha256(body).hexdigest()}).encode()


class _Table:
    """Rows, each after the rows that it is made of."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.kinds: dict[str, int] = {}
        self.by_row: dict[object, int] = {}
        self.by_identity: dict[int, int] = {}

    def add(self, value: object) -> None:
        """Adds the value after all its parts; a stack of its own, since formulas may be deep."""
        stack = [value]
        while stack:
            top = stack[-1]
            parts = _parts(top)
            missing = [part for part in parts if id(part) not in self.by_identity]
            if missing:
                stack += reversed(missing)
            else:
                stack.pop()
                self.by_identity[id(top)] = self._row(top, parts)

    def _row(self, value: object, parts: Sequence[object]) -> int:
        """The number of the row of a value whose parts have rows."""
        if isinstance(value, _PLAIN):
            return self._place((type(value), value), value)
        kind = self.kinds.setdefault(_kind(value), len(self.kinds))
        if isinstance(value, date | Fraction):
            made_of = [self._place((str, str(value)), str(value))]
        else:
            made_of = [self.by_identity[id(part)] for part in parts]
        # Dictionaries can be changed, so each is itself.
        key = id(value) if isinstance(value, dict) else (kind, *made_of)
        return self._place(key, [kind, *made_of])

    def _place(self, key: object, row: object) -> int:
        number = self.by_row.setdefault(key, len(self.rows))
        if number == len(self.rows):
            self.rows.append(row)
        return number


def _parts(value: object) -> Sequence[object]:
    match value:
        case tuple():
            return value
        case frozenset():
            return sorted(value)
        case dict():
            return [part for pair in value.items() for part in pair]
        case _ if type(value) in _FIELDS:
            return [getattr(value, name) for name in _FIELDS[type(value)]]
        case _:
            return ()


def _kind(value: object) -> str:
    name = _NAMES.get(type(value))
    if name is None:
        raise TypeError(f"programs are not made of {type(value).__name__}")
    return name


def _read_table(body: dict[str, Any]) -> object:
    makers = [_MAKERS[name] for name in body["kinds"]]
    values: list[Any] = []
    take = values.__getitem__
    for row in body["rows"]:
        if type(row) is list:
            values.append(makers[row[0]](map(take, row[1:])))
        else:
            values.append(row)
    return values[-1]


def _record(made: Callable[..., object]) -> Callable[[Iterator[Any]], object]:
    return lambda parts: made(*parts)


def _dictionary(parts: Iterator[Any]) -> dict[Any, Any]:
    return dict(zip(parts, parts, strict=True))


_FIELDS = {one: tuple(field.name for field in fields(one)) for one in RECORDS}
_NAMES: dict[type, str] = {
    **{one: f"{one.__module__.rpartition('.')[2]}.{one.__name__}" for one in RECORDS},
    **{one: one.__name__ for one in (tuple, frozenset, dict, date, Fraction)},
}
_MAKERS: dict[str, Callable[[Iterator[Any]], object]] = {
    **{_NAMES[one]: _record(one) for one in RECORDS},
    "tuple": tuple,
    "frozenset": frozenset,
    "dict": _dictionary,
    "date": _record(date.fromisoformat),
    "Fraction": _record(Fraction),
}
