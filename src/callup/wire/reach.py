"""Whom a change of law reaches, as JSON."""

from __future__ import annotations

from typing import Any

from callup.inquiry.reached import Reach, Reached
from callup.lawbook import Finding, value_to_json
from callup.text.diagnostic import Diagnostic
from callup.text.excerpt import to_json
from callup.wire.finding import reasons_to_json
from callup.wire.speech import Speech

EVERYBODY = "yes"
"""The formula that everybody meets."""


def reach_to_json(reach: Reach | None, say: Speech) -> dict[str, Any]:
    """The groups and what was not checked; both null where nobody asked."""
    if reach is None:
        return {"groups": None, "not_checked": None}
    return {
        "groups": [group_to_json(one, say) for one in reach.groups],
        "not_checked": not_checked_to_json(reach.not_checked),
    }


def not_checked_to_json(problems: tuple[Diagnostic, ...]) -> list[Any]:
    return [to_json(one) for one in problems]


def group_to_json(group: Reached, say: Speech) -> dict[str, Any]:
    """One group: `who` is one formula, `conditions` the same as alternatives, and `witness` the
    facts of somebody in the group, as `ask` takes them."""
    return {
        "position": group.position,
        "from": value(group.before),
        "from_status": status(group.before),
        "to": value(group.after),
        "to_status": status(group.after),
        "cause": group.cause,
        "who": in_one(group.who),
        "conditions": [list(alternative) for alternative in group.who],
        "witness": dict(group.person),
        "act": group.act,
        "rule": group.rule,
        "because": {
            "before": because(group.before, say),
            "after": because(group.after, say),
        },
    }


def in_one(who: tuple[tuple[str, ...], ...]) -> str | None:
    """All alternatives as one formula; None where the group is not told by conditions."""
    if not who:
        return None
    return " or ".join(" and ".join(one) or EVERYBODY for one in who)


def value(finding: Finding | None) -> Any:
    return None if finding is None else value_to_json(finding.value, finding.type)


def status(finding: Finding | None) -> str:
    """The status; a lawbook that has no such position does not cover it."""
    return "not covered" if finding is None else finding.status


def because(finding: Finding | None, say: Speech) -> list[dict[str, Any]]:
    return [] if finding is None else reasons_to_json(finding, say)
