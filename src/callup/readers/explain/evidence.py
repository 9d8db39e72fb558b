"""On what an answer rests: acts, until when they are shown to stand, and the gaps beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from callup.ir.nodes import Constant, Definition
from callup.ir.program import Basis, NotEncoded, Program
from callup.readers.explain.because import Because
from callup.readers.explain.finding import Status
from callup.readers.explain.partial import Value


@dataclass(slots=True)
class Evidence:
    """Looks for the evidence of one position; `holds` tells whether a rule certainly applies."""

    because: Because
    holds: Callable[[str, Value], bool]
    seen: set[str] = field(default_factory=set)

    def until(self, name: str) -> date:
        """The day until which everything that a decided answer rests on is shown to stand."""
        program = self.because.engine.program
        acts = [program.acts[basis.act] for basis in self.bases(name)]
        days = [act.evidence_until or program.evidence_until for act in acts]
        return min(days, default=program.evidence_until)

    def bases(self, name: str) -> Iterator[Basis]:
        """By what a decided answer holds, through all that its rules read."""
        situation, engine = self.because.situation, self.because.engine
        if name in self.seen:
            return
        self.seen.add(name)
        if situation.day not in engine.program.definitions[name].covers:
            return
        situation.outcome(name)
        for trace in situation.traces.get(name, ()):
            if not self.holds(name, trace.applies):
                continue
            yield trace.compiled.rule.basis
            for condition in trace.compiled.rule.conditions:
                for inner in engine.supporting(condition.node):
                    if isinstance(inner, Definition):
                        yield from self.bases(inner.name)
                    else:
                        yield from self.because.support(inner).bases


def gaps(
    program: Program, name: str, on: date, status: Status, value: Constant | None
) -> tuple[NotEncoded, ...]:
    """What nobody has encoded of a position whose direction could turn this answer."""
    if status == "not covered":
        return ()
    return tuple(
        gap
        for gap in program.not_encoded
        if name in gap.positions
        and on in gap.interval
        and not (gap.direction == "may grant" and value is True)
        and not (gap.direction == "may defeat" and value is False)
    )
