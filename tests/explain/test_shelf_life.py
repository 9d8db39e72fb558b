"""Shelf life is exact: the answer is the same up to `until` and another one on it.

Checked by asking day by day, and for people of whom everything is known by brute force as well.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from brute import Brute, ManyDays
from callup.ir.facts import read_person
from callup.ir.program import Program
from callup.readers.explain.ask import Asker
from callup.readers.explain.compile import Engine
from callup.text.diagnostic import Diagnostics
from examples import examples
from small import HEAD, act, ask, asker, facts, one_rule, program, terms
from strategies import WINDOW, Book, books, moments, people

DAY = timedelta(days=1)
SPAN = 420
"""How many days are asked one by one."""


def first_turn(found: Asker, name: str, last: date) -> date | None:
    """The first later day on which status, value or deciding rules differ, asked day by day."""
    engine = Engine(found.engine.program)
    day = found.on
    before = Asker(engine, found.person, day, found.setup, found.given_on).signature(name)
    while day < last:
        day += DAY
        if Asker(engine, found.person, day, found.setup, found.given_on).signature(name) != before:
            return day
    return None


def short(parts: dict[str, str], horizon: date) -> dict[str, str]:
    """The same lawbook with a near horizon, so that all days up to it can be asked."""
    head = parts.get("lawbook.yaml", HEAD).replace("horizon: 2036-01-01", f"horizon: {horizon}")
    return {**parts, "lawbook.yaml": head}


@examples(40)
@given(books(depth=1), people(), moments(), st.sampled_from(["p", "q"]))
def test_an_answer_holds_up_to_its_last_day_and_no_longer(
    book: Book, person: dict[str, object], on: date, name: str
) -> None:
    horizon = on + SPAN * DAY
    law = program(short(book.parts, horizon))
    note(f"{person} on {on}, {name}")
    try:
        found = asker(law, on, person)
        until = found.finding(name).until
    except Diagnostics:
        assume(False)
    assert first_turn(found, name, horizon - DAY) == until


@examples(40)
@given(books(depth=2), people(missing=0), moments(), st.sampled_from(["p", "q"]))
def test_for_a_person_who_is_fully_known_brute_force_finds_the_same_last_day(
    book: Book, person: dict[str, object], on: date, name: str
) -> None:
    horizon = on + SPAN * DAY
    law = program(short(book.parts, horizon))
    settings = {
        switch.name: (switch.default or switch.settings[-1]) for switch in law.switches.values()
    }
    chosen = {s: v for s, v in settings.items() if law.switches[s].default is None}
    found = asker(law, on, person, chosen)
    brute = Brute(law, read_person(law, person).facts, on, found.setup.settings, WINDOW)
    assert first_turn_by_force(brute, name, on, horizon) == found.finding(name).until


def first_turn_by_force(brute: Brute, name: str, on: date, horizon: date) -> date | None:
    def signature(day: date) -> Any:
        try:
            (lot,) = brute.lots(name, day).values()
        except ManyDays:
            assume(False)
        return (lot.answer, type(lot.value), lot.deciding)

    first = signature(on)
    day = on + DAY
    while day < horizon:
        if signature(day) != first:
            return day
        day += DAY
    return None


# examples that a reader can work out

BORN = facts(born="date, kind: lasting")


def until(law: Program, on: str, /, **given: object) -> str | None:
    found = ask(law, on, **given).until
    return None if found is None else found.isoformat()


def test_an_answer_about_an_age_holds_until_the_birthday() -> None:
    law = program({**BORN, **one_rule("years since born >= 18")})
    assert "2020-06-15" == until(law, "2020-01-01", born="2002-06-15")
    assert until(law, "2020-06-15", born="2002-06-15") is None


@pytest.mark.parametrize(
    ("leap", "day"), [("1 March", "2022-03-01"), ("28 February", "2022-02-28")]
)
def test_who_is_born_on_29_february_is_older_as_the_calendar_says(leap: str, day: str) -> None:
    head = HEAD + f"calendar: {{leap_birthday: {leap}}}\n"
    law = program({"lawbook.yaml": head, **BORN, **one_rule("years since born >= 18")})
    assert day == until(law, "2022-01-01", born="2004-02-29")


def test_a_part_of_the_year_turns_an_answer_at_both_ends() -> None:
    law = program({**BORN, **one_rule("between 1 April and 15 July")})
    assert "2020-04-01" == until(law, "2020-01-01")
    assert "2020-07-16" == until(law, "2020-04-01")
    assert "2021-04-01" == until(law, "2020-07-16")


def test_a_part_of_the_year_that_is_29_february_alone_comes_with_the_next_leap_year() -> None:
    law = program({**BORN, **one_rule("between 29 February and 29 February")})
    assert "2028-02-29" == until(law, "2025-04-01")
    assert "2028-03-01" == until(law, "2028-02-29")


def test_all_of_the_year_but_29_february_is_left_on_that_day() -> None:
    law = program({**BORN, **one_rule("between 1 March and 28 February")})
    assert "2028-02-29" == until(law, "2025-04-01")


STATE = {"states.yaml": "states:\n  mob: {title: T, otherwise: no}\n"}
DECLARED = act("z", "2022-09-21", "- declare: mob\n")


def test_a_rule_that_looks_back_turns_late() -> None:
    law = program({**BORN, **STATE, **DECLARED, **one_rule("mob as of (today - 30 days)")})
    assert "2022-10-21" == until(law, "2022-10-01")


def test_a_term_that_looks_back_turns_late() -> None:
    parts = {**BORN, **STATE, **DECLARED, **one_rule("late")}
    law = program({**parts, **terms(late=("boolean", "mob as of (today - 30 days)"))})
    assert "2022-10-21" == until(law, "2022-10-01")


def test_a_term_that_looks_for_a_region_by_the_day_turns_with_it() -> None:
    parts = {
        **BORN,
        "choices.yaml": "choices: {region: {territory: yes, values: {R1: A, R2: B}}}\n",
        "states.yaml": "states: {land: {title: T, territory: yes, otherwise: no}}\n",
        **act("z", "2020-01-01", "- declare: land\n  where: [R2]\n"),
        **terms(there=("boolean", "land in (if today < 2021-05-01 then R1 else R2)")),
        **one_rule("there"),
    }
    assert "2021-05-01" == until(program(parts), "2020-06-01")


def test_an_enacted_act_that_is_not_yet_in_force_ends_the_answer_on_its_day() -> None:
    parts = {**BORN, **one_rule("years since born >= 18")}
    parts |= act(
        "b", "2021-01-01", "- replace: r\n  when: years since born >= 21\n", published="2020-01-01"
    )
    law = program(parts)
    assert "2021-01-01" == until(law, "2020-06-01", born="2001-01-01")
    assert "2022-01-01" == until(law, "2021-01-01", born="2001-01-01")


def test_a_rule_replaced_without_another_answer_keeps_the_answer() -> None:
    parts = {**BORN, **one_rule("years since born >= 18")}
    parts |= act("b", "2021-01-01", "- replace: r\n  when: years since born >= 17\n")
    assert until(program(parts), "2020-06-01", born="1990-01-01") is None


def test_another_deciding_rule_ends_the_answer_though_the_value_stays() -> None:
    parts = {**BORN, **one_rule("years since born >= 18")}
    parts |= act("b", "2021-01-01", "- add: r2\n  position: p\n  says: S\n  when: yes\n")
    assert "2021-01-01" == until(program(parts), "2020-06-01", born="1990-01-01")


def test_a_history_of_a_fact_turns_the_answer_on_its_days() -> None:
    law = program({**facts(b="boolean"), **one_rule("b")})
    history = {"2020-01-01": "no", "2020-05-01": "yes", "2020-08-01": "unknown"}
    assert "2020-05-01" == until(law, "2020-02-01", b=history)
    assert "2020-08-01" == until(law, "2020-05-01", b=history)
    assert until(law, "2020-08-01", b=history) is None


def test_an_unknown_birthday_between_two_bounds_becomes_known_when_the_last_has_come() -> None:
    parts = {
        "facts.yaml": (
            "facts:\n  born: {type: date, kind: lasting, question: Q}\n"
            "impossible:\n  - {when: born < 2002-01-01 or born > 2002-12-31, says: S}\n"
        ),
        **one_rule("years since born >= 18"),
    }
    law = program(parts)
    assert ("known", False) == (ask(law, "2019-12-31").status, ask(law, "2019-12-31").value)
    assert "2020-01-01" == until(law, "2019-06-01")
    assert "2020-12-31" == until(law, "2020-01-01")
    assert until(law, "2020-12-31") is None


def test_two_days_that_drift_against_each_other_turn_the_answer_where_they_meet() -> None:
    parts = {
        **facts(d="date"),
        **one_rule("months since d >= 6 and days since d < 182"),
    }
    law = program(parts)
    found = asker(law, "2021-01-01", {})
    assert first_turn(found, "p", date(2021, 12, 1)) == found.finding("p").until


def test_facts_of_the_day_asked_about_another_day_settle_when_that_day_has_come() -> None:
    law = program({**facts(b="boolean"), **one_rule("b and not (b as of 2025-06-01)")})
    found = asker(law, "2025-05-01", {})
    assert first_turn(found, "p", date(2025, 8, 1)) == found.finding("p").until


def test_an_answer_asked_on_the_last_day_of_the_calendar_is_given() -> None:
    law = program({**facts(b="boolean"), **one_rule("b and today < 2025-01-01 + 3 years")})
    assert until(law, "9999-12-31") is None


def test_a_rule_that_excludes_itself_never_turns() -> None:
    parts = {**facts(b="boolean"), **one_rule("b")}
    parts["acts/a.yaml"] += "    unless: b\n"
    law = program(parts)
    found = ask(law, "2020-01-01")
    assert ("known", False, None) == (found.status, found.value, found.until)
