"""Folds the changes of one rule.

Two layers, so that what is temporary never destroys what is lasting. Changes without an end work
on the base. Changes with an end, and suspensions, are covers: they lie on top while they last, and
when they lift, the base shows as it has been amended meanwhile. A repeal ends the rule together
with the covers that lay on it before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from callup.law.model import RuleChange, RuleEnd
from callup.law.operations import Operation
from callup.law.versions import RuleVersion, cuts_of, sources_of
from callup.text.diagnostic import Diagnostic
from callup.text.words import Words
from callup.values.timeline import Timeline, sample


@dataclass(slots=True)
class RuleFold:
    """Folds rules; collects what does not fit."""

    problems: list[Diagnostic] = field(default_factory=list)

    def timeline(self, operations: list[Operation]) -> Timeline[RuleVersion | None]:
        return sample(cuts_of(operations), lambda day: self.on(day, operations), None)

    def on(self, day: date, operations: list[Operation]) -> RuleVersion | None:
        base: RuleVersion | None = None
        covers: list[Operation] = []
        passed: list[Operation] = []
        for one in operations:
            if day not in one.interval:
                continue
            change = one.change
            if isinstance(change, RuleEnd) and change.of_act is not None:
                base, covers = self.end_of_act(day, one, base, covers, passed)
            elif one.is_cover or (isinstance(change, RuleEnd) and change.verb == "suspend"):
                if self.fits(day, one, base, covers):
                    covers.append(one)
            elif isinstance(change, RuleChange):
                if self.fits(day, one, base, covers):
                    base = _version(one, change, base)
            elif self.fits(day, one, base, covers):
                base, covers = None, []
            passed.append(one)
        return self.covered(base, covers)

    def fits(
        self, day: date, one: Operation, base: RuleVersion | None, covers: list[Operation]
    ) -> bool:
        """Whether a change finds what it needs: nothing to add to, something to change or end."""
        change = one.change
        assert isinstance(change, (RuleChange, RuleEnd))
        stands = base.act if base else next((c.act.id for c in covers if _adds(c)), None)
        if change.verb == "add" and stands is not None:
            self.refuse(
                "rule-stands",
                f"`{change.rule}` already stands from {day}, by {stands}",
                one,
                "write `replace`, or repeal the old rule first",
            )
            return False
        if change.verb != "add" and stands is None:
            self.refuse(
                "rule-does-not-stand",
                f"`{change.rule}` does not stand from {day}, so it cannot be changed "
                f"by `{change.verb}`",
                one,
                "check the days of the acts, or write `add`",
            )
            return False
        return True

    def end_of_act(
        self,
        day: date,
        one: Operation,
        base: RuleVersion | None,
        covers: list[Operation],
        passed: list[Operation],
    ) -> tuple[RuleVersion | None, list[Operation]]:
        """What a repeal or suspension of a whole act leaves of a rule."""
        change = one.change
        assert isinstance(change, RuleEnd) and change.of_act is not None
        ended = change.of_act.text
        if change.verb == "suspend" or one.is_cover:
            return base, [*covers, one] if base is not None and base.act == ended else covers
        covers = [cover for cover in covers if cover.act.id != ended]
        rule = next((p.change.rule for p in passed if isinstance(p.change, RuleChange)), None)
        revived = change.revives is None or (
            rule is not None and rule.text in {name.text for name in change.revives}
        )
        if revived:
            kept = [p for p in passed if p.act.id != ended and not p.is_cover]
            return self.on(day, kept), covers
        if base is not None and base.act == ended:
            return None, []
        return base, covers

    def covered(self, base: RuleVersion | None, covers: list[Operation]) -> RuleVersion | None:
        """What shows of a rule: the last cover that is not lifted, on what lies beneath."""
        shown = base
        for one in covers:
            change = one.change
            shown = _version(one, change, shown) if isinstance(change, RuleChange) else None
        return shown

    def refuse(self, code: str, message: str, one: Operation, help: str) -> None:
        """Reports a change that does not fit, once for the first day on which it does not."""
        origin = one.change.common.origin
        if not any(p.code == code and p.origin == origin for p in self.problems):
            self.problems.append(Diagnostic(code, message, origin, help=help))


def _adds(one: Operation) -> bool:
    return isinstance(one.change, RuleChange) and one.change.verb == "add"


def _version(one: Operation, change: RuleChange, base: RuleVersion | None) -> RuleVersion | None:
    """The rule in the form that a change gives it; what is left out is taken over."""
    body = change.body
    if base is None and (body.target is None or body.says is None or body.when is None):
        return None
    target = body.target.text if body.target else (base.target if base else "")
    when = body.when or (base.when if base else None)
    assert when is not None
    return RuleVersion(
        rule=change.rule.text,
        target=target,
        says=body.says or (base.says if base else Words()),
        when=when,
        unless=body.unless or (base.unless if base else None),
        gives=body.gives or (base.gives if base else None),
        overrides=body.overrides
        if body.overrides is not None
        else (base.overrides if base else ()),
        act=one.act.id,
        cite=change.common.cite or (base.cite if base else ""),
        sources=sources_of(one),
        chain=(*(base.chain if base else ()), one.act.id),
        origin=change.common.origin,
    )
