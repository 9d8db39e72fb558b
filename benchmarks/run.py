"""Runs the benchmarks and prints one table: what, ours, theirs, the ratio, the goal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from cold import whole_process
from days import every_day
from environments import WrongAnswers
from from_file import files
from growth import growth
from lawbook_days import every_day_of_lawbook
from many import many_people
from one import one_person
from over_http import over_http
from rows import Row, table
from solvers import solvers
from whole_lawbook import whole_lawbook

LARGEST = 100_000_000

PARTS: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
    "one": lambda chosen: one_person(
        ["--people", str(chosen.people), "--rounds", str(chosen.rounds)], chosen.turns
    ),
    "process": lambda chosen: whole_process(chosen.turns),
    "many": lambda chosen: many_people(chosen.rows, chosen.turns),
    "days": lambda chosen: every_day(chosen.rows, chosen.turns),
    "lawbook": lambda chosen: whole_lawbook(chosen.rows, chosen.turns),
    "year": lambda chosen: every_day_of_lawbook(min(chosen.rows, 1_000_000), min(chosen.turns, 3)),
    "file": lambda chosen: files(
        [chosen.rows // 10, chosen.rows, *([LARGEST] if chosen.full else [])], chosen.rows
    ),
    "http": lambda chosen: over_http(chosen.seconds, 100_000 if chosen.full else 10_000),
    "solvers": lambda chosen: solvers(chosen.questions, 10),
    "growth": lambda chosen: growth(min(chosen.rows, 200_000), chosen.turns),
}


def main() -> int:
    """Prints the table; 1 where some program answers wrongly, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "parts", nargs="*", help=f"only these of {', '.join(PARTS)}", metavar="PART"
    )
    parser.add_argument("--people", type=int, default=200, help="how many are asked about singly")
    parser.add_argument("--rounds", type=int, default=5, help="how often they are, in one turn")
    parser.add_argument("--turns", type=int, default=5, help="how often the programs take turns")
    parser.add_argument("--rows", type=int, default=10_000_000, help="how many are in a table")
    help = "for how long each number of clients asks over HTTP"
    parser.add_argument("--seconds", type=float, default=20, help=help)
    help = "how many questions of each command are put to a second solver"
    parser.add_argument("--questions", type=int, default=100, help=help)
    help = "also a file of 100 million people, which takes long and is removed afterwards"
    parser.add_argument("--full", action="store_true", help=help)
    chosen = parser.parse_args()
    strange = [part for part in chosen.parts if part not in PARTS]
    if strange:
        parser.error(f"there is no part {', '.join(strange)}")
    try:
        parts = [PARTS[name](chosen) for name in chosen.parts or PARTS]
    except WrongAnswers as problem:
        print(problem, file=sys.stderr)
        return 1
    print(table([row for rows in parts for row in rows]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
