"""What the cases of a lawbook reach: rules that decide and do not, conditions, days of change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from callup.inquiry.cases import Heard, Laws, hear
from callup.inquiry.question import ParameterAsked, PositionAsked, RuleAsked, StateAsked, possible
from callup.ir.facts import Person
from callup.ir.nodes import Const, walk
from callup.ir.program import BySwitch, Condition, Definition, Program, Rule, T
from callup.law.model import LawbookData
from callup.readers.explain.ask import Asker
from callup.readers.explain.compile import Engine
from callup.readers.explain.cone import Cones
from callup.readers.explain.partial import Residual
from callup.readers.explain.situation import Situation, Trace
from callup.text.diagnostic import Diagnostic
from callup.values.calendar import Window
from callup.values.interval import Interval
from callup.values.timeline import Timeline

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ConditionCoverage:
    """A condition of a rule, and the cases in which it alone failed."""

    says: str
    line: str
    decisive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """A rule in one of its forms, and the cases in which it applied or did not.

    `always` tells that it has no condition that could fail; `dormant`, that one of its conditions
    holds on no day up to the horizon, whoever is asked about and however the switches are set.
    """

    rule: str
    act: str
    definition: str
    line: str
    applied: tuple[str, ...]
    failed: tuple[str, ...]
    conditions: tuple[ConditionCoverage, ...]
    dormant: bool

    @property
    def always(self) -> bool:
        return not self.conditions

    @property
    def complete(self) -> bool:
        """Whether it decides both ways, and every condition is decisive in some case."""
        if self.dormant:
            return True
        both = bool(self.applied) and (self.always or bool(self.failed))
        return both and all(condition.decisive for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A day on which a rule, parameter or state changes, and whether cases look at both sides."""

    kind: str
    name: str
    day: date
    before: bool
    on: bool

    @property
    def complete(self) -> bool:
        return self.before and self.on


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases of a lawbook reach, and the switches that no case sets."""

    findings: int
    rules: tuple[RuleCoverage, ...]
    change_points: tuple[ChangePoint, ...]
    switches_not_set: tuple[str, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def complete(self) -> bool:
        rules = all(rule.complete for rule in self.rules)
        points = all(point.complete for point in self.change_points)
        return rules and points and not self.switches_not_set


def coverage(laws: Laws, data: LawbookData) -> Coverage:
    """What all cases together reach."""
    seen = _Seen(laws.program, laws.engine(laws.program))
    problems: list[Diagnostic] = []
    for heard in hear(laws, data, problems):
        seen.note(heard)
    switches = [s.id for s in laws.program.switches.values() if s.name not in seen.switches]
    return Coverage(
        seen.findings,
        tuple(seen.rule_coverage()),
        tuple(seen.change_points()),
        tuple(switches),
        tuple(problems),
    )


Keys = tuple[tuple[str, ...], ...]
"""Under what a thing may have been looked at."""

Form = tuple[str, str]
"""A rule in one of its forms: the id of the rule, and of the act that gave it this form."""


@dataclass(slots=True)
class _Seen:
    """What the questions heard so far have reached."""

    program: Program
    engine: Engine
    findings: int = 0
    applied: dict[Form, list[str]] = field(default_factory=dict)
    failed: dict[Form, list[str]] = field(default_factory=dict)
    decisive: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    looked: dict[tuple[str, ...], set[date]] = field(default_factory=dict)
    switches: set[str] = field(default_factory=set)
    cones: Cones = field(init=False)

    def __post_init__(self) -> None:
        self.cones = Cones(self.program)

    def note(self, heard: Heard) -> None:
        self.findings += 1
        if heard.program is self.program:
            self.look(heard)
        if heard.asker is not None and isinstance(heard.asked, PositionAsked):
            self.switches |= heard.asker.setup.fixed
            self.note_rules(heard.case.name, heard.asker, heard.asked.name)
        else:
            self.switches |= {self.switch(name.text) for name, _ in heard.case.with_}

    def switch(self, id: str) -> str:
        found = self.program.find_switch(id)
        return found[0].name if found else id

    # days

    def look(self, heard: Heard) -> None:
        """Notes on which day each rule, parameter and state is looked at."""
        for key in self.looked_at(heard):
            self.looked.setdefault(key, set()).add(heard.on)

    def looked_at(self, heard: Heard) -> Iterator[tuple[str, ...]]:
        match heard.asked:
            case PositionAsked(name=name):
                inputs = self.cones.inputs(name)
                yield from (("definition", inner) for inner in inputs.definitions)
                yield from (("parameter", inner) for inner in inputs.parameters)
                yield from (("state", inner) for inner in inputs.states)
            case StateAsked(name=name):
                yield ("state", name)
            case ParameterAsked(name=name, index=index):
                yield ("parameter", name, index)
            case RuleAsked(rule=rule):
                yield ("rule", rule)

    def tested(self, day: date, *keys: tuple[str, ...]) -> bool:
        return any(day in self.looked.get(key, ()) for key in keys)

    def change_points(self) -> Iterator[ChangePoint]:
        program = self.program
        for definition in program.definitions.values():
            days = covered_days(program, self.cones, definition)
            for rule, line in definition.rules:
                at: Keys = (("rule", rule), ("definition", definition.name))
                yield from self.points("rule", rule, line, days, at)
        for parameter in program.parameters.values():
            for index, setting in parameter.settings:
                name = f"{parameter.name} for {index}" if index else parameter.name
                at = (("parameter", parameter.name), ("parameter", parameter.name, index))
                yield from self.points("parameter", name, setting, program.covers, at)
        for state in program.states.values():
            at = (("state", state.name),)
            yield from self.points("state", state.name, state.standing, program.covers, at)

    def points(
        self,
        kind: str,
        name: str,
        line: Timeline[BySwitch[T] | T | None],
        days: Interval,
        keys: Keys,
    ) -> Iterator[ChangePoint]:
        within = days.clip(Interval(None, self.program.horizon))
        for day in changes(line, self.program):
            if day in within and day - DAY in within:
                before, on = self.tested(day - DAY, *keys), self.tested(day, *keys)
                yield ChangePoint(kind, name, day, before, on)

    # rules

    def note_rules(self, case: str, asker: Asker, position: str) -> None:
        situation = asker.situation
        if asker.on not in asker.engine.program.definitions[position].covers:
            return
        situation.outcome(position)
        for name in self.walked(asker, position):
            for trace in situation.traces.get(name, ()):
                guards = [situation.setting_in(*guard) for guard in trace.compiled.guards]
                if False not in guards:
                    self.note_trace(case, trace)

    def walked(self, asker: Asker, position: str) -> Iterable[str]:
        return asker.engine.cones.inputs(position).definitions

    def note_trace(self, case: str, trace: Trace) -> None:
        rule = trace.compiled.rule
        form = (rule.id, rule.basis.act)
        if trace.applies is True:
            _note(self.applied, form, case)
        elif trace.applies is False:
            _note(self.failed, form, case)
        failing = [c for c, v in _zip(trace) if v is False]
        holding = [c for c, v in _zip(trace) if v is True or _settled_by_nothing(v)]
        if len(failing) == 1 and len(holding) == len(rule.conditions) - 1:
            _note(self.decisive, (rule.id, str(failing[0].place) + failing[0].says), case)

    def rule_coverage(self) -> Iterator[RuleCoverage]:
        for definition in self.program.definitions.values():
            for rule, days in forms(self.program, self.cones, definition).items():
                form = (rule.id, rule.basis.act)
                outcomes = {c: self.outcomes(c, days) for c in rule.conditions}
                conditions = tuple(
                    ConditionCoverage(
                        condition.says,
                        str(condition.place),
                        tuple(
                            self.decisive.get((rule.id, str(condition.place) + condition.says), ())
                        ),
                    )
                    for condition in rule.conditions
                    if outcomes[condition] != {True}
                )
                yield RuleCoverage(
                    *form,
                    definition.name,
                    str(rule.place),
                    tuple(self.applied.get(form, ())),
                    tuple(self.failed.get(form, ())),
                    conditions,
                    {False} in outcomes.values(),
                )

    def outcomes(self, condition: Condition, days: tuple[date, ...]) -> set[object]:
        """What a condition comes to for somebody of whom nothing is known, all switches open."""
        found: set[object] = set()
        for day in days:
            situation = Situation(self.engine, Person({}), day, day, {})
            value = self.engine.walk(condition.node)(situation)
            found.add(value if isinstance(value, bool) else None)
        return found


def _zip(trace: Trace) -> Iterable[tuple[Condition, object]]:
    return zip(trace.compiled.rule.conditions, trace.conditions, strict=True)


def _settled_by_nothing(value: object) -> bool:
    """Whether a value is unknown for lack of law, such as a parameter without a value."""
    return isinstance(value, Residual) and not value.variables


def _note(noted: dict[tuple[str, str], list[str]], key: tuple[str, str], case: str) -> None:
    cases = noted.setdefault(key, [])
    if case not in cases:
        cases.append(case)


def forms(program: Program, cones: Cones, definition: Definition) -> dict[Rule, tuple[date, ...]]:
    """Every form that a rule has on days that count, under any setting of the switches, with the
    days on which what it reads may change while it stands."""
    covered = covered_days(program, cones, definition).clip(Interval(None, program.horizon))
    windows = windows_of(cones, definition.name)
    found: dict[Form, tuple[Rule, set[date]]] = {}
    for _, line in definition.rules:
        for start, end, version in line.pieces():
            days = Interval(start, end).clip(covered)
            if days.empty:
                continue
            for rule in possible(version, {}):
                if rule is not None:
                    known = found.setdefault((rule.id, rule.basis.act), (rule, set()))
                    known[1].update(day for day in cones.days(definition.name) if day in days)
                    if days.start:
                        known[1].add(days.start)
                        borders = {window.next_change(days.start) for window in windows}
                        known[1].update(day for day in borders if day and day in days)
    return {rule: tuple(sorted(days)) for rule, days in found.values()}


def windows_of(cones: Cones, name: str) -> list[Window]:
    """The parts of the year that a definition reads, also through others."""
    nodes = [
        inner
        for definition in sorted(cones.inputs(name).definitions)
        for node in cones.own_nodes(definition)
        for inner in walk(node)
    ]
    found = [one.value for one in nodes if isinstance(one, Const)]
    windows = [value for value in found if isinstance(value, Window)]
    return list(dict.fromkeys(windows))


def covered_days(program: Program, cones: Cones, definition: Definition) -> Interval:
    """The days on which a definition is asked for: a position's own, a term's by what reads it."""
    if definition.meaning == "position":
        return definition.covers
    reading = [
        position.covers
        for position in program.positions()
        if definition.name in cones.inputs(position.name).definitions
    ]
    if not reading:
        return program.covers
    starts = [covers.start for covers in reading]
    ends = [covers.end for covers in reading]
    first = None if None in starts else min(day for day in starts if day)
    last = None if None in ends else max(day for day in ends if day)
    return Interval(first, last)


def changes(line: Timeline[BySwitch[T] | T | None], program: Program) -> list[date]:
    """The days on which something changes as the switches stand by default.

    Of the days on which an uncertain act may have come into force, the first and the last.
    """
    defaults = {s.name: s.default for s in program.switches.values() if s.default is not None}
    settled = line.map(lambda version: _settled(version, defaults))
    found = []
    for day, before, after in zip(settled.days, settled.values, settled.values[1:], strict=False):
        if not (_uncertain(before) and _uncertain(before) == _uncertain(after)):
            found.append(day)
    return found


def _settled(
    version: BySwitch[T] | T | None, settings: Mapping[str, str]
) -> BySwitch[T] | T | None:
    if not isinstance(version, BySwitch):
        return version
    if version.switch in settings:
        return _settled(version.case(settings[version.switch]), settings)
    return BySwitch(
        version.switch, tuple((name, _settled(inner, settings)) for name, inner in version.cases)
    )


def _uncertain(version: BySwitch[T] | T | None) -> str | None:
    """The uncertain act that decides first what a version says."""
    if isinstance(version, BySwitch) and version.switch.startswith("act:"):
        return version.switch
    return None
