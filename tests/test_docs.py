"""The documentation holds: commands run and print what is shown, links resolve, names exist."""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from callup.cli.commands import COMMANDS
from callup.cli.handbook.page import file_of, markdown
from callup.cli.words import LANGUAGES, Language
from callup.inquiry.reference import rewrite
from callup.ir.operators import OPERATORS
from callup.lawbook import open as open_lawbook
from callup.lawbook import shipped
from callup.readers.explain.partial import Algebra
from callup.values.calendar import Calendar

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ACCEPT = bool(os.environ.get("CALLUP_ACCEPT"))
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# what is made from the code


@pytest.mark.parametrize("name", NAMES)
def test_what_is_made_from_the_code_is_accepted(name: str) -> None:
    made = rewrite(text_of(name))
    if ACCEPT:
        (ROOT / name).write_text(made, "utf-8")
    assert made == text_of(name)


@pytest.mark.parametrize("speech", LANGUAGES)
@pytest.mark.parametrize("lawbook", shipped())
def test_the_page_of_a_lawbook_is_accepted(lawbook: str, speech: str) -> None:
    page = ROOT / "docs" / "lawbooks" / file_of(lawbook, speech)
    made = markdown(open_lawbook(lawbook), None, Language(speech))
    if ACCEPT:
        page.parent.mkdir(exist_ok=True)
        page.write_text(made, "utf-8")
    assert made == page.read_text("utf-8")


def test_the_reader_of_one_person_can_do_every_operator() -> None:
    assert set(OPERATORS) <= set(Algebra(Calendar()).operators)


# commands and what they print


@dataclass(frozen=True)
class Command:
    """A command of a document and the lines shown after it."""

    document: str
    line: int
    words: str
    output: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def blocks(name: str, language: str) -> Iterator[tuple[int, list[str]]]:
    """(line of its first line, lines) of every block of code in a language."""
    lines = text_of(name).splitlines()
    start: int | None = None
    for number, line in enumerate(lines, 1):
        if start is None and line.strip() == f"```{language}":
            start = number
        elif start is not None and line.strip() == "```":
            yield start + 1, lines[start : number - 1]
            start = None


def commands() -> Iterator[Command]:
    for name in NAMES:
        for start, lines in blocks(name, "console"):
            places = [i for i, line in enumerate(lines) if line.startswith("$ ")]
            for place, following in zip(places, [*places[1:], len(lines)], strict=True):
                shown = tuple(lines[place + 1 : following])
                yield Command(name, start + place, lines[place][2:], shown)


def run(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command of ours in a folder, as somebody does whose terminal is 80 wide."""
    program, *arguments = shlex.split(words, comments=True)
    assert program == "callup", f"{program} is no command of ours"
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    return subprocess.run(
        [str(Path(sys.executable).parent / "callup"), *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def fits(shown: list[str], printed: list[str]) -> bool:
    """Whether the lines printed are those shown, where `…` stands for any lines."""
    if not shown:
        return not printed
    if shown[0].strip() == "…":
        return any(fits(shown[1:], printed[start:]) for start in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and fits(shown[1:], printed[1:])


@pytest.mark.parametrize("command", list(commands()), ids=str)
def test_every_command_runs_and_prints_what_is_accepted(command: Command, tmp_path: Path) -> None:
    if command.words.startswith("make "):
        assert re.search(rf"^{command.words.split()[1]}:", text_of("Makefile"), re.MULTILINE)
        return
    done = run(command.words, tmp_path)
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    shown = [line.rstrip() for line in command.output]
    while shown and not shown[-1]:
        shown.pop()
    if not shown:
        assert done.returncode == 0, done.stdout
        return
    if ACCEPT and "…" not in shown:
        lines = text_of(command.document).splitlines()
        lines[command.line : command.line + len(command.output)] = printed
        (ROOT / command.document).write_text("\n".join(lines) + "\n", "utf-8")
        shown = printed
    assert fits(shown, printed), "\n".join(printed)


@pytest.mark.parametrize("name", [name for name in NAMES if any(blocks(name, "pycon"))])
def test_every_session_prints_what_is_accepted(name: str) -> None:
    """The Python sessions of a document, one after another as one session."""
    text = text_of(name)
    code = re.sub(r"^```\w*$", "", text, flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_examples(code)
    if ACCEPT:
        (ROOT / name).write_text(accepted(text, examples), "utf-8")
        return
    test = doctest.DocTest(examples, {}, name, str(ROOT / name), 0, None)
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    runner.run(test, out=report.write)
    if report.getvalue():
        pytest.fail(report.getvalue(), pytrace=False)


def accepted(text: str, examples: list[doctest.Example]) -> str:
    """The document with the outputs of its sessions as they are now; cut outputs stay."""
    lines = text.splitlines()
    session: dict[str, object] = {}
    moved = 0
    for example in examples:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "<session>", "single"), session)
        if "..." in example.want:
            continue
        start = moved + example.lineno + example.source.count("\n")
        old, new = example.want.splitlines(), printed.getvalue().splitlines()
        lines[start : start + len(old)] = new
        moved += len(new) - len(old)
    return "\n".join(lines) + "\n"


INLINE = sorted(
    {
        word
        for name in NAMES
        for word in re.findall(r"`(callup [^`\n]+)`", text_of(name))
        if not re.search(r"\b[A-Z]{2,}\b|…", word) and len(word.split()) > 2
        # what `make check` runs takes long, and is run there
        if f"$(BIN)/{word}" not in text_of("Makefile")
    }
)


@pytest.mark.parametrize("words", INLINE)
def test_every_command_within_a_sentence_runs(words: str, tmp_path: Path) -> None:
    done = run(words, tmp_path)
    assert done.returncode == 0, done.stdout


# links and names


@pytest.mark.parametrize("name", NAMES)
def test_every_link_within_the_project_resolves(name: str) -> None:
    text = re.sub(r"^```.*?^```", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@cache
def anchors(file: Path) -> frozenset[str]:
    """The places of a document that links may name."""
    text = file.read_text("utf-8")
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = re.findall(r'<a id="([^"]+)"></a>', text)
    found = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    return frozenset(found).union(named)


PATH = re.compile(r"[\w.*-]+(/[\w.*-]+)+/?|[\w*-]+\.(py|md|yaml|toml|txt|json)|[\w-]+/")
PLACES = (
    ROOT,
    ROOT / "src/callup",
    ROOT / "src/callup/lawbooks/ru",
    ROOT / "src/callup/law/template",
)
DOTTED = re.compile(r"(callup\.)?[a-z_]+(\.[A-Za-z_]+)+(\(\))?")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_in_backticks_exists(name: str) -> None:
    text = re.sub(r"^```.*?^```", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    wrong = [word for word in re.findall(r"`([^`\n]+)`", text) if not exists(word, ROOT / name)]
    assert wrong == []


def exists(word: str, document: Path) -> bool:
    """Whether what looks like a path, a command or a name of ours is one."""
    if word.startswith("callup ") and re.fullmatch(r"[a-z]+", word.split()[1]):
        return word.split()[1] in [command.name for command in COMMANDS]
    if word.startswith("make ") and re.fullmatch(r"[a-z]+", word.split()[1]):
        return re.search(rf"^{word.split()[1]}:", text_of("Makefile"), re.MULTILINE) is not None
    if PATH.fullmatch(word):
        return any(
            True for place in (*PLACES, document.parent) for _ in place.glob(word.rstrip("/"))
        )
    if DOTTED.fullmatch(word):
        return is_name(word.removesuffix("()"))
    return True


def is_name(dotted: str) -> bool:
    """Whether a module of ours, or something in one, has this name."""
    parts = dotted.removeprefix("callup.").split(".")
    for length in range(len(parts), -1, -1):
        try:
            found: object = import_module(".".join(("callup", *parts[:length])))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            fields = getattr(found, "__dataclass_fields__", {})
            found = fields.get(part) or getattr(found, part, None)
        return found is not None
    return False
