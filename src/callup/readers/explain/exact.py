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

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from callup.ir.facts import EARLIEST, LATEST
from callup.readers.explain.clock import turning_days
from callup.readers.explain.compile import Engine, Situation
from callup.readers.explain.partial import (
    INVALID,
    UNKNOWN,
    Algebra,
    Residual,
    Value,
    Variable,
)
from callup.values.number import whole

MOST_CASES = 5_000
SMALL_CELL = 8
"""Cells with at most so many values are gone through value by value where values are compared."""
MOST_CUTS = 2_000
FEW = 8

OTHER = object()
"""Stands for a value of a choice that no formula mentions."""


class TooManyCases(Exception):
    """The case split passed its bound."""


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """An end of the diagram: a constant value, or NONE, CONFLICT, UNKNOWN, INVALID."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A node of the diagram. `keys[i]` begins the cell (on a line, None the first), is the value
    (of a choice, OTHER the rest) or holds the settings (of a switch) that lead to `branches[i]`."""

    variable: Variable
    line: bool
    keys: tuple[Any, ...]
    branches: tuple[Diagram, ...]


Diagram = End | Split


@dataclass(slots=True)
class Answer:
    """The diagram of one question."""

    root: Diagram
    order: dict[Variable, int]

    def ends(self) -> list[Value]:
        """The different possible answers; the impossible is left out."""
        found: list[Value] = []
        for node in _nodes(self.root):
            if isinstance(node, End) and node.value is not INVALID:
                found.append(node.value)
        return found

    def ends_where(self, variable: Variable, key: object) -> list[Value]:
        """The possible answers when a variable has one value."""
        found: list[Value] = []
        seen: set[int] = set()
        stack: list[Diagram] = [self.root]
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, End):
                if node.value is not INVALID:
                    found.append(node.value)
            elif node.variable == variable:
                stack.append(_branch(node, key))
            else:
                stack.extend(node.branches)
        return found

    def mattering(self) -> list[Variable]:
        """The variables that matter, those first whose answer is expected to settle most."""
        comparer = _Comparer(self.order)
        matter: set[Variable] = set()
        for node in _nodes(self.root):
            if isinstance(node, Split) and node.variable not in matter:
                pairs = [(a, b) for i, a in enumerate(node.branches) for b in node.branches[i + 1 :]]
                if any(comparer.differ(a, b) for a, b in pairs):
                    matter.add(node.variable)
        worth = _worth(self.root)
        return sorted(matter, key=lambda one: (-worth[one], self.order[one]))


def _nodes(root: Diagram) -> list[Diagram]:
    """Every node once, outer before inner."""
    seen = {id(root)}
    found = [root]
    for node in found:
        if isinstance(node, Split):
            for branch in node.branches:
                if id(branch) not in seen:
                    seen.add(id(branch))
                    found.append(branch)
    return found


def _worth(root: Diagram) -> dict[Variable, Fraction]:
    """For each variable, how likely the commonest end is once its value is known, on average.

    All cells of a node count as equally likely. One pass down gives how likely each node is
    reached, one pass up the shares of the ends below it.
    """
    nodes = _topological(root)
    reach: dict[int, Fraction] = {id(root): Fraction(1)}
    for node in nodes:
        if isinstance(node, Split):
            part = reach[id(node)] / len(node.branches)
            for branch in node.branches:
                reach[id(branch)] = reach.get(id(branch), Fraction(0)) + part
    shares: dict[int, Shares] = {}
    for node in reversed(nodes):
        if isinstance(node, End):
            shares[id(node)] = {} if node.value is INVALID else {id(node): Fraction(1)}
        else:
            parts = [(shares[id(branch)], Fraction(1, len(node.branches))) for branch in node.branches]
            shares[id(node)] = _mixed(parts)
    variables = {node.variable for node in nodes if isinstance(node, Split)}
    return {one: _settled(one, root, nodes, reach, shares) for one in variables}


Shares = dict[int, Fraction]


def _settled(
    variable: Variable,
    root: Diagram,
    nodes: list[Diagram],
    reach: dict[int, Fraction],
    shares: dict[int, Shares],
) -> Fraction:
    own = [node for node in nodes if isinstance(node, Split) and node.variable == variable]
    past = _mixed([(shares[id(root)], Fraction(1)), *((shares[id(n)], -reach[id(n)]) for n in own)])
    keys = _points(own)
    total = Fraction(0)
    for key in keys:
        inside = _mixed([(past, Fraction(1)), *((shares[id(_branch(n, key))], reach[id(n)]) for n in own)])
        mass = sum(inside.values(), Fraction(0))
        total += max(inside.values()) / mass if mass else Fraction(0)
    return total / len(keys)


def _mixed(parts: list[tuple[Shares, Fraction]]) -> Shares:
    mixed: Shares = {}
    for shares, weight in parts:
        for end, share in shares.items():
            mixed[end] = mixed.get(end, Fraction(0)) + share * weight
    return mixed


def _topological(root: Diagram) -> list[Diagram]:
    """Every node once, each before those below it."""
    done: set[int] = set()
    order: list[Diagram] = []
    stack: list[tuple[Diagram, bool]] = [(root, False)]
    while stack:
        node, left = stack.pop()
        if left:
            order.append(node)
        elif id(node) not in done:
            done.add(id(node))
            stack.append((node, True))
            if isinstance(node, Split):
                stack.extend((branch, False) for branch in node.branches)
    order.reverse()
    return order


def _points(nodes: list[Split]) -> list[Any]:
    """Keys of all cells of these nodes, settings of switches one by one; each once."""
    keys: list[Any] = []
    for node in nodes:
        for key in node.keys:
            for point in sorted(key) if isinstance(key, frozenset) else (key,):
                if point not in keys:
                    keys.append(point)
    return keys


def _branch(node: Split, key: Any) -> Diagram:
    """The branch for a value, or for the cell that begins at it."""
    if not node.line:
        for own, branch in zip(node.keys, node.branches, strict=True):
            if own == key or (isinstance(own, frozenset) and key in own):
                return branch
        return node.branches[node.keys.index(OTHER)] if OTHER in node.keys else node.branches[-1]
    if key is None:
        return node.branches[0]
    return node.branches[bisect_right(node.keys[1:], key)]


@dataclass(slots=True)
class _Comparer:
    """Whether two diagrams give different possible answers for one and the same completion."""

    order: dict[Variable, int]
    memo: dict[tuple[int, int], bool] = field(default_factory=dict)

    def differ(self, a: Diagram, b: Diagram) -> bool:
        if a is b:
            return False
        key = (id(a), id(b)) if id(a) < id(b) else (id(b), id(a))
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._differ(a, b)
        return found

    def _differ(self, a: Diagram, b: Diagram) -> bool:
        if isinstance(a, End) and isinstance(b, End):
            return a.value is not INVALID and b.value is not INVALID and not _same_end(a, b)
        splits = [node for node in (a, b) if isinstance(node, Split)]
        top = min(splits, key=lambda node: self.order[node.variable])
        keys = _points([node for node in splits if node.variable == top.variable])
        return any(
            self.differ(_follow(a, top.variable, key), _follow(b, top.variable, key))
            for key in keys
        )


def _follow(node: Diagram, variable: Variable, key: Any) -> Diagram:
    if isinstance(node, Split) and node.variable == variable:
        return _branch(node, key)
    return node


def _same_end(a: End, b: End) -> bool:
    return type(a.value) is type(b.value) and bool(a.value == b.value)


# making the diagram


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
    cases: int = 0

    def answer(self, start: Value) -> Answer:
        """The diagram of what a position came to with nothing assumed. Raises TooManyCases."""
        root = self.diagram(start, dict(self.situation.assigned))
        ranked = sorted(self.order, key=self.rank)
        return Answer(root, {variable: index for index, variable in enumerate(ranked)})

    def diagram(self, value: Value, assigned: dict[Variable, Value]) -> Diagram:
        if not isinstance(value, Residual):
            return self.end(value)
        if not value.variables:
            return self.end(UNKNOWN)
        found = self.memo.get(id(value))
        if found is None:
            found = self.split(value, assigned)
            self.memo[id(value)] = found
            self.kept.append(value)
        return found

    def end(self, value: Value) -> End:
        key = (type(value), value)
        found = self.ends.get(key)
        if found is None:
            found = self.ends[key] = End(value)
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
            branch = self.diagram(self.engine.algebra.substitute(value, more), more)
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
        """Switches with few settings, then facts that close others, then days of `as of`, then the rest; what lies
        on a line comes late, since by then what it is compared with is known."""
        if variable[0] == "switch":
            # an act whose day is one of many is told apart by few of them, once days are known
            return 0 if len(self.engine.program.switches[variable[1]].settings) <= FEW else 7
        name = variable[-1] if variable[0] == "fact" and len(variable) == 2 else variable[1]
        if len(variable) > 2 and variable[0] == "fact":
            return 6 if self.on_line(variable) else 5
        if name in self.engine.closers.values():
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
                (None if start == scale.low else scale.value(start), scale.value((start + end - 1) // 2))
                for start, end in zip(starts, ends, strict=True)
            ]
        return self.sampled_cells(scale, cuts)

    def sampled_cells(self, scale: Scale, cuts: list[int]) -> list[tuple[Any, Value]]:
        """Cells whose inner places differ for a comparison with another unknown value."""
        cells: list[tuple[Any, Value]] = []
        for start, end in zip([scale.low, *cuts], [*cuts, scale.high + 1], strict=True):
            if end - start <= SMALL_CELL:
                places = list(range(start, end))
            else:
                places = [start, (start + end - 1) // 2, end - 1]
            begins = [start, *([p for p in places[1:]] if end - start <= SMALL_CELL else [start + 1, end - 1])]
            for begin, place in zip(begins, places, strict=True):
                cells.append((None if begin == scale.low else scale.value(begin), scale.value(place)))
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


@dataclass(slots=True)
class Scale:
    """The values of a fact on a line as whole numbers, so that cuts can be searched for."""

    engine: Engine
    name: str
    low: int = field(init=False)
    high: int = field(init=False)
    step: int = field(init=False)

    def __post_init__(self) -> None:
        fact = self.engine.program.facts[self.name]
        self.step = {"money": 100, "number": 10**6}.get(fact.type.kind, 1)
        if fact.type.kind == "date":
            self.step = 0
            self.low, self.high = EARLIEST.toordinal(), LATEST.toordinal() - 1
            return
        lowest = 0 if fact.type.kind == "money" else -(10**15)
        low = fact.low if fact.low is not None else lowest
        high = fact.high if fact.high is not None else 10**15
        self.low, self.high = int(low * self.step), int(high * self.step)

    def value(self, place: int) -> Value:
        if self.step == 0:
            return date.fromordinal(place)
        return place if self.step == 1 else whole(Fraction(place, self.step))

    def place(self, value: Value) -> int:
        """The place of a value, held within the scale; between two places the lower one."""
        if self.step == 0:
            found: int = value.toordinal()
        else:
            found = int(Fraction(value) * self.step // 1)
        return min(max(found, self.low), self.high)


@dataclass(slots=True)
class Cutter:
    """Finds where the comparisons that a variable stands in turn along its line."""

    engine: Engine
    situation: Situation
    scale: Scale
    variable: Variable
    root: Residual
    found: set[int] = field(default_factory=set)
    related: bool = False

    @property
    def algebra(self) -> Algebra:
        return self.engine.algebra

    def cuts(self) -> tuple[list[int], bool]:
        """The first places of all cells but the first; whether other unknowns are compared."""
        atoms: dict[int, Residual] = {}
        _atoms(self.root, self.variable, atoms, set())
        # windows come last: they are cut in the years that the other cuts lie in
        for atom in sorted(atoms.values(), key=lambda one: one.operator == "within"):
            self.cut(atom)
        inner = sorted(c for c in self.found if self.scale.low < c <= self.scale.high)
        return inner, self.related

    def cut(self, atom: Residual) -> None:
        if atom.operator == "pending":
            self.law_days(atom)
        elif atom.variables == {self.variable}:
            self.cut_alone(atom)
        else:
            self.cut_related(atom)

    def cut_alone(self, atom: Residual) -> None:
        """The places where a comparison with known values turns."""
        if atom.operator == "within":
            self.cut_window(atom)
        elif atom.operator in ("equal", "member"):
            self.cut_equal(atom)
        elif atom.operator in ("less", "at_most"):
            self.search(lambda place: self.at(atom, place))
        else:
            # a value of its own, such as an amount: every place may differ, so look at both ends
            self.related = True

    def at(self, atom: Residual, place: int) -> Value:
        return self.algebra.substitute(atom, {self.variable: self.scale.value(place)})

    def search(self, at: Callable[[int], Value]) -> None:
        """The one place where a monotone comparison turns, by halving."""
        low, high = self.scale.low, self.scale.high
        first, last = at(low), at(high)
        if first is last:
            return
        while high - low > 1:
            middle = (low + high) // 2
            if at(middle) is first:
                low = middle
            else:
                high = middle
        self.found.add(high)

    def cut_equal(self, atom: Residual) -> None:
        """Equality holds from where the left side reaches the right up to where it passes it."""
        a, b = atom.arguments
        for operator in ("less", "at_most"):
            parted = self.algebra.operators[operator](a, b)
            if isinstance(parted, Residual):
                self.search(lambda place, parted=parted: self.at(parted, place))  # type: ignore[misc]

    def cut_window(self, atom: Residual) -> None:
        """The borders of a part of the year, in all years near the other cuts and the day."""
        day, window = atom.arguments
        today = self.situation.day
        years = {today.year + n for n in (-2, -1, 0, 1, 2)}
        for cut in list(self.found):
            year = self.scale.value(cut).year
            years |= {year + n for n in (-2, -1, 0, 1, 2)}
        for year in sorted(years):
            for month, place in (window.start, window.end):
                border = date(year, month, min(place, 28))
                for offset in range(-3, 5):
                    self.step_around(atom, (border + timedelta(days=offset)).toordinal())

    def step_around(self, atom: Residual, target: int) -> None:
        """Cuts at a place where the inner day reaches `target` and the answer turns there."""
        day = atom.arguments[0]

        def reached(place: int) -> bool:
            found = self.algebra.substitute(day, {self.variable: self.scale.value(place)})
            return isinstance(found, date) and found.toordinal() >= target

        low, high = self.scale.low, self.scale.high
        if reached(low) or not reached(high):
            return
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        if self.at(atom, high - 1) is not self.at(atom, high):
            self.found.add(high)

    def cut_related(self, atom: Residual) -> None:
        """A comparison with another unknown: cut where it reaches the other's own values."""
        self.related = True
        others = atom.variables - {self.variable}
        for probe in self.probes(atom, others):
            part = self.algebra.substitute(atom, probe)
            if isinstance(part, Residual) and part.operator in ("less", "at_most"):
                self.search(lambda place, part=part: self.at(part, place))  # type: ignore[misc]
            elif isinstance(part, Residual) and part.operator == "equal":
                self.cut_equal(part)

    def probes(self, atom: Residual, others: Iterable[Variable]) -> list[dict[Variable, Value]]:
        """Values of the other unknowns at which this one should be cut: those of their cells."""
        found: list[dict[Variable, Value]] = [{}]
        for other in sorted(others):
            if other[0] != "fact" or not self.engine.program.facts[other[1]].type.is_line:
                values = self.few(other)
            else:
                scale = Scale(self.engine, other[1])
                near = [scale.place(self.situation.day)] if scale.step == 0 else [0]
                values = [scale.value(p) for p in (*self.fixed(other, scale), *near)]
            found = [{**one, other: value} for one in found for value in values][:64]
        return found

    def few(self, other: Variable) -> list[Value]:
        if other[0] == "switch":
            return list(self.engine.program.switches[other[1]].settings)
        type = self.engine.program.facts[other[1]].type if other[0] == "fact" else None
        if type is None or type.kind == "boolean":
            return [False, True]
        return [name for name, _ in self.engine.program.values[type.of]][:32]

    def fixed(self, other: Variable, scale: Scale) -> list[int]:
        """The cuts that another unknown has by itself, and their neighbours."""
        atoms: dict[int, Residual] = {}
        _atoms(self.root, other, atoms, set())
        inner = Cutter(self.engine, self.situation, scale, other, self.root)
        for atom in atoms.values():
            if atom.variables == {other}:
                inner.cut_alone(atom)
        return sorted({p for cut in inner.found for p in (cut - 1, cut) if scale.low <= p <= scale.high})

    def law_days(self, pending: Residual) -> None:
        """The days on which the law that `as of` looks at changes, and the person's own days."""
        node, day = pending.arguments[0]
        inputs = self.engine.cones.inputs_of(node.body)
        targets = set(self.engine.cones.days_of(inputs))
        targets |= turning_days(self.engine, node.body, self.situation)
        if any(self.engine.program.facts[name].kind == "of the day" for name in inputs.facts):
            targets |= {self.situation.given_on, self.situation.day}
            targets |= {self.situation.day + timedelta(days=1)}
        for target in sorted(targets):
            self.reach(day, target.toordinal())
        if inputs.facts - self.situation.person.facts.keys():
            self.related = True

    def reach(self, day: Value, target: int) -> None:
        """Cuts where the day of `as of` reaches a day."""

        def reached(place: int) -> Value:
            found = self.algebra.substitute(day, {self.variable: self.scale.value(place)})
            return isinstance(found, date) and found.toordinal() >= target

        self.search(reached)


def _atoms(
    value: Residual, variable: Variable, found: dict[int, Residual], seen: set[int]
) -> None:
    """The comparisons in a residual that a variable on a line stands in, and pending parts."""
    if id(value) in seen or variable not in value.variables:
        return
    seen.add(id(value))
    if value.operator in ("less", "at_most", "equal", "member", "within", "pending"):
        found[id(value)] = value
        for argument in value.arguments:
            if isinstance(argument, Residual):
                _conditions_inside(argument, variable, found, seen)
        return
    inner = [a for a in value.arguments if isinstance(a, Residual)]
    if value.operator in ("and", "or", "not", "if", "decide", "read", "valid"):
        for argument in inner:
            if argument.operator == "variable" and argument.arguments[0] == variable:
                found[id(argument)] = argument
            else:
                _atoms(argument, variable, found, seen)
        return
    # arithmetic that is itself the answer
    found[id(value)] = value


def _conditions_inside(
    value: Residual, variable: Variable, found: dict[int, Residual], seen: set[int]
) -> None:
    """Comparisons nested in the sides of a comparison, through branches."""
    if variable not in value.variables:
        return
    if value.operator in ("if", "decide", "read", "and", "or", "not"):
        _atoms(value, variable, found, seen)
        return
    for argument in value.arguments:
        if isinstance(argument, Residual):
            _conditions_inside(argument, variable, found, seen)
