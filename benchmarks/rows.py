"""The table that the benchmarks print: what, ours, theirs, the ratio, the goal."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio of theirs to ours is to be at least, and how that is said."""

    least: float
    words: str


FASTER = Goal(1.0, "faster")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `reached` None where there is no goal, `why_not` where not measured."""

    what: str
    ours: str = ""
    theirs: str = ""
    ratio: str = ""
    goal: str = ""
    reached: bool | None = None
    why_not: str = ""


def beside(
    what: str, ours: Sequence[float], theirs: Sequence[float], unit: str, goal: Goal | None
) -> Row:
    """A row for two programs that took turns: the ratio is the median of those of the turns."""
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    mine, other = statistics.median(ours), statistics.median(theirs)
    words, reached = (goal.words, ratio >= goal.least) if goal else ("", None)
    return Row(what, f"{mine:.3f} {unit}", f"{other:.3f} {unit}", shown(ratio), words, reached)


def shown(ratio: float) -> str:
    """A ratio with as many digits as it deserves."""
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.2f}"


def table(rows: Sequence[Row]) -> str:
    """The rows under their headings; a ratio above 1 means that Callup is faster."""
    heads = ("what", "ours", "theirs", "theirs/ours", "goal", "reached")
    cells = [heads, *((r.what, r.ours, r.theirs, r.ratio, r.goal, _word(r)) for r in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells]
    for index, row in enumerate(rows, start=1):
        if row.why_not:
            lines[index] = f"{row.what.ljust(widths[0])}  not measured: {row.why_not}"
    return "\n".join(line.rstrip() for line in lines)


def _word(row: Row) -> str:
    return "" if row.reached is None else "yes" if row.reached else "no"
