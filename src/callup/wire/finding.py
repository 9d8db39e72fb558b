"""Findings as JSON, in the shape that other programs rely on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

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
    law: Law,
    findings: Iterable[Finding],
    set_: dict[str, str],
    say: Speech,
    only: Iterable[str] = (),
) -> dict[str, Any]:
    """What was asked, and the findings, or only some PARTS of each."""
    document = question_to_json(law.lawbook, law, set_)
    listed = [finding_to_json(one, law.program, say, only) for one in findings]
    return {**document, "findings": listed}


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


def finding_to_json(
    finding: Finding, program: Program, say: Speech, only: Iterable[str] = ()
) -> dict[str, Any]:
    """One finding in the shape that other programs rely on.

    With `only`, no more than these of its PARTS; what is left out is not worked out either.
    """
    wanted = set(only) or PARTS.keys()
    return {name: part(finding, program, say) for name, part in PARTS.items() if name in wanted}


def _until(finding: Finding) -> str | None:
    return finding.until.isoformat() if finding.until else None


PARTS: Final[dict[str, Callable[[Finding, Program, Speech], Any]]] = {
    "position": lambda one, program, say: one.position,
    "kind": lambda one, program, say: one.kind,
    "status": lambda one, program, say: one.status,
    "value": lambda one, program, say: value_to_json(one.value, one.type),
    "because": lambda one, program, say: reasons_to_json(one, say),
    "missing": lambda one, program, say: list(one.missing),
    "assumed": lambda one, program, say: list(one.assumed),
    "while": lambda one, program, say: list(one.while_),
    "until": lambda one, program, say: _until(one),
    "until_because": lambda one, program, say: "; ".join(turns_in_words(one, program, say)) or None,
    "approximate": lambda one, program, say: one.approximate,
    "evidence_until": lambda one, program, say: one.evidence_until.isoformat(),
    "contested": lambda one, program, say: [_contested(c, one) for c in one.contested],
    "not_encoded": lambda one, program, say: [_not_encoded(gap, say) for gap in one.not_encoded],
    "title": lambda one, program, say: say.words(one.definition.title),
    "question": lambda one, program, say: say.words(one.definition.question),
    "incomplete": lambda one, program, say: say.words(one.definition.incomplete) or None,
    "grade": lambda one, program, say: one.grade,
}
"""What a finding holds, in the order in which it is written."""


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
