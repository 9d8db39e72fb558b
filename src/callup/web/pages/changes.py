"""What changed between two days: acts, rules, states, values, and for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callup.inquiry.diff import Difference
from callup.lawbook import Law, as_day
from callup.web.desk import Desk
from callup.web.languages import Tongue
from callup.web.pages.ask import read_form
from callup.web.reaching import Reaching
from callup.web.sheet import Sheet, form_of, plain_day
from callup.web.shelf import Book
from callup.web.told import Told

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Between:
    """Two days, each as its address has it."""

    before: str
    after: str


async def changes(desk: Desk, request: Request) -> Response:
    """The difference between the two days of the address; without them, a form."""
    tongue, book = desk.tongue(request), desk.book(request)
    names = ("from", "to")
    days = Between(*(plain_day(request.query_params.get(name, "").strip()) for name in names))
    told = Told(book.lawbook, book.lawbook.program, tongue)
    found: Difference | None = None
    reaching: Reaching | None = None
    latest: tuple[date, ...] = ()
    if days.before and days.after:
        found, before, after = await desk.shelf.work(_difference, book, days)
        reaching = await desk.solver.reaching(book.lawbook, before, after, tongue)
    else:
        latest = await desk.shelf.work(_days_of_change, book)
    return desk.page(
        "changes.html",
        request,
        202 if found and not reaching else 200,
        days=days,
        found=found,
        reaching=reaching,
        latest=latest,
        told=told,
    )


def _difference(book: Book, days: Between) -> tuple[Difference, Law, Law]:
    """What the law says otherwise, and the law of both days. Raises Diagnostics."""
    lawbook = book.lawbook
    found = lawbook.diff(days.before, days.after)
    return found, lawbook.on(days.before), lawbook.on(days.after)


async def for_a_person(desk: Desk, request: Request) -> Response:
    """The same with the findings of a person that differ; what is given is in the form."""
    tongue, book = desk.tongue(request), desk.book(request)
    form = await form_of(request)
    sheet, _ = read_form(form, book.lawbook)
    before, after = (as_day(plain_day(str(form.get(n, "")).strip())) for n in ("before", "after"))
    days = Between(before.isoformat(), after.isoformat())
    return await desk.shelf.work(_person_page, desk, request, book, tongue, sheet, days)


def _person_page(
    desk: Desk, request: Request, book: Book, tongue: Tongue, sheet: Sheet, days: Between
) -> Response:
    plain = {name: value for name, value in sheet.facts if "@" not in name}
    found = book.lawbook.diff(
        days.before, days.after, plain, with_=sheet.with_, without=sheet.without
    )
    told = Told(book.lawbook, book.lawbook.program, tongue)
    return desk.page("person_changes.html", request, days=days, found=found, sheet=sheet, told=told)


def _days_of_change(book: Book) -> tuple[date, ...]:
    """The last days up to today on which acts began to operate, the newest first."""
    entries = book.lawbook.log(end=date.today())
    days = sorted({one.day for one in entries if not one.by_itself}, reverse=True)
    return tuple(days[:20])
