"""Speakers, amounts, bounds and the arithmetic of conflicts, in the words of a language."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from callup.record.model import Claim, Record
from callup.record.reason import amount_in_words as words_of
from callup.wire.speech import Speech

if TYPE_CHECKING:
    from callup.record.reconcile import Conflict, Reconciliation, Step


def name_of(record: Record, speaker: str, say: Speech) -> str:
    """The name of a speaker; an act goes by its id."""
    known = record.speakers.get(speaker)
    return say.words(known.name) if known else speaker


def amount_in_words(claim: Claim, say: Speech) -> str:
    """A number as it was said, with its rate."""
    text = number_in_words(claim, say)
    return say(f"per {claim.per}", amount=text) if claim.per else text


def number_in_words(claim: Claim, say: Speech) -> str:
    """The number as it was said, in words of the language."""
    return say.words(words_of(claim.amount.text)).replace("_", say("thousands"))


def bounds_in_words(result: Reconciliation, say: Speech, unit: str = "") -> str:
    """The bounds in a few words; an open side is said to be open."""
    if result.bounds is None:
        return say("contradictory") if unit else say("against itself")
    low, high = result.bounds
    parts = {"low": plain(low, say), "high": plain(high, say), "unit": unit}
    if low is None and high is None:
        return say("unbounded")
    key = "at least" if high is None else "at most" if low is None else "between"
    if low == high:
        key = "exactly"
    return say(key, **parts).replace(" ;", ";").strip()


def arithmetic(conflict: Conflict, say: Speech, record: Record | None = None) -> list[str]:
    """Why the claims of a conflict cannot all be true, line by line.

    With a record its quantities and speakers go by their names, and else by their ids.
    """
    lines = [_step(one, say, record) for one in conflict.steps]
    return [*lines, say("sum", low=plain(conflict.low, say), high=plain(conflict.high, say))]


def _step(step: Step, say: Speech, record: Record | None) -> str:
    owner, quantities = step.owner, step.quantities
    if record is not None and owner in record.identities:
        return say.words(record.identities[owner].says)
    if not step.is_claim:
        return f"{owner}: {say.words(step.how)}"
    if record is not None:
        owner = name_of(record, record.claims[owner].speaker, say)
        titles = (say.words(record.quantities[id].title) for id in quantities)
        quantities = tuple(say("quoted", words=title) for title in titles)
    key = "step least" if step.side == "at least" else "step most"
    number, days = plain(step.number, say), say.words(step.days)
    words = f"{say(key, number=number)} {', '.join(quantities)}, {days}"
    if how := say.words(step.how):
        words += f" ({how.replace('_', say('thousands'))})"
    if step.times != 1:
        words = say("step times", times=plain(step.times, say), step=words)
    return f"{owner}: {words}"


def plain(value: Fraction | None, say: Speech) -> str:
    """A number for people: whole to the nearest one, its thousands told apart."""
    if value is None:
        return ""
    if abs(value) < 100:
        return f"{float(value):.4g}"
    return f"{round(value):,}".replace(",", say("thousands"))
