"""`callup blame`: which act gave each condition of a rule its present form."""

from __future__ import annotations

from datetime import date

from callup.cli.look import Screen
from callup.cli.words import PHRASES, Language
from callup.inquiry.blame import BlamedRule
from callup.inquiry.lawtext import Where
from callup.lawbook import open as open_lawbook


def blame(
    lawbook: str, id: str, on: str | None, today: date, say: Language, *, as_json: bool = False
) -> int:
    """Prints every part of the rule with its act; the exit status. Raises Diagnostics."""
    opened = open_lawbook(lawbook)
    found = opened.blame(id, on or today)
    if as_json:
        from callup.cli.wire import put
        from callup.wire.law import blame_to_json

        put(blame_to_json(opened, found, say))
        return 0
    screen = Screen()
    if on is None:
        screen.line(say("today", day=found.on))
    screen.line((say("blame"), "heading"))
    for rule in found.rules:
        _rule(screen, rule, say)
    if not found.rules:
        screen.line(say("does not stand", day=found.on), indent=2)
    return 0


def _rule(screen: Screen, rule: BlamedRule, say: Language) -> None:
    screen.blank()
    screen.line((rule.rule, "id"), f": {say.words(rule.says)}", hang=2)
    where_line(screen, rule.where, say)
    for part in rule.parts:
        day = part.day.isoformat() if part.day else say("day unknown")
        text = part.text
        if part.part == "unless":
            text = say("not") + text.removeprefix("not: ")
        elif part.part == "gives":
            text = say("gives", value=text)
        elif part.part == "overrides":
            text = say("overrides", rules=text)
        screen.line(text, indent=2, hang=2)
        cite = f", {part.by.cite}" if part.by.cite else ""
        by = f"{part.by.act}{cite} {screen.marks.dot} {say.words(part.by.title)}"
        screen.line((day, "heading"), " ", (by, "faint"), indent=4, hang=2)


def where_line(screen: Screen, where: Where, say: Language) -> None:
    """How open switches stand for what follows; nothing where none matters."""
    for words in where_in_words(where, say):
        screen.line((words, "unknown"), indent=2, hang=2)


def where_in_words(where: Where, say: Language) -> list[str]:
    """How open switches stand, a phrase for each of them."""
    phrases = []
    for switch, setting in where.settings:
        kind, _, id = switch.partition(":")
        key = f"where {kind}" if f"where {kind}" in PHRASES else "where set"
        key = {"never": "where never", "": "where open"}.get(setting, key)
        phrases.append(say(key, id=id, setting=setting))
    return phrases
