"""What would turn an answer, as JSON."""

from __future__ import annotations

from typing import Any

from callup.inquiry.why_not import Change, Need, WhyNot
from callup.lawbook import Program, value_to_json
from callup.wire.in_words import turns_in_words
from callup.wire.speech import Speech


def why_not_to_json(found: WhyNot, program: Program, say: Speech) -> dict[str, Any]:
    """The changes of facts, the day, and the acts that would turn one answer."""
    type, turn = found.finding.type, found.by_itself
    return {
        "position": found.finding.position,
        "status": found.finding.status,
        "value": value_to_json(found.finding.value, type),
        "changes": [
            {
                "facts": [_need(need, change, program) for need in change.needs],
                "status": change.status,
                "value": value_to_json(change.value, type),
            }
            for change in found.changes
        ],
        "complete": found.complete,
        "by_itself": None
        if turn is None
        else {
            "on": turn.on.isoformat(),
            "status": turn.status,
            "value": value_to_json(turn.value, type),
            "because": "; ".join(turns_in_words(turn.before, program, say)),
        },
        "searched_until": found.searched.isoformat(),
        "acts": [
            {
                "act": one.act,
                "status": one.status,
                "value": value_to_json(one.value, type),
            }
            for one in found.acts
        ],
    }


def _need(need: Need, change: Change, program: Program) -> dict[str, Any]:
    type = program.facts[need.fact].type
    return {
        "fact": need.fact,
        "now": value_to_json(need.now, type),
        "values": [value_to_json(one, type) for one in need.values],
        "from": value_to_json(need.start, type),
        "until": value_to_json(need.end, type),
        "example": value_to_json(dict(change.shown)[need.fact], type),
    }
