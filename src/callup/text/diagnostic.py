"""What is wrong in a lawbook, in the facts or in a file, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from callup.text.origin import Origin
from callup.text.suggestion import suggest

__all__ = ["CODES", "Diagnostic", "Diagnostics", "Severity", "order", "suggest"]

# Every code with its meaning. Codes are for ever; docs/errors.md lists the same ones.
CODES: Final[dict[str, str]] = {
    "address-taken": "the address to serve at cannot be taken",
    "ambiguous-order": "two changes of one thing fall on one day, and nothing tells their order",
    "bad-call": "a command is given words that it does not take",
    "bad-case": "a case asks for or expects what there is not",
    "bad-column": "a column of a table is missing, in the way, or of a type that does not fit",
    "bad-day": "a day, list of days or range of days is not one",
    "bad-fact": "a fact is given a value that it cannot have",
    "bad-id": "an id is not written as ids are",
    "bad-question": "something is asked for that there is not",
    "bad-switch": "a switch is set that there is not, or to what it cannot be",
    "broken-theorem": "what the lawbook says holds of everybody does not",
    "circular-definition": "a term or position reads itself",
    "conflict": "two rules answer differently for the same person, and neither overrides the other",
    "dangling-reference": "an id refers to something that the lawbook does not have",
    "dead-rule": "a rule holds of nobody, or is set aside wherever it holds",
    "duplicate-id": "two things have the same id",
    "formula": "a formula cannot be read",
    "identity": "an equation between quantities cannot be read, or mixes what cannot be added",
    "idle-exception": "an exception excepts nobody",
    "idle-override": "a rule overrides another, and nobody meets both",
    "idle-rule": "a rule stands on no day that its position covers",
    "idle-theorem": "what the lawbook says of everybody holds whatever slip is made in a rule",
    "impossible-facts": "facts are given together that exclude each other",
    "impossible-range": "a range of numbers or days runs backwards",
    "late-prolongation": "a state is prolonged after it has ended",
    "lower-act": "a lower act changes what a higher act made, and names no delegation",
    "missing-field": "a field that is needed is not there",
    "missing-file": "a file that is needed is not there",
    "missing-library": "a library that a command needs is not installed",
    "missing-translation": "words for people lack one of the lawbook's languages",
    "missing-value": "a parameter is read on days on which it has no value",
    "not-proved": "something was not settled by proof: why is said with it",
    "not-supported": "something that is not done for tables of people",
    "redundant-condition": "a rule would be the same without one of its conditions",
    "rejected-rows": "rows of a table hold what a person cannot be",
    "rule-does-not-stand": "a rule is changed on days on which it does not stand",
    "rule-stands": "a rule is added that stands already",
    "silent-state": "a state is read on days on which no act says whether it stands",
    "too-deep": "definitions read one through the other too often",
    "too-large": "the lawbook is too large",
    "too-many-settings": "too many switches touch one rule",
    "type-error": "names or types in a formula do not fit",
    "unknown-fact": "a fact is given that the lawbook does not have",
    "unknown-field": "a field that nothing of this kind has",
    "unknown-file": "a file that is no part of a lawbook",
    "unknown-language": "words in a language that the lawbook does not have",
    "unknown-record": "a mapping that is none of the things that may stand there",
    "unknown-type": "a type that there is not",
    "unknown-word": "a word that is none of those that may stand there",
    "unreadable-file": "a file or folder cannot be read",
    "unwritable-file": "a file or folder cannot be written, or would be overwritten",
    "wrong-type": "a value of the wrong kind",
    "yaml-alias": "an alias (`*name`) stands for a value written elsewhere; a lawbook has none",
    "yaml-anchor": "an anchor (`&name`) marks a value for reuse; a lawbook has none",
    "yaml-binary": "the file is not text",
    "yaml-control-character": "the file holds an invisible character that may mislead a reader",
    "yaml-depth": "values are nested too deep",
    "yaml-directive": "the file has a YAML directive, a line that begins with `%`",
    "yaml-documents": "the file holds several YAML documents",
    "yaml-duplicate-key": "the same key stands twice in one mapping",
    "yaml-empty": "the file is empty or holds only comments",
    "yaml-encoding": "the file is not UTF-8",
    "yaml-key": "a key is not a short text on one line",
    "yaml-merge-key": "a merge key (`<<`) copies one mapping into another; a lawbook has none",
    "yaml-nodes": "the file holds too many values",
    "yaml-size": "the file is too large",
    "yaml-syntax": "the file is not YAML",
    "yaml-tag": "a tag (`!name`) gives a value a type; in a lawbook the field does",
}


class Severity(Enum):
    """How bad a diagnostic is; what could not be checked is never shown as fine."""

    ERROR = "error"
    WARNING = "warning"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about the input: what (`message`), where, why, and what to do (`help`).

    `related` are further places, each with what stands there.
    Raises LookupError for a code that is not in `CODES`: that is a mistake in our code.
    """

    code: str
    message: str
    origin: Origin | None
    why: str | None = None
    help: str | None = None
    related: tuple[tuple[Origin, str], ...] = ()
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise LookupError(f"the diagnostic code {self.code!r} is not in CODES")


class Diagnostics(Exception):
    """Raised by a reader that cannot go on; carries every diagnostic found until then."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("; ".join(_brief(diagnostic) for diagnostic in self.diagnostics))


def order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by file, line, column and code, each once; first those without a place."""
    return tuple(sorted(set(diagnostics), key=_rank))


def _brief(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.origin}: " if diagnostic.origin else ""
    return f"{place}{diagnostic.message}"


def _rank(diagnostic: Diagnostic) -> tuple[object, ...]:
    return (
        _place(diagnostic.origin),
        diagnostic.code,
        diagnostic.message,
        diagnostic.severity.value,
        diagnostic.why or "",
        diagnostic.help or "",
        tuple((_place(origin), text) for origin, text in diagnostic.related),
    )


def _place(origin: Origin | None) -> tuple[str, int, int, int]:
    if origin is None:
        return ("", 0, 0, 0)
    return (origin.file, origin.line, origin.column, origin.length)
