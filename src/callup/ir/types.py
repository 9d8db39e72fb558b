"""The types of values in a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["boolean", "integer", "number", "money", "date", "duration", "choice", "set"]


@dataclass(frozen=True, slots=True)
class Type:
    """A type. `of` names the list of a choice or set, the currency of money, and whether a
    duration counts `days` or `months`, which cannot be compared with each other."""

    kind: Kind
    of: str = ""

    def __str__(self) -> str:
        match self.kind:
            case "choice":
                return f"choice of {self.of}"
            case "set":
                return f"set of {self.of}"
            case "money":
                return f"money in {self.of}"
            case "duration":
                return f"duration in {self.of}"
            case _:
                return self.kind

    @property
    def is_line(self) -> bool:
        """Whether the values are ordered, so that facts of this type are cut by comparisons."""
        return self.kind in ("integer", "number", "money", "date")


BOOLEAN = Type("boolean")
INTEGER = Type("integer")
NUMBER = Type("number")
DATE = Type("date")
DAYS = Type("duration", "days")
MONTHS = Type("duration", "months")
