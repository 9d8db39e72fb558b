"""Stories: commands as somebody types them, with exactly what is printed.

A story holds lines `$ callup …`, each followed by what the command prints on standard output, what
it prints on standard error behind `! `, and its exit status where that is not 0. Settings of the
environment may stand before `callup`. Lines `< …` right after a command are what standard input
gives. `CALLUP_ACCEPT=1` writes the stories anew.
"""

from __future__ import annotations

import io
import itertools
import os
import shlex
from pathlib import Path

import pytest

from callup.cli.main import main

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))
LAWBOOKS = Path(__file__).parents[1] / "lawbooks"
ACCEPT = bool(os.environ.get("CALLUP_ACCEPT"))
SPEECH = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE")


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_a_story_comes_out_as_it_is_told(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(LAWBOOKS)
    for name in SPEECH:
        monkeypatch.delenv(name, raising=False)
    told = story.read_text("utf-8")
    commands = _commands(told.splitlines())
    came = "\n".join(_run(*command, monkeypatch, capsys) for command in commands)
    if ACCEPT:
        story.write_text(came, "utf-8")
    assert came == told


def _commands(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Every command with what is typed."""
    found = []
    for place, line in enumerate(lines):
        if line.startswith("$ "):
            typed = itertools.takewhile(lambda one: one.startswith("<"), lines[place + 1 :])
            found.append((line, [one[1:].removeprefix(" ") for one in typed]))
    return found


def _run(
    line: str,
    typed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """The command with everything that it prints."""
    words = shlex.split(line.removeprefix("$ "))
    monkeypatch.setenv("COLUMNS", "72")
    with monkeypatch.context() as settings:
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            settings.setenv(name, value)
        settings.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in typed)))
        status = main(words[1:])
    printed = capsys.readouterr()
    lines = [line, *(f"< {one}".rstrip() for one in typed), *printed.out.splitlines()]
    lines += [f"! {one}".rstrip() for one in printed.err.splitlines()]
    lines += [f"(exit {status})"] if status else []
    return "\n".join(lines) + "\n"
