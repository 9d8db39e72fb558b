"""Puts the pages and the API together into one application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

import callup
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.web.api import not_valid, router
from callup.web.busy import TooBusy, TooSlow
from callup.web.counting import Counting, Population
from callup.web.desk import STYLES_NAME, Desk, Missing
from callup.web.guard import Guard
from callup.web.languages import SHIPPED, tongues
from callup.web.pages import (
    about,
    ask,
    audits,
    changes,
    front,
    how_many,
    law,
    record,
    search,
    switches,
)
from callup.web.problems import problem
from callup.web.sheet import BadForm
from callup.web.shelf import Shelf, shelf

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
Page = Callable[[Desk, Request], Awaitable[Response] | Response]

BOOK: Final = "/{language}/{book}"
PAGES: Final[tuple[tuple[str, str, Page], ...]] = (
    ("GET", "/", front.root),
    ("GET", f"/style/{STYLES_NAME}", front.style),
    ("GET", "/{language}/", front.front),
    ("GET", "/{language}/api", about.api),
    ("GET", f"{BOOK}/", front.book),
    ("GET", f"{BOOK}/ask", ask.begin),
    ("POST", f"{BOOK}/ask", ask.go_on),
    ("POST", f"{BOOK}/ask/finding.html", ask.keep),
    ("POST", f"{BOOK}/ask/finding.json", ask.keep),
    ("POST", f"{BOOK}/ask/changes", changes.for_a_person),
    ("GET", f"{BOOK}/ask/{{rest}}", ask.back),
    ("GET", f"{BOOK}/law", law.overview),
    ("GET", f"{BOOK}/law/log", law.log),
    ("GET", f"{BOOK}/law/gaps", law.gaps),
    ("GET", f"{BOOK}/law/{{id:path}}", law.thing),
    ("GET", f"{BOOK}/search", search.search),
    ("GET", f"{BOOK}/changes", changes.changes),
    ("GET", f"{BOOK}/switches", switches.listing),
    ("GET", f"{BOOK}/switches/{{id}}", switches.switch),
    ("GET", f"{BOOK}/audits", audits.listing),
    ("GET", f"{BOOK}/audits/{{document}}", audits.audit),
    ("GET", f"{BOOK}/how-many", how_many.how_many),
    ("GET", f"{BOOK}/record", record.claims),
    ("GET", f"{BOOK}/record/{{quantity}}", record.quantity),
)
"""Method, address and maker of every page."""


def application(
    lawbooks: Sequence[str | Path] = (),
    *,
    hosts: Iterable[str] = (),
    languages: Path = SHIPPED,
    people: Population | None = None,
) -> ASGIApp:
    """An ASGI application for lawbooks, by name or folder; all that are shipped if none is named.

    It answers under the names of this machine itself and of `hosts`. `languages` is a folder of
    catalogues; `people` is a table of which pages tell how many have which answer.
    Raises Diagnostics where a lawbook or the table cannot be opened.
    """
    books = shelf(lawbooks)
    counting = _counting(books, people) if people else None
    desk = Desk(books, tongues(languages), counting)
    inner = FastAPI(
        title="Callup",
        version=callup.__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_life, desk),
        redirect_slashes=False,
    )
    inner.include_router(router(desk))
    for method, path, page in PAGES:
        inner.add_route(path, _endpoint(desk, page), methods=[method], include_in_schema=False)
    _refuse_clearly(inner, desk)
    names = frozenset(name.lower() for name in (*LOOPBACK, *hosts))
    return Guard(inner, names, lambda request, status: problem(desk, request, status))


def _counting(books: Shelf, people: Population) -> Counting:
    """Raises Diagnostics where there is more than one lawbook, or the table does not fit it."""
    if len(books.books) != 1:
        message = "a table of people is counted under one lawbook, and several are served"
        help = "name the lawbook: callup serve LAWBOOK --people FILE"
        raise Diagnostics([Diagnostic("bad-call", message, None, help=help)])
    (book,) = books.books.values()
    made = Counting(book.lawbook, people)
    made.check()
    return made


@asynccontextmanager
async def _life(desk: Desk, application: FastAPI) -> AsyncIterator[None]:
    """Reads the words of the law while the first visitor looks at the first page."""
    for book in desk.shelf.books.values():
        desk.shelf.start(book.lawbook.law_text)
        desk.shelf.start(book.documents)
    yield
    desk.shelf.close()
    desk.pictures.crew.close()
    desk.solver.crew.close()
    if desk.counting is not None:
        desk.counting.crew.close()


def _endpoint(desk: Desk, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        found = page(desk, request)
        return found if isinstance(found, Response) else await found

    return endpoint


def _refuse_clearly(inner: FastAPI, desk: Desk) -> None:
    """Every way in which a request fails gives a page, or JSON, that says so."""

    def answer(status: int, problems: Sequence[Diagnostic] = ()) -> Callable[..., Response]:
        return lambda request, failure: problem(desk, request, status, problems)

    def diagnostics(request: Request, failure: Exception) -> Response:
        assert isinstance(failure, Diagnostics)
        absent = all(
            one.code == "bad-question" and "there is no" in one.message
            for one in failure.diagnostics
        )
        status = 404 if absent and request.method != "POST" else 422
        return problem(desk, request, status, failure.diagnostics)

    def status(request: Request, failure: Exception) -> Response:
        code = getattr(failure, "status_code", getattr(failure, "status", 400))
        return problem(desk, request, code)

    inner.add_exception_handler(Diagnostics, diagnostics)
    inner.add_exception_handler(Missing, answer(404))
    inner.add_exception_handler(TooBusy, answer(429))
    inner.add_exception_handler(TooSlow, answer(422))
    inner.add_exception_handler(BadForm, status)
    inner.add_exception_handler(HTTPException, status)
    inner.add_exception_handler(RequestValidationError, not_valid)
    inner.add_exception_handler(Exception, answer(500))
