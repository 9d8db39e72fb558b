"""Whose answers differ between two days: by how many, and which change of the law turned them.

People are first taken from the one day to the other under the old law, so that what their own
days turn is told apart; then the law is taken from change to change, with everybody as they are on
the later day. A change of the law turned an answer if it was the last that moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

import narwhals as nw
import polars as pl

from callup.ir.nodes import Definition, Parameter, State
from callup.ir.program import Program, Standing, versions
from callup.readers.frames.answer import written
from callup.readers.frames.apply import Table
from callup.readers.frames.asked import Asked, Asker, Question, questions
from callup.readers.frames.cell import PREFIX, Cell, Column, reads_of
from callup.readers.frames.compile import Compiler, When
from callup.readers.frames.cone import cone, days_of
from callup.readers.frames.every_day import look_up
from callup.readers.frames.gathered import gathered
from callup.readers.frames.tally import Answer, Turned
from callup.readers.frames.weights import WEIGHT, weighed
from callup.values.number import whole

BY = PREFIX + "by_"
STEP = PREFIX + "step_"
LAST = PREFIX + "last"


def turned(
    table: Table,
    end: date,
    by: Sequence[str] = (),
    weight: str | None = None,
    about: Iterable[str] | None = None,
) -> tuple[Turned, ...]:
    """Whose answers differ between the table's day and a later one. Raises Diagnostics."""
    look_up(table.people, (*by, *((weight,) if weight else ())))
    names = table.program.named(about)
    if not table.people.implementation.is_polars():
        table = gathered(table, names, by, weight).table
    frame, scale = weighed(table.people.to_native(), weight)
    bad = [one.refused for one in table.taken if one.refused is not None]
    if bad:
        kept = nw.from_native(frame).filter(~reduce(lambda a, b: a | b, bad))
        frame = kept.to_native()
    groups = [pl.col(one).cast(pl.String).alias(f"{BY}{i}") for i, one in enumerate(by)]
    frame = frame.with_columns(*groups)
    found: list[Turned] = []
    for question in questions(table.program, names):
        found += _of_one(table, frame, end, len(by), scale, question)
    return tuple(found)


def touching(program: Program, position: str) -> frozenset[str]:
    """The rules, states and parameters that an answer hangs on, by kind and name."""
    found: set[str] = set()
    for node in cone(program, Definition(position, program.definitions[position].type)):
        match node:
            case Definition(name=name):
                found.update(f"rule {rule}" for rule, _ in program.definitions[name].rules)
            case Parameter(name=name):
                found.add(f"parameter {name}")
            case State(name=name):
                found.add(f"state {name}")
    return frozenset(found)


def _acts(program: Program, position: str, day: date) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for node in cone(program, Definition(position, program.definitions[position].type)):
        lines: list[Any] = []
        match node:
            case Definition(name=name):
                lines = [line for _, line in program.definitions[name].rules]
            case Parameter(name=name):
                lines = [line for _, line in program.parameters[name].settings]
            case State(name=name):
                lines = [program.states[name].standing]
        for line in lines:
            if day in line.days:
                for version in versions(line.at(day)):
                    bases = version.bases if isinstance(version, Standing) else (version.basis,)
                    found.update(dict.fromkeys(basis.act for basis in bases))
    return tuple(found)


def _of_one(
    table: Table, frame: pl.LazyFrame, end: date, groups: int, scale: int, question: Question
) -> Iterator[Turned]:
    law = [day for day in days_of(table.program, question.nodes[0]) if table.day < day <= end]
    laws = [(table.day, table.day), (table.day, end), *((day, end) for day in law)]
    made = nw.from_native(frame)
    for index, (of_law, today) in enumerate(laws):
        made = _answered(table, made, question, of_law, today, f"{STEP}{index}")
    steps = [f"{STEP}{index}" for index in range(len(laws))]
    last = pl.lit(0, dtype=pl.Int32)
    for index in range(1, len(steps)):
        moved = pl.col(steps[index]) != pl.col(steps[index - 1])
        last = pl.when(moved).then(pl.lit(index, dtype=pl.Int32)).otherwise(last)
    keys = [f"{BY}{index}" for index in range(groups)]
    first, final = steps[0], steps[-1]
    native: pl.LazyFrame = made.to_native()
    sums = (
        native.filter(pl.col(first) != pl.col(final))
        .with_columns(last.alias(LAST))
        .group_by(*keys, first, final, LAST)
        .agg(pl.col(WEIGHT).sum())
        .sort(*keys, first, final, LAST)
        .collect(engine="streaming")
    )
    kind = question.kind
    for row in sums.iter_rows():
        *group, old, new, step, number = row
        day = laws[step][0] if step > 1 else None
        count = whole(Fraction(number, scale))
        acts = _acts(table.program, question.name, day) if day is not None else ()
        before, after = _read(old, kind), _read(new, kind)
        yield Turned(question.name, tuple(group), before, after, day, acts, count)


def _answered(
    table: Table, frame: Any, question: Question, law: date, today: date, name: str
) -> Any:
    """The frame with the answers of a law as a column of words."""
    given = {one.fact: one.cell for one in table.taken}
    compiler = Compiler(table.program, today, table.settings, given)
    compiler.base = When(law, today)
    refused: Cell = False
    asked = Asker(compiler, refused).ask(question)
    word = _word(asked)
    laid = compiler.sheet.lay(frame, [word]).with_columns(**{name: word.expr})
    # what the sheet laid down stands in the way of the next one
    own = frame.collect_schema().names()
    return laid.select(*own, name)


def _word(asked: Asked) -> Column:
    """The answers as words; a value has the same word whether it is a constant or from a column."""
    kind = asked.question.kind

    def told(value: nw.Expr) -> nw.Expr:
        return nw.concat_str(nw.lit("="), value.cast(nw.String))

    rest = nw.lit("unknown") if asked.value is None else told(asked.value.expr)
    # of several that hold, the first has the word
    for answer, cell in reversed(asked.parts):
        word = nw.lit(answer.status)
        if answer.status == "known" and isinstance(answer.value, bool):
            word = nw.lit("yes" if answer.value else "no")
        elif answer.status == "known":
            word = told(written(answer.value, kind).expr)
        if cell is True:
            rest = word
        elif isinstance(cell, Column):
            rest = nw.when(cell.expr).then(word).otherwise(rest)
    return Column(rest, "choice", reads_of(*asked.columns(0).values()))


def _read(word: str, kind: str) -> Answer:
    """The answer that a word stands for."""
    if not word.startswith("="):
        return Answer("known", word == "yes") if word in ("yes", "no") else Answer(word)
    value = word.removeprefix("=")
    match kind:
        case "integer" | "number" | "money":
            return Answer("known", whole(Fraction(value)))
        case "date":
            return Answer("known", date.fromisoformat(value))
        case _:
            return Answer("known", value)
