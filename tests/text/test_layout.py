"""The canonical form of a file."""

from collections import Counter
from collections.abc import Sequence

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from callup.text import yaml_tree
from callup.text.diagnostic import Diagnostics
from callup.text.layout import layout
from callup.text.node import Mapping, Node, Scalar
from callup.text.yaml_tree import compose


def as_written(path: tuple[str, ...]) -> Sequence[str] | None:
    return None


def formatted(text: str) -> str:
    return layout(text.encode(), "a.yaml", as_written)


LONG = "word " * 18 + "end"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("a:   x", "a: x\n", id="spaces go, a line end comes"),
        pytest.param("a: x\r\nb: y\r\n", "a: x\nb: y\n", id="Windows line ends go"),
        pytest.param("---\na: x\n...\n", "a: x\n", id="document marks go"),
        pytest.param("a:\n- x\n- y", "a:\n  - x\n  - y\n", id="a list is indented under its key"),
        pytest.param("a:\n    b:\n        c: d", "a:\n  b:\n    c: d\n", id="steps are two wide"),
        pytest.param("-\n  a: x\n  b: y\n", "- a: x\n  b: y\n", id="an item begins at its dash"),
        pytest.param("-   - a\n    - b\n", "- - a\n  - b\n", id="lists in lists"),
        pytest.param("a:\n  x", "a: x\n", id="a value comes to its key"),
        pytest.param("? a\n: x", "a: x\n", id="a key needs no question mark"),
        pytest.param("a:\nb: [ ]\nc: { }\n-1:\n", "a:\nb: []\nc: {}\n-1:\n", id="empty values"),
        pytest.param("a: { b : c,  d: [ e , f ] }", "a: {b: c, d: [e, f]}\n", id="brackets stay"),
        pytest.param("a: {b: c,\n  d: e}", "a: {b: c, d: e}\n", id="brackets come to one line"),
        pytest.param("{a: b}", "{a: b}\n", id="a file in brackets"),
        pytest.param("[a: b, {c}]", "[{a: b}, {c}]\n", id="a pair in a list gets its braces"),
        pytest.param(
            f"a: {{b: {LONG}, c: [d, e]}}",
            f"a:\n  b: {LONG}\n  c: [d, e]\n",
            id="brackets too long for a line become a block",
        ),
        pytest.param(
            "a: [x, # why\n  y]",
            "a:\n  - x  # why\n  - y\n",
            id="brackets with a comment inside become a block",
        ),
        pytest.param("a: 'words of text'", "a: words of text\n", id="needless marks go"),
        pytest.param("a: 'no'", 'a: "no"\n', id="marks around what looks like a yes or no stay"),
        pytest.param("a: '12'\nb: '2025-07-08'", 'a: "12"\nb: "2025-07-08"\n', id="and a number"),
        pytest.param(
            "a: 'May 2022'\nb: 'n.d.'", 'a: "May 2022"\nb: "n.d."\n', id="and a vague day"
        ),
        pytest.param("a: 'who, when'", "a: who, when\n", id="a comma needs no marks"),
        pytest.param("a: ['who, when']", 'a: ["who, when"]\n', id="but in brackets it does"),
        pytest.param("a: '«Слово» и дело.'", "a: «Слово» и дело.\n", id="marks of other languages"),
        pytest.param("a: 'unknown'", 'a: "unknown"\n', id="and a word of the format"),
        pytest.param("a: 'x: y'\nb: 'x #y'", 'a: "x: y"\nb: "x #y"\n', id="and what needs them"),
        pytest.param("a: no\nb: 12\nc: it's", "a: no\nb: 12\nc: it's\n", id="plain stays plain"),
        pytest.param(r"""a: 'say "it''s" \'""", 'a: "say \\"it\'s\\" \\\\"\n', id="escapes"),
        pytest.param(r'a: "say \"it\" \\ x"', "a: 'say \"it\" \\ x'\n", id="no needless escapes"),
        pytest.param('a: "x\\ty\\nz"', 'a: "x\\ty\\nz"\n', id="line ends in quotes stay"),
        pytest.param("a: x\ty", 'a: "x\\ty"\n', id="a tab is escaped"),
        pytest.param("a: |\n    x\n     y\n", "a: |\n  x\n   y\n", id="a block is indented by two"),
        pytest.param("a: |-\n  x\n\n\n", "a: |-\n  x\n", id="no empty lines after a block"),
        pytest.param("a: |+\n  x\n\n", 'a: "x\\n\\n"\n', id="line ends that count are escaped"),
        pytest.param("a: |2\n   x\n", 'a: " x\\n"\n', id="a block that begins with a space"),
        pytest.param("a: |\n  # x\n", "a: |\n  # x\n", id="a block that looks like a comment"),
        pytest.param(
            "a: >\n    x\n    y\n", "a: >\n  x\n  y\n", id="a folded block keeps its lines"
        ),
        pytest.param("a: x\n     y\n\n     z", "a: x\n  y\n\n  z\n", id="a plain text too"),
        pytest.param("a: 'x\n     it''s'", 'a: "x\n  it\'s"\n', id="a quoted text too"),
        pytest.param("a: x\n\n\n\nb: y\n\n", "a: x\n\nb: y\n", id="at most one blank line"),
        pytest.param("\n\na:\n\n  b: x\n", "a:\n  b: x\n", id="no blank line at a beginning"),
        pytest.param("# x  \na: y", "# x\na: y\n", id="no spaces after a comment"),
        pytest.param("a: x   # c\nb: y #d", "a: x  # c\nb: y  #d\n", id="comments at line ends"),
        pytest.param("a: |   # c\n  x\n", "a: |  # c\n  x\n", id="a comment beside a block"),
        pytest.param("a: 'x # y' # c", 'a: "x # y"  # c\n', id="no comment in quotes"),
        pytest.param("a: # c\n  b: x # d", "a:  # c\n  b: x  # d\n", id="a comment beside a key"),
        pytest.param("a:\n  # c\n  x", "# c\na: x\n", id="a comment between key and value"),
        pytest.param("a:\n  # c\n  b: x", "a:\n  # c\n  b: x\n", id="a comment above a first key"),
        pytest.param("-\n  # c\n  a: x", "# c\n- a: x\n", id="a comment above a compact item"),
        pytest.param("- # c\n  a: x", "-  # c\n  a: x\n", id="a comment beside a dash"),
        pytest.param(
            "a:\n   b: x\n   # c\n\n # d\n# e\nf: y\n# g\n",
            "a:\n  b: x\n  # c\n\n# d\n# e\nf: y\n# g\n",
            id="comments stay with the collection they are indented as",
        ),
        pytest.param("a: # c\n  x # d", "# c\na: x  # d\n", id="of two comments one moves up"),
        pytest.param("a: [ # c\n]", "# c\na: []\n", id="a comment in empty brackets moves up"),
    ],
)
def test_the_canonical_form_of(written: str, expected: str) -> None:
    assert formatted(written) == expected
    assert formatted(expected) == expected


def test_keys_come_in_their_order_with_their_comments_and_blank_lines() -> None:
    orders = {(): ["act", "title", "changes"], ("changes", "*"): ["add", "when"]}
    written = (
        "# About this file.\n\n"
        "# the changes\nchanges:\n"
        "  # one\n  - when: x  # if x\n    note: z\n    add: one\n    # end of one\n"
        "  - {when: y, add: two}\n"
        "own: w\n\n"
        "# the title\ntitle: t\n"
        "act: a\n"
    )
    expected = (
        "# About this file.\n\n"
        "act: a\n\n"
        "# the title\ntitle: t\n"
        "# the changes\nchanges:\n"
        "  # one\n  - add: one\n    when: x  # if x\n    note: z\n    # end of one\n"
        "  - {add: two, when: y}\n"
        "own: w\n"
    )
    assert layout(written.encode(), "a.yaml", orders.get) == expected


def test_a_file_with_mistakes_is_not_formatted() -> None:
    with pytest.raises(Diagnostics) as caught:
        formatted("a: x\na: y\n")
    assert [each.code for each in caught.value.diagnostics] == ["yaml-duplicate-key"]


# Files with comments everywhere. Two ways of making them: whole trees that are written in random
# styles, and random pieces of YAML of which those are taken that can be read.

WORDS = st.sampled_from(
    ["a", "age", "no", "12", "2025-07-08", "words of text", "x#y", "возраст 😀", "n.d."]
)
QUOTED = st.sampled_from(
    ["'it''s'", '"# no comment"', "'a: b'", '"\\t\\n"', '"x \\"y\\""', "''", "'plain words'", "'1'"]
)
COMMENT = st.sampled_from(["# c", "#d", "# e: [f", "#", "# 'g"])


@st.composite
def files(draw: st.DrawFn) -> str:
    return draw(_gap(0)) + draw(_block(0, 0)) + draw(_gap(0))


@st.composite
def _gap(draw: st.DrawFn, column: int) -> str:
    """Blank lines and comments on lines of their own."""
    indents = st.integers(0, column + 3)
    rows = st.one_of(st.just(""), st.builds(lambda n, c: " " * n + c, indents, COMMENT))
    return "".join(row + "\n" for row in draw(st.lists(rows, max_size=2)))


@st.composite
def _beside(draw: st.DrawFn) -> str:
    return draw(st.one_of(st.just("\n"), COMMENT.map(lambda comment: f" {comment}\n")))


@st.composite
def _block(draw: st.DrawFn, column: int, depth: int) -> str:
    """A mapping or sequence at a column, ending with a line end."""
    listed = draw(st.booleans())
    step = draw(st.integers(1, 3))
    keys = draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=3, unique=True))
    text = ""
    for key in keys:
        text += draw(_gap(column)) if text else ""
        label = "-" if listed else f"{key}:"
        text += " " * column + label + draw(_value(column + step, depth + 1))
    return text


@st.composite
def _value(draw: st.DrawFn, column: int, depth: int) -> str:
    indent = " " * column
    kind = draw(st.integers(0, 6 if depth < 3 else 5))
    if kind == 0:
        return draw(_beside())
    if kind == 1:
        return f" {draw(st.one_of(WORDS, QUOTED))}{draw(_beside())}"
    if kind == 2:
        return f" {draw(_flow(0))}{draw(_beside())}"
    if kind == 3:
        header = draw(st.sampled_from(["|", "|-", "|+", ">", ">-"]))
        body = draw(st.lists(st.sampled_from(["x", "# y", "", "  z", "a: b"]), max_size=3))
        rows = "".join(f"{indent}{row}\n" if row else "\n" for row in ["first", *body])
        return f" {header}{draw(_beside())}{rows}"
    if kind == 4:
        return f" words\n{indent}of\n\n{indent}text{draw(_beside())}"
    if kind == 5:
        return f"{draw(_beside())}{draw(_gap(column))}{indent}'x\n{indent}y'{draw(_beside())}"
    return f"{draw(_beside())}{draw(_gap(column))}{draw(_block(column, depth))}"


@st.composite
def _flow(draw: st.DrawFn, depth: int) -> str:
    """A collection in brackets, perhaps over several lines with comments."""
    count = draw(st.integers(0, 3))
    separator = st.sampled_from(
        [" ", "", "\n         ", " # c\n         ", "\n         # d\n         "]
    )
    listed = draw(st.booleans())
    inner = st.one_of(WORDS, QUOTED, _flow(depth + 1)) if depth < 2 else WORDS
    text = draw(separator)
    for number in range(count):
        label = "" if listed else f"k{number}: "
        text += f"{label}{draw(inner)},{draw(separator)}"
    return f"[{text}]" if listed else f"{{{text}}}"


PIECES = st.lists(
    st.sampled_from(
        [
            *["a", "b", "x y", "1", "no", ": ", "- ", "\n", "\n  ", "\n    ", "# c1", " # c2"],
            *["{", "}", "[", "]", ", ", ": |\n", " |-\n", ">\n", ": >-\n", "'q'", '"d"', "'"],
            *['"', " ", "? ", "\n\n", "---\n", "...\n", "\t", "#", "-", ":", "a: ", "b: ", "é"],
            *["a:\n  ", "\\n", "\\ ", "|2\n", "|+\n", "''", "{a: b, c: [d, e]}\n", "long " * 12],
        ]
    ),
    max_size=30,
).map("".join)


def orders(path: tuple[str, ...]) -> Sequence[str] | None:
    return ["c", "a", "k2", "b"] if len(path) % 2 == 0 else None


def check(written: str) -> None:
    """Every law of the canonical form, for a file that can be read."""
    once = layout(written.encode(), "a.yaml", orders)
    assert layout(once.encode(), "a.yaml", orders) == once
    before, _ = compose(written.encode(), "a.yaml")
    after, diagnostics = compose(once.encode(), "a.yaml")
    assert before is not None
    assert after is not None
    assert diagnostics == ()
    assert unordered(after) == unordered(before)
    rows = once.split("\n")
    assert [row for row in rows if row.endswith(" ") or "\t" in row or "\r" in row] == []
    assert rows[-1] == "" != rows[-2]


def unordered(node: Node) -> object:
    match node:
        case Scalar(text):
            return text
        case Mapping(entries):
            return {entry.key.text: unordered(entry.value) for entry in entries}
        case _:
            return [unordered(item) for item in node.items]


@given(files())
def test_the_laws_hold_for_trees_in_all_styles(written: str) -> None:
    root, diagnostics = compose(written.encode(), "a.yaml")
    assert diagnostics == ()
    assert root is not None
    check(written)


@given(PIECES)
def test_the_laws_hold_for_whatever_can_be_read(written: str) -> None:
    if not compose(written.encode(), "a.yaml")[1]:
        check(written)


@given(files())
def test_every_comment_survives_once(written: str) -> None:
    marked, number = number_comments(written)
    once = layout(marked.encode(), "a.yaml", orders)
    found = Counter(mark for mark in range(number) for _ in range(once.count(f"# mark {mark};")))
    assert found == Counter(range(number))


def number_comments(written: str) -> tuple[str, int]:
    """The file with a comment of its own number in place of each that begins with `# c`."""
    parts = written.split("# c\n")
    text = parts[0]
    for number, part in enumerate(parts[1:]):
        text += f"# mark {number};\n{part}"
    return text, len(parts) - 1


def test_a_result_that_says_something_else_is_never_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("callup.text.layout.as_value", lambda scalar, written: ["other"])
    with pytest.raises(AssertionError, match="the canonical form is not read as the file was"):
        formatted("a: x")
    monkeypatch.undo()
    monkeypatch.setattr("callup.text.layout._Writer._line", _without_comment)
    with pytest.raises(AssertionError, match="has not the comments of the file"):
        formatted("a: x # c")


def _without_comment(writer: object, line: str, unit: object) -> None:
    writer.lines.append(line)  # type: ignore[attr-defined]


def test_both_scanners_of_the_library_lead_to_the_same_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = "# x\na: [b, # c\n {d: }]\ne: |\n  f\n\n# g\n"
    fast = formatted(written)
    monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    assert formatted(written) == fast
