"""Why an answer is not another one, and what would make it so: facts, time, or another law.

Facts can change that are of the day, and days that have not come; what is lasting cannot. Every
suggestion is asked about again before it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from callup.inquiry.without import acts_at_work, narrowed, reach, without
from callup.ir.facts import History, Person
from callup.ir.nodes import Constant
from callup.ir.program import FactType, Program
from callup.law.model import LawbookData
from callup.readers.explain.ask import Asker, status_of
from callup.readers.explain.cells import Scale
from callup.readers.explain.compile import Engine
from callup.readers.explain.diagram import OTHER
from callup.readers.explain.finding import Finding, Status
from callup.readers.explain.nearest import Cell, Nearest, TooManyWays, Way
from callup.readers.explain.partial import Outcome, Value, Variable
from callup.text.diagnostic import Diagnostics
from callup.values.timeline import Timeline

MOST_FACTS = 3
"""How many facts at most are changed together."""
MOST_CHANGES = 60
MOST_DAYS = 60
"""How many days on which something turns are looked at."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a fact would have to be: one of `values`, or on a line from `start` up to `end`, where
    None is no bound. `now` is what it is, None where that is not known."""

    fact: str
    now: Constant | None
    values: tuple[Constant, ...]
    start: Constant | None
    end: Constant | None


@dataclass(frozen=True, slots=True)
class Change:
    """Facts that together would turn the answer, none of which could be left out."""

    needs: tuple[Need, ...]
    status: Status
    value: Constant | None
    shown: tuple[tuple[str, Constant], ...]
    """Values of these facts with which it was asked again."""


@dataclass(frozen=True, slots=True)
class ByItself:
    """The first day on which the answer turns with nothing else changed; `before` is the finding
    that it ends, which tells why."""

    on: date
    status: Status
    value: Constant | None
    before: Finding


@dataclass(frozen=True, slots=True)
class WithoutAct:
    """An act but for which the answer would be another one."""

    act: str
    status: Status
    value: Constant | None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What would turn an answer. `complete` is whether all changes of up to MOST_FACTS facts were
    looked at; without `changes` there is then none."""

    finding: Finding
    changes: tuple[Change, ...]
    complete: bool
    by_itself: ByItself | None
    searched: date
    """Up to which day it was looked whether the answer turns by itself."""
    acts: tuple[WithoutAct, ...]


def why_not(asker: Asker, position: str, data: LawbookData, known: date | None) -> WhyNot:
    """What would turn the answer for one position."""
    turning = _Turning(asker, position)
    changes, complete = turning.changes()
    by_itself, searched = _by_itself(asker, position)
    acts = tuple(_acts(asker, position, data, known))
    return WhyNot(asker.finding(position), changes, complete, by_itself, searched, acts)


# facts


@dataclass(slots=True)
class _Turning:
    asker: Asker
    position: str
    facts: dict[str, Constant | History] = field(init=False)
    """What is known, with what is taken to be no because a closing fact says so."""
    can_change: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        engine, person = self.asker.engine, self.asker.person
        self.facts = dict(person.facts)
        for name in self.asker.finding(self.position).assumed:
            self.facts[name] = engine.counts_as.get(name, False)
        self.can_change = frozenset(filter(self._can_change, engine.program.facts))

    def _can_change(self, name: str) -> bool:
        fact, now = self.asker.engine.program.facts[name], self.facts.get(name)
        if fact.closed or isinstance(now, Timeline) or fact.kind == "lasting":
            return False
        if fact.kind == "a day":
            return now is None or (isinstance(now, date) and now > self.asker.on)
        return True

    def changes(self) -> tuple[tuple[Change, ...], bool]:
        """The changes that turn the answer, the fewest facts first; whether all were found."""
        nearest = self.nearest()
        if nearest is None:
            return (), False
        found: list[Change] = []
        for most in range(1, MOST_FACTS + 1):
            nearest.seen.clear()
            try:
                ways = list(nearest.ways(most))
            except TooManyWays:
                return tuple(found), False
            for change in self.of_ways([way for way in ways if len(way.changed) == most]):
                names = {need.fact for need in change.needs}
                if not any({n.fact for n in one.needs} < names for one in found):
                    found.append(change)
        found.sort(key=self.rank)
        return tuple(found[:MOST_CHANGES]), len(found) <= MOST_CHANGES

    def rank(self, change: Change) -> tuple[int, list[int]]:
        """The fewest facts first, then those that stand first in the files."""
        order = list(self.asker.engine.program.facts)
        return len(change.needs), sorted(order.index(need.fact) for need in change.needs)

    def nearest(self) -> Nearest | None:
        """The ways to other answers; None where the cases are too many."""
        fixed = {name: v for name, v in self.facts.items() if name not in self.can_change}
        engine = copy(self.asker.engine)
        engine.closers = {}
        asker = self.again(engine, Person(fixed))
        answer = asker.exact(self.position)
        if answer is None:
            return None
        now: dict[Variable, Value] = {}
        open_: set[Variable] = set()
        for variable in answer.order:
            if variable[0] == "switch" or variable[-1] not in self.can_change:
                continue  # a switch, or what a fact was on another day
            worth = self.facts.get(variable[-1])
            if worth is None:
                open_.add(variable)
            else:
                now[variable] = variable[1] in worth if variable[0] == "member" else worth  # type: ignore[operator]
        return Nearest(answer, now, frozenset(open_))

    def again(self, engine: Engine, person: Person) -> Asker:
        asker = self.asker
        return Asker(engine, person, asker.on, asker.setup, asker.given_on)

    def of_ways(self, ways: list[Way]) -> Iterator[Change]:
        """The changes that ways stand for; ways that differ in one value are told together."""
        groups: dict[tuple[object, ...], list[Way]] = {}
        for way in ways:
            *before, last = way.changed
            key = (tuple(before), last.variable, last.line, _end_key(way.end))
            groups.setdefault(key, []).append(way)
        for group in groups.values():
            for run in _runs(group):
                change = self.change(run)
                if change is not None:
                    yield change

    def change(self, group: list[Way]) -> Change | None:
        """One change, if asking again gives what the diagram says."""
        needs: list[Need] = []
        shown: dict[str, Constant] = {}
        *before, _ = group[0].changed
        for cells in (*((cell,) for cell in before), tuple(way.changed[-1] for way in group)):
            need, value = self.need(cells)
            if value is None:
                return None
            needs.append(need)
            shown[need.fact] = value
        if len(shown) < len(needs):
            return None
        status, worth = status_of(group[0].end)
        person = Person({**self.facts, **shown})
        try:
            asker = self.again(self.asker.engine, person)
            asker.refuse_impossible()
            came = asker.answer(self.position)[:2]
        except Diagnostics:
            return None
        is_other = came != self.asker.answer(self.position)[:2]
        if came != (status, worth) or not is_other:
            return None
        return Change(tuple(needs), status, worth, tuple(shown.items()))

    def need(self, cells: tuple[Cell, ...]) -> tuple[Need, Constant | None]:
        """What a fact would have to be, and a value that is such; None where there is none."""
        first, program = cells[0], self.asker.engine.program
        name = first.variable[-1]
        fact, now = program.facts[name], self.facts.get(name)
        assert not isinstance(now, Timeline)
        if first.variable[0] == "member":
            held = now if isinstance(now, frozenset) else frozenset[str]()
            item = frozenset((first.variable[1],))
            value = held | item if first.key else held - item
            return Need(name, now, (value,), None, None), value
        if not first.line:
            values = tuple(value for cell in cells for value in _values(cell, fact, program))
            return Need(name, now, values, None, None), values[0]
        start, end = cells[0].key, cells[-1].stop
        if fact.kind == "a day":
            # a day that has not come may still be any; today is the first of them
            start = max(start, self.asker.on) if start is not None else self.asker.on
            if end is not None and end <= start:
                return Need(name, now, (), start, end), None
        return Need(name, now, (), start, end), self.within(name, start, end)

    def within(self, name: str, start: Value, end: Value) -> Constant:
        """A value from `start` up to `end`: the first, or the last before the end."""
        scale = Scale(self.asker.engine, name)
        place = scale.place(start) if start is not None else scale.low
        if start is None and end is not None:
            place = scale.place(end) - 1
        value: Constant = scale.value(place)
        return value


def _values(cell: Cell, fact: FactType, program: Program) -> list[Constant]:
    if cell.key is not OTHER:
        return [cell.key]
    return [name for name, _ in program.values[fact.type.of] if name not in cell.told]


def _runs(group: list[Way]) -> Iterator[list[Way]]:
    """Ways along a line by the stretches that they make without a gap; others together."""
    run: list[Way] = []
    for way in group:
        cell = way.changed[-1]
        if run and cell.line and run[-1].changed[-1].stop != cell.key:
            yield run
            run = []
        run.append(way)
    yield run


def _end_key(end: Value) -> tuple[object, ...]:
    return (type(end).__name__, str(end) if isinstance(end, Outcome) else end)


# time


def _by_itself(asker: Asker, position: str) -> tuple[ByItself | None, date]:
    """The first later day with another answer; and up to which day was looked."""
    now = asker.answer(position)[:2]
    finding = asker.finding(position)
    for _ in range(MOST_DAYS):
        until = finding.until
        if until is None:
            return None, asker.engine.program.horizon
        later = asker.again(until)
        if later.answer(position)[:2] != now:
            status, value = later.answer(position)[:2]
            return ByItself(until, status, value, finding), until
        finding = later.finding(position)
    return None, finding.on


# law


def _acts(
    asker: Asker, position: str, data: LawbookData, known: date | None
) -> Iterator[WithoutAct]:
    """The acts without which the answer would be another one."""
    program, cones = asker.engine.program, asker.engine.cones
    within = reach(program, cones, position)
    narrow = narrowed(data, within)
    now = asker.answer(position)[:2]
    for act in acts_at_work(program, within, asker.on):
        other = without(narrow, act, known)
        if other is None:
            continue
        again = Asker(Engine(other), asker.person, asker.on, asker.setup, asker.given_on)
        status, value = again.answer(position)[:2]
        if (status, value) != now:
            yield WithoutAct(act, status, value)
