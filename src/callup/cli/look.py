"""How things look on a terminal: wrapped to its width, in colour only where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from callup.text.excerpt import visible

WIDEST: Final = 100
STYLES: Final = {
    "title": "bold",
    "heading": "bold",
    "value": "bold",
    "yes": "bold green",
    "no": "bold",
    "unknown": "yellow",
    "conflict": "bold red",
    "faint": "dim",
    "id": "cyan",
    "old": "red",
    "new": "green",
}

Span = str | tuple[str, str]
"""Words, or words with the name of a style."""
Row = tuple[Span, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Marks:
    """Signs for what holds, what does not and what is unknown, and for a middle dot and a dash."""

    yes: str
    no: str
    unknown: str
    dot: str
    dash: str
    arrow: str


SIGNS: Final = Marks("✓", "✗", "?", "·", "–", "→")
PLAIN_SIGNS: Final = Marks("+", "-", "?", "|", "-", "->")


class Screen:
    """Where lines go. Nothing that is shown can drive a terminal."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
        self.width = max(24, min(self.console.width, WIDEST))
        encoding = (self.console.encoding or "ascii").lower()
        self.marks = SIGNS if encoding.startswith("utf") else PLAIN_SIGNS
        self._blank = True

    def line(self, *spans: Span, indent: int = 0, hang: int = 0) -> None:
        """One paragraph; what does not fit goes on below, `hang` columns further in."""
        text = _text(spans)
        room = max(12, self.width - indent - hang)
        first, *rest = _wrapped(self.console, text, room, hang)
        self._put(indent, first)
        for part in rest:
            self._put(indent + hang, part)
        self._blank = False

    def prompt(self, sign: str) -> None:
        """Waits on a line of its own for what is typed there."""
        self.console.print(f"{sign} ", end="")
        self.console.file.flush()
        self._blank = False

    def blank(self) -> None:
        """An empty line, never two in a row."""
        if not self._blank:
            self.console.print()
        self._blank = True

    def heading(self, words: str) -> None:
        self.blank()
        self.line((words, "heading"))

    def rows(self, rows: Iterable[Row], indent: int = 2) -> None:
        """Two columns; where the first leaves too little room, the second goes below it."""
        listed = list(rows)
        self._rows(listed, self._column(listed), indent)

    def aligned(self, tables: Sequence[Sequence[Row]]) -> list[Callable[[], None]]:
        """What writes each of several tables, their columns in line with each other."""
        column = self._column([row for table in tables for row in table])
        return [partial(self._rows, table, column, 2) for table in tables]

    def _column(self, rows: Sequence[Row]) -> int:
        widest = max((cell_len(_text([first]).plain) for first, _ in rows), default=0)
        return min(widest, max(12, self.width // 3))

    def _rows(self, rows: Sequence[Row], column: int, indent: int) -> None:
        for first, second in rows:
            width = cell_len(_text([first]).plain)
            if width > column:
                self.line(first, indent=indent, hang=2)
                if second:
                    self.line(*second, indent=indent + 4)
            elif second:
                pad = " " * (column - width + 2)
                self.line(first, pad, *second, indent=indent, hang=column + 2)
            else:
                self.line(first, indent=indent)

    def columns(
        self, left: Sequence[Span], right: Sequence[Span], width: int, indent: int = 0
    ) -> None:
        """Two texts side by side, each in its own column of `width`."""
        sides = [list(_text(one).wrap(self.console, width)) for one in (left, right)]
        for row in range(max(map(len, sides))):
            first, second = (side[row] if row < len(side) else Text() for side in sides)
            first.rstrip()
            gap = " " * (width - cell_len(first.plain) + 2)
            self._put(indent, first + Text(gap) + second)
        self._blank = False

    def _put(self, indent: int, text: Text) -> None:
        text.rstrip()
        self.console.print(Text(" " * indent) + text, no_wrap=True, overflow="ignore", crop=False)


def _text(spans: Iterable[Span]) -> Text:
    text = Text()
    for span in spans:
        words, style = (span, "") if isinstance(span, str) else span
        text.append(visible(words), STYLES.get(style, ""))
    return text


def _wrapped(console: Console, text: Text, room: int, hang: int) -> list[Text]:
    """The lines of a paragraph; the first has the room of the others and that of their indent."""
    whole = text.wrap(console, room + hang)
    if len(whole) <= 1:
        return list(whole) or [text]
    first = whole[0]
    rest = text[len(first.plain) :]
    return [first, *_stripped(rest).wrap(console, room)]


def _stripped(text: Text) -> Text:
    """The text without the spaces that it begins with."""
    return text[len(text.plain) - len(text.plain.lstrip(" ")) :]
