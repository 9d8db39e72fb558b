"""Answers for one person on one day: the findings, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from callup.ir.facts import Person
from callup.ir.nodes import Constant, Definition, Doubt, Node, Parameter, State, walk
from callup.ir.program import Basis, NotEncoded, versions
from callup.readers.explain.cells import TooManyCases
from callup.readers.explain.compile import Engine
from callup.readers.explain.diagram import Answer
from callup.readers.explain.exact import Question
from callup.readers.explain.finding import (
    ConditionReason,
    Contested,
    Finding,
    Reason,
    Status,
    Support,
    Turn,
    Work,
)
from callup.readers.explain.partial import (
    CONFLICT,
    INVALID,
    NONE,
    UNKNOWN,
    Assigned,
    Residual,
    Value,
)
from callup.readers.explain.shelf_life import ShelfLife
from callup.readers.explain.situation import Situation, Trace
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.words import Words

DAY = timedelta(days=1)
CLOSEST = 3
"""How many rules that came close are listed where the law is silent."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a question is put: switches set by the asker, and whether old evidence counts."""

    settings: dict[str, str]
    fixed: frozenset[str] = frozenset()
    strict: bool = False


@dataclass(slots=True)
class Asker:
    """One person on one day, with everything worked out so far."""

    engine: Engine
    person: Person
    on: date
    setup: Setup
    given_on: date
    situation: Situation = field(init=False)
    answers: dict[str, Answer | None] = field(default_factory=dict)
    witnesses: dict[str, list[Assigned]] = field(default_factory=dict)
    """For each position completions that give different answers; shared between days."""

    def __post_init__(self) -> None:
        self.situation = Situation(
            self.engine, self.person, self.on, self.given_on, self.setup.settings
        )

    def refuse_impossible(self) -> None:
        """Raises Diagnostics where given facts exclude each other."""
        problems = []
        for condition in self.engine.program.impossible:
            if self.engine.walk(condition.node)(self.situation) is True:
                message = f"these facts exclude each other: {condition.says}"
                problems.append(
                    Diagnostic("impossible-facts", message, None, why=condition.place.text)
                )
        if problems:
            raise Diagnostics(tuple(problems))

    def finding(self, name: str) -> Finding:
        definition = self.engine.program.definitions[name]
        status, value, approximate = self.answer(name)
        part = _Part(self, name)
        work = Work(
            because=part.because,
            missing=part.missing,
            assumed=part.assumed,
            while_=part.while_,
            until=part.until,
            evidence_until=part.evidence_until,
            contested=part.contested,
            not_encoded=part.not_encoded,
        )
        return Finding(name, definition, self.on, status, value, approximate, work)

    # the answer

    def answer(self, name: str) -> tuple[Status, Constant | None, bool]:
        """Status, value and whether it is approximate, with strictness taken into account."""
        status, value, approximate = self.plain_answer(name)
        if self.setup.strict and status != "not covered" and self.is_stale(name, status, value):
            return "unknown", None, approximate
        return status, value, approximate

    def plain_answer(self, name: str) -> tuple[Status, Constant | None, bool]:
        if self.on not in self.engine.program.definitions[name].covers:
            return "not covered", None, False
        outcome = self.situation.outcome(name)
        if not isinstance(outcome, Residual):
            return (*status_of(outcome), False)
        possible_outcome = self.left(name)
        question = Question(self.engine, self.situation)
        if self.still_open(name, possible_outcome):
            return "unknown", None, False
        try:
            ends = question.settled(possible_outcome)
        except TooManyCases:
            return "unknown", None, True
        if not ends:
            message = "nobody can be like this: the facts given exclude each other"
            raise Diagnostics((Diagnostic("impossible-facts", message, None),))
        self.witnesses[name] = question.witnesses
        return (*status_of_ends(ends), False)

    def still_open(self, name: str, outcome: Value) -> bool:
        """Whether completions that told two answers apart on another day still do."""
        found = []
        for witness in self.witnesses.get(name, ()):
            value = self.engine.algebra.substitute(outcome, witness)
            if not isinstance(value, Residual) and value is not INVALID and value not in found:
                found.append(value)
        return len(found) > 1

    def exact(self, name: str) -> Answer | None:
        """The diagram of a position; None where it passed the bound."""
        if name not in self.answers:
            question = Question(self.engine, self.situation)
            try:
                self.answers[name] = question.answer(self.left(name))
            except TooManyCases:
                self.answers[name] = None
        return self.answers[name]

    def again(self, day: date) -> Asker:
        """The same question on another day."""
        asker = Asker(self.engine, self.person, day, self.setup, self.given_on)
        asker.witnesses = self.witnesses
        return asker

    def left(self, name: str) -> Value:
        """What is left of a position's outcome, among people who are possible at all."""
        return self.among_possible(name, self.situation.outcome(name))

    def among_possible(self, name: str, value: Value) -> Value:
        """A part of what a position reads, for people who are possible at all."""
        constraints = self.engine.constraints(name) if isinstance(value, Residual) else ()
        if constraints:
            algebra = self.engine.algebra
            excluded = [self.engine.walk(node)(self.situation) for node in constraints]
            possible = algebra.negation(algebra.disjunction(*excluded))
            value = algebra.valid(possible, value)
        return value

    def signature(self, name: str) -> tuple[object, ...]:
        """Status, value and deciding rules: what shelf life watches."""
        status, value, _ = self.answer(name)
        return (status, value, self.deciding(name, status))

    def deciding(self, name: str, status: Status) -> tuple[str, ...]:
        """The rules that decide: those that certainly apply, where there is an answer."""
        if status not in ("known", "conflict"):
            return ()
        return tuple(sorted({trace.compiled.rule.id for trace in self.applying(name)}))

    def applying(self, name: str) -> list[Trace]:
        """The rules that apply under every completion of what is not known."""
        traces = self.situation.traces.get(name, [])
        return [trace for trace in traces if self.holds(name, trace.applies)]

    def holds(self, name: str, value: Value) -> bool:
        if not isinstance(value, Residual):
            return value is True
        try:
            ends = Question(self.engine, self.situation).settled(self.among_possible(name, value))
        except TooManyCases:
            return False
        return len(ends) == 1 and ends[0] is True

    # what it rests on

    def is_stale(self, name: str, status: Status, value: Constant | None) -> bool:
        part = _Part(self, name)
        return self.on > part.evidence_until() or bool(part.gaps(status, value))


def status_of(outcome: Value) -> tuple[Status, Constant | None]:
    if outcome is NONE:
        return "none", None
    if outcome is CONFLICT:
        return "conflict", None
    if outcome is UNKNOWN or isinstance(outcome, Residual):
        return "unknown", None
    return "known", outcome


def status_of_ends(ends: list[Value]) -> tuple[Status, Constant | None]:
    """The one answer that all completions share, or unknown."""
    if len(ends) == 1 and ends[0] is not INVALID:
        return status_of(ends[0])
    return "unknown", None


@dataclass(slots=True)
class _Part:
    """The parts of one finding that are worked out on demand."""

    asker: Asker
    name: str

    @property
    def engine(self) -> Engine:
        return self.asker.engine

    # reasons

    def because(self) -> tuple[Reason, ...]:
        status = self.asker.answer(self.name)[0]
        if status == "not covered":
            return ()
        outcome = self.asker.situation.outcome(self.name)
        traces = self.asker.situation.traces.get(self.name, [])
        decided = status in ("known", "conflict")
        if decided:
            certain = self.asker.applying(self.name)
        else:
            certain = [t for t in traces if t.applies is True]
        deciding = certain if decided else []
        possible = [t for t in traces if isinstance(t.applies, Residual) and t not in certain]
        reasons = [self.reason(t, decides=True) for t in deciding]
        rest = [t for t in traces if t not in deciding]
        if not certain and (status != "unknown" or not possible):
            reasons.append(self.silence(status, decides=not possible))
        if not deciding:
            shown = possible + [t for t in sorted(rest, key=_closeness) if t not in possible]
            keep = max(CLOSEST, len(possible)) if isinstance(outcome, Residual) else CLOSEST
            reasons += [self.reason(t, decides=False) for t in shown[:keep]]
        else:
            reasons += [self.reason(t, decides=False) for t in possible]
        return tuple(reasons)

    def silence(self, status: Status, decides: bool) -> Reason:
        return Reason(None, Words(), None, decides, None, ())

    def reason(self, trace: Trace, decides: bool) -> Reason:
        rule = trace.compiled.rule
        conditions = tuple(
            ConditionReason(
                f"not: {condition.says}" if condition.exception else condition.says,
                None if isinstance(value, Residual) else value,
                str(condition.place),
                self.supports(condition.node),
            )
            for condition, value in zip(rule.conditions, trace.conditions, strict=True)
        )
        applies = None if isinstance(trace.applies, Residual) else trace.applies
        return Reason(rule.id, rule.says, rule.basis, decides, applies, conditions)

    def supports(self, node: Node) -> tuple[Support, ...]:
        found: list[Support] = []
        for inner in walk(node):
            support = self.support(inner)
            if support is not None and support not in found:
                found.append(support)
        return tuple(found)

    def support(self, node: Node) -> Support | None:
        situation = self.asker.situation
        match node:
            case State(name=name):
                version = self.engine.program.states[name].standing.at(situation.day)
                bases = [b for one in versions(version) for b in one.bases]
                return Support("state", name, self.value(node), tuple(dict.fromkeys(bases)))
            case Parameter(name=name):
                lines = self.engine.program.parameters[name].settings
                value = self.value(node)
                bases = [
                    one.basis
                    for _, line in lines
                    for one in versions(line.at(situation.day))
                    if one.value.value == value
                ]
                return Support("parameter", name, value, tuple(dict.fromkeys(bases)))
            case Definition(name=name):
                definition = self.engine.program.definitions[name]
                traces = situation.traces.get(name, [])
                bases = [t.compiled.rule.basis for t in traces if t.applies is True]
                return Support(definition.meaning, name, self.value(node), tuple(bases))
            case Doubt(id=id):
                return Support("switch", id, self.value(node), ())
            case _:
                return None

    def value(self, node: Node) -> Constant | None:
        found = self.engine.walk(node)(self.asker.situation)
        if isinstance(found, Residual) or found in (NONE, CONFLICT, UNKNOWN):
            return None
        constant: Constant = found
        return constant

    # what is not known

    def missing(self) -> tuple[str, ...]:
        status, _, approximate = self.asker.plain_answer(self.name)
        outcome = (
            self.asker.situation.outcome(self.name) if status not in ("not covered",) else None
        )
        if status != "unknown" or not isinstance(outcome, Residual):
            return ()
        answer = self.asker.exact(self.name)
        rough = answer is None or approximate
        names = sorted(outcome.variables) if answer is None or rough else answer.mattering()
        return tuple(dict.fromkeys(_shown(variable) for variable in names))

    def assumed(self) -> tuple[str, ...]:
        situation, closers = self.asker.situation, self.engine.closers
        return tuple(
            sorted(
                name
                for name in self.reads()
                if name in closers
                and situation.person.facts.get(name) is None
                and any(situation.fact(closer) is True for closer in closers[name])
            )
        )

    def while_(self) -> tuple[str, ...]:
        given = self.asker.person.facts
        return tuple(sorted(n for n in self.reads() if n in given and n in self.engine.of_the_day))

    def reads(self) -> frozenset[str]:
        """The facts that the law of this day reads, with those that close them."""
        if self.asker.on not in self.engine.program.definitions[self.name].covers:
            return frozenset()
        reads = self.engine.reads(self.name, self.asker.on)
        closers = {one for name in reads for one in self.engine.closers.get(name, ())}
        return reads | closers

    # how long

    def until(self) -> tuple[date | None, tuple[Turn, ...]]:
        life = ShelfLife(self.engine, self.asker.person, self.asker.setup.settings, self.name)
        return life.until(self.asker.on, self.asker.given_on, self.asker.again, self.strict_days())

    def strict_days(self) -> tuple[date, ...]:
        """The days on which old evidence or a gap turns a strict answer."""
        if not self.asker.setup.strict:
            return ()
        program = self.engine.program
        days = [program.evidence_until + DAY]
        days += [act.evidence_until + DAY for act in program.acts.values() if act.evidence_until]
        for gap in program.not_encoded:
            days += [day for day in (gap.interval.start, gap.interval.end) if day]
        return tuple(sorted(set(days)))

    # on what it rests

    def evidence_until(self) -> date:
        program = self.engine.program
        bases = list(self.bases(self.name, set()))
        if not bases:
            return program.evidence_until
        return min(program.acts[b.act].evidence_until or program.evidence_until for b in bases)

    def bases(self, name: str, seen: set[str]) -> Iterator[Basis]:
        """The acts that a decided answer rests on, through all that its rules read."""
        if name in seen:
            return
        seen.add(name)
        situation = self.asker.situation
        if self.asker.on not in self.engine.program.definitions[name].covers:
            return
        situation.outcome(name)
        for trace in situation.traces.get(name, []):
            if not self.asker.holds(name, trace.applies):
                continue
            yield trace.compiled.rule.basis
            for condition in trace.compiled.rule.conditions:
                for inner in walk(condition.node):
                    if isinstance(inner, Definition):
                        yield from self.bases(inner.name, seen)
                    else:
                        support = self.support(inner)
                        yield from support.bases if support else ()

    def not_encoded(self) -> tuple[NotEncoded, ...]:
        status, value, _ = self.asker.plain_answer(self.name)
        return self.gaps(status, value)

    def gaps(self, status: Status, value: Constant | None) -> tuple[NotEncoded, ...]:
        """The gaps whose direction could turn this answer."""
        if status == "not covered":
            return ()
        return tuple(
            gap
            for gap in self.engine.program.not_encoded
            if self.name in gap.positions
            and self.asker.on in gap.interval
            and not (gap.direction == "may grant" and value is True)
            and not (gap.direction == "may defeat" and value is False)
        )

    # on whose word

    def contested(self) -> tuple[Contested, ...]:
        """The single settings that change the answer."""
        now = self.asker.answer(self.name)[:2]
        if now[0] == "not covered":
            return ()
        found: list[Contested] = []
        switches = self.engine.cones.inputs(self.name).switches
        for name in sorted(switches - self.asker.setup.fixed):
            found += self.contest(name, now)
        return tuple(found)

    def answer_where(self, switch: str, setting: str) -> tuple[Status, Constant | None]:
        """The answer with one switch set otherwise."""
        asker = self.asker
        if switch not in asker.setup.settings and not asker.setup.strict:
            # the diagram of this question holds every setting of the switches that are open
            outcome = asker.situation.outcome(self.name)
            if not isinstance(outcome, Residual):
                return status_of(outcome)
            exact = asker.exact(self.name)
            if exact is not None:
                return status_of_ends(exact.ends_where(("switch", switch), setting))
        settings = {**asker.setup.settings, switch: setting}
        setup = Setup(settings, asker.setup.fixed, asker.setup.strict)
        other = Asker(self.engine, asker.person, asker.on, setup, asker.given_on)
        return other.answer(self.name)[:2]

    def contest(self, name: str, now: tuple[Status, Constant | None]) -> Iterable[Contested]:
        switch = self.engine.program.switches[name]
        standing = self.asker.setup.settings.get(name)
        runs: list[tuple[list[str], Status, Constant | None]] = []
        for setting in switch.settings:
            if setting == standing:
                continue
            status, value = self.answer_where(name, setting)
            if (status, value) == now:
                continue
            if switch.kind == "act" and runs and runs[-1][1:] == (status, value):
                runs[-1][0].append(setting)
            else:
                runs.append(([setting], status, value))
        for settings_, status, value in runs:
            yield Contested(switch.id, switch.kind, _run(settings_), status, value, switch.title)


def _run(settings: list[str]) -> str:
    """Settings that give the same answer, as one: a few by name, many by their ends."""
    if len(settings) > 3:
        return f"{settings[0]} to {settings[-1]}"
    return " or ".join(settings)


def _closeness(trace: Trace) -> tuple[int, int, str]:
    failed = sum(1 for value in trace.conditions if value is False)
    open_ = sum(1 for value in trace.conditions if isinstance(value, Residual))
    return (failed, open_, trace.compiled.rule.id)


def _shown(variable: tuple[str, ...]) -> str:
    """A variable as `missing` names it: a fact, or `dispute:ID` and the like."""
    if variable[0] == "member":
        return variable[2]
    return variable[1]
