"""Marginal tables: for each fact, how often which value is drawn. Read from YAML or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from callup.ir.facts import EARLIEST, LARGEST, LATEST
from callup.ir.program import FactType, Program
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.text.node import Mapping as YamlMapping
from callup.text.node import Node, Scalar, Sequence
from callup.text.origin import Origin
from callup.text.yaml_tree import compose
from callup.values.calendar import parse_day
from callup.values.number import Number, parse_number

DEFAULT = Path(__file__).with_name("default.yaml")
PLACES = {"money": 100, "number": 10**6, "integer": 1, "date": 1}
"""How many steps a unit has on a line: amounts are drawn in hundredths."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole numbers from `low` up to and with `high`, each alike; days by their ordinals."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Margin:
    """What a fact may be, with weights; None is not known."""

    fact: str
    kind: str
    outcomes: tuple[tuple[str | bool | Stretch | None, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of all facts of a program; `by_type` are those that nobody named."""

    margins: tuple[Margin, ...]
    by_type: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as it is written: values with weights, ranges with weights, what is unknown."""

    origin: Origin | None
    values: tuple[tuple[str, Fraction], ...] = ()
    ranges: tuple[tuple[str, str, Fraction], ...] = ()
    unknown: Fraction | None = None


def margins_of(program: Program, file: Path | None) -> Margins:
    """The margins of a lawbook: those of a file, and for all other facts the default ones.

    Raises Diagnostics with all that is wrong with the file.
    """
    types, named = _read_yaml(DEFAULT.read_bytes(), DEFAULT.name, _Problems())
    problems = _Problems()
    own: dict[str, _Entry] = {}
    if file is not None:
        own_types, own = _read(file, problems)
        types = {**types, **own_types}
    for name in own:
        if name not in program.facts:
            near = suggest(name, program.facts)
            help = f"did you mean `{near}`?" if near else None
            problems.add("unknown-fact", f"there is no fact `{name[:60]}`", own[name].origin, help)
    found = []
    by_type = []
    for fact in program.facts.values():
        margin = None
        if fact.name in own:
            margin = _margin(fact, own[fact.name], program, problems)
        elif fact.name in named:
            margin = _margin(fact, named[fact.name], program, _Problems())
        if margin is None:
            by_type.append(fact.name)
            margin = _margin(fact, _within(fact, types[fact.type.kind]), program, problems)
        if margin is not None:
            found.append(margin)
    problems.end()
    return Margins(tuple(found), tuple(by_type))


def _within(fact: FactType, entry: _Entry) -> _Entry:
    """The entry of a type, moved to where the bounds of a fact are."""
    if fact.low is None and fact.high is None:
        return entry
    low = fact.low if fact.low is not None else min(0, fact.high or 0)
    high = fact.high if fact.high is not None else low + 5
    weight = sum((weight for *_, weight in entry.ranges), Fraction(0)) or Fraction(1)
    return _Entry(entry.origin, (), ((str(low), str(high), weight),), entry.unknown)


@dataclass(slots=True)
class _Problems:
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, message: str, origin: Origin | None, help: str | None = None) -> None:
        self.found.append(Diagnostic(code, message, origin, help=help))

    def end(self) -> None:
        if self.found:
            raise Diagnostics(self.found)


def _read(file: Path, problems: _Problems) -> tuple[dict[str, _Entry], dict[str, _Entry]]:
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"`{file.name[:60]}` cannot be read"
        problem = Diagnostic("unreadable-file", message, None, why=error.strerror)
        raise Diagnostics((problem,)) from None
    if file.suffix.lower() == ".csv":
        return {}, _read_csv(data, file.name, problems)
    return _read_yaml(data, file.name, problems)


def _read_csv(data: bytes, name: str, problems: _Problems) -> dict[str, _Entry]:
    """Lines of fact, value and weight; a value `A..B` is a range, and `unknown` is unknown."""
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        problem = Diagnostic("unreadable-file", f"`{name[:60]}` cannot be read as a table", None)
        raise Diagnostics((problem,)) from None
    found: dict[str, _Entry] = {}
    for number, row in enumerate(rows, 2):
        origin = Origin(name, number, 1)
        if not {"fact", "value", "weight"} <= row.keys() or None in row.values():
            problems.add("missing-field", "a line needs `fact`, `value` and `weight`", origin)
            return found
        fact, value = row["fact"].strip(), row["value"].strip()
        weight = _weight(row["weight"], origin, problems)
        before = found.get(fact, _Entry(origin))
        low, dots, high = value.partition("..")
        values, ranges, unknown = before.values, before.ranges, before.unknown
        if value == "unknown":
            unknown = (unknown or 0) + weight
        elif dots:
            ranges = (*ranges, (low.strip(), high.strip(), weight))
        else:
            values = (*values, (value, weight))
        found[fact] = _Entry(before.origin, values, ranges, unknown)
    return found


def _read_yaml(
    data: bytes, name: str, problems: _Problems
) -> tuple[dict[str, _Entry], dict[str, _Entry]]:
    tree, mistakes = compose(data, name)
    problems.found.extend(mistakes)
    if tree is None or mistakes:
        problems.end()
    if not isinstance(tree, YamlMapping):
        problems.add("wrong-type", "a marginal table is a mapping with `facts`", None)
        problems.end()
    assert isinstance(tree, YamlMapping)
    parts: dict[str, dict[str, _Entry]] = {"types": {}, "facts": {}}
    for key, value in _pairs(tree):
        if key.text not in parts or not isinstance(value, YamlMapping):
            problems.add("unknown-field", f"`{key.text[:40]}` is no part of a table", key.origin)
            continue
        for inner, entry in _pairs(value):
            if key.text == "types" and inner.text not in TYPES:
                problems.add("unknown-type", f"there is no type `{inner.text[:40]}`", inner.origin)
                continue
            parts[key.text][inner.text] = _entry(entry, inner.origin, problems)
    return parts["types"], parts["facts"]


TYPES = ("boolean", "choice", "date", "integer", "number", "money", "set")


def _pairs(node: YamlMapping) -> Iterator[tuple[Scalar, Node]]:
    return ((entry.key, entry.value) for entry in node.entries)


def _entry(node: Node, origin: Origin, problems: _Problems) -> _Entry:
    values: list[tuple[str, Fraction]] = []
    ranges: list[tuple[str, str, Fraction]] = []
    unknown: Fraction | None = None
    if not isinstance(node, YamlMapping):
        problems.add("wrong-type", "an entry has `values`, `ranges` or `unknown`", origin)
        return _Entry(origin)
    for key, value in _pairs(node):
        match key.text, value:
            case "unknown", Scalar():
                unknown = _weight(value.text, value.origin, problems)
            case "values", YamlMapping():
                values += [
                    (inner.text, _weight(_text(weight), inner.origin, problems))
                    for inner, weight in _pairs(value)
                ]
            case "ranges", Sequence():
                ranges += [_range(item, key.origin, problems) for item in value.items]
            case _:
                problems.add("unknown-field", f"`{key.text[:40]}` has no place here", key.origin)
    return _Entry(origin, tuple(values), tuple(ranges), unknown)


def _range(node: Node, origin: Origin, problems: _Problems) -> tuple[str, str, Fraction]:
    given = (
        {key.text: _text(value) for key, value in _pairs(node)}
        if isinstance(node, YamlMapping)
        else {}
    )
    if not {"from", "through"} <= given.keys() <= {"from", "through", "weight"}:
        problems.add("missing-field", "a range has `from`, `through` and a `weight`", origin)
        return "0", "0", Fraction(0)
    weight = _weight(given.get("weight", "1"), origin, problems)
    return given["from"], given["through"], weight


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _weight(text: str, origin: Origin | None, problems: _Problems) -> Fraction:
    number = parse_number(text.strip())
    if number is None or number < 0:
        problems.add("wrong-type", f"`{text[:40]}` is no weight", origin, "a number from 0 on")
        return Fraction(0)
    return Fraction(number)


def _margin(fact: FactType, entry: _Entry, program: Program, problems: _Problems) -> Margin | None:
    """An entry as the fact has it; None where it does not fit, which is told."""
    before = len(problems.found)
    kind = fact.type.kind
    outcomes: list[tuple[str | bool | Stretch | None, Fraction]] = []
    values = entry.values
    if kind == "choice" and not values and not entry.ranges:
        listed = program.values[fact.type.of]
        rest = Fraction(100) - (entry.unknown or 0) if (entry.unknown or 0) < 100 else Fraction(0)
        values = tuple((value, rest / len(listed)) for value, _ in listed)
    for value, weight in values:
        outcomes.append((_value(fact, value, program, entry.origin, problems), weight))
    for low, high, weight in entry.ranges:
        outcomes.append((_stretch(fact, low, high, entry.origin, problems), weight))
    if entry.unknown:
        outcomes.append((None, entry.unknown))
    if sum(weight for _, weight in outcomes) <= 0 and len(problems.found) == before:
        message = f"`{fact.name}`: no value has a weight"
        problems.add("wrong-type", message, entry.origin)
    if len(problems.found) > before:
        return None
    return Margin(fact.name, kind, tuple(one for one in outcomes if one[1]))


def _value(
    fact: FactType, text: str, program: Program, origin: Origin | None, problems: _Problems
) -> str | bool | Stretch | None:
    match fact.type.kind:
        case "boolean" if text in ("yes", "no"):
            return text == "yes"
        case "choice":
            listed = [value for value, _ in program.values[fact.type.of]]
            if text in listed:
                return text
            near = suggest(text, listed)
            help = f"did you mean `{near}`?" if near else None
            message = f"`{fact.name}` cannot be `{text[:40]}`"
            problems.add("bad-fact", message, origin, help)
            return None
        case "date" | "integer" | "number" | "money":
            return _stretch(fact, text, text, origin, problems)
        case _:
            message = f"`{fact.name}` cannot be `{text[:40]}`"
            problems.add("bad-fact", message, origin, f"it is a {fact.type}")
            return None


def _stretch(
    fact: FactType, low: str, high: str, origin: Origin | None, problems: _Problems
) -> Stretch:
    kind = fact.type.kind
    ends = [_place(kind, text) for text in (low, high)]
    if ends[0] is None or ends[1] is None:
        message = f"`{fact.name}`: `{low[:20]}` to `{high[:20]}` is no range of a {fact.type}"
        problems.add("bad-fact", message, origin)
        return Stretch(0, 0)
    lowest, highest = _limits(fact)
    if not lowest <= ends[0] <= ends[1] <= highest:
        message = f"`{fact.name}`: the range from `{low[:20]}` to `{high[:20]}` is backwards"
        if ends[0] <= ends[1]:
            message = (
                f"`{fact.name}`: the range from `{low[:20]}` to `{high[:20]}` is out of bounds"
            )
        problems.add("impossible-range", message, origin)
    return Stretch(ends[0], ends[1])


def _place(kind: str, text: str) -> int | None:
    """Where on its line a value stands, in whole steps; None where it is none."""
    if kind == "date":
        day = parse_day(text)
        return day.toordinal() if day is not None else None
    number = parse_number(text) if kind in PLACES else None
    if number is None or Fraction(number * PLACES[kind]).denominator != 1:
        return None
    return int(number * PLACES[kind])


def _limits(fact: FactType) -> tuple[int, int]:
    kind = fact.type.kind
    if kind == "date":
        return EARLIEST.toordinal(), LATEST.toordinal() - 1
    low: Number = -LARGEST if fact.low is None else fact.low
    if kind == "money" and fact.low is None:
        low = 0
    high: Number = LARGEST if fact.high is None else fact.high
    return int(low * PLACES[kind]), int(high * PLACES[kind])
