"""Documents held against law and record, statement by statement."""

from __future__ import annotations

from collections import Counter
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callup.inquiry.audit import Audit
from callup.web.desk import Desk
from callup.web.pages.law import Days, days_of
from callup.web.shelf import Book
from callup.web.told import Told

VERDICTS: Final = (
    "supported",
    "contradicted",
    "partly",
    "contested",
    "undecided",
    "attributed",
    "not covered",
)


async def listing(desk: Desk, request: Request) -> Response:
    """The documents that are audited."""
    desk.tongue(request)
    book = desk.book(request)
    documents = await desk.shelf.work(book.documents)
    return desk.page("audits.html", request, documents=documents)


async def audit(desk: Desk, request: Request) -> Response:
    """One document: its statements with their verdicts, then each with its evidence.

    Asked of the law of the document's own day, as known on it, unless the address names others.
    """
    tongue, book, days = desk.tongue(request), desk.book(request), days_of(request)
    found = await desk.shelf.work(_audit, book, request.path_params["document"][:200], days)
    counted = Counter(one.verdict for one in found.statements)
    counts = [(name, counted[name]) for name in VERDICTS if counted[name]]
    told = Told(book.lawbook, book.lawbook.program, tongue)
    return desk.page(
        "audit.html",
        request,
        found=found,
        counts=counts,
        days=days,
        told=told,
        record=book.record(),
    )


def _audit(book: Book, document: str, days: Days) -> Audit:
    on = days.on if days.given else None
    return book.lawbook.audit(document, on=on, known=days.known)
