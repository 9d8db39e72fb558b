"""The interview: it ends, with the answer that all facts give, and asks nothing in vain."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given

import callup
from callup.inquiry.answers import key_of, person_of
from callup.inquiry.contradiction import Contradiction
from callup.inquiry.interview import Concluded, Question, next_step
from callup.ir.program import Program
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from examples import examples
from small import POSITION, act, facts, one_rule, program
from strategies import Book, books, moments, people


@dataclass
class Interview:
    """One law on one day, asked step by step."""

    law: Program
    day: date
    positions: tuple[str, ...] = ("p",)

    def __post_init__(self) -> None:
        self.engine = Engine(self.law)
        standing = {s.name: s.default for s in self.law.switches.values() if s.default is not None}
        self.setup = Setup(standing)

    def step(self, answers: Mapping[str, object]) -> Question | Concluded | Contradiction:
        return next_step(self.engine, self.setup, self.day, self.positions, answers)

    def asker(self, answers: Mapping[str, object]) -> Asker:
        person = person_of(self.engine, answers, self.day)
        return Asker(self.engine, person, self.day, self.setup, self.day)

    def hold(self, person: Mapping[str, object]) -> tuple[Concluded, dict[str, object]]:
        """The whole interview with somebody who knows these facts, as of today only."""
        answers: dict[str, object] = {}
        while True:
            found = self.step(answers)
            assert not isinstance(found, Contradiction)
            if isinstance(found, Concluded):
                return found, answers
            assert found.key not in answers
            self.check(found, answers)
            answers[found.key] = person.get(found.key)

    def check(self, question: Question, answers: Mapping[str, object]) -> None:
        """It matters for something that is open, unless nothing does that can be asked."""
        asker = self.asker(answers)
        missing: set[str] = set()
        askable: set[str] = set()
        for name in question.open:
            missing |= set(asker.finding(name).missing)
            exact = asker.exact(name)
            matter = exact.matter() if exact else set()
            askable |= {key for v in matter if (key := key_of(v)) and key not in answers}
        assert question.fact.name in missing or not askable & asker.engine.program.facts.keys()


def small(law: Mapping[str, str], *positions: str, day: str = "2025-01-01") -> Interview:
    return Interview(program(law), date.fromisoformat(day), positions or ("p",))


@examples(100)
@given(books(), people(missing=2), moments())
def test_an_interview_ends_with_the_answer_that_all_facts_give(
    book: Book, person: dict[str, object], day: date
) -> None:
    interview = Interview(program(book.parts), day, ("p", "q"))
    if person.get("closing") and "b1" in person:
        person["b1"] = False  # who says that there is no other ground has none
    found, _ = interview.hold(person)
    whole = interview.asker(person)
    for finding in found.findings:
        assert (finding.status, finding.value) == whole.answer(finding.position)[:2]


BOOLEANS = {"a": "boolean", "b": "boolean", "c": "boolean"}


def test_the_question_that_settles_most_comes_first() -> None:
    found = small({**facts(**BOOLEANS), **one_rule("c and (a or b)")}).step({})
    assert isinstance(found, Question)
    assert found.key == "c"
    assert [(e.values, e.settles, e.value) for e in found.effects] == [
        ((False,), True, False),
        ((True,), False, None),
    ]
    assert [(p.rule, p.condition, p.line) for p in found.purposes] == [("r", "c", "acts/a.yaml:11")]


def test_what_nobody_knows_is_not_asked_again_and_ends_what_rests_on_it() -> None:
    interview = small({**facts(**BOOLEANS), **one_rule("a is b")})
    found = interview.step({"a": None})
    assert isinstance(found, Concluded)
    assert found.declined == ("a",)
    assert [finding.status for finding in found.findings] == ["unknown"]


def test_a_question_goes_on_where_it_can_settle_despite_what_is_not_known() -> None:
    found = small({**facts(**BOOLEANS), **one_rule("a and b")}).step({"a": "unknown"})
    assert isinstance(found, Question)
    assert found.key == "b"


def test_what_an_unknown_fact_would_close_is_asked_for_still() -> None:
    law = {
        "facts.yaml": (
            "facts:\n"
            "  fit: {type: boolean, question: Q}\n"
            "  other: {type: boolean, question: Q, closes: [fit]}\n"
        ),
        **one_rule("not fit"),
    }
    interview = small(law)
    found = interview.step({"other": None})
    assert isinstance(found, Question)
    assert found.key == "fit"
    found = interview.step({"other": None, "fit": "yes"})
    assert isinstance(found, Concluded)
    assert (found.findings[0].status, found.findings[0].value) == ("known", False)


def test_facts_that_are_tied_by_what_is_impossible_are_asked_for_all_the_same() -> None:
    law = {**facts(**BOOLEANS), **one_rule("a")}
    law["facts.yaml"] += "impossible:\n  - {when: a is b, says: never both}\n"
    interview = small(law)
    assert interview.asker({}).finding("p").missing == ()
    found = interview.step({})
    assert isinstance(found, Question)
    found = interview.step({found.key: "yes"})
    assert isinstance(found, Concluded)
    assert found.findings[0].status == "known"


def test_answers_that_exclude_each_other_are_named_and_no_others() -> None:
    law = {**facts(**BOOLEANS), **one_rule("a and b and c")}
    law["facts.yaml"] += "impossible:\n  - {when: a and b, says: never both}\n"
    found = small(law).step({"c": "yes", "a": "yes", "b": "yes"})
    assert isinstance(found, Contradiction)
    assert found.keys == ("a", "b")
    assert "never both" in found.problems[0].message


def test_a_fact_of_another_day_is_asked_for_with_its_day() -> None:
    law = {**facts(a="boolean, kind: of the day"), **one_rule("a as of 2024-05-01")}
    interview = small(law)
    found = interview.step({})
    assert isinstance(found, Question)
    assert (found.key, found.day) == ("a@2024-05-01", date(2024, 5, 1))
    found = interview.step({"a@2024-05-01": "yes", "a": "no"})
    assert isinstance(found, Concluded)
    assert (found.findings[0].status, found.findings[0].value) == ("known", True)


def test_what_a_fact_was_on_one_day_says_nothing_of_the_next() -> None:
    law = {
        **facts(a="boolean, kind: of the day"),
        **one_rule("(a as of 2024-05-01) and (a as of 2024-05-02)"),
    }
    found = small(law).step({"a@2024-05-01": "yes", "a": "yes"})
    assert isinstance(found, Question)
    assert found.key == "a@2024-05-02"


def test_several_positions_are_asked_for_at_once() -> None:
    law = {
        **facts(**BOOLEANS),
        "positions.yaml": POSITION.replace("p:", "p:", 1)
        + "  q: {kind: liberty, title: Q, question: Q?, otherwise: no}\n",
        **act("x", "2000-01-01", "- {add: r, position: p, says: R, when: a and b}"),
        **act("y", "2000-01-01", "- {add: s, position: q, says: R, when: b and c}"),
    }
    found = small(law, "p", "q").step({})
    assert isinstance(found, Question)
    assert (found.key, found.open) == ("b", ("p", "q"))
    found = small(law, "p", "q").step({"b": "no"})
    assert isinstance(found, Concluded)


def test_a_question_along_a_line_tells_what_its_stretches_do() -> None:
    found = small({**facts(born="date, kind: lasting"), **one_rule("born < 2000-01-01")}).step({})
    assert isinstance(found, Question)
    assert [(e.start, e.end, e.value) for e in found.effects] == [
        (None, date(2000, 1, 1), True),
        (date(2000, 1, 1), None, False),
    ]


@pytest.fixture(scope="module")
def ru() -> callup.Lawbook:
    return callup.open("ru")


def somebody(law: callup.Law, chance: Random) -> dict[str, object]:
    """Somebody of whom every fact is known; who says that there is no other ground has none."""
    program = law.program
    while True:
        person: dict[str, object] = {}
        for name, fact in program.facts.items():
            match fact.type.kind:
                case "boolean":
                    person[name] = chance.random() < 0.3
                case "choice":
                    person[name] = chance.choice(program.values[fact.type.of])[0]
                case "date":
                    years = 60 if name == "born" else 4
                    person[name] = law.day - timedelta(days=chance.randrange(years * 365))
                case _:
                    low = int(fact.low or 0)
                    person[name] = chance.randrange(low, min(int(fact.high or 50), 50) + 1)
        person["no_other_ground"] = False
        with suppress(callup.Diagnostics):
            law.ask(person)
            return person


def asked_in_order(law: callup.Law, position: str, person: Mapping[str, object]) -> int:
    """How many questions it takes in the order of the file, of those that matter."""
    told: dict[str, object] = {}
    while missing := set(law.ask(told)[position].missing) & person.keys() - told.keys():
        name = next(name for name in law.program.facts if name in missing)
        told[name] = person[name]
    return len(told)


POSITIONS = (
    "may_contract", "liable_to_mobilisation", "mobilisation_deferral", "must_register",
    "debt_write_off", "restrictions_apply", "federal_bonus",
)  # fmt: skip


def test_on_the_shipped_lawbook_it_takes_far_fewer_questions_than_the_order_of_the_file(
    ru: callup.Lawbook,
) -> None:
    law, chance = ru.on("2025-12-01"), Random(7)
    ours = theirs = 0
    for position in POSITIONS:
        for _ in range(6):
            person = somebody(law, chance)
            answers: dict[str, object] = {}
            while isinstance(found := law.next_question(answers, [position]), Question):
                answers[found.key] = person.get(found.key)
            assert isinstance(found, Concluded)
            whole = law.ask(person)[position]
            assert (found.findings[0].status, found.findings[0].value) == (
                whole.status, whole.value,
            )  # fmt: skip
            ours += len(answers)
            theirs += asked_in_order(law, position, person)
    assert 4 * ours < 3 * theirs


def test_an_interview_on_the_shipped_lawbook_ends_with_a_finding(ru: callup.Lawbook) -> None:
    law = ru.on("2025-12-01")
    answers: dict[str, object] = {}
    while isinstance(found := law.next_question(answers, ["may_contract"]), Question):
        answers[found.key] = {"born": "1990-01-01", "citizenship": "foreign"}.get(found.key)
    assert isinstance(found, Concluded)
    assert next(iter(answers)) in ("born", "citizenship")
    assert found.findings[0].status == "unknown"


def test_there_is_no_question_about_a_position_that_there_is_not(ru: callup.Lawbook) -> None:
    with pytest.raises(callup.Diagnostics) as refused:
        ru.interview("2025-12-01", {}, ["may_contrakt"])
    assert refused.value.diagnostics[0].help == "did you mean `may_contract`?"
