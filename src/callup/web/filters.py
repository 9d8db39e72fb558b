"""How values look on a page: days, stretches of days, formulas with links, sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from markupsafe import Markup, escape

from callup.lawbook import FactType, Program, Reason
from callup.text.words import Words
from callup.values.number import write_number
from callup.web.called import about_in_words, called, setting_in_words, type_in_words
from callup.web.days import DAY, day_in_words, stretch
from callup.web.languages import Tongue
from callup.wire.record_in_words import amount_in_words, arithmetic, bounds_in_words

NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
TICKED: Final = re.compile(r"`([^`]*)`")
MONEY: Final = re.compile(r"\b\d{4,}(?= [A-Z]{3}\b)")
"""The whole number of an amount."""


def of(tongue: Tongue) -> dict[str, Callable[..., Any]]:
    """The filters of one language, by the names under which templates call them."""
    return {
        "words": lambda words: tongue.words(words) if isinstance(words, Words) else str(words),
        "day": lambda day: day_in_words(day, tongue),
        "stopped": _stopped,
        "last": lambda end: day_in_words(end - DAY, tongue),
        "stretch": lambda days: stretch(days[0], days[1], tongue),
        "called": lambda id, program: called(id, program, tongue),
        "facts": lambda ids: [("fact", id) for id in ids],
        "about": lambda about, kind, program: about_in_words(about, kind, program, tongue),
        "type": lambda type: type_in_words(type, tongue),
        "setting": lambda setting, program: setting_in_words(setting, program, tongue),
        "money": lambda text: MONEY.sub(lambda found: tongue.number(int(found.group())), text),
        "ticked": lambda text: Markup(TICKED.sub(r"<code>\1</code>", str(escape(text)))),
        "digits": lambda text: "".join(sign for sign in text if sign.isdigit()) or text,
        "big": lambda text: text[:1].upper() + text[1:],
        "number": tongue.number,
        "formula": lambda *words: _formula(tongue, *words),
        "before": lambda day: (day - DAY).isoformat(),
        "amount": lambda claim: amount_in_words(claim, tongue),
        "bounds": lambda result, unit: bounds_in_words(result, tongue, unit),
        "arithmetic": lambda conflict, record: arithmetic(conflict, tongue, record),
        "mark": mark,
        "look": look,
        "reasons": _reasons,
        "how": lambda fact: _how(fact, tongue),
        "by_title": lambda choices: sorted(
            (tongue.words(title) or id, id) for id, title in choices
        ),
    }


def _how(fact: FactType, tongue: Tongue) -> str:
    """How an answer to a question is written."""
    match fact.type.kind:
        case "date":
            return tongue("how date")
        case "integer":
            shape = tongue("how integer")
        case "money":
            shape = tongue("how money", currency=fact.type.of)
        case "number":
            shape = tongue("how number")
        case _:
            return tongue("how choice")
    bounds = [tongue("how least", number=write_number(fact.low))] if fact.low is not None else []
    bounds += [tongue("how most", number=write_number(fact.high))] if fact.high is not None else []
    return " ".join([shape, *bounds])


def _stopped(shown: Markup) -> Markup:
    """With the full stop of a sentence, where an abbreviation has not brought one already."""
    return shown if shown.striptags().endswith(".") else shown + "."


def _formula(tongue: Tongue, text: str, program: Program, base: str, query: str = "") -> Markup:
    """A formula as it is written; every name in it leads to its page and says what it is."""
    prefix = ""
    if text.startswith("not: "):
        prefix, text = tongue("not"), text.removeprefix("not: ")
    if text in ("yes", "no"):
        return escape(tongue("without condition" if text == "yes" else text))
    if not base:
        return Markup("<code>{}{}</code>").format(prefix, text)
    parts, at = [escape(prefix)], 0
    for found in NAME.finditer(text):
        link = _link(found.group(), program, base, query, tongue)
        if link is not None:
            parts += [escape(text[at : found.start()]), link]
            at = found.end()
    parts.append(escape(text[at:]))
    return Markup("<code>{}</code>").format(Markup("").join(parts))


def _link(name: str, program: Program, base: str, query: str, tongue: Tongue) -> Markup | None:
    for kind, title in _meanings(name, program):
        words = tongue.words(title)
        return Markup('<a href="{}/law/{}:{}{}" title="{}">{}</a>').format(
            base, kind, name, query, words, name
        )
    return None


def _meanings(name: str, program: Program) -> list[tuple[str, Words]]:
    """What a name of a formula may stand for, the first one foremost."""
    found: list[tuple[str, Words]] = []
    if name in program.facts:
        found.append(("fact", program.facts[name].question))
    if name in program.definitions:
        definition = program.definitions[name]
        found.append((definition.meaning, definition.question or definition.title))
    if name in program.parameters:
        found.append(("parameter", program.parameters[name].title))
    if name in program.states:
        found.append(("state", program.states[name].title))
    return found


def mark(value: object) -> str:
    """How a condition came out, as a class: yes, no or unknown."""
    return "unknown" if value is None else "yes" if value else "no"


def look(status: str, value: object) -> str:
    """How an answer is coloured, as a class."""
    if status == "known":
        return "yes" if value is True else "no" if value is False else "value"
    return {"unknown": "unknown", "conflict": "conflict"}.get(status, "faint")


def _reasons(reasons: tuple[Reason, ...], kind: str) -> list[Reason]:
    """Of the reasons of a finding, those that decide, that it depends on, or that came close."""
    match kind:
        case "decide":
            return [one for one in reasons if one.decides]
        case "depend":
            return [one for one in reasons if not one.decides and one.applies is None]
        case _:
            return [one for one in reasons if not one.decides and one.applies is not None]
