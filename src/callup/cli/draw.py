"""Draws counts over time into a file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from callup.cli.people import beside
from callup.cli.words import Language
from callup.lawbook import Counts, Lawbook
from callup.pictures.manner import Format
from callup.wire.counts_drawn import counts_drawn


def draw_counts(book: Lawbook, found: Counts, table: str, target: Path, say: Language) -> None:
    """Writes the picture. Raises Diagnostics for more than it can hold."""
    made = counts_drawn(book, found, table, cast(Format, target.suffix.lower()[1:]), say)
    with beside(target) as place:
        place.write_bytes(made)
