"""The one table by which the outcomes of its parts make the verdict on a statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Outcome = Literal["holds", "fails", "disputed", "said", "open", "absent"]
"""Of a part: it is so; it is not so; a switch turns it or the record holds its denial; somebody
is on record saying so; it is unknown; neither law nor record speaks of it."""

Verdict = Literal[
    "not covered", "contradicted", "partly", "contested", "undecided", "attributed", "supported"
]


def verdict(outcomes: Iterable[Outcome]) -> Verdict:
    """The verdict on a statement whose parts came out so; the first row that fits decides."""
    found = set(outcomes)
    if found <= {"absent"}:
        return "not covered"
    if found == {"fails"}:
        return "contradicted"
    if "fails" in found and found & {"holds", "said"}:
        return "partly"
    if "disputed" in found:
        return "contested"
    if found & {"open", "absent"}:
        return "undecided"
    if "said" in found:
        return "attributed"
    return "supported"
