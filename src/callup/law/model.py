"""The law as data: what the files of a lawbook say, before any of it is folded or typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from callup.form.written import Days as Days  # noqa: PLC0414 (part of this model)
from callup.form.written import FormulaText as FormulaText  # noqa: PLC0414
from callup.form.written import Name as Name  # noqa: PLC0414
from callup.text.origin import Origin
from callup.text.words import Words
from callup.values.calendar import Calendar, Duration

Grade = Literal["A", "B", "C"]
Sources = tuple[tuple[str, Grade], ...]


@dataclass(frozen=True, slots=True)
class Covers:
    """The days that are spoken about, half-open; None is open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class ActKind:
    id: str
    rank: int
    title: Words


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of values that facts share; `territory` if states are declared for them."""

    id: str
    values: tuple[tuple[str, Words], ...]
    territory: bool
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class FactDefinition:
    id: str
    type: Name
    kind: Literal["lasting", "a day", "of the day"]
    question: Words
    help: Words
    values: tuple[tuple[str, Words], ...]
    low: str | None
    high: str | None
    closes: tuple[Name, ...]
    counts_as: tuple[tuple[Name, str], ...]
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Impossible:
    when: FormulaText
    says: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class TermDefinition:
    id: str
    type: Name
    formula: FormulaText | None
    says: Words
    otherwise: str
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class PositionDefinition:
    id: str
    kind: str
    type: Name
    title: Words
    question: Words
    otherwise: str
    group: Name | None
    covers: Covers | None
    incomplete: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class StateDefinition:
    id: str
    title: Words
    territory: bool
    otherwise: str
    lapses_everywhere: Duration | None
    lapses_regions: Duration | None
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class ParameterDefinition:
    id: str
    type: Name
    by: Name | None
    title: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: str
    publisher: str
    url: str
    date: str
    origin: Origin = field(compare=False)


# what acts do


@dataclass(frozen=True, slots=True)
class Common:
    """What every change may carry. `act` and `index` tell which change it is."""

    act: str
    index: int
    start: date | None
    end: date | None
    cite: str
    sources: Sources
    after: Name | None
    under: Name | None
    note: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class RuleBody:
    """What a rule says; in a replacement, None is taken over from the rule as it stands."""

    target: Name | None
    says: Words | None
    when: FormulaText | None
    unless: FormulaText | None
    gives: FormulaText | None
    overrides: tuple[Name, ...] | None


@dataclass(frozen=True, slots=True)
class RuleChange:
    verb: Literal["add", "replace"]
    rule: Name
    body: RuleBody
    common: Common


@dataclass(frozen=True, slots=True)
class RuleEnd:
    """Ends, hides or undoes a rule, or all that an act did; `revives` None means everything."""

    verb: Literal["repeal", "suspend", "annul"]
    rule: Name | None
    of_act: Name | None
    revives: tuple[Name, ...] | None
    common: Common


@dataclass(frozen=True, slots=True)
class StateChange:
    verb: Literal["declare", "extend", "end"]
    state: Name
    where: tuple[Name, ...] | None
    common: Common


@dataclass(frozen=True, slots=True)
class Setting:
    """What a parameter is from a day on (None: from the day of the change), by index or at all."""

    start: date | None
    key: Name | None
    value: FormulaText


@dataclass(frozen=True, slots=True)
class ParameterChange:
    parameter: Name
    settings: tuple[Setting, ...]
    common: Common


@dataclass(frozen=True, slots=True)
class NotEncoded:
    says: Words
    positions: tuple[Name, ...]
    direction: Literal["may grant", "may defeat"]
    reason: Words
    common: Common


Change = RuleChange | RuleEnd | StateChange | ParameterChange | NotEncoded


@dataclass(frozen=True, slots=True)
class Saying:
    """Who said that the law is so, and when."""

    who: Words
    on: str
    says: Words
    sources: Sources


@dataclass(frozen=True, slots=True)
class Act:
    """An act, a bill or a reading: what changes the law, or would.

    `dispute` names the dispute that a reading belongs to.
    """

    id: str
    role: Literal["act", "bill", "reading"]
    title: Words
    kind: Name | None
    issuer: Words
    number: str
    signed: Days
    published: Days
    in_force: Days
    evidence_until: date | None
    sources: Sources
    note: Words
    changes: tuple[Change, ...]
    said_by: tuple[Saying, ...]
    reads: Name | None
    dispute: str | None
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Dispute:
    id: str
    title: Words
    question: Words
    prevails: Name | None
    readings: tuple[str, ...]
    note: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class DoubtDefinition:
    id: str
    title: Words
    question: Words
    said_by: tuple[Saying, ...]
    sources: Sources
    note: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example; what is given and expected stays as it is written."""

    name: str
    reference: str
    person: tuple[tuple[Name, object], ...]
    with_: tuple[tuple[Name, str], ...]
    without: tuple[Name, ...]
    known: date | None
    strict: bool
    expect: tuple[Expectation, ...]
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Expectation:
    """On a day, what is asked (`may_contract`, `rule X names Y`) and what should come back."""

    on: date
    asks: str
    wants: tuple[tuple[str, tuple[str, ...]], ...]
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class Theorem:
    """What the law of a lawbook must make true of everybody, on the days that it speaks of."""

    id: str
    says: Words
    mode: Literal["never", "always"]
    formula: FormulaText
    covers: Covers
    with_: tuple[tuple[Name, str], ...]
    without: tuple[Name, ...]
    sources: Sources
    note: Words
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class LawbookData:
    """All that the files of a lawbook say."""

    id: str
    title: Words
    languages: tuple[str, ...]
    covers: Covers
    horizon: date
    evidence_until: date
    currency: str
    calendar: Calendar
    kinds: tuple[ActKind, ...]
    groups: tuple[tuple[str, Words], ...]
    choices: tuple[Choices, ...]
    facts: tuple[FactDefinition, ...]
    impossible: tuple[Impossible, ...]
    terms: tuple[TermDefinition, ...]
    positions: tuple[PositionDefinition, ...]
    states: tuple[StateDefinition, ...]
    parameters: tuple[ParameterDefinition, ...]
    sources: tuple[Source, ...]
    theorems: tuple[Theorem, ...]
    acts: tuple[Act, ...]
    disputes: tuple[Dispute, ...]
    doubts: tuple[DoubtDefinition, ...]
    cases: tuple[Case, ...]
    digest: str
    files: tuple[str, ...]
