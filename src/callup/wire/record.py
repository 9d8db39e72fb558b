"""Claims, and what they imply together, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from callup.lawbook import Lawbook
from callup.record.inquiry import claims_about
from callup.record.model import Claim, Record, Saying
from callup.wire.plain import record_head
from callup.wire.record_in_words import arithmetic
from callup.wire.speech import Speech

if TYPE_CHECKING:
    from callup.record.inquiry import Told
    from callup.record.reconcile import Reconciliation


def claims_to_json(
    lawbook: Lawbook, record: Record, quantity: str | None, say: Speech
) -> dict[str, Any]:
    """The claims about a quantity, or all. Raises Diagnostics where there is none such."""
    found = claims_about(record, quantity)
    return {
        **record_head(lawbook),
        "quantity": quantity,
        "claims": [_claim(one, say) for one in found],
    }


def reconciliation_to_json(
    lawbook: Lawbook,
    told: Told,
    believe: Sequence[str],
    without: Sequence[str],
    grade: str | None,
    say: Speech,
) -> dict[str, Any]:
    """The bounds or the conflicts, with the choice of claims that they rest on."""
    chosen = {"believe": list(believe), "without": list(without)}
    return {**record_head(lawbook), **_told(told, say), **chosen, "grade": grade}


def _claim(claim: Claim, say: Speech) -> dict[str, object]:
    low, high = (
        None if one is None else number(one) for one in (claim.amount.low, claim.amount.high)
    )
    return {
        "claim": claim.id,
        "speaker": claim.speaker,
        "by_act": claim.by_act,
        "channel": say.words(claim.channel) or None,
        "said": claim.said.text,
        "quantity": claim.quantity,
        "period": claim.period.text,
        "value": claim.amount.text,
        "range": [low, high],
        "per": claim.per,
        "nature": claim.nature,
        "sources": dict(claim.sources),
        "superseded_by": claim.superseded_by,
        "denies": list(claim.denies),
        "note": say.words(claim.note) or None,
    }


def entry_to_json(entry: Claim | Saying, say: Speech) -> dict[str, object]:
    """A claim or a saying of the record."""
    if isinstance(entry, Claim):
        return _claim(entry, say)
    return {
        "saying": entry.id,
        "speaker": entry.speaker,
        "channel": say.words(entry.channel) or None,
        "said": entry.said.text,
        "says": say.words(entry.says),
        "about": list(entry.about),
        "own_words": entry.own_words,
        "denies": list(entry.denies),
        "sources": dict(entry.sources),
        "note": say.words(entry.note) or None,
    }


def _told(told: Told, say: Speech) -> dict[str, Any]:
    from callup.record.reconcile import TOLERANCE

    result = told.result
    return {
        "quantity": result.quantity,
        "from": told.start.isoformat(),
        "to": told.end.isoformat(),
        "bounds": _bounds(result),
        "binding": list(result.binding),
        "conflicts": [list(one.claims) for one in result.conflicts],
        "arithmetic": [arithmetic(one, say) for one in result.conflicts],
        "complete": result.complete,
        "claims": list(result.claims),
        "set_aside": [
            {"claim": id, "reason": say.words(reason)} for id, reason in result.set_aside
        ],
        "speakers": {name: _bounds(alone) for name, alone in told.speakers.items()},
        "tolerance": float(TOLERANCE),
    }


def _bounds(result: Reconciliation) -> list[int | float | None] | None:
    if result.bounds is None:
        return None
    return [None if one is None else number(one) for one in result.bounds]


def number(value: object) -> int | float:
    """An exact number as JSON has it: whole where it is."""
    found = float(value)  # type: ignore[arg-type]
    return int(found) if found.is_integer() else found
