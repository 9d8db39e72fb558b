"""The lawbooks that come with Callup: sound, with all cases met, and covered by them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from callup.lawbook import open as open_lawbook
from callup.lawbook import shipped


@pytest.mark.parametrize("name", shipped())
def test_every_case_of_a_shipped_lawbook_is_met(name: str) -> None:
    run = open_lawbook(name).test()
    assert ((), ()) == (run.problems, run.failed)


@pytest.mark.parametrize("name", shipped())
def test_the_cases_of_a_shipped_lawbook_reach_everything(name: str) -> None:
    reached = open_lawbook(name).coverage()
    assert reached.findings >= 250
    assert [] == [rule.rule for rule in reached.rules if not rule.complete]
    assert [] == [point for point in reached.change_points if not point.complete]
    assert reached.switches_not_set == ()


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_lawbook_is_sound(name: str) -> None:
    assert open_lawbook(name).check().diagnostics == ()


@pytest.mark.parametrize("name", shipped())
def test_the_cases_of_a_shipped_lawbook_notice_slips(name: str) -> None:
    """A part of all slips; `callup test LAWBOOK --mutate` tries every one."""
    share = open_lawbook(name).mutate(count=60, seed=3).total.share
    assert share is not None
    assert share >= Fraction(95, 100)
