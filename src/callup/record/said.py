"""Whether something is on record as said by a day, by whom, and whether it is denied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from callup.record.document import NumberSaid, WordsSaid
from callup.record.model import Amount, Claim, Record, Saying
from callup.record.outcome import PartResult, View
from callup.record.period import DAY, Period
from callup.record.reason import because, listed
from callup.record.verdict import Outcome
from callup.text.words import Words

Entry = Claim | Saying


def said_by_then(entry: Entry, view: View) -> Literal["yes", "maybe", "no"]:
    """Whether it was said by the day on which the record is looked at."""
    if entry.said.first[0] > view.known:
        return "no"
    after = entry.said.after
    return "yes" if after is not None and after[1] - DAY <= view.known else "maybe"


def number_said(part: NumberSaid, view: View) -> PartResult:
    """*Said* where a claim on record gives a number within that of the part.

    With `by`, whoever else denies it does not matter: it fails only if the speaker denies it.
    """
    about = [one for one in view.record.claims.values() if _about(one, part)]
    same = [one for one in about if within(one.amount, part.amount)]
    found = _judged(part.by, same, view)
    if found is None:
        others = [one for one in about if part.by and said_by_then(one, view) == "yes"]
        found = _open(others, view.record)
    outcome, why, entries = found
    wanted = f"{part.amount.text} a {part.per}" if part.per else part.amount.text
    asked = f"{part.quantity}, {part.by or 'anybody'}"
    return _result(part, view, asked, wanted, outcome, why, entries)


def words_said(part: WordsSaid, view: View) -> PartResult:
    """*Said* where the saying is on record by then, of that speaker."""
    saying = view.record.sayings[part.saying]
    of_speaker = part.by is None or saying.speaker == part.by
    found = _judged(part.by, [saying] if of_speaker else [], view)
    outcome, why, entries = found or _open([], view.record)
    asked = f"{part.saying}, {part.by or 'anybody'}"
    return _result(part, view, asked, "said", outcome, why, entries)


def within(amount: Amount, stated: Amount) -> bool:
    """Whether everything that a claim allows lies within what is stated."""
    low = stated.low is None or (amount.low is not None and amount.low >= stated.low)
    high = stated.high is None or (amount.high is not None and amount.high <= stated.high)
    return low and high


def name_of(record: Record, entry: Entry) -> Words:
    """The name of who says so; an act goes by its id."""
    known = record.speakers.get(entry.speaker)
    return known.name if known else Words((("en", entry.speaker),))


Judged = tuple[Outcome, Words, tuple[Entry, ...]]


def _about(claim: Claim, part: NumberSaid) -> bool:
    return (
        claim.quantity == part.quantity
        and part.by in (None, claim.speaker)
        and claim.per == part.per
        and part.nature in (None, claim.nature)
        and (part.period is None or same_period(claim.period, part.period))
    )


def same_period(one: Period, other: Period) -> bool:
    return (one.first, one.after) == (other.first, other.after)


def _judged(by: str | None, entries: Iterable[Entry], view: View) -> Judged | None:
    """What the record says of entries that would bear the part out; None where there are none."""
    by_then = {one.id: said_by_then(one, view) for one in entries}
    known = tuple(one for one in entries if by_then[one.id] == "yes")
    if not known:
        perhaps = tuple(one for one in entries if by_then[one.id] == "maybe")
        return ("open", because("perhaps later"), perhaps) if perhaps else None
    denials = tuple(_denials(known, view))
    own = tuple(one for one in denials if one.speaker in {entry.speaker for entry in known})
    for one in known:
        if isinstance(one, Saying) and one.own_words and not own:
            return _reported(one, by, view)
    if own:
        return "fails", because("own denial", who=name_of(view.record, own[0])), (*known, *own)
    if by is None and denials:
        who = listed([name_of(view.record, one) for one in denials])
        return "disputed", because("denied", who=who), (*known, *denials)
    if all(isinstance(one, Claim) and one.by_act for one in known):
        return "holds", because("decreed"), known
    names = {one.speaker: name_of(view.record, one) for one in known}
    return "said", because("said", who=listed(list(names.values()))), known


def _reported(one: Saying, by: str | None, view: View) -> Judged:
    """A saying that is only reported of its speaker, whose own words are on record."""
    record = view.record
    words: Entry = record.sayings.get(one.own_words or "") or record.claims[one.own_words or ""]
    if said_by_then(words, view) != "yes":
        return "said", because("said", who=name_of(record, one)), (one,)
    told = words.says if isinstance(words, Saying) else Words((("en", words.amount.text),))
    why = because("own words", who=name_of(record, one), words=told)
    return "disputed" if by is None else "fails", why, (one, words)


def _denials(known: Iterable[Entry], view: View) -> Iterator[Entry]:
    """What is on record by then as said against any of these."""
    ids = {one.id for one in known}
    record = view.record
    entries: tuple[Entry, ...] = (*record.claims.values(), *record.sayings.values())
    for one in entries:
        if not ids.isdisjoint(one.denies) and said_by_then(one, view) == "yes":
            yield one


def _open(others: list[Claim], record: Record) -> Judged:
    if not others:
        return "open", because("not on record"), ()
    one = max(others, key=lambda claim: (claim.said.first, claim.id))
    who, number = name_of(record, one), one.amount.text.replace("_", ",")
    return "open", because("other numbers", who=who, number=number), (one,)


def _result(
    part: NumberSaid | WordsSaid,
    view: View,
    asked: str,
    wanted: str,
    outcome: Outcome,
    why: Words,
    entries: tuple[Entry, ...],
) -> PartResult:
    return PartResult(
        outcome=outcome,
        says=part.common.says,
        asked=asked,
        on=view.on,
        known=view.known,
        wanted=wanted,
        came=", ".join(one.amount.text for one in entries if isinstance(one, Claim)) or outcome,
        why=why,
        acts=tuple(one.speaker for one in entries if isinstance(one, Claim) and one.by_act),
        entries=tuple(one.id for one in entries),
        sources=tuple(dict(pair for one in entries for pair in one.sources).items()),
    )
