"""`callup schema`: what may stand in the files of a lawbook, as JSON Schema for editors."""

from __future__ import annotations

import json
import sys

from callup.authoring import PARTS, json_schema
from callup.text.diagnostic import Diagnostic, suggest
from callup.text.excerpt import show_all


def schema(part: str | None = None) -> int:
    """Prints the schema of one kind of file, or of any; the exit status: 0, or 2 where there is no
    such kind."""
    if part is not None and part not in PARTS:
        near = suggest(part, PARTS)
        help = f"did you mean `{near}`?" if near else f"there are {', '.join(PARTS)}"
        shown = part[:40] if part.isprintable() else "…"
        problem = Diagnostic("unknown-word", f"a lawbook has no part `{shown}`", None, help=help)
        print(show_all((problem,), lambda file: None), file=sys.stderr)
        return 2
    print(json.dumps(json_schema(part), ensure_ascii=False, indent=2))
    return 0
