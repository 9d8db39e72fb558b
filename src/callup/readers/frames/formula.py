"""Truths that depend on columns, as formulas over what may not be known of a person.

A formula is made once: two that read alike are one object. What it is worth for a row follows
Kleene's logic; `settle` brings it into a form in which that loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from callup.readers.frames.cell import Column, Formula, Values, Variable

YES, NO = frozenset((True,)), frozenset((False,))

Truth = Formula | bool | None
"""None is what nothing can settle."""

Literals = dict[Variable, tuple[Values, Values]]
"""For each variable the values that all its atoms want, as they stand, and those that none does."""


@dataclass(slots=True)
class Formulas:
    """Makes formulas, each once, and keeps how often each stands in others."""

    columns: dict[Variable, Callable[[Values], Column]] = field(default_factory=dict)
    """Where the table tells whether a variable has one of some values."""
    made: dict[tuple[Any, ...], Formula] = field(default_factory=dict)
    uses: dict[Formula, int] = field(default_factory=dict)
    turns: dict[Hashable, int] = field(default_factory=dict)
    """Where comparisons of a fact were last found to turn, near which the next ones may."""
    _literals: dict[Formula, Literals] = field(default_factory=dict)
    unsettled: Formula = field(init=False)
    always: Formula = field(init=False)
    nowhere: Formula = field(init=False)

    def __post_init__(self) -> None:
        self.unsettled = Formula("never", never=True)
        self.always, self.nowhere = Formula("constant"), Formula("constant")

    # atoms

    def atom(self, variable: Variable, holds: Values) -> Truth:
        """Whether a variable has one of some values; on a line, one of the lowest."""
        kept = _meet(variable.domain, holds)
        if not kept:
            return False
        if kept == variable.domain:
            return True
        if kept == NO:
            return self.negation(self.atom(variable, YES))
        key = ("atom", variable, kept)
        if key not in self.made:
            where = self.columns.get(variable)
            column = where(kept) if where is not None else None
            self.made[key] = Formula("atom", (), variable, kept, column, frozenset((variable,)))
        return self.made[key]

    def row(self, key: Hashable, column: Column) -> Formula:
        """Something known of every row."""
        full = ("row", key)
        if full not in self.made:
            self.made[full] = Formula("atom", column=column)
        return self.made[full]

    # junctions

    def conjunction(self, *truths: Truth) -> Truth:
        return self._junction("and", truths)

    def disjunction(self, *truths: Truth) -> Truth:
        return self._junction("or", truths)

    def _junction(self, kind: str, truths: tuple[Truth, ...]) -> Truth:
        absorbing = kind == "or"
        parts: dict[Formula, None] = {}
        for truth in truths:
            if truth is absorbing:
                return absorbing
            if truth is None:
                parts[self.unsettled] = None
            elif isinstance(truth, Formula):
                inner = truth.parts if truth.kind == kind else (truth,)
                parts.update(dict.fromkeys(inner))
        if any(p.kind == "not" and p.parts[0] in parts and not p.never for p in parts):
            return absorbing
        if self._is_settled(parts, absorbing):
            return absorbing
        if not parts:
            return not absorbing
        if len(parts) == 1:
            return self.truth(next(iter(parts)))
        return self._make(kind, tuple(parts))

    def _is_settled(self, parts: Iterable[Formula], absorbing: bool) -> bool:
        """Whether atoms of one variable leave no value to it, or every one."""
        left: dict[Variable, Values] = {}
        for part in parts:
            atom = part.parts[0] if part.kind == "not" else part
            if atom.kind == "atom" and atom.variable is not None:
                wanted = self.literals(part)[atom.variable][absorbing]
                before = left.get(atom.variable)
                left[atom.variable] = wanted if before is None else _meet(before, wanted)
        return not all(left.values())

    def negation(self, truth: Truth) -> Truth:
        if not isinstance(truth, Formula):
            return None if truth is None else not truth
        if truth.kind == "not":
            return truth.parts[0]
        return self._make("not", (truth,))

    def choose(self, condition: Truth, then: Truth, otherwise: Truth) -> Truth:
        """The branch that a condition selects; where it is unknown, what both branches share."""
        if condition is True or condition is False:
            return then if condition else otherwise
        if then is otherwise:
            return then
        if isinstance(condition, Formula) and condition.kind == "not":
            return self.choose(condition.parts[0], otherwise, then)
        opposite = self.negation(condition)
        if then is True:
            return self.disjunction(condition, otherwise)
        if then is False:
            return self.conjunction(opposite, otherwise)
        if otherwise is True:
            return self.disjunction(opposite, then)
        if otherwise is False:
            return self.conjunction(condition, then)
        return self.choice(condition, then, otherwise)

    def choice(self, condition: Truth, then: Truth, otherwise: Truth) -> Truth:
        """The same, which stays a choice where a branch is a constant."""
        if condition is True or condition is False:
            return then if condition else otherwise
        if then is otherwise:
            return then
        return self._make("choose", tuple(map(self.plain, (condition, then, otherwise))))

    def plain(self, truth: Truth) -> Formula:
        """A truth as a formula, a constant too."""
        if isinstance(truth, bool):
            return self.always if truth else self.nowhere
        return self.unsettled if truth is None else truth

    def truth(self, formula: Formula) -> Truth:
        """What `plain` gives a formula for."""
        if formula.kind == "constant":
            return formula is self.always
        return None if formula is self.unsettled else formula

    def _make(self, kind: str, parts: tuple[Formula, ...]) -> Formula:
        ordered = frozenset(parts) if kind in ("and", "or") else parts
        key = (kind, ordered)
        if key not in self.made:
            variables = frozenset[Variable]().union(*(part.variables for part in parts))
            never = any(part.never for part in parts)
            self.made[key] = Formula(kind, parts, variables=variables, never=never)
            for part in parts:
                self.uses[part] = self.uses.get(part, 0) + 1
        return self.made[key]

    # what formulas say of a variable

    def literals(self, formula: Formula) -> Literals:
        found = self._literals.get(formula)
        if found is None:
            found = self._literals[formula] = self._find_literals(formula)
        return found

    def _find_literals(self, formula: Formula) -> Literals:
        match formula.kind:
            case "atom" if formula.variable is not None:
                variable = formula.variable
                return {variable: (formula.holds, _rest(variable.domain, formula.holds))}
            case "not":
                inner = self.literals(formula.parts[0])
                return {v: (others, holds) for v, (holds, others) in inner.items()}
            case "choose":
                condition, then, otherwise = (self.literals(part) for part in formula.parts)
                both = {v: (_meet(h, o), _meet(h, o)) for v, (h, o) in condition.items()}
                return joined(both, then, otherwise)
            case _:
                return joined(*(self.literals(part) for part in formula.parts))

    def given(self, formula: Formula, variable: Variable, value: Any) -> Truth:
        """The formula where a variable has a value."""
        return self.where(formula, {variable: value}, {})

    def where(
        self, formula: Formula, values: Mapping[Variable, Any], memo: dict[Formula, Truth]
    ) -> Truth:
        """The formula where variables have these values; `memo` keeps what came of its parts."""
        if formula.variables.isdisjoint(values):
            return self.truth(formula)
        if formula in memo:
            return memo[formula]
        if formula.kind == "atom":
            assert formula.variable is not None
            return values[formula.variable] in formula.holds
        parts = [self.where(part, values, memo) for part in formula.parts]
        memo[formula] = self.made_of(formula.kind, parts)
        return memo[formula]

    def made_of(self, kind: str, parts: list[Truth]) -> Truth:
        """A formula of a kind, of other parts."""
        match kind:
            case "and":
                return self.conjunction(*parts)
            case "or":
                return self.disjunction(*parts)
            case "not":
                return self.negation(parts[0])
            case "choose":
                return self.choose(parts[0], parts[1], parts[2])
            case _:
                raise NotImplementedError(kind)


def atoms_of(formula: Formula, variable: Variable) -> list[Formula]:
    """The atoms of a variable in a formula, each once."""
    found: dict[Formula, None] = {}
    seen: set[Formula] = set()
    left = [formula]
    while left:
        one = left.pop()
        if one in seen or variable not in one.variables:
            continue
        seen.add(one)
        if one.kind == "atom":
            found[one] = None
        left.extend(one.parts)
    return list(found)


def joined(*literals: Literals) -> Literals:
    """What several formulas together say of each variable."""
    found: Literals = {}
    for one in literals:
        for variable, pair in one.items():
            before = found.get(variable)
            if before is None:
                found[variable] = pair
            else:
                found[variable] = (_meet(before[0], pair[0]), _meet(before[1], pair[1]))
    return found


def _meet(a: Values, b: Values) -> Values:
    if isinstance(a, range) and isinstance(b, range):
        return range(max(a.start, b.start), min(a.stop, b.stop))
    assert not isinstance(a, range) and not isinstance(b, range)
    return a & b


def _rest(domain: Values, holds: Values) -> Values:
    """All other values; atoms on a line begin where the line does."""
    if isinstance(domain, range) and isinstance(holds, range):
        assert holds.start == domain.start
        return range(holds.stop, domain.stop)
    assert not isinstance(domain, range) and not isinstance(holds, range)
    return domain - holds


def divided(left: Values, holds: Values) -> tuple[Values, Values]:
    """Of what is left of a domain, what holds and the rest."""
    if isinstance(left, range) and isinstance(holds, range):
        cut = min(max(holds.stop, left.start), left.stop)
        return range(left.start, cut), range(cut, left.stop)
    assert not isinstance(left, range) and not isinstance(holds, range)
    return left & holds, left - holds


def union(a: Values, b: Values) -> Values:
    """All values of both; of a line there is none."""
    assert not isinstance(a, range) and not isinstance(b, range)
    return a | b
