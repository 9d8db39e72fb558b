"""How a value may be written: the kinds that the schemas of law and record are made of.

A kind tells how a value is written. A record lists its fields in canonical order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Plain:
    """Any text in one piece."""

    what: str = "text"


@dataclass(frozen=True, slots=True)
class Localized:
    """Words for people: a text, or a mapping by language."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id; `style` is `_` for names in formulas, `-` for acts, rules and readings."""

    style: Literal["_", "-", "any"] = "any"
    what: str = "id"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class ActDays:
    """A day, a list of days, a range of days, or `unknown`."""


@dataclass(frozen=True, slots=True)
class Flag:
    """`yes` or `no`."""


@dataclass(frozen=True, slots=True)
class OneOf:
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, as `docs/law-format.md` describes them."""


@dataclass(frozen=True, slots=True)
class Length:
    """A duration such as `30 days`."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a fact is worth: a scalar, a list for sets, or a history by day."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a case expects: a scalar, or a mapping of particulars."""


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Kind


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping whose keys are `key` and whose values are `value`."""

    key: Kind
    value: Kind


@dataclass(frozen=True, slots=True)
class EitherOf:
    """What is written in one shape is of the first kind, in another of the second."""

    first: Kind
    second: Kind


@dataclass(frozen=True, slots=True)
class Field:
    kind: Kind
    says: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with fixed fields, in canonical order."""

    name: str
    fields: dict[str, Field]

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A mapping that is one of several records, told by the one key that only it has."""

    name: str
    records: dict[str, Record]

    def __hash__(self) -> int:
        return hash(self.name)


Kind = (
    Plain
    | Localized
    | Identifier
    | Day
    | ActDays
    | Flag
    | OneOf
    | Formula
    | Length
    | Value
    | Wanted
    | ListOf
    | MapOf
    | EitherOf
    | Record
    | Tagged
)

NAME = Identifier("_", "name")
ID = Identifier("-", "id")
ANY = Identifier()
WORDS = Localized()
TYPE = Plain("type")
SOURCES = MapOf(Identifier("any", "source"), OneOf(("A", "B", "C")))
