"""Charts as parts of a page."""

from __future__ import annotations

from markupsafe import Markup


def inline(svg: bytes) -> Markup:
    """A chart that stands in a page itself. It carries its text alternative, and neither styles
    nor scripts; what it says is escaped already."""
    return Markup(svg.decode("utf-8"))
