"""What somebody gives about a person: `fact=value` words, and a file that keeps them to itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from callup.text.diagnostic import Diagnostic, Diagnostics

MOST_BYTES = 1 << 20


def given(words: Iterable[str], file: str | None) -> dict[str, object]:
    """The facts of the file and of the words; a word has precedence over the file.

    Raises Diagnostics for words that are not `fact=value` and for files that are no mapping.
    """
    facts = _from_file(file) if file else {}
    return {**facts, **_from_words(words)}


def _from_words(words: Iterable[str]) -> dict[str, object]:
    facts: dict[str, object] = {}
    problems = []
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip()
        if not sign or not name or not value.strip():
            problems.append(_bad_word(word))
        elif name in facts:
            problems.append(_problem(f"`{_cut(name)}` is given twice", "keep one of the two"))
        else:
            facts[name] = value.strip()
    if problems:
        raise Diagnostics(problems)
    return facts


def _bad_word(word: str) -> Diagnostic:
    name = _cut(word.strip("= ")) or "citizenship"
    return _problem(
        f"`{_cut(word)}` is not a fact with its value",
        f"write {name}=VALUE, without spaces around `=`, as in born=1990-05-17",
    )


def _problem(message: str, help: str) -> Diagnostic:
    return Diagnostic("bad-fact", message, None, help=help)


def _cut(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"


def _from_file(name: str) -> dict[str, object]:
    data = _read(name)
    if data.lstrip()[:1] == b"{":
        found = _from_json(data)
        if found is not None:
            return found
    return _from_yaml(data, "standard input" if name == "-" else name)


def _read(name: str) -> bytes:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        message = f"the file `{_cut(name)}` cannot be read"
        raise Diagnostics([Diagnostic("unreadable-file", message, None, why=why)]) from None
    if len(data) > MOST_BYTES:
        message = f"a person has at most {MOST_BYTES >> 20} MiB of facts"
        raise Diagnostics([Diagnostic("too-large", message, None)])
    return data


def _from_json(data: bytes) -> dict[str, object] | None:
    """The mapping; None where it is not JSON, and may be YAML in braces."""
    try:
        # numbers stay as they are written, so that 0.1 is exactly that
        found = json.loads(
            data, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
        )
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts = dict(pairs)
    if len(facts) != len(pairs):
        raise Diagnostics([_problem("a fact stands twice in the file", "keep one of the two")])
    return facts


def _from_yaml(data: bytes, name: str) -> dict[str, object]:
    from callup.text.yaml_tree import Mapping, compose

    tree, problems = compose(data, name)
    if problems:
        raise Unreadable(problems, name, data)
    if not isinstance(tree, Mapping):
        message = "a person is a mapping of facts to their values"
        help = "write lines such as `born: 1990-05-17`"
        raise Diagnostics([Diagnostic("bad-fact", message, None, help=help)])
    return {entry.key.text: _plain(entry.value) for entry in tree}


def _plain(node: Any) -> object:
    """A node as read_person takes it: texts, lists and mappings; an empty text is unknown."""
    from callup.text.yaml_tree import Mapping, Scalar, Sequence, Style

    match node:
        case Scalar(text="" | "~" | "null", style=Style.PLAIN):
            return None
        case Scalar():
            return node.text
        case Sequence():
            return [_plain(item) for item in node]
        case Mapping():
            return {entry.key.text: _plain(entry.value) for entry in node}
    raise TypeError(f"no node: {node!r}")


class Unreadable(Diagnostics):
    """A file of facts that is not YAML; `source` gives its text, to show the line."""

    def __init__(self, problems: Iterable[Diagnostic], name: str, data: bytes) -> None:
        super().__init__(problems)
        text = data.decode("utf-8", errors="replace")
        self.source = lambda file: text if file == name else None
