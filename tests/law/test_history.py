"""The law of every day: how changes fold, day by day, with both sides of every border."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from callup.ir.program import BySwitch, Program
from callup.law.model import LawbookData
from callup.law.operations import publication
from examples import examples
from small import POSITION, act, codes, data, facts, program

DAY = timedelta(days=1)
BASE = {
    "positions.yaml": POSITION,
    **facts(n="integer, from: 0, through: 100", region="region"),
    "choices.yaml": "choices:\n  region: {territory: yes, values: {R1: a, R2: b, R3: c}}\n",
    "states.yaml": (
        "states:\n  mob: {title: T, otherwise: no}\n"
        "  land: {title: T, territory: yes, otherwise: no}\n"
        "  em: {title: T, territory: yes, otherwise: no, "
        "lapses_after: {everywhere: 30 days, regions: 60 days}}\n"
    ),
    "parameters.yaml": (
        "parameters:\n  q: {type: integer, title: T}\n  k: {type: integer, by: region, title: T}\n"
    ),
}


def add(number: int, more: str = "") -> str:
    return f"- add: r\n  position: p\n  says: R\n  when: n > {number}\n{more}"


def replace(number: int, more: str = "") -> str:
    return f"- replace: r\n  when: n > {number}\n{more}"


FIRST = act("a", "2020-01-01", add(1))


def law(
    *acts: dict[str, str], known: date | None = None, bills: dict[str, date] | None = None
) -> Program:
    parts = dict(BASE)
    for one in acts:
        parts |= one
    return program(parts, known, bills)


def wrong(*acts: dict[str, str]) -> list[str]:
    parts = dict(BASE)
    for one in acts:
        parts |= one
    return codes(parts)


def rule(found: Program, *days: str) -> list[str | None]:
    """What the rule `r` says on each day, shortened to its number; None where it does not stand."""
    line = dict(found.definitions["p"].rules).get("r")
    result: list[str | None] = []
    for day in days:
        version = line.at(date.fromisoformat(day)) if line is not None else None
        assert not isinstance(version, BySwitch)
        result.append(version.conditions[0].says.removeprefix("n > ") if version else None)
    return result


def by_act(found: Program, day: str) -> tuple[str, tuple[str, ...]]:
    version = dict(found.definitions["p"].rules)["r"].at(date.fromisoformat(day))
    assert version is not None and not isinstance(version, BySwitch)
    return version.basis.act, version.chain


def stands(found: Program, state: str, *days: str) -> list[str]:
    """The regions in which a state stands on each day, joined."""
    result = []
    for day in days:
        version = found.states[state].standing.at(date.fromisoformat(day))
        assert not isinstance(version, BySwitch)
        result.append(" ".join(sorted(version.stands)) if version else "")
    return result


def value(found: Program, parameter: str, key: str, *days: str) -> list[object]:
    result: list[object] = []
    for day in days:
        version = found.parameters[parameter].of(key).at(date.fromisoformat(day))
        assert not isinstance(version, BySwitch)
        result.append(version.value.value if version else None)
    return result


# rules


def test_a_rule_stands_from_the_day_of_force_on() -> None:
    assert [None, "1"] == rule(law(FIRST), "2019-12-31", "2020-01-01")


def test_a_replacement_counts_from_its_day_and_names_all_that_shaped_the_rule() -> None:
    found = law(FIRST, act("b", "2021-01-01", replace(2)))
    assert ["1", "2"] == rule(found, "2020-12-31", "2021-01-01")
    assert ("b", ("a", "b")) == by_act(found, "2021-01-01")


def test_a_retroactive_amendment_follows_what_it_amends() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(2)),
        act("c", "2022-01-01", replace(3, "  from: 2020-06-01\n")),
    )
    assert ["1", "3", "3", "3"] == rule(
        found, "2020-05-31", "2020-06-01", "2021-06-01", "2022-06-01"
    )


def test_a_retroactive_amendment_is_followed_by_what_was_published_later() -> None:
    found = law(
        FIRST,
        act("c", "2022-01-01", replace(3, "  from: 2020-06-01\n")),
        act("d", "2023-01-01", replace(4, "  from: 2020-09-01\n")),
    )
    assert ["3", "4", "4"] == rule(found, "2020-08-31", "2020-09-01", "2023-06-01")


def test_a_delayed_amendment_takes_effect_on_what_stands_by_then() -> None:
    found = law(
        FIRST,
        act("b", "2025-01-01", "- replace: r\n  says: New words\n", published="2020-06-01"),
        act("c", "2022-01-01", replace(3)),
    )
    assert ["1", "3", "3"] == rule(found, "2021-12-31", "2022-01-01", "2025-01-01")
    assert ("b", ("a", "c", "b")) == by_act(found, "2025-01-01")


def test_what_a_replacement_leaves_out_is_taken_over() -> None:
    found = law(
        act("a", "2020-01-01", add(1, "  unless: n > 50\n")),
        act("b", "2021-01-01", replace(2)),
    )
    version = dict(found.definitions["p"].rules)["r"].at(date(2021, 1, 1))
    assert version is not None and not isinstance(version, BySwitch)
    assert ["n > 2", "n > 50"] == [condition.says for condition in version.conditions]


def test_a_repeal_ends_a_rule_and_it_may_be_added_again() -> None:
    found = law(FIRST, act("b", "2021-01-01", "- repeal: r\n"), act("c", "2022-01-01", add(3)))
    assert ["1", None, None, "3"] == rule(
        found, "2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"
    )


def test_repealing_the_amending_act_does_not_revive_what_it_replaced() -> None:
    found = law(
        FIRST, act("b", "2021-01-01", replace(2)), act("c", "2022-01-01", "- repeal: act b\n")
    )
    assert ["2", None] == rule(found, "2021-12-31", "2022-01-01")


@pytest.mark.parametrize("revives", ["[r]", "yes"])
def test_repealing_the_amending_act_revives_what_it_says(revives: str) -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(2)),
        act("c", "2022-01-01", f"- repeal: act b\n  revives: {revives}\n"),
    )
    assert ["2", "1"] == rule(found, "2021-12-31", "2022-01-01")


def test_repealing_a_repealing_act_does_not_revive() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", "- repeal: r\n"),
        act("c", "2022-01-01", "- repeal: act b\n"),
    )
    assert [None, None] == rule(found, "2021-06-01", "2022-06-01")


def test_repealing_an_act_leaves_what_a_later_act_made_of_its_rule() -> None:
    found = law(
        FIRST, act("b", "2021-01-01", replace(2)), act("c", "2022-01-01", "- repeal: act a\n")
    )
    assert ["2", "2"] == rule(found, "2021-06-01", "2022-06-01")


def test_repealing_an_act_stops_what_it_has_enacted_for_later() -> None:
    found = law(
        act("a", "2020-01-01", add(1, "  from: 2025-01-01\n")),
        act("b", "2022-01-01", "- repeal: act a\n"),
    )
    assert [None, None] == rule(found, "2024-12-31", "2025-01-01")


def test_an_annulled_act_has_never_been() -> None:
    found = law(
        FIRST, act("b", "2021-01-01", replace(2)), act("c", "2022-01-01", "- annul: act b\n")
    )
    assert ["1", "1", "1"] == rule(found, "2020-06-01", "2021-06-01", "2022-06-01")


def test_an_annulled_act_does_not_come_into_force_later_either() -> None:
    found = law(
        act("a", "2020-01-01", add(1, "  from: 2025-01-01\n")),
        act("b", "2022-01-01", "- annul: act a\n"),
    )
    assert [None, None] == rule(found, "2024-12-31", "2025-01-01")


def test_an_annulled_annulment_has_never_been() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", "- annul: act a\n"),
        act("c", "2022-01-01", "- annul: act b\n"),
    )
    assert ["1", "1", "1"] == rule(found, "2020-06-01", "2021-06-01", "2022-06-01")


def test_annulling_a_repealing_act_brings_the_rule_back_for_all_days() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", "- repeal: r\n"),
        act("c", "2022-01-01", "- annul: act b\n"),
    )
    assert ["1", "1", "1"] == rule(found, "2020-06-01", "2021-06-01", "2022-06-01")


# covers


def test_a_suspension_lifts_and_shows_what_was_amended_beneath_it() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", "- suspend: r\n  until: 2023-01-01\n"),
        act("c", "2022-01-01", replace(3)),
    )
    assert ["1", None, None, None, "3"] == rule(
        found, "2020-12-31", "2021-01-01", "2022-01-01", "2022-12-31", "2023-01-01"
    )


def test_an_open_suspension_lifts_with_the_repeal_of_the_suspending_act() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", "- suspend: r\n"),
        act("c", "2022-01-01", "- repeal: act b\n"),
    )
    assert [None, "1"] == rule(found, "2021-12-31", "2022-01-01")


def test_a_temporary_replacement_lies_over_a_permanent_one_that_came_later() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(3, "  until: 2023-01-01\n")),
        act("c", "2022-01-01", replace(4)),
    )
    assert ["3", "3", "3", "4"] == rule(
        found, "2021-01-01", "2022-01-01", "2022-12-31", "2023-01-01"
    )


def test_a_temporary_replacement_takes_over_what_changes_beneath_it() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", "- replace: r\n  says: Other words\n  until: 2023-01-01\n"),
        act("c", "2022-01-01", replace(4)),
    )
    assert ["1", "4", "4"] == rule(found, "2021-06-01", "2022-01-01", "2023-01-01")
    assert ("b", ("a", "c", "b")) == by_act(found, "2022-01-01")


def test_the_repeal_of_a_temporary_act_lifts_it_early() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(3, "  until: 2023-01-01\n")),
        act("c", "2022-01-01", "- repeal: act b\n"),
    )
    assert ["3", "1", "1"] == rule(found, "2021-12-31", "2022-01-01", "2023-01-01")


def test_a_repeal_ends_the_rule_with_the_covers_on_it() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(3, "  until: 2023-01-01\n")),
        act("c", "2022-01-01", "- repeal: r\n"),
    )
    assert ["3", None, None] == rule(found, "2021-12-31", "2022-01-01", "2023-01-01")


def test_a_whole_act_may_be_suspended_for_a_time() -> None:
    found = law(FIRST, act("b", "2021-01-01", "- suspend: act a\n  through: 2021-12-31\n"))
    assert ["1", None, None, "1"] == rule(
        found, "2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"
    )


def test_a_suspended_act_shows_its_states_and_parameters_again() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: mob\n- set: q\n  to: 3\n"),
        act("b", "2021-01-01", "- suspend: act a\n  until: 2022-01-01\n"),
    )
    days = ("2020-06-01", "2021-06-01", "2022-01-01")
    assert [3, None, 3] == value(found, "q", "", *days)
    assert [True, False, True] == [
        version is not None and "" in version.stands
        for day in days
        if not isinstance(
            version := found.states["mob"].standing.at(date.fromisoformat(day)), BySwitch
        )
    ]


# order


def test_the_lower_act_of_a_day_goes_first_so_that_the_higher_has_the_last_word() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(2)),
        act("c", "2021-01-01", replace(3, "  under: b\n"), kind="decree"),
    )
    assert ["2"] == rule(found, "2021-01-01")


def test_the_earlier_publication_goes_first_on_one_day_of_force() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(2), published="2020-12-20"),
        act("c", "2021-01-01", replace(3), published="2020-12-10"),
    )
    assert ["2"] == rule(found, "2021-01-01")


def test_a_tie_that_nothing_decides_is_an_error_that_names_both_acts() -> None:
    tied = (FIRST, act("b", "2021-01-01", replace(2)), act("c", "2021-01-01", replace(3)))
    assert ["ambiguous-order"] == wrong(*tied)


def test_after_decides_a_tie() -> None:
    found = law(
        FIRST,
        act("b", "2021-01-01", replace(2, "  after: c\n")),
        act("c", "2021-01-01", replace(3)),
    )
    assert ["2"] == rule(found, "2021-01-01")


def test_after_in_a_circle_is_an_error() -> None:
    circle = (
        FIRST,
        act("b", "2021-01-01", replace(2, "  after: c\n")),
        act("c", "2021-01-01", replace(3, "  after: b\n")),
    )
    assert "ambiguous-order" in wrong(*circle)


def test_two_changes_of_one_thing_by_one_act_on_one_day_are_an_error() -> None:
    assert "ambiguous-order" in wrong(FIRST, act("b", "2021-01-01", replace(2) + replace(3)))
    twice = "- set: q\n  to: 3\n- set: q\n  to: 4\n"
    assert "ambiguous-order" in wrong(act("b", "2021-01-01", twice))


@pytest.mark.parametrize(
    ("acts", "code"),
    [
        ((FIRST, act("b", "2021-01-01", add(2))), "rule-stands"),
        ((FIRST, act("b", "2019-01-01", replace(2))), "rule-does-not-stand"),
        ((FIRST, act("b", "2019-12-31", "- repeal: r\n")), "rule-does-not-stand"),
        ((FIRST, act("b", "2019-12-31", "- suspend: r\n")), "rule-does-not-stand"),
        ((FIRST, act("b", "2021-01-01", "- repeal: s\n")), "dangling-reference"),
        ((FIRST, act("b", "2021-01-01", "- repeal: act s\n")), "dangling-reference"),
        ((FIRST, act("b", "2021-01-01", "- end: peace\n")), "dangling-reference"),
        ((FIRST, act("b", "2021-01-01", "- declare: land\n  where: [R9]\n")), "dangling-reference"),
        ((FIRST, act("b", "2021-01-01", "- declare: mob\n  where: [R1]\n")), "wrong-type"),
        ((FIRST, act("b", "2021-01-01", replace(2, "  until: 2020-06-01\n"))), "bad-day"),
        ((FIRST, act("b", "unknown", replace(2))), "missing-field"),
        ((FIRST, act("b", "2021-01-01", "- repeal: r\n" + add(5))), "ambiguous-order"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(acts: tuple[dict[str, str], ...], code: str) -> None:
    assert code in wrong(*acts)


# states


def test_a_state_ends_on_the_first_day_of_its_end() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: land\n  where: [R1, R2]\n"),
        act("b", "2021-01-01", "- end: land\n  where: [R1]\n"),
    )
    assert ["", "R1 R2", "R1 R2", "R2"] == stands(
        found, "land", "2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01"
    )


def test_a_temporary_end_lifts() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: land\n"),
        act("b", "2021-01-01", "- end: land\n  until: 2022-01-01\n"),
    )
    assert ["R1 R2 R3", "", "R1 R2 R3"] == stands(
        found, "land", "2020-12-31", "2021-06-01", "2022-01-01"
    )


def test_two_acts_of_one_day_declare_a_state_in_different_regions() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: land\n  where: [R1]\n"),
        act("b", "2020-01-01", "- declare: land\n  where: [R2]\n"),
    )
    assert ["R1 R2"] == stands(found, "land", "2020-01-01")


def test_a_state_lapses_by_itself_after_its_length() -> None:
    everywhere = law(act("a", "2020-01-01", "- declare: em\n"))
    assert ["R1 R2 R3", ""] == stands(everywhere, "em", "2020-01-30", "2020-01-31")
    somewhere = law(act("a", "2020-01-01", "- declare: em\n  where: [R1]\n"))
    assert ["R1", ""] == stands(somewhere, "em", "2020-02-29", "2020-03-01")


def test_a_state_prolonged_in_time_goes_on() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: em\n  where: [R1]\n"),
        act("b", "2020-02-20", "- extend: em\n  where: [R1]\n  until: 2020-05-01\n"),
    )
    assert ["R1", "R1", ""] == stands(found, "em", "2020-03-01", "2020-04-30", "2020-05-01")


def test_a_prolongation_on_the_day_of_the_lapse_is_in_time() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: em\n  where: [R1]\n"),
        act("b", "2020-03-01", "- extend: em\n  where: [R1]\n  until: 2020-05-01\n"),
    )
    assert ["R1", "R1", ""] == stands(found, "em", "2020-02-29", "2020-03-01", "2020-05-01")


def test_a_prolongation_that_came_too_late_does_nothing() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: em\n  where: [R1]\n"),
        act("b", "2020-03-02", "- extend: em\n  where: [R1]\n  until: 2020-05-01\n"),
    )
    assert ["R1", "", "", ""] == stands(
        found, "em", "2020-02-29", "2020-03-01", "2020-03-02", "2020-04-01"
    )


def test_a_state_prolonged_without_an_end_lapses_again() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: em\n  where: [R1]\n"),
        act("b", "2020-02-20", "- extend: em\n  where: [R1]\n"),
    )
    assert ["R1", ""] == stands(found, "em", "2020-04-19", "2020-04-20")


def test_repealing_the_prolonging_act_ends_what_only_it_kept() -> None:
    found = law(
        act("a", "2020-01-01", "- declare: em\n  where: [R1]\n  until: 2020-03-01\n"),
        act("b", "2020-02-20", "- extend: em\n  where: [R1]\n  until: 2021-05-01\n"),
        act("c", "2020-06-01", "- repeal: act b\n"),
    )
    assert ["R1", ""] == stands(found, "em", "2020-05-31", "2020-06-01")


# parameters


def test_a_parameter_rises_in_steps_and_by_index() -> None:
    steps = "- set: k\n  to: {R1: 1, R2: 2}\n  steps:\n"
    steps += "    2021-01-01: {R1: 5}\n    2022-01-01: {R1: 6}\n"
    found = law(act("a", "2020-01-01", steps))
    days = ("2019-12-31", "2020-12-31", "2021-01-01", "2022-01-01")
    assert [None, 1, 5, 6] == value(found, "k", "R1", *days)
    assert [None, 2, 2, 2] == value(found, "k", "R2", *days)
    assert [None, None, None, None] == value(found, "k", "R3", *days)


def test_a_later_step_overrides_an_act_published_in_between() -> None:
    found = law(
        act("a", "2020-01-01", "- set: q\n  to: 1\n  steps: {2023-01-01: 3}\n"),
        act("b", "2021-01-01", "- set: q\n  to: 2\n"),
    )
    assert [1, 2, 3] == value(found, "q", "", "2020-06-01", "2022-12-31", "2023-01-01")


def test_a_temporary_value_lifts() -> None:
    found = law(
        act("a", "2020-01-01", "- set: q\n  to: 1\n"),
        act("b", "2021-01-01", "- set: q\n  to: 2\n  until: 2023-01-01\n"),
        act("c", "2022-01-01", "- set: q\n  to: 3\n"),
    )
    assert [1, 2, 2, 3] == value(
        found, "q", "", "2020-06-01", "2021-01-01", "2022-06-01", "2023-01-01"
    )


# switches


def version(found: Program, day: str) -> object:
    return dict(found.definitions["p"].rules)["r"].at(date.fromisoformat(day))


def settings(found: Program, day: str) -> dict[str, bool]:
    """Under which settings of its switch the rule stands on a day."""
    one = version(found, day)
    assert isinstance(one, BySwitch)
    return {setting: case is not None for setting, case in one.cases}


def test_an_act_whose_day_is_one_of_a_set_is_open_between_its_days_only() -> None:
    found = law(act("a", "[2020-01-01, 2020-01-05]", add(1)))
    assert version(found, "2019-12-31") is None
    assert {"2020-01-01": True, "2020-01-05": False} == settings(found, "2020-01-01")
    assert {"2020-01-01": True, "2020-01-05": False} == settings(found, "2020-01-04")
    assert ["1"] == rule(found, "2020-01-05")


def test_an_act_that_may_never_have_come_into_force_stays_open() -> None:
    found = law(act("a", "[2020-01-01, never]", add(1)))
    assert {"2020-01-01": True, "never": False} == settings(found, "2030-01-01")


def test_an_act_whose_day_is_a_range_has_a_setting_for_every_day() -> None:
    found = law(act("a", "{from: 2020-01-01, through: 2020-01-03}", add(1)))
    assert ("2020-01-01", "2020-01-02", "2020-01-03") == found.switches["act:a"].settings
    assert ["1"] == rule(found, "2020-01-03")


def test_an_act_of_unknown_force_counts_from_its_first_possible_day_or_never() -> None:
    found = law(act("a", "unknown", add(1), published="2020-01-01"))
    assert {"2020-01-01": True, "never": False} == settings(found, "2020-01-01")
    assert version(found, "2019-12-31") is None


def test_an_uncertain_act_whose_changes_have_days_of_their_own_is_no_switch() -> None:
    found = law(act("a", "[2020-01-01, 2020-01-05]", add(1, "  from: 2020-01-01\n")))
    assert {} == found.switches
    assert ["1"] == rule(found, "2020-01-02")


def test_a_bill_changes_nothing_until_it_is_given_a_day() -> None:
    bill = {
        "acts/bill.yaml": (
            "bill: bill\ntitle: T\nkind: law\nsources: {S1: B}\nchanges:\n"
            "  - replace: r\n    when: n > 9\n"
        )
    }
    assert ["1"] == rule(law(FIRST, bill), "2026-06-01")
    found = law(FIRST, bill, bills={"bill": date(2026, 3, 1)})
    assert ["1"] == rule(found, "2026-02-28")
    assert isinstance(version(found, "2026-03-01"), BySwitch)


def test_a_reading_ranks_above_every_act_and_is_off() -> None:
    reading = {
        "readings/view.yaml": (
            "reading: view\ntitle: T\nin_force: 2021-01-01\nsources: {S1: B}\nchanges:\n"
            "  - replace: r\n    when: n > 7\n"
        )
    }
    found = law(FIRST, act("b", "2021-01-01", replace(2)), reading)
    one = version(found, "2021-01-01")
    assert isinstance(one, BySwitch)
    assert {"off": "n > 2", "on": "n > 7"} == {
        setting: case.conditions[0].says  # type: ignore[union-attr]
        for setting, case in one.cases
    }
    assert "off" == found.switches["reading:view"].default


def test_a_dispute_without_a_prevailing_reading_is_open() -> None:
    sides = "".join(
        f"  - reading: {name}\n    title: T\n    in_force: 2021-01-01\n    sources: {{S1: B}}\n"
        f"    changes:\n      - replace: r\n        when: n > {number}\n"
        for name, number in (("wide", 2), ("narrow", 9))
    )
    text = "dispute: scope\ntitle: T\nprevails: none\nreadings:\n" + sides
    found = law(FIRST, {"readings/scope.yaml": text})
    assert found.switches["dispute:scope"].default is None
    assert {"wide": True, "narrow": True} == settings(found, "2021-01-01")
    decided = law(FIRST, {"readings/scope.yaml": text.replace("none", "narrow")})
    assert "narrow" == decided.switches["dispute:scope"].default


# what is known, and what is the same


def test_an_act_counts_as_known_from_its_publication() -> None:
    acts = (FIRST, act("b", "2021-01-01", replace(2), published="2020-06-01"))
    assert ["1"] == rule(law(*acts, known=date(2020, 5, 31)), "2022-01-01")
    assert ["2"] == rule(law(*acts, known=date(2020, 6, 1)), "2022-01-01")


def test_a_gap_stands_as_long_as_its_act() -> None:
    gap = "- not_encoded: G\n  positions: [p]\n  direction: may defeat\n  reason: R\n"
    found = law(act("a", "unknown", gap, published="2020-01-01"))
    assert [date(2020, 1, 1)] == [one.interval.start for one in found.not_encoded]
    ended = law(act("a", "2020-01-01", gap), act("b", "2021-01-01", "- repeal: act a\n"))
    assert [date(2021, 1, 1)] == [one.interval.end for one in ended.not_encoded]
    assert (
        ()
        == law(act("a", "2020-01-01", gap), act("b", "2021-01-01", "- annul: act a\n")).not_encoded
    )


# random histories

VERBS = (
    "add",
    "replace",
    "repeal",
    "suspend",
    "set",
    "declare",
    "end",
    "extend",
    "annul",
    "repeal act",
)


@st.composite
def histories(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """Acts by id; many do not fit, and then the lawbook is refused."""
    acts = {"first": act("first", "2020-01-01", add(0) + "- set: q\n  to: 0\n- declare: land\n")}
    for index in range(draw(st.integers(1, 5))):
        id = f"act-{index}"
        start = date(2020, 2, 1) + draw(st.integers(0, 30)) * timedelta(days=10)
        published = start + draw(st.integers(-6, 6)) * timedelta(days=9)
        until = ""
        if draw(st.integers(0, 2)) == 0:
            until = f"  until: {start + draw(st.integers(1, 20)) * timedelta(days=7)}\n"
        verb = draw(st.sampled_from(VERBS))
        other = draw(st.sampled_from(sorted(acts)))
        change = {
            "add": add(index + 1, until),
            "replace": replace(index + 1, until),
            "repeal": "- repeal: r\n",
            "suspend": f"- suspend: r\n{until}",
            "set": f"- set: q\n  to: {index + 1}\n{until}",
            "declare": f"- declare: land\n  where: [R1]\n{until}",
            "end": "- end: land\n  where: [R1]\n",
            "extend": f"- extend: land\n  where: [R1]\n  until: {start + timedelta(days=200)}\n",
            "annul": f"- annul: act {other}\n",
            "repeal act": f"- repeal: act {other}\n",
        }[verb]
        acts[id] = act(id, start.isoformat(), change, published=published.isoformat())
    return acts


def folded(acts: dict[str, dict[str, str]], known: date | None = None) -> object:
    """The law of every day of these acts; the codes of what is wrong where they do not fit."""
    from callup.text.diagnostic import Diagnostics

    try:
        found = law(*acts.values(), known=known)
    except Diagnostics as problems:
        return sorted({one.code for one in problems.diagnostics})
    return (
        found.definitions["p"].rules,
        found.parameters["q"].settings,
        found.states["land"].standing,
    )


def dangling(result: object) -> bool:
    return isinstance(result, list) and "dangling-reference" in result


@examples(60)
@given(histories(), st.integers(0, 40))
def test_the_law_as_known_on_a_day_is_the_law_of_the_acts_published_by_then(
    acts: dict[str, dict[str, str]], step: int
) -> None:
    known = date(2020, 1, 1) + step * timedelta(days=10)
    whole = _data(acts)
    by_then = {one.id for one in whole.acts if publication(one, one.in_force.one) <= known}
    note(f"known on {known}: {sorted(by_then)}")
    replayed = folded({id: text for id, text in acts.items() if id in by_then})
    if not dangling(replayed):
        assert replayed == folded(acts, known)


@examples(60)
@given(histories(), st.randoms(use_true_random=False))
def test_the_law_does_not_depend_on_the_names_of_files(
    acts: dict[str, dict[str, str]], random: object
) -> None:
    names = sorted(acts)
    random.shuffle(names)  # type: ignore[attr-defined]
    renamed = {}
    for new, id in enumerate(names):
        (text,) = acts[id].values()
        renamed[id] = {f"acts/{new}.yaml": text}
    assert _texts(folded(acts)) == _texts(folded(renamed))


def _texts(result: object) -> object:
    """Without the places where things are written, which do differ."""
    return result if isinstance(result, list) else repr(result).split("place=")[0]


@examples(60)
@given(histories(), st.integers(0, 60))
def test_the_law_of_a_day_does_not_turn_on_a_day_without_a_border(
    acts: dict[str, dict[str, str]], step: int
) -> None:
    result = folded(acts)
    if isinstance(result, list):
        return
    rules, _, standing = result  # type: ignore[misc]
    borders = {one for text in acts.values() for one in _days("".join(text.values()))}
    for line in (*(line for _, line in rules), standing):
        for day in line.days:
            assert day in borders


def _days(text: str) -> list[date]:
    import re

    found = [date.fromisoformat(one) for one in re.findall(r"\d{4}-\d\d-\d\d", text)]
    return [*found, *(one + DAY for one in found)]


def _data(acts: dict[str, dict[str, str]]) -> LawbookData:
    parts = dict(BASE)
    for one in acts.values():
        parts |= one
    return data(parts)
