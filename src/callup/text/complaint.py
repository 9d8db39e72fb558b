"""What the YAML library says of a file that is not YAML, in words for whoever writes a lawbook."""

import re
from collections.abc import Callable
from typing import NamedTuple

SAME = "give all keys of a mapping the same indentation"
QUOTE = "put the value in quotation marks"


class Complaint(NamedTuple):
    """What is wrong and what to do; `begun` says what stands at the place where the value began.

    `at_beginning`: the beginning is the place to point at, not where reading stopped.
    """

    message: str
    help: str | None = None
    begun: str | None = None
    at_beginning: bool = False


class Stop(NamedTuple):
    """Where and why the library stopped: its two phrases, and the line around that place."""

    context: str
    problem: str
    before: str
    after: str


def complain(stop: Stop) -> Complaint | None:
    """The complaint for a stop of either of the library's two scanners; None for an unknown one."""
    return next((rule(stop) for words, rule in _RULES if re.search(words, _phrase(stop))), None)


def _phrase(stop: Stop) -> str:
    return f"{stop.context}; {stop.problem}"


def _character(stop: Stop) -> Complaint:
    if stop.after.startswith("\t"):
        return Complaint("a tab stands where only spaces may", "indent with spaces")
    sign = "a backtick" if stop.after.startswith("`") else f"`{stop.after[:1]}`"
    return Complaint(f"a value cannot begin with {sign}", QUOTE)


def _colon(stop: Stop) -> Complaint:
    if re.search(r":\s", stop.before):
        advice = f"{QUOTE}, or write it as a `|` block"
        return Complaint("a value that holds `: ` needs quotation marks", advice)
    return Complaint("a key is not expected here", SAME)


def _key(stop: Stop) -> Complaint:
    if stop.before.strip(" "):
        return Complaint(
            "more text follows a value that has ended",
            "put the whole value in one pair of quotation marks",
        )
    return Complaint(
        "this line does not fit the mapping above it",
        SAME,
        begun="the mapping begins here",
    )


def _not_closed(kind: str, bracket: str) -> Callable[[Stop], Complaint]:
    return _always(
        f"a {kind} misses a comma or its `{bracket}`",
        "put a value that holds a comma, a bracket, a brace or `: ` in quotation marks",
        begun=f"the {kind} begins here",
    )


def _always(
    message: str, help: str | None = None, begun: str | None = None, at_beginning: bool = False
) -> Callable[[Stop], Complaint]:
    return lambda _: Complaint(message, help, begun, at_beginning)


_RULES: tuple[tuple[str, Callable[[Stop], Complaint]], ...] = (
    # Words of libyaml and of the pure Python scanner; the first that fit are taken.
    ("cannot start any token", _character),
    ("tab character", _always("a tab stands where only spaces may", "indent with spaces")),
    ("mapping values are not allowed", _colon),
    ("mapping keys are not allowed", _always("`? ` is not expected here", QUOTE)),
    (
        "sequence entries are not allowed",
        _always("an item of a list is not expected here", "begin the list on a line of its own"),
    ),
    (
        "could not find expected ':'",
        _always(
            "this line is neither a key nor part of a value",
            "write `key: value`, or indent the line to continue the value above it",
            at_beginning=True,
        ),
    ),
    (
        "quoted scalar; found unexpected",
        _always(
            "a quotation mark is never closed",
            "close it at the end of the value",
            at_beginning=True,
        ),
    ),
    (
        "unknown escape character",
        _always(
            "a backslash in double quotation marks has a meaning of its own",
            r"write `\\` for a backslash, or use single quotation marks",
        ),
    ),
    (
        r"hexd?[ae]*cimal|escape|range\(|too large|not in range",
        _always(
            r"no character is named here: `\x` takes 2 hexadecimal digits, `\u` 4 and `\U` 8",
            r"write `\\` for a backslash, or use single quotation marks",
        ),
    ),
    ("flow sequence; .*','", _not_closed("list", "]")),
    ("flow mapping; .*','", _not_closed("mapping", "}")),
    (
        "block collection;",
        _always(
            "an item of the list above is expected here",
            "begin every item with `- `, at the same indentation",
            begun="the list begins here",
        ),
    ),
    ("block mapping;", _key),
    ("node content", _always("a value is expected here")),
    ("<document start>", _always("the file goes on after its value has ended")),
    (
        "block scalar; .*(comment or line break|chomping)",
        _always("nothing may follow `|` or `>` on its line", "begin the text on the next line"),
    ),
    ("block scalar;", _always("`|` and `>` take an indentation from 1 to 9")),
    (
        "anchor|alias|tag",
        _always("a value cannot begin with `&`, `*` or `!`", QUOTE, at_beginning=True),
    ),
    ("directive|%YAML|%TAG", _always("a line cannot begin with `%`", QUOTE)),
)
