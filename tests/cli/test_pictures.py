"""Pictures of the record: whole files of the kind that their name tells, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from callup.cli.main import main

YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    "words",
    [
        ("claims", "ru", "recruits"),
        ("claims", "ru", "naturalised_at_front"),
        ("reconcile", "ru", "recruits", *YEAR, "--believe", "syrsky", "--believe", "wsj"),
        ("reconcile", "ru", "naturalised_at_front", *YEAR),
    ],
    ids=" ".join,
)
def test_a_picture_is_drawn_in_both_languages(
    words: tuple[str, ...], language: str, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    for file in (one, two):
        assert 0 == main([*words, "--plot", str(file), "--lang", language])
    text = one.read_text("utf-8")
    assert text == two.read_text("utf-8")
    assert text.startswith("<svg")
    assert 'role="img"' in text
    assert ["one.svg", "two.svg"] == sorted(file.name for file in tmp_path.iterdir())


def test_claims_that_conflict_are_drawn_without_a_band(tmp_path: Path) -> None:
    file = tmp_path / "all.png"
    words = ("--believe", "putin", "--believe", "wsj", "--plot", str(file))
    assert 0 == main(["reconcile", "ru", "recruits", *YEAR, *words])
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("claims", "ru", "recruits", "--plot", "a.pdf"), "neither an SVG nor a PNG"),
        (("claims", "ru", "--plot", "a.svg"), "a picture is drawn of one quantity"),
        (("claims", "ru", "recruits", "--plot", "no/where/a.svg"), "cannot be written"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused(
    words: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert 2 == main(list(words))
    printed = capsys.readouterr()
    assert message in printed.err
    assert "" == printed.out
    assert [] == list(tmp_path.iterdir())
