"""Settles the answers that tables may lose: one person is asked about for each kind of row left.

Only rows are asked about of which the answer is unknown and may yet be known, and each combination
of the facts that a position reads is asked about once. Those combinations have to be at hand, so
this collects them, and nothing else; the table itself stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from callup.ir.program import Definition
from callup.readers.frames.answer import DOUBTFUL, MISSING, RULE, STATUS
from callup.readers.frames.cell import PREFIX

SETTLED = PREFIX + "settled_"
TYPES: dict[str, Any] = {
    "boolean": pl.Boolean, "choice": pl.String, "date": pl.Date, "integer": pl.Int64,
    "money": pl.Decimal(38, 2), "number": pl.Decimal(38, 6),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """What one person's answer is: status, value, the rules that decide, what is missing."""

    status: str
    value: Any
    rules: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exactly:
    """How one person is asked about: `reads` are the facts that a position may depend on."""

    ask: Callable[[str, Mapping[str, Any]], Settled]
    reads: Callable[[str], frozenset[str]]


def settle(
    answers: pl.LazyFrame,
    definition: Definition,
    columns: Mapping[str, str],
    exactly: Exactly,
    *,
    reasons: bool,
) -> pl.LazyFrame:
    """The answers to one position, with those settled that its DOUBTFUL column names."""
    name = definition.name
    reads = exactly.reads(name)
    facts = {fact: column for fact, column in columns.items() if fact in reads}
    keys = list(dict.fromkeys(facts.values()))
    doubtful = pl.col(DOUBTFUL + name)
    wanted = doubtful if not reasons else pl.col(name + STATUS) == "unknown"
    left = answers.filter(wanted).select(keys) if keys else answers.filter(wanted).head(1)
    rows = (left.unique() if keys else left).collect(engine="streaming")
    found = [
        exactly.ask(name, {fact: row[column] for fact, column in facts.items()})
        for row in rows.to_dicts()
    ]
    table = _table(found, definition, answers.collect_schema()[name + STATUS])
    if not found:
        return answers.drop(DOUBTFUL + name)
    if keys:
        table = pl.concat([rows, table], how="horizontal")
        joined = answers.join(
            table.lazy(), on=keys, how="left", nulls_equal=True, maintain_order="left"
        )
    else:
        joined = answers.join(table.lazy(), how="cross", maintain_order="left")
    made = [name, name + STATUS, *((name + RULE, name + MISSING) if reasons else ())]
    return joined.with_columns(
        pl.when(wanted).then(pl.col(SETTLED + one)).otherwise(pl.col(one)).alias(one)
        for one in made
    ).drop(DOUBTFUL + name, *table.columns[len(keys) :])


def _table(found: Sequence[Settled], definition: Definition, words: Any) -> pl.DataFrame:
    name = SETTLED + definition.name
    kind = definition.type.kind
    return pl.DataFrame(
        {
            name: [_plain(one.value) for one in found],
            name + STATUS: [one.status for one in found],
            name + RULE: [" ".join(sorted(one.rules)) or None for one in found],
            name + MISSING: [" ".join(sorted(one.missing)) or None for one in found],
        },
        schema={
            name: TYPES[kind],
            name + STATUS: words,
            **{name + end: pl.String for end in (RULE, MISSING)},
        },
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value
