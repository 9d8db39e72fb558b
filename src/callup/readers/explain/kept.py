"""What one question finds out on one day that serves it on others, and under other settings."""

from __future__ import annotations

from dataclasses import dataclass, field

from callup.readers.explain.cells import TooManyCases
from callup.readers.explain.compile import Engine
from callup.readers.explain.exact import Question
from callup.readers.explain.partial import INVALID, Assigned, Residual, Value
from callup.readers.explain.situation import Situation


@dataclass(slots=True)
class Kept:
    """Residuals are interned, so what was found of one holds wherever the same one is left."""

    _ends: dict[int, tuple[list[Value] | None, Residual]] = field(default_factory=dict)
    _witnesses: dict[str, list[Assigned]] = field(default_factory=dict)
    """For each position completions that give different answers."""

    def ends(
        self, engine: Engine, situation: Situation, value: Value, name: str = ""
    ) -> list[Value] | None:
        """The different possible answers, at most two; None where the cases are too many.

        With the name of a position, completions that show them are kept to be tried first.
        """
        if not isinstance(value, Residual):
            return [] if value is INVALID else [value]
        found = self._ends.get(id(value))
        if found is None:
            # the residual is kept beside, so that its id stays its own
            found = (self._settle(engine, situation, value, name), value)
            self._ends[id(value)] = found
        return found[0]

    def _settle(
        self, engine: Engine, situation: Situation, value: Residual, name: str
    ) -> list[Value] | None:
        again = self._seen_again(engine, name, value)
        if len(again) > 1:
            return again
        question = Question(engine, situation)
        try:
            ends = question.settled(value)
        except TooManyCases:
            return None
        if name:
            self._witnesses[name] = question.witnesses
        return ends

    def _seen_again(self, engine: Engine, name: str, value: Residual) -> list[Value]:
        """The answers that completions give now which told two answers apart before."""
        found: list[Value] = []
        for witness in self._witnesses.get(name, ()):
            end = engine.algebra.substitute(value, witness)
            if not isinstance(end, Residual) and end is not INVALID and end not in found:
                found.append(end)
        return found
