"""A read-only MCP server, so that an assistant cites the law instead of remembering it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

import callup
from callup.text.diagnostic import Diagnostics
from callup.web.languages import Tongue, tongues
from callup.web.shelf import Book, Shelf, shelf
from callup.wire.audit import audit_to_json
from callup.wire.finding import answers_to_json, switches_set
from callup.wire.law import difference_to_json, log_to_json, pages_to_json
from callup.wire.record import claims_to_json, reconciliation_to_json

T = TypeVar("T")
Json = dict[str, Any]
READ_ONLY: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
INSTRUCTIONS: Final = (
    "Callup holds military-service law as data, with time, and the public record around it. "
    "Every answer names its day, its acts and its sources with their grades; cite them. `unknown` "
    "is not `no`: `missing` says which facts would settle it. What is `contested` is told with "
    "who contests it. This is not legal advice. Nothing about a person is kept."
)


def assistant(lawbooks: Sequence[str] = ()) -> MCPServer:
    """The server with its tools. Raises Diagnostics where a lawbook cannot be opened."""
    tools = _Tools(shelf(lawbooks), tongues())
    server = MCPServer(
        name="callup",
        title="Callup",
        version=callup.__version__,
        instructions=INSTRUCTIONS,
        log_level="ERROR",
    )
    for tool in tools.all():
        server.tool(annotations=READ_ONLY)(tool)
    return server


class _Tools:
    """The verbs of the command line. What they say of themselves is what an assistant reads."""

    def __init__(self, books: Shelf, languages: dict[str, Tongue]) -> None:
        self.books = books
        self.languages = languages

    def all(self) -> tuple[Callable[..., Json], ...]:
        return (self.ask, self.show, self.diff, self.log, self.claims, self.reconcile, self.audit)

    def ask(
        self,
        facts: dict[str, Any],
        about: list[str] | None = None,
        on: str = "",
        known: str = "",
        with_: list[str] | None = None,
        without: list[str] | None = None,
        lawbook: str = "",
        lang: str = "en",
    ) -> Json:
        """What the law of a day means for one person, and why.

        `facts` are values by name, as `show` of `facts` lists them: words, numbers, true and
        false, days YYYY-MM-DD; what is left out is unknown.
        `about` are positions (all if none), `on` a day YYYY-MM-DD (today if none), `known` counts
        only what was published by then, `with_` sets switches: ID, ID=VALUE or BILL@DAY.
        """

        def work() -> Json:
            book = self._book(lawbook)
            chosen = tuple(with_ or ()), tuple(without or ())
            law = book.lawbook.on(
                on or date.today(), known=known or None, with_=chosen[0], without=chosen[1]
            )
            found = law.ask(facts)
            findings = [found[name] for name in law.program.named(about or None)]
            return answers_to_json(law, findings, switches_set(*chosen), self._tongue(lang))

        return _told(work)

    def show(
        self, id: str, on: str = "", known: str = "", lawbook: str = "", lang: str = "en"
    ) -> Json:
        """An act, rule, position, state, parameter, fact or source as on a day.

        `facts`, `positions`, `acts`, `rules`, `states`, `switches`, `sources` list all of a kind.
        """

        def work() -> Json:
            book, day = self._book(lawbook), on or date.today().isoformat()
            page = book.lawbook.show(id, day, known or None)
            return pages_to_json(book.lawbook, [page], day, self._tongue(lang))

        return _told(work)

    def diff(self, before: str, after: str, lawbook: str = "", lang: str = "en") -> Json:
        """What changed in the law between two days, by which acts."""

        def work() -> Json:
            book = self._book(lawbook)
            found = book.lawbook.diff(before, after)
            return difference_to_json(book.lawbook, found, self._tongue(lang))

        return _told(work)

    def log(
        self,
        start: str = "",
        end: str = "",
        known: str = "",
        lawbook: str = "",
        lang: str = "en",
    ) -> Json:
        """What acts did from `start` through `end`, in the order in which they began to operate."""

        def work() -> Json:
            book, days = self._book(lawbook), (start or None, end or None, known or None)
            entries = book.lawbook.log(*days)
            return log_to_json(book.lawbook, entries, *days, self._tongue(lang))

        return _told(work)

    def claims(self, quantity: str = "", lawbook: str = "", lang: str = "en") -> Json:
        """Who says which number: the claims about a quantity, or all."""

        def work() -> Json:
            book = self._book(lawbook)
            tongue = self._tongue(lang)
            return claims_to_json(book.lawbook, book.record(), quantity or None, tongue)

        return _told(work)

    def reconcile(
        self,
        quantity: str,
        start: str,
        end: str,
        believe: list[str] | None = None,
        without: list[str] | None = None,
        grade: str = "",
        lawbook: str = "",
        lang: str = "en",
    ) -> Json:
        """What the claims imply together for a quantity, and which cannot all be true."""

        def work() -> Json:
            book, chosen = self._book(lawbook), (believe or [], without or [], grade or None)
            told = book.lawbook.reconcile(
                quantity, start, end, believe=chosen[0], without=chosen[1], grade=chosen[2]
            )
            return reconciliation_to_json(book.lawbook, told, *chosen, self._tongue(lang))

        return _told(work)

    def audit(self, document: str = "", lawbook: str = "", lang: str = "en") -> Json:
        """A document held against law and record, statement by statement, with its verdicts.

        Without a document, the documents that there are.
        """

        def work() -> Json:
            book, tongue = self._book(lawbook), self._tongue(lang)
            if not document:
                listed = [
                    {"document": one.id, "title": tongue.words(one.title)}
                    for one in book.documents()
                ]
                return {"documents": listed}
            return audit_to_json(book.lawbook, book.lawbook.audit(document), tongue)

        return _told(work)

    def _book(self, id: str) -> Book:
        books = self.books.books
        if not id:
            return next(iter(books.values()))
        if id not in books:
            raise ToolError(f"there is no lawbook {id[:60]}; there is {', '.join(books)}")
        return books[id]

    def _tongue(self, code: str) -> Tongue:
        if code not in self.languages:
            raise ToolError(f"answers are written in {', '.join(self.languages)}")
        return self.languages[code]


def _told(work: Callable[[], T]) -> T:
    """What work gives; what is wrong with a question is told in words."""
    try:
        return work()
    except Diagnostics as problems:
        lines = [
            f"{one.message} ({one.help})" if one.help else one.message
            for one in problems.diagnostics
        ]
        raise ToolError("; ".join(lines)) from None
