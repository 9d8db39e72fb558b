"""Random people under random law, asked one by one and all at once: no answer may differ.

    python fuzz/agree.py [--triples 1000000] [--seconds 900] [--seed 1] [--people 80] [--days 4]
                         [--proof 20]

A triple is a program, a person of whom not all is known, and a day. `explain` is asked about each
of them and so is the table of all of them on Polars; one in `--proof` programs is put to the
solver too. The last line counts what was asked; exit status 1 where an answer differs, which is
then shown for the smallest law and person found.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "agreement")]

from agree import agree, explained  # type: ignore[import-not-found]  # noqa: E402
from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from proved import prove_same  # type: ignore[import-not-found]  # noqa: E402

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


@dataclass(frozen=True)
class Case:
    """A law, people and a day on which readers are compared, by the solver too where `proof`."""

    parts: dict[str, str]
    people: tuple[Person, ...]
    on: date
    proof: bool = False

    def run(self) -> Counter[str]:
        """How many answers were of which kind. AssertionError where readers differ."""
        law = program(self.parts)
        counts: Counter[str] = agree(law, self.people, self.on)
        for person in self.people if self.proof else ():
            found = explained(law, person, self.on)
            if found is not None:
                prove_same(law, person, self.on, found)
                counts["proved"] += len(found)
        return counts


@dataclass
class Tally:
    programs: int = 0
    triples: int = 0
    answers: Counter[str] = field(default_factory=Counter)

    def line(self, seconds: float) -> str:
        counts = self.answers
        asked = sum(counts[one] for one in ("known", "unknown", "none", "conflict"))
        asked += counts["not covered"]
        settled = max(asked - counts["unknown"], 1)
        return (
            f"{self.programs:,} programs, {self.triples:,} triples, {asked:,} answers, of which "
            f"{counts['unknown'] / max(asked, 1):.1%} unknown; {counts['missed']:,} answers "
            f"({counts['missed'] / settled:.2%} of those known) are unknown for tables; "
            f"{counts['nobody']:,} people who cannot be; {counts['proved']:,} answers proved; "
            f"{seconds:.0f} s"
        )


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
    if len(people) > 1:
        return [replace(case, people=(one,)) for one in people]
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


def batch(number: int, words: argparse.Namespace, tally: Tally) -> None:
    """Some programs with their people and days. Ends the run where readers differ."""

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
        if failing:
            return  # the rest of the batch
        tally.programs += 1
        chance = random.Random(f"{words.seed} {number} {tally.programs}")
        people = tuple(somebody(chance) for _ in range(words.people))
        cases = [Case(book.parts, people, on) for on in days]
        if words.proof and tally.programs % words.proof == 0:
            cases.append(Case(book.parts, people[:3], days[0], proof=True))
        for case in cases:
            try:
                tally.answers += case.run()
                tally.triples += len(case.people)
            except AssertionError as error:
                # kept, for what is raised is drawn again
                failing.append((case, str(error)))
                return

    failing: list[tuple[Case, str]] = []
    some()
    for case, message in failing:
        small = smallest(case, fails)
        print(f"readers differ: {message}\n{Book(small.parts)}\n{small.people[0]}\non {small.on}")
        raise SystemExit(1)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=80)
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--proof", type=int, default=20)
    words = parser.parse_args()
    tally, start, number = Tally(), time.monotonic(), 0
    while tally.triples < words.triples and time.monotonic() - start < words.seconds:
        batch(number, words, tally)
        number += 1
    print(tally.line(time.monotonic() - start))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
