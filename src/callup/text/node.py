"""What a YAML file holds: texts, sequences and mappings, each with its place."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from callup.text.origin import Origin


class Style(Enum):
    """How a scalar is written."""

    PLAIN = "plain"
    QUOTED = "quoted"
    BLOCK = "block"


class Segment(NamedTuple):
    """A run of a scalar's text that stands in the file unchanged and on one line.

    `offset` and `length` are in the text; `line` and `column` say where the run begins in the file.
    """

    offset: int
    length: int
    line: int
    column: int


class Span(NamedTuple):
    """From `start` up to `end`, offsets in the text of the file as `decode` gives it."""

    start: int
    end: int


NOWHERE = Span(0, 0)


# Places and ways of writing do not count in equality: two nodes are equal when they say the same.


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. What type of value it stands for is decided by whoever reads it, never here.

    Without `segments` the text is taken to stand in the file unchanged from the origin on.
    """

    text: str
    origin: Origin = field(compare=False)
    style: Style = field(default=Style.PLAIN, compare=False)
    segments: tuple[Segment, ...] = field(default=(), compare=False, repr=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def at(self, offset: int, length: int = 1) -> Origin:
        """The place in the file of `length` characters of the text from `offset` on.

        A part that runs over several lines is cut at the end of its first one. An offset at the
        end of the text, or at a line end inside it, is the place after the character before it.
        """
        line, column = self._place(offset)
        last_line, last_column = self._place(offset + max(length, 1) - 1)
        if last_line != line:
            last_column = self._line_end(offset)
        return Origin(self.origin.file, line, column, max(1, last_column - column + 1))

    def _place(self, offset: int) -> tuple[int, int]:
        segment = self._segment(offset)
        return segment.line, segment.column + min(max(offset - segment.offset, 0), segment.length)

    def _line_end(self, offset: int) -> int:
        """The column of the last character on the line where `offset` stands."""
        line = self._segment(offset).line
        return max(each.column + each.length - 1 for each in self.segments if each.line == line)

    def _segment(self, offset: int) -> Segment:
        if not self.segments:
            return Segment(0, len(self.text), self.origin.line, self.origin.column)
        return self.segments[max(0, bisect_right(self.segments, offset, key=_offset) - 1)]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Nodes in order; `flow` if they are written in square brackets."""

    items: tuple["Node", ...]
    origin: Origin = field(compare=False)
    flow: bool = field(default=False, compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping with its value."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order they are written, no key twice; `flow` if they are written in braces."""

    entries: tuple[Entry, ...]
    origin: Origin = field(compare=False)
    flow: bool = field(default=False, compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def get(self, name: str) -> "Node | None":
        """The value under the key, or None."""
        return next((entry.value for entry in self.entries if entry.key.text == name), None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


Node = Scalar | Sequence | Mapping


def _offset(segment: Segment) -> int:
    return segment.offset
