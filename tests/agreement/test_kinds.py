"""What the agreement of readers is tried on: every kind of thing, and much that is not known."""

from __future__ import annotations

from collections import Counter
from datetime import date

from agree import agree
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from kinds import kinds

from callup.ir import nodes
from callup.ir.operators import OPERATORS
from small import program
from strategies import Book, books, moments, people

PROGRAMS = 200
SHARE = 0.02
"""The share of programs in which each kind of thing stands at least: 1 % is asked, twice held."""
UNKNOWN = 0.22
"""The share of answers that are unknown at least: 20 % is asked."""

WANTED = {
    *(kind.__name__ for kind in nodes.Node.__args__),
    *(f"operator {one.name}" for one in OPERATORS.values() if one.frames == "supported"),
    *(f"state {mode}" for mode in ("bare", "in", "anywhere", "everywhere")),
    *(f"switch {kind}" for kind in ("act", "reading", "dispute", "doubt", "state")),
    *(f"silence {word}" for word in ("no", "yes", "unknown")),
    "overrides", "exception", "cover", "covers", "rule by switch", "indexed parameter",
    "measure", "impossible", "closing fact", "boolean fact", "choice fact", "integer fact",
    "date fact", "set fact", "money fact", "number fact",
}  # fmt: skip


def test_every_kind_of_thing_is_tried_and_much_is_unknown() -> None:
    found: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    tried = 0

    @seed(20)
    @settings(
        max_examples=PROGRAMS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(books(), st.lists(people(missing=4), min_size=3, max_size=3), moments())
    def one(book: Book, persons: list[dict[str, object]], on: date) -> None:
        nonlocal tried
        tried += 1
        law = program(book.parts)
        found.update(kinds(law))
        answers.update(agree(law, persons, on))

    one()
    assert tried == PROGRAMS
    shares = {kind: found[kind] / tried for kind in sorted(WANTED)}
    assert {kind: share for kind, share in shares.items() if share < SHARE} == {}
    statuses = ("known", "unknown", "none", "conflict", "not covered")
    given_ = sum(answers[one] for one in statuses)
    assert min(answers[one] for one in statuses) > 0, answers
    assert answers["unknown"] / given_ > UNKNOWN, answers


def test_division_is_never_done_for_tables() -> None:
    assert [one.name for one in OPERATORS.values() if one.frames == "never"] == ["divide"]
    assert all(one.why for one in OPERATORS.values() if one.frames == "never")
