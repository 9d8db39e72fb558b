"""Puts the same question to every reader, and says where they do not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from callup.ir.facts import read_person
from callup.ir.program import Program
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.frames.apply import Table
from callup.switches import choose
from callup.text.diagnostic import Diagnostics

TYPES = {
    "boolean": pl.Boolean, "choice": pl.String, "date": pl.Date, "integer": pl.Int64,
    "money": pl.Decimal(38, 2), "number": pl.Decimal(38, 6), "set": pl.List(pl.String),
}  # fmt: skip

Answer = tuple[str, Any]


def table_of(program: Program, people: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """People as a table with a column for every fact that somebody gives."""
    names = [name for name in program.facts if any(name in person for person in people)]
    schema = {name: TYPES[program.facts[name].type.kind] for name in names}
    rows = [{name: person.get(name) for name in names} for person in people]
    if not names:
        return pl.DataFrame({"nothing": [0] * len(people)})
    return pl.DataFrame(rows, schema=schema)


_ENGINES: list[Engine] = []


def engine_of(program: Program) -> Engine:
    """The engine of the program asked about last, which serves all its people."""
    if not _ENGINES or _ENGINES[0].program is not program:
        _ENGINES[:] = [Engine(program)]
    _ENGINES[0].forget()
    return _ENGINES[0]


def explained(
    program: Program, person: Mapping[str, object], on: date
) -> dict[str, tuple[Answer, bool]] | None:
    """For each position the exact answer, and whether it is approximate; None for nobody."""
    setup = Setup(choose(program, (), ()).settings(program))
    try:
        asker = Asker(engine_of(program), read_person(program, person), on, setup, on)
        asker.refuse_impossible()
        found = {}
        for position in program.positions():
            status, value, rough = asker.answer(position.name)
            found[position.name] = ((status, value), rough)
        return found
    except Diagnostics:
        return None


def agree(
    program: Program,
    people: Sequence[Mapping[str, object]],
    on: date,
    frame: Any = None,
) -> Counter[str]:
    """Asks about everybody one by one and all at once; how many answers were of which kind.

    Asserts that what the table knows is what is known of the person, that `none`, `conflict` and
    `not covered` are the same in both, and that only `unknown` may be said too often (`missed`).
    """
    table = table_of(program, people) if frame is None else frame
    settings = choose(program, (), ()).settings(program)
    answers = pl.DataFrame(Table(program, on, settings, table).answers(None, checked=True))
    names = [position.name for position in program.positions()]
    rows = [{n: (row[f"{n}_status"], row[n]) for n in names} for row in answers.to_dicts()]
    counts: Counter[str] = Counter()
    for person, row in zip(people, rows, strict=True):
        counts += held(explained(program, person, on), row, (person, on))
    return counts


def held(
    found: dict[str, tuple[Answer, bool]] | None, row: Mapping[str, Answer], who: object
) -> Counter[str]:
    """How many answers of a person were of which kind, by what one reader and the other say."""
    if found is None:
        return Counter(nobody=1)
    counts: Counter[str] = Counter()
    for name, (exact, rough) in found.items():
        quick = row[name]
        counts[exact[0]] += 1
        if quick != exact or isinstance(quick[1], bool) != isinstance(exact[1], bool):
            assert quick == ("unknown", None) or rough, (name, who, exact, quick)
            counts["missed"] += 1
            counts[f"missed {exact[0]}"] += 1
            counts[f"missed in {name}"] += 1
    return counts
