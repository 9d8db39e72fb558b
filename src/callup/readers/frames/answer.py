"""The columns of an answer: its value and status, and on request the rules that decide it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from callup.ir.program import Condition, Definition
from callup.readers.frames import kleene
from callup.readers.frames.cell import Cell, Column, Formula, Members, as_column, dtype
from callup.readers.frames.compile import Compiler
from callup.readers.frames.formula import Truth
from callup.readers.frames.logic import constants, is_truth, leaves
from callup.readers.frames.outcome import MOST_VALUES, Outcome

STATUS = "_status"


@dataclass(slots=True)
class Answers:
    """The answers of a program for the people of a table who are possible at all."""

    compiler: Compiler
    impossible: tuple[Condition, ...]
    _excluded: list[Formula] | None = field(default=None)

    def columns(self, definition: Definition) -> dict[str, nw.Expr]:
        """The value of a position, null unless it is known, and its status."""
        name, kind = definition.name, definition.type.kind
        value: Cell = None
        status: nw.Expr = nw.lit("unknown")
        if self.compiler.day not in definition.covers:
            status = nw.lit("not covered")
        else:
            outcome = self.compiler.outcome(name, self.compiler.base)
            value = self.compiler.logic.shared(self.value(outcome))
            flags = {
                "none": self.certainly(outcome.none),
                "conflict": self.certainly(outcome.conflict),
                "known": kleene.known(value),
            }
            for word, flag in flags.items():
                if flag is True:
                    status = nw.lit(word)
                elif isinstance(flag, Column):
                    status = nw.when(flag.expr).then(nw.lit(word)).otherwise(status)
        return {name: written(value, kind), name + STATUS: status}

    def value(self, outcome: Outcome) -> Cell:
        """The value as one column, null where completions differ."""
        value, logic = outcome.value, self.compiler.logic
        if is_truth(value):
            return self.truth(value)  # type: ignore[arg-type]
        found = constants([value])
        if found is None or len(found) > MOST_VALUES or len(list(leaves(value))) == 1:
            return logic.column(value)
        result: Cell = None
        for one in found:
            certain = self.certainly(logic.is_value(value, one))
            result = kleene.where(certain, one, result)
        return result

    def truth(self, truth: Truth) -> Cell:
        """A truth for those who are possible; one that only the impossible leave open is known."""
        if not isinstance(truth, Formula):
            return truth
        formulas, logic = self.compiler.logic.formulas, self.compiler.logic
        excluded = self.excluded(truth)
        if excluded is False:
            return logic.settled(truth)
        yes = logic.certain(formulas.disjunction(truth, excluded))
        opposite = formulas.disjunction(formulas.negation(truth), excluded)
        no = logic.certain(opposite)
        return kleene.where(yes, True, kleene.where(no, False, None))

    def certainly(self, truth: Truth) -> Cell:
        """Whether a truth is yes for everybody like this who is possible."""
        if not isinstance(truth, Formula):
            return truth is True
        formulas, logic = self.compiler.logic.formulas, self.compiler.logic
        among = formulas.disjunction(truth, self.excluded(truth))
        return logic.shared(logic.certain(among))

    def excluded(self, truth: Formula) -> Truth:
        """What is impossible, as far as it concerns the facts that a truth waits for."""
        facts = set(_facts_of(truth))
        left = self.impossibles()
        found: list[Truth] = []
        while near := [one for one in left if not facts.isdisjoint(_facts_of(one))]:
            found += near
            for one in near:
                facts.update(_facts_of(one))
            left = [one for one in left if one not in near]
        return self.compiler.logic.formulas.disjunction(*found)

    def impossibles(self) -> list[Formula]:
        if self._excluded is None:
            compiler = self.compiler
            truths = (compiler.truth(one.node, compiler.base) for one in self.impossible)
            self._excluded = [one for one in truths if isinstance(one, Formula)]
        return self._excluded


def _facts_of(formula: Formula) -> Iterator[str]:
    return (name for variable in formula.variables for name in variable.facts)


def written(value: Cell, kind: Any) -> nw.Expr:
    """A value as the table shows it: amounts in whole units with decimals."""
    assert not isinstance(value, (Members, frozenset))
    if value is None:
        return nw.lit(None, dtype=nw.Decimal(38, 2) if kind == "money" else dtype(kind))
    column = kleene.spelled(as_column(value))  # type: ignore[arg-type]
    if column.kind == "date" or kind == "date":
        return _date(column)
    if kind == "money":
        amount = kleene.rescaled(column, 100) if 100 % column.scale == 0 else column
        return (amount.expr.cast(nw.Decimal(38, 2)) / amount.scale).cast(nw.Decimal(38, 2))
    if column.scale != 1:
        return (column.expr.cast(nw.Decimal(38, 6)) / column.scale).cast(nw.Decimal(38, 6))
    return column.expr


def _date(column: Column) -> nw.Expr:
    if not column.ordinal:
        return column.expr
    # days before the first of 1970 are negative, which the engines read alike
    return (column.expr - date(1970, 1, 1).toordinal()).cast(nw.Int32).cast(nw.Date)
