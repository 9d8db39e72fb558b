"""Proves the theorems of a lawbook: what its law must make true of everybody, and would not if a
slip were made in it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from callup.inquiry.breaking import Breaking, NotReplayed, NotSought
from callup.inquiry.cases import Laws
from callup.inquiry.prove import Claim, Prover, Verdict
from callup.inquiry.set_switches import set_switches
from callup.ir.types import BOOLEAN
from callup.law.model import LawbookData, Theorem
from callup.lowering.elaborate import elaborate
from callup.lowering.scope import build
from callup.readers.explain.ask import Setup
from callup.readers.proof.claim import Claims
from callup.readers.proof.line import NotEncoded
from callup.readers.proof.solve import Undecided
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


def theorem_problems(laws: Laws, data: LawbookData) -> Iterator[Diagnostic]:
    """The theorems that do not hold, or of which that is not known, and those that say nothing:
    no slip in a rule that they rest on would break them."""
    seekers: dict[int, Breaking] = {}
    for proposed in theorems(data):
        problems: list[Diagnostic] = []
        prover = _prover(laws, proposed.theorem, problems)
        if problems:
            yield from problems
            continue
        verdict = prover.prove(proposed.claim, within=proposed.days)
        if not verdict.proved:
            yield _not_kept(proposed.theorem, verdict)
            continue
        seeker = seekers.setdefault(id(prover.program), Breaking(prover.program))
        yield from _idle(proposed, prover, seeker)


def _prover(laws: Laws, theorem: Theorem, problems: list[Diagnostic]) -> Prover:
    """What proves a theorem, with the switches as they stand but for those that it sets."""
    chosen = set_switches(laws.program, theorem.with_, theorem.without, problems)
    program = laws.program_for(None, chosen.bills) if chosen.bills else laws.program
    settings = chosen.settings(program)
    setup = Setup(settings, frozenset(chosen.chosen))
    return Prover(laws.engine(program), setup, Claims(program, settings))


def _idle(proposed: Proposed, prover: Prover, seeker: Breaking) -> Iterator[Diagnostic]:
    """What is to be said where no slip is known that breaks a theorem."""
    theorem, claim = proposed.theorem, proposed.claim
    reason = None
    try:
        if seeker.slip(claim, prover, proposed.days) is not None:
            return
    except NotSought as problem:
        reason = f"none does from {problem.start} on, and before it was not looked for"
    except NotReplayed:
        reason = "the readers do not agree, which is a defect of Callup"
    except Undecided:
        reason = str(prover.claims.bound)
    except NotEncoded as problem:
        reason = str(problem)
    if reason is not None:
        message = f"whether any slip in the law would break the theorem `{theorem.id}`: {reason}"
        yield _not_proved(message, theorem, None)
        return
    message = f"no slip in a rule would break the theorem `{theorem.id}`: {claim.text}"
    why = "it holds whatever the rules say that it rests on, and so it says nothing of them"
    help = "state it so that a rule, a condition or a value decides it, or leave it out"
    warning = Severity.WARNING
    yield Diagnostic("idle-theorem", message, theorem.origin, why=why, help=help, severity=warning)


def _not_proved(message: str, theorem: Theorem, why: str | None) -> Diagnostic:
    severity = Severity.NOT_CHECKED
    return Diagnostic("not-proved", message, theorem.origin, why=why, severity=severity)


def _not_kept(theorem: Theorem, verdict: Verdict) -> Diagnostic:
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
    return _not_proved(message, theorem, shown)
