"""Reads the switches that a case or theorem sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from callup.ir.program import Program
from callup.law.model import Name
from callup.switches import Chosen, choose
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.origin import Origin


def set_switches(
    program: Program,
    with_: Iterable[tuple[Name, str]],
    without: Iterable[Name],
    problems: list[Diagnostic],
) -> Chosen:
    """What is chosen; names and settings that there are not go to `problems`."""
    chosen = Chosen({}, {})
    for name, value in [*with_, *((name, "off") for name in without)]:
        try:
            one = choose(program, {name.text: value}, ())
            chosen = Chosen({**chosen.chosen, **one.chosen}, {**chosen.bills, **one.bills})
        except Diagnostics as refused:
            problems += placed(refused, name.origin)
    return chosen


def placed(refused: Diagnostics, at: Origin) -> list[Diagnostic]:
    """What is wrong with something, at the place where it is written."""
    return [one if one.origin else replace(one, origin=at) for one in refused.diagnostics]
