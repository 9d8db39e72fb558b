"""The fixed words of the output, in every language that the command line speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

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
from callup.text.words import Words

LANGUAGES: Final = ("en", "ru")

PHRASES: Final[dict[str, tuple[str, str]]] = {
    **command.PHRASES,
    **answers.PHRASES,
    **interview.PHRASES,
    **law.PHRASES,
    **handbook.PHRASES,
    **population.PHRASES,
    **record.PHRASES,
    **audit.PHRASES,
    **why_not.PHRASES,
}
"""By key, in the order of LANGUAGES; no key stands twice (a test holds that)."""


@dataclass(frozen=True, slots=True)
class Language:
    """What the output is written in: fixed words from the catalogue, others from the lawbook."""

    code: str

    def __call__(self, key: str, **parts: object) -> str:
        """The phrase with its parts filled in. KeyError for one that there is not."""
        phrase = PHRASES[key][LANGUAGES.index(self.code)]
        return phrase.format(**parts) if parts else phrase

    def words(self, words: Words) -> str:
        """Words of the lawbook in this language, on one line."""
        return " ".join(words.get(self.code).split())


def language(asked: str | None, environment: Mapping[str, str]) -> Language:
    """The language that is asked for, else the one of the terminal, else English."""
    if asked in LANGUAGES:
        return Language(asked)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            found = environment[name][:2].lower()
            return Language(found if found in LANGUAGES else "en")
    return Language("en")
