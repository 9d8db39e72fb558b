"""Writes the files of a lawbook in their canonical form: the schema gives the order of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from callup.law import schema
from callup.law.files import Files, find
from callup.law.read import read_files
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.layout import Order, layout
from callup.text.origin import Origin
from callup.text.save import save

LONGEST_SHOWN = 120  # characters of a path in a message


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A file that is not written in its canonical form, what it holds now, and that form."""

    file: Path
    written: bytes
    canonical: bytes


def rewritings(path: Path) -> tuple[Rewriting, ...]:
    """The files of a lawbook's folder, or the one file, that have another canonical form.

    Raises Diagnostics with all that cannot be read; then nothing should be written.
    """
    if not _is_there(path):
        shown = str(path) if len(str(path)) <= LONGEST_SHOWN else f"…{str(path)[-LONGEST_SHOWN:]}"
        problem = Diagnostic("missing-file", f"there is no file or folder `{shown}`", None)
        raise Diagnostics((problem,))
    folder, only = (path, None) if path.is_dir() else _lawbook_of(path)
    files, problems = find(folder)
    if only is not None:
        files, problems = _alone(only, files, problems)
    read_files(files, problems)
    texts = {
        name: (data, canonical(data, name))
        for name, data in files.contents
        if only is None or name == only
    }
    return tuple(
        Rewriting(folder / name, data, text) for name, (data, text) in texts.items() if text != data
    )


def rewrite(rewriting: Rewriting) -> None:
    """Puts the canonical form in the place of the file, whole or not at all.

    Raises Diagnostics where that is not possible, or where somebody has edited the file meanwhile.
    """
    try:
        if rewriting.file.read_bytes() != rewriting.written:
            raise OSError(0, "it was edited meanwhile")
        save(rewriting.file, rewriting.canonical)
    except OSError as error:
        message = f"this file cannot be written: {error.strerror or error}"
        place = Origin(str(rewriting.file), 1, 1)
        raise Diagnostics((Diagnostic("unwritable-file", message, place),)) from None


def source_of(path: Path) -> Callable[[str], str | None]:
    """Gives the text of a file by its name within the lawbook, to show where a mistake is."""

    def text(name: str) -> str | None:
        folder = path if path.is_dir() else _lawbook_of(path)[0]
        return find(folder)[0].text(name)

    return text


def canonical(
    data: bytes, name: str, kinds: Mapping[str, schema.Record | schema.Tagged] = schema.FILES
) -> bytes:
    """The canonical form of a file; `name` is its name within the lawbook, whose kinds of files
    are `kinds`.

    It is read as the file is, keeps every comment, and is its own canonical form. Raises
    Diagnostics for a file that is no proper YAML.
    """
    part = PurePosixPath(name).parts[0].removesuffix(".yaml")
    return layout(data, name, order_of(part, kinds)).encode()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _lawbook_of(file: Path) -> tuple[Path, str]:
    """The folder of the lawbook that a file belongs to, and its name within."""
    folder = file.absolute().parent
    if not (folder / "lawbook.yaml").exists() and folder.name in schema.FILES:
        return folder.parent, f"{folder.name}/{file.name}"
    return folder, file.name


def _alone(
    name: str, files: Files, problems: tuple[Diagnostic, ...]
) -> tuple[Files, tuple[Diagnostic, ...]]:
    """The file with lawbook.yaml, which tells the languages, and what is wrong with these two."""
    kept = tuple(one for one in files.contents if one[0] in (name, "lawbook.yaml"))
    wrong = tuple(one for one in problems if one.origin is None or one.origin.file == name)
    if not wrong and name not in dict(kept):
        message = f"`{name}` is no file of a lawbook, or is not there"
        wrong = (Diagnostic("missing-file", message, Origin(name, 1, 1)),)
    if wrong:
        raise Diagnostics(wrong)
    return Files(kept, ""), wrong


# the order of fields


def order_of(part: str, files: Mapping[str, schema.Record | schema.Tagged] = schema.FILES) -> Order:
    """The order of keys at every path of a kind of file; None where keys are ids."""

    def order(path: Sequence[str]) -> Sequence[str] | None:
        kinds: list[schema.Kind] = [files[part]]
        for step in path:
            # Several records may share a field, and then its very kind.
            found = {id(inner): inner for kind in kinds for inner in _inside(kind, step)}
            kinds = list(found.values())
        return fields_in_order(kinds) or None

    return order


def fields_in_order(kinds: Iterable[schema.Kind]) -> list[str]:
    """The fields of all records among the kinds; what two records share has one place for both."""
    merged: list[str] = []
    for fields in (fields for kind in kinds for fields in _fields(kind)):
        place = 0
        for name in fields:
            if name in merged:
                place = merged.index(name) + 1
            else:
                merged.insert(place, name)
                place += 1
    return merged


def _fields(kind: schema.Kind) -> Iterator[Sequence[str]]:
    match kind:
        case schema.Record():
            yield tuple(kind.fields)
        case schema.Tagged():
            for record in kind.records.values():
                yield tuple(record.fields)
        case schema.EitherOf():
            yield from _fields(kind.first)
            yield from _fields(kind.second)
        case schema.ActDays():
            yield ("from", "through")
        case _:
            pass


def _inside(kind: schema.Kind, step: str) -> Iterator[schema.Kind]:
    """What may stand under a key, or in a list, where this kind stands."""
    match kind:
        case schema.Record():
            if step in kind.fields:
                yield kind.fields[step].kind
        case schema.Tagged():
            for record in kind.records.values():
                yield from _inside(record, step)
        case schema.EitherOf():
            yield from _inside(kind.first, step)
            yield from _inside(kind.second, step)
        case schema.ListOf():
            if step == "*":
                yield kind.item
        case schema.MapOf():
            yield kind.value
        case _:
            pass
