"""Reads the words of one command, and says in one message what is wrong with them.

The standard library reads them. Typer takes as long to load and to build its commands as a whole
answer does.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from callup.text.diagnostic import Diagnostic, Diagnostics, suggest


@dataclass(frozen=True, slots=True)
class Command:
    """`describe` tells a parser which words there are; `run` gives the exit status."""

    name: str
    describe: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


class _Parser(ArgumentParser):
    """Takes words in any order, and says in one message what is wrong with them."""

    def error(self, message: str) -> NoReturn:
        help = f"`{self.prog} --help` tells the words of this command"
        if "are required" in message:
            # what may be left out is named there as well
            message = message.removesuffix(", FACT=VALUE").removesuffix(", ID")
        word = message.removeprefix("unrecognized arguments: ").partition(" ")[0].partition("=")[0]
        if word.startswith("-") and message.startswith("unrecognized"):
            known = [option for action in self._actions for option in action.option_strings]
            near = suggest(word.strip("-"), [option.strip("-") for option in known])
            message = f"there is no option `{word}`"
            help = f"did you mean `--{near}`?" if near else help
        raise Diagnostics([Diagnostic("bad-call", message, None, help=help)])


def call(command: Command, words: Sequence[str]) -> int:
    """Runs a command with its words; the exit status. SystemExit after `--help`.

    Raises Diagnostics for words that the command does not take, and those of the command.
    """
    parser = _Parser(
        prog=f"callup {command.name}",
        allow_abbrev=False,
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.describe(parser)
    return command.run(parser.parse_intermixed_args(list(words)))
