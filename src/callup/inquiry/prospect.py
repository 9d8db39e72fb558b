"""What can be expected of questions for one position: which matter, how much, to what effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from callup.inquiry.answers import Answers, key_of, split_key
from callup.ir.nodes import Constant
from callup.ir.program import FactType, Program
from callup.readers.explain.ask import Asker, status_of
from callup.readers.explain.chances import Chances, sorted_points
from callup.readers.explain.diagram import OTHER, Answer, End, Split, nodes
from callup.readers.explain.finding import Status
from callup.readers.explain.partial import Residual, Value, Variable
from callup.readers.explain.settle import OPEN, TooManyStates, settle

YEAR = 365


@dataclass(frozen=True, slots=True)
class Effect:
    """What some answers to a question make of a position.

    The answers are `values`, or on a line those from `start` up to `end`, where None is no bound.
    Without `settles` the position stays open, and status and value say nothing.
    """

    position: str
    values: tuple[Constant, ...]
    start: Constant | None
    end: Constant | None
    settles: bool
    status: Status
    value: Constant | None


def planner(asker: Asker, answers: Answers) -> Asker:
    """The same person as somebody to be asked further.

    What is told counts even if a fact that closes it may be yes. So where nobody knows the closing
    fact, it does not close what can still be told.
    """
    engine = asker.engine
    declined = {name for name in engine.program.facts if name in answers} - {
        name for name, value in asker.person.facts.items() if value is not None
    }
    closers = {
        name: tuple(c for c in own if c not in declined) if name not in answers else own
        for name, own in engine.closers.items()
    }
    if closers == engine.closers:
        return asker
    plain = copy(engine)
    plain.closers = {name: left for name, left in closers.items() if left}
    return Asker(plain, asker.person, asker.on, asker.setup, asker.given_on)


@dataclass(slots=True)
class Prospect:
    """One position with these answers. Raises Diagnostics where they exclude each other."""

    asker: Asker
    """Who tells what is left; see `planner`."""
    position: str
    answers: Answers
    others: tuple[Prospect, ...]
    """Those of other positions, which share what is worked out where the same is left of them."""
    left: frozenset[Variable] = field(init=False)
    """What the answer waits for that can be told now."""
    settled: Answer | None = field(init=False)
    """The diagram of what asking can settle; None where the cases are too many."""

    residual: Residual | None = field(init=False, default=None)
    _gains: dict[str, int] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.settled = Answer(End(OPEN), {})
        self.left = frozenset()
        if self.asker.plain_answer(self.position)[0] == "unknown":
            value = self.asker.left(self.position)
            if isinstance(value, Residual):
                self.residual = value
                self.left = frozenset(v for v in value.variables if self._untold(v))
                same = self.same()
                self.settled = same.settled if same is not None else self._settled()

    def same(self) -> Prospect | None:
        """A position before this one of which the same is left."""
        return next((one for one in self.others if one.residual is self.residual), None)

    def _untold(self, variable: Variable) -> bool:
        key = key_of(variable)
        return key is not None and key not in self.answers

    def _settled(self) -> Answer | None:
        whole = self.asker.exact(self.position)
        if whole is None:
            return None
        days = self.asker.engine.cones.day_facts()
        told = any(name in days for name in map(_fact, self.answers) if self._declined(name))

        def can_ask(variable: Variable) -> bool:
            if variable in self.left:
                return True
            # a fact on a day that is not known yet; it never will be, where nobody knows the day
            return self._untold(variable) and not told

        try:
            return settle(whole, can_ask)
        except TooManyStates:
            return None

    def _matter(self) -> set[Variable]:
        whole = self.asker.exact(self.position)
        return whole.matter() if whole is not None else set(self.left)

    def _declined(self, name: str) -> bool:
        return self.asker.person.facts.get(name) is None

    @property
    def is_open(self) -> bool:
        """Whether something that can be asked may settle the answer."""
        if self.settled is None:
            return bool(self.left)
        return bool(self.left) and len(self.settled.ends()) > 1

    def variables(self, key: str) -> frozenset[Variable]:
        """What an answer tells."""
        return frozenset(variable for variable in self.left if key_of(variable) == key)

    def weigh(self, variable: Variable, keys: list[Any]) -> list[int]:
        """How likely the cells of a variable are, beside each other."""
        program = self.asker.engine.program
        if variable[0] != "fact":
            return [1] * len(keys)
        return weigh(program.facts[variable[1]], program, self.asker.on, keys)

    def gains(self) -> dict[str, int]:
        """How much nearer each question is expected to bring the answer, for those that matter."""
        if self._gains is None:
            same = self.same()
            self._gains = same.gains() if same is not None else self._worked_out()
        return self._gains

    def _worked_out(self) -> dict[str, int]:
        if self.settled is None:
            return dict.fromkeys(_keys(sorted(self.left)), 0)
        settling = self.settled.matter() & self.left
        # where two unknown days are compared, a cell stands for days that other branches tell
        # apart, and more may seem to settle; what matters to the answer as such is exact
        matter = settling & self._matter() or settling
        if not matter:
            # facts that are tied to each other by what is impossible; no single one matters
            matter = set(_variables(self.settled) & self.left)
        chances = Chances(self.settled, self.weigh)
        now = chances.now()
        found: dict[str, int] = {}
        for variable in sorted(matter):
            key = key_of(variable) or ""
            found[key] = max(found.get(key, 0), now - chances.after(variable))
        return found


def _fact(key: str) -> str:
    return split_key(key)[0]


def _keys(variables: Iterable[Variable]) -> Iterator[str]:
    return (key for key in map(key_of, variables) if key is not None)


def _variables(answer: Answer) -> frozenset[Variable]:
    return frozenset(node.variable for node in nodes(answer.root) if isinstance(node, Split))


def weigh(fact: FactType, program: Program, on: date, keys: list[Any]) -> list[int]:
    """How likely the cells of a fact are, beside each other.

    Values of a choice count as equally likely, and so do whole numbers between bounds and the
    days of a window that ends a year from now: a hundred years for what is lasting, five for
    what happens later in a life. Of other numbers nothing is presumed: cells count alike.
    """
    if OTHER in keys:
        every = len(program.values[fact.type.of])
        return [every - len(keys) + 1 if key is OTHER else 1 for key in keys]
    if None not in keys:
        return [1] * len(keys)
    if fact.type.kind == "date":
        years = 100 if fact.kind == "lasting" else 5
        today = on.toordinal()
        begins = [key.toordinal() if key else None for key in keys]
        return _lengths(begins, today - years * YEAR, today + YEAR)
    if fact.type.kind == "integer" and fact.low is not None and fact.high is not None:
        return _lengths(keys, int(fact.low), int(fact.high) + 1)
    return [1] * len(keys)


def _lengths(begins: list[Any], first: int, stop: int) -> list[int]:
    """How much of a window each cell holds, and a little where it holds nothing."""
    low = [first if one is None else min(max(one, first), stop) for one in begins]
    return [max(b - a, 0) * 100 + 1 for a, b in zip(low, [*low[1:], stop], strict=True)]


# effects


def effects(prospect: Prospect, key: str) -> Iterator[Effect]:
    """What the answers to a question make of a position, where one variable tells it."""
    asked = prospect.variables(key)
    if prospect.settled is None or len(asked) != 1:
        return
    (variable,) = asked
    if variable[0] == "member":
        return
    own = [
        node
        for node in nodes(prospect.settled.root)
        if isinstance(node, Split) and node.variable == variable
    ]
    if not own:
        return
    if own[0].line:
        yield from _along_line(prospect, variable, own)
    else:
        yield from _by_value(prospect, variable, own)


def _along_line(prospect: Prospect, variable: Variable, own: list[Split]) -> Iterator[Effect]:
    keys = sorted_points(own)
    runs: list[tuple[Any, Value]] = []
    for key in keys:
        end = _end(prospect, variable, key)
        if not runs or not _same(runs[-1][1], end):
            runs.append((key, end))
    stops = [key for key, _ in runs[1:]] + [None]
    for (start, end), stop in zip(runs, stops, strict=True):
        if end is not None:
            yield _effect(prospect, (), start, stop, end)


def _by_value(prospect: Prospect, variable: Variable, own: list[Split]) -> Iterator[Effect]:
    keys = sorted_points(own)
    rest: tuple[Constant, ...] = ()
    if OTHER in keys:
        program = prospect.asker.engine.program
        listed = program.values[program.facts[variable[1]].type.of]
        rest = tuple(name for name, _ in listed if name not in keys)
    groups: list[tuple[Value, list[Constant]]] = []
    for key in keys:
        end = _end(prospect, variable, key)
        values = list(rest) if key is OTHER else [key]
        same = next((group for other, group in groups if _same(other, end)), None)
        if same is None:
            groups.append((end, values))
        else:
            same += values
    for end, group in groups:
        if end is not None:
            yield _effect(prospect, tuple(group), None, None, end)


def _end(prospect: Prospect, variable: Variable, key: Any) -> Value:
    """The end that an answer leads to, or OPEN; None where nobody can give it."""
    assert prospect.settled is not None
    ends = prospect.settled.ends_where(variable, key)
    return None if not ends else ends[0] if len(ends) == 1 else OPEN


def _same(a: Value, b: Value) -> bool:
    return type(a) is type(b) and bool(a == b)


def _effect(
    prospect: Prospect,
    values: tuple[Constant, ...],
    start: Constant | None,
    stop: Constant | None,
    end: Value,
) -> Effect:
    status, value = ("unknown", None) if end is OPEN else status_of(end)
    return Effect(prospect.position, values, start, stop, end is not OPEN, status, value)
