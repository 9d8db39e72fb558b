"""What pages call the things of a lawbook: titles for ids, words for types and settings."""

from __future__ import annotations

from datetime import date

from callup.lawbook import Program
from callup.text.words import Words
from callup.web.days import written
from callup.web.languages import Tongue


def called(id: str, program: Program, tongue: Tongue) -> str:
    """The title of a thing, the question of a fact; the id of what has none, as rules."""
    found = Words()
    if id in program.facts:
        found = program.facts[id].question
    elif id in program.definitions:
        found = program.definitions[id].title
    elif id in program.parameters:
        found = program.parameters[id].title
    elif id in program.states:
        found = program.states[id].title
    elif id in program.acts:
        found = program.acts[id].title
    elif (switch := program.find_switch(id)) is not None:
        found = switch[0].title
    return tongue.words(found) or id


def type_in_words(type: str, tongue: Tongue) -> str:
    """The type of a value, which a page has as `choice of region`."""
    for kind in ("money in", "choice of", "set of", "duration in"):
        if type.startswith(kind):
            return tongue(f"type {kind}", of=type.removeprefix(kind).strip())
    return tongue(f"type {type}")


def about_in_words(about: str, kind: str, program: Program, tongue: Tongue) -> str:
    """What a list of a kind tells beside each title: a type, a day, the position of a rule."""
    match kind:
        case "rules":
            return called(about, program, tongue)
        case "facts":
            type, _, changing = about.rpartition(", ")
            return f"{type_in_words(type, tongue)}, {tongue(changing)}"
        case "terms" | "parameters":
            return type_in_words(about, tongue)
        case "positions" | "switches":
            return tongue(about)
        case _:
            return written(about, tongue)


def setting_in_words(setting: str, program: Program, tongue: Tongue) -> str:
    """How a switch stands: yes, switched on, on a day, or the title of a reading."""
    if setting in ("yes", "no", "on", "off", "never"):
        return tongue({"on": "set on", "off": "set off"}.get(setting, setting))
    try:
        return tongue.day(date.fromisoformat(setting))
    except ValueError:
        return called(setting, program, tongue)
