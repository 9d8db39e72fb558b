"""What formulas mean and how they are refused, as tables: formula; facts; value or message."""

from __future__ import annotations

from pathlib import Path

import pytest

from callup.ir.facts import write_value
from callup.lowering.formula import FormulaError, read
from callup.lowering.syntax import Expression
from callup.text.diagnostic import Diagnostics
from small import act, ask, facts, program

TABLES = Path(__file__).parent.parent / "tables"

BOOK = {
    **facts(
        a="boolean", b="boolean", c="boolean", n="integer", m="integer", x="number", cash="money",
        d="date", e="date", hue="colour", hues="set of colour", place="region",
        rank="choice, values: {1: A, 2: B, 3: C}", answer="choice, values: {yes: Y, none: N}",
    ),
    "choices.yaml": (
        "choices:\n  colour: {values: {red: R, green: G, blue: B}}\n"
        "  region: {territory: yes, values: {north: N, south: S}}\n"
    ),
    "states.yaml": (
        "states:\n  calm: {title: T, otherwise: no}\n  storm: {title: T, otherwise: no}\n"
        "  land: {title: T, territory: yes, otherwise: no}\n"
    ),
    "parameters.yaml": (
        "parameters:\n  level: {type: integer, title: T}\n"
        "  limit: {type: integer, by: colour, title: T}\n"
    ),
    "terms.yaml": "terms:\n  adult: {type: boolean, says: S, is: years since d >= 18}\n",
    "readings/whether.yaml": "doubt: whether\ntitle: T\nquestion: Q\n",
    **act(
        "base",
        "2020-01-01",
        "- set: level\n  to: 1\n  steps: {2020-02-01: 2}\n"
        "- set: limit\n  to: {red: 5}\n  steps: {2020-02-01: {red: 10, blue: 20}}\n"
        "- declare: storm\n  from: 2020-02-01\n"
        "- declare: land\n  from: 2020-02-01\n  where: [north]\n",
    ),
}  # fmt: skip


def book(type: str, formula: str) -> dict[str, str]:
    """The lawbook with a position `p` of a type that a formula gives."""
    otherwise = "no" if type == "boolean" else "none"
    position = (
        f"positions:\n  p: {{kind: measure, type: {type}, title: P, question: Q, "
        f"otherwise: {otherwise}}}\n"
    )
    body = f"- add: r\n  position: p\n  says: R\n  when: yes\n  gives: |\n    {formula}\n"
    return {**BOOK, "positions.yaml": position, **act("rule", "2000-01-01", body)}


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    cells = [line for line in lines if line.strip() and not line.startswith("# ")]
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in _even(cells)]


def _even(lines: list[str]) -> list[str]:
    """Lines with an empty cell in the middle, which a bare split would lose."""
    return [line.replace(" | | ", " |  | ") for line in lines]


@pytest.mark.parametrize(("type", "formula", "given", "value"), rows("formulas.txt"))
def test_a_formula_gives_the_value_of_its_row(
    type: str, formula: str, given: str, value: str
) -> None:
    person = dict(pair.split("=") for pair in given.split())
    finding = ask(program(book(type, formula)), "2020-03-15", **person)
    shown = finding.status if finding.value is None else write_value(finding.value, finding.type)
    assert value == shown


@pytest.mark.parametrize(("type", "formula", "message"), rows("refused.txt"))
def test_a_formula_is_refused_with_the_message_of_its_row(
    type: str, formula: str, message: str
) -> None:
    with pytest.raises(Diagnostics) as refused:
        program(book(type, formula))
    found = [one for one in refused.value.diagnostics if one.code in ("formula", "type-error")]
    assert [message] == [one.message for one in found]


SAME = [
    ("a or b and c", "a or (b and c)"),
    ("not a and b", "(not a) and b"),
    ("not a is b", "not (a is b)"),
    ("not n < m", "not (n < m)"),
    ("a is b or c", "(a is b) or c"),
    ("n + m * 2", "n + (m * 2)"),
    ("n - m - 2", "(n - m) - 2"),
    ("n / m / 2", "(n / m) / 2"),
    ("n * m / 2", "(n * m) / 2"),
    ("-n * m", "(-n) * m"),
    ("n - -m", "n - (-m)"),
    ("n + 1 < m * 2", "(n + 1) < (m * 2)"),
    ("limit for hue + 1", "(limit for hue) + 1"),
    ("level as of d + 1", "(level as of d) + 1"),
    ("-level as of d", "-(level as of d)"),
    ("limit for hue as of d", "(limit for hue) as of d"),
    ("d + 1 day has come", "(d + 1 day) has come"),
    ("d + 1 day between 1 March and 2 March", "(d + 1 day) between 1 March and 2 March"),
    ("days since d >= 7", "(days since d) >= 7"),
    ("days since d as of e", "days since (d as of e)"),
    ("days from d to e + 1", "(days from d to e) + 1"),
    ("if a then n else m + 1", "if a then n else (m + 1)"),
    ("if a then b else c or a", "if a then b else (c or a)"),
    ("hue in {red} and a", "(hue in {red}) and a"),
    ("not hue in {red}", "not (hue in {red})"),
    ("land in place or a", "(land in place) or a"),
    ("not land anywhere", "not (land anywhere)"),
    ("hues includes red or a", "(hues includes red) or a"),
    ("a and if b then c else a", "a and (if b then c else a)"),
]


@pytest.mark.parametrize(("bare", "bracketed"), [pair for pair in SAME if "and if" not in pair[0]])
def test_signs_bind_as_the_format_says(bare: str, bracketed: str) -> None:
    assert shape(read(bracketed)) == shape(read(bare))


def shape(expression: object) -> object:
    """An expression without its places."""
    if isinstance(expression, tuple):
        return tuple(shape(one) for one in expression)
    if isinstance(expression, Expression):
        names = [name for name in expression.__dataclass_fields__ if name != "span"]
        return (type(expression).__name__, *(shape(getattr(expression, n)) for n in names))
    return expression


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200 + "a" + ")" * 200,
        "not " * 200 + "a",
        "-" * 200 + "n",
        "days since " * 1_500 + "d",
        "years from " * 1_500 + "d",
        "min(" * 300 + "n" + ", 1)" * 300,
        "if a then " * 300 + "b" + " else c" * 300,
        "if " * 300 + "a" + " then b else c" * 300,
        "n + " * 4_000 + "n",
        "n * " * 900 + "n",
        "level as of " * 900 + "d",
        "limit for " * 900 + "red",
        "a and " * 4_990 + "a",
        "n < " * 2_000 + "m",
        "not not not if a then not not not if " * 60 + "b",
        "{" * 500,
        "hue in {" + "red, " * 4_000 + "red}",
        "9" * 5_000,
        "1." + "9" * 5_000,
        "9" * 5_000 + " days",
        "9" * 5_000 + " RUB",
        "x" * 19_000,
        "#" * 19_999,
        " " * 30_000 + "a",
    ],
    ids=lambda text: f"{text[:24]}… {len(text)}",
)
def test_a_formula_of_any_size_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except FormulaError as error:
        assert error.message
    for type in ("boolean", "integer"):
        try:
            law = program(book(type, text))
        except Diagnostics as problems:
            assert {one.code for one in problems.diagnostics} <= {"formula", "type-error"}
            continue
        assert ask(law, "2020-03-15", a=True, b=True, c=True, n=1, m=1).status


@pytest.mark.parametrize(
    "text",
    ["a\x00", "a\u202eb", "ａ and b", "é", "n ≤ 5", "🙂", "a\r\nand b", "a\tand\tb", "n − 1"],
)
def test_unusual_characters_are_read_or_refused(text: str) -> None:
    try:
        read(text)
    except FormulaError as error:
        assert error.message
