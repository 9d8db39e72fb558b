"""Whom a change of law reaches: the groups are all of them, and their witnesses are as they say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import callup
from callup.inquiry.reached import Reached, reach
from callup.inquiry.replay import Stand
from callup.ir.facts import read_person
from callup.ir.program import Program
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.switches import choose
from callup.text.diagnostic import Diagnostics
from examples import examples
from small import POSITION, act, facts, one_rule, program
from strategies import VALUES, Book, books, moments

RU = callup.open("ru")


def stand(law: Program, day: date, engine: Engine | None = None) -> Stand:
    settings = choose(law, (), ()).settings(law)
    return Stand(engine or Engine(law), Setup(settings), day)


def answer(law: Program, day: date, person: dict[str, object], name: str) -> tuple[str, object]:
    one = stand(law, day)
    asker = Asker(one.engine, read_person(law, person), day, one.setup, day)
    asker.refuse_impossible()
    status, value, _ = asker.answer(name)
    return status, value


def ends(group: Reached) -> tuple[tuple[str, object], tuple[str, object]]:
    assert group.before is not None
    assert group.after is not None
    return (
        (group.before.status, group.before.value),
        (group.after.status, group.after.value),
    )


somebody = st.fixed_dictionaries(VALUES)


@examples(6)
@given(books(), st.lists(somebody, min_size=6, max_size=6), moments(), moments())
def test_groups_hold_everybody_whose_answer_differs(
    book: Book, persons: list[dict[str, object]], one: date, other: date
) -> None:
    assume(one != other)
    law = program(book.parts)
    before, after = min(one, other), max(one, other)
    found = reach(stand(law, before), stand(law, after))
    assert found.not_checked == ()
    groups = {(group.position, *ends(group)) for group in found.groups}
    for person in persons:
        for name in ("p", "q"):
            try:
                pair = answer(law, before, person, name), answer(law, after, person, name)
            except Diagnostics:
                continue
            if pair[0] != pair[1]:
                assert (name, *pair) in groups


@examples(6)
@given(books(), moments(), moments())
def test_a_witness_has_no_fact_too_many(book: Book, one: date, other: date) -> None:
    assume(one != other)
    law = program(book.parts)
    before, after = min(one, other), max(one, other)
    for group in reach(stand(law, before), stand(law, after)).groups:
        given_ = dict(group.person)

        def both(person: dict[str, object], name: str = group.position) -> object:
            return answer(law, before, person, name), answer(law, after, person, name)

        assert both(given_) == ends(group)
        for name in given_:
            less = {key: value for key, value in given_.items() if key != name}
            assert both(less) != ends(group) or "unknown" in (ends(group)[0][0], ends(group)[1][0])


def test_the_decree_of_july_2025() -> None:
    before, after = RU.on("2025-07-07"), RU.on("2025-07-08")
    found = RU.reach(before, after, ["may_be_tasked"])
    (group,) = [one for one in found.groups if one.cause == "law"]
    assert group.who == (
        ("serving is contract", "citizenship is not russian", "not martial_law in serves_in"),
    )
    assert group.act == "decree-2025-07-foreigners-mobilisation"
    assert group.rule == "foreigners-tasks"
    assert ends(group) == (("unknown", None), ("known", True))
    assert set(group.person) == {"citizenship", "serving", "serves_in"}


def test_the_age_of_a_group_is_told_by_a_birthday() -> None:
    law = program(
        {
            "positions.yaml": POSITION,
            **facts(born="date"),
            **act("a", "2000-01-01", "- add: r\n  position: p\n  says: R\n  when: "
                  "years since born >= 18\n"),
        }
    )  # fmt: skip
    (group,) = reach(stand(law, date(2024, 2, 29)), stand(law, date(2024, 3, 1))).groups
    assert (group.cause, group.act, group.rule) == ("time", None, "r")
    assert dict(group.person) == {"born": "2006-03-01"}
    assert group.who == (
        (
            "years since born >= 18",
            "not (years since born >= 18) as of 2024-02-29",
        ),
    )


def test_lawbooks_that_ask_for_other_facts_are_refused() -> None:
    rule = act("a", "2000-01-01", "- add: r\n  position: p\n  says: R\n  when: n is 1\n")
    laws = [
        program({"positions.yaml": POSITION, **facts(n=type), **rule})
        for type in ("integer, from: 0, through: 5", "integer, from: 0, through: 6")
    ]
    day = date(2020, 1, 1)
    with pytest.raises(Diagnostics) as caught:
        reach(stand(laws[0], day), stand(laws[1], day))
    assert [one.code for one in caught.value.diagnostics] == ["bad-question"]


def test_two_lawbooks_that_say_the_same_are_the_same() -> None:
    def law(when: str) -> Program:
        rule = act("a", "2000-01-01", f"- add: r\n  position: p\n  says: R\n  when: {when}\n")
        return program({"positions.yaml": POSITION, **facts(a="boolean", b="boolean"), **rule})

    day = date(2020, 1, 1)
    one, other, third = law("not (a or b)"), law("not a and not b"), law("not a")
    assert reach(stand(one, day), stand(other, day)).groups == ()
    (group,) = reach(stand(one, day), stand(third, day)).groups
    assert dict(group.person) == {"a": "no", "b": "yes"}
    assert [sorted(alternative) for alternative in group.who] == [["b", "not a"]]


def test_a_day_that_nothing_covers_is_refused() -> None:
    law = program({**one_rule("yes")})
    early = [stand(law, date(1990, 1, n)) for n in (1, 2)]
    with pytest.raises(Diagnostics) as refused:
        reach(*early)
    (one,) = refused.value.diagnostics
    assert (one.code, one.message, one.help) == (
        "bad-day",
        "no position asked about is covered on 1990-01-01 and 1990-01-02",
        "the first day that one of them covers is 2000-01-01",
    )
    found = reach(early[0], stand(law, date(2001, 1, 1)))
    assert [(g.before.status, g.after.value) for g in found.groups] == [("not covered", True)]
