"""What came of one part of a statement, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from callup.record.model import Record
from callup.record.verdict import Outcome
from callup.text.words import Words

Source = tuple[str, str]
"""A source of the lawbook with the grade that it has here."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A setting of a switch under which the part would come out otherwise."""

    switch: str
    kind: str
    setting: str
    came: str
    title: Words


@dataclass(frozen=True, slots=True)
class PartResult:
    """The outcome of one part: what was asked, what was wanted and what came, and why.

    `acts` are ids of acts of the lawbook, `entries` ids of claims, sayings and series of the
    record; `turned` are the settings of switches that make it another outcome.
    """

    outcome: Outcome
    says: Words
    asked: str
    on: date
    known: date
    wanted: str
    came: str
    why: Words
    acts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    turned: tuple[Turned, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The record as it was known on a day, for questions that speak of a day."""

    record: Record
    on: date
    known: date
