"""From a folder to its program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from callup.ir.program import Program
from callup.law.read import read
from callup.law.verify import verify
from callup.lowering.assemble import assemble
from callup.text.diagnostic import Diagnostic, Diagnostics


def program_of(
    folder: Path, known: date | None = None, bills: Mapping[str, date] | None = None
) -> Program:
    """The program of the lawbook in a folder. Raises Diagnostics with all that is wrong."""
    return checked_program_of(folder, known, bills)[0]


def checked_program_of(
    folder: Path, known: date | None = None, bills: Mapping[str, date] | None = None
) -> tuple[Program, tuple[Diagnostic, ...]]:
    """The program, and warnings about the lawbook."""
    data, _ = read(folder)
    found = verify(data)
    errors = tuple(one for one in found if one.severity.value == "error")
    try:
        program, more = assemble(data, known, bills)
    except Diagnostics as problems:
        raise Diagnostics((*errors, *problems.diagnostics)) from None
    if errors:
        raise Diagnostics(errors)
    return program, (*found, *more)
