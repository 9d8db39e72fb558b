"""The words of the command that answers for one person."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import (
    speech,
    take_days,
    take_known,
    take_lang,
    take_lawbook,
    take_on,
    take_output,
    take_person,
    take_switches,
)


def _describe_ask(parser: ArgumentParser) -> None:
    parser.description = (
        "What the law of a day means for one person, and why.\n\n"
        "  callup ask ru --on 2025-07-08 --about may_contract citizenship=foreign\n"
        "  callup ask ru --from 2022-01-01 --to 2026-12-31 --about may_contract born=1990-05-17"
    )
    take_lawbook(parser)
    take_person(parser)
    take_on(parser)
    take_days(parser)
    take_known(parser)
    help = "a position to tell in full; may stand several times"
    parser.add_argument("--about", metavar="POSITION", action="append", default=[], help=help)
    help = "a position to tell what would turn its answer; may stand several times"
    parser.add_argument("--why-not", metavar="POSITION", action="append", default=[], help=help)
    take_switches(parser)
    parser.add_argument("--strict", action="store_true", help="old evidence counts as unknown")
    take_output(parser)


def _ask(words: Namespace) -> int:
    from callup.cli.ask import Question, ask

    question = Question(
        lawbook=words.lawbook,
        facts=tuple(words.facts),
        on=words.on,
        known=words.known,
        about=tuple(words.about),
        with_=tuple(words.with_),
        without=tuple(words.without),
        strict=words.strict,
        person=words.person,
        start=words.start,
        end=words.end,
        why_not=tuple(words.why_not),
    )
    return ask(question, speech(words), date.today(), as_json=words.as_json)


ASK: Final = Command("ask", _describe_ask, _ask)


def _describe_interview(parser: ArgumentParser) -> None:
    parser.description = (
        "Asks for what matters, one question at a time, up to the answer.\n\n"
        "  callup interview ru --on 2025-07-08 --about may_contract\n\n"
        "Type an answer, ? to see why it is asked, - for what you do not know,\n"
        "back to take the last answer back, stop to leave. Nothing is kept."
    )
    take_lawbook(parser)
    take_person(parser)
    take_on(parser)
    take_known(parser)
    help = "a position to find the answer for; may stand several times; all if left out"
    parser.add_argument("--about", metavar="POSITION", action="append", default=[], help=help)
    take_switches(parser)
    help = "write the facts to a file at the end, for `callup ask --person`"
    parser.add_argument("--save", metavar="FILE", help=help)
    take_lang(parser)


def _interview(words: Namespace) -> int:
    from callup.cli.interview import Wish, interview

    wish = Wish(
        lawbook=words.lawbook,
        facts=tuple(words.facts),
        on=words.on,
        known=words.known,
        about=tuple(words.about),
        with_=tuple(words.with_),
        without=tuple(words.without),
        person=words.person,
        save=words.save,
    )
    return interview(wish, speech(words), date.today())


INTERVIEW: Final = Command("interview", _describe_interview, _interview)
