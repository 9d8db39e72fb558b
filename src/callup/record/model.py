"""The record as data: who says which number about what, and what the numbers obey."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from callup.record.period import Period
from callup.text.origin import Origin
from callup.text.words import Words

Grade = Literal["A", "B", "C"]
Sources = tuple[tuple[str, Grade], ...]
Nature = Literal["count", "estimate", "plan", "target"]
Relation = Literal["<=", ">=", "="]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was said: between `low` and `high`, both included; None is open."""

    text: str
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something countable. A stock is so many on a day, a flow so many over a period.

    `never_falls` is stated of a flow that nothing is taken from: no stretch of it is below zero.
    `position` is the legal position of the people that a stock counts.
    """

    id: str
    title: Words
    unit: Words
    kind: Literal["flow", "stock"]
    definition: Words
    counted_by: tuple[str, ...]
    never_falls: bool
    position: str | None
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that somebody gave: `speaker` is a speaker of the record or an act."""

    id: str
    speaker: str
    by_act: bool
    channel: Words
    said: Period
    quantity: str
    period: Period
    amount: Amount
    per: Literal["month", "day"] | None
    nature: Nature
    sources: Sources
    superseded_by: str | None
    denies: tuple[str, ...]
    note: Words
    origin: Origin = field(compare=False)

    @property
    def grade(self) -> Grade:
        """The best grade of its sources."""
        return min(grade for _, grade in self.sources)


@dataclass(frozen=True, slots=True)
class Term:
    """A quantity times a number; `change` takes a stock's later value less its earlier one."""

    factor: Fraction
    quantity: str
    change: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """The sum of the terms stands in a relation to a number, on every stretch or in a period."""

    id: str
    says: Words
    text: str
    terms: tuple[Term, ...]
    relation: Relation
    constant: Fraction
    period: Period | None
    definition: bool
    sources: Sources
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    name: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a dispute says, in our words."""

    who: Words
    on: str
    says: Words
    sources: Sources


@dataclass(frozen=True, slots=True)
class Dispute:
    id: str
    title: Words
    question: Words
    sides: tuple[Side, ...]
    claims: tuple[str, ...]
    note: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said that is no number, in our words.

    `own_words` is another saying or claim of the same speaker: what the speaker is quoted with,
    where this saying is only reported and those words do not hold it.
    """

    id: str
    speaker: str
    channel: Words
    said: Period
    says: Words
    about: tuple[str, ...]
    own_words: str | None
    denies: tuple[str, ...]
    note: Words
    sources: Sources
    origin: Origin = field(compare=False)

    @property
    def grade(self) -> Grade:
        """The best grade of its sources."""
        return min(grade for _, grade in self.sources)


@dataclass(frozen=True, slots=True)
class Series:
    """Claims that follow one another: those about a quantity, of one nature, each for a period.

    Between the days of `complete` no member is missing; only there a superlative is decided.
    """

    id: str
    title: Words
    quantity: str
    nature: Nature
    complete: Period
    note: Words
    sources: Sources
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """All that the record of one lawbook holds, each by its id."""

    speakers: dict[str, Speaker]
    quantities: dict[str, Quantity]
    identities: dict[str, Identity]
    disputes: dict[str, Dispute]
    claims: dict[str, Claim]
    sayings: dict[str, Saying] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
