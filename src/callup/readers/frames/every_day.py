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
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import Any

import narwhals as nw
import polars as pl

from callup.readers.frames.apply import Table
from callup.readers.frames.asked import (
    NUMBER,
    Question,
    concerning,
    questions,
    refusal,
)
from callup.readers.frames.cell import PREFIX
from callup.readers.frames.counted import Counted, ask
from callup.readers.frames.gathered import TIMES, gathered
from callup.readers.frames.moments import Moments, NotDescribed
from callup.readers.frames.pairs import Planner
from callup.readers.frames.stretches import Found, Stretch, day_by_day, days, stretches
from callup.readers.frames.tally import DAY, Counts, Course
from callup.readers.frames.turns import Turns
from callup.readers.frames.weights import WEIGHT, rows_of, weighed
from callup.readers.frames.years import SHARE, WHOLE
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest

BY = PREFIX + "by_"


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
    names = table.program.named(about)
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
    people: Counted = field(init=False)
    scale: int = field(init=False)
    gathered: bool = field(init=False)
    """Whether a row stands for all rows of the table that came which are like it."""
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
        schema = frame.collect_schema()
        self.gathered = TIMES in schema
        spread = SHARE in schema and not self.together
        if spread:
            frame = frame.with_columns(pl.col(WEIGHT) * pl.col(SHARE))
            self.scale *= WHOLE
        keys = tuple(f"{BY}{i}" for i in range(len(self.by)))
        groups = [
            pl.col(one).cast(pl.String).alias(k) for k, one in zip(keys, self.by, strict=True)
        ]
        frame = self._kept(frame.with_columns(pl.col(WEIGHT).alias(NUMBER), *groups))
        weighty = spread or self.gathered or self.weight is not None
        self.people = Counted(frame, keys, weighty, self.together)

    def _kept(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The rows of which no value is refused."""
        bad = [one.refused for one in self.table.taken if one.refused is not None]
        if not bad:
            return frame
        refused = reduce(lambda a, b: a | b, bad)
        every = nw.from_native(frame)
        rows = every.select(refused.cast(nw.Int64).sum()).to_native()
        number = rows.collect(engine="streaming").item()
        self.never += number
        kept: pl.LazyFrame = every.filter(~refused).to_native()
        return kept if number else frame

    def counts(self, names: Sequence[str]) -> Counts:
        program = self.table.program
        excluded = refusal(program)
        refused = Course()
        if excluded.nodes:
            rows = self.people.frame.with_columns(rows_of(self.people.frame).alias(NUMBER))
            self.run(replace(self.people, frame=rows, weighed=self.gathered), [excluded], None)
            refused = self.courses.pop("")
            ever = any(self._is_refused(counts) for _, counts in refused.steps())
        asked = questions(program, names)
        for name in names:
            self.courses[name] = Course()
        self.run(self.people, asked, excluded if excluded.nodes and ever else None)
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

    def run(self, people: Counted, asked: Sequence[Question], refused: Question | None) -> None:
        """Asks questions on every day; `refused` tells which rows have no answer."""
        starts: dict[date, list[Question]] = {}
        turns: dict[tuple[date, date], list[tuple[Question, Stretch]]] = {}
        for question in asked:
            self.courses.setdefault(question.name, Course())
            found = self.stretches(question, refused)
            self.day_by_day += ((question.name, *slow) for slow in found.day_by_day)
            for stretch in found.stretches:
                starts.setdefault(stretch.start, []).append(question)
                if stretch.atoms:
                    turns.setdefault((stretch.start, stretch.stop), []).append((question, stretch))
        adding = Turns(people, refused, self.courses)
        for (start, stop), turning in turns.items():
            planner = Planner(self.table, self.moments.motion, start, stop)
            for some in _by_cuts(planner, turning):
                which = [question for question, _ in some]
                for day in self.turned(planner, adding, some):
                    starts.setdefault(day, []).extend(which)
        for day in sorted(starts):
            compiler = self.table.compiler(day)
            answers = ask(compiler, starts[day], refused)
            for name, group, answer, number in people.sums(compiler, answers):
                self.courses[name].start(day, group, answer, number)

    def stretches(self, question: Question, refused: Question | None) -> Found:
        """The stretches on which neither law nor calendar turns a question."""
        stop = self.end + DAY
        if self.together:
            slow = ((self.table.day, stop),) if self.table.day < self.end else ()
            return Found(tuple(day_by_day(self.table.day, stop)), slow)
        nodes = concerning(self.table.program, question)
        nodes += refused.nodes if refused else ()
        return stretches(self.table, self.moments, nodes, stop)

    def turned(
        self, planner: Planner, adding: Turns, some: Sequence[tuple[Question, Stretch]]
    ) -> Iterator[date]:
        """Adds what turns within a stretch; the days on which everybody is to be asked again."""
        which = [question for question, _ in some]
        try:
            pairs = planner.plan(atom for _, stretch in some for atom in stretch.atoms)
        except NotDescribed:
            start, stop = planner.start, planner.stop
            self.day_by_day += ((question.name, start, stop) for question in which)
            yield from days(start + DAY, stop)
            return
        cuts = {q.name: planner.cuts(stretch.atoms) or frozenset() for q, stretch in some}
        yield from adding.add(pairs, which, cuts)


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


def _by_cuts(
    planner: Planner, found: Sequence[tuple[Question, Stretch]]
) -> Iterator[Sequence[tuple[Question, Stretch]]]:
    """The questions that nothing but cuts turns, and the others."""
    plain = [planner.cuts(stretch.atoms) is not None for _, stretch in found]
    for one in (True, False):
        some = [pair for pair, is_plain in zip(found, plain, strict=True) if is_plain is one]
        if some:
            yield some


def _groups(course: Course) -> Iterable[tuple[str | None, ...]]:
    return {group for counts in course.stretches.values() for group, _ in counts}
