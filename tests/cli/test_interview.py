"""`callup interview` beyond the stories: files, leaving early, a terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from callup.cli.main import main

MEADOW = str(Path(__file__).parents[1] / "lawbooks" / "meadow")
CALL = ("interview", MEADOW, "--on", "2024-05-01", "--about", "liable")
Output = pytest.CaptureFixture[str]


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    text = "".join(f"{line}\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_the_facts_are_saved_where_that_is_asked_and_ask_reads_them(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, tmp_path: Path
) -> None:
    file = tmp_path / "person.json"
    typed(monkeypatch, "2000-05-01", "not studying", "no")
    assert main([*CALL, "--save", str(file)]) == 0
    assert json.loads(file.read_text()) == {
        "born": "2000-05-01",
        "carer": "no",
        "study": "none",
    }
    capsys.readouterr()
    assert main(["ask", *CALL[1:], "--person", str(file), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["status"], finding["value"]) == ("known", True)


@pytest.mark.parametrize("lines", [(), ("2000-05-01",), ("stop",), ("2000-05-01", "stop")])
def test_who_leaves_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    typed(monkeypatch, *lines)
    assert main([*CALL, "--save", str(tmp_path / "person.json")]) == 0
    assert list(tmp_path.iterdir()) == []
    assert "Nothing was written" in capsys.readouterr().out


def test_an_interruption_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, tmp_path: Path
) -> None:
    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted())
    assert main([*CALL, "--save", str(tmp_path / "person.json")]) == 0
    assert list(tmp_path.iterdir()) == []
    assert "Nothing was written" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_one_clear_message(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, tmp_path: Path
) -> None:
    typed(monkeypatch, "1950-05-01")
    assert main([*CALL, "--save", str(tmp_path / "none" / "person.json")]) == 2
    assert "error[unwritable-file]" in capsys.readouterr().err
