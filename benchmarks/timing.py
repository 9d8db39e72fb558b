"""Asks a program about all people, first for its answers, then for the time it takes."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from by_hand import answers
from people import Person, make_people


def sizes() -> argparse.Namespace:
    """How many people and rounds, as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("form", nargs="?", help="which of its forms a program runs in")
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=9)
    return parser.parse_args()


def report(
    ask: Callable[[Any], Any],
    values: Callable[[Any], dict[str, Any]],
    prepare: Callable[[Person], Any] = lambda person: person,
) -> None:
    """Prints as JSON the milliseconds a person takes, the median of all rounds.

    `prepare` makes of a person what a program wants to be given; its time is not counted.
    Ends with status 1, and with the first differences on standard error, where a program does not
    answer as the positions written out by hand do: its time would mean nothing.
    """
    chosen = sizes()
    people = make_people(chosen.people)
    given = [prepare(person) for person in people]
    wrong = differences(people, [values(ask(one)) for one in given])
    if wrong:
        print("\n".join(wrong[:5]), file=sys.stderr)
        raise SystemExit(1)
    json.dump({"milliseconds": median_of(ask, given, chosen.rounds)}, sys.stdout)


def differences(people: list[Person], found: list[dict[str, Any]]) -> list[str]:
    """Where answers differ from those worked out by hand, one line each."""
    return [
        f"{name} is {theirs.get(name)!r}, by hand {value!r}, for {person}"
        for person, theirs in zip(people, found, strict=True)
        for name, value in answers(person).items()
        if (type(theirs.get(name)), theirs.get(name)) != (type(value), value)
    ]


def median_of(ask: Callable[[Any], Any], people: list[Any], rounds: int) -> float:
    """Milliseconds a person, the median of the rounds; each round asks about everybody."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for person in people:
            ask(person)
        times.append((time.perf_counter() - start) / len(people) * 1000)
    return statistics.median(times)
