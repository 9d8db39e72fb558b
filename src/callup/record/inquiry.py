"""Questions about a record: the claims about a quantity, and what they imply together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from callup.record.model import Claim, Record
from callup.record.period import DAY
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest

if TYPE_CHECKING:
    from callup.record.reconcile import Bounds, Reconciliation

GRADES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Told:
    """What the claims chosen imply, and what those of each speaker imply alone."""

    record: Record
    result: Reconciliation
    start: date
    end: date
    speakers: dict[str, Reconciliation]
    chosen: tuple[Claim, ...]

    def bounds_until(self, end: date) -> Bounds | None:
        """The bounds from the same day up to another one; None where the claims conflict."""
        from callup.record.reconcile import reconcile

        window = self.start, end + DAY
        return reconcile(self.record, self.chosen, self.result.quantity, window).bounds


def claims_about(record: Record, quantity: str | None) -> tuple[Claim, ...]:
    """The claims about a quantity, or all, by quantity and the day on which they were said."""
    if quantity is not None:
        _known(quantity, "quantity", record.quantities)
    places = {name: place for place, name in enumerate(record.quantities)}
    chosen = [one for one in record.claims.values() if quantity in (None, one.quantity)]
    return tuple(sorted(chosen, key=lambda one: (places[one.quantity], one.said.first, one.id)))


def tell(
    record: Record,
    quantity: str,
    start: date,
    end: date,
    believe: tuple[str, ...],
    without: tuple[str, ...],
    grade: str | None,
) -> Told:
    """What the claims chosen imply for a quantity. Raises Diagnostics for what there is not."""
    _known(quantity, "quantity", record.quantities)
    speakers = sorted({one.speaker for one in record.claims.values()})
    for one in believe:
        _known(one, "speaker", speakers)
    for one in without:
        _known(one, "claim", record.claims)
    if grade is not None and grade not in GRADES:
        raise _refusal(f"there is no grade `{grade[:20]}`", "a grade is A, B or C")
    if end < start:
        raise _refusal(f"{end} lies before {start}", "`--from` is the earlier day", "bad-day")
    from callup.record.reconcile import reconcile

    chosen = tuple(
        one
        for one in record.claims.values()
        if (not believe or one.speaker in believe)
        and one.id not in without
        and (grade is None or one.grade <= grade)
    )
    window = start, end + DAY
    result = reconcile(record, chosen, quantity, window)
    among = sorted({record.claims[one].speaker for one in result.claims})
    alone = {
        speaker: reconcile(record, [c for c in chosen if c.speaker == speaker], quantity, window)
        for speaker in among
    }
    return Told(record, result, start, end, alone, chosen)


def _known(name: str, kind: str, names: Iterable[str]) -> None:
    known = list(names)
    if name not in known:
        near = suggest(name, known)
        help = f"did you mean `{near}`?" if near else f"`callup claims` lists every {kind}"
        raise _refusal(f"there is no {kind} `{name[:60]}`", help)


def _refusal(message: str, help: str, code: str = "bad-question") -> Diagnostics:
    return Diagnostics([Diagnostic(code, message, None, help=help)])
