"""Exact numbers: integers where they are whole, fractions where they are not."""

from __future__ import annotations

import re
from fractions import Fraction

Number = int | Fraction

_INTEGER = re.compile(r"-?\d+(_\d+)*")
_DECIMAL = re.compile(r"-?\d+(_\d+)*(\.\d+)?")
LONGEST = 30  # digits; a number of people or roubles has fewer


def parse_integer(text: str) -> int | None:
    """The integer that `text` writes, `_` between digits allowed; None otherwise."""
    if len(text) > LONGEST or not _INTEGER.fullmatch(text):
        return None
    return int(text.replace("_", ""))


def parse_number(text: str) -> Number | None:
    """The exact number that `text` writes, with or without decimals; None otherwise."""
    if len(text) > LONGEST or not _DECIMAL.fullmatch(text):
        return None
    return whole(Fraction(text.replace("_", "")))


def whole(number: Number) -> Number:
    """The same number, as an int where it is one."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number


def write_number(number: Number) -> str:
    """The number in decimals where they end, else as a fraction such as `1/3`."""
    if isinstance(number, int):
        return str(number)
    places = 0
    while 10**places % number.denominator:
        places += 1
        if places > LONGEST:
            return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * (10**places // number.denominator)).zfill(places + 1)
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
