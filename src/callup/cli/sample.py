"""`callup sample`: a file of people made up from marginal tables, plainly marked as such."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from callup.cli.made_people import MARK, made_people
from callup.cli.people import beside
from callup.cli.words import Language
from callup.lawbook import open as open_lawbook
from callup.made_up.draw import BLOCK
from callup.made_up.margins import margins_of
from callup.text.diagnostic import Diagnostic, Diagnostics

MOST = 10**9


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: how many rows, by which seed, and where they go."""

    lawbook: str
    rows: str
    seed: str
    margins: str | None
    output: str


def sample(order: Order, say: Language) -> int:
    """Writes the people; the exit status. Raises Diagnostics for anything that cannot be done."""
    rows, seed = _whole(order.rows, "-n", MOST), _whole(order.seed, "--seed", 2**63)
    target = Path(order.output)
    if target.suffix.lower() not in (".parquet", ".csv"):
        help = "name a file that ends on .parquet or .csv"
        message = f"people are not written as `{target.name[:60]}`"
        raise Diagnostics((Diagnostic("unwritable-file", message, None, help=help),))
    book = open_lawbook(order.lawbook)
    if MARK in book.program.facts:
        message = f"the lawbook has a fact `{MARK}`, which is how made-up rows are marked"
        raise Diagnostics((Diagnostic("not-supported", message, None),))
    margins = margins_of(book.program, Path(order.margins) if order.margins else None)
    law = book.on(book.program.evidence_until)
    made = made_people(law, margins, rows, seed)
    told = {"callup": "made-up people", "lawbook": law.program.digest, "seed": str(seed)}
    with beside(target) as place:
        _write(made, place, told)
    print(say("sample written", rows=f"{rows:,}", file=target, seed=seed), file=sys.stderr)
    if margins.by_type:
        count = len(margins.by_type)
        print(say("sample by type", count=count, first=margins.by_type[0]), file=sys.stderr)
    return 0


def _whole(text: str, option: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= most:
        message = f"`{option} {text[:30]}` is no number from 0 up to {most}"
        raise Diagnostics((Diagnostic("bad-call", message, None),))
    return int(text)


def _write(made: pl.LazyFrame, place: Path, told: dict[str, str]) -> None:
    if place.suffix.lower() == ".csv":
        made.sink_csv(place)
    else:
        made.sink_parquet(place, metadata=told, row_group_size=BLOCK)
