"""Writes down what Z3 is asked while Callup works, as texts that any solver reads (SMT-LIB 2).

Z3 is asked at one place; it is wrapped here while a command runs, so that nobody else pays for it.
"""

from __future__ import annotations

import operator
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import z3

from callup.lawbook import Lawbook

LATER = {"mobilisation-completed-by-announcement": "on"}
CLAIMS = (
    "never: age < 18 and may_contract",
    "never: liable_to_conscription and liable_to_mobilisation",
    "always: service_age_limit >= 50",
)


def _diff(book: Lawbook) -> None:
    book.reach(book.on("2025-07-07"), book.on("2025-07-08"))


def _compare(book: Lawbook) -> None:
    book.reach(book.on("2025-07-08"), book.on("2025-07-08", with_=LATER))


def _prove(book: Lawbook) -> None:
    for claim in CLAIMS:
        book.prove(claim)


def _check(book: Lawbook) -> None:
    book.check()


COMMANDS: dict[str, Callable[[Lawbook], None]] = {
    "diff": _diff,
    "compare": _compare,
    "prove": _prove,
    "check": _check,
}


COUNTED = {
    z3.Z3_OP_PB_LE: operator.le,
    z3.Z3_OP_PB_AT_MOST: operator.le,
    z3.Z3_OP_PB_GE: operator.ge,
    z3.Z3_OP_PB_AT_LEAST: operator.ge,
}
"""How Z3 writes that so many of some are true; each counts once."""


@dataclass(slots=True)
class Sample:
    """So many questions of all that are put, each as likely as any other, with Z3's answer."""

    most: int
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    put: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)

    def hear(self, solver: Any, assumed: tuple[Any, ...], answer: Any) -> None:
        self.put += 1
        if len(self.kept) < self.most:
            self.kept.append((str(answer), text(solver, assumed)))
        elif (place := self.chance.randrange(self.put)) < self.most:
            self.kept[place] = (str(answer), text(solver, assumed))


@contextmanager
def heard(sample: Sample) -> Iterator[None]:
    """While it is open, the sample hears every question."""
    check = z3.Solver.check

    def asked(self: Any, *assumed: Any) -> Any:
        answer = check(self, *assumed)
        sample.hear(self, assumed, answer)
        return answer

    z3.Solver.check = asked
    try:
        yield
    finally:
        z3.Solver.check = check


def text(solver: Any, assumed: tuple[Any, ...]) -> str:
    """A question as a text of its own, in nothing but what the standard has."""
    whole = z3.Solver(ctx=solver.ctx)
    for one in (*solver.assertions(), *assumed):
        whole.add(_standard(one))
    lines = whole.to_smt2().splitlines()
    return "\n".join(line for line in lines if not line.startswith("(set-info")) + "\n"


def _standard(term: Any) -> Any:
    """The term with `so many of these`, at most or at least, which only Z3 knows, as a sum."""
    found, waiting, seen = [], [term], set()
    while waiting:
        one = waiting.pop()
        if one.get_id() in seen:
            continue
        seen.add(one.get_id())
        compare = COUNTED.get(one.decl().kind()) if z3.is_app(one) else None
        if compare is not None:
            parts = [z3.If(part, 1, 0) for part in one.children()]
            found.append((one, compare(z3.Sum(parts), one.decl().params()[0])))
        else:
            waiting += one.children()
    return z3.substitute(term, *found) if found else term


def write(book: Lawbook, command: str, most: int, folder: Path) -> tuple[int, list[str]]:
    """Runs a command and writes a sample of its questions into a folder, named by number. How many
    there were, and what Z3 answered to those that were kept, at its place in the work."""
    sample = Sample(most)
    with heard(sample):
        COMMANDS[command](book)
    for number, (_, question) in enumerate(sample.kept):
        (folder / f"{number:04}.smt2").write_text(question)
    return sample.put, [answer for answer, _ in sample.kept]
