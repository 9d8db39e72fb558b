"""What turns within a stretch of days, added to the courses of counts day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, repeat

import polars as pl

from callup.readers.frames.asked import NUMBER, Asker, Question
from callup.readers.frames.cell import Sheet
from callup.readers.frames.compile import Compiler
from callup.readers.frames.counted import Counted, ask
from callup.readers.frames.crossings import (
    CHANGE,
    KEY,
    Crossing,
    Sides,
    Truths,
    crossings,
    is_plain,
)
from callup.readers.frames.cuts import Bounds, Compared, meetings
from callup.readers.frames.formula import Truth
from callup.readers.frames.pairs import EVENT, SIGN, Pairs
from callup.readers.frames.tally import Course


@dataclass(frozen=True, slots=True)
class Turns:
    """Adds to `courses` what turns of those who are counted; `refused` tells who has no answer."""

    people: Counted
    refused: Question | None
    courses: Mapping[str, Course]

    def add(
        self, pairs: Pairs, asked: Sequence[Question], cuts: Mapping[str, frozenset[str]]
    ) -> Iterator[date]:
        """Asks those who turn, on the days on which they do; the days to ask everybody again.

        `cuts` names those that turn each question.
        """
        bounds = Bounds()
        compiler = pairs.compiler(bounds)
        excluded = self.excluded(compiler, asked)
        crossed = crossings(pairs.cuts) if pairs.cuts and not pairs.slow else None
        told = _told(compiler, asked) if crossed else {}
        if not is_plain(compiler.logic, pairs.cuts):
            told = {}
        rest = [question for question in asked if question.name not in told]
        # their columns move, and must not stand among those that `cross` lays down
        apart = pairs.compiler(bounds) if told and rest else compiler
        found = ask(apart, rest, self.refused) if rest else []
        still = [*bounds.asked, *self.compared(pairs, asked)]
        breaks = meetings(pairs.cuts, still) if pairs.cuts else []
        if breaks:
            yield from (pairs.days[index] for index in breaks)
            for start, stop in pairwise((0, *breaks, len(pairs.days))):
                yield from self.add(pairs.part(start, stop), asked, cuts)
            return
        if crossed and told:
            self.cross(pairs, crossed, compiler, told, excluded, cuts)
        frame = pairs.frame(self.people.frame) if rest else None
        if frame is None:
            return
        frame = frame.with_columns((pl.col(NUMBER) * pl.col(SIGN)).alias(NUMBER))
        for name, keys, answer, number in self.people.sums(apart, found, frame, (EVENT,)):
            if number:
                self.courses[name].add(keys[-1], keys[:-1], answer, number)

    def compared(self, pairs: Pairs, asked: Sequence[Question]) -> list[Compared]:
        """What facts are compared with on the first day beside its cuts: what does not move, also
        where the cut of the last day is the same."""
        bounds = Bounds(instead={(cut.fact, cut.days[0]): cut.name for cut in pairs.cuts})
        sheet = Sheet(bound=bounds)
        day = pairs.days[0]
        compiler = Compiler(pairs.program, day, pairs.settings, pairs.given, sheet=sheet)
        self.excluded(compiler, asked)
        _told(compiler, asked)
        return bounds.asked

    def excluded(self, compiler: Compiler, asked: Sequence[Question]) -> tuple[Truth, ...]:
        """What may exclude itself of a row."""
        refusals = [one for one in asked if one.kind == "refusal"]
        found = [self.refused] if self.refused else refusals
        return tuple(compiler.truth(node, compiler.base) for one in found for node in one.nodes)

    def cross(
        self,
        pairs: Pairs,
        crossed: Sequence[Crossing],
        compiler: Compiler,
        told: Mapping[str, Truths],
        excluded: tuple[Truth, ...],
        cuts: Mapping[str, frozenset[str]],
    ) -> None:
        """Adds what each cut turns."""
        people = self.people
        for crossing in crossed:
            if crossing.cut.source.absent:
                continue
            sides = Sides.of(compiler, excluded, crossing, pairs.cuts, people.number)
            for name, truths in told.items():
                if crossing.cut.name in cuts[name]:
                    sides.ask(name, truths)
            if not sides.gains:
                continue
            # one table after the other: side by side they drive each other out of the cache
            made = sides.table(people, crossing, pairs.cuts).collect(engine="streaming")
            at = [pairs.days[crossing.days[value]] for value in made[KEY].to_list()]
            groups = list(zip(*(made[key].to_list() for key in people.keys), strict=True))
            for index, (name, answer) in enumerate(sides.changes):
                course = self.courses[name]
                gains = made[f"{CHANGE}{index}"].to_list()
                for day, group, gain in zip(at, groups or repeat(()), gains, strict=False):
                    if gain:
                        course.add(day, group, answer, gain)


def _told(compiler: Compiler, asked: Sequence[Question]) -> dict[str, Truths]:
    """The answers to those questions of which each can be told as a truth."""
    asker = Asker(compiler, False)
    found = {q.name: asker.truths(q) if q.kind != "refusal" else () for q in asked}
    return {name: truths for name, truths in found.items() if truths is not None}
