"""A program that is kept is never stale; a cache that is broken, or not there, changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import callup
from callup import compiled
from callup.cache import MOST_KEPT
from callup.compiled import OWN, program_of
from callup.ir import store
from callup.ir.program import Program
from callup.text.diagnostic import Diagnostics
from callup.text.save import BESIDE
from small import HEAD, POSITION, act

RULE = "- add: r\n  position: p\n  says: R\n  when: b\n"
PARTS = {
    "lawbook.yaml": HEAD,
    "sources.yaml": "sources: {S1: {title: T}}\n",
    "facts.yaml": "facts:\n  b: {type: boolean, question: Q}\n",
    "positions.yaml": POSITION,
    **act("a", "2020-01-01", RULE),
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CALLUP_CACHE", raising=False)
    return tmp_path / "cache" / "callup"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    for name, text in PARTS.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digest of every lawbook that is compiled."""
    found: list[str] = []
    compile: Callable[..., tuple[Program, object]] = compiled._compile

    def counting(files: object, *rest: object) -> object:
        program, warnings = compile(files, *rest)
        found.append(program.digest)
        return program, warnings

    monkeypatch.setattr(compiled, "_compile", counting)
    return found


def may(folder: Path) -> object:
    return callup.open(folder).on("2021-01-01").ask(b=True)["p"].value


def entries(cache: Path) -> list[str]:
    return sorted(entry.name for entry in cache.iterdir())


def test_the_second_run_reads_what_the_first_one_kept(
    cache: Path, folder: Path, compilations: list[str]
) -> None:
    first, second = program_of(folder), program_of(folder)
    assert first == second
    assert len(compilations) == 1
    assert len(entries(cache)) == 1


def test_an_edited_lawbook_gives_the_new_answer(cache: Path, folder: Path) -> None:
    act = folder / "acts" / "a.yaml"
    written = act.read_text()
    assert may(folder) is True
    act.write_text(written.replace("when: b", "when: not b"))
    assert may(folder) is False
    act.write_text(written)
    assert may(folder) is True
    assert len(entries(cache)) == 2


def test_a_renamed_file_is_another_lawbook(cache: Path, folder: Path) -> None:
    place = next(iter(program_of(folder).definitions["p"].rules))[1].values[-1]
    (folder / "acts" / "a.yaml").rename(folder / "acts" / "b.yaml")
    moved = next(iter(program_of(folder).definitions["p"].rules))[1].values[-1]
    assert [place.place.file, moved.place.file] == ["acts/a.yaml", "acts/b.yaml"]  # type: ignore[union-attr]


@pytest.mark.parametrize("broken", [b"", b"{}", b"\xff\n\x00", None])
def test_a_broken_entry_is_ignored_and_written_anew(
    cache: Path, folder: Path, compilations: list[str], broken: bytes | None
) -> None:
    program = program_of(folder)
    (entry,) = cache.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[: len(whole) // 2] if broken is None else broken)
    assert program == program_of(folder)
    assert len(compilations) == 2
    assert whole == entry.read_bytes()


def test_a_program_of_another_lawbook_is_not_taken(cache: Path, folder: Path) -> None:
    program = program_of(folder)
    (entry,) = cache.iterdir()
    positions = folder / "positions.yaml"
    positions.write_text(positions.read_text().replace("otherwise: no", "otherwise: yes"))
    other = program_of(folder)
    changed = next(one for one in cache.iterdir() if one != entry)
    changed.write_bytes(entry.read_bytes())
    assert other == program_of(folder)
    assert other != program


def test_source_that_was_edited_since_the_start_keeps_nothing(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "ENGINE", "0" * 64)
    program_of(folder)
    assert not cache.exists()


def test_other_source_has_other_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in compiled.COMPILES:
        (tmp_path / part).mkdir()
    monkeypatch.setattr(compiled, "OWN", tmp_path)
    digests = [compiled._engine()]
    for name, text in (("law/a.py", ""), ("law/a.py", "1"), ("ir/a.py", "1")):
        (tmp_path / name).write_text(text)
        digests.append(compiled._engine())
    (tmp_path / "law" / "a.py").rename(tmp_path / "law" / "b.py")
    digests.append(compiled._engine())
    assert len(set(digests)) == 5


def test_without_source_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "OWN", tmp_path / "nowhere")
    assert compiled._engine() is None


def test_the_cache_can_be_switched_off(
    cache: Path, folder: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLUP_CACHE", "off")
    assert program_of(folder) == program_of(folder)
    assert len(compilations) == 2
    assert not cache.exists()


@pytest.mark.parametrize("obstacle", ["file", "folder"])
def test_a_cache_that_cannot_be_written_is_no_error(
    cache: Path, folder: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if obstacle == "file":
        cache.parent.mkdir()
        cache.write_text("a file stands where the folder should be")
    else:
        cache.mkdir(parents=True)

        monkeypatch.setattr(os, "open", refuse_writing(os.open))
    assert may(folder) is True
    assert cache.is_file() or not entries(cache)


def refuse_writing(opened: Callable[..., int]) -> Callable[..., int]:
    """Opens files for reading only, as in a folder that one may not write to."""

    def open(path: object, flags: int, *rest: object, **named: object) -> int:
        if flags & os.O_WRONLY:
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest, **named)

    return open


def test_a_run_that_is_stopped_leaves_no_half_entry(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(os, "fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            program_of(folder)
    assert not entries(cache)
    assert may(folder) is True


def test_a_run_that_is_killed_leaves_no_half_entry(cache: Path, folder: Path) -> None:
    """What it leaves has another name, and goes when it is old."""
    killed = "import os, sys, callup; os.fsync = lambda _: os._exit(9); callup.open(sys.argv[1])"
    assert subprocess.run([sys.executable, "-c", killed, str(folder)], check=False).returncode == 9
    (left,) = cache.iterdir()
    assert left.name.startswith(BESIDE)
    assert may(folder) is True
    assert left.exists()
    os.utime(left, (0, 0))
    (folder / "acts" / "a.yaml").write_text("# edited\n" + PARTS["acts/a.yaml"])
    assert may(folder) is True
    assert not left.exists()


def test_only_the_last_programs_are_kept(cache: Path, folder: Path) -> None:
    for day in range(MOST_KEPT + 5):
        (folder / "facts.yaml").write_text(f"# {day}\n" + PARTS["facts.yaml"])
        program_of(folder)
        for entry in cache.iterdir():  # every earlier one is older by ten seconds
            os.utime(entry, (entry.stat().st_mtime - 10,) * 2)
    assert len(entries(cache)) == MOST_KEPT
    digest = program_of(folder).digest.removeprefix("sha256:")
    assert any(digest.startswith(name.split("-")[0]) for name in entries(cache))


def test_a_program_is_kept_for_each_day_on_which_the_law_was_known(
    cache: Path, folder: Path
) -> None:
    day = date(2019, 1, 1)
    made = program_of(folder, day)
    assert made != program_of(folder)
    assert len(entries(cache)) == 2
    assert made == program_of(folder, day)
    assert program_of(folder, day).known == day


def test_mistakes_are_the_same_with_and_without_what_was_kept(cache: Path, folder: Path) -> None:
    assert may(folder) is True
    (folder / "act.yaml").write_text("a part that is misspelt leaves the other files as they are")
    with pytest.raises(Diagnostics) as problems:
        program_of(folder)
    assert [one.code for one in problems.value.diagnostics] == ["unknown-file"]
    (folder / "act.yaml").unlink()
    (folder / "facts.yaml").write_text("facts: {}\n")
    for _ in range(2):
        with pytest.raises(Diagnostics) as problems:
            program_of(folder)
        assert [one.code for one in problems.value.diagnostics] == ["type-error"]
    assert len(entries(cache)) == 1


def test_a_kept_program_is_answered_from_without_what_reads_lawbooks(cache: Path) -> None:
    ask = (
        "import sys, callup\n"
        "callup.open('ru').on('2025-07-08').ask(citizenship='foreign')['may_contract'].value\n"
        "heavy = [name for name in sys.modules if name.split('.')[0] in ('yaml', '_yaml')\n"
        "         or name.startswith(('callup.lowering', 'callup.law.'))]\n"
        "print(*sorted(heavy))\n"
    )
    runs = [
        subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert "yaml" in runs[0].stdout.split()
    assert runs[1].stdout.split() == ["callup.law.files"]


def test_what_is_kept_is_json_of_this_program(cache: Path, folder: Path) -> None:
    program = program_of(folder)
    (entry,) = cache.iterdir()
    assert program == store.read(entry.read_bytes())
    assert entry.suffix == ".json"
    assert str(OWN) not in entry.read_text()
