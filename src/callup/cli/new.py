"""`callup new`: a small lawbook to start from."""

from __future__ import annotations

import sys
from pathlib import Path

from callup.authoring import create
from callup.text.diagnostic import Diagnostics
from callup.text.excerpt import show_all, visible


def new(name: str, folder: str = ".") -> int:
    """Writes the lawbook and prints where; the exit status: 0, or 2 where it cannot be."""
    try:
        place = create(name, Path(folder))
    except Diagnostics as problems:
        print(show_all(problems.diagnostics, lambda file: None), file=sys.stderr)
        return 2
    print(visible(str(place)))
    print(
        f"a small lawbook of an invented country, full of examples; `callup check {place}` reads "
        f"it, `callup test {place}` runs its cases",
        file=sys.stderr,
    )
    return 0
