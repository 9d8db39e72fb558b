"""The record as pictures: the claims about a quantity, and what they allow together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from callup.pictures.band import Drawn, Edge, Window, band
from callup.pictures.manner import Format
from callup.pictures.numbers_said import Part, Said, Sheet, numbers_said
from callup.record.model import Claim, Record
from callup.record.period import DAY, Span, months
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.wire.record_in_words import bounds_in_words, name_of
from callup.wire.speech import Speech

if TYPE_CHECKING:
    from callup.record.inquiry import Told

MOST_DAYS: Final = 60


def claims_drawn(
    record: Record, quantity: str, claims: Iterable[Claim], kind: Format, say: Speech
) -> bytes:
    """A picture of the claims about one quantity. Raises Diagnostics where there are none."""

    def said(claim: Claim) -> Said:
        ends = [None if n is None else plain(n) for n in (claim.amount.low, claim.amount.high)]
        return Said(
            who=name_of(record, claim.speaker, say),
            when=claim.said.text,
            period=period_in_words(claim, say),
            low=ends[0],
            high=ends[1],
            number=shown(claim, say),
            faded=claim.superseded_by is not None or claim.nature in ("plan", "target"),
        )

    one, found = record.quantities[quantity], list(claims)
    whole = "picture totals" if one.kind == "flow" else "picture stocks"
    groups = [
        (whole, [c for c in found if not c.per]),
        ("picture months", [c for c in found if c.per == "month"]),
        ("picture days", [c for c in found if c.per == "day"]),
    ]
    unit = say.words(one.unit)
    sheet = Sheet(
        title=say.words(one.title),
        subtitle=say("picture claims", unit=unit),
        parts=tuple(
            Part(say(key, unit=unit), tuple(said(c) for c in group))
            for key, group in groups
            if group
        ),
        notes=tuple(_wrapped(say.words(one.definition))) + tuple(_wrapped(say("picture note"))),
        words=say("picture words", title=say.words(one.title), count=len(found)),
    )
    if not sheet.parts:
        message = f"nobody is on record with a number of `{quantity}`"
        raise Diagnostics([Diagnostic("bad-question", message, None)])
    return numbers_said(sheet, kind, say.code)


def plain(number: Fraction) -> str:
    """A number as a chart takes it, in decimals."""
    return repr(float(number))


def shown(claim: Claim, say: Speech) -> str:
    """The number as it was said, in words of the language."""
    text = claim.amount.text.replace("_", say("thousands"))
    for word in ("more than", "at least", "up to", "at most", "less than", "about"):
        if text.startswith(word):
            return say(f"number {word}", number=text.removeprefix(word).strip())
    low, to, high = text.partition(" to ")
    return f"{low}–{high}" if to else text


def _wrapped(text: str, width: int = 116) -> list[str]:
    return wrap(text, width)


def edges_of(told: Told) -> tuple[Edge, ...]:
    """The least and the most that the claims allow from the first day of the window through the
    day before each; none where they conflict."""
    result = told.result
    if result.bounds is None:
        return ()
    if told.record.quantities[result.quantity].kind != "flow":
        least, most = (_plain(one) for one in result.bounds)
        return Edge(told.start, least, most), Edge(told.end + DAY, least, most)
    edges = [Edge(told.start, "0", "0")]
    for end in _ends(told):
        low, high = told.bounds_until(end) or (None, None)
        edges.append(Edge(end + DAY, _plain(low), _plain(high)))
    return tuple(edges)


def band_drawn(told: Told, edges: tuple[Edge, ...], kind: Format, say: Speech) -> bytes:
    """A picture of what the claims allow over the window, from its first day on."""
    record, result = told.record, told.result
    quantity = record.quantities[result.quantity]
    fighting = {id for conflict in result.conflicts for id in conflict.claims}
    drawn, notes = _on_the_band(told, edges, fighting, say)
    unit = say.words(quantity.unit)
    outcome = bounds_in_words(result, say, unit)
    window = Window(
        title=say("window", quantity=say.words(quantity.title), start=told.start, end=told.end),
        subtitle=outcome,
        start=told.start,
        end=told.end + DAY,
        edges=edges,
        steps=quantity.never_falls,
        claims=tuple(drawn),
        notes=(*notes, *_wrapped(say("band note"))),
        words=say("band words", title=say.words(quantity.title), outcome=outcome),
    )
    return band(window, kind, say.code)


def _ends(told: Told) -> list[date]:
    """The days up to which the band is worked out: ends of claims and months, the last of the
    window; sixty at most."""
    found = {told.end}
    for id in told.result.claims:
        span = _within(told.record.claims[id], told)
        found |= {span[1] - DAY, span[0] - DAY} if span else set()
    for year in range(told.start.year, told.end.year + 1):
        found |= {date(year + (month == 12), month % 12 + 1, 1) - DAY for month in range(1, 13)}
    days = sorted(day for day in found if told.start <= day <= told.end)
    return days if len(days) <= MOST_DAYS else [*days[: MOST_DAYS - 1], told.end]


def _on_the_band(
    told: Told, edges: tuple[Edge, ...], fighting: set[str], say: Speech
) -> tuple[list[Drawn], list[str]]:
    """The claims that bear on the window, each with a sign, and what the signs stand for."""
    drawn: list[Drawn] = []
    notes: list[str] = []
    for id in told.result.claims:
        claim = told.record.claims[id]
        span = _within(claim, told)
        if span is None:
            continue
        sign = str(len(drawn) + 1)
        low, high = _worth(claim, span)
        stock = told.record.quantities[claim.quantity].kind == "stock"
        # a claim that begins within the window rises from the lower edge of the band
        under = [edge for edge in edges if edge.day <= span[0]]
        base = (under[-1].low or "0") if under and span[0] > told.start and not stock else "0"
        one = Drawn(
            sign=sign,
            who=name_of(told.record, claim.speaker, say),
            start=span[1] if stock else span[0],
            end=span[1],
            base=base,
            low=low,
            high=high,
            rate=bool(claim.per),
            conflict=id in fighting,
        )
        drawn.append(one)
        title = say.words(told.record.quantities[claim.quantity].title)
        rate = say(f"per {claim.per}", amount=shown(claim, say)) if claim.per else shown(claim, say)
        notes.append(f"{sign}  {one.who}: {rate}, {title}, {period_in_words(claim, say)}")
    return drawn, notes


def _within(claim: Claim, told: Told) -> Span | None:
    """The days of a claim on the picture: a rate is cut to the window, a total lies within it."""
    period = claim.period.closed(claim.said)
    span = period.core or period.outer
    if span is None:
        return None
    first, after = told.start, told.end + DAY
    if claim.per:
        span = max(span[0], first), min(span[1], after)
    return span if first <= span[0] < span[1] <= after else None


def _worth(claim: Claim, span: Span) -> tuple[str | None, str | None]:
    """The ends of a claim over these days; a rate times its months or days."""
    days = Fraction((span[1] - span[0]).days)
    times = Fraction(1) if claim.per is None else months(span) if claim.per == "month" else days
    low, high = claim.amount.low, claim.amount.high
    return (
        _plain(None if low is None else low * times),
        _plain(None if high is None else high * times),
    )


def _plain(number: Fraction | None) -> str | None:
    return None if number is None else plain(number)


def period_in_words(claim: Claim, say: Speech) -> str:
    """The days of a claim as people read them: quarters and halves by name."""
    year, _, part = claim.period.text.partition("-")
    if part in ("33", "34", "35", "36"):
        return say("quarter", year=year, n=int(part) - 32)
    if part in ("40", "41"):
        return say("half year", year=year, n=int(part) - 39)
    return claim.period.text.replace("/", " – ")
