"""A new lawbook passes everything at once and shows every part of the format."""

from __future__ import annotations

from pathlib import Path

import pytest

import callup
from callup.law import schema
from callup.law.files import PARTS
from callup.law.new import TEMPLATE, create
from callup.law.write import rewritings
from callup.lawbook import examine
from callup.text.diagnostic import Diagnostics
from callup.text.yaml_tree import Mapping, Node, Sequence, compose


def test_it_passes_check_and_its_cases(tmp_path: Path) -> None:
    place = create("utopia", tmp_path)
    report = examine(place)
    assert [one.message for one in report.diagnostics] == []
    lawbook = callup.open(place)
    run = lawbook.test()
    assert [result.case for result in run.results if result.differences] == []
    assert len(run.results) > 50
    assert lawbook.program.id == "utopia"
    assert rewritings(place) == ()


@pytest.mark.parametrize("name", ["utopia", "u", "land-2", "a_b-c", "Свобода", "7"])
def test_a_name_is_an_id(tmp_path: Path, name: str) -> None:
    assert callup.open(create(name, tmp_path)).program.id == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "../a", "a\\b", "a b", "-a", "a-", "a--b", "a\n", "a: b", "a" * 121],
)
def test_what_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Diagnostics) as problems:
        create(name, tmp_path)
    assert [one.code for one in problems.value.diagnostics] == ["bad-id"]
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("folder", "file", "link"):
        with pytest.raises(Diagnostics) as problems:
            create(name, tmp_path)
        assert [one.code for one in problems.value.diagnostics] == ["unwritable-file"]
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder", "link"]


@pytest.mark.parametrize("folder", ["nowhere", "file", "x" * 5_000, "a\0b"])
def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(Diagnostics):
        create("utopia", tmp_path / folder)


def test_a_run_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(Diagnostics, match="No space left on device"):
        create("utopia", tmp_path)
    assert not list(tmp_path.iterdir())


# what it shows


def fields(node: Node, kind: schema.Kind) -> set[tuple[str, str]]:
    """(record, field) for every field that is written."""
    match kind:
        case schema.Record() if isinstance(node, Mapping):
            return {(kind.name, entry.key.text) for entry in node}.union(
                *(fields(e.value, kind.fields[e.key.text].kind) for e in node), set()
            )
        case schema.Tagged() if isinstance(node, Mapping):
            tag = next(entry.key.text for entry in node if entry.key.text in kind.records)
            return fields(node, kind.records[tag])
        case schema.ListOf() if isinstance(node, Sequence):
            return set().union(*(fields(item, kind.item) for item in node))
        case schema.MapOf() if isinstance(node, Mapping):
            return set().union(*(fields(entry.value, kind.value) for entry in node))
        case schema.EitherOf():
            return fields(node, kind.first) | fields(node, kind.second)
        case _:
            return set()


def test_it_shows_every_part_of_the_format() -> None:
    written: set[tuple[str, str]] = set()
    parts: set[str] = set()
    for file in sorted(TEMPLATE.rglob("*.yaml")):
        name = file.relative_to(TEMPLATE).as_posix()
        part = name.partition("/")[0].removesuffix(".yaml")
        tree, problems = compose(file.read_bytes(), name)
        assert tree is not None and not problems
        parts.add(part)
        written |= fields(tree, schema.FILES[part])
    assert parts == set(PARTS)
    changes = {tag for tag in schema.CHANGE.records if (tag, tag) in written}
    assert changes == set(schema.CHANGE.records)
    for record in (schema.LAWBOOK, schema.READING, schema.DOUBT, schema.DISPUTE, schema.CASE):
        missing = {name for name in record.fields if (record.name, name) not in written}
        assert missing <= {"note", "published", "evidence_until", "without"}, record.name
    for record in schema.DEFINITIONS.values():
        assert {name for name in record.fields if (record.name, name) not in written} == set()
