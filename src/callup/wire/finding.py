"""Findings as JSON, in the shape that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from callup.lawbook import (
    Basis,
    Contested,
    Finding,
    Law,
    Lawbook,
    NotEncoded,
    Program,
    Reason,
    Stretch,
    value_to_json,
)
from callup.wire.in_words import turns_in_words
from callup.wire.plain import head, plain
from callup.wire.speech import Speech


def answers_to_json(
    law: Law, findings: Iterable[Finding], set_: dict[str, str], say: Speech
) -> dict[str, Any]:
    """What was asked, and the findings."""
    document = question_to_json(law.lawbook, law, set_)
    return {**document, "findings": [finding_to_json(one, law.program, say) for one in findings]}


def switches_set(with_: Iterable[str], without: Iterable[str]) -> dict[str, str]:
    """The switches as they were set: by id, what they were set to."""
    found = {}
    for written in with_:
        id, sign, value = written.partition("@" if "@" in written else "=")
        found[id] = value if sign else "on"
    return {**found, **dict.fromkeys(without, "off")}


def question_to_json(lawbook: Lawbook, law: Law, set_: dict[str, str]) -> dict[str, Any]:
    """What was asked: the lawbook, the days and the switches that were set."""
    start = head(lawbook)
    return {
        "lawbook": start["lawbook"],
        "on": law.day.isoformat(),
        "known": law.program.known.isoformat() if law.program.known else None,
        "with": set_,
        "strict": law.setup.strict,
        "digest": start["digest"],
        "engine": start["engine"],
    }


def finding_to_json(finding: Finding, program: Program, say: Speech) -> dict[str, Any]:
    """One finding in the shape that other programs rely on."""
    until = finding.until
    return {
        "position": finding.position,
        "kind": finding.kind,
        "status": finding.status,
        "value": value_to_json(finding.value, finding.type),
        "because": reasons_to_json(finding, say),
        "missing": list(finding.missing),
        "assumed": list(finding.assumed),
        "while": list(finding.while_),
        "until": until.isoformat() if until else None,
        "until_because": "; ".join(turns_in_words(finding, program, say)) or None,
        "approximate": finding.approximate,
        "evidence_until": finding.evidence_until.isoformat(),
        "contested": [_contested(one, finding) for one in finding.contested],
        "not_encoded": [_not_encoded(one, say) for one in finding.not_encoded],
        "title": say.words(finding.definition.title),
        "question": say.words(finding.definition.question),
        "incomplete": say.words(finding.definition.incomplete) or None,
        "grade": finding.grade,
    }


def reasons_to_json(finding: Finding, say: Speech) -> list[dict[str, Any]]:
    """The rules that decide or came close, with what their conditions came to."""
    return [_reason(one, finding, say) for one in finding.because]


def stretch_to_json(stretch: Stretch, program: Program, say: Speech) -> dict[str, Any]:
    """One stretch of a time line; `until` is the first day after it."""
    return {
        "from": stretch.start.isoformat(),
        "until": stretch.end.isoformat(),
        "finding": finding_to_json(stretch.finding, program, say),
    }


def _reason(reason: Reason, finding: Finding, say: Speech) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        **_basis(reason.basis),
        "grade": reason.grade,
        "decides": reason.decides,
        "applies": reason.applies,
        "says": say.words(reason.says) or None,
        "conditions": [
            {
                "says": one.says,
                "value": one.value,
                "line": one.line,
                "rests_on": [
                    {
                        "kind": support.kind,
                        "name": support.name,
                        "value": plain(support.value, say),
                        "acts": list(dict.fromkeys(basis.act for basis in support.bases)),
                    }
                    for support in finding.supports(one)
                ],
            }
            for one in reason.conditions
        ],
    }


def _basis(basis: Basis | None) -> dict[str, Any]:
    if basis is None:
        return {"act": None, "cite": None, "sources": []}
    return {
        "act": basis.act,
        "cite": basis.cite or None,
        "sources": [source for source, _ in basis.sources],
    }


def _contested(one: Contested, finding: Finding) -> dict[str, Any]:
    return {
        "switch": one.switch,
        "kind": one.kind,
        "setting": one.setting,
        "status": one.status,
        "value": value_to_json(one.value, finding.type),
    }


def _not_encoded(one: NotEncoded, say: Speech) -> dict[str, Any]:
    return {
        "says": say.words(one.says),
        "direction": one.direction,
        "reason": say.words(one.reason),
        "act": one.basis.act,
        "cite": one.basis.cite or None,
    }
