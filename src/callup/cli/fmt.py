"""`callup fmt`: the files of a lawbook in their canonical form."""

from __future__ import annotations

import sys
from pathlib import Path

from callup.authoring import rewrite, rewritings, source_of
from callup.text.diagnostic import Diagnostics
from callup.text.excerpt import show_all, visible


def fmt(path: str, *, check: bool = False) -> int:
    """Rewrites a lawbook, or one file of it, and prints the files that changed; with `check`
    those that would. The exit status: 0, 1 where `check` found some, 2 for mistakes; where a file
    cannot be read none is written."""
    place = Path(path)
    try:
        found = rewritings(place)
        for one in found:
            if not check:
                rewrite(one)
            print(visible(str(one.file)))
    except Diagnostics as problems:
        print(show_all(problems.diagnostics, source_of(place)), file=sys.stderr)
        return 2
    verb = "would change" if check else "changed"
    count = "no file" if not found else f"{len(found)} file{'' if len(found) == 1 else 's'}"
    print(f"{count} {verb}", file=sys.stderr)
    return 1 if check and found else 0
