"""The command `callup`: finds the command that is asked for and turns mistakes into messages.

Only what the command needs is loaded, for an answer should come at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the function in `cli.commands` that takes its words, and what it does."""

    name: str
    function: str
    summary: tuple[str, str]


COMMANDS: Final = (
    Command("ask", "ask", ("what the law of a day means for one person, and why", "что право на этот день значит для человека и почему")),
    Command("log", "log", ("what acts did, in the order in which they began to operate", "что делали акты, в порядке начала действия")),
    Command("show", "show", ("a lawbook, an act, a rule, a state, a position, a fact …", "книга, акт, норма, состояние, позиция, факт …")),
    Command("diff", "diff", ("what changed between two days, and for whom", "что изменилось между двумя днями и для кого")),
    Command("blame", "blame", ("which act gave each condition of a rule its present form", "какой акт придал каждому условию нынешний вид")),
    Command("test", "test", ("run the cases of a lawbook", "проверить примеры книги")),
    Command("check", "check", ("everything that is wrong with a lawbook", "всё, что неверно в книге")),
    Command("fmt", "fmt", ("write a lawbook in its canonical form", "записать книгу в каноническом виде")),
    Command("new", "new", ("begin a lawbook", "начать книгу")),
)  # fmt: skip

USAGE: Final = ("usage: callup COMMAND …", "использование: callup КОМАНДА …")
FIRST: Final = (
    "The first thing to type:",
    "С чего начать:",
)
EXAMPLES: Final = ("callup show ru", "callup ask ru born=1990-05-17 citizenship=russian")
MORE: Final = (
    "`callup COMMAND --help` tells the words of a command. Answers are not legal advice.",
    "`callup КОМАНДА --help` перечисляет слова команды. Ответы не являются юридической консультацией.",
)


def run() -> None:
    """What the shell calls."""
    sys.exit(main(sys.argv[1:]))


def main(words: Sequence[str]) -> int:
    """Runs a command; the exit status: 0 done, 1 the law is wrong, 2 the call or input is."""
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
    return status


def _main(words: list[str]) -> int:
    if not words or words[0] in ("--help", "-h", "help"):
        print(_help())
        return 0
    if words[0] in ("--version", "-V"):
        import callup

        print(f"callup {callup.__version__}")
        return 0
    command = next((one for one in COMMANDS if one.name == words[0]), None)
    if command is None:
        return _no_command(words[0])
    return _call(command, words[1:])


def _call(command: Command, words: list[str]) -> int:
    import typer

    from callup.cli import commands, given
    from callup.text.diagnostic import Diagnostics
    from callup.text.excerpt import show_all

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(getattr(commands, command.function))
    try:
        app(args=words, prog_name=f"callup {command.name}")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 2 if ended.code else 0
    except given.Unreadable as problems:
        print(problems.shown(), file=sys.stderr)
        return 2
    except Diagnostics as problems:
        print(show_all(problems.diagnostics, commands.text_of(words)), file=sys.stderr)
        return 2
    return 0


def _help() -> str:
    tongue = _tongue()
    widest = max(len(one.name) for one in COMMANDS)
    lines = [USAGE[tongue], ""]
    lines += [f"  {one.name.ljust(widest)}  {one.summary[tongue]}" for one in COMMANDS]
    lines += ["", FIRST[tongue], *(f"  {example}" for example in EXAMPLES), "", MORE[tongue]]
    return "\n".join(lines)


def _tongue() -> int:
    from callup.cli.words import LANGUAGES, language

    return LANGUAGES.index(language(None, os.environ).code)


def _no_command(word: str) -> int:
    from callup.text.excerpt import visible
    from callup.text.suggestion import suggest

    near = suggest(word, [one.name for one in COMMANDS])
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
