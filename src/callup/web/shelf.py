"""The lawbooks that are served, and the threads that work on questions about them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from callup.lawbook import Lawbook, shipped
from callup.lawbook import open as open_lawbook
from callup.record.document import Document
from callup.record.model import Record
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.web.busy import TooBusy, TooSlow
from callup.web.limits import ANSWER_SECONDS, MOST_WAITING, WORKERS

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
    _workers: ThreadPoolExecutor | None = None
    _waiting: int = 0

    @property
    def _pool(self) -> ThreadPoolExecutor:
        """The threads, which begin with the first question and again after the shelf was closed."""
        if self._workers is None:
            self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="answer")
        return self._workers

    async def work(self, do: Callable[P, T], *args: P.args, **words: P.kwargs) -> T:
        """What `do` gives, worked out beside the loop that talks to visitors.

        Raises TooBusy and TooSlow; what runs too long goes on within its own bounds, unheard.
        """
        if self._waiting >= MOST_WAITING:
            raise TooBusy
        self._waiting += 1
        loop = asyncio.get_running_loop()
        job = loop.run_in_executor(self._pool, lambda: do(*args, **words))
        job.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(job), ANSWER_SECONDS)
        except TimeoutError:
            raise TooSlow from None

    def _done(self, job: asyncio.Future[T]) -> None:
        self._waiting -= 1
        if not job.cancelled():
            job.exception()  # one that nobody waited for is told to nobody

    def start(self, do: Callable[[], object]) -> None:
        """Begins with something that pages will need; what comes of it is told to nobody."""
        self._pool.submit(do)

    def close(self) -> None:
        """Waits for no question any more."""
        if self._workers is not None:
            self._workers.shutdown(wait=False, cancel_futures=True)
            self._workers = None


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
