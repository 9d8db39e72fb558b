"""Charts as parts of a page."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

PARTS: Final = re.compile(r' (?:role="graphics-(?:symbol|object)"|aria-roledescription="[^"]*")')
"""What a chart says of its parts, some of which are empty; it is one picture with one text."""


def inline(svg: bytes) -> Markup:
    """A chart that stands in a page itself. It carries its text alternative, and neither styles
    nor scripts; what it says is escaped already."""
    return Markup(PARTS.sub("", svg.decode("utf-8")))
