"""Brings formulas into a form in which Kleene's logic says unknown only where the answer is.

Two parts of a formula that wait for the same variable may settle together what neither settles
alone, as `x or not x` does. Kleene's logic does not see it. It does see all there is

- where parts share no variable;
- where an `or` has parts that want a variable this way and that, but some value is wanted by none
  of them, for then no completion is needed to make all of them no at once; and the like for `and`;
- where the branches of a choice share what they like with each other.

Everywhere else the parts that clash over a variable are taken apart by its values (Shannon's
expansion): a choice between what they come to for each of them, of which each is settled in turn.
That may grow beyond all bounds, so it ends at a number of steps, and what is left then is Kleene's.
Relations between two facts count as independent of those facts, and so do two comparisons of one
day with others; that is the other loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from callup.readers.frames.cell import Formula, Values, Variable
from callup.readers.frames.formula import Formulas, Truth, atoms_of, joined

MOST_STEPS = 1_500
"""How many cases are made for one formula."""
MOST_CELLS = 40
"""Into how many parts the values of one variable are cut."""


@dataclass(slots=True)
class Settler:
    """Settles formulas; what was found of a part holds wherever it stands."""

    formulas: Formulas
    is_bounded: bool = False
    """Whether the bound was passed for some formula."""
    _found: dict[Formula, Truth] = field(default_factory=dict)
    _left: int = 0

    def settle(self, truth: Truth) -> Truth:
        """The same truth, settled as far as the bound allows."""
        if not isinstance(truth, Formula):
            return truth
        self._left = MOST_STEPS
        return self._settle(truth)

    def _settle(self, truth: Truth) -> Truth:
        if not isinstance(truth, Formula) or not truth.parts:
            return truth
        found = self._found.get(truth)
        if found is None:
            found = self._settle_parts(truth)
            self._found[truth] = found
            if isinstance(found, Formula):
                self._found[found] = found
        return found

    def _settle_parts(self, formula: Formula) -> Truth:
        parts = [self._settle(self.formulas.truth(part)) for part in formula.parts]
        made = self.formulas.made_of(formula.kind, parts)
        if not isinstance(made, Formula) or made.kind not in ("and", "or", "choose"):
            return made
        if made in self._found:
            return self._found[made]
        return self._take_apart(made)

    def _take_apart(self, formula: Formula) -> Truth:
        """A formula whose parts are settled; parts that clash are taken apart."""
        clash = self._clash(formula)
        atoms = {variable: atoms_of(formula, variable) for variable in clash}
        cells = {variable: _cells(variable, atoms[variable]) for variable in clash}
        fit = [v for v in clash if 1 < len(cells[v]) <= MOST_CELLS]
        if len(fit) < len(clash) or self._left <= 0:
            self.is_bounded |= bool(clash)
        if not fit or self._left <= 0:
            return formula
        # what is asked in the most ways settles the most; it leaves the smallest formulas in `ru`
        variable = min(fit, key=lambda v: (-len(atoms[v]), len(cells[v]), str(v.key)))
        if formula.kind == "choose":
            return self._apart(formula, variable, cells[variable])
        inside = [part for part in formula.parts if variable in part.variables]
        outside = [part for part in formula.parts if variable not in part.variables]
        joined_parts = self.formulas.made_of(formula.kind, list(inside))
        assert isinstance(joined_parts, Formula)
        apart = self._apart(joined_parts, variable, cells[variable])
        if not outside:
            return apart
        rest: list[Truth] = [self.formulas.truth(part) for part in outside]
        return self._settle(self.formulas.made_of(formula.kind, [*rest, apart]))

    def _apart(self, formula: Formula, variable: Variable, cells: Sequence[Values]) -> Truth:
        """A choice between what a formula comes to for each part of a variable's values."""
        result: Truth = None
        for index, cell in reversed(list(enumerate(cells))):
            self._left -= 1
            case = self._settle(self.formulas.given(formula, variable, _one(cell)))
            if index == len(cells) - 1:
                result = case
                continue
            inside = self.formulas.atom(variable, _from_start(variable, cell))
            # a choice that became an `and` would be taken for parts that clash
            one_of = isinstance(result, Formula) and variable in result.variables
            choose = self.formulas.choice if one_of else self.formulas.choose
            result = choose(inside, case, result)
            if isinstance(result, Formula):
                self._found[result] = result
        return result

    def _clash(self, formula: Formula) -> list[Variable]:
        """The variables over which the parts of a formula may settle more than each alone."""
        if formula.kind == "choose":
            condition, then, otherwise = formula.parts
            return list(condition.variables & (then.variables | otherwise.variables))
        shared: set[Variable] = set()
        seen: set[Variable] = set()
        for part in formula.parts:
            shared |= seen & part.variables
            seen |= part.variables
        if not shared:
            return []
        side = formula.kind == "or"
        parts = [
            {v: pair for v, pair in self.formulas.literals(part).items() if v in shared}
            for part in formula.parts
        ]
        return [variable for variable, pair in joined(*parts).items() if not pair[side]]


def _cells(variable: Variable, atoms: Sequence[Formula]) -> list[Values]:
    """The values of a variable, parted so that no atom tells those of one part apart."""
    domain = variable.domain
    if isinstance(domain, range):
        cuts = sorted({atom.holds.stop for atom in atoms})  # type: ignore[union-attr]
        ends = [domain.start, *cuts, domain.stop]
        return [range(a, b) for a, b in pairwise(ends)]
    groups: dict[tuple[bool, ...], set[Any]] = {}
    for value in domain:
        groups.setdefault(tuple(value in atom.holds for atom in atoms), set()).add(value)
    return [frozenset(group) for _, group in sorted(groups.items())]


def _one(cell: Values) -> Any:
    return cell.start if isinstance(cell, range) else next(iter(cell))


def _from_start(variable: Variable, cell: Values) -> Values:
    """A part of a line with all that lies below it."""
    if isinstance(variable.domain, range) and isinstance(cell, range):
        return range(variable.domain.start, cell.stop)
    return cell
