"""`callup show LAWBOOK --markdown`: the whole lawbook on one page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from callup.cli.handbook.acts import acts, time_line
from callup.cli.handbook.doubts import bills, disputes, gaps, open_lists
from callup.cli.handbook.over_time import parameters, states
from callup.cli.handbook.overview import coverage, positions
from callup.cli.handbook.rules import rules, terms
from callup.cli.handbook.scribe import Scribe
from callup.cli.handbook.sheet import Sheet, to_place
from callup.cli.handbook.sources import choices, facts, sources
from callup.cli.words import LANGUAGES, Language
from callup.lawbook import Lawbook
from callup.lawbook import open as open_lawbook

PARTS: Final[tuple[tuple[str, str, Callable[[Scribe], None]], ...]] = (
    ("coverage", "book coverage", coverage),
    ("positions", "guide positions", positions),
    ("time-line", "book time line", time_line),
    ("states", "book states", states),
    ("parameters", "book parameters", parameters),
    ("gaps", "guide gaps", gaps),
    ("disputed", "guide disputes", disputes),
    ("bills", "book bills", bills),
    ("open-lists", "book open lists", open_lists),
    ("rules", "book rules", rules),
    ("terms", "book terms", terms),
    ("acts", "book acts", acts),
    ("facts", "book facts", facts),
    ("choices", "book choices", choices),
    ("sources", "rests on", sources),
)
"""(place, phrase, what writes it), in the order of the page."""


def show_markdown(lawbook: str, on: str | None, say: Language) -> int:
    """Prints the page; the exit status. Raises Diagnostics."""
    sys.stdout.write(markdown(open_lawbook(lawbook), on, say))
    return 0


def markdown(lawbook: Lawbook, on: str | None, say: Language) -> str:
    """The page, its rules as they read on a day: the last evidenced one if none is given."""
    scribe = Scribe(Sheet(), say, lawbook.handbook(on), lawbook.program)
    sheet, guide = scribe.sheet, scribe.book.guide
    sheet.heading(1, scribe.words(guide.title))
    others = [code for code in guide.languages if code in LANGUAGES and code != say.code]
    for code in others:
        sheet.paragraph(f"[{Language(code)('book language')}]({file_of(guide.id, code)})")
    sheet.paragraph(say("book about", lawbook=guide.id))
    _contents(scribe)
    for place, key, write in PARTS:
        sheet.heading(2, say(key), place)
        write(scribe)
    return str(sheet)


def file_of(lawbook: str, language: str) -> str:
    """The name of the page's file: that in the first language of ours bears the lawbook's only."""
    return f"{lawbook}.md" if language == LANGUAGES[0] else f"{lawbook}.{language}.md"


def _contents(scribe: Scribe) -> None:
    scribe.sheet.heading(2, scribe.say("book contents"), "contents")
    for place, key, _ in PARTS:
        scribe.sheet.item(to_place(scribe.say(key), place))
        if place == "positions":
            for number, group in enumerate(scribe.book.guide.groups, 1):
                title = scribe.words(group.title) or scribe.say("other")
                scribe.sheet.item(to_place(title, f"group-{number}"), 1)
