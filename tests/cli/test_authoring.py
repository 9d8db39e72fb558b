"""The commands for those who write lawbooks: `fmt`, `new`, `schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callup.cli.main import main


def test_new_then_fmt_check_test(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "utopia", "--in", str(tmp_path)]) == 0
    place = tmp_path / "utopia"
    assert capsys.readouterr().out == f"{place}\n"
    assert main(["fmt", "--check", str(place)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", str(place)]) == 0
    assert main(["test", str(place)]) == 0


def test_new_refuses_to_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "utopia").mkdir()
    assert main(["new", "utopia", "--in", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"error[unwritable-file]: `{tmp_path}/utopia` is there already\n"
        "  help: choose another name, or another folder with `--in`\n\n1 error\n"
    )
    assert main(["new", "../utopia", "--in", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("error[bad-id]: `../utopia` cannot be the name of")


@pytest.fixture
def messy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A lawbook with one file that has another canonical form."""
    main(["new", "utopia", "--in", str(tmp_path)])
    capsys.readouterr()
    file = tmp_path / "utopia" / "terms.yaml"
    file.write_text(file.read_text().replace("terms:", "terms:   # three of them"))
    return file


def test_fmt_check_lists_what_would_change_and_writes_nothing(
    messy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = messy.read_bytes()
    for path in (messy.parent, messy):
        assert main(["fmt", str(path), "--check"]) == 1
        out, err = capsys.readouterr()
        assert (out, err) == (f"{messy}\n", "1 file would change\n")
    assert messy.read_bytes() == before


def test_fmt_writes_and_says_what(messy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(messy.parent)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == (f"{messy}\n", "1 file changed\n")
    assert "terms:  # three of them\n" in messy.read_text()
    assert main(["fmt", str(messy.parent)]) == 0
    assert capsys.readouterr() == ("", "no file changed\n")


def test_fmt_refuses_a_lawbook_with_a_mistake_and_writes_nothing(
    messy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = messy.read_bytes()
    act = messy.parent / "acts" / "2015-11-30-amendment.yaml"
    act.write_text(act.read_text().replace("kind: law", "kin: law"))
    assert main(["fmt", str(messy.parent)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "error[unknown-field]" in err
    assert "kin: law" in err
    assert messy.read_bytes() == before


def test_schema_prints_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["schema"], ["schema", "acts"]):
        assert main(words) == 0
        assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")
    assert main(["schema", "fact"]) == 2
    assert "did you mean `facts`?" in capsys.readouterr().err
