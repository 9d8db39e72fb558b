"""Writes the parts of the documentation that are made from the code.

A document holds such a part between `<!-- made from the code: NAME -->` and
`<!-- end of what is made from the code -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from callup.ir.operators import OPERATORS, Operator
from callup.lowering.formula import DEEPEST, LONGEST, MOST_TOKENS
from callup.lowering.grammar import GRAMMAR
from callup.readers.explain.partial import Algebra
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
    return f"| {' | '.join((*cells, explain, operator.frames, operator.proof))} |"


def grammar() -> str:
    """The grammar of formulas, in EBNF."""
    return f"```text\n{GRAMMAR}```\n"


def bounds() -> str:
    """How long and how deep a formula may be."""
    return (
        f"A formula has at most {LONGEST:,} characters and {MOST_TOKENS:,} words and signs, and "
        f"nests at most {DEEPEST} deep.\n"
    )


_MADE: dict[str, Callable[[], str]] = {
    "operators": operators,
    "grammar": grammar,
    "bounds": bounds,
}
