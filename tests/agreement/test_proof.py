"""What the solver finds over all completions at once is what is found case by case."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from agree import explained
from hypothesis import given, note
from hypothesis import strategies as st
from proved import prove_same
from test_frames import somebody

import callup
from examples import examples
from small import program
from strategies import Book, books, moments, people


@examples(120)
@given(books(), st.lists(people(missing=4), min_size=1, max_size=3), moments())
def test_random_people_under_random_law(
    book: Book, persons: list[dict[str, object]], on: date
) -> None:
    law = program(book.parts)
    note(f"{on}")
    for person in persons:
        found = explained(law, person, on)
        if found is not None:
            prove_same(law, person, on, found)


def test_people_of_russia() -> None:
    random = Random(5)
    book = callup.open("ru").program
    counts: Counter[str] = Counter()
    for _ in range(40):
        on = date(random.randint(2015, 2026), random.randint(1, 12), random.randint(1, 28))
        person = somebody(random)
        found = explained(book, person, on)
        if found is not None:
            prove_same(book, person, on, found)
            counts.update(exact[0] for exact, _ in found.values())
    assert counts["known"] > 200
    assert counts["unknown"] > 100
