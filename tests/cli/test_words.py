"""The catalogue of fixed words: whole in every language."""

from __future__ import annotations

import string

import pytest

from callup.cli.phrases import (
    answers,
    audit,
    command,
    handbook,
    interview,
    law,
    population,
    record,
    why_not,
)
from callup.cli.words import LANGUAGES, PHRASES, Language, language


@pytest.mark.parametrize("key", PHRASES)
def test_a_phrase_has_the_same_parts_in_every_language(key: str) -> None:
    phrases = PHRASES[key]
    assert len(phrases) == len(LANGUAGES)
    parts = [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in phrases]
    assert all(phrases)
    assert all(one == parts[0] for one in parts)


@pytest.mark.parametrize(
    ("asked", "environment", "expected"),
    [
        ("ru", {"LANG": "en_GB.UTF-8"}, "ru"),
        (None, {"LC_ALL": "ru_RU.UTF-8", "LANG": "en_GB.UTF-8"}, "ru"),
        (None, {"LC_ALL": "", "LANG": "ru_RU.UTF-8"}, "ru"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_terminal(
    asked: str | None, environment: dict[str, str], expected: str
) -> None:
    assert language(asked, environment) == Language(expected)


def test_no_key_stands_in_two_parts_of_the_catalogue() -> None:
    parts = (answers, audit, command, handbook, interview, law, population, record, why_not)
    assert len(PHRASES) == sum(len(part.PHRASES) for part in parts)
