"""The catalogues are whole, agree with the command line, and a language needs no code."""

from __future__ import annotations

import os
import shutil
import string
from pathlib import Path

import pytest
from catalogues import HEADER, LANGUAGES, messages, read, updated
from starlette.testclient import TestClient

from callup.cli.words import PHRASES as TOLD
from callup.cli.words import Language
from callup.web import application
from callup.web.languages import tongues, wished
from callup.web.phrases import PHRASES

CATALOGUES = sorted(LANGUAGES.glob("*.po"))
SHARED = [
    key
    for key in PHRASES
    if key in TOLD
    and key not in ("verdict not covered", "outcome holds")
    and key not in ("none of these", "other", "only with", "parameter", "closed by", "closes")
]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_holds_exactly_the_messages_that_there_are_accepted(path: Path) -> None:
    made = updated(path)
    if os.environ.get("CALLUP_ACCEPT"):
        path.write_bytes(made)
    assert path.read_bytes() == made


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_message_is_translated_with_the_same_parts(path: Path) -> None:
    for one in read(path):
        if one.id:
            strings = [one.string] if isinstance(one.string, str) else list(one.string)
            assert all(strings), one.id
            assert not one.fuzzy
            source = one.id if isinstance(one.id, str) else one.id[-1]
            for text in strings:
                assert parts(text) == parts(source), one.id


def parts(text: str) -> set[str]:
    """What is filled into a message: `{name}` and `%(name)s`."""
    braces = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return braces | {word.partition(")")[0] for word in text.split("%(")[1:]}


@pytest.mark.parametrize("key", SHARED)
@pytest.mark.parametrize("code", ["en", "ru"])
def test_results_are_told_in_the_words_of_the_command_line(key: str, code: str) -> None:
    assert tongues()[code].text(PHRASES[key]) == Language(code)(key)


def test_another_language_needs_a_catalogue_and_no_code(tmp_path: Path) -> None:
    shutil.copy(LANGUAGES / "ru.po", tmp_path)
    plural = "nplurals=2; plural=(n != 1);"
    lines = ['msgid "The law over time"', 'msgstr "Das Recht in der Zeit"', ""]
    lines += ['msgid "%(num)s hit"', 'msgid_plural "%(num)s hits"']
    lines += ['msgstr[0] "%(num)s Treffer"', 'msgstr[1] "%(num)s Treffer"']
    text = HEADER.format(language="de", plural=plural) + "\n".join(lines) + "\n"
    (tmp_path / "de.po").write_text(text, "utf-8")
    with TestClient(
        application(["ru"], hosts=["testserver"], languages=tmp_path), follow_redirects=False
    ) as client:
        page = client.get("/de/ru/law").text
        assert "Das Recht in der Zeit" in page
        assert "21. September 2022" in page
        assert 'hreflang="ru"' in page
        assert "Treffer" in client.get("/de/ru/search?q=S021").text
        assert client.get("/", headers={"accept-language": "de"}).headers["location"] == "/de/"


def test_a_header_that_makes_no_sense_gives_the_source_language() -> None:
    known = tongues()
    for header in ("", ";;;", "q=1", "ru;q=zero", "ru;q=0", "*", "x" * 5000):
        assert wished(header, known) == "en"


def test_messages_are_found_in_every_template() -> None:
    found = {name for name, _, _ in messages()}
    assert "phrases.py" in found
    assert len(found) > 25
