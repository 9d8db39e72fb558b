"""The JSON Schema takes every file that is right, and refuses the mistakes that are often made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given

from callup.form.convert import Converter
from callup.law import schema
from callup.law.jsonschema import DAY, IDS, LENGTH, json_schema
from callup.law.new import TEMPLATE
from callup.lawbook import SHIPPED
from callup.text.yaml_tree import compose
from examples import examples
from small import HEAD, POSITION, act, facts
from strategies import Book, books

Validator = jsonschema.Draft202012Validator
VALIDATORS = {part: Validator(json_schema(part)) for part in schema.FILES}
ANY_FILE = Validator(json_schema())


def part_of(name: str) -> str:
    return name.partition("/")[0].removesuffix(".yaml")


def as_reader(text: str) -> Any:
    """The file with all scalars as texts, as our reader sees them."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def mistakes(name: str, text: str) -> list[str]:
    return [one.message for one in VALIDATORS[part_of(name)].iter_errors(as_reader(text))]


@pytest.mark.parametrize("part", [None, *schema.FILES])
def test_it_is_a_schema(part: str | None) -> None:
    Validator.check_schema(json_schema(part))


def test_every_field_is_described() -> None:
    for part, validator in VALIDATORS.items():
        for name, definition in validator.schema["$defs"].items():
            for field, kind in definition.get("properties", {}).items():
                assert "description" in kind or field == part, f"{name}.{field}"


def files() -> list[tuple[str, Path]]:
    folders = (TEMPLATE, *(SHIPPED / name for name in ("ru",)))
    return [
        (file.relative_to(folder).as_posix(), file)
        for folder in folders
        for file in sorted(folder.rglob("*.yaml"))
        if part_of(file.relative_to(folder).as_posix()) in schema.FILES
    ]


@pytest.mark.parametrize(("name", "file"), files(), ids=lambda value: Path(value).name)
def test_the_shipped_lawbook_and_the_template_are_right(name: str, file: Path) -> None:
    text = file.read_text("utf-8")
    assert mistakes(name, text) == []
    assert ANY_FILE.is_valid(as_reader(text))


@examples(20)
@given(books())
def test_a_random_lawbook_is_right(book: Book) -> None:
    for name, text in book.parts.items():
        assert mistakes(name, text) == [], name


RULE = "- add: r\n  position: p\n  says: R\n  when: b\n"
ACT = next(iter(act("a", "2020-01-01", RULE).values()))
FACTS = facts(b="boolean")["facts.yaml"]
CASES = "cases:\n  - case: c\n    person: {b: yes}\n    expect:\n      2020-01-01: {p: yes}\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [("lawbook.yaml", HEAD), ("acts/a.yaml", ACT), ("facts.yaml", FACTS), ("cases/c.yaml", CASES)],
)
def test_what_an_editor_guesses_to_be_numbers_and_truth_is_right_too(name: str, text: str) -> None:
    """YAML 1.2 as editors read it: `1` is a number, `yes` and days are texts."""
    guessed = yaml.load(text, Loader=_EditorLoader)
    assert list(VALIDATORS[part_of(name)].iter_errors(guessed)) == []


class _EditorLoader(yaml.SafeLoader):
    yaml_implicit_resolvers = {
        sign: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag.rpartition(":")[2] in ("int", "float", "null")
        ]
        for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("lawbook.yaml", "format: 1", "format: 2"),
        ("lawbook.yaml", "title: Small", "titel: Small"),
        ("lawbook.yaml", "title: Small\n", ""),
        ("lawbook.yaml", "covers: {from: 2000-01-01}", "covers: 2000-01-01"),
        ("lawbook.yaml", "horizon: 2036-01-01", "horizon: 2036-1-1"),
        ("lawbook.yaml", "horizon: 2036-01-01", "horizon: 01.01.2036"),
        ("lawbook.yaml", "rank: 2, ", ""),
        ("acts/a.yaml", "act: a", "act: A_b"),
        ("acts/a.yaml", "act: a", "acts: a"),
        ("acts/a.yaml", "in_force: 2020-01-01", "in_force: 2020-13-01"),
        ("acts/a.yaml", "in_force: 2020-01-01", "in_force: [2020-01-01]"),
        ("acts/a.yaml", "in_force: 2020-01-01", "in_force: {from: 2020-01-01}"),
        ("acts/a.yaml", "in_force: 2020-01-01", "in_force: perhaps"),
        ("acts/a.yaml", "sources: {S1: A}", "sources: {S1: D}"),
        ("acts/a.yaml", "sources: {S1: A}", "sources: S1"),
        ("acts/a.yaml", "- add: r", "- change: r"),
        ("acts/a.yaml", "- add: r", "- add: r\n    repeal: s"),
        ("acts/a.yaml", "- add: r", "- declare: mobilisation"),
        ("acts/a.yaml", "position: p", "positon: p"),
        ("acts/a.yaml", "when: b", "when: [b]"),
        ("facts.yaml", "type: boolean, ", ""),
        ("facts.yaml", "type: boolean", "type: boolean, kind: sometimes"),
        ("facts.yaml", "b:", "B-fact:"),
        ("facts.yaml", "question: Q", "question: [Q]"),
        ("positions.yaml", "kind: liberty", "kind: right"),
        ("positions.yaml", "otherwise: no", "otherwise: maybe"),
        ("cases/c.yaml", "2020-01-01:", "today:"),
        ("cases/c.yaml", "{p: yes}", "{p: {vallue: yes}}"),
        ("cases/c.yaml", "case: c", "name: c"),
        ("cases/c.yaml", "person:", "strict: true\n    person:"),
    ],
)
def test_a_mistake_that_is_often_made_is_refused(name: str, right: str, wrong: str) -> None:
    """And the reader refuses it too: the schema forbids nothing that a lawbook may hold."""
    whole = {
        "lawbook.yaml": HEAD,
        "acts/a.yaml": ACT,
        "facts.yaml": FACTS,
        "positions.yaml": POSITION,
        "cases/c.yaml": CASES,
    }[name]
    assert mistakes(name, whole) == []
    assert right in whole
    text = whole.replace(right, wrong, 1)
    assert mistakes(name, text) != []
    assert refused(name, text)


def refused(name: str, text: str) -> bool:
    from callup.law.files import Files
    from callup.law.read import read_files
    from callup.text.diagnostic import Diagnostics

    parts = {"lawbook.yaml": HEAD, name: text}
    try:
        read_files(Files(tuple((one, data.encode()) for one, data in sorted(parts.items())), ""))
    except Diagnostics:
        return True
    return False


SCALARS = [
    "a", "A", "a_b", "a-b", "a__b", "_a", "a-", "a b", "A_b-c", "ä", "Ü-9", "9", "a.b", "a/b",
    "a\tb", "2020-02-29", "2020-2-29", "2020-12-32", "30 days", "1 week", "30days", "x" * 121,
    "yes", "no",
]  # fmt: skip


@pytest.mark.parametrize("text", SCALARS)
@pytest.mark.parametrize(
    "kind",
    [
        schema.NAME, schema.ID, schema.ANY, schema.Day(), schema.Length(), schema.Flag(),
        schema.Plain(), schema.Formula(), schema.SILENCE,
    ],
    ids=str,
)  # fmt: skip
def test_schema_and_reader_take_the_same_texts(kind: schema.Kind, text: str) -> None:
    record = schema.Record("try", {"try": schema.Field(kind)})
    from callup.law.jsonschema import _Named

    named = _Named()
    reference = named.refer(record)
    takes = Validator({**reference, "$defs": named.definitions}).is_valid({"try": text})
    converter = Converter()
    tree, _ = compose(f'try: "{text}"\n'.encode().replace(b"\t", b"\\t"), "try.yaml")
    assert tree is not None
    converter.read(tree, record)
    assert takes == (not converter.diagnostics)


def test_patterns_match_whole_texts() -> None:
    assert all(p.startswith("^") and p.endswith("$") for p in (DAY, LENGTH, *IDS.values()))
