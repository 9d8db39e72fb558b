"""The grammar of formulas in the documentation is the one that the parser reads."""

import random
import re
from dataclasses import dataclass

from callup.lowering.formula import KEYWORDS, UNITS, FormulaError, read
from callup.lowering.grammar import GRAMMAR

STANDS_FOR = {
    "DAY": ("2025-07-08",),
    "INTEGER": ("3", "12"),
    "DECIMAL": ("1.5",),
    "CURRENCY": ("RUB",),
    "MONTH": ("May", "December"),
    "NAME": ("age", "serves_in", "RU-MOW", "earlier-naturalisations"),
}
DEEP = 14
"""Rules nested deeper than this are written in their shortest form."""


@dataclass(frozen=True)
class Sequence:
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Either:
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Repeat:
    part: "Part"
    most: int


Part = str | Sequence | Either | Repeat


def read_grammar(text: str) -> dict[str, Part]:
    """Each rule of the grammar by its name."""
    rules = {}
    for line in text.split(" ;\n")[:-1]:
        name, _, right = line.partition(" = ")
        tokens = re.findall(r'"[^"]+"|\w+|[\[\]{}()|]', right)
        rules[name.strip()] = read_alternatives(tokens)
    return rules


def read_alternatives(tokens: list[str]) -> Part:
    """Takes alternatives off the front of `tokens`, up to a closing bracket."""
    options: list[list[Part]] = [[]]
    while tokens and tokens[0] not in "]})":
        token = tokens.pop(0)
        if token == "|":
            options.append([])
        elif token in "[{(":
            inner = read_alternatives(tokens)
            tokens.pop(0)
            options[-1].append(inner if token == "(" else Repeat(inner, 1 if token == "[" else 2))
        else:
            options[-1].append(token)
    return Either(tuple(Sequence(tuple(parts)) for parts in options))


def names(part: Part) -> set[str]:
    """The rules that a part of a rule names."""
    match part:
        case str():
            return {part} if part.islower() and part[0] != '"' else set()
        case Repeat():
            return names(part.part)
        case _:
            return set().union(*(names(inner) for inner in part.parts))


class Writer:
    """Writes sentences of the grammar."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rules = read_grammar(GRAMMAR)

    def write(self, part: Part, depth: int = 0) -> list[str]:
        match part:
            case Sequence():
                return [word for inner in part.parts for word in self.write(inner, depth)]
            case Either():
                return self.write(self.pick(part, depth), depth)
            case Repeat():
                shares = (12, *(1 for _ in range(part.most)))
                (count,) = self.random.choices(range(part.most + 1), shares)
                count = count if depth < DEEP else 0
                return [word for _ in range(count) for word in self.write(part.part, depth)]
            case _ if part[0] == '"':
                return [part.strip('"')]
            case _ if part in STANDS_FOR:
                return [self.random.choice(STANDS_FOR[part])]
            case _:
                return self.write(self.rules[part], depth + 1)

    def pick(self, either: Either, depth: int) -> Part:
        if depth < DEEP:
            # the last alternative goes on without `if`, so it stands for most
            shares = (*(1 for _ in either.parts[1:]), 4)
            return self.random.choices(either.parts, shares)[0]
        return next((one for one in either.parts if not names(one)), either.parts[-1])


def test_the_parser_reads_every_sentence_of_the_grammar() -> None:
    refused = []
    for seed in range(1_000):
        sentence = " ".join(Writer(seed).write("formula"))
        try:
            read(sentence)
        except FormulaError as problem:
            refused.append((sentence, problem.message))
    assert refused == []


def test_the_grammar_has_every_word_of_the_parser() -> None:
    assert {*KEYWORDS, *UNITS, "min", "max"} == set(re.findall(r'"([a-z]+)"', GRAMMAR))
