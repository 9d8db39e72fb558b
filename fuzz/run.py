"""Throws broken lawbooks and formulas at the loader: anything but Diagnostics is a mistake.

    python fuzz/run.py [--inputs 120000] [--seconds 900] [--seed 1] [--growth 400]

One in SHARE inputs is a whole lawbook, the rest are formulas. Ends with one line; exit status 1
where an input was met by anything else than an answer or Diagnostics, took longer than LONGEST
seconds, or where memory grew by more than `--growth` MiB.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from callup.text.diagnostic import Diagnostics  # noqa: E402
from mutate import formula, mutated_book, mutated_formula  # noqa: E402
from seed import parts  # noqa: E402
from small import act, facts, one_rule, program  # noqa: E402
from test_fuzz import GOOD, load, parse  # noqa: E402

SHARE = 12
LONGEST = 10
MOST_SHOWN = 20


@dataclass
class Tally:
    """What has been tried, and what went wrong, each kind of failure once."""

    inputs: int = 0
    accepted: int = 0
    slow: int = 0
    failures: dict[str, str] = field(default_factory=dict)

    def run(self, attempt: Callable[[], bool], shown: str) -> None:
        start = time.monotonic()
        self.inputs += 1
        try:
            self.accepted += attempt()
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
            self.failures.setdefault(kind, shown)
        if time.monotonic() - start > LONGEST:
            self.slow += 1
            self.failures.setdefault(f"slow: {shown[:60]!r}", shown)


def typed(text: str) -> bool:
    """Whether a formula types in a small lawbook."""
    try:
        program({**facts(a="boolean", n="integer", d="date"), **one_rule(text.replace("\n", " "))})
    except Diagnostics:
        return False
    return True


def memory() -> int:
    """The most memory used so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one(rng: random.Random, tally: Tally, good: dict[str, bytes]) -> None:
    if rng.randrange(SHARE) == 0:
        book = mutated_book(good, rng)
        changed = {name: data for name, data in book.items() if good.get(name) != data}
        tally.run(lambda: load(book), repr(changed))
        return
    text = formula(rng) if rng.random() < 0.5 else mutated_formula(rng.choice(GOOD), rng)
    tally.run(lambda: parse(text), text)
    if rng.random() < 0.1:
        tally.run(lambda: typed(text), text)


def main() -> int:
    parser = argparse.ArgumentParser(description="fuzz the loader and the formula parser")
    parser.add_argument("--inputs", type=int, default=120_000)
    parser.add_argument("--seconds", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--growth", type=int, default=400)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    good = {name: text.encode() for name, text in parts().items()}
    good["acts/more.yaml"] = act("more", "2021-06-01", "- set: level\n  to: 3\n")[
        "acts/more.yaml"
    ].encode()
    tally, start = Tally(), time.monotonic()
    before = 0
    while tally.inputs < wanted.inputs and time.monotonic() - start < wanted.seconds:
        one(rng, tally, good)
        if tally.inputs >= wanted.inputs // 10 and not before:
            before = memory()
    growth = memory() - (before or memory())
    for kind, shown in list(tally.failures.items())[:MOST_SHOWN]:
        print(f"{kind}\n  {shown[:2_000]}", file=sys.stderr)
    print(
        f"{tally.inputs} inputs, {tally.accepted} accepted, "
        f"{len(tally.failures)} kinds of failure, "
        f"{tally.slow} slow, {growth} MiB more after the first tenth, "
        f"{time.monotonic() - start:.0f} s, seed {wanted.seed}"
    )
    done = tally.inputs >= wanted.inputs
    return 0 if done and not tally.failures and growth <= wanted.growth else 1


if __name__ == "__main__":
    sys.exit(main())
