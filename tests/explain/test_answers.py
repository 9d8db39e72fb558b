"""What a finding says beyond its value: contested, conflicts, silence, what is assumed."""

from __future__ import annotations

import textwrap
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from brute import Brute, ManyDays, Nobody, Variable
from callup.ir.facts import read_person
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.text.diagnostic import Diagnostics
from examples import examples
from small import POSITION, act, answer, ask, asker, facts, one_rule, program, terms
from strategies import VALUES, WINDOW, Book, books, moments, people

# filling in


@examples(60)
@given(books(), people(missing=5), moments(), st.data())
def test_filling_in_a_missing_fact_never_flips_a_known_answer(
    book: Book, person: dict[str, object], on: date, data: st.DataObject
) -> None:
    law = program(book.parts)
    try:
        before = asker(law, on, person).finding("p")
        assume(before.status != "unknown")
        assumed = before.assumed
    except Diagnostics:
        assume(False)
    more = dict(person)
    for name, values in VALUES.items():
        if name not in person and name not in assumed and data.draw(st.booleans()):
            more[name] = data.draw(values, label=name)
    try:
        after = asker(law, on, more).finding("p")
        found = (after.status, after.value)
    except Diagnostics:
        assume(False)
    assert (before.status, before.value) == found


# contested


@examples(60)
@given(books(), people(missing=1), moments(), st.sampled_from(["p", "q"]))
def test_contested_are_exactly_the_single_settings_that_change_the_answer(
    book: Book, person: dict[str, object], on: date, name: str
) -> None:
    law = program(book.parts)
    note(f"{person} on {on}, {name}")
    try:
        found = asker(law, on, person)
        finding = found.finding(name)
        shown = finding.contested
    except Diagnostics:
        assume(False)
    assume(not finding.approximate)
    expected = set()
    given_facts = read_person(law, person).facts
    for switch in law.switches.values():
        for setting in switch.settings:
            if found.setup.settings.get(switch.name) == setting:
                continue
            settings = {**found.setup.settings, switch.name: setting}
            brute = Brute(law, given_facts, on, settings, WINDOW)
            status, value = _answer(brute, found, name, on)
            if (status, value) != (finding.status, finding.value):
                expected.add((switch.id, setting, status, value))
    apart = {
        (one.switch, setting, one.status, one.value)
        for one in shown
        for setting in one.setting.split(" or ")
    }
    assert expected == apart


def _answer(brute: Brute, found: object, name: str, on: date) -> tuple[str, object]:
    try:
        return brute.answer(name, on, _read(brute, found, name))
    except (Nobody, ManyDays):
        assume(False)
        raise


def _read(brute: Brute, found: object, name: str) -> set[Variable]:
    inputs = found.engine.cones.inputs(name)  # type: ignore[attr-defined]
    wanted = {("fact", one) for one in inputs.facts} | {("switch", one) for one in inputs.switches}
    only = wanted & set(brute.variables())
    total = 1
    for variable in only:
        total *= len(brute.domain(variable))
    assume(total <= 400)
    return only


# the words of the design, one by one

B = facts(b="boolean", c="boolean", n="integer, from: 0, through: 10")


def test_either_way_is_yes_for_somebody_of_whom_nothing_is_known() -> None:
    assert ("known", True) == answer(program({**B, **one_rule("b or not b")}), "2020-01-01")


def test_two_rules_that_cover_everybody_between_them_give_an_answer() -> None:
    parts = {**B, **one_rule("b"), **act("z", "2000-01-01", _add("r2", "not b"))}
    finding = ask(program(parts), "2020-01-01")
    assert ("known", True, (), ()) == (
        finding.status, finding.value, finding.missing, finding.rules,
    )  # fmt: skip


def _add(name: str, when: str, more: str = "") -> str:
    return f"- add: {name}\n  position: p\n  says: S\n  when: {when}\n{more}"


def _two(first: str, second: str, more: str = "") -> dict[str, str]:
    """Rule `yes` on condition `first`, rule `no` on condition `second`."""
    changes = _add("says-yes", first) + _add("says-no", second, f"  gives: no\n{more}")
    return {**B, "positions.yaml": POSITION, **act("a", "2000-01-01", changes)}


def test_two_rules_that_disagree_are_a_conflict_without_a_value() -> None:
    finding = ask(program(_two("b", "c")), "2020-01-01", b=True, c=True)
    assert ("conflict", None, ("says-no", "says-yes")) == (
        finding.status, finding.value, finding.rules,
    )  # fmt: skip


def test_a_conflict_that_is_only_possible_is_unknown() -> None:
    finding = ask(program(_two("b", "c")), "2020-01-01", b=True)
    assert ("unknown", None, ("c",)) == (finding.status, finding.value, finding.missing)


def test_a_rule_that_overrides_decides_alone() -> None:
    law = program(_two("b", "c", "  overrides: [says-yes]\n"))
    finding = ask(law, "2020-01-01", b=True, c=True)
    assert ("known", False, ("says-no",)) == (finding.status, finding.value, finding.rules)


def test_a_rule_that_is_itself_set_aside_sets_nothing_aside() -> None:
    changes = (
        _add("one", "b")
        + _add("two", "b", "  gives: no\n  overrides: [one]\n")
        + _add("three", "c", "  overrides: [two]\n")
    )
    law = program({**B, "positions.yaml": POSITION, **act("a", "2000-01-01", changes)})
    assert ("known", False) == answer(law, "2020-01-01", b=True, c=False)
    finding = ask(law, "2020-01-01", b=True, c=True)
    assert ("known", True, ("one", "three")) == (finding.status, finding.value, finding.rules)


def test_who_reads_a_conflict_reads_unknown_and_nothing_is_missing() -> None:
    parts = _two("b", "c")
    parts["positions.yaml"] += "  q: {kind: liberty, title: P, question: P?, otherwise: no}\n"
    parts |= act("z", "2000-01-01", "- add: reads\n  position: q\n  says: S\n  when: p\n")
    finding = asker(program(parts), "2020-01-01", {"b": True, "c": True}).finding("q")
    assert ("unknown", None, ()) == (finding.status, finding.value, finding.missing)


def test_an_exception_of_a_rule_defeats_it() -> None:
    law = program({**B, **_with_unless()})
    assert ("known", True) == answer(law, "2020-01-01", b=True, c=False)
    assert ("known", False) == answer(law, "2020-01-01", b=True, c=True)
    assert ("c",) == ask(law, "2020-01-01", b=True).missing


def _with_unless() -> dict[str, str]:
    changes = _add("r", "b", "  unless: c\n")
    return {"positions.yaml": POSITION, **act("a", "2000-01-01", changes)}


def test_silence_is_a_reason_and_lists_what_came_closest() -> None:
    changes = _add("far", "b and c and n > 3") + _add("near", "b and c")
    law = program({**B, "positions.yaml": POSITION, **act("a", "2000-01-01", changes)})
    finding = ask(law, "2020-01-01", b=True, c=False, n=1)
    assert ("known", False) == (finding.status, finding.value)
    assert [None, "near", "far"] == [reason.rule for reason in finding.because]
    assert [("b", True), ("c", False)] == [
        (one.says, one.value) for one in finding.because[1].conditions
    ]
    assert [True, False, False] == [reason.decides for reason in finding.because]


@pytest.mark.parametrize(
    ("otherwise", "status", "value"),
    [("no", "known", False), ("yes", "known", True), ("unknown", "unknown", None)],
)
def test_where_nothing_speaks_the_position_says_what_holds(
    otherwise: str, status: str, value: bool | None
) -> None:
    position = POSITION.replace("otherwise: no", f"otherwise: {otherwise}")
    law = program({**B, "positions.yaml": position, **act("a", "2010-01-01", _add("r", "b"))})
    assert (status, value) == answer(law, "2005-01-01", b=True)


def test_a_measure_that_nothing_sets_is_none() -> None:
    law = program({**B, **one_rule("b", "n + 1", "integer")})
    assert ("none", None) == answer(law, "2020-01-01", b=False, n=1)
    assert ("known", 2) == answer(law, "2020-01-01", b=True, n=1)


def test_days_outside_the_coverage_are_not_covered() -> None:
    position = POSITION.replace(
        "otherwise: no", "otherwise: no, covers: {from: 2010-01-01, through: 2019-12-31}"
    )
    law = program({**B, "positions.yaml": position, **act("a", "2000-01-01", _add("r", "b"))})
    assert ("not covered", None) == answer(law, "2009-12-31", b=True)
    assert ("known", True) == answer(law, "2010-01-01", b=True)
    assert ("not covered", None) == answer(law, "2020-01-01", b=True)
    assert date(2010, 1, 1) == ask(law, "2009-12-31", b=True).until
    assert date(2020, 1, 1) == ask(law, "2019-12-31", b=True).until


# open lists


CLOSED = "facts:\n" + "".join(
    f"  {line}, question: Q}}\n"
    for line in (
        "g: {type: boolean",
        "h: {type: boolean",
        "none_other: {type: boolean, closes: [g, h]",
        "none_at_all: {type: boolean, closes: [g]",
    )
)


def test_a_fact_that_closes_others_makes_them_no_and_says_so() -> None:
    law = program({"facts.yaml": CLOSED, **one_rule("not g and not h")})
    finding = ask(law, "2020-01-01", none_other=True)
    assert ("known", True, ("g", "h")) == (finding.status, finding.value, finding.assumed)


def test_what_is_given_is_never_closed() -> None:
    law = program({"facts.yaml": CLOSED, **one_rule("not g and not h")})
    finding = ask(law, "2020-01-01", none_other=True, g=True)
    assert ("known", False) == (finding.status, finding.value)
    assert "g" not in finding.assumed


def test_each_of_two_facts_that_close_a_third_closes_it() -> None:
    law = program({"facts.yaml": CLOSED, **one_rule("not g")})
    for closer in ("none_other", "none_at_all"):
        finding = ask(law, "2020-01-01", **{closer: True})
        assert ("known", True, ("g",)) == (finding.status, finding.value, finding.assumed)


def test_a_closing_fact_that_is_not_known_matters() -> None:
    law = program({"facts.yaml": CLOSED, **one_rule("not h")})
    assert {"h", "none_other"} == set(ask(law, "2020-01-01").missing)


# impossible


def test_facts_that_exclude_each_other_are_refused() -> None:
    parts = {"facts.yaml": B["facts.yaml"] + "impossible:\n  - {when: b and c, says: Not both}\n"}
    law = program({**parts, **one_rule("b")})
    with pytest.raises(Diagnostics) as refused:
        asker(law, "2020-01-01", {"b": True, "c": True})
    assert ["impossible-facts"] == [one.code for one in refused.value.diagnostics]


def test_what_is_impossible_settles_an_answer() -> None:
    parts = {"facts.yaml": B["facts.yaml"] + "impossible:\n  - {when: b and c, says: Not both}\n"}
    law = program({**parts, **one_rule("not (b and c)")})
    assert ("known", True) == answer(law, "2020-01-01")
    law = program({**parts, **one_rule("c")})
    assert ("known", False) == answer(law, "2020-01-01", b=True)


def test_impossibility_works_through_facts_that_the_position_does_not_read() -> None:
    text = B["facts.yaml"] + (
        "  d: {type: boolean, question: Q}\n"
        "impossible:\n  - {when: b and not c, says: S}\n  - {when: c and not d, says: S}\n"
    )
    law = program({"facts.yaml": text, **one_rule("d")})
    assert ("known", True) == answer(law, "2020-01-01", b=True)


# other unknowns of numbers and days


@pytest.mark.parametrize(
    ("when", "status", "missing"),
    [
        ("n * n < 100", "unknown", {"n"}),
        ("n * n >= 0", "known", set()),
        ("(if n <= 0 then 0 - n else n) < 50", "unknown", {"n"}),
        ("n - n is 0", "known", set()),
        ("100 / n > 20", "unknown", {"n"}),
        ("n < m or m < n or n is m", "known", set()),
        ("n < m and m < n", "known", set()),
        ("n < m and m < n + 2 and n is not m - 1", "known", set()),
        ("n is 2 * m", "unknown", {"n", "m"}),
        ("n is 2 * m and n is 3", "known", set()),
        ("d < e", "unknown", {"d", "e"}),
        ("d < e and e < d + 1 day", "known", set()),
        ("d < e and e < d + 2 days", "unknown", {"d", "e"}),
        ("(d < 2020-02-01) is (e < 2020-02-01)", "unknown", {"d", "e"}),
        ("(d between 1 April and 2 April) is (n > 60)", "unknown", {"d"}),
        ("d between 29 February and 29 February", "unknown", {"d"}),
        ("d between 29 February and 29 February and 2021-01-01 <= d <= 2023-12-31", "known", set()),
        ("d between 29 February and 29 February and 2021-03-01 < d < 2025-01-01", "unknown", {"d"}),
        ("(d + 1 month) is 2021-02-28 and d > 2021-01-28", "unknown", {"d"}),
        ("(d + 1 month) is 2021-02-28 and d > 2021-01-31", "known", set()),
    ],
)  # fmt: skip
def test_an_unknown_on_a_line_is_judged_by_all_its_values(
    when: str, status: str, missing: set[str]
) -> None:
    number = "integer, from: -50, through: 50"
    law = program({**facts(n=number, m=number, d="date", e="date"), **one_rule(when)})
    finding = ask(law, "2020-01-01")
    assert (status, missing, False) == (
        finding.status, set(finding.missing), finding.approximate,
    )  # fmt: skip


@pytest.mark.parametrize(
    "when",
    ["(days from d to (d + 1 year)) >= 366", "(days from d to (d + 1 year)) >= 365"],
)
def test_what_moves_both_ways_along_a_line_may_be_approximate_but_never_wrong(when: str) -> None:
    law = program({**facts(d="date"), **one_rule(when)})
    finding = ask(law, "2020-01-01")
    assert ("unknown", ("d",), True) == (finding.status, finding.missing, finding.approximate)


@pytest.mark.parametrize(
    ("when", "missing"),
    [
        ("n > 2 or (b and (days from d to e) > (days from d to e))", {"n"}),
        ("n > 2 or (b and (days from e to (e + 1 year)) > 366)", {"n"}),
    ],
)
def test_what_is_missing_is_exact_or_the_finding_says_that_it_is_not(
    when: str, missing: set[str]
) -> None:
    number = "integer, from: 0, through: 9"
    law = program({**facts(n=number, b="boolean", d="date", e="date"), **one_rule(when)})
    finding = ask(law, "2020-01-01", d="2020-01-01")
    if finding.approximate:
        assert missing <= set(finding.missing)
    else:
        assert missing == set(finding.missing)


def test_a_position_may_give_a_set_that_is_not_known() -> None:
    parts = {
        "choices.yaml": "choices: {tongue: {values: {ru: R, en: E}}}\n",
        **facts(spoken="set of tongue"),
        **one_rule("yes", "spoken", "set of tongue"),
    }
    finding = ask(program(parts), "2020-01-01")
    assert ("unknown", ("spoken",)) == (finding.status, finding.missing)
    assert ("known", frozenset({"ru"})) == answer(program(parts), "2020-01-01", spoken=["ru"])


# the law of another day


def test_a_rule_as_of_the_day_of_a_contract_keeps_the_old_law_for_old_contracts() -> None:
    parts = {
        **facts(signed="date"),
        "parameters.yaml": "parameters: {rate: {type: money, title: T}}\n",
        **act("m", "2010-01-01", "- set: rate\n  to: 100 RUB\n"),
        **act("m2", "2020-01-01", "- set: rate\n  to: 200 RUB\n"),
        **one_rule("signed has come", "rate as of signed", "money"),
    }
    law = program(parts)
    assert ("known", 100) == answer(law, "2024-01-01", signed="2019-12-31")
    assert ("known", 200) == answer(law, "2024-01-01", signed="2020-01-01")
    assert ("unknown", None) == answer(law, "2024-01-01", signed="2009-12-31")
    assert ("none", None) == answer(law, "2024-01-01", signed="2024-01-02")


def test_facts_of_the_day_are_not_known_on_an_earlier_day() -> None:
    law = program({**B, **one_rule("b as of 2019-01-01")})
    assert ("unknown", None) == answer(law, "2020-01-01", b=True)
    history = {"2018-01-01": "yes", "2019-06-01": "no"}
    assert ("known", True) == answer(law, "2020-01-01", b=history)


# strictness and evidence


def test_a_strict_answer_does_not_outlive_its_evidence() -> None:
    parts = {**B, **one_rule("b")}
    parts["acts/a.yaml"] = parts["acts/a.yaml"].replace(
        "changes:", "evidence_until: 2015-06-30\nchanges:"
    )
    law = program(parts)
    assert ("known", True) == answer(law, "2015-07-01", b=True)
    strict = asker(law, "2015-06-30", {"b": True}, strict=True).finding("p")
    assert ("known", True, date(2015, 7, 1)) == (strict.status, strict.value, strict.until)
    assert "unknown" == asker(law, "2015-07-01", {"b": True}, strict=True).finding("p").status


def test_a_gap_is_shown_where_it_could_turn_the_answer_only() -> None:
    gap = "- not_encoded: Exemptions\n  positions: [p]\n  direction: may defeat\n  reason: R\n"
    law = program({**B, **one_rule("b"), **act("z", "2010-01-01", gap)})
    assert 1 == len(ask(law, "2020-01-01", b=True).not_encoded)
    assert () == ask(law, "2020-01-01", b=False).not_encoded
    assert () == ask(law, "2009-12-31", b=True).not_encoded
    assert "unknown" == asker(law, "2020-01-01", {"b": True}, strict=True).finding("p").status
    assert "known" == asker(law, "2020-01-01", {"b": False}, strict=True).finding("p").status


# how much


def test_thirty_unknown_facts_are_answered_exactly() -> None:
    names = [f"f{index}" for index in range(30)]
    when = " or ".join(f"({a} and not {b})" for a, b in pairwise(names))
    law = program({**facts(**dict.fromkeys(names, "boolean")), **one_rule(when)})
    finding = ask(law, "2020-01-01")
    assert ("unknown", set(names), False) == (
        finding.status, set(finding.missing), finding.approximate,
    )  # fmt: skip


def test_a_long_chain_of_terms_is_answered_or_refused() -> None:
    chain = {f"t{index}": ("integer", f"t{index - 1} + 1") for index in range(1, 300)}
    try:
        law = program({**B, **terms(t0=("integer", "n"), **chain), **one_rule("t299 > 300")})
    except Diagnostics:
        return
    assert ("known", True) == answer(law, "2020-01-01", n=2)


def test_terms_that_read_each_other_twice_are_answered_or_refused() -> None:
    chain = {f"t{index}": ("integer", f"t{index - 1} + t{index - 1}") for index in range(1, 18)}
    try:
        law = program({**B, **terms(t0=("integer", "n"), **chain), **one_rule("t17 > 100")})
    except Diagnostics:
        return
    finding = ask(law, "2020-01-01", n=1)
    assert ("known", True, None) == (finding.status, finding.value, finding.until)
    assert ("unknown", ("n",)) == (ask(law, "2020-01-01").status, ask(law, "2020-01-01").missing)


def test_what_is_known_of_one_person_says_nothing_of_another() -> None:
    rules = """
        - add: r
          term: t
          says: R
          when: b and today >= 2005-01-01
        - add: s
          position: p
          says: S
          when: t as of d
        """
    law = program(
        {
            **facts(b="boolean, kind: lasting", d="date"),
            "terms.yaml": "terms:\n  t: {type: boolean, otherwise: no, says: T}\n",
            "positions.yaml": POSITION,
            **act("a", "2001-01-01", textwrap.dedent(rules)),
        }
    )
    engine, on = Engine(law), date(2020, 1, 1)
    found = [
        Asker(engine, read_person(law, {"b": b}), on, Setup({}), on).finding("p")
        for b in ("yes", "no")
    ]
    assert [("unknown", ("d",)), ("known", ())] == [(one.status, one.missing) for one in found]
