"""What is asked of a table of people: under which law, which column is which fact, and by what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from callup.cli.engines import Engine, misused, opened
from callup.cli.people import ROW, People, read
from callup.lawbook import Law, Lawbook
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostic, Diagnostics


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A question as it was typed: about which positions, all if it is None; `engine` works the
    answers out, at `master`."""

    lawbook: str
    file: str
    on: str
    known: str | None = None
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    exact: bool = False
    about: tuple[str, ...] | None = None
    engine: Engine = "polars"
    master: str | None = None

    def problems(self) -> list[Diagnostic]:
        """What does not go together in it."""
        return misused(self.engine, self.master, exact=self.exact)

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

    @contextmanager
    def counted(self, people: People) -> Iterator[tuple[Any, str | None]]:
        """The table as its engine reads it, and the column that numbers its rows, if one does.

        Raises Diagnostics for files that are no Parquet, which other engines would need a copy of.
        """
        if self.engine == "polars":
            yield people.frame, ROW
            return
        if people.files[0].suffix.lower() != ".parquet":
            message = f"`--engine {self.engine}` counts Parquet files only"
            help = "write the table as Parquet, or leave out `--engine`"
            raise Diagnostics((Diagnostic("not-supported", message, None, help=help),))
        with opened(self.engine, self.master, people.files) as table:
            yield table, None

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
