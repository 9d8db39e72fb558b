"""The people of a file who are in a legal position on a day, beside what is claimed of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from callup.cli.look import Screen
from callup.cli.words import Language
from callup.lawbook import Lawbook
from callup.record.model import Quantity
from callup.text.diagnostic import Diagnostic, Diagnostics

Bounds = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class Pool:
    """How many people of the file are in the position for certain, of how many it is unknown,
    how many rows were refused, and where what is claimed lies against them."""

    position: str
    day: date
    certain: int
    unknown: int
    refused: int
    claimed: str


def pool(lawbook: Lawbook, quantity: Quantity, day: date, bounds: Bounds | None, file: str) -> Pool:
    """The pool of a quantity that counts people in a position. Raises Diagnostics for any other."""
    import polars as pl

    from callup.cli.people import ROW, accepted, read

    position = _position(lawbook, quantity)
    law = lawbook.on(day)
    people = read(file, law.program)
    good, rejects = accepted(law, people)
    answers = law.table(good, None, people.unread, ROW).answers([position], checked=True)
    status = pl.col(f"{position}_status")
    row = (
        answers.select(
            ((status == "known") & pl.col(position)).sum().alias("certain"),
            status.is_in(["unknown", "conflict"]).sum().alias("unknown"),
        )
        .collect(engine="streaming")
        .row(0)
    )
    refused = int(rejects["row"].n_unique())
    where = _where(bounds, int(row[0]), int(row[0]) + int(row[1]))
    return Pool(position, day, int(row[0]), int(row[1]), refused, where)


def _position(lawbook: Lawbook, quantity: Quantity) -> str:
    names = [one.name for one in lawbook.program.positions() if one.type.kind == "boolean"]
    if quantity.position not in names:
        message = f"`{quantity.id}` is not said to count people in a position of the law"
        help = "the quantity names it as `position`, one that is answered by yes or no"
        raise Diagnostics([Diagnostic("bad-question", message, None, help=help)])
    return quantity.position or ""


def _where(bounds: Bounds | None, least: int, most: int) -> str:
    """Where the claims lie against the pool: within its band, apart from it, or partly."""
    if bounds is None:
        return "pool contradictory"
    low, high = (one if one is None else Fraction(one) for one in bounds)
    if low is not None and low > most:
        return "pool above"
    if high is not None and high < least:
        return "pool below"
    if low is not None and high is not None and least <= low and high <= most:
        return "pool within"
    return "pool open"


def show_pool(screen: Screen, found: Pool, file: str, say: Language) -> None:
    """The pool in a few lines."""
    screen.heading(say("pool", position=found.position, day=found.day))
    most = found.certain + found.unknown
    screen.line(
        say("pool band", low=f"{found.certain:,}", high=f"{most:,}", unknown=f"{found.unknown:,}"),
        indent=2,
    )
    screen.line(say(found.claimed), indent=2, hang=2)
    note = say("pool file", file=file[-60:], refused=found.refused)
    screen.line((note, "faint"), indent=2, hang=2)


def pool_to_json(found: Pool) -> dict[str, object]:
    """The pool as JSON; `claimed` is one of within, above, below, open, contradictory."""
    return {
        "position": found.position,
        "day": found.day.isoformat(),
        "certain": found.certain,
        "unknown": found.unknown,
        "rejected": found.refused,
        "claimed": found.claimed.removeprefix("pool "),
    }
