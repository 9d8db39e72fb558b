"""How many people of the operator's table have which answer, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callup.web.busy import TooSlow
from callup.web.counting import Counting, Shown
from callup.web.desk import Desk, Missing
from callup.web.sheet import plain_day
from callup.web.shelf import Book

YEARS: Final = timedelta(days=3 * 365)
"""Before the last day of the evidence, where the form begins."""


async def how_many(desk: Desk, request: Request) -> Response:
    """The counts of the position and the days of the address; without them, a form."""
    tongue, book = desk.tongue(request), desk.book(request)
    counting = _counting(desk, book)
    query = request.query_params
    words = [query.get(name, "").strip() for name in ("about", "from", "to", "by")]
    days = _days(book, plain_day(words[1]), plain_day(words[2]))
    shown: Shown | None = None
    slow = False
    if words[0]:
        asked = counting.asked(words[0], *days, words[3])
        try:
            shown = await counting.shown(asked, tongue)
        except TooSlow:
            slow = True
    return desk.page(
        "how_many.html",
        request,
        202 if slow else 200,
        population=counting.population,
        about=words[0],
        by=words[3],
        days=days,
        shown=shown,
        slow=slow,
    )


def _counting(desk: Desk, book: Book) -> Counting:
    """Raises Missing where no table of people was named."""
    if desk.counting is None or desk.counting.lawbook is not book.lawbook:
        raise Missing
    return desk.counting


def _days(book: Book, start: str, end: str) -> tuple[str, str]:
    """The days of the address, or the last years that the evidence reaches to."""
    last: date = book.lawbook.program.evidence_until
    return start or (last - YEARS).isoformat(), end or last.isoformat()
