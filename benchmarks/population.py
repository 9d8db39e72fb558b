"""Writes many people to Parquet, the same ones for the same seed, a block at a time.

Two files of the same people: in `complete` every fact is known, in `partial` each fact of each
person is unknown with a chance of one in ten. Choices are text, as in a file from anywhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy
import pyarrow
from people import CHANCES, CHOICES, TODAY, WEIGHTS
from pyarrow import parquet

BLOCK = 1_000_000
"""How many people are made at once; what block they are in decides who they are."""
GROUP = 250_000
"""How many rows are read together, as the file is laid out."""
UNKNOWN = 0.1
"""How likely a fact of the partial file is to be unknown."""
FORMS = ("complete", "partial")
CHILDREN = (0, 0, 1, 2, 3, 4, 5)
"""How many children under 16, each as likely as the others."""

Columns = dict[str, numpy.ndarray]


def write(path: Path, rows: int, form: str, seed: int = 1) -> None:
    """Writes a file of people, beside its place first, so that there is never half a file."""
    beside = path.with_suffix(".part")
    beside.parent.mkdir(parents=True, exist_ok=True)
    writer = None
    for columns, known in blocks(rows, seed):
        batch = _batch(columns, known if form == "partial" else {})
        writer = writer or parquet.ParquetWriter(beside, batch.schema, compression="zstd")
        writer.write_table(batch, row_group_size=GROUP)
    assert writer is not None
    writer.close()
    beside.replace(path)


def blocks(rows: int, seed: int) -> Iterator[tuple[Columns, Columns]]:
    """Blocks of people: their facts, and of each fact where it is known in the partial file."""
    for start in range(0, rows, BLOCK):
        chance = numpy.random.Generator(numpy.random.Philox(key=[seed, start // BLOCK]))
        people = _people(chance, BLOCK)
        known = {name: chance.random(BLOCK, numpy.float32) >= UNKNOWN for name in people}
        size = min(BLOCK, rows - start)
        yield {n: c[:size] for n, c in people.items()}, {n: c[:size] for n, c in known.items()}


def _people(chance: numpy.random.Generator, size: int) -> Columns:
    """The facts of people, alike to those of `people.py`; choices are numbers of their values."""
    today = numpy.datetime64(TODAY)
    oldest = numpy.where(chance.random(size) < 0.5, 30, 70) * 365
    people: Columns = {"born": today - _below(chance, oldest, 14 * 365)}
    for name, weights in WEIGHTS.items():
        share = numpy.array(weights) / sum(weights)
        people[name] = chance.choice(len(weights), size, p=share).astype(numpy.int8)
    for name, likely in CHANCES.items():
        people[name] = chance.random(size) < likely
    people["children_under_16"] = chance.choice(numpy.array(CHILDREN, dtype=numpy.int64), size)
    own = people["citizenship"] == CHOICES["citizenship"].index("own")
    people["naturalised"] = own & (chance.random(size) < 0.5)
    furthest = numpy.where(chance.random(size) < 0.5, 90, (today - people["born"]).astype(int))
    acquired = today - _below(chance, furthest, 0)
    people["acquired_on"] = numpy.where(people["naturalised"], acquired, people["born"])
    return people


def _below(chance: numpy.random.Generator, end: numpy.ndarray, start: int) -> numpy.ndarray:
    """Days from `start` up to `end`, each as likely as the others."""
    days = start + (chance.random(len(end)) * (end - start)).astype(numpy.int64)
    return days.astype("timedelta64[D]")


def _batch(columns: Columns, known: Columns) -> pyarrow.Table:
    arrays = {}
    for name, column in columns.items():
        hidden = ~known[name] if known else None
        array = pyarrow.array(column, mask=hidden)
        if name in CHOICES:
            words = pyarrow.array(CHOICES[name])
            array = pyarrow.DictionaryArray.from_arrays(array, words).cast(pyarrow.string())
        arrays[name] = array
    return pyarrow.table(arrays)


def folder_of(rows: int) -> Path:
    """Where the people of a measurement lie; apart from what is under version control."""
    return Path(__file__).parent.parent / ".envs" / "people" / str(rows)


def people_in(form: str, rows: int) -> Path:
    """The file of so many people, which is written where it is not there."""
    path = folder_of(rows) / f"{form}.parquet"
    if not path.is_file():
        write(path, rows, form)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=FORMS)
    parser.add_argument("--rows", type=int, default=1_000_000)
    chosen = parser.parse_args()
    print(people_in(chosen.form, chosen.rows))
