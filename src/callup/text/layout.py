"""The canonical form of a YAML file, with every comment kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from callup.text.belonging import BLANK, Group, Piece, Unit, belongings
from callup.text.decode import decode
from callup.text.diagnostic import Diagnostics
from callup.text.gap import gaps
from callup.text.node import Mapping, Node, Scalar
from callup.text.node import Sequence as SequenceNode
from callup.text.spelling import as_value, on_one_line
from callup.text.yaml_tree import compose

WIDTH = 100
STEP = 2

Path = tuple[str, ...]
Order = Callable[[Path], Sequence[str] | None]


def layout(data: bytes, file: str, order: Order) -> str:
    """The canonical text of a YAML file.

    `order` gives the order of the keys of the mapping at a path of keys, with `*` for any item of a
    sequence, or None to keep them as they are written; keys that it does not list come last.
    Raises Diagnostics for a file with mistakes. The result is read as the file is, has the same
    comments, and is its own canonical form.
    """
    root, diagnostics = compose(data, file)
    text, _ = decode(data, file)
    if root is None or text is None or diagnostics:
        raise Diagnostics(diagnostics)
    result = _Writer(text, order).document(belongings(text, root))
    _check(text, root, result)
    return result


def _check(text: str, root: Node, result: str) -> None:
    """A last look, for a formatter that changes the law would be worse than none."""
    read, diagnostics = compose(result.encode(), "")
    if read is None or diagnostics or not _says_the_same(root, read):
        raise AssertionError("the canonical form is not read as the file was")
    if _comments(text, root) != _comments(result, read):
        raise AssertionError("the canonical form has not the comments of the file")


def _says_the_same(one: Node, other: Node) -> bool:
    """Whether two trees are equal but for the order of keys."""
    match one, other:
        case Mapping(), Mapping():
            values = {entry.key.text: entry.value for entry in other.entries}
            return len(one) == len(values) and all(
                entry.key.text in values and _says_the_same(entry.value, values[entry.key.text])
                for entry in one.entries
            )
        case SequenceNode(), SequenceNode():
            return len(one) == len(other) and all(map(_says_the_same, one.items, other.items))
        case _:
            return one == other


def _comments(text: str, root: Node) -> Counter[str]:
    return Counter(comment.text for comment in gaps(text, root).comments)


class _Writer:
    """Writes lines; `column` is everywhere how many columns of indentation there are."""

    def __init__(self, text: str, order: Order) -> None:
        self.text = text
        self.order = order
        self.lines: list[str] = []

    def document(self, unit: Unit) -> str:
        group = unit.group
        block = group is not None and self._on_line(unit, 0, ()) is None
        self._pieces([*unit.before, *(unit.beside if block else unit.beside[:-1])], 0, True)
        if group is not None and block:
            self._pieces(_take_header(group.units[0]), 0, True)
            self._group(group, 0, None, ())
        else:
            self._value(unit, "", 0, ())
        self._pieces(unit.after, 0, False)
        while self.lines[-1] == BLANK:
            self.lines.pop()
        return "\n".join(self.lines) + "\n"

    def _group(self, group: Group, column: int, lead: str | None, path: Path) -> None:
        """The units of a group; the first continues the line `lead` if there is one."""
        for number, unit in enumerate(self._sorted(group, path)):
            inner = _step(path, unit)
            if number == 0 and lead is not None:
                self._unit(unit, lead, column, inner)
                continue
            self._pieces(self._above(unit, column, inner), column, number == 0)
            self._unit(unit, " " * column, column, inner)
        self._pieces(group.after, column, False)

    def _unit(self, unit: Unit, lead: str, column: int, path: Path) -> None:
        group = unit.group
        if group is None or self._on_line(unit, column, path) is not None:
            self._value(unit, lead, column, path)
        elif _is_compact(unit):
            self._group(group, column + STEP, lead + "- ", path)
        else:
            self._line(lead + _label(unit), unit)
            self._group(group, column + STEP, None, path)

    def _value(self, unit: Unit, lead: str, column: int, path: Path) -> None:
        """A unit whose value is a scalar, or a collection that stays on its line."""
        label = _label(unit)
        lines = [self._on_line(unit, column, path) or ""]
        block = False
        if isinstance(unit.node, Scalar):
            start, end = unit.node.span
            lines = as_value(unit.node, self.text[start:end])
            block = lines[0][:1] in {"|", ">"} and len(lines) > 1
        first, *rest = lines
        opening = lead + (f"{label} {first}" if label and first else label + first)
        closing = [" " * (column + STEP) + line if line else BLANK for line in rest]
        if block or not closing:
            self._line(opening, unit)
            self.lines += closing
        else:
            self.lines += [opening, *closing[:-1]]
            self._line(closing[-1], unit)

    def _line(self, line: str, unit: Unit) -> None:
        """A line with the comment that stands beside the unit."""
        self.lines.append("  ".join([line, *unit.beside[-1:]]))

    def _pieces(self, pieces: Iterable[Piece], column: int, first: bool) -> None:
        """Comments and blank lines; no blank line where a collection begins, and no two."""
        for piece in pieces:
            if piece != BLANK:
                self.lines.append(" " * column + piece)
            elif self.lines and self.lines[-1] != BLANK and not first:
                self.lines.append(BLANK)
            first = first and piece == BLANK

    def _above(self, unit: Unit, column: int, path: Path) -> list[Piece]:
        """What stands above a unit: its own, and that of the units that begin on its line."""
        pieces = [*unit.before, *unit.beside[:-1]]
        group = unit.group
        if group is not None and _is_compact(unit) and self._on_line(unit, column, path) is None:
            first = self._sorted(group, path)[0]
            inner = self._above(first, column + STEP, _step(path, first))
            pieces += inner if pieces else inner[_blanks(inner) :]
        return pieces

    def _sorted(self, group: Group, path: Path) -> list[Unit]:
        if not isinstance(group.node, Mapping):
            return group.units
        rank = {key: place for place, key in enumerate(self.order(path) or ())}
        return sorted(group.units, key=lambda unit: rank.get(_name(unit), len(rank)))

    def _on_line(self, unit: Unit, column: int, path: Path) -> str | None:
        """A collection that is written in brackets, on one line; None if it is to be a block."""
        group = unit.group
        if group is None or not group.flow or not _is_quiet(group):
            return None
        written = self._flow(group, path)
        label = _label(unit)
        width = column + len(label) + (1 if label else 0) + len(written)
        return written if width <= WIDTH or not group.units else None

    def _flow(self, group: Group, path: Path) -> str:
        units = self._sorted(group, path)
        parts = ", ".join(self._flow_unit(unit, _step(path, unit)) for unit in units)
        return f"{{{parts}}}" if isinstance(group.node, Mapping) else f"[{parts}]"

    def _flow_unit(self, unit: Unit, path: Path) -> str:
        if unit.group is not None:
            value = self._flow(unit.group, path)
        else:
            assert isinstance(unit.node, Scalar)
            value = on_one_line(unit.node)
        if unit.key is None:
            return value
        key = on_one_line(unit.key)
        return f"{key}: {value}" if value else key


def _take_header(first: Unit) -> list[Piece]:
    """Takes away the comments that open a file, up to the last blank line after them.

    They speak of the file and stay on top, whichever key comes first.
    """
    pieces = first.before
    ends = [place for place, piece in enumerate(pieces) if piece == BLANK and any(pieces[:place])]
    end = ends[-1] + 1 if ends else 0
    first.before = pieces[end:]
    return pieces[:end]


def _is_compact(unit: Unit) -> bool:
    """Whether a collection may begin on the line of the dash before it."""
    return unit.key is None and unit.holder is not None and not unit.beside


def _is_quiet(group: Group) -> bool:
    """Whether there is no comment inside the group."""
    return not any(group.after) and all(
        not unit.beside and not any(unit.before) and (unit.group is None or _is_quiet(unit.group))
        for unit in group.units
    )


def _blanks(pieces: Sequence[Piece]) -> int:
    """How many blank lines the pieces begin with."""
    return next((place for place, piece in enumerate(pieces) if piece != BLANK), len(pieces))


def _label(unit: Unit) -> str:
    if unit.key is not None:
        return on_one_line(unit.key) + ":"
    return "" if unit.holder is None else "-"


def _name(unit: Unit) -> str:
    return unit.key.text if unit.key else ""


def _step(path: Path, unit: Unit) -> Path:
    return (*path, unit.key.text if unit.key else "*")
