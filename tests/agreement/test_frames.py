"""What the reader of tables knows is what the reader of one person knows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from agree import agree
from hypothesis import given, note
from hypothesis import strategies as st

import callup
from examples import examples
from small import act, facts, one_rule, program
from strategies import Book, books, moments, people


@examples(150)
@given(books(), st.lists(people(), min_size=1, max_size=6), moments())
def test_random_people_under_random_law(
    book: Book, persons: list[dict[str, object]], on: date
) -> None:
    law = program(book.parts)
    note(f"{on}")
    agree(law, persons, on)


LIMITS = program(
    {
        "choices.yaml": "choices:\n  rank: {values: {ranks: Ranks, generals: Generals}}\n",
        "terms.yaml": "terms:\n  age: {type: integer, is: years since born, says: age}\n",
        "parameters.yaml": "parameters:\n  limit: {type: integer, by: rank, title: limit}\n",
        "positions.yaml": (
            "positions:\n"
            "  below: {kind: liberty, title: P, question: P?, otherwise: no}\n"
            "  age_limit: {kind: measure, type: integer, title: L, question: L?, otherwise: none}\n"
        ),
        **facts(born="date", rank="rank", serves="boolean"),
        **act(
            "a",
            "2000-01-01",
            "- set: limit\n  to: {ranks: 50, generals: 65}\n"
            "- add: r\n  position: below\n  says: R\n  when: age < age_limit\n"
            "- add: l\n  position: age_limit\n  says: L\n  when: serves\n  gives: limit for rank\n",
        ),
    }
)


@pytest.mark.parametrize(
    ("person", "below"),
    [
        ({"born": date(1960, 1, 1), "serves": True}, None),
        ({"born": date(1960, 1, 2), "serves": True}, None),
        ({"born": date(1980, 1, 1), "serves": True}, True),
        ({"born": date(1950, 1, 1), "serves": True}, False),
        ({"born": date(1950, 1, 1)}, None),
        ({"born": date(1980, 1, 1), "serves": False}, None),
        ({"born": date(1960, 1, 1), "serves": True, "rank": "generals"}, True),
        ({"born": date(1960, 1, 1), "serves": True, "rank": "ranks"}, False),
    ],
)
def test_a_comparison_with_one_of_a_few_limits_is_known_where_all_of_them_say_so(
    person: dict[str, object], below: bool | None
) -> None:
    from agree import table_of

    from callup.readers.frames.apply import Table

    table = table_of(LIMITS, [person])
    found = Table(LIMITS, date(2020, 1, 1), {}, table).answers(None, checked=True)
    assert found["below"].to_list() == [below]
    agree(LIMITS, [person], date(2020, 1, 1))


MISSED = 0.001
"""The share of known answers of `ru` that may be unknown for tables: what relations between
several unknown facts settle together is not seen there."""

DAYS = (date(2021, 6, 1), date(2023, 3, 10), date(2025, 7, 8))


LATER = program(
    {
        **facts(amount="integer", moved="date"),
        **one_rule("(amount as of moved) > 2 or amount <= 2"),
    }
)


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        ({"amount": 3, "moved": date(2025, 3, 6)}, True),
        ({"amount": 2, "moved": date(2025, 3, 6)}, True),
        ({"moved": date(2025, 3, 6)}, None),
        ({"moved": date(2025, 2, 6)}, None),
        ({"amount": 3, "moved": date(2025, 2, 6)}, None),
        ({"amount": 2, "moved": date(2025, 2, 6)}, True),
    ],
)
def test_what_is_not_known_today_may_be_something_else_on_another_day(
    person: dict[str, object], answer: bool | None
) -> None:
    on = date(2025, 3, 1)
    kinds = agree(LATER, [person], on)
    assert kinds["known" if answer else "unknown"] == 1
    assert not kinds["missed"]


def somebody(random: Random) -> dict[str, object]:
    """A person of `ru` of whom about half is known."""
    known = random.random()
    facts: dict[str, object] = {}
    book = callup.open("ru").program
    for name, fact in book.facts.items():
        if random.random() > known:
            continue
        match fact.type.kind:
            case "boolean":
                facts[name] = random.random() < 0.2
            case "choice":
                facts[name] = random.choice([value for value, _ in book.values[fact.type.of]])
            case "date":
                year = random.randint(1950, 2006) if name == "born" else random.randint(2015, 2026)
                facts[name] = date(year, random.randint(1, 12), random.randint(1, 28))
            case _:
                low = int(fact.low or 0)
                facts[name] = random.randint(low, int(fact.high or low + 30))
    return facts


def test_people_of_russia() -> None:
    book = callup.open("ru").program
    counts: Counter[str] = Counter()
    for on in DAYS:
        random = Random(on.toordinal())
        counts += agree(book, [somebody(random) for _ in range(150)], on)
    share = counts["missed known"] / counts["known"]
    print(f"{counts['known']} known answers, of which {share:.2%} are missed: {dict(counts)}")
    assert counts["known"] > 5_000
    assert share < MISSED
