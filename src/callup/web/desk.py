"""What all pages share: the books, the languages, and how a page is made of a template."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

import callup
from callup.web.counting import Counting
from callup.web.filters import of as filters_of
from callup.web.languages import SOURCE, Tongue
from callup.web.reaching import Solver
from callup.web.record_pictures import Pictures
from callup.web.shelf import Book, Shelf

HERE: Final = Path(__file__).parent
STYLES: Final = (HERE / "static" / "callup.css").read_text("utf-8")
STYLES_NAME: Final = f"callup-{hashlib.sha256(STYLES.encode()).hexdigest()[:12]}.css"
"""Its address changes with what it says, so that it can be kept for long."""


class Missing(Exception):
    """There is no such page."""


@dataclass(slots=True)
class Desk:
    """Makes pages: of which lawbooks, in which languages."""

    shelf: Shelf
    tongues: Mapping[str, Tongue]
    counting: Counting | None = None
    pictures: Pictures = field(default_factory=Pictures)
    solver: Solver = field(default_factory=Solver)
    _environments: dict[str, Environment] = field(default_factory=dict)

    def tongue(self, request: Request) -> Tongue:
        """The language that the address names. Raises Missing for one that there is not."""
        found = self.tongues.get(request.path_params.get("language", ""))
        if found is None:
            raise Missing
        return found

    def book(self, request: Request) -> Book:
        """The lawbook that the address names. Raises Missing for one that is not served."""
        found = self.shelf.books.get(request.path_params.get("book", ""))
        if found is None:
            raise Missing
        return found

    def environment(self, tongue: Tongue) -> Environment:
        """The templates in one language."""
        found = self._environments.get(tongue.code)
        if found is None:
            found = self._environments[tongue.code] = _environment(tongue)
        return found

    def render(self, template: str, tongue: Tongue, **parts: Any) -> str:
        return self.environment(tongue).get_template(template).render(desk=self, **parts)

    def page(
        self, template: str, request: Request, status: int = 200, **parts: Any
    ) -> HTMLResponse:
        """A page in the language of its address, about the lawbook of its address if any."""
        tongue = self.tongues.get(request.path_params.get("language", ""))
        tongue = tongue or self.tongues[SOURCE]
        book = self.shelf.books.get(request.path_params.get("book", ""))
        if book is None and len(self.shelf.books) == 1:
            (book,) = self.shelf.books.values()
        where = Where(request.url.path, request.url.query, tongue.code)
        base = f"/{tongue.code}/{book.id}" if book else f"/{tongue.code}"
        shown = {"program": book.lawbook.program if book else None, "query": "", **parts}
        html = self.render(template, tongue, book=book, base=base, where=where, **shown)
        return HTMLResponse(html, status)

    def has_audits(self, book: Book) -> bool:
        """Whether the lawbook audits any document."""
        return any((book.lawbook.folder / "audits").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Where:
    """The address of a page, and the same page in other languages."""

    path: str
    query: str
    language: str

    def into(self, language: str) -> str:
        """The same address in another language."""
        rest = self.path.removeprefix(f"/{self.language}/")
        if rest == self.path:
            rest = ""
        return f"/{language}/{rest}" + (f"?{self.query}" if self.query else "")


def _environment(tongue: Tongue) -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = tongue.catalogue
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, catalogue.ngettext, newstyle=True, pgettext=catalogue.pgettext
    )
    made.globals.update(
        say=tongue,
        styles_name=STYLES_NAME,
        engine=f"Callup {callup.__version__}",
        today=date.today,
    )
    made.filters.update(filters_of(tongue))
    return made
