"""How diagnostics look to a person."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from callup.text.diagnostic import Diagnostic, Severity
from callup.text.excerpt import count, show, show_all, split, to_json
from callup.text.origin import Origin


def wrong(line: int, column: int, length: int = 1) -> Diagnostic:
    return Diagnostic("yaml-syntax", "this is wrong", Origin("a.yaml", line, column, length))


def shown(diagnostic: Diagnostic, text: str | None) -> list[str]:
    return show(diagnostic, lambda file: text).split("\n")


def test_a_diagnostic_says_what_where_why_and_what_to_do() -> None:
    diagnostic = Diagnostic(
        "yaml-duplicate-key",
        "the key `age` stands twice",
        Origin("acts/x.yaml", 12, 3, 3),
        why="a mapping has each key once",
        help="delete one",
        related=((Origin("acts/x.yaml", 2, 3), "first"), (Origin("a.yaml", 1, 1), "second")),
    )
    text = "\n" * 11 + "  age: 18"
    assert shown(diagnostic, text) == [
        "error[yaml-duplicate-key]: the key `age` stands twice",
        "  acts/x.yaml:12:3",
        "  12 |   age: 18",
        "     |   ^^^",
        "  a mapping has each key once",
        "  acts/x.yaml:2:3   first",
        "  a.yaml:1:1        second",
        "  help: delete one",
    ]


def test_a_diagnostic_without_a_place_is_one_line() -> None:
    assert shown(Diagnostic("yaml-size", "too large", None), "a") == ["error[yaml-size]: too large"]


def test_a_help_of_several_lines_is_indented_under_its_first() -> None:
    diagnostic = Diagnostic("yaml-size", "too large", None, help="split it\nor delete it")
    assert shown(diagnostic, None)[1:] == ["  help: split it", "        or delete it"]


def test_a_file_that_cannot_be_read_again_has_no_excerpt() -> None:
    assert shown(wrong(1, 1), None) == [
        "error[yaml-syntax]: this is wrong",
        "  a.yaml:1:1",
        "  1 |",
        "    | ^",
    ]
    assert shown(wrong(2, 1), None)[1:] == ["  a.yaml:2:1"]


def test_a_tab_is_shown_as_four_spaces_with_the_caret_under_what_follows() -> None:
    assert shown(wrong(1, 2), "\tx")[2:] == ["  1 |     x", "    |     ^"]


def test_wide_characters_take_two_columns_and_carets() -> None:
    assert shown(wrong(1, 3, 2), "日本😀語")[2:] == ["  1 | 日本😀語", "    |     ^^^^"]


def test_combining_characters_take_no_column() -> None:
    assert shown(wrong(1, 4), "и\u0306 x")[2:] == ["  1 | и\u0306 x", "    |   ^"]


def test_the_caret_may_stand_after_the_end_of_the_line() -> None:
    assert shown(wrong(1, 3), "ab")[2:] == ["  1 | ab", "    |   ^"]


def test_a_place_past_the_end_of_the_line_is_shown_at_its_end() -> None:
    assert shown(wrong(1, 30, 5), "ab")[2:] == ["  1 | ab", "    |   ^"]


def test_a_line_of_a_hundred_characters_is_shown_whole() -> None:
    assert shown(wrong(1, 100), "x" * 100)[2:] == [f"  1 | {'x' * 100}", f"    | {' ' * 99}^"]


def test_a_longer_line_is_cut_around_the_place() -> None:
    line = "a" * 200 + "B" + "c" * 200
    assert shown(wrong(1, 201), line)[2:] == [
        f"  1 | …{'a' * 20}B{'c' * 77}…",
        f"    | {' ' * 21}^",
    ]


def test_a_longer_line_is_cut_at_its_end_for_a_place_at_its_beginning() -> None:
    assert shown(wrong(1, 1, 300), "a" * 300)[2:] == [f"  1 | {'a' * 98}…", f"    | {'^' * 98}"]


def test_a_longer_line_is_cut_at_its_beginning_for_a_place_at_its_end() -> None:
    assert shown(wrong(1, 301), "a" * 300)[2:] == [f"  1 | …{'a' * 98}", f"    | {' ' * 99}^"]


def test_control_characters_are_shown_as_pictures_and_numbers() -> None:
    text = "\x1b[2J\x7f\x9b\u202e\u2028x"
    assert shown(wrong(1, 9), text)[2:] == [
        "  1 | ␛[2J␡<U+009B><U+202E><U+2028>x",
        f"    | {' ' * 29}^",
    ]


def test_control_characters_in_names_and_messages_are_visible_too() -> None:
    place = Origin("a\x1b.yaml", 1, 1)
    diagnostic = Diagnostic("yaml-key", "key \x07", place, "why \r", "do \x1b", ((place, "\x08"),))
    assert shown(diagnostic, None)[:2] == ["error[yaml-key]: key ␇", "  a␛.yaml:1:1"]
    assert shown(diagnostic, None)[4:] == ["  why ␍", "  a␛.yaml:1:1   ␈", "  help: do ␛"]


def test_all_diagnostics_come_in_order_with_a_count_at_the_end() -> None:
    warning = Diagnostic("yaml-size", "large", None, severity=Severity.WARNING)
    assert show_all([wrong(2, 1), wrong(1, 1), wrong(1, 1), warning], lambda file: "a\nb") == (
        "warning[yaml-size]: large\n\n"
        "error[yaml-syntax]: this is wrong\n  a.yaml:1:1\n  1 | a\n    | ^\n\n"
        "error[yaml-syntax]: this is wrong\n  a.yaml:2:1\n  2 | b\n    | ^\n\n"
        "2 errors, 1 warning"
    )


def test_no_diagnostics_are_shown_as_nothing() -> None:
    assert show_all([], lambda file: None) == ""


def test_the_count_names_each_severity() -> None:
    unchecked = Diagnostic("yaml-size", "large", None, severity=Severity.NOT_CHECKED)
    warning = Diagnostic("yaml-size", "large", None, severity=Severity.WARNING)
    assert count([wrong(1, 1), warning, warning, unchecked, unchecked]) == (
        "1 error, 2 warnings, 2 not checked"
    )
    assert count([]) == "no errors"


def test_lines_end_as_origins_count_them() -> None:
    assert split("\ufeffa\r\nb\rc\nd\x0be\u2028f") == ["a", "b", "c", "d\x0be\u2028f"]


def test_the_json_form_is_plain_data() -> None:
    place = Origin("a.yaml", 1, 2, 3)
    diagnostic = Diagnostic("yaml-key", "wrong", place, related=((place, "here"),))
    origin = {"file": "a.yaml", "line": 1, "column": 2, "length": 3}
    assert json.loads(json.dumps(to_json(diagnostic))) == {
        "severity": "error",
        "code": "yaml-key",
        "message": "wrong",
        "origin": origin,
        "why": None,
        "help": None,
        "related": [{"origin": origin, "message": "here"}],
    }
    assert to_json(Diagnostic("yaml-key", "wrong", None))["origin"] is None


@given(st.text(), st.integers(-2, 5), st.integers(-2, 500), st.integers(-2, 500))
def test_nothing_shown_can_drive_a_terminal(text: str, line: int, column: int, length: int) -> None:
    result = show(wrong(line, column, length), lambda file: text * 5)
    kinds = {unicodedata.category(each) for each in result if each not in "\n\u200c\u200d"}
    assert kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()
