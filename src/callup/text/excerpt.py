"""How a diagnostic looks to a person: what, where with the line and a caret, why, what to do."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from callup.text.diagnostic import Diagnostic, Severity, order
from callup.text.origin import Origin

WIDTH = 100
MARGIN = 20
REACH = 300
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# The zero-width joiners are part of ordinary words and of emoji.
JOINERS = frozenset({0x200C, 0x200D})
TAB = "    "

Source = Callable[[str], str | None]
Lines = Callable[[str], Sequence[str]]


def show(diagnostic: Diagnostic, source: Source) -> str:
    """The diagnostic as text without a final line end; `source` gives a file's text, or None.

    Nothing in the result can drive a terminal: control characters are shown as pictures or numbers.
    """
    return _show(diagnostic, lambda file: split(source(file) or ""))


def show_all(diagnostics: Iterable[Diagnostic], source: Source) -> str:
    """All diagnostics in order, with a count at the end; the empty text if there are none."""
    ordered = order(diagnostics)
    if not ordered:
        return ""
    read: dict[str, Sequence[str]] = {}

    def lines(file: str) -> Sequence[str]:
        if file not in read:
            read[file] = split(source(file) or "")
        return read[file]

    return "\n\n".join([*(_show(diagnostic, lines) for diagnostic in ordered), count(ordered)])


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: `3 errors, 1 warning`; `no errors` if there are none."""
    tally = Counter(diagnostic.severity for diagnostic in diagnostics)
    words = [_amount(tally[severity], severity) for severity in Severity if tally[severity]]
    return ", ".join(words) or "no errors"


def to_json(diagnostic: Diagnostic) -> dict[str, object]:
    """The diagnostic as plain data; what is absent is null."""
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "origin": _origin_to_json(diagnostic.origin) if diagnostic.origin else None,
        "why": diagnostic.why,
        "help": diagnostic.help,
        "related": [
            {"origin": _origin_to_json(origin), "message": message}
            for origin, message in diagnostic.related
        ],
    }


def split(text: str) -> list[str]:
    """The lines of a text, by the line ends that origins count: LF, CR LF and CR."""
    return re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))


def visible(text: str) -> str:
    """The text with a visible sign in place of every character that would act on a terminal."""
    return "".join(_sign(character) for character in text)


def _show(diagnostic: Diagnostic, lines: Lines) -> str:
    shown = [f"{diagnostic.severity.value}[{diagnostic.code}]: {visible(diagnostic.message)}"]
    if diagnostic.origin:
        shown.append(f"  {visible(str(diagnostic.origin))}")
        shown += _excerpt(diagnostic.origin, lines(diagnostic.origin.file))
    if diagnostic.why:
        shown += _paragraph("", diagnostic.why)
    shown += _related(diagnostic.related)
    if diagnostic.help:
        shown += _paragraph("help: ", diagnostic.help)
    return "\n".join(line.rstrip() for line in shown)


def _paragraph(label: str, text: str) -> list[str]:
    indents = ["  " + label] + ["  " + " " * len(label)] * text.count("\n")
    return [indent + visible(line) for indent, line in zip(indents, text.split("\n"), strict=True)]


def _related(related: Sequence[tuple[Origin, str]]) -> list[str]:
    places = [visible(str(origin)) for origin, _ in related]
    widest = max(map(len, places), default=0)
    return [
        f"  {place.ljust(widest)}   {visible(text)}"
        for place, (_, text) in zip(places, related, strict=True)
    ]


def _excerpt(origin: Origin, lines: Sequence[str]) -> list[str]:
    """The line of the origin and a line of carets; nothing where the file has no such line."""
    if not 1 <= origin.line <= len(lines):
        return []
    line = lines[origin.line - 1]
    start = min(max(origin.column - 1, 0), len(line))
    shown, indent, carets = _window(line, start, start + max(origin.length, 1))
    number = str(origin.line)
    return [
        f"  {number} | {shown}",
        f"  {' ' * len(number)} | {' ' * indent}{'^' * carets}",
    ]


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The line around [start, end) in at most `WIDTH` columns; the caret's indent and width."""
    # A line may have millions of characters, and any number of them may take no room.
    low, high = max(0, start - REACH), min(len(line), start + REACH)
    cells = [_cell(character) for character in line[low:high]]
    start, end = start - low, min(end - low, len(cells))
    first, last = _bounds(cells, start, whole=low == 0 and high == len(line))
    before = "…" if low + first > 0 else ""
    after = "…" if low + last < len(line) else ""
    indent = len(before) + _width(cells[first:start])
    carets = max(1, _width(cells[start : min(end, last)]))
    return before + "".join(cells[first:last]) + after, indent, carets


def _bounds(cells: Sequence[str], start: int, whole: bool) -> tuple[int, int]:
    """Which cells to show: all if they fit, or as many as fit from a little before `start`."""
    # The columns that the cells up to each place take.
    columns = [0, *accumulate(map(_width, cells))]
    if whole and columns[-1] <= WIDTH:
        return 0, len(cells)
    room = WIDTH - 2  # a column at either end is for the sign that something is left out
    near = bisect_left(columns, columns[start] - MARGIN)
    first = min(near, bisect_left(columns, columns[-1] - room))
    return first, bisect_right(columns, columns[first] + room) - 1


def _cell(character: str) -> str:
    return TAB if character == "\t" else _sign(character)


def _sign(character: str) -> str:
    """A character as it may be shown: itself, a control picture, or its number."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if unicodedata.category(character) in HIDDEN and code not in JOINERS:
        return f"<U+{code:04X}>"
    return character


def _width(cells: Iterable[str]) -> int:
    """How many columns a terminal needs for the cells."""
    return sum(_columns(character) for cell in cells for character in cell)


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _amount(number: int, severity: Severity) -> str:
    if severity is Severity.NOT_CHECKED or number == 1:
        return f"{number} {severity.value}"
    return f"{number} {severity.value}s"


def _origin_to_json(origin: Origin) -> dict[str, object]:
    return {
        "file": origin.file,
        "line": origin.line,
        "column": origin.column,
        "length": origin.length,
    }
