"""What bears on a statement beside its parts: entries of the record and things of the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callup.inquiry.audit_law import Books
from callup.record.document import Statement
from callup.record.model import Claim, Record
from callup.record.reason import listed
from callup.record.said import name_of
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class Bearing:
    """One thing that bears on a statement: what it is, whose it is, and what it says."""

    id: str
    kind: str
    who: Words
    says: Words


Lines = dict[str, Bearing]


def all_lines(record: Record, books: Books) -> Lines:
    """Everything of law and record that may bear on a statement, by id."""
    return dict(_record_lines(record)) | dict(_law_lines(books))


def bearings(statement: Statement, lines: Lines) -> tuple[Bearing, ...]:
    """Everything that the statement lists. Raises Diagnostics for ids that there are not."""
    problems = []
    for id in statement.bears:
        if id not in lines:
            near = suggest(id, lines)
            help = f"did you mean `{near}`?" if near else None
            message = f"nothing of law or record is called `{id[:80]}`"
            problems.append(Diagnostic("dangling-reference", message, statement.origin, help=help))
    if problems:
        raise Diagnostics(problems)
    return tuple(lines[id] for id in statement.bears)


def _record_lines(record: Record) -> Iterator[tuple[str, Bearing]]:
    for quantity in record.quantities.values():
        yield quantity.id, Bearing(quantity.id, "quantity", Words(), quantity.definition)
    for dispute in record.disputes.values():
        who = listed([one.who for one in dispute.sides])
        yield f"{dispute.id}", Bearing(dispute.id, "dispute", who, dispute.title)
    for claim in record.claims.values():
        who = name_of(record, claim)
        yield claim.id, Bearing(claim.id, "claim", who, _number(claim, record))
    for saying in record.sayings.values():
        yield saying.id, Bearing(saying.id, "saying", name_of(record, saying), saying.says)


def _number(claim: Claim, record: Record) -> Words:
    amount = claim.amount.text.replace("_", ",")
    rate = {None: ("", ""), "month": (" a month", " в месяц"), "day": (" a day", " в день")}
    title = record.quantities[claim.quantity].title
    pairs = zip(("en", "ru"), rate[claim.per], strict=True)
    return Words(tuple((code, f"{amount}{per}: {title.get(code)}") for code, per in pairs))


def _law_lines(books: Books) -> Iterator[tuple[str, Bearing]]:
    text = books.law_text()
    for act in text.data.acts:
        who = listed([one.who for one in act.said_by]) if act.said_by else Words()
        yield act.id, Bearing(act.id, act.role, who, act.title)
    for dispute in text.data.disputes:
        yield dispute.id, Bearing(dispute.id, "dispute", Words(), dispute.title)
    for doubt in text.data.doubts:
        yield doubt.id, Bearing(doubt.id, "doubt", Words(), doubt.title)
    for position in text.program.positions():
        yield position.name, Bearing(position.name, "position", Words(), position.title)
    for state in text.data.states:
        yield state.id, Bearing(state.id, "state", Words(), state.title)
    for parameter in text.data.parameters:
        yield parameter.id, Bearing(parameter.id, "parameter", Words(), parameter.title)
    for id, line in text.history.rules.items():
        for _, _, version in line.pieces():
            for _, one in text.settled(version):
                if one is not None:
                    yield id, Bearing(id, "rule", Words(), one.says)
