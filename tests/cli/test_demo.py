"""What a newcomer sees first."""

import pytest

from callup.cli.main import main


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_demo_fits_a_narrow_screen(
    language: str, narrow: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--lang", language]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert [line for line in printed.out.splitlines() if len(line) > 80] == []


def test_the_demo_shows_what_changed_for_both_people(
    narrow: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    days = [line for line in lines if line.startswith(("2025-07-06  ", "2025-07-08  "))]
    assert days == [
        "2025-07-08  decree-2025-07-foreigners-mobilisation",
        "2025-07-06  unknown  open: state:armed_conflict",
        "2025-07-08  yes",
        "2025-07-06  no  through 2025-07-06",
        "2025-07-08  yes",
        "2025-07-06  none  through 2025-07-06",
        "2025-07-08  1",
    ]


def test_the_demo_cites_every_answer(narrow: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "(fz-2025-07-07-stateless) · sources S027 (B)" in printed
    assert "(decree-2025-07-foreigners-mobilisation) · sources S021 (B)" in printed
    assert "No rule speaks; where the law is silent, the answer is no." in printed
