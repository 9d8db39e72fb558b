"""A document under audit as data: its statements in our words, and the queries that test them.

Nothing here says whether a statement is true: verdicts are worked out, never written down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from callup.record.model import Amount, Nature, Sources
from callup.record.period import DAY, Period
from callup.text.origin import Origin
from callup.text.words import Words

Facts = tuple[tuple[str, object], ...]
Settings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What every part has: what it says, and days of its own where they are not the audit's."""

    says: Words
    on: date | None
    known: date | None
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Asks:
    """A question to the law, and the answer that the statement gives to it."""

    common: Common
    question: str
    gives: str
    person: Facts
    with_: Settings
    without: tuple[str, ...]
    strict: bool


@dataclass(frozen=True, slots=True)
class Differs:
    """That a rule, state, parameter or finding differs between two days, or that it does not."""

    common: Common
    thing: str
    start: date
    end: date
    person: Facts
    gives: bool


@dataclass(frozen=True, slots=True)
class ActIs:
    """That an act is on record, with these particulars (kind, number, days)."""

    common: Common
    act: str
    particulars: Settings


@dataclass(frozen=True, slots=True)
class ReadingHolds:
    """That the law is as a reading has it, which somebody upholds."""

    common: Common
    reading: str


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """That `by` said this number of a quantity; without `by` that it is so."""

    common: Common
    quantity: str
    by: str | None
    amount: Amount
    per: Literal["month", "day"] | None
    period: Period | None
    nature: Nature | None


@dataclass(frozen=True, slots=True)
class WordsSaid:
    """That somebody said so; with `by`, who."""

    common: Common
    saying: str
    by: str | None


@dataclass(frozen=True, slots=True)
class LargestOf:
    """That no member of a series that began since a day is larger than the one of a period."""

    common: Common
    series: str
    member: Period
    since: date
    words: str | None


@dataclass(frozen=True, slots=True)
class AverageOf:
    """That a total that somebody gave for a period comes to so many a month or a day."""

    common: Common
    quantity: str
    by: str
    period: Period
    amount: Amount
    per: Literal["month", "day"]


@dataclass(frozen=True, slots=True)
class PlanMet:
    """That by a day, on somebody's word, as many were reached as a plan asks for."""

    common: Common
    plan: str
    by: str
    day: date


@dataclass(frozen=True, slots=True)
class Outside:
    """What neither law nor record speaks of."""

    common: Common


Part = (
    Asks
    | Differs
    | ActIs
    | ReadingHolds
    | NumberSaid
    | WordsSaid
    | LargestOf
    | AverageOf
    | PlanMet
    | Outside
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the statement stands in the text: the place of its first word, how many words it has,
    and their fingerprint (`text.passage.fingerprint`)."""

    first: int
    count: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a document, in our words; `precisely` is what would be right."""

    n: int
    says: Words
    precisely: Words
    parts: tuple[Part, ...]
    bears: tuple[str, ...]
    passage: Passage | None
    note: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is audited; `digest` is that of its text, which is not kept."""

    id: str
    title: Words
    publisher: str
    day: Period
    address: str
    digest: str | None
    sources: Sources
    note: Words
    statements: tuple[Statement, ...]
    origin: Origin = field(compare=False)

    @property
    def last_day(self) -> date:
        """The last day on which it may have been published: the audit's day unless told."""
        assert self.day.after is not None
        return self.day.after[1] - DAY
