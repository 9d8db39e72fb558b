"""Writes the parts of the documentation that are made from the code.

A document holds such a part between `<!-- made from the code: NAME -->` and
`<!-- end of what is made from the code -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from callup.inquiry.slip import OPERATORS as SLIPS
from callup.ir.operators import OPERATORS, Operator
from callup.law.files import MOST_BYTES, MOST_FILES
from callup.law.history import MOST_SETTINGS
from callup.lowering.formula import DEEPEST, LONGEST, MOST_LINKS, MOST_TOKENS
from callup.lowering.grammar import GRAMMAR
from callup.readers.explain.cells import MOST_PLACES
from callup.readers.explain.exact import MOST_CASES, MOST_CUTS
from callup.readers.explain.partial import Algebra
from callup.readers.explain.shelf_life import MOST_DAYS
from callup.readers.explain.sweep import MOST_STRETCHES
from callup.values.calendar import Calendar

END = "<!-- end of what is made from the code -->"
_PART = re.compile(r"(<!-- made from the code: ([a-z-]+) -->\n).*?" + re.escape(END), re.DOTALL)


def rewrite(document: str) -> str:
    """The document with every part that is made from the code as the code makes it now.

    KeyError for a part that nothing makes.
    """
    return _PART.sub(lambda match: f"{match[1]}{_MADE[match[2]]()}{END}", document)


def operators() -> str:
    """The operator table: what each takes and gives, and which reader can do it."""
    lines = [
        "| operator | takes | gives | meaning | moves | explain | frames | proof |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [_row(operator) for operator in OPERATORS.values()]
    return "\n".join(lines) + "\n"


def _row(operator: Operator) -> str:
    explain = "supported" if operator.name in Algebra(Calendar()).operators else "not yet"
    signs = {1: "+", -1: "−", 0: "0"}
    moves = " ".join(signs[sign] for sign in operator.monotone)
    cells = (f"`{operator.name}`", operator.takes, operator.gives, operator.says, moves)
    return f"| {' | '.join((*cells, explain, _frames(operator), operator.proof))} |"


def _frames(operator: Operator) -> str:
    return f"never: {operator.why}" if operator.frames == "never" else operator.frames


def grammar() -> str:
    """The grammar of formulas, in EBNF."""
    return f"```text\n{GRAMMAR}```\n"


def bounds() -> str:
    """How long and how deep a formula may be."""
    return (
        f"A formula has at most {LONGEST:,} characters, {MOST_TOKENS:,} words and signs and "
        f"{MOST_LINKS} signs of arithmetic, and nests at most {DEEPEST} deep.\n"
    )


def limits() -> str:
    """What is bounded, by how much, and what happens past it."""
    rows = (
        ("files of a lawbook", f"{MOST_FILES:,}, {MOST_BYTES >> 20} MiB in all", "an error"),
        ("settings of switches that touch one target", f"{MOST_SETTINGS:,}", "an error"),
        ("cases of one answer", f"{MOST_CASES:,}", "the finding is approximate"),
        ("cuts of one fact", f"{MOST_CUTS:,}", "the finding is approximate"),
        ("values tried where a comparison moves both ways", f"{MOST_PLACES:,}", "the same"),
        ("days on which shelf life asks again", f"{MOST_DAYS:,}", "`until` is the last of them"),
        ("stretches of a time line", f"{MOST_STRETCHES:,}", "the time line ends there"),
    )
    lines = ["| what | at most | past it |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def slips() -> str:
    """The kinds of slips that are made of a lawbook."""
    lines = ["| slip | what changes |", "|---|---|"]
    lines += [f"| {kind} | {says} |" for kind, says in SLIPS]
    return "\n".join(lines) + "\n"


_MADE: dict[str, Callable[[], str]] = {
    "operators": operators,
    "grammar": grammar,
    "bounds": bounds,
    "limits": limits,
    "slips": slips,
}
