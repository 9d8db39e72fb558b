"""What folding leaves of a target on some days: a rule, the value of a parameter, a state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from callup.law.model import FormulaText, Name, Sources
from callup.law.operations import Operation
from callup.text.origin import Origin
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A rule as it reads on some days; `act` gave it this form, `chain` are all that shaped it."""

    rule: str
    target: str
    says: Words
    when: FormulaText
    unless: FormulaText | None
    gives: FormulaText | None
    overrides: tuple[Name, ...]
    act: str
    cite: str
    sources: Sources
    chain: tuple[str, ...]
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class ParameterVersion:
    """What one index of a parameter is on some days."""

    value: FormulaText
    act: str
    cite: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class StateVersion:
    """Where a state stands, where acts have spoken at all, and by which acts.

    A state without territory stands in the one region `""`.
    """

    stands: frozenset[str]
    spoken: frozenset[str]
    by: tuple[tuple[str, str, Sources], ...]


Version = RuleVersion | ParameterVersion | StateVersion


def cuts_of(operations: Iterable[Operation]) -> list[date]:
    days = [one.interval.start for one in operations] + [one.interval.end for one in operations]
    return [day for day in days if day is not None]


def sources_of(one: Operation) -> Sources:
    return one.change.common.sources or one.act.sources
