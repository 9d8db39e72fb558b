"""Folds the changes of acts into the law of every day.

For one target (a rule, one index of a parameter, a state) the law on a day is what its changes
leave, taken in their order of operation (`operations`), of those whose days contain that day.

Two layers, so that what is temporary never destroys what is lasting. Changes without an end work
on the base. Changes with an end, and suspensions, are covers: they lie on top while they last, and
when they lift, the base shows as it has been amended meanwhile. A repeal ends the rule together
with the covers that lay on it before.

Where an act is uncertain, or a reading or bill touches the target, the fold is made for every
setting of these switches, and the timelines are joined: one result holds all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Generic, TypeVar

from callup.law.model import (
    Act,
    Change,
    FormulaText,
    LawbookData,
    Name,
    NotEncoded,
    ParameterChange,
    RuleChange,
    RuleEnd,
    Sources,
    StateChange,
    StateDefinition,
)
from callup.law.operations import (
    READING_RANK,
    Operation,
    Switch,
    force_under,
    in_order,
    operates,
    operation,
    publication,
    switches_of,
)
from callup.text.diagnostic import Diagnostic, Severity
from callup.text.origin import Origin
from callup.text.words import Words
from callup.values.calendar import shift
from callup.values.interval import Interval
from callup.values.timeline import Timeline, build, sample

MOST_SETTINGS = 4096  # combinations of switches that touch one target


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
V = TypeVar("V", RuleVersion, ParameterVersion, StateVersion)


@dataclass(frozen=True, slots=True)
class BySwitch(Generic[V]):
    """A version for each setting of a switch."""

    switch: str
    cases: tuple[tuple[str, BySwitch[V] | V | None], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A provision that is not encoded, on its days."""

    change: NotEncoded
    interval: Interval


@dataclass(frozen=True, slots=True)
class History:
    """The law of every day: for each target a timeline of versions, some by switch."""

    rules: dict[str, Timeline[BySwitch[RuleVersion] | RuleVersion | None]]
    parameters: dict[tuple[str, str], Timeline[BySwitch[ParameterVersion] | ParameterVersion | None]]
    states: dict[str, Timeline[BySwitch[StateVersion] | StateVersion | None]]
    gaps: tuple[Gap, ...]
    switches: dict[str, Switch]
    problems: tuple[Diagnostic, ...]


ANY_INDEX = ""


def fold(
    law: LawbookData, known: date | None = None, bills: Mapping[str, date] | None = None
) -> History:
    """The law of every day, of what was published by `known`, with `bills` on their days."""
    return _Fold(law, known, bills or {}).history()


class _Fold:
    def __init__(self, law: LawbookData, known: date | None, bills: Mapping[str, date]) -> None:
        self.law = law
        self.known = known
        self.bills = bills
        self.acts = {act.id: act for act in law.acts}
        ranks = {kind.id: kind.rank for kind in law.kinds}
        self.ranks = {
            act.id: READING_RANK
            if act.role == "reading"
            else ranks.get(act.kind.text if act.kind else "", 100)
            for act in law.acts
        }
        self.switches = switches_of(law, bills)
        self.problems: list[Diagnostic] = []

    def history(self) -> History:
        rules, parameters, states = self.targets()
        return History(
            rules={id: self.timeline(changes, self.rule_fold) for id, changes in rules.items()},
            parameters={
                key: self.timeline(changes, self.parameter_fold(key))
                for key, changes in parameters.items()
            },
            states={
                state.id: self.timeline(states.get(state.id, []), self.state_fold(state))
                for state in self.law.states
            },
            gaps=self.gaps(),
            switches={switch.name: switch for switch in self.switches.values()},
            problems=tuple(self.problems),
        )

    # which changes touch which target

    def targets(
        self,
    ) -> tuple[
        dict[str, list[Change]], dict[tuple[str, str], list[Change]], dict[str, list[Change]]
    ]:
        rules: dict[str, list[Change]] = {}
        parameters: dict[tuple[str, str], list[Change]] = {}
        states: dict[str, list[Change]] = {}
        of_acts: list[RuleEnd] = []
        for act in self.law.acts:
            for change in act.changes:
                match change:
                    case RuleChange():
                        rules.setdefault(change.rule.text, []).append(change)
                    case RuleEnd(rule=Name() as rule):
                        rules.setdefault(rule.text, []).append(change)
                    case RuleEnd():
                        of_acts.append(change)
                    case ParameterChange():
                        for setting in change.settings:
                            key = setting.key.text if setting.key else ANY_INDEX
                            touched = parameters.setdefault((change.parameter.text, key), [])
                            if change not in touched:
                                touched.append(change)
                    case StateChange():
                        states.setdefault(change.state.text, []).append(change)
                    case NotEncoded():
                        pass
        groups: tuple[Iterable[list[Change]], ...] = (
            rules.values(),
            parameters.values(),
            states.values(),
        )
        for end in of_acts:
            for group in groups:
                for changes in group:
                    ended = end.of_act.text if end.of_act else ""
                    if any(change.common.act == ended for change in changes):
                        changes.append(end)
        # a value for every index lies under the values of single ones, in one order
        for (name, key), changes in parameters.items():
            if key != ANY_INDEX:
                general = parameters.get((name, ANY_INDEX), [])
                changes.extend(change for change in general if change not in changes)
        return rules, parameters, states

    # one target

    def timeline(
        self,
        changes: list[Change],
        fold: Callable[[list[Operation]], Timeline[V | None]],
    ) -> Timeline[BySwitch[V] | V | None]:
        """The timeline of one target, joined over the settings of its switches."""
        switches = sorted(
            {
                self.switches[change.common.act]
                for change in changes
                if change.common.act in self.switches
            },
            key=lambda switch: switch.name,
        )
        combinations = 1
        for switch in switches:
            combinations *= len(switch.settings)
        if combinations > MOST_SETTINGS:
            names = ", ".join(switch.name for switch in switches)
            self.problems.append(
                Diagnostic(
                    "too-many-settings",
                    f"{combinations} settings of switches touch this at once ({names}); "
                    f"at most {MOST_SETTINGS} can be held apart",
                    changes[0].common.origin,
                )
            )
            return Timeline((), (None,))
        found: dict[tuple[str, ...], Timeline[V | None]] = {}
        problems: list[list[Diagnostic]] = []
        for settings in product(*(switch.settings for switch in switches)):
            chosen = {
                switch.name: setting for switch, setting in zip(switches, settings, strict=True)
            }
            before = len(self.problems)
            found[settings] = fold(self.operations(changes, chosen))
            problems.append(self.problems[before:])
            del self.problems[before:]
        # what is wrong under one setting only is that setting's own: there the change does nothing
        everywhere = [one for one in problems[0] if all(one in others for others in problems)]
        self.problems.extend(everywhere)
        return _join(switches, found)

    def operations(self, changes: list[Change], chosen: Mapping[str, str]) -> list[Operation]:
        """The changes at work under these settings, in order, without those annulled."""
        found = []
        for change in changes:
            act = self.acts[change.common.act]
            switch = self.switches.get(act.id)
            setting = chosen.get(switch.name) if switch else None
            if not operates(act, switch, setting):
                continue
            one = operation(change, act, self.ranks[act.id], setting, self.bills)
            if one is not None and (self.known is None or one.publication <= self.known):
                found.append(one)
        ordered, problems = in_order(found)
        self.problems.extend(problems)
        return _without_annulled(ordered)

    # rules

    def rule_fold(self, operations: list[Operation]) -> Timeline[RuleVersion | None]:
        return sample(_cuts(operations), lambda day: self.rule_on(day, operations), None)

    def rule_on(self, day: date, operations: list[Operation]) -> RuleVersion | None:
        base: RuleVersion | None = None
        covers: list[Operation] = []
        passed: list[Operation] = []
        for one in operations:
            if day not in one.interval:
                continue
            change = one.change
            if isinstance(change, RuleEnd) and change.of_act is not None:
                base, covers = self.end_of_act(day, one, base, covers, passed)
            elif one.is_cover or (isinstance(change, RuleEnd) and change.verb == "suspend"):
                if self.fits(day, one, base, covers):
                    covers.append(one)
            elif isinstance(change, RuleChange):
                if self.fits(day, one, base, covers):
                    base = _version(one, change, base)
            elif self.fits(day, one, base, covers):
                base, covers = None, []
            passed.append(one)
        return self.covered(base, covers)

    def fits(
        self, day: date, one: Operation, base: RuleVersion | None, covers: list[Operation]
    ) -> bool:
        """Whether a change finds what it needs: nothing to add to, something to change or end."""
        change = one.change
        assert isinstance(change, (RuleChange, RuleEnd))
        stands = base.act if base else next((c.act.id for c in covers if _adds(c)), None)
        if change.verb == "add" and stands is not None:
            self.refuse(
                "rule-stands",
                f"`{change.rule}` already stands from {day}, by {stands}",
                one,
                "write `replace`, or repeal the old rule first",
            )
            return False
        if change.verb != "add" and stands is None:
            self.refuse(
                "rule-does-not-stand",
                f"`{change.rule}` does not stand from {day}, so it cannot be changed "
                f"by `{change.verb}`",
                one,
                "check the days of the acts, or write `add`",
            )
            return False
        return True

    def end_of_act(
        self,
        day: date,
        one: Operation,
        base: RuleVersion | None,
        covers: list[Operation],
        passed: list[Operation],
    ) -> tuple[RuleVersion | None, list[Operation]]:
        """What a repeal or suspension of a whole act leaves of a rule."""
        change = one.change
        assert isinstance(change, RuleEnd) and change.of_act is not None
        ended = change.of_act.text
        if change.verb == "suspend" or one.is_cover:
            return base, [*covers, one] if base is not None and base.act == ended else covers
        covers = [cover for cover in covers if cover.act.id != ended]
        rule = next((p.change.rule for p in passed if isinstance(p.change, RuleChange)), None)
        revived = change.revives is None or (
            rule is not None and rule.text in {name.text for name in change.revives}
        )
        if revived:
            kept = [p for p in passed if p.act.id != ended and not p.is_cover]
            return self.rule_on(day, kept), covers
        if base is not None and base.act == ended:
            return None, []
        return base, covers

    def covered(self, base: RuleVersion | None, covers: list[Operation]) -> RuleVersion | None:
        """What shows of a rule: the last cover that is not lifted, on what lies beneath."""
        shown = base
        for one in covers:
            change = one.change
            shown = _version(one, change, shown) if isinstance(change, RuleChange) else None
        return shown

    # parameters

    def parameter_fold(
        self, key: tuple[str, str]
    ) -> Callable[[list[Operation]], Timeline[ParameterVersion | None]]:
        def fold(operations: list[Operation]) -> Timeline[ParameterVersion | None]:
            steps = _steps(operations, key[1])
            return sample(_cuts(steps), lambda day: _parameter_on(day, steps, key[1]), None)

        return fold

    # states

    def state_fold(
        self, state: StateDefinition
    ) -> Callable[[list[Operation]], Timeline[StateVersion | None]]:
        regions = self.regions() if state.territory else frozenset({""})

        def fold(operations: list[Operation]) -> Timeline[StateVersion | None]:
            stretches = self.stretches(state, regions, operations)
            cuts = [s.start for s in stretches] + [s.end for s in stretches if s.end]
            return sample(cuts, lambda day: _state_on(day, stretches), None)

        return fold

    def regions(self) -> frozenset[str]:
        for choices in self.law.choices:
            if choices.territory:
                return frozenset(value for value, _ in choices.values)
        return frozenset()

    def stretches(
        self, state: StateDefinition, regions: frozenset[str], operations: list[Operation]
    ) -> list[_Stretch]:
        """The stretches of time over which the state stands, region by region."""
        found: list[_Stretch] = []
        for one in operations:
            change = one.change
            if isinstance(change, RuleEnd):
                ended = change.of_act.text if change.of_act else ""
                for stretch in found:
                    if stretch.by[0][0] == ended:
                        stretch.finish(one.interval.start)
                continue
            assert isinstance(change, StateChange)
            where = _where(change, regions)
            by = (one.act.id, change.common.cite, _sources(one))
            start = one.interval.start
            assert start is not None
            match change.verb:
                case "declare":
                    end = one.interval.end or self.lapse(state, change, start)
                    found += [_Stretch(region, start, end, (by,)) for region in sorted(where)]
                case "end":
                    for stretch in found:
                        if stretch.region in where and stretch.reaches(start):
                            stretch.finish(start)
                case "extend":
                    self.extend(found, where, one, by)
        return found

    def lapse(self, state: StateDefinition, change: StateChange, start: date) -> date | None:
        after = state.lapses_everywhere if change.where is None else state.lapses_regions
        return shift(start, after, self.law.calendar) if after else None

    def extend(
        self,
        found: list[_Stretch],
        where: frozenset[str],
        one: Operation,
        by: tuple[str, str, Sources],
    ) -> None:
        """Prolongs what still stands on the day of the extension; too late, it does nothing."""
        start = one.interval.start
        assert start is not None and isinstance(one.change, StateChange)
        reached = [s for s in found if s.region in where and s.reaches(start)]
        for stretch in reached:
            stretch.end = one.interval.end
            stretch.by = (*stretch.by, by)
        missed = where - {stretch.region for stretch in reached}
        if one.change.where is None and reached:
            return
        if missed:
            state = one.change.state
            lapsed = max((s.end for s in found if s.region in missed and s.end), default=None)
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

    def gaps(self) -> tuple[Gap, ...]:
        """What is not encoded; a gap of an uncertain act counts from its first possible day."""
        found = []
        for act in self.law.acts:
            for change in act.changes:
                if not isinstance(change, NotEncoded) or act.role != "act":
                    continue
                force = force_under(act, None, self.bills)
                start = change.common.start or force
                if self.known is None or publication(act, force) <= self.known:
                    found.append(Gap(change, Interval(start, change.common.end)))
        return tuple(found)

    def refuse(self, code: str, message: str, one: Operation, help: str) -> None:
        """Reports a change that does not fit, once for the first day on which it does not."""
        origin = one.change.common.origin
        if not any(p.code == code and p.origin == origin for p in self.problems):
            self.problems.append(Diagnostic(code, message, origin, help=help))


@dataclass(slots=True)
class _Stretch:
    """A state stands in one region from `start` up to `end`."""

    region: str
    start: date
    end: date | None
    by: tuple[tuple[str, str, Sources], ...]

    def reaches(self, day: date) -> bool:
        """Whether it stands on the day, or up to it."""
        return self.start <= day and (self.end is None or day <= self.end)

    def finish(self, day: date | None) -> None:
        if day is not None and (self.end is None or day < self.end):
            self.end = max(day, self.start)


def _adds(one: Operation) -> bool:
    return isinstance(one.change, RuleChange) and one.change.verb == "add"


def _where(change: StateChange, regions: frozenset[str]) -> frozenset[str]:
    if change.where is None:
        return regions
    return frozenset(name.text for name in change.where)


def _state_on(day: date, stretches: list[_Stretch]) -> StateVersion | None:
    spoken = [s for s in stretches if s.start <= day]
    stands = [s for s in spoken if s.end is None or day < s.end]
    if not spoken:
        return None
    by = tuple(dict.fromkeys(one for s in (stands or spoken) for one in s.by))
    return StateVersion(
        frozenset(s.region for s in stands), frozenset(s.region for s in spoken), by
    )


def _without_annulled(operations: list[Operation]) -> list[Operation]:
    """The operations without annulments and what they undo, as if it had never been."""
    kept: list[Operation] = []
    for one in operations:
        change = one.change
        if isinstance(change, RuleEnd) and change.verb == "annul":
            if change.of_act is not None:
                kept = [k for k in kept if k.act.id != change.of_act.text]
            else:
                kept = []
        else:
            kept.append(one)
    return kept


def _cuts(operations: Iterable[Operation]) -> list[date]:
    days = [one.interval.start for one in operations] + [one.interval.end for one in operations]
    return [day for day in days if day is not None]


def _sources(one: Operation) -> Sources:
    return one.change.common.sources or one.act.sources


def _version(one: Operation, change: RuleChange, base: RuleVersion | None) -> RuleVersion | None:
    """The rule in the form that a change gives it; what is left out is taken over."""
    body = change.body
    if base is None and (body.target is None or body.says is None or body.when is None):
        return None
    target = body.target.text if body.target else (base.target if base else "")
    when = body.when or (base.when if base else None)
    assert when is not None
    return RuleVersion(
        rule=change.rule.text,
        target=target,
        says=body.says or (base.says if base else Words()),
        when=when,
        unless=body.unless or (base.unless if base else None),
        gives=body.gives or (base.gives if base else None),
        overrides=body.overrides
        if body.overrides is not None
        else (base.overrides if base else ()),
        act=one.act.id,
        cite=change.common.cite or (base.cite if base else ""),
        sources=_sources(one),
        chain=(*(base.chain if base else ()), one.act.id),
        origin=change.common.origin,
    )


def _steps(operations: list[Operation], key: str) -> list[Operation]:
    """The operations on one index of a parameter, a change in steps as one operation a step."""
    found: list[Operation] = []
    for one in operations:
        change = one.change
        if not isinstance(change, ParameterChange):
            found.append(one)
            continue
        touching = [s for s in change.settings if s.key is None or s.key.text == key]
        for setting in touching:
            start = setting.start or one.interval.start
            assert start is not None
            found.append(
                replace(
                    one,
                    change=replace(change, settings=(setting,)),
                    interval=Interval(start, one.interval.end),
                    day=max(one.publication, start),
                )
            )
    # within one change a value for this index says more than one for all of them
    found.sort(
        key=lambda one: (
            one.key,
            isinstance(one.change, ParameterChange) and one.change.settings[0].key is not None,
        )
    )
    return found


def _parameter_on(day: date, steps: list[Operation], key: str) -> ParameterVersion | None:
    base: ParameterVersion | None = None
    covers: list[Operation] = []
    passed: list[Operation] = []
    for one in steps:
        if day not in one.interval:
            continue
        change = one.change
        if isinstance(change, RuleEnd):
            assert change.of_act is not None
            ended = change.of_act.text
            covers = [cover for cover in covers if cover.act.id != ended]
            if change.revives is None:
                kept = [p for p in passed if p.act.id != ended]
                base = _parameter_on(day, kept, key)
            elif base is not None and base.act == ended:
                base = None
        elif one.is_cover:
            covers.append(one)
        else:
            base = _value(one)
        passed.append(one)
    return _value(covers[-1]) if covers else base


def _value(one: Operation) -> ParameterVersion:
    change = one.change
    assert isinstance(change, ParameterChange)
    return ParameterVersion(
        change.settings[0].value, one.act.id, change.common.cite, _sources(one)
    )


def _join(
    switches: list[Switch], found: Mapping[tuple[str, ...], Timeline[V | None]]
) -> Timeline[BySwitch[V] | V | None]:
    """One timeline of all settings; a switch appears only on days on which it matters."""
    if not switches:
        only = found[()]
        return Timeline(only.days, only.values)
    first, rest = switches[0], switches[1:]
    parts = {
        setting: _join(
            rest, {key[1:]: line for key, line in found.items() if key[0] == setting}
        )
        for setting in first.settings
    }

    def at(day: date | None) -> BySwitch[V] | V | None:
        cases = tuple(
            (setting, line.values[0] if day is None else line.at(day))
            for setting, line in parts.items()
        )
        versions = [version for _, version in cases]
        if all(version == versions[0] for version in versions):
            return versions[0]
        return BySwitch(first.name, cases)

    days = sorted({day for line in parts.values() for day in line.days})
    return build(days, [at(None), *(at(day) for day in days)])
