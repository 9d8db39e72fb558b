"""The interview: it ends, with the answer that all facts give, and asks nothing in vain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings

import callup
from callup.inquiry.answers import key_of, person_of
from callup.inquiry.contradiction import Contradiction
from callup.inquiry.interview import Concluded, Question, next_step
from callup.ir.program import Program
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
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


@settings(max_examples=120, deadline=None)
@given(books(), people(missing=2), moments())
def test_an_interview_ends_with_the_answer_that_all_facts_give(
    book: Book, person: dict[str, object], day: date
) -> None:
    interview = Interview(program(book.parts), day, ("p", "q"))
    found, _ = interview.hold(person)
    whole = interview.asker(person)
    for finding in found.findings:
        assert (finding.status, finding.value) == whole.answer(finding.position)[:2]


def asked_in_order(interview: Interview, person: Mapping[str, object]) -> int:
    """How many questions it takes in the order of the file, of those that matter."""
    answers: dict[str, object] = {}
    for name in interview.law.facts:
        asker = interview.asker(answers)
        if name in {one for p in interview.positions for one in asker.finding(p).missing}:
            answers[name] = person.get(name)
    return len(answers)


def test_on_random_law_it_takes_fewer_questions_than_the_order_of_the_file() -> None:
    counts: list[tuple[int, int]] = []

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(books(), people(missing=0), moments())
    def count(book: Book, person: dict[str, object], day: date) -> None:
        interview = Interview(program(book.parts), day)
        _, answers = interview.hold(person)
        counts.append((len(answers), asked_in_order(interview, person)))

    count()
    assert sum(ours for ours, _ in counts) < sum(theirs for _, theirs in counts)


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
