"""Folds the changes of acts into the law of every day.

For one target (a rule, one index of a parameter, a state) the law on a day is what its changes
leave, taken in their order of operation (`operations`), of those whose days contain that day.

Where an act is uncertain, or a reading or bill touches the target, the fold is made for every
setting of these switches, and the timelines are joined: one result holds all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product
from typing import Generic, TypeVar

from callup.law.fold_parameter import parameter_timeline
from callup.law.fold_rule import RuleFold
from callup.law.fold_state import StateFold
from callup.law.model import (
    Change,
    LawbookData,
    Name,
    NotEncoded,
    ParameterChange,
    RuleChange,
    RuleEnd,
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
    without_ended,
)
from callup.law.versions import ParameterVersion, RuleVersion, StateVersion
from callup.text.diagnostic import Diagnostic
from callup.text.origin import Origin
from callup.values.interval import Interval
from callup.values.timeline import Timeline, build

MOST_SETTINGS = 4096  # combinations of switches that touch one target

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
    parameters: dict[
        tuple[str, str], Timeline[BySwitch[ParameterVersion] | ParameterVersion | None]
    ]
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
            rules={id: self.rule(changes) for id, changes in rules.items()},
            parameters={
                (name, index): self.timeline(changes, partial(parameter_timeline, index=index))
                for (name, index), changes in parameters.items()
            },
            states={
                state.id: self.state(state, states.get(state.id, [])) for state in self.law.states
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
        for group in groups:
            for changes in group:
                _add_ends(changes, of_acts)
        # a value for every index lies under the values of single ones, in one order
        for (name, key), changes in parameters.items():
            if key != ANY_INDEX:
                general = parameters.get((name, ANY_INDEX), [])
                changes.extend(change for change in general if change not in changes)
        return rules, parameters, states

    # one target

    def rule(self, changes: list[Change]) -> Timeline[BySwitch[RuleVersion] | RuleVersion | None]:
        fold = RuleFold(self.problems)
        return self.timeline(changes, fold.timeline)

    def state(
        self, state: StateDefinition, changes: list[Change]
    ) -> Timeline[BySwitch[StateVersion] | StateVersion | None]:
        regions = self.regions() if state.territory else frozenset({""})
        fold = StateFold(state, regions, self.law.calendar, self.problems)
        return self.timeline(changes, fold.timeline)

    def regions(self) -> frozenset[str]:
        for choices in self.law.choices:
            if choices.territory:
                return frozenset(value for value, _ in choices.values)
        return frozenset()

    def timeline(
        self, changes: list[Change], fold: Callable[[list[Operation]], Timeline[V | None]]
    ) -> Timeline[BySwitch[V] | V | None]:
        """The timeline of one target, joined over the settings of its switches.

        What `fold` reports goes to `problems`, unless it is wrong under some settings only.
        """
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
        problems: dict[tuple[str, ...], list[Diagnostic]] = {}
        for settings in product(*(switch.settings for switch in switches)):
            before = len(self.problems)
            found[settings] = fold(self.operations(changes, _chosen(switches, settings)))
            problems[settings] = self.problems[before:]
            del self.problems[before:]
        self.problems.extend(self.lasting(changes, switches, problems))
        return _join(switches, found)

    def lasting(
        self,
        changes: list[Change],
        switches: list[Switch],
        problems: Mapping[tuple[str, ...], list[Diagnostic]],
    ) -> list[Diagnostic]:
        """What is wrong under every setting under which its act operates at all; what is wrong
        under some of them only is their own, and there the change does nothing."""
        acts = {change.common.origin: self.acts[change.common.act] for change in changes}
        found: dict[tuple[str, Origin | None], Diagnostic] = {}
        for one in (one for ones in problems.values() for one in ones):
            found.setdefault((one.code, one.origin), one)
        lasting = []
        for (code, origin), one in found.items():
            act = acts.get(origin) if origin else None
            switch = self.switches.get(act.id) if act else None
            fits = [
                ones
                for settings, ones in problems.items()
                if act is None
                or switch is None
                or operates(act, switch, _chosen(switches, settings)[switch.name])
            ]
            if all(any((p.code, p.origin) == (code, origin) for p in ones) for ones in fits):
                lasting.append(one)
        return lasting

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
        return without_ended(ordered)

    def gaps(self) -> tuple[Gap, ...]:
        """What is not encoded; a gap of an uncertain act counts from its first possible day, and
        up to the repeal of its act."""
        found = []
        for act in self.law.acts:
            for change in act.changes:
                if not isinstance(change, NotEncoded) or act.role != "act":
                    continue
                force = force_under(act, None, self.bills)
                start = change.common.start or force
                if self.known is not None and publication(act, force) > self.known:
                    continue
                interval = Interval(start, change.common.end)
                for end in self.ends_of(act.id):
                    interval = interval.clip(Interval(None, end))
                if not interval.empty:
                    found.append(Gap(change, interval))
        return tuple(found)

    def ends_of(self, act: str) -> list[date]:
        """The days on which an act is repealed or annulled as a whole, as far as is known."""
        ends = []
        for other in self.law.acts:
            for change in other.changes:
                if not isinstance(change, RuleEnd) or not change.of_act or other.role != "act":
                    continue
                force = force_under(other, None, self.bills)
                hidden = self.known is not None and publication(other, force) > self.known
                if change.of_act.text != act or hidden or change.common.end:
                    continue
                start = change.common.start or force
                if change.verb == "annul":
                    ends.append(date.min)
                elif change.verb == "repeal" and start is not None:
                    ends.append(start)
        return ends


def _chosen(switches: list[Switch], settings: tuple[str, ...]) -> dict[str, str]:
    return {switch.name: setting for switch, setting in zip(switches, settings, strict=True)}


def _add_ends(changes: list[Change], of_acts: list[RuleEnd]) -> None:
    """Adds to the changes of a target what ends the acts that they belong to, and so on."""
    added = True
    while added:
        added = False
        acts = {change.common.act for change in changes}
        for end in of_acts:
            if end not in changes and end.of_act is not None and end.of_act.text in acts:
                changes.append(end)
                added = True


def _join(
    switches: list[Switch], found: Mapping[tuple[str, ...], Timeline[V | None]]
) -> Timeline[BySwitch[V] | V | None]:
    """One timeline of all settings; a switch appears only on days on which it matters."""
    if not switches:
        only = found[()]
        return Timeline(only.days, only.values)
    first, rest = switches[0], switches[1:]
    parts = {
        setting: _join(rest, {key[1:]: line for key, line in found.items() if key[0] == setting})
        for setting in first.settings
    }

    def version_on(day: date | None) -> BySwitch[V] | V | None:
        cases = tuple(
            (setting, line.values[0] if day is None else line.at(day))
            for setting, line in parts.items()
        )
        versions = [version for _, version in cases]
        if all(version == versions[0] for version in versions):
            return versions[0]
        return BySwitch(first.name, cases)

    turns: list[date] = sorted({day for line in parts.values() for day in line.days})
    every: list[BySwitch[V] | V | None] = [version_on(None)]
    every += [version_on(day) for day in turns]
    return build(turns, every)
