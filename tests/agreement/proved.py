"""Puts a question to the solver that one person was asked, and says where they do not agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from callup.ir.facts import read_person
from callup.ir.program import Program
from callup.readers.proof.answer import Asked
from callup.switches import choose

Found = Mapping[str, tuple[tuple[str, Any], bool]]
"""For each position the answer that `explain` gives, and whether it is approximate."""


def prove_same(program: Program, person: Mapping[str, object], on: date, found: Found) -> None:
    """Asserts that the solver, over all completions at once, comes to the same answers."""
    settings = choose(program, (), ()).settings(program)
    asked = Asked(program, read_person(program, person).facts, on, settings)
    for name, (exact, rough) in found.items():
        proved = asked.answer(name)
        same = proved == exact and isinstance(proved[1], bool) == isinstance(exact[1], bool)
        assert same or rough, (name, person, on, exact, proved)
