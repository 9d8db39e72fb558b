"""From a folder to its program, which is kept between runs in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from callup.ir import store
from callup.ir.program import Program
from callup.law.files import Files, find
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.save import BESIDE, save

# What reads and compiles lawbooks is imported where it is used: a program that is kept needs
# neither the YAML library nor the modules that know how law is written.

MOST_KEPT = 20
ABANDONED = 3600  # seconds after which a file that is still being written belongs to a dead run
OWN = Path(__file__).parent
COMPILES = ("law", "lowering", "ir", "values", "text")
"""The folders of Callup's own source that decide what a program looks like."""


def program_of(
    folder: Path, known: date | None = None, bills: Mapping[str, date] | None = None
) -> Program:
    """The program of the lawbook in a folder. Raises Diagnostics with all that is wrong.

    The plain program, without `known` and bills, is kept for the next run. What is wrong with a
    lawbook is not: it is found anew each time.
    """
    files, problems = find(folder)
    if known or bills or problems:
        return _compile(files, problems, known, bills)[0]
    place = _place(files)
    kept = _kept(place, files) if place else None
    if kept is not None:
        return kept
    program = _compile(files, problems, known, bills)[0]
    if place:
        _keep(place, program)
    return program


def checked_program_of(
    folder: Path, known: date | None = None, bills: Mapping[str, date] | None = None
) -> tuple[Program, tuple[Diagnostic, ...]]:
    """The program, compiled anew, and warnings about the lawbook."""
    return _compile(*find(folder), known, bills)


def _compile(
    files: Files,
    problems: tuple[Diagnostic, ...],
    known: date | None,
    bills: Mapping[str, date] | None,
) -> tuple[Program, tuple[Diagnostic, ...]]:
    from callup.law.read import read_files
    from callup.law.verify import verify
    from callup.lowering.assemble import assemble

    data = read_files(files, problems)
    found = verify(data)
    errors = tuple(one for one in found if one.severity.value == "error")
    try:
        program, more = assemble(data, known, bills)
    except Diagnostics as mistakes:
        raise Diagnostics((*errors, *mistakes.diagnostics)) from None
    if errors:
        raise Diagnostics(errors)
    return program, (*found, *more)


def _kept(place: Path, files: Files) -> Program | None:
    """The program as an earlier run left it; None where there is none, or what is there is none."""
    try:
        program = store.read(place.read_bytes())
    except (OSError, ValueError):
        return None
    return program if program.digest == files.digest else None


def _keep(place: Path, program: Program) -> None:
    """Leaves the program to later runs; where that is not possible they compile it anew.

    Modules are loaded when they are needed, so what compiled this program is known for certain
    only where the source is still as it was when this run started.
    """
    if _engine() != ENGINE:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        save(place, store.write(program))
        _forget_oldest(place)


def _forget_oldest(newest: Path) -> None:
    """Removes all but the last programs, and what killed runs left half written."""
    now = newest.stat().st_mtime
    written = {entry: entry.stat().st_mtime for entry in newest.parent.iterdir()}
    half = [entry for entry in written if entry.name.startswith(BESIDE)]
    whole = sorted(set(written) - set(half), key=lambda entry: (written[entry], entry.name))
    abandoned = [entry for entry in half if now - written[entry] > ABANDONED]
    for entry in (*abandoned, *whole[:-MOST_KEPT]):
        entry.unlink(missing_ok=True)


def _place(files: Files) -> Path | None:
    """Where the program of these files is kept by this Callup; None where nothing is kept."""
    folder = _folder() if os.environ.get("CALLUP_CACHE", "") != "off" else None
    if folder is None or ENGINE is None:
        return None
    return folder / f"{files.digest.removeprefix('sha256:')[:32]}-{ENGINE[:32]}.json"


def _folder() -> Path | None:
    """The user's cache folder for Callup, as the system has it; None where there is no user."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if Path(chosen).is_absolute():
        return Path(chosen) / "callup"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "callup" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "callup"
    return home / ".cache" / "callup"


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
