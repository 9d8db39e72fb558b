"""What to say to somebody who asks for an id that there is not."""

from __future__ import annotations

from collections.abc import Iterable

from callup.text.diagnostic import Diagnostic, Diagnostics, suggest


def no_such(what: str, id: str, among: Iterable[str]) -> Diagnostics:
    """The diagnostic for an id that is not among those that there are."""
    names = list(among)
    near = suggest(id, names) or next((name for name in names if len(id) > 3 and id in name), None)
    help = f"did you mean `{near}`?" if near else "`callup show LAWBOOK` tells what there is"
    shown = id if id.isprintable() and len(id) <= 60 else id[:59] + "…"
    message = f"there is no {what} `{shown}`"
    return Diagnostics([Diagnostic("bad-question", message, None, help=help)])
