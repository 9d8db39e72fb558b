"""The answers of an interview, and the person that they tell of.

An answer stands under its key: a fact, or `fact@DAY` where the fact is told as it was on a day.
None and `unknown` are *I do not know*.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta

from callup.ir.facts import History, Person, write_value
from callup.ir.nodes import Constant
from callup.ir.program import Program
from callup.ir.types import Type
from callup.readers.explain.compile import Engine
from callup.readers.explain.partial import Variable
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.values.calendar import parse_day
from callup.values.timeline import Timeline, constant, sample

Answers = Mapping[str, object]
DAY = timedelta(days=1)


def is_declined(value: object) -> bool:
    """Whether an answer is *I do not know*."""
    return value is None or value == "unknown"


def key_of(variable: Variable) -> str | None:
    """Under which key the answer stands that tells a variable; None for a switch of the law."""
    match variable:
        case ("fact", name) | ("member", _, name):
            return name
        case ("fact", name, day) | ("member", _, name, day):
            return f"{name}@{day}"
        case _:
            return None


def split_key(key: str) -> tuple[str, date | None]:
    """The fact and the day of a key. Raises Diagnostics where what follows `@` is no day."""
    name, sign, written = key.partition("@")
    if not sign:
        return name, None
    day = parse_day(written)
    if day is None:
        help = "write fact=VALUE, or fact@2025-07-08=VALUE for another day"
        message = "what follows `@` in an answer is not a day"
        raise Diagnostics((Diagnostic("bad-day", message, None, help=help),))
    return name, day


def person_of(engine: Engine, answers: Answers, on: date) -> Person:
    """What is known of the person. Raises Diagnostics for answers that do not fit.

    What a fact was on another day says nothing about the days around it.
    """
    days: dict[str, list[tuple[date, object]]] = {}
    plain: dict[str, object] = {}
    for key, value in answers.items():
        name, day = split_key(key)
        if day is None:
            plain[name] = value
        else:
            days.setdefault(name, []).append((day, value))
    facts = dict(engine.reader.person(plain).facts)
    for name, told in days.items():
        line = _line(facts.get(name), on)
        for day, value in told:
            worth = engine.reader.person({name: value}).facts.get(name)
            line = _with(line, day, worth.at(day) if isinstance(worth, Timeline) else worth)
        facts[name] = line
    return Person(facts)


def _line(value: Constant | History | None, on: date) -> History:
    """A fact as its timeline; one given plainly holds from the day asked about."""
    if isinstance(value, Timeline):
        return value
    nothing: History = constant(None)
    return nothing if value is None else Timeline((on,), (None, value))


def _with(line: History, day: date, value: Constant | None) -> History:
    """The timeline with one day told."""
    days = (*line.days, day, day + DAY)
    return sample(days, lambda one: value if one == day else line.at(one), line.values[0])


def to_json(program: Program, answers: Answers, on: date) -> str:
    """What was told as JSON, in the words that facts are given in; a history by its days."""
    facts = person_of(Engine(program), answers, on).facts
    shown = {name: _written(facts[name], program.facts[name].type) for name in sorted(facts)}
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _written(value: Constant | History, type: Type) -> object:
    if not isinstance(value, Timeline):
        return write_value(value, type)
    worth = ["unknown" if one is None else write_value(one, type) for one in value.values]
    return dict(zip(map(str, value.days), worth[1:], strict=True))
