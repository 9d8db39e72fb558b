"""Checks that are worked out from the record: the largest of a series, an average, a plan met."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from callup.record.document import AverageOf, LargestOf, PlanMet
from callup.record.model import Amount, Claim
from callup.record.outcome import PartResult, View
from callup.record.period import DAY, Span, months
from callup.record.reason import because, counted
from callup.record.said import name_of, said_by_then, same_period, within
from callup.record.verdict import Outcome
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a check, and the claims that it rests on."""

    outcome: Outcome
    why: Words
    claims: tuple[Claim, ...] = ()


def largest(part: LargestOf, view: View) -> PartResult:
    """*Holds* where no member that began since then is larger and none can be missing."""
    found = _largest(part, view)
    entries = [one.id for one in found.claims]
    sources = [pair for one in found.claims for pair in one.sources]
    if found.outcome == "open" and part.words:
        saying = view.record.sayings[part.words]
        if said_by_then(saying, view) == "yes":
            who = name_of(view.record, saying)
            found = Found("said", because("said", who=who), found.claims)
            entries, sources = [*entries, saying.id], [*sources, *saying.sources]
    else:
        sources += view.record.series[part.series].sources
    asked = f"{part.series}, {part.member.text}, since {part.since}"
    return PartResult(
        outcome=found.outcome,
        says=part.common.says,
        asked=asked,
        on=view.on,
        known=view.known,
        wanted="the largest",
        came=", ".join(one.amount.text for one in found.claims[:1]) or "unknown",
        why=found.why,
        acts=tuple(one.speaker for one in found.claims if one.by_act),
        entries=tuple(entries),
        sources=tuple(dict(sources).items()),
    )


def _largest(part: LargestOf, view: View) -> Found:
    series = view.record.series[part.series]
    members = [
        one
        for one in view.record.claims.values()
        if (one.quantity, one.nature, one.per) == (series.quantity, series.nature, None)
        and said_by_then(one, view) == "yes"
    ]
    own = next((one for one in members if same_period(one.period, part.member)), None)
    if own is None:
        return Found("open", because("no member"))
    others = [one for one in members if part.since <= one.period.first[0] < own.period.first[0]]
    least, most = own.amount.low, own.amount.high
    larger = [o for o in others if _above(o.amount.low, most)]
    if larger:
        return Found("fails", _named("a larger one", larger[0]), (own, larger[0]))
    perhaps = [o for o in others if o.amount.high is None or _above(o.amount.high, least)]
    if perhaps or least is None:
        which = (perhaps or [own])[0]
        return Found("open", _named("perhaps larger", which), (own, which))
    core, end = series.complete.core, own.period.core or own.period.first
    if core is None or part.since < core[0] or end[0] > core[1]:
        why = because("not complete", since=part.since, complete=series.complete.text)
        return Found("open", why, (own,))
    outcome: Outcome = "holds" if series.nature == "plan" else "said"
    if not others:
        return Found(outcome, because("largest alone", since=part.since), (own,))
    others.sort(key=lambda one: (-(one.amount.high or 0), one.id))
    why = _named("the largest", others[0], count=len(others), since=part.since)
    return Found(outcome, why, (own, others[0]))


def _above(one: Fraction | None, other: Fraction | None) -> bool:
    return one is not None and other is not None and one > other


def _named(key: str, claim: Claim, **parts: object) -> Words:
    return because(key, claim=claim.id, number=claim.amount.text.replace("_", ","), **parts)


def average(part: AverageOf, view: View) -> PartResult:
    """*Said* where a total that the speaker gave comes to the number: it is arithmetic on their
    word. Each day is its part of its own month."""
    totals = [
        one
        for one in view.record.claims.values()
        if (one.quantity, one.speaker, one.per) == (part.quantity, part.by, None)
        and same_period(one.period, part.period)
        and said_by_then(one, view) == "yes"
    ]
    found = Found("open", because("no total"))
    span = part.period.core
    if totals and span is not None and part.period.certain:
        found = _average(part, totals[-1], span)
    asked = f"{part.quantity}, {part.by}, {part.period.text}, a {part.per}"
    return _result(part, view, asked, part.amount.text, found)


def _average(part: AverageOf, total: Claim, span: Span) -> Found:
    count = months(span) if part.per == "month" else Fraction((span[1] - span[0]).days)
    low, high = (one and one / count for one in (total.amount.low, total.amount.high))
    each = Amount("", low, high)
    stated = part.amount
    apart = _above(low, stated.high) or _above(stated.low, high)
    outcome: Outcome = "said" if within(each, stated) else "fails" if apart else "open"
    return Found(outcome, because("average", **_arithmetic(part, total, each, count)), (total,))


def _arithmetic(part: AverageOf, total: Claim, each: Amount, count: Fraction) -> dict[str, object]:
    over = counted(count, part.per)
    return {"number": total.amount.text.replace("_", ","), "months": over, "each": in_words(each)}


def in_words(amount: Amount) -> Words:
    """A range in words, to the nearest whole number."""
    low, high = (None if one is None else f"{round(one):,}" for one in (amount.low, amount.high))
    if low is None or high is None:
        number = low or high
        pair = ("at least", "не менее") if high is None else ("at most", "не более")
        return Words((("en", f"{pair[0]} {number}"), ("ru", f"{pair[1]} {number}")))
    if low == high:
        return Words((("en", low), ("ru", low)))
    return Words((("en", f"{low} to {high}"), ("ru", f"от {low} до {high}")))


def plan_met(part: PlanMet, view: View) -> PartResult:
    """*Said* where on the speaker's word the plan was reached by the day: the claims of that
    speaker are reconciled from the plan's first day on."""
    plan = view.record.claims[part.plan]
    found = _plan_met(part, plan, view)
    asked = f"{part.plan}, {part.by}, by {part.day}"
    return _result(part, view, asked, plan.amount.text, found)


def _plan_met(part: PlanMet, plan: Claim, view: View) -> Found:
    from callup.record.reconcile import reconcile

    start = plan.period.first[0]
    if said_by_then(plan, view) != "yes" or part.day < start:
        return Found("open", because("not on record"))
    theirs = _claims_of(view, part.by)
    told = reconcile(view.record, theirs, plan.quantity, (start, part.day + DAY))
    claims = (plan, *(view.record.claims[id] for id in told.binding))
    if told.bounds is None:
        return Found("open", because("contradictory"), claims)
    low, high = told.bounds
    words = {"day": part.day, "plan": plan.amount.text.replace("_", ",")}
    if low is not None and plan.amount.high is not None and low >= plan.amount.high:
        return Found("said", because("met", low=f"{round(low):,}", **words), claims)
    if _above(plan.amount.low, high):
        return Found("fails", because("not met", high=f"{round(high or 0):,}", **words), claims)
    return Found("open", because("met open", **words), claims)


def _claims_of(view: View, speaker: str) -> list[Claim]:
    claims = view.record.claims.values()
    return [one for one in claims if one.speaker == speaker and said_by_then(one, view) == "yes"]


def _result(
    part: AverageOf | PlanMet, view: View, asked: str, wanted: str, found: Found
) -> PartResult:
    return PartResult(
        outcome=found.outcome,
        says=part.common.says,
        asked=asked,
        on=view.on,
        known=view.known,
        wanted=wanted.replace("_", ","),
        came=", ".join(one.amount.text.replace("_", ",") for one in found.claims) or "unknown",
        why=found.why,
        acts=tuple(one.speaker for one in found.claims if one.by_act),
        entries=tuple(one.id for one in found.claims),
        sources=tuple(dict(pair for one in found.claims for pair in one.sources).items()),
    )
