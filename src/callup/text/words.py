"""Words for people, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in one or more languages; the first is the one they were written in."""

    by_language: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.by_language)

    def get(self, language: str) -> str:
        """In that language, else in the first there is, else nothing."""
        for name, words in self.by_language:
            if name == language:
                return words
        return self.by_language[0][1] if self.by_language else ""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.by_language)
