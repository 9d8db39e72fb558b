"""Diagnostics as values, and the table of their codes."""

import re
from pathlib import Path

import pytest

from callup.text.diagnostic import CODES, Diagnostic, Diagnostics, Severity, order
from callup.text.origin import Origin

ERRORS = Path(__file__).parents[2] / "docs" / "errors.md"


def at(line: int, column: int = 1, file: str = "a.yaml", code: str = "yaml-syntax") -> Diagnostic:
    return Diagnostic(code, "wrong", Origin(file, line, column))


def test_every_code_stands_in_the_documentation_with_its_meaning() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", ERRORS.read_text("utf-8"), re.MULTILINE)
    assert sorted(CODES.items()) == rows


def test_every_code_is_words_joined_by_dashes() -> None:
    assert [code for code in CODES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


def test_an_unknown_code_is_a_mistake_in_our_code() -> None:
    with pytest.raises(LookupError, match="the diagnostic code 'no-such' is not in CODES"):
        Diagnostic("no-such", "wrong", None)


def test_the_order_is_by_file_line_column_and_code() -> None:
    ordered = (
        Diagnostic("yaml-size", "wrong", None),
        at(2, 1),
        at(2, 3, code="yaml-alias"),
        at(2, 3, code="yaml-tag"),
        at(10, 1),
        at(1, 1, file="b.yaml"),
    )
    assert order(reversed(ordered)) == ordered


def test_the_order_holds_each_diagnostic_once() -> None:
    assert order([at(1), at(1)]) == (at(1),)


def test_the_order_is_total_over_all_that_is_said() -> None:
    place = Origin("a.yaml", 1, 1)
    variants = [
        Diagnostic("yaml-syntax", "wrong", place, why=why, help=help, related=related, severity=how)
        for why in (None, "because")
        for help in (None, "do")
        for related in ((), ((place, "here"),))
        for how in Severity
    ]
    assert order(variants) == order(reversed(variants))


def test_an_exception_carries_all_diagnostics_and_says_them_in_brief() -> None:
    error = Diagnostics([at(1), Diagnostic("yaml-size", "too large", None)])
    assert error.diagnostics == (at(1), Diagnostic("yaml-size", "too large", None))
    assert str(error) == "a.yaml:1:1: wrong; too large"
