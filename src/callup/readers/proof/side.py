"""What positions come to as they are asked about: by one law, with its open switches left open.

An answer for a person is known where it is the same under every setting of the open switches. So
whoever asks with all facts given gets what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod

import z3

from callup.ir.nodes import Definition, Node
from callup.ir.program import Program
from callup.ir.types import BOOLEAN
from callup.readers.proof.encode import Encoder, Moment
from callup.readers.proof.line import NotEncoded, Point
from callup.readers.proof.logic import Bool, Truth, alike, both, either, opposite
from callup.readers.proof.outcome import Outcome
from callup.readers.proof.solve import Solver
from callup.readers.proof.space import Space
from callup.readers.proof.value import Valued, crossed

MOST_TOGETHER = 64
"""So many settings of open switches are gone through together; more, switch by switch."""


@dataclass(slots=True)
class Side:
    """The law of a moment, with switches set; the same people may be asked about by others."""

    space: Space
    program: Program
    settings: Mapping[str, str]
    moment: Moment
    since: Point
    facts: frozenset[str] | None = None
    """What is asked about reads these facts, if that is known; others are left out of account."""
    encoder: Encoder = field(init=False)
    _fixed: Encoder | None = None
    _asks: Solver | None = None
    _outcomes: dict[str, Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.encoder = self._encoder(self.settings)

    def _encoder(self, settings: Mapping[str, str]) -> Encoder:
        base = Moment(self.moment.law, self.moment.day)
        return Encoder(self.space, self.program, settings, base, self.since)

    def possible(self) -> list[Bool]:
        return self.encoder.possible(self.moment, self.facts)

    def roots(self, name: str) -> list[Node]:
        definition = self.program.definitions.get(name)
        return [] if definition is None else [Definition(name, definition.type)]

    def outcome(self, name: str) -> Outcome:
        """What a position comes to, as asked. Raises NotEncoded, Undecided."""
        if name not in self._outcomes:
            self._outcomes[name] = self._outcome(name)
        return self._outcomes[name]

    def _outcome(self, name: str) -> Outcome:
        if name not in self.program.definitions:
            return Outcome.not_covered(BOOLEAN)
        found = self.encoder.outcome(name, self.moment)
        switches = self.encoder.cone.switches(self.roots(name)) - self.settings.keys()
        if not switches:
            return found
        fixed = self._fixed_encoder().outcome(name, self.moment)
        level = same(found, fixed, self.encoder)
        return _only_where(fixed, self.always(level))

    def certainly(self, truth: Truth) -> tuple[Bool, Bool]:
        """For whom a formula is yes, and no, under all settings of the open switches."""
        return self.always(truth.yes), self.always(truth.no)

    def always(self, level: Bool) -> Bool:
        """For whom something holds under all settings of the open switches."""
        switches = self._open_in(level)
        if not switches or self._solver().find(opposite(level)) is None:
            return True if switches else level
        classes = {switch: self._classes(switch) for switch in switches}
        if prod(map(len, classes.values())) <= MOST_TOGETHER:
            settings = [dict(zip(classes, one, strict=True)) for one in product(*classes.values())]
            return both(*(self._under(level, one) for one in settings))
        first = {switch: settings[0] for switch, settings in classes.items()}
        single = [{**first, s: one} for s, settings in classes.items() for one in settings]
        found = both(*(self._under(level, one) for one in single))
        # more than one switch at once must not do what none of them does alone
        if self._solver().find(found, opposite(level)) is not None:
            raise NotEncoded("several open switches with many settings at once")
        return found

    def _open_in(self, formula: Bool) -> list[str]:
        """The open switches that a formula depends on."""
        if isinstance(formula, bool):
            return []
        found = []
        for name, choice in sorted(self.space.switches.items()):
            if name not in self.settings:
                other = z3.Const("another", choice.term.sort())
                if not formula.eq(z3.substitute(formula, (choice.term, other))):
                    found.append(name)
        return found

    def _solver(self) -> Solver:
        if self._asks is None:
            self._asks = Solver(self.space)
            self._asks.tell(*self.possible())
        return self._asks

    def _classes(self, switch: str) -> list[str]:
        """One setting for each group of settings that nothing tells apart."""
        told = sorted(self.encoder.told.get(switch, ()), key=sorted)
        found: dict[tuple[bool, ...], str] = {}
        for setting in self.program.switches[switch].settings:
            found.setdefault(tuple(setting in one for one in told), setting)
        return list(found.values())

    def _fixed_encoder(self) -> Encoder:
        """The same law with every open switch at the first of its settings."""
        if self._fixed is None:
            switches = self.program.switches.values()
            first = {one.name: one.settings[0] for one in switches}
            self._fixed = self._encoder({**first, **self.settings})
        return self._fixed

    def _under(self, level: Bool, settings: dict[str, str]) -> Bool:
        pairs = []
        for switch, setting in settings.items():
            choice = self.space.switch(switch)
            index = choice.values.index(setting)
            pairs.append((choice.term, z3.BitVecVal(index, choice.term.sort())))
        found = z3.simplify(z3.substitute(level, *pairs))
        if z3.is_true(found) or z3.is_false(found):
            return z3.is_true(found)
        return found


def same(a: Outcome, b: Outcome, encoder: Encoder) -> Bool:
    """For whom two outcomes are the same: status, and value where there is one."""
    if not a.covered or not b.covered:
        return a.covered == b.covered
    known = both(a.known, b.known, worth_the_same(a.value, b.value, encoder))
    return either(
        known,
        both(a.none, b.none),
        both(a.conflict, b.conflict),
        both(a.unknown, b.unknown),
    )


def worth_the_same(a: Truth | Valued, b: Truth | Valued, encoder: Encoder) -> Bool:
    """Whether two values, where there are any, are the same."""
    if isinstance(a, Truth) and isinstance(b, Truth):
        return alike(a.yes, b.yes)
    assert isinstance(a, Valued)
    assert isinstance(b, Valued)
    return both(
        *(
            either(opposite(guard), encoder.operators.equal(*bases))
            for guard, bases in crossed([a, b], encoder.context)
        )
    )


def _only_where(outcome: Outcome, certain: Bool) -> Outcome:
    return Outcome(
        outcome.value,
        both(outcome.known, certain),
        both(outcome.none, certain),
        both(outcome.conflict, certain),
        outcome.covered,
    )
