"""The record: who says which number, and whether the numbers can all be true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callup.record.inquiry import Told, claims_about
from callup.record.model import Claim, Record
from callup.web.desk import Desk, Missing
from callup.web.record_pictures import Picture
from callup.web.sheet import plain_day
from callup.web.shelf import Book

MOST_CHOSEN: Final = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """The window and the claims chosen, as the address has them."""

    start: str
    end: str
    believe: tuple[str, ...]
    without: tuple[str, ...]
    grade: str


async def claims(desk: Desk, request: Request) -> Response:
    """The quantities, each with how many claims there are about it."""
    desk.tongue(request)
    book = desk.book(request)
    record = await desk.shelf.work(book.record)
    counts: dict[str, int] = {}
    for claim in record.claims.values():
        counts[claim.quantity] = counts.get(claim.quantity, 0) + 1
    return desk.page("record.html", request, record=record, counts=counts)


async def quantity(desk: Desk, request: Request) -> Response:
    """The claims about one quantity, and for a window of days what they imply together."""
    tongue = desk.tongue(request)
    book, name = desk.book(request), request.path_params["quantity"][:200]
    record = await desk.shelf.work(book.record)
    if name not in record.quantities:
        raise Missing
    found = claims_about(record, name)
    choice = _choice(request)
    told: Told | None = None
    band: Picture | None = None
    if choice.start and choice.end:
        told = await desk.shelf.work(_told, book, name, choice)
        band = await desk.pictures.band(book, choice, told, tongue)
    picture = await desk.pictures.claims(book, name, tongue) if found else None
    return desk.page(
        "quantity.html",
        request,
        record=record,
        one=record.quantities[name],
        claims=found,
        speakers=_speakers(record, found),
        choice=choice,
        told=told,
        picture=picture,
        band=band,
    )


def _choice(request: Request) -> Choice:
    query = request.query_params
    return Choice(
        plain_day(query.get("from", "").strip()),
        plain_day(query.get("to", "").strip()),
        tuple(query.getlist("believe")[:MOST_CHOSEN]),
        tuple(query.getlist("without")[:MOST_CHOSEN]),
        query.get("grade", "")[:1],
    )


def _told(book: Book, quantity: str, choice: Choice) -> Told:
    """What the chosen claims imply. Raises Diagnostics."""
    return book.lawbook.reconcile(
        quantity,
        choice.start,
        choice.end,
        believe=choice.believe,
        without=choice.without,
        grade=choice.grade or None,
    )


def _speakers(record: Record, claims: Sequence[Claim]) -> Mapping[str, object]:
    return {
        one.speaker: record.speakers[one.speaker].name
        for one in claims
        if one.speaker in record.speakers
    }
