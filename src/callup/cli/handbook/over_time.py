"""The states that acts declare, with territory and days, and the values that they set."""

from __future__ import annotations

from callup.cli.handbook.scribe import Scribe
from callup.cli.handbook.sheet import code, plain
from callup.cli.log import index_in_words, regions_in_words
from callup.inquiry.pages import ParameterPage, Stand, StatePage, Worth


def states(scribe: Scribe) -> None:
    for page in scribe.book.states:
        scribe.sheet.heading(3, scribe.words(page.title) or code(page.id), f"state-{page.id}")
        territory = scribe.say("book territory" if page.territory else "book no territory")
        scribe.sheet.item(f"{code(page.id)} · {territory}")
        scribe.labelled("book otherwise", scribe.say(page.otherwise))
        lapses = (("everywhere", "book regions")[place] for place in (0, 1))
        shown = [
            f"{scribe.say(key)} {code(term)}"
            for key, term in zip(lapses, page.lapses_after, strict=True)
            if term
        ]
        scribe.labelled("lapses after", "; ".join(shown))
        if not page.history:
            scribe.sheet.item(scribe.say("book never declared"))
        for stand in page.history:
            _stand(scribe, page, stand)


def _stand(scribe: Scribe, page: StatePage, stand: Stand) -> None:
    say = scribe.say
    where = say("stands nowhere")
    if stand.regions:
        regions = regions_in_words(stand.regions, scribe.program, say)
        where = say("stands in", regions=regions) if page.territory else say("stands")
    acts = "; ".join(dict.fromkeys(scribe.cited(by) for by in stand.by))
    days = f"**{scribe.days(stand.start, stand.end)}**{scribe.where(stand.where)}"
    scribe.sheet.item(f"{days}: {plain(where)}{f' · {acts}' if acts else ''}")
    sources = dict.fromkeys(source for by in stand.by for source in by.sources)
    scribe.labelled("rests on", scribe.graded(sources), 1)


def parameters(scribe: Scribe) -> None:
    say = scribe.say
    for page in scribe.book.parameters:
        scribe.sheet.heading(3, scribe.words(page.title) or code(page.id), f"parameter-{page.id}")
        by = f" · {say('book by index', index=code(page.by))}" if page.by else ""
        scribe.sheet.item(f"{code(page.id)} · {scribe.type(page.type)}{by}")
        if not page.history:
            scribe.sheet.item(say("book never set"))
            continue
        keys = ("book days", "book index", "book value", "book by", "rests on")
        head = [scribe.label(key) for key in keys if page.by or key != "book index"]
        scribe.sheet.table(head, (_row(scribe, page, worth) for worth in page.history))


def _row(scribe: Scribe, page: ParameterPage, worth: Worth) -> tuple[str, ...]:
    days = f"{scribe.days(worth.start, worth.end)}{scribe.where(worth.where)}"
    index = index_in_words(worth.index, scribe.program, page.id, scribe.say)
    value = scribe.say("none") if worth.value is None else plain(worth.value)
    by = scribe.cited_shortly(worth.by) if worth.by else ""
    sources = scribe.graded(worth.by.sources) if worth.by else ""
    return (days, *((plain(index),) if page.by else ()), value, by, sources)
