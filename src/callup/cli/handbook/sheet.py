"""Writes Markdown: text that means itself, links to places of the page, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from callup.text.excerpt import visible

_SPECIAL = re.compile(r"[\\`*\[\]<>|~$]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)")
_AT_START = re.compile(r"^(?:[-+#=>]|\d+[.)](?=\s|$))")


def plain(text: str) -> str:
    """Text of which no sign means anything to Markdown, on one line."""
    line = visible(" ".join(text.split()))
    line = _SPECIAL.sub(lambda sign: "\\" + sign[0], line)
    return _AT_START.sub(lambda sign: sign[0][:-1] + "\\" + sign[0][-1], line)


def code(text: str) -> str:
    """Text as it is written in files and on the command line."""
    line = visible(" ".join(text.split()))
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def to_place(words: str, place: str) -> str:
    """A link to a place of the same page. The words are Markdown already."""
    return f"[{words}](#{place})"


def to_web(words: str, url: str) -> str:
    """A link out of the page; the words alone where there is no address to go to."""
    if not url.startswith(("https://", "http://")):
        return words
    address = re.sub(r"[\s()<>\\]", lambda sign: f"%{ord(sign[0]):02X}", url)
    return f"[{words}]({address})"


class Sheet:
    """The lines of a page, from its top to its end."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._lines).strip("\n") + "\n"

    def heading(self, level: int, words: str, place: str = "") -> None:
        """A heading. What links to it names `place`, which does not change with its words."""
        self.blank()
        if place:
            self._lines += [f'<a id="{place}"></a>', ""]
        self._lines.append(f"{'#' * level} {words}")
        self.blank()

    def paragraph(self, words: str) -> None:
        self.blank()
        self._lines.append(words)
        self.blank()

    def item(self, words: str, depth: int = 0) -> None:
        """One item of a list; `depth` 1 belongs to the last item of depth 0."""
        self._lines.append(f"{'  ' * depth}- {words}")

    def items(self, items: Iterable[str], depth: int = 0) -> None:
        for words in items:
            self.item(words, depth)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        self.blank()
        self._lines += [_row(head), "|" + "---|" * len(head)]
        self._lines += [_row(row) for row in rows]
        self.blank()

    def blank(self) -> None:
        """An empty line, never two in a row."""
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
