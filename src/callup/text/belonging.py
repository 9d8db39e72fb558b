"""Which entry, item or collection each comment and blank line of a YAML file belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Union

from callup.text import node as tree
from callup.text.gap import Comment, Lines, gaps
from callup.text.node import Mapping, Node, Scalar, Style

BLANK = ""

# A comment, or BLANK for an empty line.
Piece = str


@dataclass(slots=True, eq=False)
class Unit:
    """An entry of a mapping, an item of a sequence, or the document as a whole.

    `before` stands on lines of its own above it, `beside` at the end of its line, `after` (of a
    document only) below it. `group` is its value where that is a collection.
    """

    key: Scalar | None
    node: Node
    start: int
    line: int
    column: int
    holder: Union["Group", None]
    group: Union["Group", None] = None
    before: list[Piece] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Group:
    """A mapping or sequence with its units; `after` stands below the last of them."""

    node: Mapping | tree.Sequence
    holder: Unit
    units: list[Unit] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)

    @property
    def flow(self) -> bool:
        return self.node.flow

    @property
    def column(self) -> int:
        return self.units[0].column


@dataclass(slots=True)
class _Sweep:
    """How far a walk through the file has come."""

    previous: Unit
    # Each flow collection that is open, with how many of its units have begun.
    open: list[tuple[Group, int]] = field(default_factory=list)
    # Where the last comment after `previous` went: how many collections it closed.
    closed: int = 0


def belongings(text: str, root: Node) -> Unit:
    """The document: a copy of the tree in which every comment and blank line has its place.

    A comment on a line of its own belongs to what follows; at the end of a collection it stays
    there if it is indented as the collection is, or deeper than what follows.
    A comment at the end of a line belongs to what begins last on it, or is held open by a bracket.
    """
    found = gaps(text, root)
    lines = Lines(text)
    document = Unit(None, root, -1, 0, 0, None)
    _grow(document, iter(found.dashes), lines)
    _place_all(document, found.comments, lines)
    return document


def units(unit: Unit) -> Iterator[Unit]:
    """The unit and all within it, in the order of the file."""
    yield unit
    if unit.group is not None:
        for inner in unit.group.units:
            yield from units(inner)


def _grow(unit: Unit, dashes: Iterator[int], lines: Lines) -> None:
    """Gives the unit its group, and that its units, all the way down."""
    if isinstance(unit.node, Scalar):
        return
    unit.group = group = Group(unit.node, unit)
    if isinstance(unit.node, Mapping):
        for entry in unit.node.entries:
            key = entry.key
            start, origin = key.span.start, key.origin
            inner = Unit(key, entry.value, start, origin.line, origin.column, group)
            group.units.append(inner)
            _grow(inner, dashes, lines)
        return
    for item in unit.node.items:
        if group.flow:
            start, line, column = item.span.start, item.origin.line, item.origin.column
        else:
            start = next(dashes)
            line, column = lines.place(start)
        inner = Unit(None, item, start, line, column, group)
        group.units.append(inner)
        _grow(inner, dashes, lines)


def _place_all(document: Unit, comments: Sequence[Comment], lines: Lines) -> None:
    """Walks through the file once and gives every comment and blank line to its owner."""
    sweep = _Sweep(document)
    blocks = [each for each in units(document) if each.holder is not None and not each.holder.flow]
    following = iter([*blocks, None])
    upcoming = next(following)
    for step in _steps(document, comments):
        match step:
            case Comment():
                pieces = _owner(sweep, step, upcoming)
                if step.alone and lines.blank(step.line - 1):
                    pieces.append(BLANK)
                pieces.append(step.text)
            case Unit():
                if step is upcoming:
                    upcoming = next(following)
                    sweep.previous, sweep.closed = step, 0
                elif sweep.open:
                    sweep.open[-1] = (sweep.open[-1][0], sweep.open[-1][1] + 1)
                if _opens_line(step, lines) and lines.blank(step.line - 1):
                    step.before.append(BLANK)
            case Group():
                sweep.open.append((step, 0))
            case _End():
                sweep.open.pop()


@dataclass(slots=True)
class _End:
    """A flow collection ends."""


_Step = Comment | Unit | Group | _End


def _steps(document: Unit, comments: Sequence[Comment]) -> list[_Step]:
    """Comments, units, and beginnings and ends of flow collections, in the order of the file."""
    steps: list[tuple[int, int, _Step]] = [(each.start, 1, each) for each in comments]
    for unit in units(document):
        if unit is not document:
            steps.append((unit.start, 1, unit))
        if unit.group is not None and unit.group.flow:
            steps.append((unit.node.span.start, 1, unit.group))
            steps.append((unit.node.span.end, 0, _End()))
    # What ends at an offset ends before anything begins there; else the order of the walk holds.
    steps.sort(key=lambda step: step[:2])
    return [step for _, _, step in steps]


def _opens_line(unit: Unit, lines: Lines) -> bool:
    return not lines.before(unit.line, unit.column).strip(" \t?")


def _owner(sweep: _Sweep, comment: Comment, upcoming: Unit | None) -> list[Piece]:
    """The list that the comment goes to."""
    if sweep.open:
        return _owner_in_flow(sweep, comment)
    previous = sweep.previous
    if not comment.alone:
        return previous.beside
    if _awaits_value(previous, comment):
        return previous.before
    closed = _closed(previous, upcoming)
    if upcoming is None and not closed:
        return previous.after  # of a document without entries
    sweep.closed = max(sweep.closed, _level(comment, closed, upcoming))
    if upcoming is not None and sweep.closed >= len(closed):
        return upcoming.before
    return closed[sweep.closed].after


def _owner_in_flow(sweep: _Sweep, comment: Comment) -> list[Piece]:
    group, begun = sweep.open[-1]
    if not group.units:
        return group.holder.before
    if begun and (not comment.alone or _awaits_value(group.units[begun - 1], comment)):
        last = group.units[begun - 1]
        return last.before if comment.alone else last.beside
    if not comment.alone:
        return group.holder.beside
    return group.units[begun].before if begun < len(group.units) else group.after


def _awaits_value(unit: Unit, comment: Comment) -> bool:
    """Whether the comment stands between a key, or a dash, and a value that is not of units."""
    node = unit.node
    if isinstance(node, Scalar) and not node.text and node.style is Style.PLAIN:
        return False
    block = unit.group is not None and not unit.group.flow
    return not block and node.span.start > comment.start


def _closed(previous: Unit, upcoming: Unit | None) -> list[Group]:
    """The block collections that end between the two units, the innermost first."""
    home = None if upcoming is None else upcoming.holder
    if home is not None and home is previous.group:
        return []
    closed = []
    group = previous.holder
    while group is not None and group is not home:
        closed.append(group)
        group = group.holder.holder
    return closed


def _level(comment: Comment, closed: Sequence[Group], upcoming: Unit | None) -> int:
    """Which of the closed collections the comment ends; their number if it opens what follows."""
    if upcoming is not None and comment.column <= upcoming.column:
        return len(closed)
    fitting = [
        (group.column, level)
        for level, group in enumerate(closed)
        if group.column <= comment.column
    ]
    if fitting:
        return max(fitting)[1]
    return len(closed) if upcoming is not None else len(closed) - 1
