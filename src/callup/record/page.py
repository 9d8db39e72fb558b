"""What the record holds of one speaker, quantity, claim or saying, in the order of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from callup.record.model import Claim, Dispute, Record, Saying
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The entries that an id stands for, with what is said against them and where they dispute."""

    id: str
    kind: Literal["speaker", "quantity", "claim", "saying"]
    title: Words
    definition: Words
    entries: tuple[Claim | Saying, ...]
    against: tuple[Claim | Saying, ...]
    disputes: tuple[Dispute, ...]


def ids(record: Record) -> tuple[str, ...]:
    """All ids that have a page."""
    return (*record.speakers, *record.quantities, *record.claims, *record.sayings)


def page_of(record: Record, id: str) -> RecordPage | None:
    """The page of an id of the record; None where it has none such."""
    entries: tuple[Claim | Saying, ...] = (*record.claims.values(), *record.sayings.values())
    if id in record.speakers:
        mine = [one for one in entries if one.speaker == id]
        return _page(record, id, "speaker", record.speakers[id].name, mine)
    if id in record.quantities:
        about = [one for one in record.claims.values() if one.quantity == id]
        quantity = record.quantities[id]
        return _page(record, id, "quantity", quantity.title, about, quantity.definition)
    if id in record.claims:
        claim = record.claims[id]
        return _page(record, id, "claim", record.quantities[claim.quantity].title, [claim])
    if id in record.sayings:
        saying = record.sayings[id]
        return _page(record, id, "saying", saying.says, [saying])
    return None


def _page(
    record: Record,
    id: str,
    kind: Literal["speaker", "quantity", "claim", "saying"],
    title: Words,
    entries: Sequence[Claim | Saying],
    definition: Words | None = None,
) -> RecordPage:
    shown = sorted(entries, key=lambda one: (one.said.first, one.id))
    named = {one.id for one in shown}
    others: tuple[Claim | Saying, ...] = (*record.claims.values(), *record.sayings.values())
    against = [one for one in others if one.id not in named and not named.isdisjoint(one.denies)]
    disputes = [one for one in record.disputes.values() if not named.isdisjoint(one.claims)]
    told = definition or Words()
    return RecordPage(id, kind, title, told, tuple(shown), tuple(against), tuple(disputes))
