"""The words of the commands that go on until they are told to stop: `serve` and `mcp`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import speech, take_lang
from callup.text.diagnostic import Diagnostic, Diagnostics

if TYPE_CHECKING:
    from callup.web.counting import Population

EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
"""Hosts that mean every address of this machine, and where this machine finds them."""


def _describe_serve(parser: ArgumentParser) -> None:
    parser.description = (
        "Pages for people and the HTTP API, at an address of this machine. Nothing about a "
        "visitor is stored or logged."
    )
    _take_lawbooks(parser)
    help = "the address to serve at; this machine alone if left out"
    parser.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help=help)
    parser.add_argument("--port", metavar="NUMBER", type=int, default=8000, help="8000 if left out")
    help = "another name under which visitors may call it, as a proxy or onion service does"
    parser.add_argument("--allow-host", dest="allowed", metavar="NAME", action="append", help=help)
    help = "how many processes answer; one if left out"
    parser.add_argument("--workers", metavar="NUMBER", type=int, default=1, help=help)
    help = "a table of people, of which the pages tell how many have which answer"
    parser.add_argument("--people", metavar="FILE", help=help)
    help = "the column that says for how many people a row of it stands"
    parser.add_argument("--weight", metavar="COLUMN", help=help)
    help = "a column of it that counts may be split by; may stand several times"
    parser.add_argument("--by", metavar="COLUMN", action="append", default=[], help=help)
    help = "the column of a fact that is called otherwise; may stand several times"
    parser.add_argument("--column", metavar="FACT=COLUMN", action="append", default=[], help=help)
    take_lang(parser)


def _take_lawbooks(parser: ArgumentParser) -> None:
    help = "lawbooks by name or folder; all that are shipped if left out"
    parser.add_argument("lawbooks", metavar="LAWBOOK", nargs="*", help=help)


def _serve(words: Namespace) -> int:
    say = speech(words)
    if not words.people and (words.weight or words.by or words.column):
        message = "`--weight`, `--by` and `--column` speak of the table that `--people` names"
        raise Diagnostics([Diagnostic("bad-call", message, None)])
    try:
        from callup.web.serve import Serving, in_address, serve
    except ModuleNotFoundError as missing:
        raise _without("pages", "web") from missing
    serving = Serving(
        lawbooks=tuple(words.lawbooks),
        host=words.host,
        port=words.port,
        allowed=tuple(words.allowed or ()),
        workers=words.workers,
        people=_people(words) if words.people else None,
    )
    name = EVERYWHERE.get(words.host, in_address(words.host))
    ready = say("serving", address=f"http://{name}:{words.port}/")
    if words.host in EVERYWHERE and not serving.allowed:
        ready += "\n" + say("serving everywhere")
    return serve(serving, ready=ready)


def _people(words: Namespace) -> Population:
    """The table that is named; it is read when somebody asks. Raises Diagnostics."""
    from functools import partial
    from pathlib import Path

    from callup.cli.people import ROW, read
    from callup.cli.table_question import TableQuestion
    from callup.web.counting import Population

    columns = TableQuestion("", words.people, "", column=tuple(words.column)).columns()
    reading = partial(read, words.people, columns=columns)
    name = Path(words.people).name
    return Population(name, reading, ROW, words.weight, tuple(dict.fromkeys(words.by)))


def _describe_mcp(parser: ArgumentParser) -> None:
    parser.description = (
        "A read-only MCP server on standard input and output, so that an assistant cites the law "
        "instead of remembering it."
    )
    _take_lawbooks(parser)


def _mcp(words: Namespace) -> int:
    try:
        from callup.web.assistant import assistant
    except ModuleNotFoundError as missing:
        raise _without("the MCP server", "mcp") from missing
    assistant(tuple(words.lawbooks)).run()
    return 0


def _without(what: str, extra: str) -> Diagnostics:
    message = f"{what} need libraries that are not installed"
    help = f"pip install 'callup[{extra}]'"
    return Diagnostics([Diagnostic("missing-library", message, None, help=help)])


SERVE: Final = Command("serve", _describe_serve, _serve)


MCP: Final = Command("mcp", _describe_mcp, _mcp)
