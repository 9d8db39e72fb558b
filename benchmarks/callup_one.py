"""Callup on the eight positions, one person at a time: values, with reasons, or complete findings.

values    status and value
reasons   and `because`: rule, act and sources, and what every condition came to
complete  and shelf life, contested, missing, not encoded and the rest of a finding
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from by_hand import POSITIONS
from people import TODAY, Person
from timing import report, sizes

import callup
from callup.lawbook import Findings
from callup.readers.explain.finding import Finding

LAWBOOK = Path(__file__).parent / "lawbook"


def look_at_values(finding: Finding) -> tuple[Any, ...]:
    return finding.status, finding.value


def look_at_reasons(finding: Finding) -> tuple[Any, ...]:
    """Each rule with its act and grade, and what every one of its conditions came to."""
    reasons = [
        (one.rule, one.basis, one.grade, one.decides, [(c.says, c.value) for c in one.conditions])
        for one in finding.because
    ]
    return finding.status, finding.value, reasons


def look_at_all(finding: Finding) -> tuple[Any, ...]:
    """Every part of a finding, and what each condition rests on."""
    return (
        *look_at_reasons(finding),
        [finding.supports(one) for reason in finding.because for one in reason.conditions],
        finding.missing,
        finding.assumed,
        finding.while_,
        finding.until,
        finding.until_because,
        finding.evidence_until,
        finding.contested,
        finding.not_encoded,
    )


FORMS = {"values": look_at_values, "reasons": look_at_reasons, "complete": look_at_all}


def asker(look_at: Callable[[Finding], tuple[Any, ...]]) -> Callable[[Person], Findings]:
    """A function from a person to the findings, each looked at as far as a form says."""
    law = callup.open(LAWBOOK).on(TODAY)

    def ask(person: Person) -> Findings:
        findings = law.ask(person)
        for name in POSITIONS:
            look_at(findings[name])
        return findings

    return ask


def values(findings: Findings) -> dict[str, Any]:
    """The value of every position; what is not known shows as its status."""
    return {name: _value(findings[name]) for name in POSITIONS}


def _value(finding: Finding) -> Any:
    return finding.value if finding.status in ("known", "none") else finding.status


if __name__ == "__main__":
    report(asker(FORMS[sizes().form]), values)
