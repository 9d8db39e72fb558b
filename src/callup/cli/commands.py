"""The words that each command takes; what it does is in the module of its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

import typer

from callup.cli.words import LANGUAGES, Language, language
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest

Lawbook = Annotated[
    str, typer.Argument(metavar="LAWBOOK", help="a lawbook by name, such as ru, or its folder")
]
Facts = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FACT=VALUE]...", help="facts of the person, such as born=1990-05-17"),
]
Person = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="facts from a YAML or JSON file; - reads standard input"),
]
Known = Annotated[
    str | None, typer.Option(metavar="DAY", help="only what was published by that day counts")
]
On = Annotated[
    str | None, typer.Option(metavar="DAY", help="the day asked about; today if left out")
]
From = Annotated[str | None, typer.Option("--from", metavar="DAY", help="the first day")]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="the last day")]
Lang = Annotated[str | None, typer.Option(metavar="en|ru", help="the language of the output")]
Json = Annotated[bool, typer.Option("--json", help="one JSON document on standard output")]


def ask(
    lawbook: Lawbook,
    facts: Facts = None,
    on: On = None,
    known: Known = None,
    about: Annotated[
        list[str] | None, typer.Option(metavar="POSITION", help="a position, told in full")
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="ID[=VALUE]|ID@DAY", help="set a switch, bring in a bill"),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="set a switch to off")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="old evidence counts as unknown")
    ] = False,
    person: Person = None,
    start: From = None,
    end: To = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """What the law of a day means for one person, and why.

    callup ask ru --on 2025-07-08 --about may_contract citizenship=foreign
    """
    from callup.cli.ask import Question
    from callup.cli.ask import ask as answer

    question = Question(
        lawbook=lawbook,
        facts=tuple(facts or ()),
        on=on,
        known=known,
        about=tuple(about or ()),
        with_=tuple(with_ or ()),
        without=tuple(without or ()),
        strict=strict,
        person=person,
        start=start,
        end=end,
    )
    _end(answer(question, _speech(lang, as_json), date.today(), as_json=as_json))


def log(
    lawbook: Lawbook,
    start: From = None,
    end: To = None,
    known: Known = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """What acts did, in the order in which they began to operate."""
    from callup.cli.log import log as tell

    _end(tell(lawbook, start, end, known, _speech(lang, as_json), as_json=as_json))


def show(
    lawbook: Lawbook,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...", help="what to show; `facts`, `acts` and the like list all"
        ),
    ] = None,
    on: On = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """A lawbook, or an act, rule, state, parameter, position, fact, source or switch of it."""
    from callup.cli.show import show as tell

    names = tuple(ids or ())
    _end(tell(lawbook, names, on, date.today(), _speech(lang, as_json), as_json=as_json))


def diff(
    lawbook: Lawbook,
    before: Annotated[str, typer.Argument(metavar="DAY", help="the earlier day")],
    after: Annotated[str, typer.Argument(metavar="DAY", help="the later day")],
    facts: Facts = None,
    person: Person = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """What changed between two days; with facts, also which answers differ for that person."""
    from callup.cli.diff import diff as tell

    from callup.cli.given import given

    found = given(facts or (), person) if facts or person else None
    _end(tell(lawbook, before, after, found, _speech(lang, as_json), as_json=as_json))


def blame(
    lawbook: Lawbook,
    id: Annotated[str, typer.Argument(metavar="RULE-OR-POSITION")],
    on: On = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Which act gave each condition of a rule its present form."""
    from callup.cli.blame import blame as tell

    _end(tell(lawbook, id, on, date.today(), _speech(lang, as_json), as_json=as_json))


def test(
    lawbook: Lawbook,
    match: Annotated[
        str | None, typer.Option("-k", metavar="TEXT", help="only cases with this in their words")
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="also what the cases do not reach")
    ] = False,
    as_json: Json = False,
) -> None:
    """Run the cases of a lawbook."""
    from callup.cli.test import test as run_cases

    _end(run_cases(lawbook, match=match, coverage=coverage, as_json=as_json))


def check(lawbook: Lawbook, as_json: Json = False) -> None:
    """Everything that is wrong with a lawbook."""
    from callup.cli.check import check as examine

    _end(examine(lawbook, as_json=as_json))


def _end(status: int) -> None:
    if status:
        raise typer.Exit(status)


def _speech(lang: str | None, as_json: bool) -> Language:
    """The language asked for; a program gets English unless it asks, whatever the terminal is."""
    if lang is not None and lang not in LANGUAGES:
        near = suggest(lang, LANGUAGES)
        help = f"did you mean `{near}`?" if near else f"it is one of {', '.join(LANGUAGES)}"
        message = f"the output is not written in `{lang[:20]}`"
        raise Diagnostics([Diagnostic("unknown-language", message, None, help=help)])
    return language(lang or ("en" if as_json else None), os.environ)


def text_of(words: Sequence[str]) -> Callable[[str], str | None]:
    """What gives the text of a file of the lawbook that a call names, to show the line."""
    from callup.lawbook import source_of

    name = next((word for word in words if not word.startswith("-")), "")
    return source_of(name)
