"""Turns formulas into columns; a part that stands in several others is worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from callup.readers.frames import kleene
from callup.readers.frames.cell import Cell, Column, Formula, Sheet, Values, Variable
from callup.readers.frames.formula import Formulas, Truth


@dataclass(slots=True)
class Encoder:
    """Formulas as columns of a sheet."""

    formulas: Formulas
    sheet: Sheet
    _found: dict[Formula, Cell] = field(default_factory=dict)
    _certain: dict[tuple[Formula, bool], Cell] = field(default_factory=dict)

    def encoded(self) -> Iterator[Formula]:
        """All formulas that became columns."""
        yield from self._found
        yield from (formula for formula, _ in self._certain)

    def encode(self, truth: Truth) -> Cell:
        """A column that is null where the truth is unknown; unknown for all, or a constant."""
        if not isinstance(truth, Formula):
            return truth
        if truth not in self._found:
            self._found[truth] = self._shared(truth, self._encode(truth))
        return self._found[truth]

    def _shared(self, formula: Formula, cell: Cell) -> Cell:
        often = self.formulas.uses.get(formula, 0) > 1
        simple = formula.kind == "not" or (
            isinstance(formula.holds, range) and formula.kind == "atom"
        )
        if isinstance(cell, Column) and often and not simple:
            return self.sheet.share(cell)
        return cell

    def _encode(self, formula: Formula) -> Cell:
        match formula.kind:
            case "choose":
                return self._choose(self._cases(formula))
            case _:
                parts = [self.encode(self.formulas.truth(part)) for part in formula.parts]
        match formula.kind:
            case "atom":
                return formula.column
            case "never":
                return None
            case "and":
                return kleene.conjunction(*parts)
            case "or":
                return kleene.disjunction(*parts)
            case "not":
                return kleene.negation(parts[0])
            case _:
                raise NotImplementedError(formula.kind)

    # choices

    def _cases(self, formula: Formula) -> list[tuple[Truth, Truth]]:
        """A choice as conditions of which exactly one holds, each with what it selects.

        A chain of choices over the words of one fact is one choice between those words.
        """
        condition, then, otherwise = map(self.formulas.truth, formula.parts)
        if not isinstance(condition, Formula):
            return [(condition, then), (condition, otherwise)]
        variable, holds = condition.variable, condition.holds
        if variable is not None and "before" in variable.key:
            return self._stretches(formula)
        found: list[tuple[Truth, Truth]] = [(condition, then)]
        if condition.kind != "atom" or variable is None or not isinstance(holds, frozenset):
            return [*found, (self.formulas.negation(condition), otherwise)]
        left = _words(variable) - holds
        while isinstance(otherwise, Formula) and otherwise.kind == "choose":
            condition = otherwise.parts[0]
            if condition.kind != "atom" or condition.variable != variable:
                break
            inside = left & _as_words(condition.holds)
            then, otherwise = map(self.formulas.truth, otherwise.parts[1:])
            if inside:
                found.append((self.formulas.atom(variable, inside), then))
            left -= inside
        return [*found, (self.formulas.atom(variable, left), otherwise)] if left else found

    def _stretches(self, formula: Formula) -> list[tuple[Truth, Truth]]:
        """The same for days, which are known together: each stretch ends before a later one."""
        formulas = self.formulas
        found: list[tuple[Truth, Truth]] = []
        later: Truth = True
        last: tuple[Hashable, ...] = ()
        one = formula
        while one.kind == "choose" and _follows(one.parts[0].variable, last):
            condition, then, one = one.parts
            assert condition.variable is not None
            last = condition.variable.key
            found.append((formulas.conjunction(later, condition), formulas.truth(then)))
            later = formulas.negation(condition)
        return [*found, (later, formulas.truth(one))]

    def _choose(self, cases: list[tuple[Truth, Truth]]) -> Cell:
        """What the case that holds selects; where that is unknown, what all of them share."""
        pairs = [(self.encode(one), self.shared(self.encode(selects))) for one, selects in cases]
        selected = (kleene.conjunction(self.shared(one), found) for one, found in pairs)
        shared = [found for _, found in pairs]
        # where one is unknown to all, nothing that all share is known
        every = False if None in shared else kleene.conjunction(*shared)
        return kleene.disjunction(*selected, every)

    def shared(self, cell: Cell) -> Cell:
        return self.sheet.share(cell) if isinstance(cell, Column) else cell

    # certainty

    def certain(self, truth: Truth, yes: bool = True) -> Cell:
        """Where a truth is known to be yes, or else to be no; never unknown.

        Nothing of it is worked out that only tells unknown from no.
        """
        if not isinstance(truth, Formula):
            return truth is yes
        key = (truth, yes)
        if key not in self._certain:
            found = self._certainly(truth, yes)
            often = self.formulas.uses.get(truth, 0) > 1
            self._certain[key] = self.shared(found) if often else found
        return self._certain[key]

    def _certainly(self, formula: Formula, yes: bool) -> Cell:
        parts = [self.formulas.truth(part) for part in formula.parts]
        match formula.kind:
            case "not":
                return self.certain(parts[0], not yes)
            case "and" | "or":
                found = [self.certain(part, yes) for part in parts]
                all_of_them = (formula.kind == "and") is yes
                return kleene.conjunction(*found) if all_of_them else kleene.disjunction(*found)
            case "choose":
                cases = self._cases(formula)
                selects = [self.shared(self.certain(selected, yes)) for _, selected in cases]
                holds = [self.certain(one) for one, _ in cases]
                pairs = zip(holds, selects, strict=True)
                selected = (kleene.conjunction(one, found) for one, found in pairs)
                return kleene.disjunction(*selected, kleene.conjunction(*selects))
            case _:
                encoded = self.encode(formula)
                return kleene.certainly(encoded if yes else kleene.negation(encoded))


def _words(variable: Variable) -> frozenset[Any]:
    return _as_words(variable.domain)


def _as_words(values: Values) -> frozenset[Any]:
    assert isinstance(values, frozenset)
    return values


def _follows(variable: Variable | None, last: tuple[Hashable, ...]) -> bool:
    """Whether a comparison of a day is with a later one than the last, of the same day."""
    if variable is None or "before" not in variable.key:
        return False
    if not last:
        return True
    *same, place = variable.key
    return tuple(same) == last[:-1] and place > last[-1]  # type: ignore[operator]
