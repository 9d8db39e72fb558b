"""Proves the theorems of a lawbook: what its law must make true of everybody."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from callup.inquiry.prove import Claim, Prover, Verdict
from callup.ir.types import BOOLEAN
from callup.law.model import LawbookData, Theorem
from callup.lowering.elaborate import elaborate
from callup.lowering.scope import build
from callup.text.diagnostic import Diagnostic, Severity
from callup.values.interval import Interval


@dataclass(frozen=True, slots=True)
class Proposed:
    """A theorem with the claim that it makes."""

    theorem: Theorem
    claim: Claim

    @property
    def days(self) -> Interval:
        return Interval(self.theorem.covers.start, self.theorem.covers.end)


def theorems(data: LawbookData) -> Iterator[Proposed]:
    """The theorems of a lawbook that could be read and typed."""
    scope = build(data)[0]
    for theorem in data.theorems:
        node = elaborate(theorem.formula, scope, BOOLEAN)
        if not isinstance(node, Diagnostic):
            text = f"{theorem.mode}: {' '.join(theorem.formula.text.split())}"
            yield Proposed(theorem, Claim(theorem.mode, node, text))


def breaks(prover: Prover, proposed: Proposed) -> Verdict | None:
    """The verdict on a theorem where the law of a program does not keep it; None where it does."""
    verdict = prover.prove(proposed.claim, within=proposed.days)
    return None if verdict.proved else verdict


def broken(prover: Prover, data: LawbookData) -> Iterator[Diagnostic]:
    """The theorems that do not hold, or of which that is not known."""
    for proposed in theorems(data):
        verdict = breaks(prover, proposed)
        if verdict is not None:
            yield _diagnostic(proposed.theorem, verdict)


def _diagnostic(theorem: Theorem, verdict: Verdict) -> Diagnostic:
    shown = None
    if verdict.on is not None:
        facts = [f"{key}={shlex.quote(one)}" for key, one in (verdict.person or {}).items()]
        facts += [f"--with {key}={one}" for key, one in (verdict.settings or {}).items()]
        shown = f"witness: {' '.join(facts) or 'anybody'} on {verdict.on}"
    if verdict.proved is False:
        message = f"the theorem `{theorem.id}` does not hold: {verdict.claim.text}"
        help = "amend the rules that it speaks of, or the theorem"
        return Diagnostic("broken-theorem", message, theorem.origin, why=shown, help=help)
    reasons = {
        "time": f"not decided in {verdict.detail} s",
        "steps": f"not decided in {verdict.detail} steps of the solver",
        "not encoded": f"it uses {verdict.detail}",
        "open": "the law leaves it unknown for somebody, however much is known of them",
        "defect": "the readers do not agree, which is a defect of Callup",
        None: "not decided",
    }
    message = f"the theorem `{theorem.id}` is not proved: {reasons[verdict.why]}"
    return Diagnostic(
        "not-proved", message, theorem.origin, why=shown, severity=Severity.NOT_CHECKED
    )
