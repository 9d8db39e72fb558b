"""Facts as they are given: read by their types, with histories, refused where they do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from callup.ir.nodes import Constant
from callup.ir.program import FactType, Program
from callup.ir.types import Type
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.values.calendar import parse_day
from callup.values.number import Number, parse_integer, parse_number, write_number
from callup.values.timeline import Timeline, build

EARLIEST = date(1800, 1, 1)
LATEST = date(2200, 1, 1)
"""Days of a person's life; anything beyond is a slip of the pen."""

LARGEST = 10**15
"""The largest number that a fact may be."""

Given = Mapping[str, object]
History = Timeline[Constant | None]


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person: a constant, or for a fact with a history its timeline.

    None within a history is unknown.
    """

    facts: Mapping[str, Constant | History]
    has_history: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        has_history = any(isinstance(value, Timeline) for value in self.facts.values())
        object.__setattr__(self, "has_history", has_history)

    def at(self, name: str, day: date, given_on: date, of_the_day: bool) -> Constant | None:
        """The fact as it is on `day`; None if that is not known.

        A fact of the day without a history holds from `given_on`, the day it was given for.
        """
        value = self.facts.get(name)
        if isinstance(value, Timeline):
            return value.at(day)
        if of_the_day and day < given_on:
            return None
        return value


def read_person(program: Program, given: Given) -> Person:
    """The person with these facts. Raises Diagnostics with every fact that does not fit.

    Values are Python values or the words that the command line and YAML use.
    """
    return Reader(program).person(given)


@dataclass(slots=True)
class Reader:
    """Reads the facts of one program, for one person after the other."""

    program: Program
    _ready: dict[str, frozenset[object]] = field(default_factory=dict)
    """Of the facts read before, the values that need no reading."""

    def person(self, given: Given) -> Person:
        """What `read_person` gives."""
        problems: list[Diagnostic] = []
        facts: dict[str, Constant | History] = {}
        for name, value in given.items():
            ready = self._ready.get(name, ())
            if (type(value) is str or type(value) is bool) and value in ready:
                facts[name] = value
                continue
            fact = self.program.facts.get(name)
            if fact is None:
                problems.append(_no_fact(name, self.program))
                continue
            if name not in self._ready:
                self._ready[name] = _ready(fact, self.program)
            try:
                found = _read(fact, value, self.program)
            except _Refused as refused:
                message = f"{name}: {refused}"
                problems.append(Diagnostic("bad-fact", message, None, help=refused.help))
                continue
            if found is not None:
                facts[name] = found
        if problems:
            raise Diagnostics(tuple(problems))
        return Person(facts)


def _ready(fact: FactType, program: Program) -> frozenset[object]:
    """The values of a fact that are given as they are, so that they need no reading."""
    if fact.type.kind == "boolean":
        return frozenset((True, False))
    if fact.type.kind == "choice":
        return frozenset(name for name, _ in program.values[fact.type.of]) - {"unknown"}
    return frozenset()


class _Refused(Exception):
    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.help = help


def _no_fact(name: str, program: Program) -> Diagnostic:
    near = suggest(name, program.facts)
    help = f"did you mean `{near}`?" if near else "`callup show LAWBOOK facts` lists them"
    shown = name if name.isprintable() and len(name) < 60 else "…"
    return Diagnostic("unknown-fact", f"there is no fact `{shown}`", None, help=help)


def _read(fact: FactType, value: object, program: Program) -> Constant | History | None:
    if isinstance(value, str) and "@" in value:
        value = _written_history(value)
    if isinstance(value, (str, int, date)):  # what most values are; a mapping is slow to tell
        return _value(fact, value, program)
    if isinstance(value, Mapping) and "amount" not in value:
        return _history(fact, value, program)
    return _value(fact, value, program)


def _written_history(text: str) -> dict[str, str]:
    """`full_time@2020-09-01,none@2024-07-01` as a mapping by day."""
    history: dict[str, str] = {}
    for part in text.split(","):
        value, _, day = part.partition("@")
        if not day or day.strip() in history:
            raise _Refused(
                "a history is written VALUE@DAY,VALUE@DAY, each day once",
                "as in full_time@2020-09-01,none@2024-07-01",
            )
        history[day.strip()] = value.strip()
    return history


def _history(fact: FactType, given: Mapping[object, object], program: Program) -> History | None:
    if fact.kind != "of the day":
        raise _Refused(f"it is {_kind(fact)}, so it has no history")
    steps: list[tuple[date, Constant | None]] = []
    for day, value in given.items():
        start = day if isinstance(day, date) else parse_day(str(day))
        if start is None:
            raise _Refused(f"`{_cut(day)}` is not a day", "days are written like 2025-07-08")
        steps.append((start, _value(fact, value, program)))
    if len({day for day, _ in steps}) != len(steps):
        raise _Refused("each day of a history stands once")
    steps.sort(key=lambda step: step[0].toordinal())
    return build([day for day, _ in steps], [None, *(value for _, value in steps)])


def _kind(fact: FactType) -> str:
    return "lasting" if fact.kind == "lasting" else "one day"


def _value(fact: FactType, value: object, program: Program) -> Constant | None:
    if value is None or value == "unknown":
        return None
    match fact.type.kind:
        case "boolean":
            return _boolean(value)
        case "integer" | "number" | "money":
            return _bounded(fact, _number(fact.type, value))
        case "date":
            return _day(value)
        case "choice":
            return _choice(fact.type, value, program)
        case "set":
            return _set(fact.type, value, program)
        case _:
            raise _Refused(f"a fact cannot be a {fact.type}")


_TRUTH = {"yes": True, "no": False, "true": True, "false": False}


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    found = _TRUTH.get(str(value).lower())
    if found is None:
        raise _Refused(f"yes or no is expected, not `{_cut(value)}`")
    return found


def _number(type: Type, value: object) -> Number:
    if isinstance(value, Mapping):
        if value.get("currency", type.of) != type.of:
            raise _Refused(f"amounts are in {type.of}, not {_cut(value.get('currency'))}")
        value = value.get("amount")
    if isinstance(value, bool):
        raise _Refused("a number is expected, not yes or no")
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise _Refused("the number is too large")
        return value
    if isinstance(value, float):
        value = repr(value)  # what was written is meant, not the nearest binary fraction
    if isinstance(value, (Decimal, Fraction)):
        value = str(value)
    text = str(value).strip()
    if type.kind == "money":
        text = text.removesuffix(type.of).strip()
    found = parse_integer(text) if type.kind == "integer" else parse_number(text)
    if found is None:
        what = {"integer": "a whole number", "money": f"an amount in {type.of}"}
        raise _Refused(f"{what.get(type.kind, 'a number')} is expected, not `{_cut(value)}`")
    places = {"money": 100, "number": 10**6}.get(type.kind, 1)
    if Fraction(found) * places % 1:
        raise _Refused(f"`{_cut(value)}` has too many decimals")
    if not -LARGEST <= found <= LARGEST:
        raise _Refused(f"`{_cut(value)}` is too large")
    return found


def _bounded(fact: FactType, number: Number) -> Number:
    if fact.low is not None and number < fact.low:
        raise _Refused(f"it is at least {fact.low}, not {number}")
    if fact.high is not None and number > fact.high:
        raise _Refused(f"it is at most {fact.high}, not {number}")
    if fact.low is None and fact.type.kind == "money" and number < 0:
        raise _Refused("an amount is not below zero")
    return number


def _day(value: object) -> date:
    day = value if isinstance(value, date) else parse_day(str(value))
    if day is None:
        raise _Refused(f"`{_cut(value)}` is not a day", "days are written like 2025-07-08")
    day = date(day.year, day.month, day.day)
    if not EARLIEST <= day < LATEST:
        raise _Refused(f"{day} is not a day of a person's life")
    return day


def _choice(type: Type, value: object, program: Program) -> str:
    listed = [name for name, _ in program.values[type.of]]
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    if text not in listed:
        near = suggest(text, listed)
        shown = ", ".join(listed[:12]) + (", …" if len(listed) > 12 else "")
        help = f"did you mean `{near}`?" if near else f"it is one of {shown}"
        raise _Refused(f"`{_cut(text)}` is none of its values", help)
    return text


def _set(type: Type, value: object, program: Program) -> frozenset[str]:
    items: Iterable[object]
    if isinstance(value, str):
        items = [part.strip() for part in value.strip("{}[] ").split(",") if part.strip()]
        items = [] if items == ["none"] else items
    elif isinstance(value, Iterable):
        items = value
    else:
        raise _Refused(f"values with commas between are expected, not `{_cut(value)}`")
    return frozenset(_choice(type, item, program) for item in items)


def _cut(value: object) -> str:
    text = str(value)
    shown = text if len(text) <= 40 else text[:39] + "…"
    return "".join(c if c.isprintable() else "·" for c in shown)


def write_value(value: Constant, type: Type) -> str:
    """A value in the words that facts are given in."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case frozenset():
            return ",".join(sorted(value)) or "none"
        case int() | Fraction():
            number = write_number(value)
            return f"{number} {type.of}" if type.kind == "money" else number
        case _:
            return str(value)
