"""What came of a claim about all people, as JSON and in words."""

from __future__ import annotations

from typing import Any

from callup.inquiry.prove import Verdict
from callup.lawbook import value_to_json
from callup.wire.finding import reasons_to_json
from callup.wire.speech import Speech


def verdict_to_json(verdict: Verdict, say: Speech) -> dict[str, Any]:
    """The verdict: `proved` is null where it is not decided, and `reason` says why; `explanation`
    is what the positions that the claim reads are for the witness."""
    days = verdict.days
    return {
        "claim": verdict.claim.text.strip(),
        "from": days.start.isoformat() if days.start else None,
        "until": days.end.isoformat() if days.end else None,
        "proved": verdict.proved,
        "reason": reason_in_words(verdict, say),
        "witness": dict(verdict.person) if verdict.person is not None else None,
        "on": verdict.on.isoformat() if verdict.on else None,
        "with": dict(verdict.settings) if verdict.settings is not None else None,
        "explanation": _explanation(verdict, say) if verdict.on is not None else None,
    }


def _explanation(verdict: Verdict, say: Speech) -> list[dict[str, Any]]:
    return [
        {
            "position": finding.position,
            "status": finding.status,
            "value": value_to_json(finding.value, finding.type),
            "because": reasons_to_json(finding, say),
        }
        for finding in verdict.findings
    ]


def reason_in_words(verdict: Verdict, say: Speech) -> str | None:
    """Why a claim is not decided."""
    return say(f"prove {verdict.why}", detail=verdict.detail) if verdict.why else None
