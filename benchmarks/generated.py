"""Writes made-up lawbooks of any size, the same ones for the same numbers, to see what grows.

A lawbook of size 1 has about as many positions, rules, facts, parameters, states and acts as `ru`
has. Its first act makes all the law; every later one replaces rules, sets a parameter or declares
and ends a state, a while after the one before.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

START = date(2015, 1, 1)
END = date(2026, 1, 1)
"""Between these days acts come into force."""
WORDS = ("first", "second", "third", "fourth", "fifth")
"""The values of every choice."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything there is in a lawbook."""

    positions: int = 32
    rules: int = 104
    facts: int = 80
    parameters: int = 19
    states: int = 13
    acts: int = 76
    seed: int = 1
    against: float = 0.0
    """How likely a rule is to say no where others of its position say yes, and to override one."""


def times(factor: int, seed: int = 1, against: float = 0.0) -> Size:
    """So many times what `ru` has."""
    one = Size()
    return Size(
        one.positions * factor,
        one.rules * factor,
        one.facts * factor,
        one.parameters * factor,
        one.states * factor,
        one.acts * factor,
        seed,
        against,
    )


@dataclass(slots=True)
class Author:
    """Writes the files of one lawbook."""

    size: Size
    chance: random.Random

    def fact(self, number: int) -> str:
        kind = ("boolean", "choice", "boolean", "date", "boolean", "integer")[number % 6]
        words = ", ".join(f"{word}: {word}" for word in WORDS)
        more = {"choice": f", values: {{{words}}}", "integer": ", from: 0, through: 20"}
        question = f"question: What is f{number}?"
        # a day that something happened on stays as it is
        of = "a day" if kind == "date" else "of the day"
        return f"  f{number}: {{type: {kind}, kind: {of}{more.get(kind, '')}, {question}}}"

    def atom(self) -> str:
        """One condition on a fact, an age, a parameter or a state."""
        number = self.chance.randrange(self.size.facts)
        match self.chance.randrange(8), number % 6:
            case 0, _:
                return f"age >= {self.chance.randrange(16, 40)}"
            case 1, _:
                return f"age < p{self.chance.randrange(self.size.parameters)}"
            case 2, _:
                return f"s{self.chance.randrange(self.size.states)}"
            case _, 1:
                return f"f{number} is {self.chance.choice(WORDS)}"
            case _, 3:
                return f"days since f{number} > {self.chance.randrange(10, 900)}"
            case _, 5:
                return f"f{number} >= {self.chance.randrange(1, 9)}"
            case _:
                return self.chance.choice((f"f{number}", f"not f{number}"))

    def condition(self, position: int) -> list[str]:
        """Conditions that a rule joins by `and`; one may be an earlier position."""
        parts = [self.atom() for _ in range(self.chance.randrange(1, 4))]
        parts.append(f"({self.atom()} or {self.atom()})")
        if position and self.chance.random() < 0.2:
            parts.append(f"not q{self.chance.randrange(position)}")
        return parts

    def rule(self, number: int) -> list[str]:
        """What an act says to add a rule, or to replace it."""
        position = number % self.size.positions
        when = "\n        and ".join(self.condition(position))
        return [
            f"    position: q{position}",
            f"    says: Rule {number}",
            "    when: |",
            f"        {when}",
            f"    cite: art. {number}",
            *self.against(number),
        ]

    def against(self, number: int) -> Iterator[str]:
        """For the last rule of a position, that it may say no and override all the others."""
        last = number + self.size.positions >= self.size.rules
        if last and self.size.against and self.chance.random() < self.size.against:
            others = range(number % self.size.positions, number, self.size.positions)
            yield "    gives: no"
            yield f"    overrides: [{', '.join(f'r{one}' for one in others)}]"

    def first_act(self) -> Iterator[str]:
        for number in range(self.size.parameters):
            yield f"  - set: p{number}\n    to: {self.chance.randrange(40, 70)}"
        for number in range(self.size.rules):
            yield "\n".join([f"  - add: r{number}", *self.rule(number)])

    def later_act(self, number: int) -> Iterator[str]:
        match number % 4:
            case 0:
                parameter = self.chance.randrange(self.size.parameters)
                yield f"  - set: p{parameter}\n    to: {self.chance.randrange(40, 70)}"
            case 1:
                state = self.chance.randrange(self.size.states)
                yield f"  - declare: s{state}\n    until: {END + timedelta(days=number)}"
            case _:
                rule = self.chance.randrange(self.size.rules)
                yield "\n".join([f"  - replace: r{rule}", *self.rule(rule)])


def write(folder: Path, size: Size) -> Path:
    """Writes a lawbook of a size to a folder that is made for it."""
    author = Author(size, random.Random(size.seed))
    (folder / "acts").mkdir(parents=True)
    files = {
        "lawbook.yaml": _head(folder.name),
        "sources.yaml": "sources:\n  S001: {title: Made up for measuring, publisher: Callup}\n",
        "terms.yaml": "terms:\n  age: {type: integer, is: years since born, says: age}\n",
        "facts.yaml": "\n".join(
            [
                "facts:",
                "  born: {type: date, kind: lasting, question: When was the person born?}",
                *(author.fact(number) for number in range(size.facts)),
            ]
        ),
        "parameters.yaml": "\n".join(
            [
                "parameters:",
                *(f"  p{n}: {{type: integer, title: p{n}}}" for n in range(size.parameters)),
            ]
        ),
        "states.yaml": "\n".join(
            ["states:", *(f"  s{n}: {{title: s{n}, otherwise: no}}" for n in range(size.states))]
        ),
        "positions.yaml": "\n".join(
            [
                "positions:",
                *(
                    f"  q{n}: {{kind: duty, title: Q{n}, question: Q{n}?, otherwise: no}}"
                    for n in range(size.positions)
                ),
            ]
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text + "\n", "utf-8")
    for number in range(size.acts):
        day = START + (END - START) * number / size.acts
        changes = author.later_act(number) if number else author.first_act()
        text = _act(number, day) + "\n".join(changes) + "\n"
        (folder / "acts" / f"{day}-a{number}.yaml").write_text(text, "utf-8")
    return folder


def _head(name: str) -> str:
    return f"""\
format: 1
lawbook: {name}
title: Made up for measuring
languages: [en]
covers: {{from: {START}}}
horizon: 2036-01-01
evidence_until: {END}
currency: EUR
kinds:
  law: {{rank: 1, title: law}}"""


def _act(number: int, day: date) -> str:
    return f"""\
act: a{number}
title: Act {number}
kind: law
issuer: Parliament
number: "{number}"
signed: {day}
in_force: {day}
sources: {{S001: A}}
changes:
"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the lawbook goes; it is made")
    parser.add_argument("--times", type=int, default=1, help="so many times the size of `ru`")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(write(chosen.folder, times(chosen.times, chosen.seed)))
