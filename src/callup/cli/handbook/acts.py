"""The acts of a lawbook on their time line, and each in full."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from callup.cli.handbook.scribe import Scribe
from callup.cli.handbook.sheet import code, plain
from callup.cli.log import other_days
from callup.inquiry.log import Entry
from callup.inquiry.pages import ActPage, Done
from callup.text.words import Words


def time_line(scribe: Scribe) -> None:
    """What acts did, year by year and day by day."""
    for year, entries in groupby(scribe.book.entries, key=lambda entry: entry.day.year):
        scribe.sheet.heading(3, str(year), f"year-{year}")
        for entry in entries:
            _entry(scribe, entry)


def _entry(scribe: Scribe, entry: Entry) -> None:
    parts = [f"**{entry.day}** {scribe.titled('act', entry.act, entry.title)}"]
    number = "" if entry.number in ("", "unknown") else entry.number
    if number and number not in scribe.say.words(entry.title):
        parts.append(plain(scribe.say("number", number=number)))
    days = other_days(entry, scribe.say)
    parts += [plain(days)] if days else []
    scribe.sheet.item(", ".join(parts))
    scribe.sheet.items((scribe.deed(deed) for deed in entry.deeds), 1)


def acts(scribe: Scribe) -> None:
    for page in scribe.book.acts:
        act(scribe, page, 3)


def act(scribe: Scribe, page: ActPage, level: int) -> None:
    """An act, bill or reading: what it is, its days, what it does, and what it rests on."""
    scribe.sheet.heading(level, scribe.words(page.title) or code(page.id), f"act-{page.id}")
    facts_of_act(scribe, page)
    if page.said_by:
        scribe.sheet.item(f"{scribe.say('said by')}:")
        scribe.said(page.said_by, 1)
    none = "" if page.changes else f" {scribe.say('no changes')}"
    scribe.sheet.item(f"{scribe.say('changes')}:{none}")
    for done in page.changes:
        _done(scribe, page.id, done)


def facts_of_act(scribe: Scribe, page: ActPage) -> None:
    say = scribe.say
    kind = scribe.words(page.kind) or say(page.role)
    number = plain(say("number", number=page.number)) if page.number != "unknown" else ""
    if page.role == "act":
        number = number or say("book number unknown")
    scribe.sheet.item(" · ".join(one for one in (code(page.id), kind, number) if one))
    scribe.labelled("issuer", scribe.words(page.issuer))
    days = (("signed", page.signed), ("published", page.published), ("in force", page.in_force))
    known = [(key, day) for key, day in days if page.role == "act" or day != "unknown"]
    if known:
        scribe.sheet.item("; ".join(f"{say(key)}: {scribe.day(day)}" for key, day in known))
    if page.evidence_until and page.role == "act":
        scribe.labelled("evidence until", page.evidence_until.isoformat())
    if page.reads:
        scribe.labelled("reads", scribe.id("act", page.reads))
    if page.role != "act":
        scribe.labelled("book set with", code(f"--with {page.id}{'@DAY' * (page.role == 'bill')}"))
    scribe.labelled("rests on", scribe.listed(page.sources))
    scribe.labelled("note", scribe.words(page.note))


def _done(scribe: Scribe, act: str, done: Done) -> None:
    """One change; what it writes into a rule is told at the place of that rule, if it is."""
    told = done.deed.kind == "rule" and (act, done.deed.target) in scribe.forms
    deed = replace(done.deed, says=Words()) if told else done.deed
    scribe.sheet.item(scribe.deed(deed), 1)
    if not told:
        scribe.conditions(done.conditions, 2)
        if done.gives:
            scribe.sheet.item(scribe.say("gives", value=code(done.gives)), 2)
    scribe.labelled("book why", scribe.words(done.reason), 2)
    scribe.labelled("note", scribe.words(done.note), 2)
