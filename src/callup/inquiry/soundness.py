"""Proves of rules that they do something: that there is somebody whom each of their parts reaches.

A rule should hold of somebody and not always be set aside; each of its conditions should keep
somebody out; an exception should except somebody; who overrides should meet whom it overrides.
Each is a question whether there is anybody: on a few days first, and where nobody is found, on
every day on which the rule stands. Readings, doubts and states may stand any way: a rule for
peacetime is not dead because there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from callup.inquiry.coverage import covered_days
from callup.ir.nodes import Const
from callup.ir.nodes import Definition as Reference
from callup.ir.program import Definition, Program, Rule, versions
from callup.readers.explain.cone import Cones
from callup.readers.proof.claim import Claims
from callup.readers.proof.encode import Encoder, Moment
from callup.readers.proof.line import NotEncoded
from callup.readers.proof.logic import Bool, Truth, both, opposite
from callup.readers.proof.outcome import Applied
from callup.readers.proof.solve import Solver, Undecided
from callup.readers.proof.space import Space
from callup.text.diagnostic import Diagnostic, Severity
from callup.text.origin import Origin
from callup.values.interval import Interval

DAY = timedelta(days=1)
Wanted = Callable[[Encoder, Moment], Bool]


@dataclass(slots=True)
class Soundness:
    """Asks about the rules of one program."""

    program: Program
    claims: Claims = field(init=False)
    cones: Cones = field(init=False)
    _opened: dict[tuple[str, date, date], tuple[Encoder, Solver]] = field(default_factory=dict)
    _applied: dict[int, tuple[list[Applied], Encoder]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bills = {s.name: "off" for s in self.program.switches.values() if s.kind == "bill"}
        self.claims = Claims(self.program, bills, any_state=True)
        self.cones = Cones(self.program)

    def problems(self) -> Iterator[Diagnostic]:
        """What rules have in them that nobody is reached by."""
        for definition in self.program.definitions.values():
            self._opened.clear()
            self._applied.clear()
            days = covered_days(self.program, self.cones, definition)
            days = days.clip(Interval(self.program.covers.start, self.program.horizon))
            told: set[object] = set()
            for _, line in definition.rules:
                for start, end, version in line.pieces():
                    within = Interval(start, end).clip(days)
                    if within.empty or within.start is None or within.end is None:
                        continue
                    for rule in versions(version):
                        for found in self._of_rule(definition, rule, within):
                            key = (found.code, found.origin, found.message)
                            if key not in told:
                                told.add(key)
                                yield found

    def _of_rule(self, definition: Definition, rule: Rule, days: Interval) -> Iterator[Diagnostic]:
        name = definition.name
        try:
            if not self.exists(name, days, self._holds(name, rule)):
                yield _warning("dead-rule", rule, f"nobody can meet the conditions of `{rule.id}`")
                return
            if not self.exists(name, days, self._applies(name, rule)):
                message = f"wherever `{rule.id}` holds, a rule that overrides it does too"
                yield _warning("dead-rule", rule, message)
            yield from self._parts(name, rule, days)
        except (NotEncoded, Undecided) as problem:
            reason = str(problem) or f"not decided in {self.claims.seconds} s"
            message = f"whether every part of `{rule.id}` does something: {reason}"
            at = Origin(rule.place.file, rule.place.line, 1)
            yield Diagnostic("not-proved", message, at, severity=Severity.NOT_CHECKED)

    def _parts(self, name: str, rule: Rule, days: Interval) -> Iterator[Diagnostic]:
        for index, condition in enumerate(rule.conditions):
            if isinstance(condition.node, Const):
                continue  # `yes` is how a rule without conditions is written
            if not self.exists(name, days, self._without(name, rule, index)):
                at = Origin(condition.place.file, condition.place.line, 1)
                message = f"`{rule.id}` would be the same without `{condition.says}`"
                code = "redundant-condition"
                if condition.exception:
                    code, message = "idle-exception", f"{message}, which excepts nobody"
                yield Diagnostic(code, message, at, severity=Severity.WARNING)
        for other in rule.overrides:
            if not self.exists(name, days, self._meets(name, rule, other)):
                message = f"`{rule.id}` overrides `{other}`, and nobody meets both"
                yield _warning("idle-override", rule, message)

    # who is asked for

    def _holds(self, name: str, rule: Rule) -> Wanted:
        return lambda encoder, moment: self._find(name, rule.id, rule, encoder, moment, "holds")

    def _applies(self, name: str, rule: Rule) -> Wanted:
        return lambda encoder, moment: self._find(name, rule.id, rule, encoder, moment, "applies")

    def _find(
        self, name: str, id: str, rule: Rule | None, encoder: Encoder, moment: Moment, what: str
    ) -> Bool:
        """For whom a rule holds, or applies, on a day."""
        for one in self._rules(name, encoder, moment):
            if one.rule.id == id and (rule is None or one.rule == rule):
                found: Truth = getattr(one, what)
                return found.yes
        return False

    def _rules(self, name: str, encoder: Encoder, moment: Moment) -> list[Applied]:
        key = id(encoder)
        if key not in self._applied:
            # the encoder is kept beside, so that its id stays its own
            self._applied[key] = (encoder.applied(name, moment, keep_idle=True), encoder)
        return self._applied[key][0]

    def _without(self, name: str, rule: Rule, index: int) -> Wanted:
        """Whoever meets all conditions of a rule but one, as far as they are settled."""

        def wanted(encoder: Encoder, moment: Moment) -> Bool:
            truths = [encoder.truth(one.node, moment) for one in rule.conditions]
            others = [opposite(truth.no) for i, truth in enumerate(truths) if i != index]
            return both(truths[index].no, *others)

        return wanted

    def _meets(self, name: str, rule: Rule, other: str) -> Wanted:
        def wanted(encoder: Encoder, moment: Moment) -> Bool:
            mine = self._find(name, rule.id, rule, encoder, moment, "holds")
            return both(mine, self._find(name, other, None, encoder, moment, "holds"))

        return wanted

    # whether there is anybody

    def exists(self, name: str, days: Interval, wanted: Wanted) -> bool:
        """Whether there is anybody on any of the days: a few of them first, then all."""
        assert days.start is not None
        assert days.end is not None
        last = days.end - DAY
        middle = days.start + (last - days.start) // 2
        for day in dict.fromkeys((last, days.start, middle)):
            if self._anybody(name, day, day + DAY, wanted):
                return True
        type = self.program.definitions[name].type
        return any(
            self._anybody(name, start, end, wanted)
            for start, end in self.claims.stretches(Reference(name, type), days)
        )

    def _anybody(self, name: str, start: date, end: date, wanted: Wanted) -> bool:
        encoder, solver = self._open(name, start, end)
        return solver.find(wanted(encoder, encoder.base)) is not None

    def _open(self, name: str, start: date, end: date) -> tuple[Encoder, Solver]:
        key = (name, start, end)
        if key not in self._opened:
            node = Reference(name, self.program.definitions[name].type)
            space = Space(self.program, self.claims.cones)
            self._opened[key] = self.claims.open(space, node, start, end)
        return self._opened[key]


def _warning(code: str, rule: Rule, message: str) -> Diagnostic:
    at = Origin(rule.place.file, rule.place.line, 1)
    return Diagnostic(code, message, at, severity=Severity.WARNING)
