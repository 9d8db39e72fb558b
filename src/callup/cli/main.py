"""The command `callup`: finds the command that is asked for and turns mistakes into messages.

Only what the command needs is loaded, for an answer should come at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import callup
from callup.cli.calls.parser import call
from callup.cli.commands import COMMANDS, text_of
from callup.cli.words import language
from callup.text.diagnostic import Diagnostics
from callup.text.excerpt import show_all, visible
from callup.text.suggestion import suggest

EXAMPLES: Final = ("callup show ru", "callup ask ru born=1990-05-17 citizenship=russian")


OBJECTS_BEFORE_COLLECTION: Final = 100_000
"""Answers make many small objects that live to the end; looking for cycles among them as often as
Python does of itself takes a tenth of an answer's time."""


def run() -> None:
    """What the shell calls."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    sys.exit(main(sys.argv[1:]))


def main(words: Sequence[str]) -> int:
    """Runs a command; the exit status: 0 done, 1 the law is wrong, 2 the call or input is, and
    70 where Callup itself failed."""
    _speak_plainly()
    try:
        status = _main(list(words))
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever read the output has enough; Python must not complain as it closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as failure:
        print(_own_mistake(failure), file=sys.stderr)
        return 70
    return status


def _own_mistake(failure: Exception) -> str:
    """What is said of a mistake of our own: where it is, and nothing of what was asked."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return (
        f"error: Callup itself has failed ({type(failure).__name__} at {place}).\n"
        "  help: this is a defect of Callup and not of what you wrote; nothing was answered"
    )


def _main(words: list[str]) -> int:
    if not words or words[0] in ("--help", "-h", "help"):
        print(_help())
        return 0
    if words[0] in ("--version", "-V"):
        print(f"callup {callup.__version__}")
        return 0
    return _call(words[0], words[1:])


def _call(name: str, words: list[str]) -> int:
    command = next((one for one in COMMANDS if one.name == name), None)
    if command is None:
        return _no_command(name)
    try:
        return call(command, words)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Diagnostics as problems:
        source = getattr(problems, "source", None) or text_of(words)
        print(show_all(problems.diagnostics, source), file=sys.stderr)
        return 2


def _help() -> str:
    say = language(None, os.environ)
    widest = max(len(command.name) for command in COMMANDS)
    lines = [say("usage"), ""]
    lines += [f"  {one.name.ljust(widest)}  {say(f'do {one.name}')}" for one in COMMANDS]
    lines += ["", say("first"), *(f"  {example}" for example in EXAMPLES), "", say("advice")]
    return "\n".join(lines)


def _no_command(word: str) -> int:
    near = suggest(word, [command.name for command in COMMANDS])
    help = f"did you mean `callup {near}`?" if near else "`callup --help` lists the commands"
    shown = word if len(word) <= 40 else word[:39] + "…"
    print(f"error: there is no command `{visible(shown)}`\n  help: {help}", file=sys.stderr)
    return 2


def _speak_plainly() -> None:
    """A terminal that cannot show a letter shows another sign in its place, and nothing breaks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


if __name__ == "__main__":
    run()
