"""Random people under random law, asked one by one and all at once: no answer may differ.

    python fuzz/agree.py [--triples 1000000] [--seconds 900] [--seed 1] [--people 1600] [--days 2]
                         [--proof 20] [--spark 20] [--jobs CORES]

A triple is a program, a person of whom not all is known, and a day. `explain` is asked about each
of them and so is the table of all of them on Polars and on DuckDB; one in `--proof` programs is put
to the solver too, and the first `--spark` programs to Spark, where Java is installed. The last
lines count what was asked, and which kinds of thing stood in the fewest programs; exit status 1
where an answer differs, which is then shown for the smallest law and person found, or where the
run falls short of what it promises of every kind of thing and of unknown answers.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "agreement")]

import duckdb  # noqa: E402
import polars as pl  # noqa: E402
from agree import explained, held, table_of  # type: ignore[import-not-found]  # noqa: E402
from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from joint import LINE, Asked, answers_of, rows_of  # type: ignore[import-not-found]  # noqa: E402
from kinds import kinds  # type: ignore[import-not-found]  # noqa: E402
from proved import prove_same  # type: ignore[import-not-found]  # noqa: E402
from test_kinds import WANTED  # type: ignore[import-not-found]  # noqa: E402

from callup.ir.program import Program  # noqa: E402
from callup.text.diagnostic import Diagnostics  # noqa: E402
from small import program  # noqa: E402
from strategies import DECIMALS, WINDOW, Book, books, moments  # noqa: E402

BATCH = 25
"""So many programs are drawn before the time is looked at."""

Person = dict[str, object]

VALUES: dict[str, tuple[object, ...]] = {
    **dict.fromkeys(("b1", "b2", "closing"), (False, True)),
    "c": tuple("xyzw"),
    "region": ("R1", "R2", "R3"),
    "n": tuple(range(7)),
    "m": tuple(range(-2, 4)),
    **{name: tuple(WINDOW[name]) for name in ("d", "e")},
    **{name: tuple(listed) for name, listed in DECIMALS.items()},
    "s": ([], ["R1"], ["R2"], ["R1", "R2"], ["R1", "R2", "R3"]),
}


SHARE, UNKNOWN = 0.01, 0.2
"""In what share of the programs each kind of thing stands, and what share of answers is unknown."""
FEW = 100
"""Of fewer programs no shares are promised."""
AT_ONCE = 5
"""So many programs are one job of Spark."""
STATUSES = ("known", "unknown", "none", "conflict", "not covered")


@dataclass(frozen=True)
class Case:
    """A law, people and days on which readers are compared, by the solver too where `proof`."""

    parts: dict[str, str]
    people: tuple[Person, ...]
    days: tuple[date, ...]
    proof: bool = False

    def run(self, law: Program | None = None) -> Counter[str]:
        """How many answers were of which kind. AssertionError where readers differ."""
        law = law or program(self.parts)
        asked = [Asked(law, on) for on in self.days]
        table = table_of(law, self.people).with_row_index(LINE)
        found = rows_of(answers_of(table.lazy(), asked).collect(), asked)
        same("duckdb", found, on_duckdb(table, asked), self.people)
        counts: Counter[str] = Counter()
        for on, rows in zip(self.days, found, strict=True):
            for person, row in zip(self.people, rows, strict=True):
                exact = explained(law, person, on)
                for kind, number in held(exact, row, (person, on)).items():
                    counts[kind] += number
                if self.proof and exact is not None:
                    prove_same(law, person, on, exact)
                    counts["proved"] += len(exact)
        return counts


def on_duckdb(table: pl.DataFrame, asked: list[Asked]) -> Any:
    arrow = table.to_arrow(compat_level=pl.CompatLevel.oldest())
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        answers = answers_of(connection.from_arrow(arrow), asked)
        return rows_of(pl.DataFrame(answers.to_arrow_table()), asked)


def same(engine: str, expected: Any, found: Any, people: tuple[Person, ...]) -> None:
    """Asserts that an engine answers as Polars does."""
    for number, (rows, others) in enumerate(zip(expected, found, strict=True)):
        for person, row, other in zip(people, rows, others, strict=True):
            assert row == other, (engine, number, person, row, other)


@dataclass
class Tally:
    programs: int = 0
    triples: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.programs += other.programs
        self.triples += other.triples
        self.answers += other.answers
        self.kinds += other.kinds

    @property
    def asked(self) -> int:
        return sum(self.answers[one] for one in STATUSES)

    @property
    def unknown(self) -> float:
        return self.answers["unknown"] / max(self.asked, 1)

    def shares(self) -> list[tuple[float, str]]:
        """In which share of the programs each kind of thing stands, the rarest first."""
        return sorted((self.kinds[kind] / max(self.programs, 1), kind) for kind in WANTED)

    def falls_short(self) -> bool:
        few = self.shares()[0][0] < SHARE or self.unknown < UNKNOWN
        return few and self.programs >= FEW

    def lines(self, seconds: float) -> Iterator[str]:
        counts = self.answers
        settled = max(self.asked - counts["unknown"], 1)
        rarest = ", ".join(f"{kind} {share:.1%}" for share, kind in self.shares()[:3])
        yield (
            f"{self.programs:,} programs, {self.triples:,} triples on Polars and on DuckDB, "
            f"{self.asked:,} answers each"
        )
        yield ", ".join(f"{one} {counts[one] / max(self.asked, 1):.1%}" for one in STATUSES)
        yield (
            f"{counts['missed']:,} answers ({counts['missed'] / settled:.2%} of those known) are "
            f"unknown for tables; {counts['nobody']:,} people who cannot be; "
            f"{counts['proved']:,} answers proved; {counts['spark']:,} answers by Spark"
        )
        yield f"{len(WANTED)} kinds of thing, of which the rarest stand in: {rarest} of programs"
        yield f"no answer differs; {seconds:.0f} s"


def somebody(chance: random.Random) -> Person:
    """A person of whom up to five facts are not known."""
    unknown = chance.sample(sorted(VALUES), chance.randint(0, 5))
    return {name: chance.choice(all) for name, all in VALUES.items() if name not in unknown}


def fails(case: Case) -> bool:
    try:
        case.run()
    except AssertionError:
        return True
    except Diagnostics:
        return False  # no law without what was left out
    return False


def smaller(case: Case) -> list[Case]:
    """The same with one thing left out."""
    parts, people = case.parts, case.people
    if len(case.days) > 1:
        return [replace(case, days=(one,)) for one in case.days]
    if len(people) > 1:
        half = len(people) // 2
        return [replace(case, people=part) for part in (people[:half], people[half:])]
    found = [
        replace(case, parts={n: text for n, text in parts.items() if n != name})
        for name in parts
        if name.startswith(("acts/", "readings/"))
    ]
    (person,) = people
    for name in person:
        left = {n: value for n, value in person.items() if n != name}
        found.append(replace(case, people=(left,)))
    return found


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """What is left when nothing more can be left out and readers still differ."""
    while True:
        found = next((one for one in smaller(case) if fails(one)), None)
        if found is None:
            return case
        case = found


@dataclass(frozen=True)
class Differ:
    """A case on which readers differ, with what was told of it."""

    case: Case
    message: str

    def __str__(self) -> str:
        small = smallest(self.case, fails)
        return (
            f"readers differ: {self.message}\n{Book(small.parts)}\n{small.people[0]}\n"
            f"on {', '.join(map(str, small.days))}"
        )


def drawn(number: int, words: argparse.Namespace) -> list[tuple[Book, tuple[date, ...]]]:
    """Random laws with days, the same for the same seed and number."""
    found: list[tuple[Book, tuple[date, ...]]] = []

    @seed(words.seed * 1_000_003 + number)
    @settings(
        max_examples=BATCH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(books(), st.lists(moments(), min_size=words.days, max_size=words.days, unique=True))
    def some(book: Book, days: list[date]) -> None:
        found.append((book, tuple(days)))

    some()
    return found


def batch(words: argparse.Namespace, number: int) -> Tally | Differ:
    """Some programs with their people and days; or the first case on which readers differ."""
    tally = Tally()
    for index, (book, days) in enumerate(drawn(number, words)):
        chance = random.Random(f"{words.seed} {number} {index}")
        people = tuple(somebody(chance) for _ in range(words.people))
        law = program(book.parts)
        tally.programs += 1
        tally.kinds.update(kinds(law))
        cases = [Case(book.parts, people, days)]
        if words.proof and (number * BATCH + index) % words.proof == 0:
            cases.append(Case(book.parts, people[:3], days[:1], proof=True))
        for case in cases:
            try:
                tally.answers += case.run(law)
            except AssertionError as error:
                return Differ(case, str(error))
            if not case.proof:
                tally.triples += len(people) * len(days)
    return tally


def by_spark(words: argparse.Namespace) -> Counter[str]:
    """Asks Spark about the people of the first programs. AssertionError where it differs."""
    from callup.cli.engines import session

    counts: Counter[str] = Counter()
    laws = [
        Asked(program(book.parts), days[0])
        for number in range(-(-words.spark // BATCH))
        for book, days in drawn(number, words)
    ][: words.spark]
    chance = random.Random(words.seed)
    people = tuple(somebody(chance) for _ in range(words.people))
    with session("local[2]") as spark:
        for start in range(0, len(laws), AT_ONCE):
            some = laws[start : start + AT_ONCE]
            table = table_of(some[0].program, people).with_row_index(LINE)
            table = table.with_columns(pl.col(LINE).cast(pl.Int64))
            expected = rows_of(answers_of(table.lazy(), some).collect(), some)
            arrow = table.to_arrow(compat_level=pl.CompatLevel.oldest())
            answers = answers_of(spark.createDataFrame(arrow), some)
            same("spark", expected, rows_of(pl.DataFrame(answers.toArrow()), some), people)
            counts["spark"] += sum(len(row) for rows in expected for row in rows)
    return counts


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=1_600)
    parser.add_argument("--days", type=int, default=2)
    parser.add_argument("--proof", type=int, default=20)
    parser.add_argument("--spark", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    words = parser.parse_args()
    tally, start = Tally(), time.monotonic()
    with ProcessPoolExecutor(words.jobs, mp_context=get_context("spawn")) as pool:
        number, running = words.jobs, [pool.submit(batch, words, n) for n in range(words.jobs)]
        while running:
            found = running.pop(0).result()
            if isinstance(found, Differ):
                print(found)
                pool.shutdown(wait=False, cancel_futures=True)
                return 1
            tally.add(found)
            on_the_way = len(running) * BATCH * words.people * words.days
            late = time.monotonic() - start > words.seconds
            if not late and tally.triples + on_the_way < words.triples:
                running.append(pool.submit(batch, words, number))
                number += 1
    if words.spark and shutil.which("java") and find_spec("pyspark"):
        tally.answers += by_spark(words)
    for line in tally.lines(time.monotonic() - start):
        print(line)
    return 1 if tally.falls_short() else 0


if __name__ == "__main__":
    raise SystemExit(main())
