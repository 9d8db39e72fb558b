"""What is disputed or open: each switch with who says what, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callup.inquiry.pages import ActPage, Guide, ListLine, Page, SwitchPage
from callup.lawbook import Finding, Law, Lawbook
from callup.text.diagnostic import Diagnostics
from callup.web.desk import Desk, Missing
from callup.web.pages.law import Days, days_of
from callup.web.reaching import Reaching
from callup.web.shelf import Book
from callup.web.told import Told

MOST_SETTINGS: Final = 6


@dataclass(frozen=True, slots=True)
class Effect:
    """What one setting gives for an example: a case of the lawbook or nobody in particular."""

    setting: str
    law: Law
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Switched:
    """A switch, and the answers that each of its settings gives to somebody."""

    page: Page
    kind: str
    default: str | None
    settings: tuple[str, ...]
    positions: tuple[str, ...]
    compared: Mapping[str, str]
    """The settings other than the one that stands, each as `--with` takes it."""


async def listing(desk: Desk, request: Request) -> Response:
    """Everything that is disputed, open or proposed."""
    desk.tongue(request)
    book = desk.book(request)
    guide, bills = await desk.shelf.work(_listing, book)
    return desk.page("switches.html", request, guide=guide, bills=bills)


def _listing(book: Book) -> tuple[Guide, tuple[ListLine, ...]]:
    bills = book.lawbook.show("bills", book.lawbook.program.evidence_until)
    return book.lawbook.guide(), bills.lines if hasattr(bills, "lines") else ()


async def switch(desk: Desk, request: Request) -> Response:
    """One switch: how it may stand, who says what, the positions whose answer it may turn.

    Whose answer a setting changes takes the solver a while, so it is told where it is asked for; of
    a bill, to which question that may be.
    """
    tongue, book, days = desk.tongue(request), desk.book(request), days_of(request)
    found = await desk.shelf.work(_switch, book, request.path_params["id"][:200], days)
    told = Told(book.lawbook, book.lawbook.program, tongue)
    setting = request.query_params.get("compare", "")
    reaching: Reaching | None = None
    if setting:
        if setting not in found.compared:
            raise Missing
        laws = await desk.shelf.work(_laws, book, found.compared[setting], days)
        lawbook, positions = book.lawbook, found.positions or None
        reaching = await desk.solver.reaching(lawbook, *laws, tongue, positions)
    return desk.page(
        "switch.html",
        request,
        202 if setting and not reaching else 200,
        one=found,
        page=found.page,
        days=days,
        told=told,
        setting=setting,
        reaching=reaching,
    )


def _laws(book: Book, with_: str, days: Days) -> tuple[Law, Law]:
    """The law as it stands and with a switch set so. Raises Diagnostics."""
    standing = book.lawbook.on(days.on, known=days.known)
    return standing, book.lawbook.on(days.on, known=days.known, with_=[with_])


def _switch(book: Book, id: str, days: Days) -> Switched:
    program = book.lawbook.program
    act = program.acts.get(id)
    found = program.find_switch(id)
    if found is None and (act is None or act.role != "bill"):
        raise Missing
    kind = found[0].kind if found else "bill"
    positions = book.lawbook.touched(found[0].name if found else f"bill:{id}")
    settings = found[0].settings if found else ()
    default = found[0].default if found else "off"
    page = _page(book.lawbook, kind, id, days.on)
    compared = _compared(kind, id, default, settings, days.on)
    return Switched(page, kind, default, settings, positions, compared)


def _compared(
    kind: str, id: str, default: str | None, settings: tuple[str, ...], on: date
) -> dict[str, str]:
    if kind == "bill":
        return {"on": f"{id}@{on}"}
    others = [one for one in settings if one not in ("off", default)][:MOST_SETTINGS]
    return {one: one if kind == "dispute" else f"{id}={one}" for one in others}


def _page(lawbook: Lawbook, kind: str, id: str, on: date) -> Page:
    for name in (f"{kind}:{id}", f"reading:{id}", id):
        try:
            page = lawbook.show(name, on)
        except Diagnostics:
            continue
        if isinstance(page, ActPage | SwitchPage) or kind == "state":
            return page
    raise Missing
