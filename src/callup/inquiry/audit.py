"""Holds a document against law and record: each statement with its parts and its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from callup.inquiry.audit_law import (
    Books,
    Ground,
    act_is,
    asks,
    differing,
    public_by,
    reading_holds,
)
from callup.inquiry.bearing import Bearing, Lines, all_lines, bearings
from callup.inquiry.naming import no_such
from callup.record.derived import average, largest, plan_met
from callup.record.document import (
    ActIs,
    Asks,
    AverageOf,
    Differs,
    Document,
    LargestOf,
    NumberSaid,
    Outside,
    Part,
    PlanMet,
    ReadingHolds,
    Settings,
    Statement,
    WordsSaid,
)
from callup.record.model import Record
from callup.record.outcome import PartResult, View
from callup.record.reason import because
from callup.record.said import number_said, words_said
from callup.record.verdict import Verdict, verdict
from callup.text.diagnostic import Diagnostic, Diagnostics


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with its verdict, what its parts came to, and what else bears on it."""

    statement: Statement
    verdict: Verdict
    parts: tuple[PartResult, ...]
    bears: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of a document: of the law `on` a day, as law and record were `known` on one."""

    document: Document
    on: date
    known: date
    with_: Settings
    without: tuple[str, ...]
    statements: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """How an audit is asked for: days that are not the document's own, and switches."""

    on: date | None = None
    known: date | None = None
    with_: Settings = ()
    without: tuple[str, ...] = ()


def find_document(documents: Iterable[Document], id: str) -> Document:
    """The document called `id`. Raises Diagnostics for one that there is not."""
    listed = {one.id: one for one in documents}
    if id not in listed:
        raise no_such("document under audit called", id, listed)
    return listed[id]


def audit(books: Books, record: Record, document: Document, question: Question) -> Audit:
    """Every statement with its verdict. Raises Diagnostics with all that cannot be asked."""
    on = question.on or document.last_day
    known = question.known or document.last_day
    ground = Ground(books, on, known, question.with_, question.without)
    problems = list(_too_late(ground))
    lines = all_lines(record, books)
    judged = [_judge(one, record, lines, ground, problems) for one in document.statements]
    if problems:
        raise Diagnostics(problems)
    return Audit(document, on, known, question.with_, question.without, tuple(judged))


def _too_late(ground: Ground) -> Iterator[Diagnostic]:
    """The switches that are set, though nobody had published them by then."""
    for id in (*(id for id, _ in ground.with_), *ground.without):
        if not public_by(ground.books, id, ground.known):
            message = f"`{id[:80]}` was not public by {ground.known}, so it sets nothing"
            help = "ask with a later `--known`"
            yield Diagnostic("bad-switch", message, None, help=help)


def problems_of(books: Books, record: Record, document: Document) -> Iterator[Diagnostic]:
    """What is wrong with the queries of a document."""
    try:
        audit(books, record, document, Question())
    except Diagnostics as found:
        yield from found.diagnostics


def _judge(
    statement: Statement,
    record: Record,
    lines: Lines,
    ground: Ground,
    problems: list[Diagnostic],
) -> Judged:
    results = []
    for part in statement.parts:
        try:
            results.append(result(part, record, ground))
        except Diagnostics as found:
            problems += found.diagnostics
    try:
        bears = bearings(statement, lines)
    except Diagnostics as found:
        problems += found.diagnostics
        bears = ()
    return Judged(statement, verdict(one.outcome for one in results), tuple(results), bears)


def result(part: Part, record: Record, ground: Ground) -> PartResult:
    """What comes of one part. Raises Diagnostics for what cannot be asked."""
    on, known = part.common.on or ground.on, part.common.known or ground.known
    where = Ground(ground.books, on, known, ground.with_, ground.without)
    view = View(record, on, known)
    match part:
        case Asks():
            return asks(part, where)
        case Differs():
            return differing(part, where)
        case ActIs():
            return act_is(part, where)
        case ReadingHolds():
            return reading_holds(part, where)
        case NumberSaid():
            return number_said(part, view)
        case WordsSaid():
            return words_said(part, view)
        case LargestOf():
            return largest(part, view)
        case AverageOf():
            return average(part, view)
        case PlanMet():
            return plan_met(part, view)
        case Outside():
            why = because("outside")
            return PartResult("absent", part.common.says, "", on, known, "", "", why)
        case _:
            assert_never(part)
