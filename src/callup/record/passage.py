"""Finds the passages of a document in a reader's own copy of it, by place and fingerprint.

No text of a document is kept. A passage is known by the place of its first word, the number of
its words and a fingerprint of them. What counts as words are runs of letters and digits, with an
apostrophe or a sign of thousands inside, without regard to case, so that layout and punctuation do
not matter. The fingerprint is the first 16 digits of their SHA-256, one space between two words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from callup.record.document import Document, Passage

_WORD = re.compile(r"\w+(?:['’.,]\w+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it counts, and where it stands in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Located:
    """A passage in a text: where it is, and whether that is the place where it was looked for."""

    start: int
    end: int
    moved: bool


Copy = Literal["the same", "another", "unknown"]


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    return tuple(Word(_plain(m.group()), *m.span()) for m in _WORD.finditer(text))


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).replace("’", "'").casefold()


def digest(text: str) -> str:
    """`sha256:…` over the words of a text."""
    return f"sha256:{_hash([one.word for one in words_of(text)])}"


def fingerprint(words: list[str]) -> str:
    """The fingerprint of words that count."""
    return _hash(words)[:16]


def _hash(words: list[str]) -> str:
    return sha256(" ".join(words).encode()).hexdigest()


def copy_of(document: Document, text: str) -> Copy:
    """Whether the text is the one that the audit was made from."""
    if document.digest is None:
        return "unknown"
    return "the same" if digest(text) == document.digest else "another"


def locate(passage: Passage, words: tuple[Word, ...]) -> Located | None:
    """Where the passage stands: at its place, else at the nearest place with these very words."""
    last = len(words) - passage.count
    own = passage.first - 1
    for start in sorted(range(last + 1), key=lambda place: (abs(place - own), place)):
        part = words[start : start + passage.count]
        if fingerprint([one.word for one in part]) == passage.fingerprint:
            return Located(part[0].start, part[-1].end, start != own)
    return None


def passage_of(text: str, start: int, end: int) -> Passage | None:
    """The passage that these characters of a text make; None where they hold no word."""
    listed = list(enumerate(words_of(text), 1))
    inside = [(place, one) for place, one in listed if start <= one.start and one.end <= end]
    if not inside:
        return None
    print_ = fingerprint([one.word for _, one in inside])
    return Passage(inside[0][0], len(inside), print_)
