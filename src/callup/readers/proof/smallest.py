"""Finds the fewest facts that make an answer certain, whatever else is true of the person.

The solver picks a person and which of the facts are given, as few as possible; then it is asked
whether somebody with the same facts given has another answer. If so, the next pick must tell
itself apart from that person. A fact that closes others, when given as yes, settles those of them
that are not given. Among the people with these facts given one with ordinary values is taken, as
far as the answer allows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import z3

from callup.ir.nodes import Constant
from callup.readers.proof.line import Line, formula
from callup.readers.proof.logic import Bool, Truth, alike, both, either, opposite
from callup.readers.proof.operate import Operators, Result
from callup.readers.proof.ordinary import preferred
from callup.readers.proof.person import truth_of, value_of
from callup.readers.proof.solve import Solver, Undecided
from callup.readers.proof.space import Space, result_of
from callup.readers.proof.value import Choice, Members, Valued, crossed

MOST_TURNS = 400


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be given: a fact, or what a fact was on an earlier day."""

    name: str
    value: Result
    day: Any = None


@dataclass(slots=True)
class Smallest:
    """Looks for the fewest of the facts `names`. `target` is who is wanted; `certain` what must
    hold of everybody with the same facts given."""

    space: Space
    possible: list[Bool]
    target: Bool
    certain: Bool
    names: frozenset[str]
    ties: tuple[frozenset[str], ...]
    """The facts that exclude each other, together."""
    on: date
    """The day asked about, which tells what an ordinary day is."""
    items: list[Item] = field(init=False)
    picker: Solver = field(init=False)
    checker: Solver = field(init=False)
    telling: Solver = field(init=False)
    operators: Operators = field(init=False)
    given: list[Any] = field(init=False)
    cuts: dict[int, list[int]] = field(init=False)
    """Where formulas cut a variable on a line, by the id of its term."""
    closing: dict[int, list[tuple[int, Result]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.operators = Operators(self.space.days)
        self._close()
        facts, past = self.space.facts, self.space.past
        self.items = [Item(name, facts[name]) for name in facts if name in self.names]
        self.items += [
            Item(k[0], value, day) for k, (value, day) in past.items() if k[0] in self.names
        ]
        context = self.space.context
        self.given = [z3.Bool(f"given!{i}", context) for i in range(len(self.items))]
        places = {item.name: i for i, item in enumerate(self.items) if item.day is None}
        for fact in self.space.program.facts.values():
            if fact.name in places and fact.closed:
                defaults = {**dict.fromkeys(fact.closes, False), **dict(fact.counts_as)}
                self.closing[places[fact.name]] = [
                    (places[name], result_of(value))
                    for name, value in defaults.items()
                    if name in places
                ]
        self.cuts = _cuts([*self.possible, self.target, self.certain])
        self.picker = Solver(self.space)
        self.picker.tell(*self.possible, self.target, *self._closed_by_pick())
        self.checker = Solver(self.space)
        self.checker.tell(*self.possible, opposite(self.certain))
        self.telling = Solver(self.space)
        self.telling.tell(*self.possible, self.certain)

    def _close(self) -> None:
        """Facts that close some of those that matter may be given too."""
        closing = frozenset(
            fact.name for fact in self.space.program.facts.values() if self.names & {*fact.closed}
        )
        for name in sorted(self.names | closing):
            self.space.fact(name)
        self.names |= closing

    def find(self) -> tuple[Any, list[Item]] | None:
        """A person and the fewest facts that make the answer certain; None if it took too long.
        Raises Undecided."""
        turns = 0
        for count in range(len(self.items) + 1):
            few = z3.PbLe([(one, 1) for one in self.given], count) if self.given else True
            while (model := self.picker.find(few)) is not None:
                turns += 1
                if turns > MOST_TURNS:
                    return None
                chosen = [i for i, one in enumerate(self.given) if truth_of(one, model)]
                other = self._other(model, chosen)
                if other is None:
                    with suppress(Undecided):
                        model = self._ordinary(model, chosen)
                    return model, [self.items[i] for i in chosen]
                self.picker.tell(self._apart(other))
        return None

    def _ordinary(self, model: Any, chosen: list[int]) -> Any:
        """Somebody with the same facts given, of whom the answer is as certain, with values that
        are met more often."""
        program = self.space.program
        for i in chosen:
            item, rest = self.items[i], [j for j in chosen if j != i]
            fact = program.facts[item.name]
            for value in preferred(fact, value_of(fact, item.value, model), self.on, program):
                fixed = [*self._fixed(model, rest), self.equal(item.value, result_of(value))]
                better = self.telling.find(*fixed)
                if better is not None and self.checker.find(*fixed) is None:
                    model = better
                    break
        return model

    def _other(self, model: Any, chosen: list[int]) -> tuple[Any, dict[int, Bool]] | None:
        """Somebody with the chosen facts and another answer, and which facts make it so."""
        other = self.checker.find(*self._fixed(model, chosen))
        return None if other is None else (other, self._matters(other))

    def _fixed(self, model: Any, chosen: list[int]) -> list[Bool]:
        """What is settled of everybody with the chosen facts as they are in a model."""
        fixed: dict[int, Bool] = {i: self.is_as(self.items[i], model) for i in chosen}
        for i, closed in self.closing.items():
            if i in fixed and truth_of(self.items[i].value.yes, model):  # type: ignore[union-attr]
                for j, default in closed:
                    if j not in fixed:
                        fixed[j] = self.equal(self.items[j].value, default)
        return list(fixed.values())

    def _matters(self, model: Any) -> dict[int, Bool]:
        """Of a person with another answer, the facts that make it another, as wide as they may
        be: a day or number stands for all that nothing compares otherwise."""
        wide = {i: self.is_like(one, model) for i, one in enumerate(self.items)}
        core = self.telling.core(wide)
        if core is None:
            wide = {i: self.is_as(one, model) for i, one in enumerate(self.items)}
            core = self.telling.core(wide)
        assert core is not None
        names = {self.items[i].name for i in core}
        # what is impossible may tie other facts to these
        while tied := [tie for tie in self.ties if tie & names and not tie <= names]:
            names = names.union(*tied)
        own = {i for i, one in enumerate(self.items) if one.name in names and one.day is None}
        return {i: wide[i] for i in sorted({*core, *own})}

    def _apart(self, other: tuple[Any, dict[int, Bool]]) -> Bool:
        """What a pick must do so that this person is no completion of it."""
        model, matters = other
        ways: list[Bool] = []
        for i, alike_ in matters.items():
            ways.append(both(self.given[i], opposite(alike_)))
        for i, closed in self.closing.items():
            for j, default in closed:
                if j in matters and not self.is_worth(self.items[j], default, model):
                    item = self.items[i].value
                    assert isinstance(item, Truth)
                    ways.append(both(self.given[i], item.yes, opposite(self.given[j])))
        return either(*ways)

    def _closed_by_pick(self) -> Iterable[Bool]:
        for i, closed in self.closing.items():
            item = self.items[i].value
            assert isinstance(item, Truth)
            for j, default in closed:
                is_default = self.equal(self.items[j].value, default)
                yield either(opposite(self.given[i]), opposite(item.yes), self.given[j], is_default)

    # values

    def is_as(self, item: Item, model: Any) -> Bool:
        """Whether a fact is what it is in a model."""
        return is_as(item.value, model, self.space)

    def is_like(self, item: Item, model: Any) -> Bool:
        """Whether a fact is such that every comparison with a constant is as in a model."""
        if item.day is None and isinstance(item.value, Valued):
            ((_, base),) = item.value.cases
            if isinstance(base, Line) and base.curve is not None:
                return self._in_cell(base.curve.variable.place, model)
        return self.is_as(item, model)

    def _in_cell(self, place: Any, model: Any) -> Bool:
        value = model.eval(place, model_completion=True).as_long()
        cuts = self.cuts.get(place.get_id(), [])
        index = bisect_right(cuts, value)
        above = place >= cuts[index - 1] if index else True
        return both(above, opposite(place >= cuts[index]) if index < len(cuts) else True)

    def is_worth(self, item: Item, default: Result, model: Any) -> bool:
        return truth_of(self.equal(item.value, default), model)

    def equal(self, a: Result, b: Result) -> Bool:
        if isinstance(a, Truth) and isinstance(b, Truth):
            return alike(a.yes, b.yes)
        assert isinstance(a, Valued)
        assert isinstance(b, Valued)
        pairs = crossed([a, b], self.space.context)
        return either(*(both(guard, self.operators.equal(*bases)) for guard, bases in pairs))


def _cuts(formulas: Iterable[Bool]) -> dict[int, list[int]]:
    """The constants that variables are compared with, ascending."""
    found: dict[int, set[int]] = {}
    seen: set[int] = set()
    waiting = [one for one in formulas if not isinstance(one, bool)]
    while waiting:
        term = waiting.pop()
        if term.get_id() in seen:
            continue
        seen.add(term.get_id())
        inner = term.children()
        if z3.is_ge(term) and z3.is_int_value(inner[1]):
            found.setdefault(inner[0].get_id(), set()).add(inner[1].as_long())
        waiting += inner
    return {id: sorted(cuts) for id, cuts in found.items()}


def is_as(value: Result, model: Any, space: Space) -> Bool:
    """Whether a fact is what it is in a model."""
    if isinstance(value, Truth):
        return value.yes if truth_of(value.yes, model) else opposite(value.yes)
    ((_, base),) = value.cases
    match base:
        case Choice():
            return base.term == model.eval(base.term, model_completion=True)
        case Members():
            return both(
                *(
                    inside if truth_of(inside, model) else opposite(inside)
                    for _, inside in base.members
                )
            )
        case Line():
            assert base.curve is not None
            place = base.curve.variable.place
            return place == model.eval(place, model_completion=True)
        case _:
            raise AssertionError(base)


def given_facts(
    space: Space, model: Any, items: Iterable[Item]
) -> tuple[dict[str, Constant], dict[str, dict[date, Constant]]]:
    """The facts of a pick, and for facts of the day what they were on earlier days."""
    facts: dict[str, Constant] = {}
    histories: dict[str, dict[date, Constant]] = {}
    for item in items:
        value = value_of(space.program.facts[item.name], item.value, model)
        if item.day is None:
            facts[item.name] = value
        else:
            term = formula(item.day, space.context)
            day = date.fromordinal(model.eval(term, model_completion=True).as_long())
            histories.setdefault(item.name, {})[day] = value
    return facts, histories
