"""The languages of the pages: one gettext catalogue each, found by looking into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from callup.text.words import Words
from callup.web.phrases import PHRASES

SHIPPED: Final = Path(__file__).parent / "languages"
SOURCE: Final = "en"
"""The language that the pages are written in; it needs no catalogue."""
SOURCE_LOCALE: Final = "en_GB"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: what is written in it, and how days and numbers look."""

    code: str
    locale: Locale
    catalogue: NullTranslations = field(compare=False, repr=False)

    def __call__(self, key: str, **parts: object) -> str:
        """The phrase that a key stands for. KeyError for one that there is not."""
        phrase = self.catalogue.gettext(PHRASES[key])
        return phrase.format(**parts) if parts else phrase

    def text(self, message: str, **parts: object) -> str:
        """A message of a catalogue."""
        found = self.catalogue.gettext(message)
        return found.format(**parts) if parts else found

    def words(self, words: Words) -> str:
        """Words of a lawbook in this language, else in the first one it has, on one line."""
        return " ".join(words.get(self.code).split())

    def day(self, day: date) -> str:
        """A day in full, as the language writes it."""
        return format_date(day, format="long", locale=self.locale)

    def month(self, day: date) -> str:
        return format_date(day, format="LLLL y", locale=self.locale)

    def number(self, number: int | Fraction | Decimal) -> str:
        """A number with its thousands told apart; a fraction with at most two decimals."""
        top, bottom = number.as_integer_ratio()
        shown = format_decimal(Decimal(top) / bottom, format="#,##0.##", locale=self.locale)
        return str(shown)

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return (self.locale.language_name or self.code).capitalize()


def tongues(folder: Path = SHIPPED) -> dict[str, Tongue]:
    """Every language that the folder has a catalogue for, and the source language first.

    A catalogue is a file CODE.po.
    """
    found = {SOURCE: Tongue(SOURCE, Locale.parse(SOURCE_LOCALE), NullTranslations())}
    for path in sorted(folder.glob("*.po")):
        found[path.stem] = _tongue(path)
    return found


def _tongue(path: Path) -> Tongue:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Tongue(path.stem, Locale.parse(path.stem, sep="-"), Translations(compiled))


def wished(header: str, known: Mapping[str, object] | Iterable[str]) -> str:
    """The language that a browser likes best of those there are; the source language otherwise."""
    codes = list(known)
    ranked = sorted(_wishes(header), key=lambda wish: -wish[1])
    for code, weight in ranked:
        if weight > 0 and code in codes:
            return code
    return SOURCE


def _wishes(header: str) -> list[tuple[str, float]]:
    """(language, weight) of an Accept-Language header; what cannot be read is passed over."""
    wishes = []
    for part in header[:400].split(","):
        name, _, rest = part.strip().partition(";")
        weight = rest.strip().removeprefix("q=") if rest else "1"
        try:
            wishes.append((name.strip().partition("-")[0].lower(), float(weight)))
        except ValueError:
            continue
    return wishes
