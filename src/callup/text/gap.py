"""What stands between the values of a YAML file: comments, and the dashes of lists."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from callup.text.node import Mapping, Node, Scalar, Sequence, Span, Style

_HEADER = re.compile(r"[|>][0-9+-]*")
# A `#` outside of every value begins a comment. The dash of a list stands alone, unlike `---`.
_SIGN = re.compile(r"#[^\n]*|(?<!\S)-(?=[ \t\n]|\Z)")


class Comment(NamedTuple):
    """A comment from its `#` to the end of its line; `alone` if nothing stands before it there."""

    start: int
    line: int
    column: int
    text: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """The comments of a file and the offsets of the dashes of its lists, in order."""

    comments: tuple[Comment, ...]
    dashes: tuple[int, ...]


def gaps(text: str, root: Node) -> Gaps:
    """What stands between the values of the tree that was read from the text."""
    comments: list[Comment] = []
    dashes: list[int] = []
    lines = Lines(text)
    for start, end in _between(_occupied(text, root), len(text)):
        for match in _SIGN.finditer(text, start, end):
            if match[0] == "-":
                dashes.append(match.start())
            else:
                comments.append(_comment(lines, match))
    return Gaps(tuple(comments), tuple(dashes))


class Lines:
    """The lines of a text, and the line and column of an offset in it, both from 1."""

    def __init__(self, text: str) -> None:
        self.rows = text.split("\n")
        self._starts = [0]
        for row in self.rows:
            self._starts.append(self._starts[-1] + len(row) + 1)
        self._line = 0

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset that is not before the one asked for last."""
        while self._starts[self._line + 1] <= offset:
            self._line += 1
        return self._line + 1, offset - self._starts[self._line] + 1

    def before(self, line: int, column: int) -> str:
        """What stands on the line before the column."""
        return self.rows[line - 1][: column - 1]

    def blank(self, line: int) -> bool:
        """Whether there is such a line with nothing on it."""
        return line >= 1 and not self.rows[line - 1].strip(" \t")


def leaves(node: Node) -> Iterator[Scalar]:
    """All scalars of the tree, keys included, in the order of the file."""
    match node:
        case Scalar():
            yield node
        case Sequence(items):
            for item in items:
                yield from leaves(item)
        case Mapping(entries):
            for entry in entries:
                yield entry.key
                yield from leaves(entry.value)


def _comment(lines: Lines, match: re.Match[str]) -> Comment:
    line, column = lines.place(match.start())
    alone = not lines.before(line, column).strip(" \t")
    return Comment(match.start(), line, column, match[0].rstrip(" \t").replace("\t", " "), alone)


def _occupied(text: str, root: Node) -> Iterator[Span]:
    """Where the scalars stand; of a block scalar the header and the body, for a comment may follow
    the header."""
    for scalar in leaves(root):
        start, end = scalar.span
        if scalar.style is Style.BLOCK:
            header = _HEADER.match(text, start)
            body = text.find("\n", start, end)
            yield Span(start, header.end() if header else start)
            start = body if body >= 0 else end
        yield Span(start, end)


def _between(occupied: Iterable[Span], length: int) -> Iterator[Span]:
    last = 0
    for start, end in occupied:
        yield Span(last, start)
        last = end
    yield Span(last, length)
