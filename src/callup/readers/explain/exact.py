"""What an answer is over every completion of what is not known.

The question is answered by a case split over the variables that the answer waits for. A variable
with few values is split into those that formulas mention and one for the rest. A variable on a
line (days, numbers, money) is cut where a comparison turns, so that within a cell every formula
says the same. Two cases in which the same formula is left are one case: residuals are interned,
and each is entered once. What comes out is a decision diagram, ordered and reduced.

    the answer          the different ends of the diagram
    a fact matters      two branches of one of its nodes differ, all else equal
    an impossible case  an end of its own, which is no answer

Comparisons between two unknown values on a line are settled by putting in, for the first of them,
the ends and the middle of each of its cells, and every value of a small cell; the second is then
cut at what the first one is worth. The cells of the first are cut where the relation reaches a cut
of the second. For relations that rise or fall with each side this meets every feasible pattern.

The number of cases is bounded by MOST_CASES. Past it the answer is Kleene's, and approximate.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from callup.readers.explain.cells import Cutter, Scale, TooManyCases
from callup.readers.explain.compile import Engine
from callup.readers.explain.diagram import OTHER, Answer, Diagram, End, Split
from callup.readers.explain.partial import (
    INVALID,
    UNKNOWN,
    Assigned,
    Memory,
    Residual,
    Value,
    Variable,
)
from callup.readers.explain.situation import Situation

MOST_CASES = 5_000
SMALL_CELL = 8
"""Cells with at most so many values are gone through value by value where values are compared."""
MOST_CUTS = 2_000
FEW = 8
"""A switch with more settings than this is split late."""


class _Two(Exception):
    """Two different answers are possible; nothing more needs to be known of them."""


@dataclass(slots=True)
class Question:
    """What a residual comes to under all completions of what is not known in a situation."""

    engine: Engine
    situation: Situation
    order: dict[Variable, int] = field(default_factory=dict)
    memo: dict[int, Diagram] = field(default_factory=dict)
    kept: list[Residual] = field(default_factory=list)
    ends: dict[Any, End] = field(default_factory=dict)
    splits: dict[tuple[Any, ...], Split] = field(default_factory=dict)
    put_in: dict[tuple[Any, ...], dict[int, Memory]] = field(default_factory=dict)
    """For each variable and each worth of it, what formulas came to with that."""
    cases: int = 0
    until_two: bool = False
    witnesses: list[Assigned] = field(default_factory=list)
    """For each end a completion that leads there."""

    def answer(self, start: Value) -> Answer:
        """The diagram of what a position came to with nothing assumed. Raises TooManyCases."""
        root = self.diagram(start, dict(self.situation.assigned))
        ranked = sorted(self.order, key=self.rank)
        return Answer(root, {variable: index for index, variable in enumerate(ranked)})

    def settled(self, start: Value) -> list[Value]:
        """The different possible answers, at most two of them: enough to tell whether there is
        one answer. Raises TooManyCases."""
        self.until_two = True
        with suppress(_Two):
            self.diagram(start, dict(self.situation.assigned))
        return self.possible()

    def possible(self) -> list[Value]:
        return [end.value for end in self.ends.values() if end.value is not INVALID]

    def diagram(self, value: Value, assigned: dict[Variable, Value]) -> Diagram:
        if not isinstance(value, Residual):
            return self.end(value, assigned)
        if not value.variables:
            return self.end(UNKNOWN, assigned)
        found = self.memo.get(id(value))
        if found is None:
            found = self.split(value, assigned)
            self.memo[id(value)] = found
            self.kept.append(value)
        return found

    def end(self, value: Value, assigned: Assigned) -> End:
        key = (type(value), value)
        found = self.ends.get(key)
        if found is None:
            found = self.ends[key] = End(value)
            self.witnesses.append(assigned)
            if self.until_two and len(self.possible()) > 1:
                raise _Two
        return found

    def split(self, value: Residual, assigned: dict[Variable, Value]) -> Diagram:
        variable = self.first(value)
        cells = self.cells(value, variable)
        keys: list[Any] = []
        branches: list[Diagram] = []
        line = self.on_line(variable)
        for key, representative in cells:
            self.cases += 1
            if self.cases > MOST_CASES:
                raise TooManyCases
            more = {**assigned, variable: representative}
            memo = self.put_in.setdefault((variable, type(representative), representative), {})
            left = self.engine.algebra.assign(value, variable, more, memo)
            branch = self.diagram(left, more)
            if line and branches and branches[-1] is branch:
                continue
            keys.append(key)
            branches.append(branch)
        if all(branch is branches[0] for branch in branches):
            return branches[0]
        shape = (variable, tuple(map(_hashable, keys)), tuple(map(id, branches)))
        found = self.splits.get(shape)
        if found is None:
            found = self.splits[shape] = Split(variable, line, tuple(keys), tuple(branches))
        return found

    # which variable first

    def first(self, value: Residual) -> Variable:
        """The variable to split on: one order for the whole diagram."""
        for variable in sorted(value.variables):
            if variable not in self.order:
                self.order[variable] = len(self.order)
        return min(value.variables, key=self.rank)

    def rank(self, variable: Variable) -> tuple[int, int]:
        return (self.family(variable), self.order[variable])

    def family(self, variable: Variable) -> int:
        """Switches with few settings, then facts that close others, then days of `as of`, then the
        rest; what lies on a line comes late, for by then what it is compared with is known."""
        if variable[0] == "switch":
            # an act whose day is one of many is told apart by few of them, once days are known
            return 0 if len(self.engine.program.switches[variable[1]].settings) <= FEW else 7
        name = variable[2] if variable[0] == "member" else variable[1]
        if len(variable) > 2 and variable[0] == "fact":
            return 6 if self.on_line(variable) else 5
        if self.engine.program.facts[name].closed:
            return 1
        if name in self.engine.cones.day_facts():
            return 2
        return 4 if self.on_line(variable) else 3

    def on_line(self, variable: Variable) -> bool:
        return variable[0] == "fact" and self.engine.program.facts[variable[1]].type.is_line

    # cells

    def cells(self, value: Residual, variable: Variable) -> list[tuple[Any, Value]]:
        """(key, representative) of every cell of a variable."""
        if variable[0] == "member":
            return [(False, False), (True, True)]
        if variable[0] == "switch":
            return self.settings(value, variable)
        type = self.engine.program.facts[variable[1]].type
        if type.kind == "boolean":
            return [(False, False), (True, True)]
        if type.kind == "choice":
            return self.choices(value, variable, type.of)
        return self.stretches(value, variable)

    def settings(self, value: Residual, variable: Variable) -> list[tuple[Any, Value]]:
        """The settings of a switch, those together that nothing in the residual tells apart."""
        listed = self.engine.program.switches[variable[1]].settings
        told: list[frozenset[str]] = []
        if not _memberships(value, variable, told, set()):
            told = [frozenset((setting,)) for setting in listed]
        classes: dict[tuple[bool, ...], list[str]] = {}
        for setting in listed:
            classes.setdefault(tuple(setting in one for one in told), []).append(setting)
        return [(frozenset(settings), settings[0]) for settings in classes.values()]

    def choices(self, value: Residual, variable: Variable, of: str) -> list[tuple[Any, Value]]:
        listed = [name for name, _ in self.engine.program.values[of]]
        mentioned: set[str] = set()
        pending: list[Residual] = []
        compared = _mentions(value, variable, mentioned, pending, {})
        for one in pending:
            mentioned |= self.engine.cones.mentioned(one.arguments[0][0].body, of)
        if compared:
            return [(name, name) for name in listed]
        rest = [name for name in listed if name not in mentioned]
        cells: list[tuple[Any, Value]] = [(name, name) for name in listed if name in mentioned]
        if rest:
            cells.append((OTHER, rest[0]))
        return cells

    def stretches(self, value: Residual, variable: Variable) -> list[tuple[Any, Value]]:
        """The cells of a variable on a line, each with what stands for it."""
        scale = Scale(self.engine, variable[1])
        cuts, related = Cutter(self.engine, self.situation, scale, variable, value).cuts()
        if len(cuts) > MOST_CUTS:
            raise TooManyCases
        if not related:
            starts = [scale.low, *cuts]
            ends = [*cuts, scale.high + 1]
            return [
                (
                    None if start == scale.low else scale.value(start),
                    scale.value((start + end - 1) // 2),
                )
                for start, end in zip(starts, ends, strict=True)
            ]
        return self.sampled_cells(scale, cuts)

    def sampled_cells(self, scale: Scale, cuts: list[int]) -> list[tuple[Any, Value]]:
        """Cells whose inner places differ for a comparison with another unknown value."""
        cells: list[tuple[Any, Value]] = []
        for start, end in zip([scale.low, *cuts], [*cuts, scale.high + 1], strict=True):
            if end - start <= SMALL_CELL:
                begins = places = list(range(start, end))
            else:
                begins = [start, start + 1, end - 1]
                places = [start, (start + end - 1) // 2, end - 1]
            for begin, place in zip(begins, places, strict=True):
                key = None if begin == scale.low else scale.value(begin)
                cells.append((key, scale.value(place)))
        return cells


def _hashable(key: Any) -> Any:
    return (type(key), key) if key is not OTHER else "other"


def _memberships(
    value: Residual, variable: Variable, told: list[frozenset[str]], seen: set[int]
) -> bool:
    """Collects the settings that a residual tells apart; False where a day is still pending."""
    if id(value) in seen or variable not in value.variables:
        return True
    seen.add(id(value))
    if value.operator == "pending":
        return False
    if value.operator == "member" and value.arguments[0].operator == "variable":
        told.append(value.arguments[1])
        return True
    return all(
        _memberships(argument, variable, told, seen)
        for argument in value.arguments
        if isinstance(argument, Residual)
    )


def _mentions(
    value: Residual,
    variable: Variable,
    found: set[str],
    pending: list[Residual],
    seen: dict[int, bool],
) -> bool:
    """Collects the constants that a choice is compared with, and what is pending for a day;
    whether it is also compared with something unknown, or stands as a value itself."""
    if id(value) in seen:
        return seen[id(value)]
    seen[id(value)] = False
    if variable not in value.variables:
        return False
    result = False
    arguments = value.arguments
    own = [a for a in arguments if isinstance(a, Residual) and a.operator == "variable"]
    is_direct = any(a.arguments[0] == variable for a in own)
    if value.operator == "pending":
        pending.append(value)
    elif value.operator == "variable":
        result = True
    elif value.operator == "equal" and is_direct:
        other = arguments[1] if arguments[0] in own else arguments[0]
        if isinstance(other, Residual):
            result = True
        else:
            found.add(other)
    elif value.operator == "member" and is_direct:
        found.update(arguments[1])
    else:
        for argument in arguments:
            if isinstance(argument, Residual):
                result = _mentions(argument, variable, found, pending, seen) or result
    seen[id(value)] = result
    return result
