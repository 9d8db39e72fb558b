"""Counts people on every day of a stretch of time, at the cost of what changes.

The law of a position changes on few days; on each of them everybody is asked again. In between,
only the days of people themselves turn answers: their birthdays, the ends of their contracts. For
each comparison that time may turn, those it turns for are found together with the day, and only
they are asked, on that day and on the day before; what the one adds and the other takes away is
added to the counts of that day. More pairs than need be are harmless, for they add nothing.

Where the words of a formula do not tell the days on which it turns, everybody is asked every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import pairwise
from typing import Any

import narwhals as nw
import polars as pl

from callup.ir.nodes import Node
from callup.readers.frames.apply import Table
from callup.readers.frames.asked import (
    NUMBER,
    Asked,
    Asker,
    Question,
    added_up,
    concerning,
    impossible,
    positions,
    questions,
    read_sums,
    refusal,
)
from callup.readers.frames.cell import PREFIX, Cell
from callup.readers.frames.compile import Compiler, When
from callup.readers.frames.cuts import Bounds, meetings
from callup.readers.frames.gathered import gathered
from callup.readers.frames.moments import Atom, Moments, NotDescribed
from callup.readers.frames.pairs import EVENT, SIGN, Pairs, plan
from callup.readers.frames.tally import DAY, Answer, Counts, Course
from callup.readers.frames.weights import WEIGHT, rows_of, weighed
from callup.readers.frames.years import LINE, SHARE, WHOLE
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest

BY = PREFIX + "by_"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `start` up to `stop`, on which only `atoms` may turn the questions."""

    start: date
    stop: date
    atoms: tuple[Atom, ...]


def count(
    table: Table,
    end: date,
    by: Sequence[str] = (),
    weight: str | None = None,
    about: Iterable[str] | None = None,
    together: bool = False,
) -> Counts:
    """The counts of positions from the table's day through `end`, split by columns.

    `weight` names the column that says for how many people a row stands. Of a table that tells
    years by their days, a row's weight is spread over its days, or with `together` its answer is
    known where all of its days give the same. Raises Diagnostics.
    """
    names = positions(table.program, about)
    if table.people.implementation.is_polars():
        return _Counting(table, end, tuple(by), weight, together).counts(names)
    look_up(table.people, (*by, *((weight,) if weight else ())))
    found = gathered(table, names, by, weight)
    counting = _Counting(found.table, end, tuple(by), weight, together)
    counting.never += found.refused
    return counting.counts(names)


@dataclass(slots=True)
class _Counting:
    table: Table
    end: date
    by: tuple[str, ...]
    weight: str | None
    together: bool
    moments: Moments = field(init=False)
    frame: pl.LazyFrame = field(init=False)
    scale: int = field(init=False)
    never: int = 0
    """How many rows are refused on every day, for a value that they hold."""
    courses: dict[str, Course] = field(default_factory=dict)
    day_by_day: list[tuple[str, date, date]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.moments = Moments(self.table.program)
        if self.end < self.table.day:
            message = f"the days run backwards, from {self.table.day} to {self.end}"
            raise Diagnostics((Diagnostic("bad-day", message, None),))
        look_up(self.table.people, (*self.by, *((self.weight,) if self.weight else ())))
        frame, self.scale = weighed(self.table.people.to_native(), self.weight)
        if SHARE in frame.collect_schema() and not self.together:
            frame = frame.with_columns(pl.col(WEIGHT) * pl.col(SHARE))
            self.scale *= WHOLE
        groups = [pl.col(one).cast(pl.String).alias(f"{BY}{i}") for i, one in enumerate(self.by)]
        self.frame = frame.with_columns(pl.col(WEIGHT).alias(NUMBER), *groups)
        bad = [one.refused for one in self.table.taken if one.refused is not None]
        if bad:
            refused = reduce(lambda a, b: a | b, bad)
            every = nw.from_native(self.frame)
            rows = every.filter(refused).select(nw.len()).to_native()
            self.never += rows.collect(engine="streaming").item()
            self.frame = every.filter(~refused).to_native()

    @property
    def keys(self) -> list[str]:
        return [f"{BY}{i}" for i in range(len(self.by))]

    def counts(self, names: Sequence[str]) -> Counts:
        program = self.table.program
        excluded = refusal(program)
        refused = Course()
        if excluded.nodes:
            weighty = self.frame
            self.frame = weighty.with_columns(rows_of(weighty).alias(NUMBER))
            self.run([excluded], None)
            self.frame = weighty
            refused = self.courses.pop("")
            ever = any(self._is_refused(counts) for _, counts in refused.steps())
        asked = questions(program, names)
        for name in names:
            self.courses[name] = Course()
        self.run(asked, excluded if excluded.nodes and ever else None)
        groups = {group for course in self.courses.values() for group in _groups(course)}
        groups |= set() if self.by else {()}
        return Counts(
            self.table.day,
            self.end,
            self.by,
            self.scale,
            tuple(sorted(groups, key=lambda group: tuple((one is not None, one) for one in group))),
            self.courses,
            self.never,
            refused,
            tuple(self.day_by_day),
        )

    def _is_refused(self, counts: dict[Any, int]) -> bool:
        return any(answer.status == "refused" and number for (_, answer), number in counts.items())

    def run(self, asked: Sequence[Question], refused: Question | None) -> None:
        """Asks questions on every day; `refused` tells which rows have no answer."""
        starts: dict[date, list[Question]] = {}
        turns: dict[tuple[date, date], list[tuple[Question, Stretch]]] = {}
        for question in asked:
            self.courses.setdefault(question.name, Course())
            nodes = concerning(self.table.program, question)
            nodes += refused.nodes if refused else ()
            for stretch in self.stretches(question, nodes):
                starts.setdefault(stretch.start, []).append(question)
                if stretch.atoms:
                    turns.setdefault((stretch.start, stretch.stop), []).append((question, stretch))
        for (start, stop), found in turns.items():
            atoms = [atom for _, stretch in found for atom in stretch.atoms]
            which = [question for question, _ in found]
            try:
                pairs = plan(self.table, self.moments.motion, start, stop, atoms)
            except NotDescribed:
                self.day_by_day += [(question.name, start, stop) for question in which]
                for day in _days(start + DAY, stop):
                    starts.setdefault(day, []).extend(which)
                continue
            for day in self.turned(pairs, which, refused):
                starts.setdefault(day, []).extend(which)
        for day in sorted(starts):
            self.started(day, starts[day], refused)

    def stretches(self, question: Question, nodes: tuple[Node, ...]) -> Iterable[Stretch]:
        """The stretches on which neither law nor calendar turns a question."""
        if self.together:
            if self.table.day < self.end:
                self.day_by_day.append((question.name, self.table.day, self.end + DAY))
            yield from (
                Stretch(one, one + DAY, ()) for one in _days(self.table.day, self.end + DAY)
            )
            return
        law = [one for one in self.moments.borders(nodes) if self.table.day < one <= self.end]
        for start, stop in _between(self.table.day, law, self.end + DAY):
            try:
                turning = self.moments.turning(nodes, start)
                cuts = self.calendar(turning.calendar, start, stop)
            except NotDescribed:
                self.day_by_day.append((question.name, start, stop))
                yield from (Stretch(day, day + DAY, ()) for day in _days(start, stop))
                continue
            for first, last in _between(start, cuts, stop):
                yield Stretch(first, last, turning.atoms)

    def calendar(self, nodes: Iterable[Node], start: date, stop: date) -> list[date]:
        """The days on which conditions on the day alone turn."""
        compiler = self.compiler(start)
        before: Any = None
        cuts = []
        nodes = tuple(nodes)
        if not nodes:
            return []
        for day in _days(start, stop):
            now = tuple(compiler.cell(node, When(start, day)) for node in nodes)
            if before is not None and now != before:
                cuts.append(day)
            before = now
        return cuts

    def compiler(self, day: date) -> Compiler:
        given = {one.fact: one.cell for one in self.table.taken}
        return Compiler(self.table.program, day, self.table.settings, given)

    def started(self, day: date, asked: Sequence[Question], refused: Question | None) -> None:
        """Asks everybody on one day."""
        compiler = self.compiler(day)
        found = self.asked(compiler, asked, refused)
        for name, group, answer, number in self.sums(compiler, self.frame, found, ()):
            self.courses[name].start(day, group, answer, number)

    def turned(
        self, pairs: Pairs, asked: Sequence[Question], refused: Question | None
    ) -> Iterator[date]:
        """Asks those who turn, on the days on which they do; the days to ask everybody again."""
        bounds = Bounds()
        compiler = pairs.compiler(bounds)
        found = self.asked(compiler, asked, refused)
        breaks = meetings(pairs.cuts, bounds.asked) if pairs.cuts else []
        if breaks:
            yield from (pairs.days[index] for index in breaks)
            for start, stop in pairwise((0, *breaks, len(pairs.days))):
                yield from self.turned(pairs.part(start, stop), asked, refused)
            return
        frame = pairs.frame(self.frame)
        if frame is None:
            return
        frame = frame.with_columns((pl.col(NUMBER) * pl.col(SIGN)).alias(NUMBER))
        for name, keys, answer, number in self.sums(compiler, frame, found, (EVENT,)):
            if number:
                self.courses[name].add(keys[-1], keys[:-1], answer, number)

    def asked(
        self, compiler: Compiler, asked: Sequence[Question], refused: Question | None
    ) -> list[Asked]:
        none: Cell = False
        without = impossible(compiler, refused) if refused else none
        asker = Asker(compiler, without)
        return [asker.ask(question) for question in asked]

    def sums(
        self, compiler: Compiler, frame: pl.LazyFrame, asked: Sequence[Asked], more: Sequence[str]
    ) -> Iterator[tuple[str, tuple[Any, ...], Answer, int]]:
        keys = [*self.keys, *more]
        laid = compiler.sheet.lay(nw.from_native(frame))
        columns = {n: e for i, one in enumerate(asked) for n, e in one.columns(i).items()}
        kept = [*keys, NUMBER, *([LINE] if self.together else [])]
        narrow = laid.select(*(nw.col(key) for key in kept), **columns).to_native()
        if self.together:
            narrow = _one_row_each(narrow, keys, asked)
        tables = list(added_up(narrow, keys, asked))
        collected = pl.collect_all([table for table, _ in tables], engine="streaming")
        for made, (_, which) in zip(collected, tables, strict=True):
            yield from read_sums(made, keys, which)


def _one_row_each(frame: pl.LazyFrame, keys: Sequence[str], asked: Sequence[Asked]) -> pl.LazyFrame:
    """The days of a row as one row: what all of them say."""
    if any(one.value is not None for one in asked):
        message = "a year in place of a day is not read as unknown where many values are possible"
        help = "count other positions with --about, or spread the year over its days"
        raise Diagnostics((Diagnostic("not-supported", message, None, help=help),))
    truths = [name for i, one in enumerate(asked) for name in one.columns(i)]
    first = [pl.col(name).first() for name in (*keys, NUMBER)]
    return frame.group_by(LINE).agg(*first, *(pl.col(name).all() for name in truths))


def look_up(people: Any, columns: Sequence[str]) -> None:
    """Raises Diagnostics for columns that there are not."""
    problems = []
    schema = people.collect_schema()
    for name in columns:
        if name not in schema:
            near = suggest(name, schema)
            advice = f"did you mean `{near}`?" if near else None
            message = f"there is no column `{name[:60]}`"
            problems.append(Diagnostic("bad-column", message, None, help=advice))
    if problems:
        raise Diagnostics(problems)


def _groups(course: Course) -> Iterable[tuple[str | None, ...]]:
    return {group for counts in course.stretches.values() for group, _ in counts}


def _between(start: date, cuts: Iterable[date], stop: date) -> Iterable[tuple[date, date]]:
    days = [start, *cuts, stop]
    return pairwise(days)


def _days(start: date, stop: date) -> Iterable[date]:
    return (date.fromordinal(one) for one in range(start.toordinal(), stop.toordinal()))
