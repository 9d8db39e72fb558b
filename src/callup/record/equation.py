"""Equations between quantities, as an identity writes them: `a + 2 b - change of s <= 0`."""

from __future__ import annotations

import re
from fractions import Fraction

from callup.record.model import Relation, Term
from callup.values.number import parse_number

_SIDES = re.compile(r"(.+?)\s*(<=|>=|=)\s*(.+)")
_TERM = re.compile(
    r"\s*(?P<sign>[+-])?\s*(?:(?P<number>\d[\d_.]*)\s*\*?\s*)?"
    r"(?P<change>change of )?(?P<name>[a-z]\w*)?"
)
LONGEST = 400

Equation = tuple[tuple[Term, ...], Relation, Fraction]


def parse_equation(text: str) -> Equation | None:
    """The terms on one side, the relation and the number on the other; None if it reads not so."""
    match = _SIDES.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        return None
    left, right = _sum(match[1]), _sum(match[3])
    if left is None or right is None:
        return None
    terms = [*left[0], *(Term(-one.factor, one.quantity, one.change) for one in right[0])]
    relation: Relation = "<=" if match[2] == "<=" else ">=" if match[2] == ">=" else "="
    return (tuple(terms), relation, right[1] - left[1]) if terms else None


def _sum(text: str) -> tuple[list[Term], Fraction] | None:
    terms: list[Term] = []
    constant = Fraction(0)
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None or match.end() == place or (place and not match["sign"]):
            return None
        number = parse_number(match["number"]) if match["number"] else 1
        if number is None or not (match["number"] or match["name"]):
            return None
        factor = Fraction(number) * (-1 if match["sign"] == "-" else 1)
        if match["name"]:
            terms.append(Term(factor, match["name"], bool(match["change"])))
        elif match["change"]:
            return None
        else:
            constant += factor
        place = match.end()
        place += len(text[place:]) - len(text[place:].lstrip())
    return terms, constant
