"""Trees with places, and every way in which a file is refused."""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from callup.text import yaml_tree
from callup.text.diagnostic import Diagnostic
from callup.text.excerpt import show
from callup.text.node import Entry, Mapping, Node, Scalar, Sequence, Style
from callup.text.origin import Origin
from callup.text.yaml_tree import compose


@pytest.fixture(params=["C", "Python"])
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Runs a test with the library's C scanner and with its Python scanner."""
    if request.param == "Python":
        monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    yield


both = pytest.mark.usefixtures("_loader")


def tree(text: str) -> Node:
    root, diagnostics = compose(text.encode(), "a.yaml")
    assert diagnostics == ()
    assert root is not None
    return root


def scalar(text: str) -> Scalar:
    """The value of the only entry of a mapping."""
    root = tree(text)
    assert isinstance(root, Mapping)
    value = root.entries[0].value
    assert isinstance(value, Scalar)
    return value


def refused(data: str | bytes) -> list[str]:
    """What is said of a file without a tree."""
    root, diagnostics = compose(data if isinstance(data, bytes) else data.encode(), "a.yaml")
    assert root is None
    return [brief(diagnostic) for diagnostic in diagnostics]


def brief(diagnostic: Diagnostic) -> str:
    assert diagnostic.origin is not None
    place = f"{diagnostic.origin.line}:{diagnostic.origin.column}"
    return f"{place} {diagnostic.code}: {diagnostic.message}"


def text(value: str) -> Scalar:
    return Scalar(value, Origin("", 1, 1))


def mapping(**values: Node) -> Mapping:
    entries = tuple(Entry(text(key), value) for key, value in values.items())
    return Mapping(entries, Origin("", 1, 1))


def sequence(*items: Node) -> Sequence:
    return Sequence(items, Origin("", 1, 1))


@both
@pytest.mark.parametrize(
    "written",
    [
        "no",
        "on",
        "1.10",
        "2025-07-08",
        "~",
        "null",
        "0x1F",
        "1e3",
        "12:30:45",
        "=",
        ".inf",
        "1_000",
    ],
)
def test_no_type_is_ever_guessed(written: str) -> None:
    assert scalar(f"a: {written}").text == written


@both
def test_a_tree_holds_texts_sequences_and_mappings() -> None:
    written = "a: x\nb: [y, {c: z}]\nd:\n  - |\n    two\n    lines\n  - 'it''s'\n  -\n"
    assert tree(written) == mapping(
        a=text("x"),
        b=sequence(text("y"), mapping(c=text("z"))),
        d=sequence(text("two\nlines\n"), text("it's"), text("")),
    )


def test_a_value_is_found_by_its_key() -> None:
    root = tree("a: x\nb: y")
    assert isinstance(root, Mapping)
    assert (root.get("b"), root.get("c")) == (text("y"), None)


@both
def test_styles_are_kept() -> None:
    root = tree("[a, 'b', \"c\"]")
    assert isinstance(root, Sequence)
    styles = [item.style for item in root if isinstance(item, Scalar)]
    assert styles == [Style.PLAIN, Style.QUOTED, Style.QUOTED]
    assert scalar("a: |\n  x").style is Style.BLOCK
    assert scalar("a: >\n  x").style is Style.BLOCK


@both
def test_flow_style_is_kept() -> None:
    root = tree("a: {b: c}\nd: [e]\nf:\n- g\n")
    assert isinstance(root, Mapping)
    flows = [value.flow for _, value in _pairs(root) if not isinstance(value, Scalar)]
    assert (root.flow, flows) == (False, [True, True, False])


def _pairs(root: Mapping) -> list[tuple[str, Node]]:
    return [(entry.key.text, entry.value) for entry in root]


@both
def test_places_count_characters_also_after_cyrillic_and_emoji() -> None:
    root = tree("возраст: {ru: 😀 лет, en: x}")
    assert isinstance(root, Mapping)
    inner = root.get("возраст")
    assert isinstance(inner, Mapping)
    assert [entry.value.origin for entry in inner] == [
        Origin("a.yaml", 1, 15, 5),
        Origin("a.yaml", 1, 26, 1),
    ]
    assert inner.origin == Origin("a.yaml", 1, 10, 18)


@both
def test_a_block_mapping_stands_where_its_first_key_does() -> None:
    root = tree("# c\na:\n  key: x\n")
    assert isinstance(root, Mapping)
    value = root.get("a")
    assert value is not None
    assert value.origin == Origin("a.yaml", 3, 3, 3)


@both
def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    data = b"\xef\xbb\xbfa: |\r\n  x\r\n  y\r\nb: z\r\n"
    root, diagnostics = compose(data, "a.yaml")
    assert diagnostics == ()
    assert root == mapping(a=text("x\ny\n"), b=text("z"))
    assert isinstance(root, Mapping)
    assert [entry.key.origin for entry in root] == [
        Origin("a.yaml", 1, 1, 1),
        Origin("a.yaml", 4, 1, 1),
    ]


@both
@pytest.mark.parametrize(
    ("written", "part", "line", "column", "length"),
    [
        ("a: born and age", "age", 1, 13, 3),
        ("a: 'born and age'", "age", 1, 14, 3),
        ("a: 'it''s x'", "x", 1, 11, 1),
        ('a: "q\\u0041\\n\\\\x"', "x", 1, 16, 1),
        ("a: |\n  born\n    and\n\n  age\n", "and", 3, 5, 3),
        ("a: |\n  born\n    and\n\n  age\n", "age", 5, 3, 3),
        ("a: |  # why\n  born\n  age\n", "age", 3, 3, 3),
        ("a: |2\n    born\n", "born", 2, 5, 4),
        ("a: >-\n   born\n   and\n\n   age\n", "age", 5, 4, 3),
        ("a: born\n  and\n\n  age", "and", 2, 3, 3),
        ("a: born\n  and\n\n  age", "age", 4, 3, 3),
        ("a: 'born\n  and\n\n   age'", "age", 4, 4, 3),
        ('a: "born \\\n   and\n   age"', "and", 2, 4, 3),
        ('a: "born \\\n   and\n   age"', "age", 3, 4, 3),
        ("рота: взвод и отделение", "отделение", 1, 15, 9),
        ("a: |\n  born and\n  age\n", "and\nage", 2, 8, 3),
    ],
)
def test_a_part_of_a_text_is_found_in_the_file(
    written: str, part: str, line: int, column: int, length: int
) -> None:
    value = scalar(written)
    place = value.at(value.text.index(part), len(part))
    assert place == Origin("a.yaml", line, column, length)


@both
@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("a: born", 1, 8),
        ("a: 'born'", 1, 9),
        ("a: |\n  born\n  age\n", 3, 6),
        ("a: |\n  born\n\n\nb: c\n", 2, 7),
        ("a: born\n  age", 2, 6),
        ("a:", 1, 3),
    ],
)
def test_the_end_of_a_text_is_the_place_after_its_last_character(
    written: str, line: int, column: int
) -> None:
    value = scalar(written)
    assert value.at(len(value.text)) == Origin("a.yaml", line, column)


def test_a_line_end_inside_a_text_is_the_place_after_its_line() -> None:
    assert scalar("a: |\n  born\n  age\n").at(4) == Origin("a.yaml", 2, 7)


def test_an_empty_file_is_refused() -> None:
    for written in ("", "\n\n", "# only a comment\n", "---\n", "\ufeff"):
        assert refused(written) == ["1:1 yaml-empty: the file holds nothing"]


@both
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a: b: c", "1:5 yaml-syntax: a value that holds `: ` needs quotation marks"),
        ("a: [1, 2\nb: 3", "2:2 yaml-syntax: a list misses a comma or its `]`"),
        ("a: {b: 1", "1:9 yaml-syntax: a mapping misses a comma or its `}`"),
        ("{a: b in {x, y}}", "1:10 yaml-syntax: a mapping misses a comma or its `}`"),
        ("a: 'x\nb: 2", "1:4 yaml-syntax: a quotation mark is never closed"),
        ("a:\n\t- b", "2:1 yaml-syntax: a tab stands where only spaces may"),
        ("a: @x", "1:4 yaml-syntax: a value cannot begin with `@`"),
        ("a: %x", "1:4 yaml-syntax: a value cannot begin with `%`"),
        ("a: `x`", "1:4 yaml-syntax: a value cannot begin with a backtick"),
        ("a: *", "1:4 yaml-syntax: a value cannot begin with `&`, `*` or `!`"),
        ("- a\nb: 1", "2:1 yaml-syntax: an item of the list above is expected here"),
        ("a: 1\n b: 2", "2:3 yaml-syntax: a key is not expected here"),
        ("a:\n  b: 1\n c: 2", "3:2 yaml-syntax: this line does not fit the mapping above it"),
        ("a: 'b' c", "1:8 yaml-syntax: more text follows a value that has ended"),
        ("a: x\nb\nc: 1", "2:1 yaml-syntax: this line is neither a key nor part of a value"),
        ("{a: b}}", "1:7 yaml-syntax: the file goes on after its value has ended"),
        ("a: - b", "1:4 yaml-syntax: an item of a list is not expected here"),
        ("[a, , b]", "1:5 yaml-syntax: a value is expected here"),
        ("a: |x\n b", "1:5 yaml-syntax: nothing may follow `|` or `>` on its line"),
        ("a: |0\n b", "1:5 yaml-syntax: `|` and `>` take an indentation from 1 to 9"),
        (
            'a: "\\xg1"',
            "1:7 yaml-syntax: no character is named here: "
            "`\\x` takes 2 hexadecimal digits, `\\u` 4 and `\\U` 8",
        ),
        ("%FOO\n---\na", "1:1 yaml-directive: a line that begins with `%` is for the YAML reader"),
        (
            "# c\n%YAML 1.2\n---\na",
            "2:1 yaml-directive: a line that begins with `%` is for the YAML reader",
        ),
        ("a: 1\n---\nb: 2", "2:1 yaml-documents: a second document begins here"),
        ("a: *b", "1:4 yaml-alias: the alias `*b` stands for a value written elsewhere"),
        (
            "<<: {a: b}",
            "1:1 yaml-merge-key: the merge key `<<` copies another mapping into this one",
        ),
        ("? [a]\n: b", "1:3 yaml-key: a key is a text, not a list or a mapping"),
        ("{a: b}: c", "1:1 yaml-key: a key is a text, not a list or a mapping"),
        ("? |\n  a\n: b", "1:3 yaml-key: a key is one line of 1 to 200 characters"),
        ("'': b", "1:1 yaml-key: a key is one line of 1 to 200 characters"),
        (f"{'k' * 201}: b", "1:1 yaml-key: a key is one line of 1 to 200 characters"),
        ('a: "x\\e"', "1:6 yaml-control-character: the character U+001B (escape) cannot be seen"),
        ("[" * 41 + "]" * 41, "1:41 yaml-depth: values are nested more than 40 deep"),
        ("[" * 100_000, "1:41 yaml-depth: values are nested more than 40 deep"),
        ("- " * 100_000, "1:81 yaml-depth: values are nested more than 40 deep"),
        ("{a: " * 100_000, "1:161 yaml-depth: values are nested more than 40 deep"),
    ],
)
def test_a_file_is_refused_in_our_words(written: str, expected: str) -> None:
    assert refused(written) == [expected]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: b\nc: caf\xe9 x\n", ["2:7 yaml-encoding: byte 0xE9 is not UTF-8"]),
        (
            "a: да\nb: нет".encode("cp1251"),
            [
                "1:4 yaml-encoding: byte 0xE4 is not UTF-8",
                "2:4 yaml-encoding: byte 0xED is not UTF-8",
            ],
        ),
        ("a: б".encode("utf-16"), ["1:1 yaml-encoding: the file is in UTF-16, not UTF-8"]),
        ("ab".encode("utf-16-le"), ["1:1 yaml-encoding: the file is in UTF-16, not UTF-8"]),
        ("ab".encode("utf-16-be"), ["1:1 yaml-encoding: the file is in UTF-16, not UTF-8"]),
        ("a: б".encode("utf-32"), ["1:1 yaml-encoding: the file is in UTF-32, not UTF-8"]),
        (b"a: b\nc: \x00\x01", ["2:4 yaml-binary: the file is not text: it has a zero byte"]),
        (
            b"a: \x0bb\nc: \x1b",
            [
                "1:4 yaml-control-character: "
                "the character U+000B (control character) cannot be seen",
                "2:4 yaml-control-character: the character U+001B (escape) cannot be seen",
            ],
        ),
        (
            "a: \u202eb\u2028".encode(),
            [
                "1:4 yaml-control-character: "
                "the character U+202E (right-to-left override) cannot be seen",
                "1:6 yaml-control-character: the character U+2028 (line separator) cannot be seen",
            ],
        ),
        (b"a" * (4 * 1024 * 1024 + 1), ["1:1 yaml-size: the file is too large"]),
    ],
)
def test_what_is_no_readable_text_is_refused(data: bytes, expected: list[str]) -> None:
    assert refused(data) == expected


def test_a_likely_encoding_is_named() -> None:
    helps = [compose(data, "")[1][0].help for data in ("да".encode("cp1251"), b"caf\xe9")]
    assert helps == [
        "save the file as UTF-8; it looks like Windows-1251",
        "save the file as UTF-8; it looks like Latin-1 or Windows-1252",
    ]


def test_a_file_of_the_greatest_size_is_read() -> None:
    assert tree("a: " + "x" * (4 * 1024 * 1024 - 3)) is not None


def test_too_many_values_are_refused() -> None:
    written = "- \n" * 200_001
    assert refused(written) == ["200000:2 yaml-nodes: the file holds more than 200,000 values"]


@both
def test_nesting_of_forty_is_read() -> None:
    assert tree("[" * 40 + "]" * 40) is not None


@both
def test_duplicate_keys_point_at_both_and_keep_the_first() -> None:
    root, diagnostics = compose(b"a: x\nb: y\n'a': z\n", "a.yaml")
    assert root == mapping(a=text("x"), b=text("y"))
    assert diagnostics == (
        Diagnostic(
            "yaml-duplicate-key",
            "the key `a` stands twice in this mapping",
            Origin("a.yaml", 3, 1, 3),
            help="delete one of the two, or rename it",
            related=((Origin("a.yaml", 1, 1), "it stands here first"),),
        ),
    )


@both
def test_anchors_and_tags_are_reported_and_left_out() -> None:
    written = "a: &k x\nb: !!str y\nc: !t &m [z]\nd: ! w\n"
    root, diagnostics = compose(written.encode(), "a.yaml")
    assert root == mapping(a=text("x"), b=text("y"), c=sequence(text("z")), d=text("w"))
    assert [brief(diagnostic) for diagnostic in diagnostics] == [
        "1:4 yaml-anchor: the anchor `&k` marks a value for reuse",
        "2:4 yaml-tag: the tag `!!str` gives the value a type",
        "3:4 yaml-tag: the tag `!t` gives the value a type",
        "3:7 yaml-anchor: the anchor `&m` marks a value for reuse",
        "4:4 yaml-tag: the tag `!` gives the value a type",
    ]


@both
def test_all_mistakes_up_to_a_stop_are_reported_at_once() -> None:
    written = "a: &k 1\nb: !!str 2\nb: 3\n? [x]\n: 1\nc: *k\nd: 'x"
    assert refused(written) == [
        "1:4 yaml-anchor: the anchor `&k` marks a value for reuse",
        "2:4 yaml-tag: the tag `!!str` gives the value a type",
        "3:1 yaml-duplicate-key: the key `b` stands twice in this mapping",
        "4:3 yaml-key: a key is a text, not a list or a mapping",
        "6:4 yaml-alias: the alias `*k` stands for a value written elsewhere",
        "7:4 yaml-syntax: a quotation mark is never closed",
    ]


def test_aliases_that_would_multiply_are_never_followed() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    root, diagnostics = compose("\n".join(rows).encode(), "a.yaml")
    assert root is None
    assert len(diagnostics) == 60 + 2 * 59


def test_a_mistake_in_a_list_shows_where_the_list_begins() -> None:
    _, diagnostics = compose(b"a: [1, 2\nb: 3", "a.yaml")
    assert [show(each, lambda file: "a: [1, 2\nb: 3") for each in diagnostics] == [
        "error[yaml-syntax]: a list misses a comma or its `]`\n"
        "  a.yaml:2:2\n"
        "  2 | b: 3\n"
        "    |  ^\n"
        "  a.yaml:1:4   the list begins here\n"
        "  help: put a value that holds a comma, a bracket, a brace or `: ` in quotation marks"
    ]


YAML = st.lists(
    st.sampled_from(
        [
            *["a", "б", "😀", ": ", "- ", "\n", "\n  ", "#", "[", "]", "{", "}", ",", "|\n", "%"],
            *[">-\n  ", "'", '"', "\\", "\\x4", "&a ", "*a", "!t ", "? ", "<<", "---\n", "...\n"],
            *["\t", "\r\n"],
        ]
    )
).map("".join)


@given(st.one_of(st.binary(), st.text().map(str.encode), YAML.map(str.encode)))
def test_any_bytes_give_a_tree_or_diagnostics(data: bytes) -> None:
    root, diagnostics = compose(data, "a.yaml")
    assert (root is None) <= bool(diagnostics)


@given(YAML)
def test_every_place_is_in_the_file(written: str) -> None:
    _, diagnostics = compose(written.encode(), "a.yaml")
    rows = written.replace("\r\n", "\n").split("\n")
    for diagnostic in diagnostics:
        place = diagnostic.origin
        assert place is not None
        assert 1 <= place.line <= len(rows)
        assert 1 <= place.column <= len(rows[place.line - 1]) + 1


@both
@given(written=YAML)
def test_every_character_of_a_text_is_found_where_it_stands(written: str) -> None:
    root, diagnostics = compose(written.encode(), "a.yaml")
    if root is None or diagnostics:
        return
    rows = written.replace("\r\n", "\n").split("\n")
    for value in _scalars(root):
        for offset, character in enumerate(value.text):
            place = value.at(offset)
            found = rows[place.line - 1][place.column - 1 :][:1]
            # White space may be folded, and a backslash or a quotation mark may be an escape.
            assert found == character or character in " \n\t" or found in {"\\", "'"}


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence(items):
            for item in items:
                yield from _scalars(item)
        case Mapping(entries):
            for entry in entries:
                yield entry.key
                yield from _scalars(entry.value)
