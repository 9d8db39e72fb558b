"""Lets a program be asked about many people again and again: it loads once and keeps its tables.

A request is a line of JSON on standard input, the answer a line on standard output:

    {"do": "load", "file": …}                    reads the people; the seconds that it took
    {"do": "answer", "day": …, "codes": FOLDER}  the eight answers of everybody, as columns
    {"do": "count", "day": …}                    how many have a yes to which position
    {"do": "days", "day": …, "through": …}       the same for every day, where a program can

With `codes` the answers are written as whole numbers, an array for each position, so that those
of two programs can be compared; that is not part of the seconds.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy
from by_hand import POSITIONS

TRUTHS = tuple(name for name in POSITIONS if name != "service_age_limit")
"""The positions that are a yes or no."""
UNKNOWN, NONE = -1, -2
"""What stands in the arrays for no answer, beside 0 and 1 and the age limits."""


class Program(Protocol):
    """A program that answers for many people at once, in tables of its own kind."""

    package: str
    """Whose version is named."""

    def load(self, file: str) -> Any:
        """The people of a Parquet file, as the program likes them best."""

    def answer(self, people: Any, day: date) -> Any:
        """The answers as columns."""

    def yes(self, answers: Any) -> dict[str, int]:
        """How many have a yes to which position."""

    def codes(self, answers: Any) -> dict[str, numpy.ndarray]:
        """The answers as whole numbers: yes 1, no 0, a limit, UNKNOWN or NONE."""


@dataclass(slots=True)
class Server:
    """A program and the people it has loaded."""

    program: Any
    people: Any = None

    def reply(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What comes of a request, with the seconds that it took."""
        start = time.perf_counter()
        match asked["do"]:
            case "load":
                self.people = self.program.load(asked["file"])
                return {"seconds": time.perf_counter() - start}
            case "answer":
                answers = self.program.answer(self.people, date.fromisoformat(asked["day"]))
                took = time.perf_counter() - start
                if asked.get("codes"):
                    self.write(answers, Path(asked["codes"]))
                return {"seconds": took}
            case "count":
                answers = self.program.answer(self.people, date.fromisoformat(asked["day"]))
                found = self.program.yes(answers)
                return {"seconds": time.perf_counter() - start, "yes": found}
            case "days":
                days = (date.fromisoformat(asked[name]) for name in ("day", "through"))
                by_day = self.program.days(self.people, *days)
                return {"seconds": time.perf_counter() - start, "yes": by_day}
            case other:
                raise ValueError(other)

    def write(self, answers: Any, folder: Path) -> None:
        for name, codes in self.program.codes(answers).items():
            numpy.save(folder / f"{name}.npy", codes.astype(numpy.int8))


def serve(program: Program) -> None:
    """Answers requests until there are no more."""
    server = Server(program)
    print(json.dumps({"version": version(program.package)}), flush=True)
    for line in sys.stdin:
        print(json.dumps(server.reply(json.loads(line))), flush=True)


def counted(answers: Any) -> dict[str, int]:
    """How many have a yes, of answers that are arrays of truths."""
    return {name: int(numpy.count_nonzero(answers[name])) for name in TRUTHS}


def coded(truths: dict[str, numpy.ndarray]) -> dict[str, numpy.ndarray]:
    """The arrays in the order of the positions. Raises KeyError where one is missing."""
    return {name: truths[name] for name in POSITIONS}


def read_known(file: str, code: dict[str, dict[str, int]]) -> dict[str, numpy.ndarray]:
    """The facts of people of whom all is known, as arrays; choices by their codes."""
    from pyarrow import parquet

    table = parquet.read_table(file)
    return {name: _array(table[name], code.get(name)) for name in table.column_names}


def _array(column: Any, code: dict[str, int] | None) -> numpy.ndarray:
    from pyarrow import array, compute

    if column.null_count:
        raise ValueError("somebody has a fact that is unknown")
    if code is not None:
        column = compute.index_in(column, value_set=array(list(code)))
    found: numpy.ndarray = column.to_numpy()
    return found
