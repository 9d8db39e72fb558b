"""The first page: what can be asked here, what changed last, what is disputed."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from callup.inquiry.log import Entry
from callup.inquiry.pages import Guide
from callup.record.document import Document
from callup.web.desk import STYLES, Desk
from callup.web.languages import wished
from callup.web.shelf import Book

LAST_CHANGES = 6


def root(desk: Desk, request: Request) -> Response:
    """Leads to the language that the browser wishes for."""
    code = wished(request.headers.get("accept-language", ""), desk.tongues)
    return RedirectResponse(f"/{code}/", 303, {"vary": "accept-language"})


def style(desk: Desk, request: Request) -> Response:
    """The one stylesheet; its name changes with its words, so browsers may keep it."""
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(STYLES, media_type="text/css", headers=headers)


async def front(desk: Desk, request: Request) -> Response:
    """The front of the only lawbook, or the lawbooks to choose from."""
    desk.tongue(request)
    books = desk.shelf.books
    if len(books) == 1:
        (only,) = books.values()
        return await _front(desk, request, only)
    return desk.page("books.html", request, books=books.values())


async def book(desk: Desk, request: Request) -> Response:
    """The front of one lawbook."""
    desk.tongue(request)
    return await _front(desk, request, desk.book(request))


async def _front(desk: Desk, request: Request, book: Book) -> Response:
    guide, entries, audits = await desk.shelf.work(_overview, book)
    day = timedelta(days=1)
    return desk.page("front.html", request, guide=guide, entries=entries, audits=audits, DAY=day)


def _overview(book: Book) -> tuple[Guide, tuple[Entry, ...], tuple[Document, ...]]:
    """The guide, the last things that acts did up to today, the newest first, and the audits."""
    entries = [one for one in book.lawbook.log(end=date.today()) if not one.by_itself]
    last = tuple(reversed(entries[-LAST_CHANGES:]))
    return book.lawbook.guide(), last, book.documents()
