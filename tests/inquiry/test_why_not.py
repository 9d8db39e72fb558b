"""What would turn an answer: the fewest facts that can change, time, acts; each asked again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import callup
from callup.cli.main import main
from callup.inquiry.why_not import Change, WhyNot, why_not
from callup.ir.facts import Person
from callup.readers.explain.ask import Asker
from examples import examples
from small import act, asker, data, facts, one_rule, program

DAY = "2025-01-01"
FACTS = facts(a="boolean", b="boolean", c="boolean", n="integer, from: 0, through: 9")


def turned(parts: Mapping[str, str], day: str = DAY, /, **given: object) -> WhyNot:
    found = asker(program(parts), day, given)
    return why_not(found, "p", data(parts), None)


def names(changes: tuple[Change, ...]) -> list[tuple[str, ...]]:
    return [tuple(sorted(need.fact for need in change.needs)) for change in changes]


def test_single_facts_come_first_and_larger_sets_hold_none_of_them() -> None:
    law = {**FACTS, **one_rule("a and (b or c) and n >= 3")}
    found = turned(law, a="no", b="no", c="no", n=2)
    assert names(found.changes) == [("a", "b", "n"), ("a", "c", "n")]
    found = turned(law, a="yes", b="no", c="no", n=5)
    assert names(found.changes) == [("b",), ("c",)]
    (need,) = turned(law, a="yes", b="yes", c="no", n=1).changes[0].needs
    assert (need.fact, need.now, need.start, need.end) == ("n", 1, 3, None)


def test_what_is_lasting_or_has_come_does_not_change() -> None:
    law = {
        **facts(born="date, kind: lasting", left="date, kind: a day", a="boolean"),
        **one_rule("born < 2000-01-01 and left <= today and a"),
    }
    found = turned(law, born="2001-01-01", left="2024-01-01", a="yes")
    assert (found.changes, found.complete) == ((), True)
    found = turned(law, born="1990-01-01", left="2026-01-01", a="yes")
    (change,) = found.changes
    assert dict(change.shown) == {"left": change.needs[0].start}
    assert str(change.needs[0].start) == DAY  # the first day that has not gone by


def test_what_is_not_known_stays_so() -> None:
    law = {**facts(a="boolean", kept="boolean, kind: lasting"), **one_rule("a and kept")}
    assert turned(law, a="no").changes == ()
    assert names(turned(law, a="no", kept="yes").changes) == [("a",)]


def test_what_a_closing_fact_takes_to_be_no_can_change() -> None:
    law = {
        "facts.yaml": (
            "facts:\n  carer: {type: boolean, question: Q}\n"
            "  other: {type: boolean, question: Q, closes: [carer]}\n"
        ),
        **one_rule("not carer"),
    }
    assert names(turned(law, other="yes").changes) == [("carer",)]


def test_the_day_on_which_it_turns_by_itself_is_told() -> None:
    law = {**facts(born="date, kind: lasting"), **one_rule("years since born >= 18")}
    turn = turned(law, born="2010-05-17").by_itself
    assert turn is not None
    assert (str(turn.on), turn.status, turn.value) == ("2028-05-17", "known", True)
    assert turned(law, born="1990-05-17").by_itself is None


LAYERS = {
    **FACTS,
    **one_rule("a"),
    **act("two", "2010-01-01", "- {replace: r, when: a and b}"),
    **act("three", "2015-01-01", "- {replace: r, when: b}"),
    **act("four", "2016-01-01", "- {add: other, position: p, says: O, when: c}"),
}


def test_the_acts_are_told_but_for_which_it_would_be_otherwise() -> None:
    found = turned(LAYERS, a="yes", b="no", c="no")
    assert [(one.act, one.value) for one in found.acts] == []
    found = turned(LAYERS, a="no", b="yes", c="no")
    # without the act that made the rule there is no rule; without the third, both are wanted
    assert [(one.act, one.value) for one in found.acts] == [("a", False), ("three", False)]
    found = turned(LAYERS, a="no", b="no", c="yes")
    assert [(one.act, one.value) for one in found.acts] == [("four", False)]


@examples(60)
@given(
    st.sampled_from(
        [
            "a and b", "a or (b and not c)", "n > 4 and a", "(a is b) or n < 2",
            "not a and (b or n is 3)",
        ]
    ),
    st.fixed_dictionaries({}, optional=dict.fromkeys("abc", st.booleans())),
    st.integers(0, 9),
)  # fmt: skip
def test_the_sets_of_facts_are_all_that_turn_it_and_no_smaller_one_does(
    when: str, known: dict[str, bool], n: int
) -> None:
    given_ = {**known, "n": n}
    found = turned({**FACTS, **one_rule(when)}, **given_)
    start = asker(program({**FACTS, **one_rule(when)}), DAY, given_)
    assert sorted(set(names(found.changes))) == sorted(smallest(start, given_))


def smallest(start: Asker, now: Mapping[str, object]) -> list[tuple[str, ...]]:
    """The smallest sets of facts of which some values turn the answer, by trying all."""
    before = start.answer("p")[:2]
    values = {"a": [False, True], "b": [False, True], "c": [False, True], "n": list(range(10))}
    found: list[tuple[str, ...]] = []
    for count in (1, 2, 3):
        for chosen in combinations(sorted(values), count):
            if any(set(one) <= set(chosen) for one in found):
                continue
            for one in product(*(values[name] for name in chosen)):
                facts_ = {**now, **dict(zip(chosen, one, strict=True))}
                person = Person(facts_)  # type: ignore[arg-type]
                again = Asker(start.engine, person, start.on, start.setup, start.on)
                after = again.answer("p")[:2]
                if after != before and after[0] == "known":
                    found.append(chosen)
                    break
    return found


MEADOW = str(Path(__file__).parents[1] / "lawbooks" / "meadow")


def test_json_has_the_changes_beside_the_findings(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--on", "2024-05-01", "born=2000-05-01", "study=full_time", "carer=no")
    assert main(["ask", MEADOW, "--why-not", "liable", *words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["position"] for one in document["findings"]] == ["liable"]
    (found,) = document["why_not"]
    assert found["value"] is False
    assert found["changes"] == [
        {
            "facts": [
                {
                    "fact": "study", "now": "full_time", "values": ["none"],
                    "from": None, "until": None, "example": "none",
                }
            ],
            "status": "known",
            "value": True,
        }
    ]  # fmt: skip
    assert found["by_itself"] is None


def test_it_is_asked_of_one_day_only(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--from", "2024-01-01", "--to", "2024-02-01", "--why-not", "liable")
    assert main(["ask", MEADOW, *words]) == 2
    assert "--why-not asks about one day" in capsys.readouterr().err


def test_in_python_it_takes_facts_as_ask_does() -> None:
    law = callup.open(MEADOW).on("2024-05-01")
    found = law.why_not("liable", born="2000-05-01", study="full_time", carer="no")
    assert names(found.changes) == [("study",)]
    with pytest.raises(callup.Diagnostics):
        law.why_not("liabel")
