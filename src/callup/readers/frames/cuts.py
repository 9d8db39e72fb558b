"""Comparisons of one column of dates with a day that passes: for each day, where they are cut.

`age >= 18` holds on a day for those born before some other day. From one day to the next that cut
moves, and whoever was born between the two cuts is somebody whose answer may turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

import narwhals as nw
import polars as pl

from callup.ir.facts import EARLIEST, LATEST
from callup.ir.nodes import Apply
from callup.ir.program import Program
from callup.readers.frames.cell import PREFIX, Cell, Column, Formula, Sheet
from callup.readers.frames.compile import Compiler, When

TODAY, VALUE, LOWEST = PREFIX + "today", PREFIX + "value", PREFIX + "lowest"
STEP, HOLDS = PREFIX + "step", PREFIX + "holds"
EPOCH = date(1970, 1, 1)
NEAR = 8
"""So many days around where they are expected cuts are sought; months differ by less."""
TRIED = 2 * NEAR + 1

Compared = tuple[str, Column, date]
"""A fact, its column, and a day that it is compared with."""


@dataclass(frozen=True, slots=True)
class Cut:
    """With which day a fact is compared on each day of a stretch."""

    fact: str
    source: Column
    days: tuple[date, ...]
    name: str

    @property
    def moves(self) -> bool:
        return len(set(self.days)) > 1

    def holds(self, suffix: str = "") -> nw.Expr:
        """Whether the fact lies below the cut of the day that the row is about."""
        return self.source.expr < nw.col(self.name + suffix)

    def turns(self) -> Iterator[tuple[int, int, int]]:
        """(index of a day, from, up to): the values that lie between its cut and the last one."""
        for index in range(1, len(self.days)):
            one, other = self.days[index - 1].toordinal(), self.days[index].toordinal()
            if one != other:
                yield index, min(one, other), max(one, other)


@dataclass(slots=True)
class Bounds:
    """The days that facts are compared with, in the order in which they are."""

    asked: list[Compared] = field(default_factory=list)
    instead: Mapping[tuple[str, date], str] = field(default_factory=dict)
    """The names of columns that stand in the place of a day."""

    def __call__(self, fact: str, column: Column, day: date) -> nw.Expr:
        name = self.instead.get((fact, day))
        if name is not None:
            return nw.col(name)
        self.asked.append((fact, column, day))
        return nw.lit(day, dtype=nw.Date)


@dataclass(slots=True)
class Cutter:
    """Finds the cuts of comparisons on the days of one stretch, each comparison once."""

    program: Program
    settings: Mapping[str, str]
    given: Mapping[str, Cell]
    days: Sequence[date]
    cuts: dict[tuple[str, tuple[date, ...]], Cut] = field(default_factory=dict)
    _found: dict[Apply, tuple[Cut, ...] | None] = field(default_factory=dict)

    def cut(self, node: Apply) -> tuple[Cut, ...] | None:
        """The cuts of a comparison; none where it is the same for all on each day, and None where
        it is no comparison of one fact."""
        if node not in self._found:
            self._found[node] = self._cut_at_once(node) or self._cut_day_by_day(node)
        return self._found[node]

    def _cut_at_once(self, node: Apply) -> tuple[Cut, ...] | None:
        """The cuts of a plain comparison on all days; None where they are to be sought by day."""
        if node.operator not in ("less", "at_most"):
            return None
        ends = [self._compared(node, self.days[index]) for index in (0, -1)]
        if any(len(asked) != 1 for asked in ends):
            return None
        ((first,), (last,)) = ends
        fact, column, day = first
        if last[0] != fact:
            return None
        days = swept(self.program, self.settings, node, fact, self.days, day)
        if days is None or days[-1] != last[2]:
            return None
        return (self._named(fact, column, days),)

    def _compared(self, node: Apply, day: date) -> list[Compared]:
        bounds = Bounds()
        self._compiler(bounds).truth(node, When(self.days[0], day))
        return bounds.asked

    def _compiler(self, bounds: Bounds) -> Compiler:
        """What compiles a comparison under the law of the stretch, and tells its days."""
        sheet = Sheet(bound=bounds)
        return Compiler(self.program, self.days[0], self.settings, self.given, sheet=sheet)

    def _cut_day_by_day(self, node: Apply) -> tuple[Cut, ...] | None:
        bounds = Bounds()
        compiler = self._compiler(bounds)
        found: list[list[Compared]] = []
        for day in self.days:
            truth = compiler.truth(node, When(self.days[0], day))
            found.append(list(bounds.asked))
            bounds.asked.clear()
            if not found[-1] and isinstance(truth, Formula):
                return None
        if len({len(one) for one in found}) != 1:
            return None
        return tuple(self._cut(one) for one in zip(*found, strict=True))

    def _cut(self, asked: tuple[Compared, ...]) -> Cut:
        fact, column, _ = asked[0]
        return self._named(fact, column, tuple(day for _, _, day in asked))

    def _named(self, fact: str, column: Column, days: tuple[date, ...]) -> Cut:
        if (fact, days) not in self.cuts:
            self.cuts[fact, days] = Cut(fact, column, days, f"{PREFIX}cut_{len(self.cuts)}")
        return self.cuts[fact, days]


def swept(
    program: Program,
    settings: Mapping[str, str],
    node: Apply,
    fact: str,
    days: Sequence[date],
    first: date,
) -> tuple[date, ...] | None:
    """The cuts of a comparison of one fact with the day, on all days at once.

    They are sought among the days around those that follow on `first`, the cut of the first day;
    None where one lies further away.
    """
    today, value = Column(nw.col(TODAY), "date"), Column(nw.col(VALUE), "date")
    compiler = Compiler(program, days[0], settings, {fact: value}, today=today)
    truth = compiler.logic.settled(compiler.truth(node, compiler.base))
    if not isinstance(truth, Column):
        return None
    near = pl.int_range(len(days), dtype=pl.Int32, eager=True) + (first - EPOCH).days
    around = pl.DataFrame({TODAY: days, LOWEST: near - NEAR}).join(
        pl.DataFrame({STEP: range(TRIED)}, schema={STEP: pl.Int32}), how="cross"
    )
    compared = (pl.col(LOWEST) + pl.col(STEP)).cast(pl.Date)
    asked = nw.from_native(around.lazy().select(TODAY, compared.alias(VALUE)))
    laid = compiler.sheet.lay(asked, [truth]).with_columns(**{HOLDS: truth.expr})
    holds = laid.to_native().collect()[HOLDS].to_list()
    found = []
    for index, lowest in enumerate(near - NEAR):
        tried = holds[index * TRIED : (index + 1) * TRIED]
        if None in tried or tried[0] != holds[0] or tried[-1] == holds[0]:
            return None
        found.append(EPOCH + timedelta(lowest + tried.count(holds[0])))
    return tuple(found)


def meetings(cuts: Sequence[Cut], still: Sequence[Compared]) -> list[int]:
    """Where, among the days of the cuts, cuts of one fact meet or part.

    Of somebody of whom the fact is not known two comparisons settle something together on the days
    on which they are one.
    """
    facts: dict[str, list[tuple[date, ...]]] = {}
    for cut in cuts:
        facts.setdefault(cut.fact, []).append(cut.days)
    fixed: dict[str, set[date]] = {fact: {EARLIEST, LATEST} for fact in facts}
    for fact, _, day in still:
        if fact in facts:
            fixed[fact].add(day)
    patterns = [
        tuple(
            _pattern([*(days[index] for days in found), *sorted(fixed[fact])])
            for fact, found in facts.items()
        )
        for index in range(len(cuts[0].days))
    ]
    count = range(len(patterns))
    return [next(iter(group)) for _, group in groupby(count, key=patterns.__getitem__)][1:]


def _pattern(days: Sequence[date]) -> tuple[int, ...]:
    """Which of the days are one: for each, where it stands first."""
    first: dict[date, int] = {}
    return tuple(first.setdefault(day, index) for index, day in enumerate(days))
