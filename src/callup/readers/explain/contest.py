"""On whose word an answer depends: the single settings of switches that would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from callup.ir.nodes import Constant
from callup.ir.program import Switch
from callup.readers.explain.finding import Contested, Status

Given = tuple[Status, Constant | None]
"""An answer as a switch may change it."""


def contest(
    switch: Switch, standing: str | None, now: Given, answer_where: Callable[[str], Given]
) -> Iterator[Contested]:
    """The settings of one switch that give another answer than `now`.

    The days of an act come one after the other; those that give the same are told together.
    """
    runs: list[tuple[list[str], Given]] = []
    for setting in switch.settings:
        if setting == standing:
            continue
        found = answer_where(setting)
        if found == now:
            continue
        if switch.kind == "act" and runs and runs[-1][1] == found:
            runs[-1][0].append(setting)
        else:
            runs.append(([setting], found))
    for settings, (status, value) in runs:
        yield Contested(switch.id, switch.kind, _run(settings), status, value, switch.title)


def _run(settings: list[str]) -> str:
    """Settings that give the same answer, as one: a few by name, many by their ends."""
    if len(settings) > 3:
        return f"{settings[0]} to {settings[-1]}"
    return " or ".join(settings)
