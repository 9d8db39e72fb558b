"""Which part of a scalar's text stands where in the file."""

import re

from callup.text.node import Segment

_FOLD = re.compile(r"[ \t]*\n[ \t\n]*")
_SINGLE_RUN = re.compile(r"(?:[^' \t\n]|[ \t]+(?![ \t]*\n))+")
_DOUBLE_RUN = re.compile(r'(?:[^"\\ \t\n]|[ \t]+(?![ \t]*\n))+')
_JOINED_LINES = re.compile(r"\\\n[ \t\n]*")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\n])")


def plain(text: str, raw: str, line: int, column: int) -> tuple[Segment, ...]:
    """The segments of a plain scalar that is written as `raw` from the place on."""
    return _rows(text, raw.split("\n"), line, column)


def literal(text: str, raw: str, line: int) -> tuple[Segment, ...]:
    """The segments of a `|` scalar; `raw` begins with its header on the line given."""
    segments = []
    offset = 0
    rows = raw.split("\n")[1:]
    contents = text.rstrip("\n").split("\n")
    for number, (content, row) in enumerate(zip(contents, rows, strict=False), start=1):
        # The content of a line ends where the line ends; what comes before it is indentation.
        column = len(row) - len(content) + 1
        segments.append(Segment(offset, len(content), line + number, max(column, 1)))
        offset += len(content) + 1
    return tuple(segments) or _unknown(line, 1)


def folded(text: str, raw: str, line: int) -> tuple[Segment, ...]:
    """The segments of a `>` scalar; `raw` begins with its header on the line given."""
    return _rows(text, raw.split("\n")[1:], line + 1, 1)


def quoted(text: str, raw: str, line: int, column: int) -> tuple[Segment, ...]:
    """The segments of a scalar in single or double quotation marks; `raw` begins with the mark."""
    single = raw.startswith("'")
    run = _SINGLE_RUN if single else _DOUBLE_RUN
    segments: list[Segment] = []
    position, offset = 1, 0
    row, row_start = line, 1 - column
    while position < len(raw) - 1:
        length = 0
        if match := run.match(raw, position, len(raw) - 1):
            width = length = len(match[0])
            segments.append(Segment(offset, length, row, position - row_start + 1))
        elif match := _FOLD.match(raw, position):
            width, length = len(match[0]), max(1, match[0].count("\n") - 1)
        elif not single and (match := _JOINED_LINES.match(raw, position)):
            width, length = len(match[0]), match[0].count("\n") - 1
        elif single or (match := _ESCAPE.match(raw, position)):
            width = 2 if match is None else len(match[0])
            length = 1
            segments.append(Segment(offset, length, row, position - row_start + 1))
        else:
            return _unknown(line, column)
        breaks = raw.count("\n", position, position + width)
        if breaks:
            row += breaks
            row_start = raw.rindex("\n", position, position + width) + 1
        position += width
        offset += length
    return tuple(segments) if segments and offset == len(text) else _unknown(line, column + 1)


def _rows(text: str, rows: list[str], line: int, column: int) -> tuple[Segment, ...]:
    """Segments for rows whose content stands in the text unchanged, with only space in between."""
    segments: list[Segment] = []
    offset = 0
    for number, row in enumerate(rows):
        content = row.strip(" \t")
        if not content:
            continue
        while offset < len(text) and text[offset] in " \t\n":
            offset += 1
        if not text.startswith(content, offset):
            break
        indent = len(row) - len(row.lstrip(" \t"))
        start = column if number == 0 else 1
        segments.append(Segment(offset, len(content), line + number, start + indent))
        offset += len(content)
    return tuple(segments) or _unknown(line, column)


def _unknown(line: int, column: int) -> tuple[Segment, ...]:
    """Every offset at one place, where the text cannot be told from how it is written."""
    return (Segment(0, 0, line, column),)
