"""Claims and identities as linear rows over stretches of time.

A flow has one unknown for each elementary stretch between the days that claims and the window
touch, a stock one for each of those days. What a claim says becomes one or two rows:

- a total: the sum over its period. Where an end is uncertain the sum over the days that are
  certainly meant is at most the number, and the sum over all days that may be meant at least the
  number; both hold only of a flow that never falls, and the claim is set aside for any other.
- a rate: the sum over the days that are certainly meant is the rate times their months, where each
  day is its part of its own month, or times their days. It is an average: the rate need not hold in
  each month of the period.
- a stock: the value on its day.

`more than` and `less than` include the number. A plan or a target is no account of what happened,
and a superseded claim is the speaker's no longer: both are set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from callup.record.model import Claim, Identity, Record, Term
from callup.record.period import Span, months
from callup.record.reason import amount_in_words, because, counted
from callup.text.words import Words

Variable = tuple[str, int]
"""A quantity, and which stretch (flow) or day (stock) of the cuts."""


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of variables lies from `low` to `high`; `says` is how it came from its owner."""

    owner: str
    is_claim: bool
    sum: dict[Variable, Fraction] = field(hash=False)
    low: Fraction | None
    high: Fraction | None
    span: Span
    how: Words = field(default=Words(), hash=False)


@dataclass(frozen=True, slots=True)
class System:
    """The rows that bear on a window, and the sum that is asked for."""

    rows: tuple[Row, ...]
    asked: dict[Variable, Fraction]
    rising: frozenset[Variable]
    set_aside: tuple[tuple[str, Words], ...]

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.owner for row in self.rows if row.is_claim))


def build(record: Record, claims: Iterable[Claim], quantity: str, window: Span) -> System:
    """The system for a quantity over a window, from these claims; plans are left out of it."""
    near = _near(record, quantity)
    identities = [one for one in record.identities.values() if _names(one) & near]
    aside: list[tuple[str, Words]] = []
    spans: list[tuple[Claim, Span | None, Span | None]] = []
    for claim in sorted(claims, key=lambda one: one.id):
        if claim.quantity in near:
            reason = _reason_to_leave(record, claim)
            if reason:
                aside.append((claim.id, reason))
            else:
                period = claim.period.closed(claim.said)
                spans.append((claim, period.core, period.outer))
    days = {*window}
    for _, core, outer in spans:
        days |= {*(core or ()), *(outer or ())}
    for identity in identities:
        if identity.period and identity.period.core:
            days |= {*identity.period.core}
    layout = _Layout(record, sorted(days))
    rows = [row for one in spans for row in _claim_rows(layout, *one)]
    rows += [row for one in identities for row in _identity_rows(layout, one)]
    asked = layout.total(quantity, window)
    rows = list(_joined(rows, asked))
    bearing = {row.owner for row in rows}
    variables = {*asked, *(one for row in rows for one in row.sum)}
    rising = frozenset(one for one in variables if layout.rises(one[0]))
    overlapping = {id for id, _ in aside if _meets(record.claims[id], window)}
    kept = tuple(one for one in aside if one[0] in overlapping or one[0] in bearing)
    return System(tuple(rows), asked, rising, kept)


def _near(record: Record, quantity: str) -> set[str]:
    """The quantities that identities join to this one."""
    near = {quantity}
    while True:
        more = near.union(*(_names(i) for i in record.identities.values() if _names(i) & near))
        if more == near:
            return near
        near = more


def _names(identity: Identity) -> set[str]:
    return {term.quantity for term in identity.terms}


def _meets(claim: Claim, window: Span) -> bool:
    outer = claim.period.closed(claim.said).outer
    return outer is not None and outer[0] < window[1] and window[0] < outer[1]


def _reason_to_leave(record: Record, claim: Claim) -> Words | None:
    """Why a claim does not count, or None."""
    quantity = record.quantities[claim.quantity]
    period = claim.period.closed(claim.said)
    if claim.nature in ("plan", "target"):
        return because(f"a {claim.nature}")
    if claim.superseded_by:
        return because("replaced", claim=claim.superseded_by)
    if quantity.kind == "stock":
        one_day = period.certain and period.core and (period.core[1] - period.core[0]).days == 1
        return None if one_day else because("uncertain stock")
    if claim.per and period.core is None:
        return because("no certain day")
    if not claim.per and not period.certain and not quantity.never_falls:
        return because("uncertain flow", quantity=quantity.id)
    return None


class _Layout:
    """Where the cuts lie, and the variables between them."""

    def __init__(self, record: Record, days: list[date]) -> None:
        self.record = record
        self.days = days
        self.place = {day: index for index, day in enumerate(days)}

    def rises(self, quantity: str) -> bool:
        one = self.record.quantities[quantity]
        return one.never_falls or one.kind == "stock"

    def is_stock(self, quantity: str) -> bool:
        return self.record.quantities[quantity].kind == "stock"

    def total(self, quantity: str, span: Span) -> dict[Variable, Fraction]:
        """The flow over a span; of a stock the value on its last day."""
        if self.is_stock(quantity):
            return {(quantity, self.place[span[1]]): Fraction(1)}
        places = range(self.place[span[0]], self.place[span[1]])
        return {(quantity, index): Fraction(1) for index in places}

    def term(self, term: Term, span: Span) -> Iterator[tuple[Variable, Fraction]]:
        start, end = self.place[span[0]], self.place[span[1]]
        if term.change:
            yield (term.quantity, end), term.factor
            yield (term.quantity, start), -term.factor
        elif self.is_stock(term.quantity):
            yield (term.quantity, end), term.factor
        else:
            for index in range(start, end):
                yield (term.quantity, index), term.factor


def _claim_rows(
    layout: _Layout, claim: Claim, core: Span | None, outer: Span | None
) -> Iterator[Row]:
    low, high = claim.amount.low, claim.amount.high
    if claim.per:
        assert core is not None
        count = months(core) if claim.per == "month" else Fraction((core[1] - core[0]).days)
        low = low * count if low is not None else None
        high = high * count if high is not None else None
        amount = amount_in_words(claim.amount.text)
        how = because(f"a {claim.per}", amount=amount, count=counted(count, claim.per))
        yield Row(claim.id, True, layout.total(claim.quantity, core), low, high, core, how)
        return
    if core == outer and core is not None:
        yield Row(claim.id, True, layout.total(claim.quantity, core), low, high, core)
        return
    if core is not None and high is not None:
        how = because("certain days")
        yield Row(claim.id, True, layout.total(claim.quantity, core), None, high, core, how)
    if outer is not None and low is not None:
        how = because("possible days")
        yield Row(claim.id, True, layout.total(claim.quantity, outer), low, None, outer, how)


def _identity_rows(layout: _Layout, identity: Identity) -> Iterator[Row]:
    low = identity.constant if identity.relation in (">=", "=") else None
    high = identity.constant if identity.relation in ("<=", "=") else None
    spans = list(pairwise(layout.days))
    if identity.period and identity.period.core:
        spans = [identity.period.core]
    for span in spans:
        sums: dict[Variable, Fraction] = {}
        for term in identity.terms:
            for variable, factor in layout.term(term, span):
                sums[variable] = sums.get(variable, Fraction(0)) + factor
        yield Row(identity.id, False, sums, low, high, span, Words((("en", identity.text),)))


def _joined(rows: list[Row], asked: dict[Variable, Fraction]) -> Iterator[Row]:
    """The rows that are joined to what is asked by variables they share; no other bears on it."""
    reached = set(asked)
    left = rows
    while True:
        found = [row for row in left if not reached.isdisjoint(row.sum)]
        if not found:
            break
        reached.update(*(row.sum for row in found))
        left = [row for row in left if reached.isdisjoint(row.sum)]
    for row in rows:
        if not reached.isdisjoint(row.sum):
            yield row
