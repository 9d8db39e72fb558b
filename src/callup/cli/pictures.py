"""Pictures of the record: where they go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from callup.cli.words import Language
from callup.record.model import Claim, Record
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.save import save

if TYPE_CHECKING:
    from callup.pictures.manner import Format
    from callup.record.inquiry import Told

KINDS: Final = {".svg": "svg", ".png": "png"}


def kind_of(file: str) -> Format:
    """SVG or PNG by the name of the file. Raises Diagnostics for any other."""
    kind = KINDS.get(Path(file).suffix.lower())
    if kind is None:
        message = f"`{file[-60:]}` is neither an SVG nor a PNG"
        help = "let the name of the picture end in .svg or .png"
        raise Diagnostics([Diagnostic("bad-call", message, None, help=help)])
    return "svg" if kind == "svg" else "png"


def put_picture(file: str, data: bytes) -> None:
    """Writes the picture, whole or not at all. Raises Diagnostics where that is not possible."""
    try:
        save(Path(file), data)
    except (OSError, ValueError) as error:
        message = f"`{file[-60:]}` cannot be written: {getattr(error, 'strerror', None) or error}"
        raise Diagnostics([Diagnostic("unwritable-file", message, None)]) from None


def draw_claims(
    record: Record, quantity: str, claims: Iterable[Claim], file: str, say: Language
) -> None:
    """A picture of the claims about one quantity."""
    kind = kind_of(file)
    from callup.wire.record_drawn import claims_drawn

    put_picture(file, claims_drawn(record, quantity, claims, kind, say))


def draw_band(told: Told, file: str, say: Language) -> None:
    """A picture of what the claims allow over the window, from its first day on."""
    kind = kind_of(file)
    from callup.wire.record_drawn import band_drawn, edges_of

    put_picture(file, band_drawn(told, edges_of(told), kind, say))
