"""The lawbooks that are served, and the threads that work on questions about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

from callup.lawbook import Lawbook, shipped
from callup.lawbook import open as open_lawbook
from callup.record.document import Document
from callup.record.model import Record
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.web.crew import Crew

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Book:
    """A lawbook with what pages of it read again and again. It is read once, at the start."""

    id: str
    lawbook: Lawbook
    _record: Record | None = None
    _documents: tuple[Document, ...] | None = None

    @property
    def digest(self) -> str:
        return self.lawbook.digest

    def record(self) -> Record:
        """The record of the lawbook. Raises Diagnostics with what is wrong with it."""
        if self._record is None:
            self._record = self.lawbook.record()
        return self._record

    def documents(self) -> tuple[Document, ...]:
        """The documents that it audits. Raises Diagnostics with what is wrong with them."""
        if self._documents is None:
            self._documents = self.lawbook.documents()
        return self._documents


@dataclass(slots=True)
class Shelf:
    """All books by their ids, in the order in which the operator named them."""

    books: dict[str, Book]
    crew: Crew = field(default_factory=Crew)

    async def work(self, do: Callable[P, T], *args: P.args, **words: P.kwargs) -> T:
        """What `do` gives, as the crew works it out. Raises TooBusy and TooSlow."""
        return await self.crew.work(do, *args, **words)

    def start(self, do: Callable[[], object]) -> None:
        """Begins with something that pages will need; what comes of it is told to nobody."""
        self.crew.start(do)

    def close(self) -> None:
        """Waits for no question any more."""
        self.crew.close()


def shelf(names: Sequence[str | Path] = ()) -> Shelf:
    """The books named, or all that are shipped.

    Raises Diagnostics where one cannot be opened, or two have the same id.
    """
    books: dict[str, Book] = {}
    for name in names or shipped():
        lawbook = open_lawbook(name)
        id = lawbook.program.id
        if id in books:
            message = f"two lawbooks are called `{id}`"
            help = "serve one of them under an id of its own"
            raise Diagnostics([Diagnostic("duplicate-id", message, None, help=help)])
        books[id] = Book(id, lawbook)
    return Shelf(books)
