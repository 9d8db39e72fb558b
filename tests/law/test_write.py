"""The canonical form says what the file says, keeps its comments, and is its own canonical form."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from callup.law import schema
from callup.law.files import Files, find
from callup.law.model import LawbookData
from callup.law.new import TEMPLATE
from callup.law.read import read_files
from callup.law.write import canonical, fields_in_order, order_of, rewrite, rewritings
from callup.lawbook import SHIPPED
from callup.text.diagnostic import Diagnostics
from examples import examples
from small import HEAD
from strategies import Book, books

Texts = dict[str, bytes]


def contents(folder: Path) -> Texts:
    return dict(find(folder)[0].contents)


def model(texts: Texts) -> LawbookData:
    return read_files(Files(tuple(sorted(texts.items())), ""))


def written(texts: Texts) -> Texts:
    return {name: canonical(data, name) for name, data in texts.items()}


def comments(data: bytes) -> Counter[str]:
    """All that stands after a `#`, seen roughly: the same for a file and its canonical form."""
    return Counter(
        line.split(" #", 1)[1].strip() if " #" in line else line.strip(" #")
        for line in data.decode().split("\n")
        if " #" in line or line.lstrip().startswith("#")
    )


def a_lawbook(name: str) -> Texts:
    return contents(TEMPLATE if name == "template" else SHIPPED / name)


@pytest.mark.parametrize("name", ["ru", "template"])
def test_the_canonical_form_is_read_as_the_lawbook_is(name: str) -> None:
    texts = a_lawbook(name)
    again = written(texts)
    assert model(texts) == model(again)
    assert again == written(again)
    for file, data in texts.items():
        assert comments(data) == comments(again[file]), file


@pytest.mark.parametrize("name", ["ru", "template"])
def test_both_scanners_of_the_library_read_the_canonical_form_alike(name: str) -> None:
    for file, data in written(a_lawbook(name)).items():
        pure = yaml.load(data, Loader=yaml.BaseLoader)
        assert pure == yaml.load(data, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)), file


def test_the_template_is_written_in_its_canonical_form() -> None:
    assert rewritings(TEMPLATE) == ()


@examples(40)
@given(books())
def test_the_canonical_form_is_read_as_a_random_lawbook_is(book: Book) -> None:
    parts = {"sources.yaml": "sources: {S1: {title: T}}\n", **book.parts}
    texts = {name: text.encode() for name, text in parts.items()}
    again = written(texts)
    assert model(texts) == model(again)
    assert again == written(again)


def shuffled(tree: Any, draw: st.DrawFn) -> Any:
    """The same with the keys of every mapping in another order."""
    if isinstance(tree, list):
        return [shuffled(item, draw) for item in tree]
    if isinstance(tree, dict):
        keys = draw(st.permutations(list(tree)))
        return {key: shuffled(tree[key], draw) for key in keys}
    return tree


@st.composite
def scrambled(draw: st.DrawFn) -> Texts:
    """The template as somebody else might write it: other order, style, width and quotes."""
    texts = {}
    for name, data in contents(TEMPLATE).items():
        tree = shuffled(yaml.load(data, Loader=yaml.BaseLoader), draw)
        texts[name] = yaml.dump(
            tree,
            sort_keys=False,
            allow_unicode=draw(st.booleans()),
            default_flow_style=draw(st.sampled_from([None, True, False])),
            default_style=draw(st.sampled_from([None, '"', "'"])),
            width=draw(st.sampled_from([20, 80, 4000])),
            indent=draw(st.integers(2, 6)),
        ).encode()
    return texts


@examples(15)
@given(scrambled())
def test_however_a_lawbook_is_written_the_canonical_form_says_the_same(texts: Texts) -> None:
    again = written(texts)
    assert model(texts) == model(again)
    assert again == written(again)


# the order of fields


def records(kind: schema.Kind, seen: set[str]) -> list[schema.Record | schema.Tagged]:
    match kind:
        case schema.Record():
            if kind.name in seen:
                return []
            inner = [field.kind for field in kind.fields.values()]
            return [kind, *(r for one in inner for r in records(one, seen | {kind.name}))]
        case schema.Tagged():
            return [kind, *(r for one in kind.records.values() for r in records(one, seen))]
        case schema.EitherOf():
            return records(kind.first, seen) + records(kind.second, seen)
        case schema.ListOf():
            return records(kind.item, seen)
        case schema.MapOf():
            return records(kind.value, seen)
        case _:
            return []


def all_records() -> list[schema.Record | schema.Tagged]:
    found = [one for kind in schema.FILES.values() for one in records(kind, set())]
    return list({(type(one), one.name): one for one in found}.values())


@pytest.mark.parametrize("kind", all_records(), ids=lambda kind: str(kind.name))
def test_every_record_keeps_the_order_of_its_fields(kind: schema.Record | schema.Tagged) -> None:
    """Also where several records share one place, and with it one order."""
    order = fields_in_order([kind])
    for record in kind.records.values() if isinstance(kind, schema.Tagged) else [kind]:
        assert [name for name in order if name in record.fields] == list(record.fields)


@pytest.mark.parametrize(
    ("part", "path", "first"),
    [
        ("acts", (), ("act", "title", "kind")),
        ("acts", ("changes", "*"), ("add", "position")),
        ("acts", ("changes", "*", "to"), None),
        ("acts", ("signed",), ("from", "through")),
        ("facts", ("facts",), None),
        ("facts", ("facts", "born"), ("type", "kind", "question")),
        ("facts", ("facts", "born", "question"), None),
        ("facts", ("impossible", "*"), ("when", "says")),
        ("readings", ("readings", "*", "changes", "*"), ("add", "position")),
        ("cases", ("cases", "*"), ("case", "from", "person")),
        ("cases", ("cases", "*", "person"), None),
        ("cases", ("cases", "*", "expect", "2025-01-01"), None),
        ("facts", ("nothing", "of", "this"), None),
    ],
)
def test_the_schema_gives_the_order(
    part: str, path: tuple[str, ...], first: tuple[str, ...] | None
) -> None:
    order = order_of(part)(path)
    known = [name for name in order or () if name in (first or ())]
    assert (known if order else None) == (list(first) if first else None)


# files


MESSY = "sources:\n    S1:   {publisher: P, title: 'T'} # where\n"
NEAT = "sources:\n  S1: {title: T, publisher: P}  # where\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lawbook.yaml").write_bytes(canonical(HEAD.encode(), "lawbook.yaml"))
    (tmp_path / "sources.yaml").write_text(MESSY)
    return tmp_path


def test_a_folder_is_rewritten_once(folder: Path) -> None:
    (only,) = rewritings(folder)
    rewrite(only)
    assert (folder / "sources.yaml").read_text() == NEAT
    assert rewritings(folder) == ()


def test_one_file_is_rewritten_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "terms.yaml").write_text("terms: {a: {is: [}}\n")
    (folder / "facts").mkdir()
    (folder / "facts" / "a.yaml").write_text("facts: {a: {question: Q, type: boolean}}\n")
    assert [one.file.name for one in rewritings(folder / "sources.yaml")] == ["sources.yaml"]
    monkeypatch.chdir(folder / "facts")
    (one,) = rewritings(Path("a.yaml"))
    rewrite(one)
    assert Path("a.yaml").read_text() == "facts: {a: {type: boolean, question: Q}}\n"
    assert rewritings(Path("a.yaml")) == ()


@pytest.mark.parametrize(
    ("file", "text", "codes"),
    [
        ("sources.yaml", "sources: {S1: {titel: T}}\n", ["missing-field", "unknown-field"]),
        ("sources.yaml", "sources: [\n", ["yaml-syntax"]),
        ("sources.yaml", "sources: {S1: {title: T}, S1: {title: U}}\n", ["yaml-duplicate-key"]),
        ("facts.yaml", "facts: {a: &x {type: boolean, question: Q}}\n", ["yaml-anchor"]),
        ("notes.yaml", "anything: at all\n", ["unknown-file"]),
        ("lawbook.yaml", "format: 1\n", ["missing-field"]),
    ],
)
def test_a_file_with_mistakes_is_refused(
    folder: Path, file: str, text: str, codes: list[str]
) -> None:
    (folder / file).write_text(text)
    for path in (folder, folder / file):
        with pytest.raises(Diagnostics) as problems:
            rewritings(path)
        assert sorted({one.code for one in problems.value.diagnostics}) == codes


@pytest.mark.parametrize("name", ["nowhere", "acts/nowhere.yaml", "x" * 5_000, "a\0b"])
def test_what_is_not_there_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(Diagnostics) as problems:
        rewritings(folder / name)
    assert [one.code for one in problems.value.diagnostics] == ["missing-file"]


def test_a_link_is_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "facts.yaml"
    elsewhere.write_text("facts: {a: {question: Q, type: boolean}}\n")
    (folder / "facts.yaml").symlink_to(elsewhere)
    with pytest.raises(Diagnostics):
        rewritings(folder / "facts.yaml")


def test_what_somebody_edits_meanwhile_is_not_lost(folder: Path) -> None:
    (only,) = rewritings(folder)
    (folder / "sources.yaml").write_text(MESSY + "# edited\n")
    with pytest.raises(Diagnostics) as problems:
        rewrite(only)
    assert [one.code for one in problems.value.diagnostics] == ["unwritable-file"]
    assert (folder / "sources.yaml").read_text() == MESSY + "# edited\n"


def test_a_file_that_cannot_be_written_is_left_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    (only,) = rewritings(folder)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Diagnostics, match="No space left on device"):
        rewrite(only)
    assert (folder / "sources.yaml").read_text() == MESSY
    assert sorted(one.name for one in folder.iterdir()) == ["lawbook.yaml", "sources.yaml"]
