"""What an answer that is not known waits for: the facts and open switches that it is missing.

A formula that is unknown waits for those of its parts that are unknown and are read at all, and so
down to the facts. It may name one too many, where an exact answer does not hang on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import narwhals as nw

from callup.readers.frames import kleene
from callup.readers.frames.cell import Cell, Column, Formula, Variable, reads_of
from callup.readers.frames.logic import Logic


@dataclass(slots=True)
class Waits:
    """For formulas that are settled: of whom each fact or switch is missing.

    `given` are the facts of which the table has a column.
    """

    logic: Logic
    given: Mapping[str, Cell]
    _waiting: dict[Formula, list[Cell]] = field(default_factory=dict)

    def missing(self, roots: Iterable[Formula]) -> dict[str, Cell]:
        """For each name whether something waits for it; never unknown."""
        roots = list(roots)
        for root in roots:
            self._waiting.setdefault(root, []).append(True)
        found: dict[str, list[Cell]] = {}
        for formula in ordered(roots):
            waits = self._waits(formula)
            if waits is False:
                continue
            for part, read in self._parts(formula):
                self._waiting.setdefault(part, []).append(kleene.conjunction(waits, read))
            if formula.variable is not None:
                for name in formula.variable.facts:
                    lacks = kleene.conjunction(waits, self._lacks(formula.variable, name))
                    found.setdefault(name, []).append(lacks)
        return {name: kleene.disjunction(*cells) for name, cells in sorted(found.items())}

    def _waits(self, formula: Formula) -> Cell:
        """Whether a formula is unknown where something waits for it."""
        asked = kleene.disjunction(*self._waiting.get(formula, ()))
        unknown = kleene.negation(kleene.known(self._encoded(formula)))
        return self.logic.shared(kleene.conjunction(asked, unknown))

    def _parts(self, formula: Formula) -> Iterator[tuple[Formula, Cell]]:
        """The parts of a formula, and whether each is read."""
        if formula.kind != "choose":
            yield from ((part, True) for part in formula.parts)
            return
        condition, then, otherwise = formula.parts
        selects = self._encoded(condition)
        yield condition, True
        yield then, kleene.possibly(selects)
        yield otherwise, kleene.possibly(kleene.negation(selects))

    def _encoded(self, formula: Formula) -> Cell:
        return self.logic.encoder.encode(self.logic.formulas.truth(formula))

    def _lacks(self, variable: Variable, name: str) -> Cell:
        """Whether it is this fact that a variable waits for; one with one fact can wait for no
        other."""
        if len(variable.facts) == 1:
            return True
        given = self.given.get(name)
        return not isinstance(given, Column) or kleene.negation(kleene.known(given))


def ordered(roots: Iterable[Formula]) -> list[Formula]:
    """All formulas inside some, each before its parts."""
    found: list[Formula] = []
    seen: set[Formula] = set()

    def visit(formula: Formula) -> None:
        if formula not in seen:
            seen.add(formula)
            for part in formula.parts:
                visit(part)
            found.append(formula)

    for root in roots:
        visit(root)
    return found[::-1]


def words(flags: Mapping[str, Cell]) -> Column:
    """The names of which a flag is yes, in their order with spaces between; empty where none is."""
    exprs = []
    for name, flag in sorted(flags.items()):
        if flag is True:
            exprs.append(nw.lit(name))
        elif isinstance(flag, Column):
            exprs.append(nw.when(flag.expr).then(nw.lit(name)))
    if not exprs:
        return Column(nw.lit(""), "choice")
    reads = reads_of(*(flag for flag in flags.values() if isinstance(flag, Column)))
    return Column(nw.concat_str(exprs, separator=" ", ignore_nulls=True), "choice", reads)
