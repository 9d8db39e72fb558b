"""Counts of people as JSON: an entry for each day, position and group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from callup.lawbook import Answer, Count, Counts, Lawbook, Turned
from callup.values.number import Number, write_number
from callup.wire.plain import head

STATUSES = ("unknown", "none", "conflict", "not covered")


def counts_to_json(book: Lawbook, found: Counts, *, one_day: bool, changes: bool) -> dict[str, Any]:
    """The document of counts; with `changes` only the days on which one differs."""
    entries = found.changes() if changes or one_day else found.every_day()
    counts = [entry_to_json(book, found.by, one) for one in entries]
    if one_day:
        _, refused = next(found.rejected())
        return {
            **head(book),
            "on": found.start.isoformat(),
            "rejected": refused,
            "counts": counts,
        }
    rejected = [{"day": day.isoformat(), "rows": rows} for day, rows in found.rejected()]
    slow = [
        {"position": name, "from": start.isoformat(), "until": stop.isoformat()}
        for name, start, stop in found.day_by_day
    ]
    return {
        **head(book),
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "rejected": rejected,
        "day_by_day": slow,
        "counts": counts,
    }


def entry_to_json(book: Lawbook, by: Sequence[str], one: Count) -> dict[str, Any]:
    """How many people of one group have which answer on a day."""
    kind = book.program.definitions[one.position].type.kind
    answers = one.answers
    statuses = {
        status.replace(" ", "_"): number_to_json(_of(answers, status)) for status in STATUSES
    }
    known: dict[str, Any]
    if kind == "boolean":
        known = {
            word: number_to_json(_of(answers, "known", value))
            for word, value in (("yes", True), ("no", False))
        }
    else:
        values = sorted((a.value, n) for a, n in answers.items() if a.status == "known")
        known = {
            "values": [
                {"value": _value(value, kind), "count": number_to_json(number)}
                for value, number in values
            ]
        }
    return {
        "day": one.day.isoformat(),
        "position": one.position,
        "by": dict(zip(by, one.group, strict=True)),
        **known,
        **statuses,
    }


def _of(answers: Mapping[Answer, Number], status: str, value: object = None) -> Number:
    return next((n for a, n in answers.items() if a.status == status and a.value is value), 0)


def number_to_json(number: Number) -> int | str:
    """A whole number as one, any other exactly, as text."""
    return number if isinstance(number, int) else write_number(number)


def _value(value: Any, kind: str) -> Any:
    match value:
        case date():
            return value.isoformat()
        case int() | Fraction() if kind in ("money", "number"):
            return write_number(value)
        case _:
            return value


def turned_to_json(
    book: Lawbook, turned: Sequence[tuple[Turned, tuple[str, ...]]], by: Sequence[str]
) -> list[dict[str, Any]]:
    """How many have another answer on the later day: from which to which, and by which acts."""
    return [
        {
            "position": one.position,
            "by": dict(zip(by, one.group, strict=True)),
            "from": _answer(book, one.position, one.before),
            "to": _answer(book, one.position, one.after),
            "count": number_to_json(one.number),
            "day": one.day.isoformat() if one.day is not None else None,
            "acts": list(acts),
        }
        for one, acts in turned
    ]


def _answer(book: Lawbook, position: str, answer: Answer) -> dict[str, Any]:
    kind = book.program.definitions[position].type.kind
    known = answer.status == "known"
    return {"status": answer.status, "value": _value(answer.value, kind) if known else None}
