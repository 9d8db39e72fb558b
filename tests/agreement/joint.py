"""Many programs about the same people in one query, for engines that take long to begin one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from callup.ir.program import Program
from callup.readers.frames.answer import STATUS, Answers
from callup.readers.frames.apply import Table
from callup.readers.frames.cell import Column, Sheet, exprs
from callup.switches import choose

LINE = "line"
APART = 100_000
"""So far apart do the shared columns of programs begin to be numbered."""

Rows = list[dict[str, tuple[str, Any]]]
"""For each person, in their order, the status and value of each position."""


@dataclass(frozen=True)
class Asked:
    """A law, and the day on which it is asked."""

    program: Program
    on: date


def answers_of(frame: Any, asked: Sequence[Asked]) -> Any:
    """One row for each person, who is numbered by `LINE`, with the answers under all laws."""
    sheet = Sheet()
    columns: dict[str, Column] = {}
    people = nw.from_native(frame)
    for number, one in enumerate(asked):
        settings = choose(one.program, (), ()).settings(one.program)
        compiler = Table(one.program, one.on, settings, frame).compiler()
        compiler.sheet.count = number * APART
        answers = Answers(compiler, one.program.impossible)
        for position in one.program.positions():
            found = answers.columns(position)
            columns |= {f"{number} {name}": column for name, column in found.items()}
        sheet.columns |= compiler.sheet.columns
        sheet.depths |= compiler.sheet.depths
    laid = sheet.lay(people, columns.values())
    return laid.select(LINE, **exprs(columns)).to_native()


def rows_of(table: Any, asked: Sequence[Asked]) -> list[Rows]:
    """The answers under each law, read from a table of Polars that `answers_of` came to."""
    listed = table.sort(LINE).to_dicts()
    return [
        [
            {
                one.name: (row[f"{number} {one.name}{STATUS}"], row[f"{number} {one.name}"])
                for one in law.program.positions()
            }
            for row in listed
        ]
        for number, law in enumerate(asked)
    ]
