"""How long an answer holds: the first later day on which it differs, and why.

The answer is asked again only on days on which something may turn it: the law changes, a history
of a fact goes on, or a clock turns for this person. Of a fact on a line that is not known, the cut
that moves with the day matters when it meets one that does not: there the cells change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from callup.ir.facts import Person
from callup.ir.nodes import AsOf
from callup.readers.explain.cells import Cutter, Scale
from callup.readers.explain.clock import Clock, clocks_in, clocks_of, history_days, next_turn
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import Turn
from callup.readers.explain.partial import Assigned, Residual, Value, Variable
from callup.readers.explain.quiet import NotSettled, Quiet
from callup.readers.explain.situation import Situation, Trace

DAY = timedelta(days=1)
SOON = timedelta(days=2)
DRIFT = 8
"""Days by which a cut that counts months moves at most against one that counts days."""
MOST_DAYS = 3_000
"""How many days are asked about at most; then the answer is said to hold until there."""


class Asked(Protocol):
    """What shelf life needs of an answer on a day."""

    situation: Situation

    def signature(self, name: str) -> tuple[object, ...]: ...

    def left(self, name: str) -> Value: ...

    def again(self, day: date) -> Asked: ...


@dataclass(slots=True)
class _View:
    """What is left of the position on one day."""

    engine: Engine
    situation: Situation
    left: Value
    variables: frozenset[Variable] = field(init=False)
    parts: set[int] = field(default_factory=set)
    hides: bool = False
    """Whether something that moves may stand inside what is pending for a day."""

    def __post_init__(self) -> None:
        self.variables = self.left.variables if isinstance(self.left, Residual) else frozenset()
        if isinstance(self.left, Residual):
            self.enter(self.left)

    def enter(self, value: Residual) -> None:
        if id(value) not in self.parts:
            self.parts.add(id(value))
            self.hides |= value.operator == "pending" and self.moves(value.arguments[0][0])
            for argument in value.arguments:
                if isinstance(argument, Residual):
                    self.enter(argument)

    def moves(self, node: AsOf) -> bool:
        """Whether a formula of another day moves with the day that is asked about."""
        facts = self.engine.cones.inputs_of(node.body).facts
        return self.engine.motion.moves(node.day) or bool(facts & self.engine.of_the_day)

    def shows(self, clock: Clock) -> bool:
        """Whether a clock stands in what is left, or may stand there unseen."""
        if clock.comparison is None or self.hides:
            return True
        shown = clock.comparison(self.situation)
        return not isinstance(shown, Residual) or id(shown) in self.parts

    def cuts(self, name: str) -> set[int]:
        assert isinstance(self.left, Residual)
        scale = Scale(self.engine, name)
        cutter = Cutter(self.engine, self.situation, scale, ("fact", name), self.left)
        return set(cutter.cuts()[0])


@dataclass(slots=True)
class ShelfLife:
    engine: Engine
    person: Person
    settings: dict[str, str]
    name: str
    views: dict[date, _View] = field(default_factory=dict)
    cuts: dict[tuple[date, str], set[int]] = field(default_factory=dict)
    found: dict[tuple[date, str], tuple[list[int], list[int]]] = field(default_factory=dict)

    @property
    def clocks(self) -> tuple[Clock, ...]:
        return self.engine.clocks(self.name, _clocks)

    @property
    def facts(self) -> frozenset[str]:
        return self.engine.facts(self.name)

    def until(
        self,
        on: date,
        ask: Callable[[date], Asked],
        more_days: tuple[date, ...] = (),
    ) -> tuple[date | None, tuple[Turn, ...]]:
        """The first later day with another answer, and why; None before the horizon."""
        horizon = self.engine.program.horizon
        law = self.law_days(more_days)
        first = asked = ask(on)
        signature = first.signature(self.name)
        day = on
        for _ in range(MOST_DAYS):
            place = bisect_right(law, day)
            end = min(law[place], horizon) if place < len(law) else horizon
            following = self.next_day(asked, end) or end
            if following >= horizon:
                return None, ()
            asked = ask(following)
            if asked.signature(self.name) != signature:
                return following, self.why(ask(following - DAY), asked, following)
            day = following
        return day, (Turn("search", f"not looked further than {day}"),)

    def law_days(self, more_days: tuple[date, ...]) -> Sequence[date]:
        """The days on which something but time may turn the answer, ascending."""
        law = self.engine.cones.days(self.name)
        more = {*more_days, *history_days(self.person, self.facts)}
        return sorted({*law, *more}) if more else law

    def next_day(self, asked: Asked, end: date) -> date | None:
        """The first day before `end` on which a clock may turn the answer."""
        if not isinstance(asked.situation.outcome(self.name), Residual):
            with suppress(NotSettled):
                quiet = Quiet(self.engine, asked.situation, end).definition(self.name)
                return quiet if quiet < end else None
        best: date | None = None
        situation = asked.situation
        unknown = self.unknown_on_line()
        for clock in self.clocks:
            waits = clock.facts & unknown
            if waits:
                found = self.meeting(clock, asked, sorted(waits), best or end)
            else:
                found = next_turn(clock, situation, best or end)
            if found is not None and (best is None or found < best):
                best = found
        return best

    def unknown_on_line(self) -> frozenset[str]:
        facts = self.engine.program.facts
        return frozenset(
            name
            for name in self.facts
            if facts[name].type.is_line and name not in self.person.facts
        )

    def meeting(self, clock: Clock, asked: Asked, waits: list[str], end: date) -> date | None:
        """The first day on which the clock's moving cut meets a standing one of an unknown fact."""
        situation = asked.situation
        now, soon = self.view(asked), self.view(asked.again(situation.day + SOON))
        following = situation.day + DAY if situation.day + DAY < end else None
        if not now.shows(clock):
            # on the very day that a formula names, a moving comparison may be the same as one that
            # stands, and the two may make each other superfluous
            return following if soon.shows(clock) else None
        waits = [name for name in waits if ("fact", name) in now.variables]
        if not waits:
            return None
        rivals = [c for c in self.clocks if c.facts & set(waits) and now.shows(c)]
        drift = len({unit for c in rivals for unit in (c.units or {"days"})}) > 1
        if len(waits) > 1 or drift or not clock.steady:
            # cuts that drift against each other may meet on any day
            return following
        name = waits[0]
        best: date | None = None
        scale = Scale(self.engine, name)
        for place in self.standing_cuts(now, soon, name):
            for probe in (place - 1, place):
                assigned: Assigned = {("fact", name): scale.value(probe)}
                found = next_turn(clock, situation.with_assigned(assigned), best or end)
                if found is not None and (best is None or found < best):
                    best = found
        return best

    def view(self, asked: Asked) -> _View:
        day = asked.situation.day
        found = self.views.get(day)
        if found is None:
            found = self.views[day] = _View(self.engine, asked.situation, asked.left(self.name))
        return found

    def standing_cuts(self, now: _View, soon: _View, name: str) -> list[int]:
        """The cuts of an unknown fact that do not move with the day."""
        key = (now.situation.day, name)
        found = self.cuts.get(key)
        if found is None:
            # some days on, for the day asked about and the one after it are cuts that move as well
            found = now.cuts(name)
            if ("fact", name) in soon.variables:
                found &= soon.cuts(name)
            self.cuts[key] = found
        return sorted(found)

    # why

    def why(self, before: Asked, after: Asked, day: date) -> tuple[Turn, ...]:
        """What happens on the day that turns the answer."""
        definition = self.engine.program.definitions[self.name]
        turns: list[Turn] = []
        if (day in definition.covers) != (day - DAY in definition.covers):
            turns.append(Turn("coverage", f"{self.name} is not covered"))
        turns += self.law_turns(day)
        turns += self.condition_turns(before.situation, after.situation)
        return tuple(turns) or (Turn("evidence", "the last evidence is older"),)

    def law_turns(self, day: date) -> list[Turn]:
        inputs = self.engine.cones.inputs(self.name)
        program = self.engine.program
        turns: list[Turn] = []
        for name in sorted(inputs.definitions):
            for rule, timeline in program.definitions[name].rules:
                if day in timeline.days:
                    new = timeline.at(day)
                    act = getattr(getattr(new, "basis", None), "act", None)
                    turns.append(Turn("law", f"rule {rule}", act))
        for name in sorted(inputs.states):
            if day in program.states[name].standing.days:
                turns.append(Turn("law", f"state {name}"))
        for name in sorted(inputs.parameters):
            if any(day in line.days for _, line in program.parameters[name].settings):
                turns.append(Turn("law", f"parameter {name}"))
        return turns

    def condition_turns(self, before: Situation, after: Situation) -> list[Turn]:
        """The conditions that show otherwise after than before, each once."""
        if after.day not in self.engine.program.definitions[self.name].covers:
            return []
        before.outcome(self.name)
        after.outcome(self.name)
        turns: list[Turn] = []
        for name in sorted(self.engine.cones.inputs(self.name).definitions):
            old = {t.compiled.rule.id: t for t in before.traces.get(name, [])}
            for new in after.traces.get(name, []):
                one = old.get(new.compiled.rule.id)
                if one is not None:
                    turns += _turned(one, new)
        return list(dict.fromkeys(turns))


def _clocks(engine: Engine, name: str) -> tuple[Clock, ...]:
    """The clocks of what a position reads, and of what is impossible of the same people."""
    found = list(clocks_of(engine, name))
    for node in engine.constraints(name):
        found += clocks_in(engine, node)
    return tuple(found)


def _turned(old: Trace, new: Trace) -> list[Turn]:
    values = {c.says: v for c, v in zip(old.compiled.rule.conditions, old.conditions, strict=True)}
    turns = []
    for condition, value in zip(new.compiled.rule.conditions, new.conditions, strict=True):
        was = values.get(condition.says)
        if isinstance(value, bool) and isinstance(was, bool) and value is not was:
            turns.append(Turn("condition", condition.says, None, value))
    return turns
