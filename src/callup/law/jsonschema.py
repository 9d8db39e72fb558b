"""The JSON Schema of each kind of file, by which editors complete and check what is written.

An editor reads YAML by its own guessing, so a number or a truth value may stand wherever a text
may. What a schema cannot tell (whether an id exists, a formula reads) `callup check` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from callup.form.convert import LONGEST_ID
from callup.law import schema
from callup.law.read import PARTICULARS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
LENGTH = r"^\d{1,5} (day|week|month|year)s?$"
IDS = {
    "_": r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
    "-": r"^[a-z0-9]+(-[a-z0-9]+)*$",
    # Letters of any script; editors and Python do not agree on a shorter way to say so.
    "any": r"^[^\s\-!-,./:-@\[-^`{-~]+(-[^\s\-!-,./:-@\[-^`{-~]+)*$",
}

Json = dict[str, object]


def json_schema(
    part: str | None = None,
    files: Mapping[str, schema.Record | schema.Tagged] = schema.FILES,
) -> Json:
    """The schema of one kind of file (`acts`, `facts`, …), or without `part` of any file.

    Raises KeyError for a kind of file that is not among `files`.
    """
    parts = [part] if part else list(files)
    named = _Named()
    roots = [named.refer(files[name]) for name in parts]
    title = f"{part} of a lawbook" if part else "a file of a lawbook"
    head: Json = {"$schema": DIALECT, "title": title}
    return {**head, **(roots[0] if part else {"anyOf": roots}), "$defs": named.definitions}


class _Named:
    """Collects the kinds that have names; everything else is written out where it stands."""

    def __init__(self) -> None:
        self.definitions: dict[str, Json] = {}
        self.names: dict[int, str] = {}

    def refer(self, kind: schema.Record | schema.Tagged) -> Json:
        if id(kind) not in self.names:
            name = self._name(kind.name)
            self.names[id(kind)] = name
            self.definitions[name] = {}
            tagged = isinstance(kind, schema.Tagged)
            self.definitions[name] = self._tagged(kind) if tagged else self._record(kind)  # type: ignore[arg-type]
        return {"$ref": f"#/$defs/{self.names[id(kind)]}"}

    def _name(self, name: str) -> str:
        """The name, with a number where another kind has it: law and record have disputes each."""
        count = sum(1 for one in self.definitions if one.rstrip("0123456789-") == name)
        return f"{name}-{count + 1}" if count else name

    def _record(self, record: schema.Record) -> Json:
        found: Json = {
            "type": "object",
            "properties": {name: self._field(field) for name, field in record.fields.items()},
            "additionalProperties": False,
        }
        required = [name for name, field in record.fields.items() if field.required]
        return {**found, "required": required} if required else found

    def _field(self, field: schema.Field) -> Json:
        says: Json = {"description": field.says} if field.says else {}
        return {**says, **self.kind(field.kind)}

    def _tagged(self, kind: schema.Tagged) -> Json:
        """One record by its key; written so that an editor's complaints speak of that record."""
        return {
            "type": "object",
            "anyOf": [{"required": [tag]} for tag in kind.records],
            "allOf": [
                {"if": {"required": [tag]}, "then": self.refer(record)}
                for tag, record in kind.records.items()
            ],
        }

    def kind(self, kind: schema.Kind) -> Json:
        match kind:
            case schema.Record() | schema.Tagged():
                return self.refer(kind)
            case schema.ListOf():
                return _list(self.kind(kind.item))
            case schema.MapOf():
                keys = {"propertyNames": self.kind(kind.key)}
                return {"type": "object", **keys, "additionalProperties": self.kind(kind.value)}
            case schema.EitherOf():
                return {"anyOf": [self.kind(kind.first), self.kind(kind.second)]}
            case schema.Localized():
                return {"anyOf": [TEXT, {"type": "object", "additionalProperties": TEXT}]}
            case schema.ActDays():
                return ACT_DAYS
            case schema.Value():
                scalar_or_set: Json = {"anyOf": [SCALAR, _list(SCALAR)]}
                return {"anyOf": [SCALAR, _list(SCALAR), _by_day(scalar_or_set)]}
            case schema.Wanted():
                return WANTED
            case schema.Plain() | schema.Formula():
                return TEXT
            case schema.Identifier():
                return {**SCALAR, "pattern": IDS[kind.style], "maxLength": LONGEST_ID}
            case schema.Day():
                return A_DAY
            case schema.Flag():
                return {"enum": ["yes", "no"]}
            case schema.OneOf():
                return _one_of(kind.words)
            case schema.Length():
                return {"type": "string", "pattern": LENGTH}
            case _:
                assert_never(kind)


def _list(item: Json) -> Json:
    return {"type": "array", "items": item}


def _by_day(value: Json) -> Json:
    return {"type": "object", "propertyNames": A_DAY, "additionalProperties": value}


def _one_of(words: Iterable[str]) -> Json:
    """One of the words; a number may also be read as one."""
    found: list[object] = list(words)
    return {"enum": found + [int(word) for word in words if word.isdecimal()]}


def _fields(fields: Mapping[str, Json]) -> Json:
    return {"type": "object", "properties": dict(fields), "additionalProperties": False}


SCALAR: Json = {"type": ["string", "number", "boolean"]}
TEXT: Json = {**SCALAR, "minLength": 1}
A_DAY: Json = {"type": "string", "pattern": DAY}
ACT_DAYS: Json = {
    "anyOf": [
        {**A_DAY, "description": "the day"},
        {"const": "unknown"},
        {**_list({"anyOf": [A_DAY, {"const": "never"}]}), "minItems": 2, "uniqueItems": True},
        {**_fields({"from": A_DAY, "through": A_DAY}), "required": ["from", "through"]},
    ]
}
WANTED: Json = {
    "anyOf": [SCALAR, _fields({name: {"anyOf": [SCALAR, _list(SCALAR)]} for name in PARTICULARS})]
}
