"""What is asked of every row and added up: the answer to a position, or whether it is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from callup.ir.nodes import Definition, Node
from callup.ir.program import Program
from callup.readers.frames import kleene
from callup.readers.frames.answer import Answers, written
from callup.readers.frames.cell import PREFIX, Cell, Column
from callup.readers.frames.compile import Compiler
from callup.readers.frames.cone import facts_of
from callup.readers.frames.formula import Truth
from callup.readers.frames.logic import as_truth
from callup.readers.frames.outcome import MOST_VALUES
from callup.readers.frames.tally import (
    CONFLICT,
    NO,
    NONE,
    NOT_COVERED,
    REFUSED,
    UNKNOWN,
    YES,
    Answer,
)
from callup.values.number import whole

NUMBER = PREFIX + "number"
TOTAL = PREFIX + "total"
STATUS = PREFIX + "status"
VALUE = PREFIX + "value"
STATUSES = (UNKNOWN, NONE, CONFLICT, NOT_COVERED, REFUSED)

Part = tuple[Answer, Cell]


@dataclass(frozen=True, slots=True)
class Question:
    """A position, or with no name whether the facts of a row exclude each other."""

    name: str
    nodes: tuple[Node, ...]
    kind: str


def questions(program: Program, names: Sequence[str]) -> tuple[Question, ...]:
    """The positions as questions."""
    found = []
    for name in names:
        definition = program.definitions[name]
        node = Definition(name, definition.type)
        found.append(Question(name, (node,), definition.type.kind))
    return tuple(found)


def refusal(program: Program) -> Question:
    """Whether what cannot be of a person is true of a row."""
    return Question("", tuple(one.node for one in program.impossible), "refusal")


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers to a question as columns: truths apart, and the value where it is no truth."""

    question: Question
    parts: tuple[Part, ...]
    value: Column | None = None

    def columns(self, index: int) -> dict[str, Column]:
        """What is to be laid down before it is added up, under names of the question's number."""
        named = {
            f"{PREFIX}q{index}_{i}": cell
            for i, (_, cell) in enumerate(self.parts)
            if isinstance(cell, Column)
        }
        return named if self.value is None else {**named, f"{PREFIX}q{index}_value": self.value}


def concerning(program: Program, question: Question) -> tuple[Node, ...]:
    """The formulas that an answer hangs on: its own, and what is impossible of the same facts."""
    facts = {name for node in question.nodes for name in facts_of(program, node)}
    left = [(node, facts_of(program, node)) for node in refusal(program).nodes]
    found: list[Node] = []
    while near := [one for one in left if not facts.isdisjoint(one[1])]:
        found += (node for node, _ in near)
        facts.update(name for _, names in near for name in names)
        left = [one for one in left if one not in near]
    return (*question.nodes, *found)


@dataclass(slots=True)
class Asker:
    """Asks questions on the day or days of a compiler; rows that are refused have no answer."""

    compiler: Compiler
    refused: Cell
    answers: Answers = field(init=False)

    def __post_init__(self) -> None:
        self.answers = Answers(self.compiler, self.compiler.program.impossible)

    def ask(self, question: Question) -> Asked:
        """The answers to a question."""
        if question.kind == "refusal":
            return Asked(question, ((REFUSED, impossible(self.compiler, question)),))
        compiler, kept = self.compiler, kleene.negation(self.refused)
        parts: list[Part] = [(REFUSED, self.refused)]
        if compiler.base.law not in compiler.program.definitions[question.name].covers:
            return Asked(question, (*parts, (NOT_COVERED, kept)))
        outcome = compiler.outcome(question.name, compiler.base)
        parts += [
            (CONFLICT, self.answers.certainly(outcome.conflict)),
            (NONE, self.answers.certainly(outcome.none)),
        ]
        if question.kind == "boolean":
            value = self.answers.value(outcome)
            parts += [(YES, kleene.certainly(value))]
            parts += [(NO, kleene.certainly(kleene.negation(value)))]
            return Asked(question, self._apart(parts, kept))
        few = compiler.logic.alternatives(outcome.value)
        if few is not None and len(few.truths) <= MOST_VALUES:
            for one, truth in few.items():
                parts.append((Answer("known", one), self.answers.certainly(truth)))
            return Asked(question, self._apart(parts, kept))
        value = compiler.logic.shared(self.answers.value(outcome))
        parts += [(UNKNOWN, kleene.negation(kleene.known(value)))]
        return Asked(question, self._apart(parts, kept), written(value, question.kind))

    def truths(self, question: Question) -> tuple[tuple[Answer, Truth], ...] | None:
        """The answers to a position as truths that are yes of whom nothing else is possible.

        None where they are too many to be told one by one.
        """
        compiler, among = self.compiler, self.answers.among
        if compiler.base.law not in compiler.program.definitions[question.name].covers:
            return ((NOT_COVERED, True),)
        outcome = compiler.outcome(question.name, compiler.base)
        found = [(CONFLICT, among(outcome.conflict)), (NONE, among(outcome.none))]
        if question.kind == "boolean":
            yes = as_truth(outcome.value)
            no = compiler.logic.formulas.negation(yes)
            return (*found, (YES, among(yes)), (NO, among(no)))
        few = compiler.logic.alternatives(outcome.value)
        if few is None or len(few.truths) > MOST_VALUES:
            return None
        known = [(Answer("known", one), among(truth)) for one, truth in few.items()]
        return (*found, *known)

    def _apart(self, parts: list[Part], kept: Cell) -> tuple[Part, ...]:
        """Every part without the rows that are refused."""
        shared = self.compiler.logic.shared
        return tuple(
            (answer, cell if answer == REFUSED else shared(kleene.conjunction(cell, kept)))
            for answer, cell in parts
            if cell is not False
        )


def impossible(compiler: Compiler, question: Question) -> Cell:
    """Whether what is known of a row excludes itself."""
    logic = compiler.logic
    truths = [compiler.truth(node, compiler.base) for node in question.nodes]
    return logic.shared(
        kleene.disjunction(*(kleene.certainly(logic.settled(one)) for one in truths))
    )


def added_up(
    frame: pl.LazyFrame, keys: Sequence[str], asked: Sequence[Asked], number: pl.Expr | None
) -> Iterator[tuple[pl.LazyFrame, tuple[tuple[int, Asked], ...]]]:
    """The sums of NUMBER by keys: one table for all truths, one for each question of a value.

    `number` is for how many a row of truths stands; without it rows are counted, which is faster.
    """
    truths = [(index, one) for index, one in enumerate(asked) if one.value is None]
    if truths:
        sums = [total(None, number).alias(TOTAL)]
        for index, one in truths:
            for i, (_, cell) in enumerate(one.parts):
                if isinstance(cell, Column):
                    name = f"{PREFIX}q{index}_{i}"
                    sums.append(total(pl.col(name), number).alias(name))
        yield (frame.group_by(*keys).agg(sums) if keys else frame.select(sums)), tuple(truths)
    for index, one in enumerate(asked):
        if one.value is not None:
            status = pl.lit(None, dtype=pl.Int8)
            # what is unknown may be so as a conflict, or for want of any answer: those come first
            for i, (answer, cell) in reversed(list(enumerate(one.parts))):
                code = pl.lit(STATUSES.index(answer), dtype=pl.Int8)
                where = (
                    pl.col(f"{PREFIX}q{index}_{i}") if isinstance(cell, Column) else pl.lit(cell)
                )
                status = pl.when(where).then(code).otherwise(status)
            value = pl.col(f"{PREFIX}q{index}_value").alias(VALUE)
            table = frame.group_by(*keys, status.alias(STATUS), value)
            yield table.agg(pl.col(NUMBER).sum()), ((index, one),)


def total(where: pl.Expr | None, number: pl.Expr | None) -> pl.Expr:
    """The sum of a number over the rows where a truth is yes; their count without a number."""
    if number is None:
        return (pl.len() if where is None else where.sum()).cast(pl.Int64)
    return (number if where is None else pl.when(where).then(number).otherwise(0)).sum()


def read_sums(
    table: pl.DataFrame, keys: Sequence[str], asked: tuple[tuple[int, Asked], ...]
) -> Iterator[tuple[str, tuple[Any, ...], Answer, int]]:
    """(question, keys, answer, number) of what was added up."""
    columns = table.to_dict(as_series=False)
    grouped = list(zip(*(columns[key] for key in keys), strict=True)) or [()] * len(table)
    for index, one in asked:
        if one.value is not None:
            rows = zip(grouped, columns[STATUS], columns[VALUE], columns[NUMBER], strict=True)
            for group, status, value, number in rows:
                answer = STATUSES[status] if status is not None else Answer("known", _exact(value))
                yield one.question.name, group, answer, number
            continue
        rest = columns[TOTAL]
        for i, (answer, cell) in enumerate(one.parts):
            found = columns[TOTAL] if cell is True else columns.get(f"{PREFIX}q{index}_{i}", ())
            if cell is False:
                continue
            for group, number in zip(grouped, found, strict=True):
                yield one.question.name, group, answer, number
            rest = [a - b for a, b in zip(rest, found, strict=True)]
        for group, number in zip(grouped, rest, strict=True):
            yield one.question.name, group, UNKNOWN, number


def _exact(value: Any) -> Any:
    return whole(Fraction(value)) if isinstance(value, Decimal) else value
