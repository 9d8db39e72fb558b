"""`callup count --why` and `--exact`: one day, with what is missing, or settled row by row."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from callup.cli.count import number_in_words, numbers_in_words, title
from callup.cli.people import ROW, accepted, reading
from callup.cli.table_question import TableQuestion
from callup.cli.wire import put
from callup.cli.words import Language
from callup.lawbook import Answer, Count, Law
from callup.values.number import Number, whole
from callup.wire.counts import entry_to_json, number_to_json
from callup.wire.plain import head

MOST_SHOWN = 10
"""Of so many sets of missing facts each is shown in words; of the rest what they come to."""

Because = tuple[tuple[str, ...], Number]
"""Facts that are missing together, and of how many people."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How people are counted: in groups `by` columns, by `weight`, and with `why` by what is
    missing."""

    by: tuple[str, ...] = ()
    weight: str | None = None
    why: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The counts of one group, with what is missing where they tell why."""

    count: Count
    because: tuple[Because, ...] | None


def count_one_day(question: TableQuestion, tally: Tally, say: Language, *, as_json: bool) -> int:
    """Prints the counts; the exit status: 0, or 1 where rules contradict each other.

    Raises Diagnostics for anything that cannot be counted.
    """
    book = question.book()
    law = question.law(book)
    people = question.people(law)
    with reading(question.file):
        law.weighed(people.frame, tally.by, tally.weight)
        good, rejects = accepted(law, people)
        table = law.table(good, people.columns, people.unread, ROW)
        about, exact = question.about, question.exact
        answers = law.answers(table, about, checked=True, reasons=tally.why, exact=exact)
        found = list(_counts(law, law.program.named(about), answers, tally))
    refused = rejects["row"].n_unique()
    if as_json:
        counts = [_to_json(entry_to_json(book, tally.by, one.count), one) for one in found]
        put({**head(book), "on": law.day.isoformat(), "rejected": refused, "counts": counts})
    else:
        for one in found:
            _show(one, tally, say)
        if refused:
            print(say("count refused", rows=refused), file=sys.stderr)
    conflicts = (answer.status == "conflict" for one in found for answer in one.count.answers)
    return 1 if any(conflicts) else 0


def _counts(law: Law, names: Sequence[str], answers: Any, tally: Tally) -> Iterator[Told]:
    """One for each position and group, in their order; all found in one pass."""
    import polars as pl

    people, weight, scale = law.weighed(answers, tally.by, tally.weight)
    by = [pl.col(one).cast(pl.String).alias(f"by_{i}") for i, one in enumerate(tally.by)]
    parts = [
        people.group_by(
            *by,
            pl.col(name).alias("value"),
            pl.col(f"{name}_status").alias("status"),
            *((pl.col(f"{name}_missing").alias("missing"),) if tally.why else ()),
        ).agg(pl.col(weight).sum().alias("count"))
        for name in names
    ]
    keys = [f"by_{i}" for i in range(len(by))]
    for name, table in zip(names, pl.collect_all(parts, engine="streaming"), strict=True):
        groups = (
            table.sort(*keys, nulls_last=False).partition_by(
                keys, as_dict=True, maintain_order=True
            )
            if keys
            else {(): table}
        )
        for group, rows in groups.items():
            yield _told(law, name, group, rows.to_dicts(), scale, tally)


def _told(
    law: Law,
    name: str,
    group: tuple[Any, ...],
    rows: list[dict[str, Any]],
    scale: int,
    tally: Tally,
) -> Told:
    answers: dict[Answer, Number] = {}
    missing: dict[tuple[str, ...], Number] = {}
    for row in rows:
        number = whole(Fraction(row["count"], scale))
        answer = Answer(row["status"], _value(row["value"]))
        answers[answer] = whole(Fraction(answers.get(answer, 0)) + number)
        if answer.status == "unknown" and tally.why:
            missing[tuple((row["missing"] or "").split())] = number
    because = sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))
    return Told(Count(law.day, name, group, answers), tuple(because) if tally.why else None)


def _value(value: Any) -> Any:
    return whole(Fraction(value)) if isinstance(value, Decimal) else value


def _to_json(entry: dict[str, Any], one: Told) -> dict[str, Any]:
    if one.because is None:
        return entry
    listed = [{"missing": list(m), "count": number_to_json(n)} for m, n in one.because]
    return {**entry, "because": listed}


def _show(one: Told, tally: Tally, say: Language) -> None:
    print(title(one.count, tally.by))
    print(f"  {numbers_in_words(one.count, say)}")
    because = one.because or ()
    for facts, number in because[:MOST_SHOWN]:
        missing = ", ".join(facts) or say("count nothing to give")
        print(f"    {say('count unknown')} {number_in_words(number)}: {missing}")
    if rest := because[MOST_SHOWN:]:
        number = whole(sum((Fraction(number) for _, number in rest), Fraction()))
        others = say("count other sets", sets=len(rest))
        print(f"    {say('count unknown')} {number_in_words(number)}: {others}")
