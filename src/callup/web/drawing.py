"""Charts as parts of a page."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

PARTS: Final = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
"""What a chart says of its parts, some of which are empty; it is one picture with one text."""


def inline(svg: bytes) -> Markup:
    """A chart that stands in a page itself. It carries its text alternative, and neither styles
    nor scripts; what it says is escaped already."""
    whole, end, parts = svg.decode("utf-8").partition(">")
    return Markup(whole + end + PARTS.sub("", parts))
