"""Finds the files of a lawbook, inside its folder only, and within stated sizes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from callup.text.diagnostic import Diagnostic, suggest
from callup.text.origin import Origin

MOST_FILES = 5_000
MOST_BYTES = 64 * 2**20
PARTS = (
    "lawbook", "choices", "facts", "terms", "positions", "states", "parameters", "sources",
    "theorems", "acts", "readings", "cases",
)  # fmt: skip
"""The kinds of file; `law.schema` tells what each holds. This module stands without it, so that a
lawbook that was compiled before is found without the time that the schema takes to load."""
SEVERAL = ("acts", "readings", "cases")
BESIDE = ("record", "audits")  # folders of a lawbook that are not law; read elsewhere


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one lawbook: (name within the folder, bytes), sorted by name."""

    contents: tuple[tuple[str, bytes], ...]
    digest: str

    def text(self, name: str) -> str | None:
        """What a file holds, as well as it can be read; for excerpts."""
        for found, data in self.contents:
            if found == name:
                return data.decode("utf-8", errors="replace")
        return None


def find(folder: Path, part: str | None = None) -> tuple[Files, tuple[Diagnostic, ...]]:
    """The files under `folder` that make a lawbook, and what is wrong with the folder.

    With `part`, one of `BESIDE`, the files of that folder of the lawbook instead.
    Symbolic links are not followed, so nothing outside the folder is read.
    """
    diagnostics: list[Diagnostic] = []
    contents: list[tuple[str, bytes]] = []
    size = 0
    try:
        names = _names(folder, diagnostics) if part is None else _beside(folder, part, diagnostics)
    except OSError as error:
        message = f"this folder cannot be read: {error.strerror or error}"
        diagnostics.append(Diagnostic("unreadable-file", message, Origin(folder.name, 1, 1)))
        names = []
    for name in names:
        if len(contents) >= MOST_FILES or size > MOST_BYTES:
            message = f"a lawbook has at most {MOST_FILES} files of {MOST_BYTES >> 20} MiB in all"
            diagnostics.append(Diagnostic("too-large", message, Origin(name, 1, 1)))
            break
        try:
            data = _read_inside(folder, name)
        except OSError as error:
            message = f"this file cannot be read: {error.strerror or error}"
            diagnostics.append(Diagnostic("unreadable-file", message, Origin(name, 1, 1)))
            continue
        size += len(data)
        contents.append((name, data))
    contents.sort()
    return Files(tuple(contents), digest(contents)), tuple(diagnostics)


def _read_inside(folder: Path, name: str) -> bytes:
    """The bytes of a plain file; OSError for links, devices, pipes and the like."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(folder / name, flags)
    with os.fdopen(handle, "rb") as file:
        if not os.path.stat.S_ISREG(os.fstat(handle).st_mode):  # type: ignore[attr-defined]
            raise OSError(0, "it is not a plain file")
        return file.read(MOST_BYTES + 1)


def digest(contents: list[tuple[str, bytes]]) -> str:
    """`sha256:…` over the names and bytes of all files, in order."""
    total = hashlib.sha256()
    for name, data in contents:
        total.update(f"{name}\0{len(data)}\0".encode(errors="surrogateescape"))
        total.update(data)
    return "sha256:" + total.hexdigest()


def _names(folder: Path, diagnostics: list[Diagnostic]) -> list[str]:
    """The YAML files, in order; anything else that looks like a misspelt part is reported."""
    names: list[str] = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        stem = entry.name.removesuffix(".yaml")
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            diagnostics.append(_refused(entry.name, "a lawbook holds no links"))
        elif entry.is_dir():
            if entry.name in PARTS and entry.name != "lawbook":
                names += _inside(Path(entry.path), entry.name, diagnostics)
            elif entry.name not in BESIDE and any(Path(entry.path).glob("*.y*ml")):
                diagnostics.append(_unknown(entry.name + "/", entry.name))
        elif entry.name.endswith(".yaml"):
            if stem in PARTS and stem not in SEVERAL:
                names.append(entry.name)
            else:
                diagnostics.append(_unknown(entry.name, stem))
        elif entry.name.endswith(".yml"):
            diagnostics.append(_refused(entry.name, "the files of a lawbook end in .yaml"))
    return names


def _beside(folder: Path, part: str, diagnostics: list[Diagnostic]) -> list[str]:
    """The files of a folder beside the law; none where there is no such folder."""
    inside = folder / part
    if inside.is_symlink():
        diagnostics.append(_refused(part, "a lawbook holds no links"))
    elif inside.is_dir():
        return _inside(inside, part, diagnostics)
    return []


def _inside(folder: Path, part: str, diagnostics: list[Diagnostic]) -> list[str]:
    names = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        name = f"{part}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            diagnostics.append(_refused(name, "a lawbook holds no links"))
        elif entry.name.endswith(".yaml") and entry.is_file():
            names.append(name)
        elif entry.name.endswith((".yml", ".yaml")) or entry.is_dir():
            message = f"only files that end in .yaml are read from {part}/"
            diagnostics.append(_refused(name, message))
    return names


def _unknown(name: str, stem: str) -> Diagnostic:
    near = suggest(stem, PARTS)
    help = f"did you mean `{near}`?" if near else f"a lawbook holds {', '.join(PARTS)}"
    return Diagnostic(
        "unknown-file", f"`{name}` is no part of a lawbook", Origin(name, 1, 1), help=help
    )


def _refused(name: str, message: str) -> Diagnostic:
    return Diagnostic("unknown-file", message, Origin(name, 1, 1))
