"""`callup log`: what acts did, in the order in which they began to operate."""

from __future__ import annotations

from datetime import timedelta

from callup.cli.look import Screen, Span
from callup.cli.words import Language
from callup.inquiry.log import Deed, Entry
from callup.lawbook import Program
from callup.lawbook import open as open_lawbook
from callup.wire.in_words import number_in_words

DAY = timedelta(days=1)


def log(
    lawbook: str,
    start: str | None,
    end: str | None,
    known: str | None,
    say: Language,
    *,
    as_json: bool = False,
) -> int:
    """Prints the entries, the first one first; the exit status. Raises Diagnostics."""
    opened = open_lawbook(lawbook)
    entries = opened.log(start, end, known)
    if as_json:
        from callup.cli.wire import put
        from callup.wire.law import log_to_json

        put(log_to_json(opened, entries, start, end, known, say))
        return 0
    screen = Screen()
    for entry in entries:
        show_entry(screen, entry, opened.program, say)
    if not entries:
        screen.line(say("none of these"))
    return 0


def show_entry(screen: Screen, entry: Entry, program: Program, say: Language) -> None:
    """An entry: its day, act and title, then a line for each thing that it does."""
    screen.blank()
    days = other_days(entry, say)
    spans: list[Span] = [(entry.day.isoformat(), "heading"), "  ", (entry.act, "id")]
    spans += [(f"  {days}", "unknown")] if days else []
    screen.line(*spans, hang=4)
    words, kind = say.words(entry.title), say.words(entry.kind)
    parts = [words, kind, number_in_words(entry.number, words, say)]
    title = f" {screen.marks.dot} ".join(one for one in parts if one)
    screen.line((title, "faint"), indent=4, hang=2)
    for deed in entry.deeds:
        show_deed(screen, deed, program, say)


def other_days(entry: Entry, say: Language) -> str:
    """The other days on which the act may have come into force."""
    others = [day.isoformat() if day else say("never") for day in entry.days if day != entry.day]
    if len(others) > 3:
        others = [others[0], "…", others[-1]]
    return say("or on", days=", ".join(others)) if others else ""


def show_deed(screen: Screen, deed: Deed, program: Program, say: Language) -> None:
    """One line: the verb, what it is done to, in which words, where and for which days."""
    screen.line(*deed_in_words(deed, program, say), indent=4, hang=4)


def deed_in_words(deed: Deed, program: Program, say: Language) -> list[Span]:
    if deed.verb in ("lapse", "lift"):
        title = f" ({say.words(deed.says)})" if deed.says else ""
        return [(deed.target, "id"), title, *_extent(deed, program, say), f": {say(deed.verb)}"]
    spans: list[Span] = [say("set to" if deed.verb == "set" else deed.verb), " "]
    if deed.kind == "positions":
        spans = [f"{say(deed.verb)}: {say.words(deed.says)}"]
    else:
        spans += [(deed.target, "id")]
        if deed.values:
            spans += [f" {values_in_words(deed.values, program, deed.target, say)}"]
        else:
            spans += [f": {say.words(deed.says)}"] if deed.says else []
    spans += _extent(deed, program, say)
    spans += [(f" ({deed.cite})", "faint")] if deed.cite else []
    return spans


def values_in_words(
    values: tuple[tuple[str, str], ...], program: Program, parameter: str, say: Language
) -> str:
    """The values that a parameter is set to, each with the title of its index."""
    shown = []
    for key, value in values:
        index = index_in_words(key, program, parameter, say)
        shown.append(say("for", index=index, value=value) if index else value)
    return "; ".join(shown)


def index_in_words(key: str, program: Program, parameter: str, say: Language) -> str:
    """The title of an index of a parameter; nothing for one without."""
    index = program.parameters[parameter].index
    titles = dict(program.values.get(index.of, ())) if index else {}
    return say.words(titles[key]) if key in titles else key


def _extent(deed: Deed, program: Program, say: Language) -> list[Span]:
    parts = []
    if deed.where is not None:
        parts.append(regions_in_words(deed.where, program, say))
    if deed.start is not None:
        parts.append(say("counts from", day=deed.start))
    if deed.end is not None and deed.verb != "lift":
        parts.append(say("counts until", day=deed.end - DAY))
    return [f", {', '.join(parts)}"] if parts else []


def regions_in_words(regions: tuple[str, ...], program: Program, say: Language) -> str:
    titles = dict(program.values.get(program.territory, ()))
    if len(regions) == len(titles):
        return say("everywhere")
    return ", ".join(say.words(titles[one]) if one in titles else one for one in regions)
