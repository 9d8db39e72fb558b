"""What is not encoded, what is disputed and by whom, what is proposed, and which lists are open."""

from __future__ import annotations

from callup.cli.handbook.acts import act
from callup.cli.handbook.scribe import Scribe
from callup.cli.handbook.sheet import code
from callup.inquiry.guide import OnItsOwn
from callup.inquiry.pages import SwitchPage


def gaps(scribe: Scribe) -> None:
    """The provisions that are not encoded, and the reason for each."""
    say = scribe.say
    for gap in scribe.book.guide.gaps:
        scribe.sheet.item(f"**{scribe.words(gap.says)}** ({say(gap.direction)})")
        scribe.labelled("book why", scribe.words(gap.reason), 1)
        scribe.labelled("book touches", scribe.ids("position", gap.positions), 1)
        scribe.labelled("book by", scribe.cited(gap.by), 1)
        scribe.labelled("book days", scribe.days(gap.start, gap.end), 1)
        scribe.labelled("rests on", scribe.graded(gap.by.sources), 1)
    if not scribe.book.guide.gaps:
        scribe.sheet.paragraph(say("none of these"))


def disputes(scribe: Scribe) -> None:
    """Every switch of the lawbook but bills, kind by kind."""
    book, sheet, say = scribe.book, scribe.sheet, scribe.say
    for kind in ("dispute", "doubt"):
        pages = [page for page in book.switches if page.kind == kind]
        if pages:
            sheet.heading(3, say(f"book {kind}s"), f"{kind}s")
            sheet.paragraph(say(f"book {kind}s are"))
        for page in pages:
            _switch(scribe, page)
    if book.readings:
        sheet.heading(3, say("book readings"), "readings")
        sheet.paragraph(say("book readings are"))
    for one in book.readings:
        act(scribe, one.act, 4)
        scribe.labelled("book touches", scribe.ids("position", one.positions))
    _open_facts_of_law(scribe)


def _switch(scribe: Scribe, page: SwitchPage) -> None:
    say, sheet = scribe.say, scribe.sheet
    sheet.heading(4, scribe.words(page.title) or code(page.id), f"switch-{page.id}")
    if page.question:
        sheet.paragraph(scribe.words(page.question))
    sheet.item(f"{code(page.id)} · {say(page.kind)}")
    default = code(page.default) if page.default else say("open switch")
    scribe.labelled("default", default)
    settings = [
        code(f"--with {setting}" if page.readings else f"--with {page.id}={setting}")
        for setting, _ in page.settings
    ]
    scribe.labelled("book set with", ", ".join(settings))
    scribe.labelled("book touches", scribe.ids("position", page.positions))
    scribe.labelled("rests on", scribe.listed(page.sources))
    scribe.labelled("note", scribe.words(page.note))
    if page.said_by:
        sheet.item(f"{say('said by')}:")
        scribe.said(page.said_by, 1)
    for reading in page.readings:
        act(scribe, reading, 5)


def _open_facts_of_law(scribe: Scribe) -> None:
    """The acts whose day of force is open, and the states of which it is open if they stand."""
    book, sheet, say = scribe.book, scribe.sheet, scribe.say
    if book.uncertain or book.open_states:
        sheet.heading(3, say("book uncertain"), "uncertain")
    for one in book.uncertain:
        _uncertain(scribe, one)
    for state in book.open_states:
        sheet.item(f"{scribe.titled('state', state.id, state.title)}: {say('book open state')}")
        scribe.labelled("book set with", code(f"--with {state.id}=yes"), 1)


def _uncertain(scribe: Scribe, one: OnItsOwn) -> None:
    title = scribe.titled("act", one.act.id, one.act.title)
    scribe.sheet.item(f"{title}: {scribe.say('in force')} {scribe.day(one.act.in_force)}")
    scribe.labelled("book touches", scribe.ids("position", one.positions), 1)


def bills(scribe: Scribe) -> None:
    """What is proposed and changes nothing unless a question brings it in."""
    scribe.sheet.paragraph(scribe.say("book bills are"))
    for page in scribe.book.bills:
        act(scribe, page, 3)


def open_lists(scribe: Scribe) -> None:
    """The facts that close lists of grounds, and what each closes."""
    scribe.sheet.paragraph(scribe.say("book open lists are"))
    for fact in scribe.book.facts:
        if fact.closes:
            scribe.sheet.item(f"{scribe.id('fact', fact.id)}: {scribe.words(fact.question)}")
            scribe.labelled("closes", scribe.ids("fact", fact.closes), 1)
