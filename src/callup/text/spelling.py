"""How a scalar is spelled in the canonical form."""

import re

from callup.text.node import Scalar, Style
from callup.text.yaml_tree import Sequence, compose

# A quoted text loses its marks only where nobody could read it as anything but words: it holds no
# sign that YAML knows, no digit, no dot within a word, and is no word that stands for a value.
_WORDS = re.compile(
    r"[«„“]?[^\W\d_](?:[^\W\d]|[ ;()/+=<>?«»„“”’…§№–—-]|[.,](?= |\Z))*(?<! )",
)
_VALUES = re.compile(
    "y|n|yes|no|on|off|true|false|null|none|unknown|never|everywhere|anywhere|nan|inf",
    re.IGNORECASE,
)

# A plain text with a line end or a tab, or one that marks a document where it opens a line.
_UNFIT = re.compile(r"[\n\t]|\A(?:---|\.\.\.)(?!\S)")


def on_one_line(scalar: Scalar) -> str:
    """The scalar on one line, as a key and in brackets.

    In brackets the library's two scanners disagree on a `?` without quotation marks.
    """
    bare = _is_bare(scalar) and ("," not in scalar.text or scalar.style is Style.PLAIN)
    bare = bare and "?" not in scalar.text
    return scalar.text if bare else in_quotes(scalar.text)


def as_value(scalar: Scalar, written: str) -> list[str]:
    """The lines of the scalar as a value in block style, without indentation.

    `written` is how it stands in the file. A text over several lines keeps them.
    """
    if scalar.style is Style.BLOCK:
        lines = _literal(scalar.text) if written.startswith("|") else _folded(scalar.text, written)
    elif "\n" not in written:
        return [scalar.text if _is_bare(scalar) else in_quotes(scalar.text)]
    elif scalar.style is Style.PLAIN and not _UNFIT.match(scalar.text):
        lines = [row.strip(" \t") for row in written.split("\n")]
    elif scalar.style is Style.QUOTED:
        lines = _quoted_rows(written)
    else:
        lines = []
    if lines and "\t" not in "".join(lines) and _reads_as(lines, scalar.text):
        return lines
    return [in_quotes(scalar.text)]


def in_quotes(text: str) -> str:
    """The text in quotation marks on one line, in single ones where double ones need escapes."""
    if re.search(r'["\\]', text) and not re.search(r"['\n\t]", text):
        return f"'{text}'"
    return _in_double_quotes(text)


def _in_double_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def _is_bare(scalar: Scalar) -> bool:
    """Whether the scalar is spelled without quotation marks."""
    if scalar.style is Style.PLAIN:
        return not _UNFIT.search(scalar.text)
    return bool(_WORDS.fullmatch(scalar.text)) and not _VALUES.fullmatch(scalar.text)


def _literal(text: str) -> list[str]:
    """The text as a `|` block; no lines if that would need trailing spaces or empty last lines."""
    rows = text.removesuffix("\n").split("\n")
    if not rows[-1] or any(row.endswith(" ") for row in rows) or text.lstrip("\n").startswith(" "):
        return []
    return ["|" if text.endswith("\n") else "|-", *rows]


def _folded(text: str, written: str) -> list[str]:
    """The text as a `>` block with the line ends it has; no lines where those cannot be kept."""
    rows = written.split("\n")[1:]
    while rows and not rows[-1].strip(" "):
        rows.pop()
    if not rows or text.endswith("\n\n"):
        return []
    indent = min(len(row) - len(row.lstrip(" ")) for row in rows if row.strip(" "))
    return [">" if text.endswith("\n") else ">-", *(row[indent:].rstrip(" ") for row in rows)]


def _quoted_rows(written: str) -> list[str]:
    """The rows of a quoted text as they are, in double quotation marks."""
    first, *middle, last = written[1:-1].split("\n")
    rows = [
        first.rstrip(" \t"),
        *(row.strip(" \t") for row in middle),
        last.lstrip(" \t"),
    ]
    if written.startswith("'"):
        rows = [_in_double_quotes(row.replace("''", "'"))[1:-1] for row in rows]
    rows[0] = '"' + rows[0]
    rows[-1] += '"'
    return rows


def _reads_as(lines: list[str], text: str) -> bool:
    """Whether the lines, as an item of a list, are read as the text."""
    indented = [lines[0], *(f"  {line}" if line else "" for line in lines[1:])]
    root, diagnostics = compose(("- " + "\n".join(indented) + "\n").encode(), "")
    match root:
        case Sequence(items=(Scalar(text=read),)):
            return not diagnostics and read == text
        case _:
            return False
