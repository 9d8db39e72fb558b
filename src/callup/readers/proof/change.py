"""Whose answer differs between two laws or two days, group by group.

A group is everybody whose answer goes from one to another for one cause. The cause is *law* where
the earlier law, had it stood on the later day, would have given another answer than the later one
does; otherwise it is *time*: a birthday, a day that has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from callup.ir.nodes import Constant, Definition, Node, Parameter, State, walk
from callup.ir.types import Type
from callup.readers.proof.answer import is_worth, like
from callup.readers.proof.cover import Alternative, NotDescribed, cover
from callup.readers.proof.literal import Literal as Condition
from callup.readers.proof.literal import itself, leaves, literals
from callup.readers.proof.logic import Bool, Truth, both, opposite
from callup.readers.proof.outcome import Outcome
from callup.readers.proof.person import tell
from callup.readers.proof.side import Side, same
from callup.readers.proof.smallest import Smallest, given_facts
from callup.readers.proof.solve import Solver
from callup.readers.proof.space import Space, base_of

MOST_GROUPS = 60
"""Groups of one position; past it the rest is not told apart."""

Cause = Literal["law", "time"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, and value where it is known."""

    status: str
    value: Constant | None


@dataclass(frozen=True, slots=True)
class Person:
    """Facts that may be given, with what facts of the day were on earlier days."""

    facts: dict[str, Constant]
    histories: dict[str, dict[date, Constant]]


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody whose answer goes from `before` to `after` for one cause.

    `who` are alternatives, each a list of conditions that hold together; None where the
    conditions of the law do not tell the group. `witness` has the fewest facts.
    """

    position: str
    before: Answer
    after: Answer
    cause: Cause
    who: tuple[Alternative, ...] | None
    witness: Person
    whole: Person
    """The same person with all facts that the position reads."""


@dataclass(slots=True)
class Change:
    """Compares two sides. `between` is the law of the first on the day of the second, where the
    days differ; `as_of` is then the first day."""

    space: Space
    before: Side
    after: Side
    between: Side | None
    as_of: date | None
    solver: Solver = field(init=False)
    possible: list[Bool] = field(init=False)
    _conditions: dict[str, list[Condition]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.possible = [*self.before.possible(), *self.after.possible()]
        self.solver = Solver(self.space)
        self.solver.tell(*self.possible)

    def groups(self, name: str) -> Iterator[Group]:
        """The groups of one position. Raises NotEncoded, Undecided."""
        one, two = self.before.outcome(name), self.after.outcome(name)
        differs = opposite(same(one, two, self.after.encoder))
        for cause, part in self._causes(name, differs):
            left = part
            for outcome in (one, two):
                tell(outcome.value)
            for _ in range(MOST_GROUPS):
                model = self.solver.find(left)
                if model is None:
                    break
                first, second = self._like(one, model, name), self._like(two, model, name)
                target = both(part, first[2], second[2])
                yield self._group(name, Answer(*first[:2]), Answer(*second[:2]), cause, target)
                left = both(left, opposite(both(first[2], second[2])))

    def _causes(self, name: str, differs: Bool) -> list[tuple[Cause, Bool]]:
        if self.between is None:
            return [("law", differs)]
        if not self._law_changed(name):
            return [("time", differs)]
        old, new = self.between.outcome(name), self.after.outcome(name)
        by_law = opposite(same(old, new, self.after.encoder))
        return [("law", both(differs, by_law)), ("time", both(differs, opposite(by_law)))]

    def _law_changed(self, name: str) -> bool:
        """Whether the law that a position rests on is not the same on both days."""
        if self.before.program is not self.after.program:
            return True
        first, last = sorted((self.before.moment.law, self.after.moment.law))
        days = self.after.encoder.cone.days(self.after.roots(name))
        return any(first < day <= last for day in days)

    def _like(self, outcome: Outcome, model: Any, name: str) -> tuple[str, Constant | None, Bool]:
        if not outcome.covered:
            return "not covered", None, True
        return like(outcome, model, self.after.encoder, self._type(name))

    def _type(self, name: str) -> Type:
        definitions = {**self.before.program.definitions, **self.after.program.definitions}
        return definitions[name].type

    def _group(self, name: str, before: Answer, after: Answer, cause: Cause, target: Bool) -> Group:
        who = self._described(name, before, after, cause, target)
        witness, whole = self._witness(before, after, name, target)
        return Group(name, before, after, cause, who, witness, whole)

    # who

    def _described(
        self, name: str, before: Answer, after: Answer, cause: Cause, target: Bool
    ) -> tuple[Alternative, ...] | None:
        itself_ = list(self._itself(name, before, after))
        conditions = self.conditions(name)
        attempts = [conditions, [*conditions, *leaves(self.space, target), *itself_]]
        if cause == "time":
            # whom the law reaches stays as it was: what is told is what came about
            attempts[0] = [*self.turned(name), *itself_]
        for attempt in attempts:
            with suppress(NotDescribed):
                return tuple(cover(self.solver, target, _each_once(attempt)))
        return None

    def conditions(self, name: str) -> list[Condition]:
        """The conditions that a position rests on, on either side."""
        if name not in self._conditions:
            found = list(literals(self.after, [name], None))
            found += self._by_first(literals(self.before, [name], self.as_of))
            self._conditions[name] = found
        return self._conditions[name]

    def turned(self, name: str) -> list[Condition]:
        """The conditions that are not the same for everybody on both sides."""
        terms: dict[tuple[Node, str], set[int]] = {}
        counts: dict[tuple[Node, str], int] = {}
        conditions = self.conditions(name)
        for one in conditions:
            key = (one.root, one.state)
            counts[key] = counts.get(key, 0) + 1
            terms.setdefault(key, set()).add(_term(one.holds))
        keys = {key for key, ids in terms.items() if len(ids) > 1 or counts[key] < 2}
        return [one for one in conditions if (one.root, one.state) in keys]

    def _itself(self, name: str, before: Answer, after: Answer) -> Iterator[Condition]:
        """What the position itself comes to, where no condition says it."""
        if name in self.before.program.definitions and before.status != "not covered":
            yield from self._by_first(itself(name, self.before, before.value, self.as_of))
        if name in self.after.program.definitions and after.status != "not covered":
            yield from itself(name, self.after, after.value, None)

    def _by_first(self, conditions: Iterator[Condition]) -> Iterator[Condition]:
        """Conditions of the first side, which say so where no day tells."""
        if self.as_of is not None:
            return conditions
        return (
            replace(one, by_first=True, weight=one.weight + 2) if _reads_law(one.node) else one
            for one in conditions
        )

    # the witness

    def _witness(
        self, before: Answer, after: Answer, name: str, target: Bool
    ) -> tuple[Person, Person]:
        """A person of the group with the fewest facts, and with all.

        Whatever else is true of them they are of the group: that they have both answers is not
        enough, for somebody else's answer may turn the same way with time alone.
        """
        one, two = self.before.outcome(name), self.after.outcome(name)
        answered = both(self._as_answered(one, before), self._as_answered(two, after))
        required = both(answered, target)
        search = Smallest(
            self.space,
            self.possible,
            target,
            required,
            self.reads(name),
            self.ties(),
            date.fromordinal(int(self.after.moment.day)),
        )
        found = search.find()
        if found is None:
            model = self.solver.find(target)
            everything = search.items
        else:
            model, everything = found[0], found[1]
        whole = Person(*given_facts(self.space, model, search.items))
        return Person(*given_facts(self.space, model, everything)), whole

    def reads(self, name: str) -> frozenset[str]:
        """The facts that a position reads, on either side."""
        sides = (self.before, self.after)
        return frozenset().union(*(side.encoder.cone.facts(side.roots(name)) for side in sides))

    def ties(self) -> tuple[frozenset[str], ...]:
        """The facts that exclude each other, together."""
        return tuple(
            side.encoder.cone.facts([condition.node])
            for side in (self.before, self.after)
            for condition in side.program.impossible
        )

    def _as_answered(self, outcome: Outcome, answer: Answer) -> Bool:
        """For whom the answer is this one."""
        match answer.status:
            case "not covered":
                return True
            case "none":
                return outcome.none
            case "conflict":
                return outcome.conflict
            case "unknown":
                return outcome.unknown
            case _:
                return both(outcome.known, self._is(outcome, answer))

    def _is(self, outcome: Outcome, answer: Answer) -> Bool:
        if isinstance(outcome.value, Truth):
            return outcome.value.yes if answer.value else opposite(outcome.value.yes)
        assert answer.value is not None
        return is_worth(outcome.value, base_of(answer.value), self.after.encoder)


def _reads_law(node: Node) -> bool:
    """Whether what a condition says may depend on which law is meant."""
    return any(isinstance(one, (Definition, Parameter, State)) for one in walk(node))


def _term(formula: Bool) -> int:
    return int(formula) if isinstance(formula, bool) else formula.get_id() + 2


def _each_once(conditions: list[Condition]) -> list[Condition]:
    """Of conditions that are the same for everybody, the one that is said shortest."""
    found: dict[int, Condition] = {}
    for one in conditions:
        kept = found.get(_term(one.holds))
        if not isinstance(one.holds, bool) and (kept is None or kept.weight > one.weight):
            found[_term(one.holds)] = one
    return list(found.values())
