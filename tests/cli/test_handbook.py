"""The page of a whole lawbook: Markdown that means what it says, with every place that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callup.cli.handbook.page import markdown
from callup.cli.handbook.sheet import code, plain, to_web
from callup.cli.words import LANGUAGES, Language
from callup.lawbook import open as open_lawbook

MEADOW = Path(__file__).parents[1] / "lawbooks" / "meadow"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a plain_name of 5 * 3", "a plain_name of 5 \\* 3"),
        ("_so_ [it] <is>", "\\_so\\_ \\[it\\] \\<is\\>"),
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("1.5 is a number", "1.5 is a number"),
        ("- no item", "\\- no item"),
        ("a | b", "a \\| b"),
        ("AT&T &amp; so", "AT&T \\&amp; so"),
        ("two\nlines", "two lines"),
    ],
)
def test_text_means_itself(text: str, written: str) -> None:
    assert plain(text) == written


@pytest.mark.parametrize(
    ("text", "written"), [("age < 30", "`age < 30`"), ("a `b` c", "`` a `b` c ``")]
)
def test_code_holds_what_it_is_given(text: str, written: str) -> None:
    assert code(text) == written


def test_only_addresses_on_the_web_become_links() -> None:
    assert to_web("it", "https://example.org/a (b)") == "[it](https://example.org/a%20%28b%29)"
    assert to_web("it", "javascript:alert(1)") == "it"


@pytest.mark.parametrize("speech", LANGUAGES)
def test_every_place_that_is_named_is_there_once(speech: str) -> None:
    page = markdown(open_lawbook(MEADOW), None, Language(speech))
    places = re.findall(r'<a id="([^"]+)"></a>', page)
    assert sorted(places) == sorted(set(places))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(places)


def test_everything_that_the_lawbook_holds_has_a_place() -> None:
    lawbook = open_lawbook(MEADOW)
    page = markdown(lawbook, None, Language("en"))
    places = set(re.findall(r'<a id="([^"]+)"></a>', page))
    data, program = lawbook.law_text().data, lawbook.program
    assert {f"act-{act.id}" for act in data.acts} <= places
    assert {source.id for source in data.sources} <= places
    assert {f"fact-{fact}" for fact in program.facts} <= places
    assert {f"state-{state}" for state in program.states} <= places
    assert {f"parameter-{one}" for one in program.parameters} <= places
    assert {f"{one.meaning}-{id}" for id, one in program.definitions.items()} <= places


def test_the_page_says_what_holds_on_the_day_asked_for() -> None:
    lawbook = open_lawbook(MEADOW)
    page = markdown(lawbook, "2020-01-01", Language("en"))
    assert "Rules read as on 2020-01-01" in page
