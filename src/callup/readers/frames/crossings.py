"""Those whose answers one cut turns, for whom all comparisons of the fact that it cuts are settled.

A person whose fact lies between the cut of a day and that of the day before is turned on that day
by that cut, and stands to each other moving cut of the fact as on the day before: below it or not,
the same for everybody whom this cut ever turns. So what they are counted as on either day follows
from formulas in which these comparisons are constants, and nothing has to be compared day by day.

Where several facts are cut, a cut counts those of facts before its own as they are on the day, and
those of facts after it as on the day before. What each adds then sums up to what all add together,
also for somebody whom two of them turn on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add

import narwhals as nw
import polars as pl

from callup.readers.frames import kleene
from callup.readers.frames.asked import NUMBER, total
from callup.readers.frames.cell import PREFIX, Cell, Column, Formula, Sheet, Variable, exprs
from callup.readers.frames.compile import Compiler
from callup.readers.frames.counted import Counted
from callup.readers.frames.cuts import Cut
from callup.readers.frames.encode import Encoder
from callup.readers.frames.formula import Truth
from callup.readers.frames.logic import BOTH, Logic
from callup.readers.frames.tally import NO, REFUSED, UNKNOWN, YES, Answer

KEY = PREFIX + "key"
CHANGE = PREFIX + "change_"

Truths = tuple[tuple[Answer, Truth], ...]
Part = tuple[tuple[Truth, ...], tuple[Truth, ...]]
"""Truths of which one makes an answer, and truths of which each keeps it from being one."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A cut that moves forward, and by name whether those whom it turns lie below each other
    moving cut of its fact."""

    cut: Cut
    below: Mapping[str, bool]
    days: Mapping[date, int]
    """For each value of the fact that the cut passes, the index of the day on which it does."""


def crossings(cuts: Sequence[Cut]) -> tuple[Crossing, ...] | None:
    """How each cut is crossed; None where one moves back, or the order of two does not hold."""
    found = []
    for cut in cuts:
        if any(later < earlier for earlier, later in zip(cut.days, cut.days[1:], strict=False)):
            return None
        below: dict[str, bool] = {}
        for other in cuts:
            if other is cut or other.fact != cut.fact:
                continue
            side = _side(cut.days, other.days)
            if side is None:
                return None
            below[other.name] = side
        days = {
            date.fromordinal(value): index
            for index, low, high in cut.turns()
            for value in range(low, high)
        }
        found.append(Crossing(cut, below, days))
    return tuple(found)


def _side(days: Sequence[date], others: Sequence[date]) -> bool | None:
    """Whether what a cut passes on a day lies below another cut on that day and the day before."""
    sides = set()
    for index in range(1, len(days)):
        low, high = days[index - 1], days[index]
        if low == high:
            continue
        before, after = others[index - 1], others[index]
        if before >= high and after >= high:
            sides.add(True)
        elif before <= low and after <= low:
            sides.add(False)
        else:
            return None
    return sides.pop() if len(sides) == 1 else None


def variable_of(cut: Cut) -> Variable:
    """What stands in formulas for the comparison with a cut, on the last of its days."""
    key = ("fact", cut.fact, "before", cut.days[-1].toordinal())
    return Variable(key, BOTH, (cut.fact,))


def is_plain(logic: Logic, cuts: Iterable[Cut]) -> bool:
    """Whether no column was made so far that moves with a cut."""
    moving = frozenset(map(variable_of, cuts))
    return all(formula.variables.isdisjoint(moving) for formula in logic.encoder.encoded())


@dataclass(slots=True)
class Sides:
    """The answers of those whom a cut turns, on the day before and on the day itself.

    `refused` are the truths of which none may be yes of whoever has an answer. Answers that turn
    are laid down as `columns`; `sums` adds them up, each once, and `gains` is what the answers of
    `changes` gain by those sums. `number` is for how many a row stands, one if it is None.
    """

    compiler: Compiler
    refused: tuple[Truth, ...]
    before: Mapping[Variable, bool]
    after: Mapping[Variable, bool]
    number: pl.Expr | None
    sheet: Sheet = field(init=False)
    encoder: Encoder = field(init=False)
    changes: list[tuple[str, Answer]] = field(default_factory=list)
    sums: dict[str, pl.Expr] = field(default_factory=dict)
    gains: list[pl.Expr] = field(default_factory=list)
    waits: set[Variable] = field(default_factory=set)
    """What the answers that turn wait for; among it may be cuts of other facts."""
    columns: dict[str, Column] = field(default_factory=dict)
    _cells: dict[Part, Cell] = field(default_factory=dict)
    _names: dict[Part, str] = field(default_factory=dict)
    _memos: tuple[dict[Formula, Truth], dict[Formula, Truth]] = field(
        default_factory=lambda: ({}, {})
    )

    def __post_init__(self) -> None:
        self.sheet = self.compiler.logic.sheet.copy()
        self.encoder = Encoder(self.compiler.logic.formulas, self.sheet)

    @classmethod
    def of(
        cls,
        compiler: Compiler,
        refused: tuple[Truth, ...],
        crossing: Crossing,
        cuts: Iterable[Cut],
        number: pl.Expr | None,
    ) -> Sides:
        """Both sides of a cut: whom it has passed lies below it."""
        variables = {cut.name: variable_of(cut) for cut in cuts}
        others = {variables[name]: is_below for name, is_below in crossing.below.items()}
        own = variables[crossing.cut.name]
        return cls(compiler, refused, {**others, own: False}, {**others, own: True}, number)

    def ask(self, question: str, truths: Truths) -> None:
        """Adds what the answers to a question gain."""
        before = self._parts(truths, self.before, self._memos[0])
        after = self._parts(truths, self.after, self._memos[1])
        gains = []
        for (answer, was), (_, then) in zip(before, after, strict=True):
            if was != then:
                gains.append(self._total(then) - self._total(was))
                self._add(question, answer, gains[-1])
        if gains:
            self._add(question, UNKNOWN, -reduce(add, gains))

    def table(self, people: Counted, crossing: Crossing, cuts: Sequence[Cut]) -> pl.LazyFrame:
        """What the answers gain in all, by groups and by KEY, the value of the fact."""
        own, days = crossing.cut, crossing.days
        keyed = nw.from_native(people.frame).with_columns(**{KEY: own.source.expr})
        native: pl.LazyFrame = keyed.to_native()
        native = native.filter(pl.col(KEY).is_between(min(days), max(days)))
        others = [c for c in cuts if c.fact != own.fact and variable_of(c) in self.waits]
        if others:
            facts = list(dict.fromkeys(cut.fact for cut in cuts))
            columns: dict[str, Sequence[date]] = {KEY: list(days)}
            for cut in others:
                late = facts.index(cut.fact) > facts.index(own.fact)
                columns[cut.name] = [cut.days[index - late] for index in days.values()]
            native = native.join(pl.LazyFrame(columns), on=KEY)
        keys = (*people.keys, KEY)
        kept = keys if people.number is None else (*keys, NUMBER)
        laid = self.sheet.lay(nw.from_native(native), self.columns.values())
        made: pl.LazyFrame = laid.select(*kept, **exprs(self.columns)).to_native()
        summed = made.group_by(*keys).agg(one.alias(name) for name, one in self.sums.items())
        return summed.select(
            *keys, *(gain.alias(f"{CHANGE}{i}") for i, gain in enumerate(self.gains))
        )

    def _add(self, question: str, answer: Answer, gain: pl.Expr) -> None:
        self.gains.append(gain)
        self.changes.append((question, answer))

    def _parts(
        self, truths: Truths, values: Mapping[Variable, bool], memo: dict[Formula, Truth]
    ) -> list[tuple[Answer, Part]]:
        """Each answer with the truths of which one makes it, and those that keep it from being."""
        formulas = self.compiler.logic.formulas

        def seen(truth: Truth) -> Truth:
            return formulas.where(truth, values, memo) if isinstance(truth, Formula) else truth

        refused = tuple(map(seen, self.refused))
        found: list[tuple[Answer, Part]] = [(REFUSED, (refused, ()))]
        told: tuple[Truth, ...] = ()
        for answer, truth in truths:
            # of those who are impossible yes and no are both certain
            told = (seen(truth),) if answer == YES else told
            kept = (*refused, *told) if answer == NO and self.refused else refused
            found.append((answer, ((seen(truth),), kept)))
        return found

    def _total(self, part: Part) -> pl.Expr:
        """For how many an answer is the one, by the sums over rows."""
        cell = self._cell(part)
        if cell is False or cell is None:
            return pl.lit(0, dtype=pl.Int64)
        if part not in self._names:
            name = self._names[part] = f"{CHANGE}of_{len(self._names)}"
            where = pl.col(name) if isinstance(cell, Column) else None
            if isinstance(cell, Column):
                self.columns[name] = cell
            self.sums[name] = total(where, self.number)
        return pl.col(self._names[part])

    def _cell(self, part: Part) -> Cell:
        """Where one of some truths is known to be yes, and none of the others is."""
        if part not in self._cells:
            some, kept = (kleene.disjunction(*map(self._certain, truths)) for truths in part)
            self._cells[part] = kleene.conjunction(some, kleene.negation(kept))
        return self._cells[part]

    def _certain(self, truth: Truth) -> Cell:
        settled = self.compiler.logic.settler.settle(truth)
        if isinstance(settled, Formula):
            self.waits |= settled.variables
        cell = self.encoder.certain(settled)
        return self.sheet.share(cell) if isinstance(cell, Column) else cell
