"""Finds things of the law by words of their titles and ids, in every language of the lawbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callup.inquiry.pages import Listing, ListLine
from callup.web.desk import Desk
from callup.web.limits import MOST_HITS
from callup.web.shelf import Book

SEARCHED: Final = {
    "positions": "position",
    "acts": "act",
    "rules": "rule",
    "states": "state",
    "parameters": "parameter",
    "facts": "fact",
    "terms": "term",
    "readings": "reading",
    "disputes": "dispute",
    "bills": "bill",
    "doubts": "doubt",
    "sources": "source",
}
"""Listings in the order in which hits are shown, each with the kind of its lines."""


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    line: ListLine


async def search(desk: Desk, request: Request) -> Response:
    """The hits for the words of the address; all words have to be found."""
    desk.tongue(request)
    book = desk.book(request)
    asked = request.query_params.get("q", "")[:100].strip()
    hits = await desk.shelf.work(_hits, book, asked.casefold().split()) if asked else []
    return desk.page("search.html", request, asked=asked, hits=hits[:MOST_HITS], count=len(hits))


def _hits(book: Book, words: list[str]) -> list[Hit]:
    return [hit for hit in _lines(book) if _has(hit.line, words)]


def _lines(book: Book) -> Iterator[Hit]:
    day = book.lawbook.program.evidence_until
    for listing, kind in SEARCHED.items():
        page = book.lawbook.show(listing, day)
        if isinstance(page, Listing):
            yield from (Hit(kind, line) for line in page.lines)


def _has(line: ListLine, words: list[str]) -> bool:
    title = " ".join(text for _, text in line.title.by_language)
    text = (
        f"{line.id} {line.id.replace('_', ' ').replace('-', ' ')} {title} {line.about}".casefold()
    )
    return all(word in text for word in words)
