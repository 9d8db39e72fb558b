"""Whether something holds for all people on all days: proved, or somebody for whom it does not.

Nobody is shown whom `readers.explain` does not answer as the solver says.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from callup.inquiry.replay import given, in_words
from callup.ir.facts import Person as Given
from callup.ir.nodes import Definition, Node, walk
from callup.ir.program import Program
from callup.ir.types import BOOLEAN
from callup.law.model import FormulaText, LawbookData
from callup.lowering.elaborate import elaborate
from callup.lowering.scope import build
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.cells import TooManyCases
from callup.readers.explain.compile import Engine
from callup.readers.explain.exact import Question
from callup.readers.explain.finding import Finding
from callup.readers.explain.partial import INVALID, Residual, Value
from callup.readers.explain.situation import Situation
from callup.readers.proof.claim import Claims, Example, denied
from callup.readers.proof.line import NotEncoded
from callup.readers.proof.solve import Undecided
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.node import Scalar
from callup.text.origin import Origin
from callup.values.interval import Interval

Mode = Literal["never", "always"]
Why = Literal["time", "not encoded", "open", "defect"]
"""Why a claim is not decided: the solver took too long, something cannot be encoded, the law leaves
the formula unknown for somebody, or the readers disagree, which is a defect of ours."""
ALWAYS = Interval()
FORMULA = "the formula"
"""Where a formula stands that a question brings with it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That a formula is never, or always, yes; the text is what was written."""

    mode: Mode
    node: Node
    text: str

    @property
    def broken(self) -> Node:
        """The formula that must be yes of nobody."""
        return self.node if self.mode == "never" else denied(self.node)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`proved` is None where that is not decided, `why` says why, and `detail` what stood in the
    way.

    A counterexample is `person`, in the words that `ask` takes, on the day `on` under the
    switches `settings`; `findings` are those of the positions that the formula reads.
    """

    claim: Claim
    days: Interval
    proved: bool | None
    why: Why | None = None
    detail: str = ""
    on: date | None = None
    settings: Mapping[str, str] | None = None
    person: Mapping[str, str] | None = None
    findings: tuple[Finding, ...] = ()
    program: Program | None = field(default=None, repr=False, compare=False)


def read_claim(text: str, data: LawbookData) -> Claim:
    """The claim that `never: FORMULA` or `always: FORMULA` makes. Raises Diagnostics."""
    mode, sign, formula = text.partition(":")
    if not sign or mode.strip() not in ("never", "always"):
        message = "a claim begins with `never:` or `always:`"
        help = 'write "never: age < 18 and may_contract"'
        raise Diagnostics([Diagnostic("formula", message, None, help=help)])
    skipped = len(text) - len(formula)
    scalar = Scalar(formula, Origin(FORMULA, 1, skipped + 1))
    node = elaborate(FormulaText(formula, scalar), build(data)[0], BOOLEAN)
    if isinstance(node, Diagnostic):
        problems = Diagnostics([node])
        problems.source = lambda file: text if file == FORMULA else None  # type: ignore[attr-defined]
        raise problems
    return Claim("never" if mode.strip() == "never" else "always", node, text)


def days_of(program: Program, node: Node, day: date | None, within: Interval = ALWAYS) -> Interval:
    """The days on which a claim is looked at: one, or all of `within` that all it reads covers.

    Raises Diagnostics for a day that is not covered, and where no day is.
    """
    names = {one.name for one in walk(node) if isinstance(one, Definition)}
    days = program.covers.clip(Interval(None, program.horizon)).clip(within)
    for name in sorted(names):
        if program.definitions[name].meaning == "position":
            days = days.clip(program.definitions[name].covers)
    start = days.start or date(1, 1, 1)
    if day is None and not days.empty:
        return Interval(start, days.end)
    if day is not None and day in days:
        return Interval(day, date.fromordinal(day.toordinal() + 1))
    what = f"{day} is not covered" if day is not None else "no day is covered"
    help = "nothing that the formula reads is covered together" if days.empty else f"it is {days}"
    message = f"{what} by all that the formula reads"
    raise Diagnostics([Diagnostic("bad-day", message, None, help=help)])


@dataclass(slots=True)
class Prover:
    """Proves claims about one program under some settings of its switches."""

    engine: Engine
    setup: Setup
    claims: Claims

    @property
    def program(self) -> Program:
        return self.engine.program

    def prove(self, claim: Claim, day: date | None = None, within: Interval = ALWAYS) -> Verdict:
        """What came of a claim. Raises Diagnostics for a day that is not covered."""
        days = days_of(self.program, claim.node, day, within)
        verdict = Verdict(claim, days, True, program=self.program)
        try:
            example = self.claims.example(claim.broken, verdict.days)
        except Undecided:
            return replace(verdict, proved=None, why="time", detail=str(self.claims.seconds))
        except NotEncoded as problem:
            where = f" ({problem.place})" if problem.place else ""
            return replace(verdict, proved=None, why="not encoded", detail=f"{problem}{where}")
        if example is None:
            return verdict
        found = self.disproved if example.settled else self.left_open
        return found(verdict, example)

    def disproved(self, verdict: Verdict, example: Example) -> Verdict:
        """The verdict with somebody who is asked again; without, it is a defect of ours."""
        for person in self.candidates(example):
            settings = self.needed(verdict.claim.broken, person, example)
            if settings is not None:
                return self.shown(replace(verdict, proved=False), example, person, settings)
        return replace(verdict, proved=None, why="defect")

    def left_open(self, verdict: Verdict, example: Example) -> Verdict:
        person = given(example.whole, self.program)
        found = replace(verdict, proved=None, why="open")
        return self.shown(found, example, person, example.settings)

    def shown(
        self, verdict: Verdict, example: Example, person: Given, settings: Mapping[str, str]
    ) -> Verdict:
        setup = Setup({**self.setup.settings, **settings}, self.setup.fixed)
        asker = Asker(self.engine, person, example.day, setup, example.day)
        names = dict.fromkeys(
            one.name
            for one in walk(verdict.claim.node)
            if isinstance(one, Definition)
            and self.program.definitions[one.name].meaning == "position"
        )
        return replace(
            verdict,
            on=example.day,
            settings=dict(settings),
            person=in_words(person, self.program),
            findings=tuple(asker.finding(name) for name in names),
        )

    def candidates(self, example: Example) -> list[Given]:
        return [given(example.person, self.program), given(example.whole, self.program)]

    def needed(self, node: Node, person: Given, example: Example) -> dict[str, str] | None:
        """The settings without which the formula is not yes of the person; None if it never is."""
        settings = dict(example.settings)
        if self.value(node, person, example.day, settings) is not True:
            return None
        for name in sorted(settings):
            fewer = {key: value for key, value in settings.items() if key != name}
            if self.value(node, person, example.day, fewer) is True:
                settings = fewer
        return settings

    def value(self, node: Node, person: Given, day: date, settings: Mapping[str, str]) -> Value:
        """What a formula is of a person over everything that is not known; None where that is
        open."""
        engine = self.engine
        situation = Situation(engine, person, day, day, {**self.setup.settings, **settings})
        excluded = [engine.walk(one.node)(situation) for one in self.program.impossible]
        possible = engine.algebra.negation(engine.algebra.disjunction(*excluded))
        value = engine.algebra.valid(possible, engine.walk(node)(situation))
        if not isinstance(value, Residual):
            return None if value is INVALID else value
        with suppress(TooManyCases):
            ends = Question(engine, situation).settled(value)
            if len(ends) == 1 and isinstance(ends[0], bool):
                return ends[0]
        return None
