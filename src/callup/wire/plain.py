"""How results are written as JSON: plain data with one shape for each kind of thing."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import callup
from callup.lawbook import Lawbook
from callup.text.words import Words
from callup.values.number import write_number
from callup.wire.speech import Speech


def head(lawbook: Lawbook) -> dict[str, Any]:
    """What every document begins with: of which lawbook it speaks and which Callup made it."""
    return {
        "lawbook": lawbook.program.id,
        "digest": lawbook.digest,
        "engine": f"callup {callup.__version__}",
    }


def record_head(lawbook: Lawbook) -> dict[str, Any]:
    """The same of a document that speaks of the record, which has a digest of its own."""
    return {**head(lawbook), "record_digest": lawbook.record_digest}


def plain(value: object, say: Speech) -> Any:
    """A result as JSON has it: a record by its fields, words in one language, days as text."""
    match value:
        case Words():
            return say.words(value) or None
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Fraction():
            return write_number(value)
        case frozenset():
            return sorted(plain(one, say) for one in value)
        case tuple() | list():
            return [plain(one, say) for one in value]
        case dict():
            return {str(key): plain(one, say) for key, one in value.items()}
        case _ if is_dataclass(value):
            shown = [f.name for f in fields(value) if f.repr]
            return {name.rstrip("_"): plain(getattr(value, name), say) for name in shown}
        case _:
            return str(value)
