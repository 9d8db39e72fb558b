"""Callup beside each peer on a whole population, one day and eight positions."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
from by_hand import POSITIONS, answers
from environments import NotMeasured, WrongAnswers, interpreter, last_line
from many_serve import NONE, UNKNOWN
from people import TODAY
from population import people_in
from pyarrow import parquet
from rows import Goal, Row, beside

HERE = Path(__file__).parent
CHECKED = 1_000
"""So many people are also asked about one by one, as the positions are written out in Python."""
AS_BY_HAND = Goal(1 / 1.2, "at most 1.2 × theirs")
MUCH_FASTER = Goal(50, "50 × faster")


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that answers for many, the forms of people that it can, and what is aimed at."""

    title: str
    name: str
    forms: tuple[str, ...]
    goal: Goal | None = None


BOTH = ("complete", "partial")
PEERS = (
    Peer("Polars by hand", "polars", BOTH, AS_BY_HAND),
    Peer("NumPy by hand", "numpy", BOTH),
    Peer("DuckDB by hand", "duckdb", BOTH),
    Peer("OpenFisca-core", "openfisca", ("complete",), MUCH_FASTER),
    Peer("PolicyEngine-core", "policyengine", ("complete",)),
)
NO_UNKNOWN = "has no unknown: compared where all is known"
WORDS = {"complete": "all facts known", "partial": "one fact in ten unknown"}


@dataclass(slots=True)
class Asked:
    """A program that is running, its version, and how long it took to load its people."""

    process: subprocess.Popen[str]
    version: str
    loaded: float = 0.0
    took: list[float] = field(default_factory=list)

    def ask(self, **words: str) -> float:
        """The seconds that a request took. Raises NotMeasured where the program ends over it."""
        found: float = self.reply(**words)["seconds"]
        return found

    def reply(self, **words: str) -> dict[str, Any]:
        """All that comes of a request."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            print(json.dumps(words), file=self.process.stdin, flush=True)
        return _reply(self.process)


def _reply(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None and process.stderr is not None
    line = process.stdout.readline()
    if not line:
        raise NotMeasured(last_line(process.stderr.read()))
    found: dict[str, Any] = json.loads(line)
    return found


@contextmanager
def running(python: str, script: str, *words: str) -> Iterator[Asked]:
    """A program that answers requests, until it is no longer needed."""
    process = subprocess.Popen(
        [python, "-B", str(HERE / script), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Asked(process, str(_reply(process)["version"]))
    finally:
        process.kill()
        process.communicate()


def many_people(rows: int, turns: int) -> list[Row]:
    """Callup beside every peer, people of whom all is known first."""
    return [row for form in BOTH for row in _of_form(form, rows, turns)]


def _of_form(form: str, rows: int, turns: int) -> list[Row]:
    file = str(people_in(form, rows))
    found = []
    with tempfile.TemporaryDirectory() as folder, running(sys.executable, "many_callup.py") as ours:
        mine = codes_of(ours, file, Path(folder) / "ours")
        if form == "complete":
            check(mine, file)
        with running(sys.executable, "many_callup.py", "statuses") as more:
            more.loaded = more.ask(do="load", file=file)
            what = f"{rows:,} people, {WORDS[form]}: ours with the status of every position"
            found.extend(_in_turns(what, ours, more, turns, None, loading=False))
        for peer in PEERS:
            what = f"{rows:,} people, {WORDS[form]}: {peer.title}"
            if form not in peer.forms:
                found.append(Row(what, why_not=NO_UNKNOWN))
                continue
            try:
                with running(str(interpreter(peer.name)), f"many_{peer.name}.py") as theirs:
                    title = f"{what} {theirs.version}"
                    compare(title, mine, codes_of(theirs, file, Path(folder) / peer.name), form)
                    found.extend(_in_turns(title, ours, theirs, turns, peer.goal))
            except NotMeasured as problem:
                found.append(Row(what, why_not=str(problem)))
    return found


def _in_turns(
    title: str, ours: Asked, theirs: Asked, turns: int, goal: Goal | None, *, loading: bool = True
) -> Iterator[Row]:
    """The row of a peer, and one that counts the reading of the file."""
    day = TODAY.isoformat()
    pairs = [
        (ours.ask(do="answer", day=day), theirs.ask(do="answer", day=day)) for _ in range(turns)
    ]
    mine, other = ([pair[i] for pair in pairs] for i in (0, 1))
    yield beside(title, mine, other, "s", goal)
    if not loading:
        return
    with_loading = [one + ours.loaded for one in mine], [one + theirs.loaded for one in other]
    yield beside("  the same with loading", *with_loading, "s", None)


def codes_of(asked: Asked, file: str, folder: Path) -> dict[str, numpy.ndarray]:
    """What a program answers for the people of a file, as arrays; it has loaded them then."""
    folder.mkdir()
    asked.loaded = asked.ask(do="load", file=file)
    asked.ask(do="answer", day=TODAY.isoformat(), codes=str(folder))
    return {name: numpy.load(folder / f"{name}.npy", mmap_mode="r") for name in POSITIONS}


def compare(
    title: str, mine: dict[str, numpy.ndarray], other: dict[str, numpy.ndarray], form: str
) -> None:
    """Raises WrongAnswers where answers differ.

    Of people of whom not all is known, Callup may know an answer that the other does not.
    """
    for name in POSITIONS:
        differ = mine[name] != other[name]
        if form == "partial":
            differ &= other[name] != UNKNOWN
        wrong = numpy.flatnonzero(differ)
        if len(wrong):
            row = int(wrong[0])
            said = mine[name][row], other[name][row]
            message = f"{title} answers {name} otherwise for {len(wrong):,} people, first in row"
            raise WrongAnswers(f"{message} {row}: {said[1]}, not {said[0]}")


def check(mine: dict[str, numpy.ndarray], file: str) -> None:
    """Raises WrongAnswers where the first people do not get what is worked out in Python."""
    batch = next(parquet.ParquetFile(file).iter_batches(batch_size=CHECKED))
    for row, person in enumerate(batch.to_pylist()):
        for day in ("born", "acquired_on"):
            person[day] = person[day].isoformat()
        for name, value in answers(person).items():
            code = NONE if value is None else int(value)
            if mine[name][row] != code or code == UNKNOWN:
                raise WrongAnswers(f"{name} is {mine[name][row]}, by hand {value}, for {person}")
