"""Finds every message of the pages, and keeps the catalogues beside them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parents[2] / "src" / "callup" / "web"
LANGUAGES = WEB / "languages"
OPTIONS = {"trimmed": "true", "extensions": "jinja2.ext.i18n"}

Text = str | tuple[str, ...]


def messages() -> Iterator[tuple[str, int, Text]]:
    """(file, line, message) of every message of the templates, phrases, API and limits."""
    for path in sorted(WEB.glob("templates/*.html")):
        for line, message, _, _ in extract_from_file(
            "jinja2.ext:babel_extract", path, keywords=KEYWORDS, options=OPTIONS
        ):
            yield f"templates/{path.name}", line, message
    for name in ("phrases.py", "api.py", "limits.py"):
        for line, message, _, _ in extract_from_file("python", WEB / name, keywords={"N_": None}):
            yield name, line, message


KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def updated(path: Path) -> bytes:
    """The catalogue with exactly the messages that there are; what is new has no translation."""
    old = read(path) if path.exists() else Catalog(locale=path.stem)
    known: dict[Text, Message] = {
        tuple(one.id) if isinstance(one.id, list | tuple) else one.id: one for one in old if one.id
    }
    made = Catalog(locale=path.stem, fuzzy=False, charset="utf-8")
    for name, _, message in messages():
        before = known.get(message)
        found = made.get(message[0] if isinstance(message, tuple) else message)
        places = [*(found.locations if found else ()), (name, None)]
        made.add(message, before.string if before else None, locations=list(dict.fromkeys(places)))
    written = BytesIO()
    write_po(written, made, width=100, omit_header=True)
    return HEADER.format(language=path.stem, plural=made.plural_forms).encode() + written.getvalue()


HEADER = """# The pages of Callup; the messages are those of the templates and of phrases.py.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
