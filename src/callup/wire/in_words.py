"""Values, acts and what turns an answer, in the words of a language."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from callup.lawbook import Basis, Finding, Program, Turn
from callup.values.number import write_number
from callup.wire.speech import Speech


def value_in_words(
    status: str, value: object, position: Finding | str, program: Program, say: Speech
) -> str:
    """An answer as people read it: yes, an amount, the title of a choice, or the status."""
    if status != "known":
        return say(status)
    name = position if isinstance(position, str) else position.position
    return worth(value, program.definitions[name].type, program, say)


def worth(value: object, type: object, program: Program, say: Speech) -> str:
    """A value as people read it."""
    of = getattr(type, "of", "")
    match value:
        case None:
            return say("is unknown")
        case bool():
            return say("yes" if value else "no")
        case date():
            return value.isoformat()
        case str():
            titles = dict(program.values.get(of, ()))
            return say.words(titles[value]) or value if value in titles else value
        case frozenset():
            return ", ".join(sorted(worth(one, type, program, say) for one in value)) or say("none")
        case int() if getattr(type, "kind", "") == "money":
            return f"{value:,} {of}".replace(",", " ")
        case _:
            number = write_number(value) if isinstance(value, int | Fraction) else str(value)
            return f"{number} {of}" if getattr(type, "kind", "") == "money" else number


def act_in_words(id: str, program: Program, say: Speech) -> str:
    """An act by its title and number, with its id where the title does not tell it."""
    act = program.acts.get(id)
    if act is None:
        return id
    title = say.words(act.title)
    number = number_in_words(act.number, title, say)
    return f"{title}, {number} ({id})" if number else f"{title} ({id})"


def number_in_words(number: str, title: str, say: Speech) -> str:
    """The number of an act; nothing where it is not known or the title tells it already."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if number in ("", "unknown") or digits in title:
        return ""
    return say("number", number=number)


def basis_in_words(basis: Basis, program: Program, say: Speech) -> str:
    cite = f", {basis.cite}" if basis.cite else ""
    return act_in_words(basis.act, program, say) + cite


def sources_in_words(basis: Basis, say: Speech) -> str:
    listed = ", ".join(f"{source} ({grade})" for source, grade in basis.sources)
    return say("sources", sources=listed) if listed else ""


def turns_in_words(finding: Finding, program: Program, say: Speech) -> list[str]:
    """What happens on the day on which the answer turns."""
    turns = finding.until_because
    conditions = {turn.text for turn in turns if turn.kind == "condition"}
    return list(
        dict.fromkeys(
            _turn(turn, program, say)
            for turn in turns
            if turn.kind != "law" or turn.text.partition(" ")[2] not in conditions
        )
    )


def _turn(turn: Turn, program: Program, say: Speech) -> str:
    kind, _, name = turn.text.partition(" ")
    match turn.kind:
        case "condition":
            what = _named(turn.text, program, say)
            return say("turn holds" if turn.value else "turn ends", what=what)
        case "law" if kind == "state":
            return say("turn state", what=say.words(program.states[name].title))
        case "law" if kind == "parameter":
            return say("turn parameter", what=say.words(program.parameters[name].title))
        case "law" if turn.act:
            return say("turn rule by", what=name, act=act_in_words(turn.act, program, say))
        case "law":
            return say("turn rule", what=name)
        case _:
            return say(f"turn {turn.kind}")


def _named(text: str, program: Program, say: Speech) -> str:
    """A condition as it is written; one that is a single name, by its title."""
    found = program.states.get(text) or program.definitions.get(text)
    return f"“{say.words(found.title)}”" if found and found.title else f"`{text}`"
