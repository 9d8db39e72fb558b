"""Reads YAML nodes as the schema says, and reports every mistake with its place.

What comes back, by kind: `Plain` and `Identifier` a Name; `Localized` Words; `Day` a date;
`ActDays` Days; `Flag` a bool; `OneOf` a str; `Formula` a FormulaText; `Length` a Duration;
`Value` and `Wanted` the YAML node itself; `ListOf` a tuple; `MapOf` a tuple of pairs;
`Record` a Found; `Tagged` a Found whose `tag` tells which record it is. None where it was wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, assert_never

from callup.form import kinds as schema
from callup.form.written import Days, FormulaText, Name
from callup.text.diagnostic import Diagnostic, suggest
from callup.text.origin import Origin
from callup.text.words import Words
from callup.text.yaml_tree import Mapping, Node, Scalar, Sequence
from callup.values.calendar import Duration, parse_day

LONGEST_RANGE = 3660  # days that an act's day may be uncertain by; longer is `unknown`

_STYLES = {
    "_": (re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*"), "lower-case words joined by `_`"),
    "-": (re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "lower-case words joined by `-`"),
    "any": (re.compile(r"\w+([-_]\w+)*"), "words joined by `-` or `_`"),
}
_LENGTH = re.compile(r"(\d{1,5}) (day|week|month|year)s?")
LONGEST_ID = 120


@dataclass(slots=True)
class Found:
    """The fields of a record as they were read; a field that is not there is None."""

    tag: str
    origin: Origin
    values: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def words(self, name: str) -> Words:
        """Words for people; none where the field is not there."""
        return self.values.get(name) or Words()

    def text(self, name: str) -> str:
        """Plain text; empty where the field is not there."""
        found = self.values.get(name)
        return found.text if found is not None else ""

    def items(self, name: str) -> tuple[Any, ...]:
        """A list or mapping; empty where the field is not there."""
        return self.values.get(name) or ()


@dataclass(slots=True)
class Converter:
    """Collects diagnostics while it reads; `languages` are those of the lawbook."""

    languages: tuple[str, ...] = ("en",)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def refuse(self, code: str, message: str, node: Node | Origin, help: str | None = None) -> None:
        origin = node if isinstance(node, Origin) else node.origin
        self.diagnostics.append(Diagnostic(code, message, origin, help=help))

    def read(self, node: Node, kind: schema.Kind) -> Any:
        match kind:
            case schema.ListOf():
                return self._list(node, kind)
            case schema.MapOf():
                return self._mapping(node, kind)
            case schema.EitherOf():
                return self.read(node, kind.first if _suits(node, kind.first) else kind.second)
            case schema.Record():
                return self._record(node, kind, kind.name)
            case schema.Tagged():
                return self._tagged(node, kind)
            case schema.Localized():
                return self._words(node)
            case schema.ActDays():
                return self._act_days(node)
            case schema.Value() | schema.Wanted():
                return node
            case _:
                return self._scalar(node, kind)

    # scalars

    def _scalar(
        self,
        node: Node,
        kind: schema.Plain
        | schema.Identifier
        | schema.Day
        | schema.Flag
        | schema.OneOf
        | schema.Formula
        | schema.Length,
    ) -> Any:
        if not isinstance(node, Scalar):
            found = "a list" if isinstance(node, Sequence) else "a mapping"
            self.refuse("wrong-type", f"{_wanted(kind)} is expected here, not {found}", node)
            return None
        match kind:
            case schema.Plain():
                if not node.text:
                    self.refuse("wrong-type", f"{_wanted(kind)} is expected here", node)
                    return None
                return Name(node.text, node.origin)
            case schema.Identifier():
                return self._identifier(node, kind)
            case schema.Day():
                return self._day(node)
            case schema.Flag():
                if node.text not in ("yes", "no"):
                    self.refuse(
                        "wrong-type", f"yes or no is expected here, not `{_cut(node.text)}`", node
                    )
                    return None
                return node.text == "yes"
            case schema.OneOf():
                if node.text not in kind.words:
                    listed = ", ".join(f"`{word}`" for word in kind.words)
                    near = suggest(node.text, kind.words)
                    help = f"did you mean `{near}`?" if near else None
                    self.refuse(
                        "unknown-word",
                        f"one of {listed} is expected here, not `{_cut(node.text)}`",
                        node,
                        help,
                    )
                    return None
                return node.text
            case schema.Formula():
                return FormulaText(node.text, node)
            case schema.Length():
                return self._length(node)
            case _:
                assert_never(kind)

    def _identifier(self, node: Scalar, kind: schema.Identifier) -> Name | None:
        pattern, described = _STYLES[kind.style]
        if len(node.text) > LONGEST_ID or not pattern.fullmatch(node.text):
            other = (
                node.text.replace("_", "-") if kind.style == "-" else node.text.replace("-", "_")
            )
            near = other.lower() if pattern.fullmatch(other.lower()) else None
            self.refuse(
                "bad-id",
                f"`{_cut(node.text)}` is no {kind.what}: {described} are expected",
                node,
                f"write `{near}`" if near and len(near) <= LONGEST_ID else None,
            )
            return None
        return Name(node.text, node.origin)

    def _day(self, node: Scalar) -> date | None:
        day = parse_day(node.text)
        if day is None:
            self.refuse(
                "bad-day",
                f"`{_cut(node.text)}` is not a day",
                node,
                "days are written like 2025-07-08",
            )
        return day

    def _length(self, node: Scalar) -> Duration | None:
        match = _LENGTH.fullmatch(node.text)
        if match is None:
            self.refuse(
                "wrong-type",
                f"`{_cut(node.text)}` is not a duration",
                node,
                "write it like `30 days`",
            )
            return None
        count, unit = int(match[1]), match[2]
        months = {"month": 1, "year": 12}.get(unit, 0) * count
        return Duration(months, {"day": 1, "week": 7}.get(unit, 0) * count)

    # words and days

    def _words(self, node: Node) -> Words | None:
        if isinstance(node, Scalar):
            if not node.text:
                self.refuse("wrong-type", "words for people are expected here", node)
                return None
            return Words(((self.languages[0], node.text),))
        if not isinstance(node, Mapping):
            self.refuse(
                "wrong-type", "words, or words by language, are expected here, not a list", node
            )
            return None
        found = []
        for entry in node.entries:
            language = entry.key.text
            if language not in self.languages:
                near = suggest(language, self.languages)
                self.refuse(
                    "unknown-language",
                    f"`{_cut(language)}` is not a language of this lawbook",
                    entry.key,
                    f"did you mean `{near}`?"
                    if near
                    else f"its languages are {', '.join(self.languages)}",
                )
            elif not isinstance(entry.value, Scalar) or not entry.value.text:
                self.refuse("wrong-type", "words are expected here", entry.value)
            else:
                found.append((language, entry.value.text))
        found.sort(key=lambda pair: self.languages.index(pair[0]))
        return Words(tuple(found)) if found else None

    def _act_days(self, node: Node) -> Days | None:
        if isinstance(node, Scalar):
            if node.text == "unknown":
                return Days((), node.origin)
            day = self._day(node)
            return Days((day,), node.origin) if day else None
        if isinstance(node, Sequence):
            return self._day_list(node)
        found = self._record(node, _RANGE, "range of days")
        if found is None or not found["from"] or not found["through"]:
            return None
        first, last = found["from"], found["through"]
        if not timedelta(0) < last - first <= timedelta(days=LONGEST_RANGE):
            self.refuse(
                "bad-day",
                "a range of days goes from an earlier to a later day, "
                f"at most {LONGEST_RANGE} days apart",
                node,
                "a longer one is `unknown`",
            )
            return None
        days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        return Days(days, node.origin)

    def _day_list(self, node: Sequence) -> Days | None:
        days: list[date | None] = []
        for item in node.items:
            if isinstance(item, Scalar) and item.text == "never":
                days.append(None)
            elif isinstance(item, Scalar):
                day = self._day(item)
                if day:
                    days.append(day)
            else:
                self.refuse("wrong-type", "a day is expected here", item)
        if len(days) != len(node.items):
            return None
        if len(set(days)) != len(days) or len(days) < 2:
            self.refuse("bad-day", "a list of days names two different days or more", node)
            return None
        known = sorted(day for day in days if day)
        return Days((*known, *([None] if None in days else [])), node.origin)

    # what holds others

    def _list(self, node: Node, kind: schema.ListOf) -> tuple[Any, ...] | None:
        if not isinstance(node, Sequence):
            help = (
                f"write `[{node.text}]`"
                if isinstance(node, Scalar) and len(node.text) < 60
                else None
            )
            self.refuse("wrong-type", "a list is expected here", node, help)
            return None
        found = [self.read(item, kind.item) for item in node.items]
        return tuple(item for item in found if item is not None)

    def _mapping(self, node: Node, kind: schema.MapOf) -> tuple[tuple[Any, Any], ...] | None:
        if not isinstance(node, Mapping):
            self.refuse("wrong-type", f"a mapping by {_wanted(kind.key)} is expected here", node)
            return None
        found = []
        for entry in node.entries:
            key = self.read(entry.key, kind.key)
            value = self.read(entry.value, kind.value)
            if key is not None and value is not None:
                found.append((key, value))
        return tuple(found)

    def _record(self, node: Node, record: schema.Record, what: str) -> Found | None:
        if not isinstance(node, Mapping):
            found = "a list" if isinstance(node, Sequence) else f"`{_cut(node.text)}`"
            listed = ", ".join(f"`{name}`" for name in list(record.fields)[:6])
            self.refuse(
                "wrong-type",
                f"a mapping with fields such as {listed} is expected here, not {found}",
                node,
            )
            return None
        result = Found(record.name, node.origin)
        complete = True
        for entry in node.entries:
            name = entry.key.text
            definition = record.fields.get(name)
            if definition is None:
                self._unknown_field(entry.key, record, what)
                continue
            value = self.read(entry.value, definition.kind)
            if value is None:
                complete = complete and not definition.required
            else:
                result.values[name] = value
        written = {entry.key.text for entry in node.entries}
        for name, definition in record.fields.items():
            if definition.required and name not in written:
                self.refuse(
                    "missing-field", f"{_article(what)} needs `{name}`: {definition.says}", node
                )
                complete = False
        return result if complete else None

    def _unknown_field(self, key: Scalar, record: schema.Record, what: str) -> None:
        near = suggest(key.text, record.fields)
        help = f"did you mean `{near}`?" if near else f"it may have {', '.join(record.fields)}"
        self.refuse("unknown-field", f"{_article(what)} has no field `{_cut(key.text)}`", key, help)

    def _tagged(self, node: Node, kind: schema.Tagged) -> Found | None:
        tags = ", ".join(f"`{tag}`" for tag in kind.records)
        if not isinstance(node, Mapping):
            self.refuse(
                "wrong-type", f"a mapping that starts with one of {tags} is expected here", node
            )
            return None
        written = [entry.key for entry in node.entries if entry.key.text in kind.records]
        if len(written) != 1:
            where: Node = written[1] if written else node
            near = suggest(node.entries[0].key.text, kind.records) if node.entries else None
            message = (
                f"{_article(kind.name)} is one thing: `{written[0].text}` or `{written[1].text}`"
                if written
                else f"{_article(kind.name)} starts with one of {tags}"
            )
            self.refuse(
                "unknown-record", message, where, f"did you mean `{near}`?" if near else None
            )
            return None
        tag = written[0].text
        return self._record(node, kind.records[tag], f"`{tag}`")


_RANGE = schema.Record(
    "range",
    {
        "from": schema.Field(schema.Day(), "the first day", True),
        "through": schema.Field(schema.Day(), "the last day", True),
    },
)


def _suits(node: Node, kind: schema.Kind) -> bool:
    """Whether a node has the shape of a kind: scalar, list or mapping."""
    match kind:
        case schema.ListOf():
            return isinstance(node, Sequence)
        case schema.MapOf() | schema.Record() | schema.Tagged():
            return isinstance(node, Mapping)
        case _:
            return isinstance(node, Scalar)


def _cut(text: str) -> str:
    shown = text if len(text) <= 40 else text[:39] + "…"
    return "".join(c if c.isprintable() else "·" for c in shown)


def _article(what: str) -> str:
    return what if what.startswith("`") else f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def _wanted(kind: schema.Kind) -> str:
    match kind:
        case schema.Plain(what=what) | schema.Identifier(what=what):
            return f"{'an' if what[0] in 'aeiou' else 'a'} {what}" if what != "text" else "text"
        case schema.Day():
            return "a day"
        case schema.Flag():
            return "yes or no"
        case schema.OneOf():
            return "one of a few words"
        case schema.Formula():
            return "a formula"
        case schema.Length():
            return "a duration"
        case _:
            return "something else"


def plain(node: Node) -> object:
    """A YAML value as text, tuples and dictionaries; its types are settled by the facts."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return tuple(plain(item) for item in node.items)
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
