"""Answers for one person on one day: the findings, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from callup.ir.facts import Person
from callup.ir.nodes import Constant
from callup.ir.program import NotEncoded
from callup.readers.explain.because import DECIDED, Because
from callup.readers.explain.cells import TooManyCases
from callup.readers.explain.compile import Engine
from callup.readers.explain.contest import contest
from callup.readers.explain.diagram import Answer
from callup.readers.explain.evidence import Evidence, gaps
from callup.readers.explain.exact import Question
from callup.readers.explain.finding import (
    ConditionReason,
    Contested,
    Finding,
    Reason,
    Status,
    Support,
    Turn,
)
from callup.readers.explain.kept import Kept
from callup.readers.explain.partial import (
    CONFLICT,
    INVALID,
    NONE,
    UNKNOWN,
    Residual,
    Value,
)
from callup.readers.explain.shelf_life import ShelfLife
from callup.readers.explain.situation import Situation, Trace
from callup.text.diagnostic import Diagnostic, Diagnostics

DAY = timedelta(days=1)
MOST_DAYS_KEPT = 500
"""For how many days one question keeps what it worked out."""


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
    kept: Kept = field(default_factory=Kept)
    situation: Situation = field(init=False)
    because: Because = field(init=False)
    generation: int = field(init=False)
    """Askers whose residuals were interned together may be shared between parts of a finding."""
    answers: dict[str, Answer | None] = field(default_factory=dict)
    _days: dict[date, Asker] = field(default_factory=dict)
    _settings: dict[tuple[str, str], Asker] = field(default_factory=dict)
    _plain: dict[str, tuple[Status, Constant | None, bool]] = field(default_factory=dict)
    _possible: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.situation = Situation(
            self.engine, self.person, self.on, self.given_on, self.setup.settings
        )
        self.because = Because(self.engine, self.situation)
        self.generation = self.engine.algebra.generation

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
        status, value, _ = self.answer(name)
        return Finding(name, definition, self.on, status, value, _Part(self, name, status))

    # the answer

    def answer(self, name: str) -> tuple[Status, Constant | None, bool]:
        """Status, value and whether it is approximate, with strictness taken into account."""
        status, value, approximate = self.plain_answer(name)
        if self.setup.strict and status != "not covered" and self.is_stale(name, status, value):
            return "unknown", None, approximate
        return status, value, approximate

    def plain_answer(self, name: str) -> tuple[Status, Constant | None, bool]:
        """The same, old evidence and gaps not counted."""
        found = self._plain.get(name)
        if found is None:
            found = self._plain[name] = self._plain_answer(name)
        return found

    def _plain_answer(self, name: str) -> tuple[Status, Constant | None, bool]:
        if self.on not in self.engine.program.definitions[name].covers:
            return "not covered", None, False
        outcome = self.situation.outcome(name)
        if not isinstance(outcome, Residual):
            return (*status_of(outcome), False)
        ends = self.kept.ends(self.engine, self.situation, self.left(name), name)
        if ends is None:
            return "unknown", None, True
        if not ends:
            message = "nobody can be like this: the facts given exclude each other"
            raise Diagnostics((Diagnostic("impossible-facts", message, None),))
        return (*status_of_ends(ends), False)

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
        found = self if day == self.on else self._days.get(day)
        if found is None or found.generation != self.engine.algebra.generation:
            found = Asker(self.engine, self.person, day, self.setup, self.given_on, self.kept)
            found._days = self._days
            if len(self._days) >= MOST_DAYS_KEPT:
                self._days.clear()
            self._days[day] = found
        return found

    def where(self, switch: str, setting: str) -> Asker:
        """The same question with one switch set otherwise."""
        found = self._settings.get((switch, setting))
        if found is None or found.generation != self.engine.algebra.generation:
            settings = {**self.setup.settings, switch: setting}
            setup = Setup(settings, self.setup.fixed, self.setup.strict)
            found = Asker(self.engine, self.person, self.on, setup, self.given_on, self.kept)
            self._settings[switch, setting] = found
        return found

    def left(self, name: str) -> Value:
        """What is left of a position's outcome, among people who are possible at all."""
        return self.among_possible(name, self.situation.outcome(name))

    def among_possible(self, name: str, value: Value) -> Value:
        """A part of what a position reads, for people who are possible at all."""
        if not isinstance(value, Residual) or not self.engine.constraints(name):
            return value
        return self.engine.algebra.valid(self.possible(name), value)

    def possible(self, name: str) -> Value:
        """Whether somebody can be like this, as far as it concerns what a position reads."""
        found = self._possible.get(name)
        if found is None:
            algebra, nodes = self.engine.algebra, self.engine.constraints(name)
            excluded = [self.engine.walk(node)(self.situation) for node in nodes]
            found = self._possible[name] = algebra.negation(algebra.disjunction(*excluded))
        return found

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
        traces = self.situation.traces.get(name, ())
        return [t for t in traces if t.applies is not False and self.holds(name, t.applies)]

    def holds(self, name: str, value: Value) -> bool:
        if not isinstance(value, Residual):
            return value is True
        left = self.among_possible(name, value)
        ends = self.kept.ends(self.engine, self.situation, left)
        return ends is not None and len(ends) == 1 and ends[0] is True

    # what it rests on

    def evidence_until(self, name: str) -> date:
        """The day until which sources show that what an answer rests on stands."""
        return Evidence(self.because, self.holds).until(name)

    def is_stale(self, name: str, status: Status, value: Constant | None) -> bool:
        left_out = gaps(self.engine.program, name, self.on, status, value)
        return bool(left_out) or self.on > self.evidence_until(name)


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
    status: Status

    @property
    def engine(self) -> Engine:
        return self.asker.engine

    # why

    def because(self) -> tuple[Reason, ...]:
        if self.status == "not covered":
            return ()
        if self.status in DECIDED:
            certain = self.asker.applying(self.name)
        else:
            traces = self.asker.situation.traces.get(self.name, ())
            certain = [trace for trace in traces if trace.applies is True]
        return self.asker.because.reasons(self.name, self.status, certain)

    def supports(self, condition: ConditionReason) -> tuple[Support, ...]:
        return self.asker.because.supports(condition.node)

    # what is not known

    def missing(self) -> tuple[str, ...]:
        outcome = self.open_outcome()
        if outcome is None:
            return ()
        answer = None if self.approximate() else self.asker.exact(self.name)
        names = sorted(outcome.variables) if answer is None else answer.mattering()
        return tuple(dict.fromkeys(_shown(variable) for variable in names))

    def approximate(self) -> bool:
        if self.open_outcome() is None:
            return False
        return self.asker.plain_answer(self.name)[2] or self.asker.exact(self.name) is None

    def open_outcome(self) -> Residual | None:
        """What a position waits for whose answer is unknown."""
        if self.asker.plain_answer(self.name)[0] != "unknown":
            return None
        outcome = self.asker.situation.outcome(self.name)
        return outcome if isinstance(outcome, Residual) else None

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
        return self.engine.reads(self.name, self.asker.on)

    # how long

    def until(self) -> tuple[date | None, tuple[Turn, ...]]:
        life = ShelfLife(self.engine, self.asker.person, self.asker.setup.settings, self.name)
        return life.until(self.asker.on, self.asker.again, self.strict_days())

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
        return self.asker.evidence_until(self.name)

    def not_encoded(self) -> tuple[NotEncoded, ...]:
        status, value, _ = self.asker.plain_answer(self.name)
        return gaps(self.engine.program, self.name, self.asker.on, status, value)

    # on whose word

    def contested(self) -> tuple[Contested, ...]:
        """The single settings that change the answer."""
        now = self.asker.answer(self.name)[:2]
        if now[0] == "not covered":
            return ()
        found: list[Contested] = []
        setup, program = self.asker.setup, self.engine.program
        for name in sorted(self.switches() - setup.fixed):
            where = partial(self.answer_where, name)
            found += contest(program.switches[name], setup.settings.get(name), now, where)
        return tuple(found)

    def switches(self) -> frozenset[str]:
        """Those whose settings may give another answer."""
        switches = self.engine.cones.inputs(self.name).switches
        setup = self.asker.setup
        if setup.strict or isinstance(self.asker.situation.outcome(self.name), Residual):
            return switches
        # what is settled while switches are open is the same however they are set
        return switches & setup.settings.keys()

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
        return asker.where(switch, setting).answer(self.name)[:2]


def _shown(variable: tuple[str, ...]) -> str:
    """A variable as `missing` names it: a fact, or `dispute:ID` and the like."""
    if variable[0] == "member":
        return variable[2]
    return variable[1]
