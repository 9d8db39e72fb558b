"""The words of the commands that show the law and how it came about."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import (
    speech,
    take_days,
    take_known,
    take_lawbook,
    take_on,
    take_output,
    take_person,
    take_switches,
)
from callup.cli.words import Language
from callup.text.diagnostic import Diagnostic, Diagnostics


def _describe_log(parser: ArgumentParser) -> None:
    parser.description = "What acts did, in the order in which they began to operate."
    take_lawbook(parser)
    take_days(parser)
    take_known(parser)
    take_output(parser)


def _log(words: Namespace) -> int:
    from callup.cli.log import log

    say = speech(words)
    return log(words.lawbook, words.start, words.end, words.known, say, as_json=words.as_json)


def _describe_show(parser: ArgumentParser) -> None:
    parser.description = (
        "A lawbook; or an act, rule, state, parameter, position, term, fact, source or switch.\n"
        "`facts`, `positions`, `states`, `parameters`, `terms`, `rules`, `acts`, `bills`,\n"
        "`readings`, `disputes`, `doubts`, `switches`, `sources` and `choices` list all.\n"
        "Of the record: a speaker, quantity, claim or saying, with all that was said.\n"
        "Where kinds share an id, write KIND:ID, such as rule:NAME."
    )
    take_lawbook(parser)
    parser.add_argument("ids", metavar="ID", nargs="*", help="what to show; the guide if left out")
    take_on(parser)
    help = "the whole lawbook on one page, in Markdown; as on the last evidenced day"
    parser.add_argument("--markdown", action="store_true", help=help)
    take_output(parser)


def _show(words: Namespace) -> int:
    ids, say = tuple(words.ids), speech(words)
    if words.markdown:
        return _show_markdown(words, say)
    from callup.cli.show import show

    return show(words.lawbook, ids, words.on, date.today(), say, as_json=words.as_json)


def _show_markdown(words: Namespace, say: Language) -> int:
    from callup.cli.handbook.page import show_markdown

    if words.ids or words.as_json:
        message = "`--markdown` writes the whole lawbook, in Markdown only"
        help = "leave out " + ("the ids" if words.ids else "`--json`")
        raise Diagnostics([Diagnostic("bad-call", message, None, help=help)])
    return show_markdown(words.lawbook, words.on, say)


def _describe_diff(parser: ArgumentParser) -> None:
    parser.description = (
        "What changed after the first day, up to and with the second, and for whom: every group\n"
        "of people whose answer differs, each with somebody of it.\n"
        "With facts, which answers differ for that person instead."
    )
    take_lawbook(parser)
    parser.add_argument("before", metavar="DAY", help="the earlier day")
    parser.add_argument("after", metavar="DAY", help="the later day")
    take_person(parser)
    take_switches(parser)
    parser.add_argument("--text", action="store_true", help="only what changed, not for whom")
    help = "a table of people, .parquet or .csv: how many of them have another answer"
    parser.add_argument("--people", metavar="FILE", help=help)
    help = "with --people: these positions only; may stand several times"
    parser.add_argument("--about", metavar="POSITION", action="append", default=[], help=help)
    help = "with --people: for each value of a column; may stand several times"
    parser.add_argument("--by", metavar="COLUMN", action="append", default=[], help=help)
    help = "with --people: the column that says for how many people a row stands"
    parser.add_argument("--weight", metavar="COLUMN", help=help)
    take_output(parser)


def _diff(words: Namespace) -> int:
    from callup.cli.diff import diff
    from callup.cli.given import given
    from callup.cli.turned import PeopleAsked

    found = given(words.facts, words.person) if words.facts or words.person else None
    say = speech(words)
    people = None
    if words.people is not None:
        people = PeopleAsked(words.people, words.by, words.weight, words.about)
    return diff(
        words.lawbook,
        words.before,
        words.after,
        found,
        say,
        with_=tuple(words.with_),
        without=tuple(words.without),
        text=words.text,
        people=people,
        as_json=words.as_json,
    )


def _describe_compare(parser: ArgumentParser) -> None:
    parser.description = (
        "Whose answer differs between two laws on one day: two lawbooks, or one lawbook as it\n"
        "stands and with switches set.\n\n"
        "  callup compare ru --on 2026-03-01 --with volunteer-formations-2025@2026-02-01\n"
        "  callup compare old/ new/ --on 2026-03-01"
    )
    take_lawbook(parser)
    help = "the second lawbook; the same one if left out"
    parser.add_argument("other", metavar="LAWBOOK", nargs="?", help=help)
    take_on(parser)
    take_switches(parser)
    help = "set a switch on the first side; may stand several times"
    meta = "ID[=VALUE]|ID@DAY"
    parser.add_argument("--against", metavar=meta, action="append", default=[], help=help)
    help = "only this position; may stand several times"
    parser.add_argument("--about", metavar="POSITION", action="append", default=[], help=help)
    take_output(parser)


def _compare(words: Namespace) -> int:
    from callup.cli.compare import Sides, compare

    sides = Sides(
        (words.lawbook, words.other or words.lawbook),
        words.on or date.today().isoformat(),
        tuple(words.against),
        tuple(words.with_),
        tuple(words.without),
        tuple(words.about),
    )
    return compare(sides, speech(words), as_json=words.as_json)


def _describe_prove(parser: ArgumentParser) -> None:
    parser.description = (
        "Whether a formula is never, or always, yes: for all people, all settings of the switches\n"
        "that are open, and all days that are covered. If not, somebody shows it.\n\n"
        '  callup prove ru "never: age < 18 and liable_to_conscription"\n'
        '  callup prove ru "always: service_age_limit >= 50" --on 2025-07-08'
    )
    take_lawbook(parser)
    parser.add_argument("claim", metavar="CLAIM", help="`never: FORMULA` or `always: FORMULA`")
    parser.add_argument("--on", metavar="DAY", help="one day; all that are covered if left out")
    take_switches(parser)
    take_output(parser)


def _prove(words: Namespace) -> int:
    from callup.cli.prove import prove

    with_, without = tuple(words.with_), tuple(words.without)
    say = speech(words)
    return prove(words.lawbook, words.claim, words.on, with_, without, say, as_json=words.as_json)


def _describe_blame(parser: ArgumentParser) -> None:
    parser.description = "Which act gave each condition of a rule its present form."
    take_lawbook(parser)
    parser.add_argument("id", metavar="RULE-OR-POSITION")
    take_on(parser)
    take_output(parser)


def _blame(words: Namespace) -> int:
    from callup.cli.blame import blame

    say = speech(words)
    return blame(words.lawbook, words.id, words.on, date.today(), say, as_json=words.as_json)


LOG: Final = Command("log", _describe_log, _log)


SHOW: Final = Command("show", _describe_show, _show)


DIFF: Final = Command("diff", _describe_diff, _diff)


COMPARE: Final = Command("compare", _describe_compare, _compare)


PROVE: Final = Command("prove", _describe_prove, _prove)


BLAME: Final = Command("blame", _describe_blame, _blame)
