"""The law: its time line, and a page for each thing that it holds, as on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from callup.inquiry.blame import Blame
from callup.inquiry.log import Entry
from callup.inquiry.pages import (
    ActPage,
    DefinitionPage,
    FactPage,
    Guide,
    Listing,
    Page,
    ParameterPage,
    RulePage,
    SourcePage,
    StatePage,
    SwitchPage,
)
from callup.inquiry.uses import Uses
from callup.lawbook import Program, as_day
from callup.text.diagnostic import Diagnostics
from callup.web.desk import Desk
from callup.web.sheet import plain_day
from callup.web.shelf import Book
from callup.web.timeline import TimeLine, time_line
from callup.web.told import Told

KINDS: Final[dict[type[Any], str]] = {
    ActPage: "act",
    RulePage: "rule",
    StatePage: "state",
    ParameterPage: "parameter",
    DefinitionPage: "definition",
    FactPage: "fact",
    SourcePage: "source",
    SwitchPage: "switch",
    Listing: "listing",
}
DAY: Final = timedelta(days=1)
BLAMED: Final = (RulePage, DefinitionPage)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that an address names: as on, and as known on."""

    on: date
    known: date | None
    given: bool

    @property
    def query(self) -> str:
        """What carries them on to another page; nothing where none was named."""
        parts = [f"on={self.on}"] if self.given else []
        parts += [f"known={self.known}"] if self.known else []
        return "?" + "&".join(parts) if parts else ""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the law, who wrote it so, and what it reads and is read by."""

    page: Page
    blame: Blame | None
    uses: Uses
    program: Program
    log: tuple[Entry, ...]


def days_of(request: Request) -> Days:
    """The days of an address; today where it names none. Raises Diagnostics."""
    query = request.query_params
    on, known = (query.get(name, "").strip() for name in ("on", "known"))
    return Days(
        as_day(plain_day(on)) if on else date.today(),
        as_day(plain_day(known)) if known else None,
        bool(on),
    )


async def overview(desk: Desk, request: Request) -> Response:
    """The time line, and what there is."""
    desk.tongue(request)
    book, days = desk.book(request), days_of(request)
    guide, drawn = await desk.shelf.work(_overview, book, days)
    return desk.page("law.html", request, guide=guide, line=drawn, days=days)


def _overview(book: Book, days: Days) -> tuple[Guide, TimeLine]:
    lawbook = book.lawbook
    states = [
        lawbook.show(f"state:{id}", days.on, known=days.known) for id in lawbook.program.states
    ]
    entries = lawbook.log(known=days.known)
    return lawbook.guide(), time_line(
        lawbook.program, entries, [s for s in states if isinstance(s, StatePage)], days.on
    )


async def log(desk: Desk, request: Request) -> Response:
    """What acts did, between two days if the address names them."""
    desk.tongue(request)
    book, days = desk.book(request), days_of(request)
    start, end = (
        plain_day(request.query_params.get(n, "").strip()) or None for n in ("from", "to")
    )
    entries = await desk.shelf.work(book.lawbook.log, start, end, days.known)
    return desk.page("log.html", request, entries=entries, start=start, end=end, days=days)


async def thing(desk: Desk, request: Request) -> Response:
    """The page of one thing."""
    tongue, book, days = desk.tongue(request), desk.book(request), days_of(request)
    found = await desk.shelf.work(_thing, book, request.path_params["id"][:200], days)
    told = Told(book.lawbook, found.program, tongue)
    kind = KINDS[type(found.page)]
    return desk.page(
        f"thing_{kind}.html",
        request,
        thing=found,
        page=found.page,
        program=found.program,
        days=days,
        query=days.query,
        told=told,
        DAY=DAY,
    )


async def gaps(desk: Desk, request: Request) -> Response:
    """What nobody has encoded yet, and why."""
    desk.tongue(request)
    guide = await desk.shelf.work(desk.book(request).lawbook.guide)
    return desk.page("gaps.html", request, gaps=guide.gaps)


def _thing(book: Book, id: str, days: Days) -> Thing:
    lawbook = book.lawbook
    page = lawbook.show(id, days.on, known=days.known)
    blame = None
    if isinstance(page, BLAMED) and getattr(page, "formula", None) is None:
        blame = lawbook.blame(page.id, days.on, known=days.known)
    program = lawbook.program
    log: tuple[Entry, ...] = ()
    if isinstance(page, ActPage):
        log = tuple(one for one in lawbook.log() if one.act == page.id)
    return Thing(page, blame, _uses(book, page), program, log)


def _uses(book: Book, page: Page) -> Uses:
    if isinstance(page, Listing | Guide | SourcePage | ActPage):
        return Uses()
    try:
        return book.lawbook.uses(page.id)
    except Diagnostics:
        return Uses()
