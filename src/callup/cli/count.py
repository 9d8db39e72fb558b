"""`callup count`: how many people of a file have which answer, on one day or on every day."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callup.cli.people import reading
from callup.cli.table_question import TableQuestion
from callup.cli.wire import put
from callup.cli.words import Language
from callup.lawbook import Count, Counts, Lawbook
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.excerpt import visible
from callup.values.number import Number, write_number
from callup.wire.counts import counts_to_json


@dataclass(frozen=True, slots=True)
class Split:
    """How people are counted: columns to split by, and what weighs a row."""

    by: Sequence[str]
    weight: str | None
    year: str | None = None
    age: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """How counts are shown: as JSON, only where they change, and as a picture."""

    as_json: bool
    changes: bool
    plot: str | None


def window(on: str | None, start: str | None, end: str | None) -> tuple[str, str | None]:
    """The first and the last day that a call asks for, no last one where it asks for one day.

    Raises Diagnostics where its words make neither.
    """
    if on is not None and start is None and end is None:
        return on, None
    if on is None and start is not None and end is not None:
        return start, end
    message = "either `--on DAY`, or `--from DAY` and `--to DAY`, tells which days are counted"
    raise Diagnostics((Diagnostic("bad-call", message, None),))


def count(
    question: TableQuestion, end: str | None, split: Split, shown: Shown, say: Language
) -> int:
    """Prints the counts; the exit status: 0, or 1 where rules contradict each other.

    Raises Diagnostics for anything that cannot be counted.
    """
    if problems := question.problems():
        raise Diagnostics(problems)
    book = question.book()
    if shown.plot is not None:
        _check_picture(shown.plot)
    year = _told("--year-of-birth", split.year) if split.year else None
    age = _age(split.age) if split.age else None
    people = question.people(question.law(book), [one[1] for one in (year, age) if one])
    with reading(question.file), question.counted(people) as (table, row):
        found = book.count(
            table,
            question.on,
            end,
            by=split.by,
            weight=split.weight,
            about=question.about,
            facts=people.columns,
            unread=people.unread,
            known=question.known,
            with_=question.with_,
            without=question.without,
            row=row,
            year=year,
            age=age,
        )
    if shown.as_json:
        put(counts_to_json(book, found, one_day=end is None, changes=shown.changes))
    elif shown.plot is None:
        for line in in_words(found, say, one_day=end is None):
            print(line)
    if shown.plot is not None:
        _draw(book, found, Path(question.file).name, shown.plot, say)
    _tell(found, say)
    conflicts = (a.status == "conflict" for c in found.changes() for a in c.answers)
    return 1 if any(conflicts) else 0


def _told(option: str, word: str, column: str = "COLUMN") -> tuple[str, str, str]:
    """`COLUMN=HOW`, or `FACT:COLUMN=HOW` for another fact than the day of birth."""
    name, sign, how = word.rpartition("=")
    if not sign or not name:
        message = f"`{option} {word[:40]}` does not say how the column is read"
        help = f"write {column}=spread or {column}=unknown"
        raise Diagnostics((Diagnostic("bad-call", message, None, help=help),))
    fact, colon, rest = name.partition(":")
    return (fact, rest, how) if colon else ("born", name, how)


def _age(word: str) -> tuple[str, str, str, str]:
    """`COLUMN@DAY=HOW`, as for a year, with the day on which people are so old."""
    fact, name, how = _told("--age", word, "COLUMN@DAY")
    column, sign, day = name.rpartition("@")
    if not sign:
        message = f"`--age {word[:40]}` does not say on which day people are so old"
        help = "write it like age@2025-01-01=spread"
        raise Diagnostics((Diagnostic("bad-call", message, None, help=help),))
    return fact, column, day, how


def in_words(found: Counts, say: Language, *, one_day: bool) -> Iterator[str]:
    """The counts line by line: of one day, or of the days on which one of them changes."""
    before = ""
    for one in found.changes():
        heading = title(one, found.by)
        if heading != before:
            yield heading
            before = heading
        numbers = numbers_in_words(one, say)
        yield f"  {numbers}" if one_day else f"  {one.day}  {numbers}"


def title(one: Count, by: Sequence[str]) -> str:
    """The position and the group that are counted."""
    group = " ".join(
        f"{visible(k)}={visible(str(v)) if v is not None else '?'}"
        for k, v in zip(by, one.group, strict=True)
    )
    return f"{one.position}{f'  {group}' if group else ''}"


def numbers_in_words(one: Count, say: Language) -> str:
    """How many have which answer."""
    told = ", ".join(
        f"{_word(answer, say)} {number_in_words(number)}"
        for answer, number in sorted(one.answers.items(), key=_order)
        if answer.status != "refused"
    )
    return told or say("count nobody")


ORDER = ("known", "unknown", "none", "conflict", "not covered", "refused")


def _order(item: tuple[Any, Number]) -> tuple[int, bool, str]:
    answer, _ = item
    return ORDER.index(answer.status), answer.value is not True, f"{answer.value!s:>24}"


def _word(answer: Any, say: Language) -> str:
    if answer.status != "known":
        return say(f"count {answer.status}")
    if isinstance(answer.value, bool):
        return say("count yes" if answer.value else "count no")
    return str(answer.value)


def number_in_words(number: Number) -> str:
    if isinstance(number, int):
        return f"{number:,}"
    written = write_number(number)
    if "/" not in written:
        return written
    tenths = round(number * 10)
    return f"≈{tenths // 10:,}.{tenths % 10}"


def _tell(found: Counts, say: Language) -> None:
    """What was refused, and what was counted day by day."""
    refused = max((rows for _, rows in found.rejected()), default=0)
    if refused:
        print(say("count refused", rows=refused), file=sys.stderr)
    for name in dict.fromkeys(name for name, _, _ in found.day_by_day):
        print(say("count day by day", position=name), file=sys.stderr)


def _check_picture(file: str) -> None:
    if Path(file).suffix.lower() not in (".svg", ".png"):
        message = f"no picture is drawn as `{Path(file).name[:60]}`"
        help = "name a file that ends on .svg or .png"
        raise Diagnostics((Diagnostic("unwritable-file", message, None, help=help),))


def _draw(book: Lawbook, found: Counts, table: str, file: str, say: Language) -> None:
    from callup.cli.draw import draw_counts

    draw_counts(book, found, table, Path(file), say)
