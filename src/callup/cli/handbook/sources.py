"""The facts that are asked for, the lists of values, and the sources with their grades."""

from __future__ import annotations

from collections import Counter

from callup.cli.handbook.scribe import Scribe
from callup.cli.handbook.sheet import code, plain, to_web
from callup.inquiry.pages import FactPage, SourcePage


def facts(scribe: Scribe) -> None:
    for page in scribe.book.facts:
        _fact(scribe, page)


def _fact(scribe: Scribe, page: FactPage) -> None:
    say, sheet = scribe.say, scribe.sheet
    sheet.heading(3, code(page.id), f"fact-{page.id}")
    sheet.paragraph(scribe.words(page.question))
    if page.help:
        sheet.paragraph(scribe.words(page.help))
    bounds = [
        f"{say(key)} {plain(one)}" for key, one in (("from", page.low), ("most", page.high)) if one
    ]
    sheet.item(", ".join([scribe.type(page.type), *bounds, say(page.kind)]))
    shared = {listing.kind for listing in scribe.book.choices}
    if page.values and page.type.removeprefix("choice of ").removeprefix("set of ") not in shared:
        values = (f"{code(id)} {scribe.words(title)}" for id, title in page.values)
        scribe.labelled("values", "; ".join(values))
    scribe.labelled("closed by", scribe.ids("fact", page.closed_by))
    scribe.labelled("positions read", scribe.ids("position", page.positions))


def choices(scribe: Scribe) -> None:
    for listing in scribe.book.choices:
        scribe.sheet.heading(3, code(listing.kind), f"choices-{listing.kind}")
        values = (f"{code(line.id)} {scribe.words(line.title)}" for line in listing.lines)
        scribe.sheet.paragraph("; ".join(values))


def sources(scribe: Scribe) -> None:
    """How often each grade is used, then every source with what rests on it."""
    grades = Counter(grade for page in scribe.book.sources for grade in _by_grade(page))
    used = ", ".join(f"{grade}: {count}" for grade, count in sorted(grades.items()))
    scribe.sheet.paragraph(
        f"{scribe.say('book grades')} {scribe.say('book grades used', used=used)}"
    )
    for page in scribe.book.sources:
        _source(scribe, page)


def _source(scribe: Scribe, page: SourcePage) -> None:
    title = to_web(plain(page.title), page.url)
    about = ", ".join(plain(one) for one in (page.publisher, page.date) if one)
    scribe.sheet.item(f'<a id="{page.id}"></a>**{page.id}** {title}. {about}')
    for grade, named in sorted(_by_grade(page).items()):
        scribe.sheet.item(f"{grade}: {', '.join(_user(scribe, id) for id in named)}", 1)


def _user(scribe: Scribe, id: str) -> str:
    return scribe.id("act" if f"act-{id}" in scribe.places else "switch", id)


def _by_grade(page: SourcePage) -> dict[str, list[str]]:
    """What rests on a source, by the grade that it has there."""
    found: dict[str, list[str]] = {}
    for id, grade in (*page.acts, *page.doubts):
        found.setdefault(grade, []).append(id)
    return found
