"""Where in a lawbook something is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file.

    `file` is relative to the lawbook and uses `/`; `line` and `column` count from 1, in characters;
    `length` is how many characters on that line are meant.
    """

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
