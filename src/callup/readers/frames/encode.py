"""Turns formulas into columns; a part that stands in several others is worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

from callup.readers.frames import kleene
from callup.readers.frames.cell import Cell, Column, Formula, Sheet
from callup.readers.frames.formula import Formulas, Truth


@dataclass(slots=True)
class Encoder:
    """Formulas as columns of a sheet."""

    formulas: Formulas
    sheet: Sheet
    _found: dict[Formula, Cell] = field(default_factory=dict)

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
            case "choose":
                # each of the three is read more than once
                condition, then, otherwise = (
                    self.sheet.share(part) if isinstance(part, Column) else part for part in parts
                )
                return kleene.choose(condition, then, otherwise)
            case _:
                raise NotImplementedError(formula.kind)
