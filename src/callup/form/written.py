"""What the converter makes of single values: names, formulas, uncertain days, with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from callup.text.origin import Origin
from callup.text.yaml_tree import Scalar


@dataclass(frozen=True, slots=True)
class FormulaText:
    """A formula as it is written; `scalar` tells where each of its characters stands."""

    text: str
    scalar: Scalar = field(compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """An id that refers to something else in the lawbook, and where it is written."""

    text: str
    origin: Origin = field(compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Days:
    """A day of an act as far as it is known: one of `choices`, where None is never.

    `unknown` is a day of which nothing is known; then `choices` is empty.
    """

    choices: tuple[date | None, ...]
    origin: Origin = field(compare=False)

    @property
    def unknown(self) -> bool:
        return not self.choices

    @property
    def one(self) -> date | None:
        """The day, where it is certain."""
        return self.choices[0] if len(self.choices) == 1 else None

    @property
    def last(self) -> date | None:
        return max((day for day in self.choices if day), default=None)

    @property
    def first(self) -> date | None:
        return min((day for day in self.choices if day), default=None)
