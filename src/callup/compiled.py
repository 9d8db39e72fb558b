"""From a folder to its program, which is kept between runs in the user's cache folder."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from callup import cache
from callup.ir import store
from callup.ir.program import Program
from callup.law.files import Files, find
from callup.text.diagnostic import Diagnostic, Diagnostics

if TYPE_CHECKING:
    from callup.law.model import LawbookData

# What reads and compiles lawbooks is imported where it is used: a program that is kept needs
# neither the YAML library nor the modules that know how law is written.

OWN = Path(__file__).parent
COMPILES = ("law", "lowering", "ir", "values", "text")
"""The folders of Callup's own source that decide what a program looks like."""


@dataclass(slots=True)
class Readings:
    """What the files of a lawbook say, read once for the programs of all days known."""

    digest: str = ""
    read: tuple[LawbookData, tuple[Diagnostic, ...]] | None = None

    def of(
        self, files: Files, problems: tuple[Diagnostic, ...]
    ) -> tuple[LawbookData, tuple[Diagnostic, ...]]:
        """The lawbook and what is wrong with it; files that have changed are read anew."""
        from callup.law.read import read_files
        from callup.law.verify import verify

        if self.read is None or self.digest != files.digest or problems:
            data = read_files(files, problems)
            self.digest, self.read = files.digest, (data, tuple(verify(data)))
        return self.read


def program_of(
    folder: Path,
    known: date | None = None,
    bills: Mapping[str, date] | None = None,
    readings: Readings | None = None,
) -> Program:
    """The program of the lawbook in a folder. Raises Diagnostics with all that is wrong.

    What is asked for programs of several days known gives the same `readings` with each.
    A program without bills is kept for the next run. What is wrong with a lawbook is not: it is
    found anew each time.
    """
    files, problems = find(folder)
    readings = readings or Readings()
    if bills or problems:
        return _compile(files, problems, known, bills, readings)[0]
    place = _place(files, known)
    kept = _kept(place, files, known) if place else None
    if kept is not None:
        return kept
    program = _compile(files, problems, known, bills, readings)[0]
    if place:
        _keep(place, program)
    return program


def checked_program_of(
    folder: Path, known: date | None = None, bills: Mapping[str, date] | None = None
) -> tuple[Program, tuple[Diagnostic, ...]]:
    """The program, compiled anew, and warnings about the lawbook."""
    return _compile(*find(folder), known, bills, Readings())


def _compile(
    files: Files,
    problems: tuple[Diagnostic, ...],
    known: date | None,
    bills: Mapping[str, date] | None,
    readings: Readings,
) -> tuple[Program, tuple[Diagnostic, ...]]:
    from callup.lowering.assemble import assemble

    data, found = readings.of(files, problems)
    errors = tuple(one for one in found if one.severity.value == "error")
    try:
        program, more = assemble(data, known, bills)
    except Diagnostics as mistakes:
        raise Diagnostics((*errors, *mistakes.diagnostics)) from None
    if errors:
        raise Diagnostics(errors)
    return program, (*found, *more)


def _kept(place: Path, files: Files, known: date | None) -> Program | None:
    """The program as an earlier run left it; None where there is none, or what is there is none."""
    try:
        program = store.read(place.read_bytes())
    except (OSError, ValueError):
        return None
    return program if (program.digest, program.known) == (files.digest, known) else None


def _keep(place: Path, program: Program) -> None:
    """Leaves the program to later runs.

    Modules are loaded when they are needed, so what compiled this program is known for certain
    only where the source is still as it was when this run started.
    """
    if _engine() == ENGINE:
        cache.keep(place, store.write(program))


def _place(files: Files, known: date | None) -> Path | None:
    """Where the program of these files is kept by this Callup; None where nothing is kept."""
    if ENGINE is None:
        return None
    as_known = f"-{known}" if known else ""
    name = f"{files.digest.removeprefix('sha256:')[:32]}-{ENGINE[:32]}{as_known}.json"
    return cache.place(name)


def _engine() -> str | None:
    """A digest of what compiles programs: this source and this Python; None without source."""
    total = hashlib.sha256(sys.version.encode())
    source = sorted(file for part in COMPILES for file in (OWN / part).rglob("*.py"))
    try:
        for file in source:
            data = file.read_bytes()
            total.update(f"{file.relative_to(OWN).as_posix()}\0{len(data)}\0".encode() + data)
        total.update(Path(__file__).read_bytes())
    except OSError:
        return None
    return total.hexdigest() if source else None


ENGINE = _engine()
"""Taken as the program starts: source that is edited later is not what runs."""
