"""Words that several commands take."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from callup.cli.words import LANGUAGES, Language, language
from callup.text.diagnostic import Diagnostic, Diagnostics


def take_lawbook(parser: ArgumentParser) -> None:
    help = "a lawbook by its name, such as ru, or its folder"
    parser.add_argument("lawbook", metavar="LAWBOOK", help=help)


def take_person(parser: ArgumentParser) -> None:
    help = "facts of the person, such as born=1990-05-17"
    parser.add_argument("facts", metavar="FACT=VALUE", nargs="*", help=help)
    help = "facts from a YAML or JSON file; - reads standard input"
    parser.add_argument("--person", metavar="FILE", help=help)


def take_on(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DAY", help="the day asked about; today if left out")


def take_days(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="end", metavar="DAY", help="the last day")


def take_known(parser: ArgumentParser) -> None:
    help = "only what was published by that day counts"
    parser.add_argument("--known", metavar="DAY", help=help)


def take_switches(parser: ArgumentParser) -> None:
    help = "set a switch, or bring in a bill; may stand several times"
    meta = "ID[=VALUE]|ID@DAY"
    parser.add_argument(
        "--with", dest="with_", metavar=meta, action="append", default=[], help=help
    )
    help = "set a switch to off; may stand several times"
    parser.add_argument("--without", metavar="ID", action="append", default=[], help=help)


def take_output(parser: ArgumentParser) -> None:
    take_lang(parser)
    take_json(parser)


def take_lang(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", metavar="en|ru", help="the language of the output")


def take_json(parser: ArgumentParser) -> None:
    help = "one JSON document on standard output"
    parser.add_argument("--json", dest="as_json", action="store_true", help=help)


def speech(words: Namespace) -> Language:
    """The language asked for; a program gets English unless it asks, whatever the terminal is."""
    lang = words.lang
    if lang is not None and lang not in LANGUAGES:
        message = f"the output is not written in `{lang[:20]}`"
        help = f"it is one of {', '.join(LANGUAGES)}"
        raise Diagnostics([Diagnostic("unknown-language", message, None, help=help)])
    return language(lang or ("en" if getattr(words, "as_json", False) else None), os.environ)
