"""What `show` gives: a page for each kind of thing that a lawbook holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from callup.inquiry.lawtext import Cited, RuleText, Where
from callup.inquiry.log import Deed
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with the grade that it has somewhere."""

    id: str
    grade: str
    title: str


@dataclass(frozen=True, slots=True)
class Said:
    """Who said that the law is so, and when."""

    who: Words
    on: str
    says: Words
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One change of an act, with the text of the rule that it writes."""

    deed: Deed
    conditions: tuple[str, ...]
    gives: str | None
    reason: Words
    note: Words


@dataclass(frozen=True, slots=True)
class ActPage:
    """An act, bill or reading. `signed`, `published` and `in_force` are as the file has them."""

    id: str
    role: str
    title: Words
    kind: Words
    issuer: Words
    number: str
    signed: str
    published: str
    in_force: str
    evidence_until: date | None
    sources: tuple[SourceLine, ...]
    note: Words
    reads: str | None
    dispute: str | None
    said_by: tuple[Said, ...]
    changes: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A rule as it reads from `start` up to `end`, where switches stand so; None: it does not."""

    start: date | None
    end: date | None
    where: Where
    text: RuleText | None


@dataclass(frozen=True, slots=True)
class RulePage:
    id: str
    on: date
    now: tuple[Form, ...]
    history: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a state stands from `start` up to `end`; without territory the region is `""`."""

    start: date | None
    end: date | None
    where: Where
    regions: tuple[str, ...]
    by: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class StatePage:
    id: str
    title: Words
    territory: bool
    otherwise: str
    lapses_after: tuple[str | None, str | None]
    on: date
    now: tuple[Stand, ...]
    history: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """What an index of a parameter is worth from `start` up to `end`."""

    index: str
    start: date | None
    end: date | None
    where: Where
    value: str | None
    by: Cited | None


@dataclass(frozen=True, slots=True)
class ParameterPage:
    id: str
    title: Words
    type: str
    by: str | None
    on: date
    now: tuple[Worth, ...]
    history: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class DefinitionPage:
    """A position or a term; a term that is defined once and for all has `formula`."""

    id: str
    meaning: str
    kind: str
    type: str
    title: Words
    question: Words
    otherwise: str
    group: Words
    covers: tuple[date | None, date | None]
    incomplete: Words
    formula: str | None
    on: date
    rules: tuple[Form, ...]
    facts: tuple[str, ...]
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class FactPage:
    id: str
    type: str
    kind: str
    question: Words
    help: Words
    values: tuple[tuple[str, Words], ...]
    low: str | None
    high: str | None
    closes: tuple[str, ...]
    closed_by: tuple[str, ...]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    id: str
    title: str
    publisher: str
    url: str
    date: str
    acts: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str], ...]
    """What rests on it: (act or doubt, grade)."""


@dataclass(frozen=True, slots=True)
class SwitchPage:
    """A dispute, a doubt or a state that is open: its settings and who says what."""

    id: str
    kind: str
    title: Words
    question: Words
    settings: tuple[tuple[str, Words], ...]
    default: str | None
    said_by: tuple[Said, ...]
    sources: tuple[SourceLine, ...]
    note: Words
    readings: tuple[ActPage, ...]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of a listing; `about` is what stands beside it: a day, a kind, a type."""

    id: str
    title: Words
    about: str


@dataclass(frozen=True, slots=True)
class Listing:
    kind: str
    lines: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """A provision that is not encoded, and the positions that it touches."""

    says: Words
    positions: tuple[str, ...]
    direction: str
    reason: Words
    by: Cited
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """Something about the law that is open, and who says what."""

    id: str
    kind: str
    title: Words
    who: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Group:
    title: Words
    positions: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What a lawbook covers, what it leaves out, what is disputed, and when its acts operate."""

    id: str
    title: Words
    covers: tuple[date | None, date | None]
    horizon: date
    evidence_until: date
    languages: tuple[str, ...]
    acts: int
    rules: int
    groups: tuple[Group, ...]
    gaps: tuple[GapLine, ...]
    disputes: tuple[DisputeLine, ...]
    operations: tuple[tuple[date, str], ...]
    """(day of operation, act)"""


Page = (
    ActPage
    | RulePage
    | StatePage
    | ParameterPage
    | DefinitionPage
    | FactPage
    | SourcePage
    | SwitchPage
    | Listing
    | Guide
)
