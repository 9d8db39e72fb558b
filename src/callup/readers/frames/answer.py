"""The columns of an answer: its value and status, on request what decides it and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from callup.ir.program import Condition, Definition
from callup.readers.frames import kleene
from callup.readers.frames.cell import (
    PREFIX,
    Branch,
    Cell,
    Column,
    Formula,
    Members,
    Variable,
    as_column,
    as_flag,
    dtype,
    reads_of,
)
from callup.readers.frames.compile import Compiler
from callup.readers.frames.formula import Truth
from callup.readers.frames.logic import is_truth
from callup.readers.frames.outcome import Outcome
from callup.readers.frames.waits import Waits, words

MOST_VALUES = 150
"""Of so many constants a value is told one by one; of more it is worked out as a column."""
STATUS, RULE, MISSING = "_status", "_rule", "_missing"
STATUSES = ("known", "unknown", "none", "conflict", "not covered")
NO_WORDS = Column(nw.lit(None, dtype=nw.String), "choice")
DOUBTFUL = PREFIX + "doubtful_"
"""What the name of a column begins with that says where an answer may be lost to tables."""


@dataclass(slots=True)
class Answers:
    """The answers of a program for the people of a table who are possible at all.

    `words` is the type of columns of statuses.
    """

    compiler: Compiler
    impossible: tuple[Condition, ...]
    words: Any = nw.String
    _excluded: list[Formula] | None = field(default=None)

    def columns(self, definition: Definition) -> dict[str, Column]:
        """The value of a position, null unless it is known, and its status."""
        name, kind = definition.name, definition.type.kind
        value: Cell = None
        status = self.word("unknown")
        if self.compiler.day not in definition.covers:
            status = self.word("not covered")
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
                    status = self.word(word)
                elif isinstance(flag, Column):
                    expr = nw.when(flag.expr).then(self.word(word).expr).otherwise(status.expr)
                    status = Column(expr, "choice", reads_of(flag, status))
        return {name: written(value, kind), name + STATUS: status}

    def word(self, status: str) -> Column:
        return Column(nw.lit(status, dtype=self.words), "choice")

    def reasons(self, definition: Definition) -> dict[str, Column]:
        """The rules that decide, and what is missing; null where nothing decides or is missing."""
        name, compiler = definition.name, self.compiler
        if compiler.day not in definition.covers:
            return {name + RULE: NO_WORDS, name + MISSING: NO_WORDS}
        outcome = compiler.outcome(name, compiler.base)
        rules: dict[str, Cell] = {}
        for rule, applies in compiler.applying.get(name, ()):
            rules[rule] = kleene.disjunction(rules.get(rule, False), self.certainly(applies))
        decided = kleene.disjunction(
            kleene.known(self.value(outcome)), self.certainly(outcome.conflict)
        )
        some = kleene.conjunction(decided, kleene.disjunction(*rules.values()))
        missing = Waits(compiler.logic, compiler.given).missing(self.roots(outcome))
        open = kleene.negation(kleene.disjunction(decided, self.certainly(outcome.none)))
        lacks = kleene.conjunction(open, kleene.disjunction(*missing.values()))
        return {
            name + RULE: _where(some, words(rules)),
            name + MISSING: _where(lacks, words(missing)),
        }

    def doubtful(self, definition: Definition) -> Column:
        """Where an answer is unknown, and tables may not see that it is known.

        That needs a fact that is not known and stands in several comparisons, or one for which
        the bound of `settle` was passed.
        """
        compiler = self.compiler
        if compiler.day not in definition.covers:
            return Column(nw.lit(False), "boolean")
        outcome = compiler.outcome(definition.name, compiler.base)
        settled = kleene.disjunction(
            kleene.known(self.value(outcome)),
            self.certainly(outcome.conflict),
            self.certainly(outcome.none),
        )
        lacks = (self.lacks(name) for name in self.dependent(outcome))
        found = kleene.conjunction(kleene.negation(settled), kleene.disjunction(*lacks))
        return as_flag(found)

    def dependent(self, outcome: Outcome) -> set[str]:
        """The facts over which formulas may be known though tables do not see it."""
        truths = [*self.conditions(outcome), outcome.conflict, outcome.none]
        formulas = [one for one in truths if isinstance(one, Formula)]
        excluded = [one for one in map(self.excluded, formulas) if isinstance(one, Formula)]
        together: set[Variable] = set()
        for one in (*formulas, *excluded):
            together |= one.variables
        times = Counter(name for v in together if v.key[0] != "member" for name in v.facts)
        if self.compiler.logic.settler.is_bounded or not is_truth(outcome.value):
            return set(times)
        return {name for name, number in times.items() if number > 1}

    def lacks(self, name: str) -> Cell:
        """Whether a fact is not given; switches that stand in formulas are open for everybody."""
        given = self.compiler.given.get(name)
        if isinstance(given, Members):
            given = next(iter(given.inside.values()), None)
        return kleene.negation(kleene.known(given)) if isinstance(given, Column) else True

    def conditions(self, outcome: Outcome) -> list[Truth]:
        """What decides between the values of an outcome."""
        value = outcome.value
        if is_truth(value):
            return [value]  # type: ignore[list-item]
        found: list[Truth] = []
        left = [value]
        while left:
            one = left.pop()
            if isinstance(one, Branch):
                found.append(self.compiler.logic.formulas.truth(one.condition))
                left += [one.then, one.otherwise]
        return found

    def roots(self, outcome: Outcome) -> list[Formula]:
        settle = self.compiler.logic.settler.settle
        truths = (settle(one) for one in self.conditions(outcome))
        return [one for one in truths if isinstance(one, Formula)]

    def value(self, outcome: Outcome) -> Cell:
        """The value as one column, null where completions differ."""
        value, logic = outcome.value, self.compiler.logic
        if is_truth(value):
            return self.truth(value)  # type: ignore[arg-type]
        found = logic.alternatives(value) if isinstance(value, Branch) else None
        if found is None or len(found.truths) > MOST_VALUES:
            return logic.column(value)
        return kleene.among([(self.certainly(truth), one) for one, truth in found.items()])

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
        logic = self.compiler.logic
        return logic.shared(logic.certain(self.among(truth)))

    def among(self, truth: Truth) -> Truth:
        """A truth that is yes of those who are impossible, too; no where nothing can settle it."""
        if not isinstance(truth, Formula):
            return truth is True
        return self.compiler.logic.formulas.disjunction(truth, self.excluded(truth))

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


def _where(flag: Cell, words: Column) -> Column:
    """Words where a flag that is never unknown is yes; null elsewhere."""
    if isinstance(flag, Column):
        expr = nw.when(flag.expr).then(words.expr)
        return Column(expr, "choice", reads_of(flag, words))
    return words if flag is True else NO_WORDS


def _facts_of(formula: Formula) -> Iterator[str]:
    return (name for variable in formula.variables for name in variable.facts)


def written(value: Cell, kind: Any) -> Column:
    """A value as the table shows it: amounts in whole units with decimals."""
    assert not isinstance(value, (Members, frozenset))
    if value is None:
        type = nw.Decimal(38, 2) if kind == "money" else dtype(kind)
        return Column(nw.lit(None, dtype=type), kind)
    column = kleene.spelled(as_column(value))  # type: ignore[arg-type]
    return Column(_written(column, kind), kind, column.reads)


def _written(column: Column, kind: Any) -> nw.Expr:
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
