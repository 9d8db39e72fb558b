"""From the bytes of a file to its text, with everything refused that hides what the file says."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from callup.text.diagnostic import Diagnostic
from callup.text.origin import Origin

SIZE = 4 * 1024 * 1024
SHOWN = 20

# Everything but tab, line feed and what can be seen. The rare line ends (U+0085, U+2028, U+2029)
# are among the forbidden, for programs disagree on whether a line ends there; so are characters
# that reverse the order in which a line is shown, for they make it look like what it is not.
FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff"
    "\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_NAMES = {"\x1b": "escape", "\r": "carriage return", "\x7f": "delete", "\ufeff": "byte order mark"}


def decode(data: bytes, file: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file, with LF line ends and no byte order mark, or None and why there is none.

    Refuses files over 4 MiB, other encodings than UTF-8, binary files and control characters.
    """
    if len(data) > SIZE:
        size = f"{len(data):,} bytes; a file may have {SIZE:,}"
        large = Diagnostic("yaml-size", "the file is too large", Origin(file, 1, 1), why=size)
        return None, (large,)
    diagnostics = _wide(data, file) or _not_utf_8(data, file) or _binary(data, file)
    if diagnostics:
        return None, diagnostics
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    diagnostics = _invisible(text, file)
    return (None, diagnostics) if diagnostics else (text, ())


def name_character(character: str) -> str:
    """A character by number and name, such as `U+001B (escape)`."""
    kind = "half a character" if "\ud800" <= character <= "\udfff" else "control character"
    name = _NAMES.get(character) or unicodedata.name(character, kind).lower()
    return f"U+{ord(character):04X} ({name})"


def _wide(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """UTF-16 and UTF-32, by their mark or by every other one of the first bytes being zero."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if encoding is None and len(data) >= 4 and (data[0] == data[2] == 0 or data[1] == data[3] == 0):
        encoding = "UTF-16"
    if encoding is None:
        return ()
    message = f"the file is in {encoding}, not UTF-8"
    help = "save the file as UTF-8"
    return (Diagnostic("yaml-encoding", message, Origin(file, 1, 1), help=help),)


def _not_utf_8(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """The first byte of every line that is not UTF-8."""
    return tuple(islice(_foreign_bytes(data, file), SHOWN))


def _foreign_bytes(data: bytes, file: str) -> Iterator[Diagnostic]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return
    advice = f"save the file as UTF-8; it looks like {_likely_encoding(data)}"
    rows = re.split(rb"\r\n|\r|\n", data.removeprefix(b"\xef\xbb\xbf"))
    for line, row in enumerate(rows, start=1):
        try:
            row.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(row[: error.start].decode("utf-8")) + 1
            message = f"byte 0x{row[error.start]:02X} is not UTF-8"
            yield Diagnostic("yaml-encoding", message, Origin(file, line, column), help=advice)


def _likely_encoding(data: bytes) -> str:
    """Cyrillic words are runs of high bytes; in the west of Europe such letters are single."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    return "Windows-1251" if sum(map(len, runs)) >= 2 * len(runs) else "Latin-1 or Windows-1252"


def _binary(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    position = data.find(b"\x00")
    if position < 0:
        return ()
    rows = re.split(rb"\r\n|\r|\n", data[:position].removeprefix(b"\xef\xbb\xbf"))
    origin = Origin(file, len(rows), len(rows[-1].decode("utf-8")) + 1)
    return (Diagnostic("yaml-binary", "the file is not text: it has a zero byte", origin),)


def _invisible(text: str, file: str) -> tuple[Diagnostic, ...]:
    found = (
        Diagnostic(
            "yaml-control-character",
            f"the character {name_character(match[0])} cannot be seen",
            Origin(file, line, match.start() + 1),
            help="delete it",
        )
        for line, row in enumerate(text.split("\n"), start=1)
        for match in FORBIDDEN.finditer(row)
    )
    return tuple(islice(found, SHOWN))
