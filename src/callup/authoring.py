"""The Python API for those who write lawbooks: canonical form, a new lawbook, schema for editors.

rewritings(Path("lawbooks/xy"))     the files that have another canonical form
create("xy", Path("lawbooks"))      a small lawbook to start from
json_schema("acts")                 what may stand in the files of acts, as JSON Schema
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from callup.form.convert import Converter
from callup.form.kinds import Record, Tagged
from callup.law import jsonschema, write
from callup.law.files import BESIDE, find
from callup.law.new import create
from callup.law.read import read_files
from callup.law.schema import FILES
from callup.law.write import Rewriting, canonical, rewrite
from callup.record import document_schema
from callup.record import schema as record_schema
from callup.text.diagnostic import Diagnostics
from callup.text.yaml_tree import compose

KINDS: Final[dict[str, Record | Tagged]] = {
    **FILES,
    "record": record_schema.FILE,
    "audits": document_schema.FILE,
}
PARTS = tuple(KINDS)
"""The kinds of file that a lawbook has."""

__all__ = [
    "PARTS",
    "Rewriting",
    "canonical",
    "create",
    "json_schema",
    "rewrite",
    "rewritings",
    "source_of",
]


def json_schema(part: str | None = None) -> dict[str, Any]:
    """The schema of one kind of file, or without `part` of any file.

    Raises KeyError for a kind of file that there is not.
    """
    return jsonschema.json_schema(part, KINDS)


def rewritings(path: Path) -> tuple[Rewriting, ...]:
    """The files of a lawbook's folder, or the one file, that have another canonical form.

    Raises Diagnostics with all that cannot be read; then nothing should be written.
    """
    folder, only = _beside(path)
    if only is not None:
        return tuple(_rewritings(folder, only.partition("/")[0], only))
    law = write.rewritings(path)
    if not path.is_dir():
        return law
    return (*law, *(one for part in BESIDE for one in _rewritings(path, part, None)))


def _beside(path: Path) -> tuple[Path, str | None]:
    """The folder of the lawbook, and the name of a file of the record or of the audits."""
    file = path.absolute()
    within = file.parent.name in BESIDE and (file.parent.parent / "lawbook.yaml").exists()
    if not within or not file.is_file():
        return path, None
    return file.parent.parent, f"{file.parent.name}/{file.name}"


def _rewritings(folder: Path, part: str, only: str | None) -> Iterator[Rewriting]:
    """What is written otherwise in a folder beside the law, once all of it reads."""
    files, problems = find(folder, part)
    contents = [(name, data) for name, data in files.contents if only in (None, name)]
    if not contents and not problems:
        return
    head, _ = find(folder)
    alone = tuple(one for one in head.contents if one[0] == "lawbook.yaml")
    languages = read_files(type(head)(alone, ""), ()).languages
    converter = Converter(languages, list(problems))
    for name, data in contents:
        tree, found = compose(data, name)
        converter.diagnostics.extend(found)
        if tree is not None:
            converter.read(tree, KINDS[part])
    if converter.diagnostics:
        raise Diagnostics(converter.diagnostics)
    for name, data in contents:
        text = canonical(data, name, KINDS)
        if text != data:
            yield Rewriting(folder / name, data, text)


def source_of(path: Path) -> Callable[[str], str | None]:
    """Gives the text of a file by its name within the lawbook, to show where a mistake is."""
    law, (folder, only) = write.source_of(path), _beside(path)
    beside = folder if only or path.is_dir() else None

    def text(name: str) -> str | None:
        part = name.partition("/")[0]
        if beside is not None and part in BESIDE:
            return find(beside, part)[0].text(name)
        return law(name)

    return text
