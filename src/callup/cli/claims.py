"""`callup claims`: who says which number."""

from __future__ import annotations

from callup.cli.look import Screen, Span
from callup.cli.words import Language
from callup.lawbook import open as open_lawbook
from callup.record.inquiry import claims_about
from callup.record.model import Claim, Record, Saying
from callup.wire.record_in_words import amount_in_words, name_of


def claims(
    lawbook: str,
    quantity: str | None,
    say: Language,
    *,
    as_json: bool = False,
    plot: str | None = None,
) -> int:
    """Prints the claims by quantity; the exit status. Raises Diagnostics."""
    opened = open_lawbook(lawbook)
    record = opened.record()
    found = claims_about(record, quantity)
    if plot and quantity:
        from callup.cli.pictures import draw_claims

        draw_claims(record, quantity, found, plot, say)
    if as_json:
        from callup.cli.wire import put
        from callup.wire.record import claims_to_json

        put(claims_to_json(opened, record, quantity, say))
        return 0
    screen = Screen()
    wanted = dict.fromkeys(one.quantity for one in found)
    for name in [quantity] if quantity else wanted:
        _table(screen, record, name, [one for one in found if one.quantity == name], say)
    if not found:
        screen.line(say("none of these"))
    return 0


def _table(screen: Screen, record: Record, name: str, found: list[Claim], say: Language) -> None:
    one = record.quantities[name]
    screen.heading(say.words(one.title))
    dot = f" {screen.marks.dot} "
    screen.line((name, "id"), (f"{dot}{say.words(one.unit)}{dot}{say(one.kind)}", "faint"))
    screen.line((say.words(one.definition), "faint"), indent=2)
    screen.blank()
    values = [amount_in_words(claim, say) for claim in found]
    periods = [claim.period.text for claim in found]
    wide = max(map(len, values), default=0), max(map(len, periods), default=0)
    for claim, value, period in zip(found, values, periods, strict=True):
        row: list[Span] = [f"{claim.said.text:<11} {period:<{wide[1]}}  "]
        row += [(f"{value:<{wide[0]}}", "value"), f"  {say(claim.nature)} {claim.grade}"]
        screen.line(*row, indent=2, hang=12)
        _who(screen, record, claim, say)


def entry(screen: Screen, record: Record, one: Claim | Saying, say: Language) -> None:
    """One entry of the record, with what it is about."""
    if isinstance(one, Claim):
        row: list[Span] = [f"{one.said.text:<11} ", (amount_in_words(one, say), "value")]
        title = say.words(record.quantities[one.quantity].title)
        row += [f"  {title}, {one.period.text}  {say(one.nature)} {one.grade}"]
    else:
        row = [f"{one.said.text:<11} ", (say.words(one.says), "value"), f"  {one.grade}"]
    screen.line(*row, indent=2, hang=12)
    _who(screen, record, one, say)


def _who(screen: Screen, record: Record, one: Claim | Saying, say: Language) -> None:
    """Who says it, through whom, and what became of it."""
    dot = f" {screen.marks.dot} "
    who: Span = (name_of(record, one.speaker, say), "value")
    screen.line(who, f"{dot}", (one.id, "id"), indent=14, hang=2)
    notes = [say.words(one.channel), say.words(one.note)]
    if isinstance(one, Claim) and one.superseded_by:
        notes.append(say("superseded", claim=one.superseded_by))
    if isinstance(one, Saying) and one.own_words:
        notes.append(say("own words", saying=one.own_words))
    if one.denies:
        notes.append(say("denies", claims=", ".join(one.denies)))
    told = dot.join(words for words in notes if words)
    if told:
        screen.line((told, "faint"), indent=14)
