"""One typed program for the whole covered time of a lawbook.

The day and the switches are inputs like the facts. What the law says on a stretch of days is a
piece of a timeline; where a switch decides what it says, the piece holds a version per setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Literal, TypeVar

from callup.ir.nodes import Const, Constant, Node, Place
from callup.ir.types import Type
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.text.words import Words
from callup.values.calendar import Calendar
from callup.values.interval import Interval
from callup.values.number import Number
from callup.values.timeline import Timeline

Sources = tuple[tuple[str, str], ...]
"""(source, grade) pairs."""

Otherwise = Literal["no", "yes", "unknown", "none"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One part that a rule joins by `and`, or what is impossible, which has `words` for people;
    an exception has been negated already."""

    node: Node
    says: str
    place: Place
    exception: bool = False
    words: Words = Words()


@dataclass(frozen=True, slots=True)
class Basis:
    """By what something holds: the act, where in it, and the sources with their grades."""

    act: str
    cite: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it reads on some days: when all conditions hold, `gives` is the value."""

    id: str
    basis: Basis
    says: Words
    conditions: tuple[Condition, ...]
    gives: Node
    overrides: tuple[str, ...]
    chain: tuple[str, ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a parameter is worth on some days."""

    value: Const
    basis: Basis


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a state stands and where acts have spoken; without territory in the region `""`."""

    stands: frozenset[str]
    spoken: frozenset[str]
    bases: tuple[Basis, ...]


T = TypeVar("T", Rule, Setting, Standing)


@dataclass(frozen=True, slots=True)
class BySwitch(Generic[T]):
    """A version for each setting of a switch."""

    switch: str
    cases: tuple[tuple[str, BySwitch[T] | T | None], ...]

    def case(self, setting: str) -> BySwitch[T] | T | None:
        for name, version in self.cases:
            if name == setting:
                return version
        raise KeyError(setting)


@dataclass(frozen=True, slots=True)
class Switch:
    """Something about the law that may stand one way or another; `default` None is open."""

    name: str
    kind: Literal["act", "bill", "reading", "dispute", "doubt", "state"]
    id: str
    settings: tuple[str, ...]
    default: str | None
    title: Words


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact that may be given: its type, how it changes, its values and bounds.

    Where it is yes, the facts that it `closes` are no unless they are given, and those of
    `counts_as` are worth what stands there.
    """

    name: str
    type: Type
    kind: Literal["lasting", "a day", "of the day"]
    question: Words
    help: Words
    low: Number | None = None
    high: Number | None = None
    closes: tuple[str, ...] = ()
    counts_as: tuple[tuple[str, Constant], ...] = ()

    @property
    def closed(self) -> tuple[str, ...]:
        """All facts that need not be given where this one is yes."""
        return (*self.closes, *(name for name, _ in self.counts_as))


@dataclass(frozen=True, slots=True)
class Definition:
    """A term or a position, with the timelines of the rules that give it a value.

    A term that is defined once and for all has `formula` in place of rules.
    """

    name: str
    meaning: Literal["term", "position"]
    type: Type
    otherwise: Otherwise
    title: Words
    rules: tuple[tuple[str, Timeline[BySwitch[Rule] | Rule | None]], ...] = ()
    formula: Node | None = None
    formula_text: str = ""
    kind: str = ""
    question: Words = Words()
    group: str = ""
    covers: Interval = Interval()
    incomplete: Words = Words()
    place: Place = field(default=Place("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class ParameterDefinition:
    """A parameter: a timeline for every index that acts have set, `""` for all others."""

    name: str
    type: Type
    index: Type | None
    title: Words
    settings: tuple[tuple[str, Timeline[BySwitch[Setting] | Setting | None]], ...]

    def of(self, key: str) -> Timeline[BySwitch[Setting] | Setting | None]:
        found = dict(self.settings)
        return found.get(key) or found.get("") or Timeline((), (None,))


@dataclass(frozen=True, slots=True)
class StateDefinition:
    name: str
    title: Words
    territory: bool
    otherwise: Otherwise
    standing: Timeline[BySwitch[Standing] | Standing | None]


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """A provision that nobody can encode yet, and where it would turn an answer."""

    says: Words
    positions: tuple[str, ...]
    direction: Literal["may grant", "may defeat"]
    reason: Words
    basis: Basis
    interval: Interval


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What readers say about an act when they cite it."""

    id: str
    role: Literal["act", "bill", "reading"]
    title: Words
    kind: str
    number: str
    signed: str
    published: str
    in_force: str
    evidence_until: date | None
    sources: Sources


@dataclass(frozen=True, slots=True)
class Program:
    """The law of a lawbook for all its days, as known on `known` (None: all that is in it)."""

    id: str
    digest: str
    title: Words
    languages: tuple[str, ...]
    known: date | None
    covers: Interval
    horizon: date
    evidence_until: date
    currency: str
    calendar: Calendar
    facts: dict[str, FactType]
    values: dict[str, tuple[tuple[str, Words], ...]]
    territory: str
    impossible: tuple[Condition, ...]
    definitions: dict[str, Definition]
    parameters: dict[str, ParameterDefinition]
    states: dict[str, StateDefinition]
    switches: dict[str, Switch]
    not_encoded: tuple[NotEncoded, ...]
    acts: dict[str, ActFacts]
    groups: tuple[tuple[str, Words], ...]

    def positions(self) -> Iterator[Definition]:
        return (one for one in self.definitions.values() if one.meaning == "position")

    def named(self, names: Iterable[str] | None) -> tuple[str, ...]:
        """The names of positions, each once; all where None is given.

        Raises Diagnostics for those that there are not.
        """
        known = [position.name for position in self.positions()]
        found = tuple(dict.fromkeys(known if names is None else names))
        if strange := [name for name in found if name not in known]:
            raise Diagnostics(no_position(name, known) for name in strange)
        return found

    def find_switch(self, id: str) -> tuple[Switch, str | None] | None:
        """The switch called `id`, with or without its kind; a reading of a dispute comes with
        the setting that it stands for."""
        for switch in self.switches.values():
            if id in (switch.name, switch.id):
                return switch, None
            if switch.kind == "dispute" and id in switch.settings:
                return switch, id
        return None


def no_position(name: str, known: Iterable[str]) -> Diagnostic:
    """What is said where somebody asks about a position that there is not."""
    near = suggest(name, known)
    help = f"did you mean `{near}`?" if near else "`callup show LAWBOOK positions` lists them"
    return Diagnostic("bad-question", f"there is no position `{name[:60]}`", None, help=help)


def versions(version: BySwitch[T] | T | None) -> Iterator[T]:
    """All versions under all settings."""
    if isinstance(version, BySwitch):
        for _, inner in version.cases:
            yield from versions(inner)
    elif version is not None:
        yield version


def switches_in(version: BySwitch[T] | T | None) -> Iterator[str]:
    """The names of the switches that decide between versions."""
    if isinstance(version, BySwitch):
        yield version.switch
        for _, inner in version.cases:
            yield from switches_in(inner)
