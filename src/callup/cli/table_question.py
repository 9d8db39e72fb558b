"""What is asked of a table of people: under which law, and which column is which fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callup.cli.people import People, read
from callup.lawbook import Law, Lawbook
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostic, Diagnostics


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A question as it was typed; `about` positions, all if it is None."""

    lawbook: str
    file: str
    on: str
    known: str | None = None
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    exact: bool = False
    about: tuple[str, ...] | None = None

    def book(self) -> Lawbook:
        return open_lawbook(self.lawbook)

    def law(self, book: Lawbook, day: str | None = None) -> Law:
        """The law asked about, of the day asked about or of another."""
        with_, without = self.with_, self.without
        return book.on(day or self.on, known=self.known, with_=with_, without=without)

    def people(self, law: Law, besides: Iterable[str] = ()) -> People:
        """The table; `besides` its facts some columns tell of people. Raises Diagnostics where it
        cannot be read."""
        return read(self.file, law.program, self.columns(), besides)

    def columns(self) -> dict[str, str]:
        """The column of each fact that is named. Raises Diagnostics for words that name none."""
        found: dict[str, str] = {}
        for word in self.column:
            fact, _, column = word.partition("=")
            if not fact or not column or fact in found:
                message = f"`{word[:60]}` gives no fact a column"
                help = "write it like born=date_of_birth, each fact once"
                raise Diagnostics((Diagnostic("bad-call", message, None, help=help),))
            found[fact] = column
        return found
