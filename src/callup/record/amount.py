"""Numbers as speakers give them: exact, about, a range, more than, up to."""

from __future__ import annotations

import re
from fractions import Fraction

from callup.record.model import Amount
from callup.values.number import parse_number

_SHAPE = re.compile(r"(about |more than |at least |less than |at most |up to )?(\S+)(?: to (\S+))?")


def parse_amount(text: str) -> Amount | None:
    """The amount that `text` writes; None for anything else. `low` may lie above `high`.

    `more than` and `less than` include the number itself. `about` means half a unit of the last
    digit that is not zero to either side: about 490_000 lies between 485_000 and 495_000.
    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        return None
    word, number, other = (match[1] or "").strip(), parse_number(match[2]), None
    if match[3]:
        other = parse_number(match[3])
        if other is None or word:
            return None
    if number is None:
        return None
    value = Fraction(number)
    match word:
        case "about":
            half = _last_unit(value) / 2
            return Amount(text, value - half, value + half)
        case "more than" | "at least":
            return Amount(text, value, None)
        case "less than" | "at most" | "up to":
            return Amount(text, None, value)
        case _:
            return Amount(text, value, Fraction(other) if other is not None else value)


def _last_unit(value: Fraction) -> Fraction:
    """What one in the last digit that is not zero is worth."""
    unit = Fraction(1)
    while (value / unit).denominator != 1:
        unit /= 10
    while value and (value / (unit * 10)).denominator == 1:
        unit *= 10
    return unit
