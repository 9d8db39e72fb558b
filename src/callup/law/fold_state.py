"""Folds the declarations, prolongations and ends of one state, region by region."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from callup.law.model import RuleEnd, Sources, StateChange, StateDefinition
from callup.law.operations import Operation
from callup.law.versions import StateVersion, sources_of
from callup.text.diagnostic import Diagnostic, Severity
from callup.values.calendar import Calendar, shift
from callup.values.interval import Interval
from callup.values.timeline import Timeline, sample

By = tuple[date, str, str, Sources]
"""From which day, by which act, where in it, with which sources a state stands as it does."""


@dataclass(slots=True)
class _Stretch:
    """A state stands in one region from `start` up to `end`."""

    region: str
    start: date
    end: date | None
    by: tuple[By, ...]

    def reaches(self, day: date) -> bool:
        """Whether it stands on the day, or up to it."""
        return self.start <= day and (self.end is None or day <= self.end)

    def finish(self, day: date | None) -> None:
        if day is not None and (self.end is None or day < self.end):
            self.end = max(day, self.start)


@dataclass(frozen=True, slots=True)
class _Shadow:
    """Days on which what an act declared (None: any act) does not count in some regions."""

    act: str | None
    regions: frozenset[str]
    interval: Interval

    def hides(self, stretch: _Stretch, day: date) -> bool:
        of_act = self.act is None or self.act == stretch.by[0][1]
        return of_act and stretch.region in self.regions and day in self.interval


@dataclass(slots=True)
class StateFold:
    """Folds one state; `regions` are all that it may stand in, collects what does not fit."""

    state: StateDefinition
    regions: frozenset[str]
    calendar: Calendar
    problems: list[Diagnostic] = field(default_factory=list)

    def timeline(self, operations: list[Operation]) -> Timeline[StateVersion | None]:
        """Where the state stands on every day."""
        stretches: list[_Stretch] = []
        shadows: list[_Shadow] = []
        for one in operations:
            self.work(one, stretches, shadows)
        cuts = [day for s in stretches for day in (s.start, s.end, *(by[0] for by in s.by)) if day]
        cuts += [day for s in shadows for day in (s.interval.start, s.interval.end) if day]
        return sample(cuts, lambda day: _state_on(day, stretches, shadows), None)

    def work(self, one: Operation, stretches: list[_Stretch], shadows: list[_Shadow]) -> None:
        """What one operation does to the stretches of time over which the state stands."""
        change = one.change
        start = one.interval.start
        assert start is not None
        if isinstance(change, RuleEnd):
            self.end_of_act(one, change, stretches, shadows)
            return
        assert isinstance(change, StateChange)
        where = _where(change, self.regions)
        by = (one.day, one.act.id, change.common.cite, sources_of(one))
        match change.verb:
            case "declare":
                end = one.interval.end or self.lapse(change, start)
                by = (start, *by[1:])
                stretches += [_Stretch(region, start, end, (by,)) for region in sorted(where)]
            case "end" if one.is_cover:
                shadows.append(_Shadow(None, where, one.interval))
            case "end":
                for stretch in stretches:
                    if stretch.region in where and stretch.reaches(start):
                        stretch.finish(start)
            case "extend":
                self.extend(stretches, where, one, by)

    def end_of_act(
        self,
        one: Operation,
        change: RuleEnd,
        stretches: list[_Stretch],
        shadows: list[_Shadow],
    ) -> None:
        """A repealed act no longer holds up what it declared or prolonged; a suspended one hides
        what it declared for as long as it is suspended."""
        ended = change.of_act.text if change.of_act else ""
        if change.verb == "suspend" or one.is_cover:
            shadows.append(_Shadow(ended, self.regions, one.interval))
            return
        for stretch in stretches:
            if ended in (stretch.by[0][1], stretch.by[-1][1]):
                stretch.finish(one.interval.start)

    def lapse(self, change: StateChange, start: date) -> date | None:
        everywhere = change.where is None
        after = self.state.lapses_everywhere if everywhere else self.state.lapses_regions
        return shift(start, after, self.calendar) if after else None

    def extend(
        self, stretches: list[_Stretch], where: frozenset[str], one: Operation, by: By
    ) -> None:
        """Prolongs what still stands on the day of the extension; too late, it does nothing."""
        start = one.interval.start
        assert start is not None and isinstance(one.change, StateChange)
        reached = [s for s in stretches if s.region in where and s.reaches(start)]
        for stretch in reached:
            stretch.end = one.interval.end or self.lapse(one.change, start)
            stretch.by = (*stretch.by, by)
        missed = where - {stretch.region for stretch in reached}
        if not missed or (one.change.where is None and reached):
            return
        state = one.change.state
        lapsed = max((s.end for s in stretches if s.region in missed and s.end), default=None)
        why = f"it had lapsed on {lapsed}" if lapsed else "it did not stand"
        self.problems.append(
            Diagnostic(
                "late-prolongation",
                f"`{state}` cannot be prolonged from {start}: {why}",
                one.change.common.origin,
                why="a state that has ended needs a new declaration",
                severity=Severity.WARNING,
            )
        )


def _where(change: StateChange, regions: frozenset[str]) -> frozenset[str]:
    if change.where is None:
        return regions
    return frozenset(name.text for name in change.where)


def _state_on(day: date, stretches: list[_Stretch], shadows: list[_Shadow]) -> StateVersion | None:
    spoken = [s for s in stretches if s.start <= day]
    stands = [
        s
        for s in spoken
        if (s.end is None or day < s.end) and not any(shadow.hides(s, day) for shadow in shadows)
    ]
    if not spoken:
        return None
    by = dict.fromkeys(one[1:] for s in (stands or spoken) for one in s.by if one[0] <= day)
    return StateVersion(
        frozenset(s.region for s in stands), frozenset(s.region for s in spoken), tuple(by)
    )
