"""Those whose answers may turn within a stretch of days, each with the day, and the day before.

A comparison of one column with the day is cut for each day; a small table tells for each value of
the column on which days it lies between the cuts of that day and of the one before, and a join
finds the people. Anything else that moves one way with time is found by halving, for all people at
once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import narwhals as nw
import polars as pl

from callup.ir.motion import Motion
from callup.ir.nodes import Apply
from callup.ir.program import Program
from callup.ir.types import BOOLEAN
from callup.readers.frames.apply import Table
from callup.readers.frames.cell import PREFIX, Cell, Column, Sheet
from callup.readers.frames.compile import Compiler
from callup.readers.frames.cuts import Bounds, Cut, Cutter
from callup.readers.frames.moments import Atom, NotDescribed

TODAY = PREFIX + "today"
EVENT = PREFIX + "event"
SIGN = PREFIX + "sign"
OTHER = "_other"
KEY = PREFIX + "key"
LINE = PREFIX + "line"
FIRST, LAST = PREFIX + "first", PREFIX + "last"
LOW, HIGH = PREFIX + "low", PREFIX + "high"
TRUTH = PREFIX + "truth"


@dataclass(slots=True)
class Pairs:
    """What is known of a stretch from `days[0]` through `days[-1]`.

    `cuts` move from day to day; `slow` are comparisons that are no cuts. `of_one_day` are the
    formulas of the others, where there are slow ones.
    """

    program: Program
    settings: Mapping[str, str]
    given: Mapping[str, Cell]
    days: tuple[date, ...]
    cuts: tuple[Cut, ...]
    slow: tuple[Apply, ...]
    of_one_day: frozenset[int]

    def part(self, start: int, stop: int) -> Pairs:
        """The same of some of the days."""
        cuts = (replace(cut, days=cut.days[start:stop]) for cut in self.cuts)
        moving = tuple(cut for cut in cuts if cut.moves)
        return replace(self, days=self.days[start:stop], cuts=moving)

    def compiler(self, bounds: Bounds) -> Compiler:
        """The program on the days of `frame`: read as on the last of them, with the cuts of each
        day in place of that day's."""
        last = len(self.days) - 1
        bounds.instead = {(cut.fact, cut.days[last]): cut.name for cut in self.cuts}
        day = self.days[last]
        sheet = Sheet(bound=bounds)
        if not self.slow:
            return Compiler(self.program, day, self.settings, self.given, sheet=sheet)
        today = Column(nw.col(TODAY), "date")
        one = self.of_one_day
        return Compiler(
            self.program, day, self.settings, self.given, sheet=sheet, today=today, of_one_day=one
        )

    def frame(self, people: pl.LazyFrame) -> pl.LazyFrame | None:
        """The people who may turn: with EVENT, once on that day with SIGN 1 and once on the day
        before with -1; None where there can be nobody."""
        given = [index for index, cut in enumerate(self.cuts) if not cut.source.absent]
        parts = [self._joined(people, index) for index in given]
        if self.slow:
            parts.append(self._halved(people))
        return pl.concat(parts, how="diagonal") if parts else None

    def _table(self) -> pl.DataFrame:
        """The cuts of each day."""
        moving = {cut.name: list(cut.days) for cut in self.cuts}
        return pl.DataFrame({TODAY: list(self.days), **moving}, schema_overrides={TODAY: pl.Date})

    def _both_days(self, events: pl.LazyFrame) -> pl.LazyFrame:
        """Every event on its day and on the day before, with the cuts then and on the other."""
        table = self._table().lazy()
        others = table.rename(lambda name: name + OTHER)
        before = pl.col(EVENT) - pl.duration(days=1)
        now = events.with_columns(pl.col(EVENT).alias(TODAY), before.alias(TODAY + OTHER))
        then = events.with_columns(before.alias(TODAY), pl.col(EVENT).alias(TODAY + OTHER))
        one = pl.lit(1, dtype=pl.Int64)
        both = pl.concat([now.with_columns(one.alias(SIGN)), then.with_columns((-one).alias(SIGN))])
        return both.join(table, on=TODAY).join(others, on=TODAY + OTHER)

    def _joined(self, people: pl.LazyFrame, index: int) -> pl.LazyFrame:
        """Those whom one cut turns and none before it in the list does on the same day."""
        cut = self.cuts[index]
        rows = [
            (date.fromordinal(value), self.days[at])
            for at, low, high in cut.turns()
            for value in range(low, high)
        ]
        events = pl.DataFrame(rows, schema={KEY: pl.Date, EVENT: pl.Date}, orient="row").lazy()
        lowest = min(value for value, _ in rows)
        highest = max(value for value, _ in rows)
        keyed = nw.from_native(people).with_columns(**{KEY: cut.source.expr}).to_native()
        near = keyed.filter(pl.col(KEY).is_between(lowest, highest))
        found = near.join(self._both_days(events), on=KEY).drop(KEY)
        return self._without(found, self.cuts[:index])

    def _without(self, found: pl.LazyFrame, cuts: Sequence[Cut]) -> pl.LazyFrame:
        """Those whom none of these cuts turns."""
        frame = nw.from_native(found)
        for cut in cuts:
            if cut.source.absent:
                continue
            frame = frame.filter((cut.holds() == cut.holds(OTHER)).fill_null(True))
        native: pl.LazyFrame = frame.to_native()
        return native

    def _halved(self, people: pl.LazyFrame) -> pl.LazyFrame:
        """Those whom a comparison turns that moves one way, each once for each day."""
        lined = people.with_row_index(LINE)
        parts = [found for one in self.slow for found in self._halve(lined, one)]
        if not parts:
            return self._without(
                self._both_days(
                    lined.filter(False).with_columns(pl.lit(None, dtype=pl.Date).alias(EVENT))
                ),
                (),
            )
        events = pl.concat(parts).unique([LINE, EVENT])
        return self._without(self._both_days(events.lazy()), self.cuts)

    def _halve(self, people: pl.LazyFrame, node: Apply) -> Iterator[pl.DataFrame]:
        today = Column(nw.col(TODAY), "date")
        compiler = Compiler(self.program, self.days[0], self.settings, self.given, today=today)
        truth = compiler.logic.settled(compiler.truth(node, compiler.base))
        if not isinstance(truth, Column):
            return

        def shown(frame: pl.LazyFrame, day: pl.Expr, name: str) -> pl.LazyFrame:
            today = nw.from_native(frame.with_columns(day.alias(TODAY)))
            laid = compiler.sheet.lay(today, [truth])
            made: pl.LazyFrame = laid.with_columns(**{name: truth.expr}).to_native()
            return made.select(*frame.collect_schema().names(), name)

        first, last = self.days[0], self.days[-1]
        ends = shown(people, pl.lit(first, dtype=pl.Date), FIRST)
        ends = shown(ends, pl.lit(last, dtype=pl.Date), LAST)
        found = ends.filter(pl.col(FIRST) != pl.col(LAST)).collect(engine="streaming")
        found = found.with_columns(
            pl.lit(first.toordinal()).alias(LOW), pl.lit(last.toordinal()).alias(HIGH)
        )
        middle = (pl.col(LOW) + pl.col(HIGH)) // 2
        day = (middle - date(1970, 1, 1).toordinal()).cast(pl.Int32).cast(pl.Date)
        for _ in range((len(self.days) - 1).bit_length()):
            open_ = pl.col(HIGH) - pl.col(LOW) > 1
            as_first = pl.col(TRUTH) == pl.col(FIRST)
            found = (
                shown(found.lazy(), day, TRUTH)
                .with_columns(
                    pl.when(open_ & as_first).then(middle).otherwise(pl.col(LOW)).alias(LOW),
                    pl.when(open_ & ~as_first).then(middle).otherwise(pl.col(HIGH)).alias(HIGH),
                )
                .drop(TRUTH)
                .collect()
            )
        turned = (pl.col(HIGH) - date(1970, 1, 1).toordinal()).cast(pl.Int32).cast(pl.Date)
        yield found.with_columns(turned.alias(EVENT)).drop(FIRST, LAST, LOW, HIGH)


@dataclass(slots=True)
class Planner:
    """How those are found whom atoms turn on the days from one up to another."""

    table: Table
    motion: Motion
    start: date
    stop: date
    days: tuple[date, ...] = field(init=False)
    cutter: Cutter = field(init=False)

    def __post_init__(self) -> None:
        ends = self.start.toordinal(), self.stop.toordinal()
        self.days = tuple(map(date.fromordinal, range(*ends)))
        self.cutter = Cutter(self.table.program, self.table.settings, self.given, self.days)

    @property
    def given(self) -> dict[str, Cell]:
        return {one.fact: one.cell for one in self.table.taken}

    def cuts(self, atoms: Iterable[Atom]) -> frozenset[str] | None:
        """The names of the cuts that turn atoms, None where something else does."""
        names: set[str] = set()
        for atom in atoms:
            for case in atom.cases:
                found = self.cutter.cut(case)
                if found is None:
                    return None
                names.update(cut.name for cut in found)
        return frozenset(names)

    def plan(self, atoms: Iterable[Atom]) -> Pairs:
        """Raises NotDescribed where an atom moves both ways."""
        slow: dict[Apply, None] = {}
        cuts: dict[str, Cut] = {}
        of_one_day = set()
        for atom in {id(one.node): one for one in atoms}.values():
            found = [self.cutter.cut(case) for case in atom.cases]
            if None not in found:
                of_one_day.add(id(atom.node))
            for case, some in zip(atom.cases, found, strict=True):
                if some is None:
                    slow.update(dict.fromkeys(_parts(case)))
                else:
                    cuts.update((cut.name, cut) for cut in some if cut.moves)
        if any(self.motion.direction(one) not in (1, -1) for one in slow):
            raise NotDescribed
        return Pairs(
            self.table.program,
            self.table.settings,
            self.given,
            self.days,
            tuple(cuts.values()),
            tuple(slow),
            frozenset(of_one_day),
        )


def _parts(node: Apply) -> Iterator[Apply]:
    if node.operator == "equal":
        yield from (Apply(one, node.arguments, BOOLEAN) for one in ("less", "at_most"))
    else:
        yield node
