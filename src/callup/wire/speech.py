"""What a surface speaks: phrases by key, and words of a lawbook, in one language."""

from __future__ import annotations

from typing import Protocol

from callup.text.words import Words


class Speech(Protocol):
    """Each surface has a catalogue of its own; the keys are shared."""

    @property
    def code(self) -> str:
        """The language, as `en`."""
        ...

    def __call__(self, key: str, **parts: object) -> str:
        """The phrase with its parts filled in."""
        ...

    def words(self, words: Words) -> str:
        """Words of a lawbook in this language, on one line."""
        ...
