"""The words that each command takes; what it does is in the module of its name.

The standard library reads them. Typer takes as long to load and to build its commands as a whole
answer does.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn

from callup.cli.words import LANGUAGES, Language, language
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest


@dataclass(frozen=True, slots=True)
class Command:
    """`describe` tells a parser which words there are; `run` gives the exit status."""

    name: str
    describe: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


class _Parser(ArgumentParser):
    """Takes words in any order, and says in one message what is wrong with them."""

    def error(self, message: str) -> NoReturn:
        help = f"`{self.prog} --help` tells the words of this command"
        if "are required" in message:
            # what may be left out is named there as well
            message = message.removesuffix(", FACT=VALUE").removesuffix(", ID")
        word = message.removeprefix("unrecognized arguments: ").partition(" ")[0].partition("=")[0]
        if word.startswith("-") and message.startswith("unrecognized"):
            known = [option for action in self._actions for option in action.option_strings]
            near = suggest(word.strip("-"), [option.strip("-") for option in known])
            message = f"there is no option `{word}`"
            help = f"did you mean `--{near}`?" if near else help
        raise Diagnostics([Diagnostic("bad-call", message, None, help=help)])


def call(command: Command, words: Sequence[str]) -> int:
    """Runs a command with its words; the exit status. SystemExit after `--help`.

    Raises Diagnostics for words that the command does not take, and those of the command.
    """
    parser = _Parser(
        prog=f"callup {command.name}",
        allow_abbrev=False,
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.describe(parser)
    return command.run(parser.parse_intermixed_args(list(words)))


# words that several commands take


def _lawbook(parser: ArgumentParser) -> None:
    help = "a lawbook by its name, such as ru, or its folder"
    parser.add_argument("lawbook", metavar="LAWBOOK", help=help)


def _person(parser: ArgumentParser) -> None:
    help = "facts of the person, such as born=1990-05-17"
    parser.add_argument("facts", metavar="FACT=VALUE", nargs="*", help=help)
    help = "facts from a YAML or JSON file; - reads standard input"
    parser.add_argument("--person", metavar="FILE", help=help)


def _on(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DAY", help="the day asked about; today if left out")


def _from_to(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="end", metavar="DAY", help="the last day")


def _known(parser: ArgumentParser) -> None:
    help = "only what was published by that day counts"
    parser.add_argument("--known", metavar="DAY", help=help)


def _output(parser: ArgumentParser) -> None:
    _lang(parser)
    _json(parser)


def _lang(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", metavar="en|ru", help="the language of the output")


def _json(parser: ArgumentParser) -> None:
    help = "one JSON document on standard output"
    parser.add_argument("--json", dest="as_json", action="store_true", help=help)


def _speech(words: Namespace) -> Language:
    """The language asked for; a program gets English unless it asks, whatever the terminal is."""
    lang = words.lang
    if lang is not None and lang not in LANGUAGES:
        message = f"the output is not written in `{lang[:20]}`"
        help = f"it is one of {', '.join(LANGUAGES)}"
        raise Diagnostics([Diagnostic("unknown-language", message, None, help=help)])
    return language(lang or ("en" if getattr(words, "as_json", False) else None), os.environ)


# the commands


def _describe_ask(parser: ArgumentParser) -> None:
    parser.description = (
        "What the law of a day means for one person, and why.\n\n"
        "  callup ask ru --on 2025-07-08 --about may_contract citizenship=foreign\n"
        "  callup ask ru --from 2022-01-01 --to 2026-12-31 --about may_contract born=1990-05-17"
    )
    _lawbook(parser)
    _person(parser)
    _on(parser)
    _from_to(parser)
    _known(parser)
    help = "a position to tell in full; may stand several times"
    parser.add_argument("--about", metavar="POSITION", action="append", default=[], help=help)
    help = "set a switch, or bring in a bill; may stand several times"
    meta = "ID[=VALUE]|ID@DAY"
    parser.add_argument(
        "--with", dest="with_", metavar=meta, action="append", default=[], help=help
    )
    help = "set a switch to off; may stand several times"
    parser.add_argument("--without", metavar="ID", action="append", default=[], help=help)
    parser.add_argument("--strict", action="store_true", help="old evidence counts as unknown")
    _output(parser)


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
    )
    return ask(question, _speech(words), date.today(), as_json=words.as_json)


def _describe_log(parser: ArgumentParser) -> None:
    parser.description = "What acts did, in the order in which they began to operate."
    _lawbook(parser)
    _from_to(parser)
    _known(parser)
    _output(parser)


def _log(words: Namespace) -> int:
    from callup.cli.log import log

    say = _speech(words)
    return log(words.lawbook, words.start, words.end, words.known, say, as_json=words.as_json)


def _describe_show(parser: ArgumentParser) -> None:
    parser.description = (
        "A lawbook; or an act, rule, state, parameter, position, term, fact, source or switch.\n"
        "`facts`, `positions`, `states`, `parameters`, `terms`, `rules`, `acts`, `bills`,\n"
        "`readings`, `disputes`, `doubts`, `switches`, `sources` and `choices` list all.\n"
        "Where kinds share an id, write KIND:ID, such as rule:NAME."
    )
    _lawbook(parser)
    parser.add_argument("ids", metavar="ID", nargs="*", help="what to show; the guide if left out")
    _on(parser)
    help = "the whole lawbook on one page, in Markdown; as on the last evidenced day"
    parser.add_argument("--markdown", action="store_true", help=help)
    _output(parser)


def _show(words: Namespace) -> int:
    ids, say = tuple(words.ids), _speech(words)
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
        "What changed after the first day, up to and with the second;\n"
        "with facts, also which answers differ for that person."
    )
    _lawbook(parser)
    parser.add_argument("before", metavar="DAY", help="the earlier day")
    parser.add_argument("after", metavar="DAY", help="the later day")
    _person(parser)
    _output(parser)


def _diff(words: Namespace) -> int:
    from callup.cli.diff import diff
    from callup.cli.given import given

    found = given(words.facts, words.person) if words.facts or words.person else None
    say = _speech(words)
    return diff(words.lawbook, words.before, words.after, found, say, as_json=words.as_json)


def _describe_blame(parser: ArgumentParser) -> None:
    parser.description = "Which act gave each condition of a rule its present form."
    _lawbook(parser)
    parser.add_argument("id", metavar="RULE-OR-POSITION")
    _on(parser)
    _output(parser)


def _blame(words: Namespace) -> int:
    from callup.cli.blame import blame

    say = _speech(words)
    return blame(words.lawbook, words.id, words.on, date.today(), say, as_json=words.as_json)


def _describe_claims(parser: ArgumentParser) -> None:
    parser.description = "Who says which number: the claims of the record, in order of day."
    _lawbook(parser)
    help = "only claims about this; all if left out"
    parser.add_argument("quantity", metavar="QUANTITY", nargs="?", help=help)
    _output(parser)


def _claims(words: Namespace) -> int:
    from callup.cli.claims import claims

    return claims(words.lawbook, words.quantity, _speech(words), as_json=words.as_json)


def _describe_reconcile(parser: ArgumentParser) -> None:
    parser.description = (
        "What all claims together imply for a quantity, and which cannot all be true.\n\n"
        "  callup reconcile ru recruits --from 2025-01-01 --to 2025-12-31\n"
        "  callup reconcile ru recruits --from 2025-01-01 --to 2025-12-31 --believe medvedev"
    )
    _lawbook(parser)
    parser.add_argument("quantity", metavar="QUANTITY", help="what is counted")
    parser.add_argument("--from", dest="start", metavar="DAY", required=True, help="first day")
    parser.add_argument("--to", dest="end", metavar="DAY", required=True, help="last day")
    many = {"action": "append", "default": []}
    help = "only this speaker's claims; may stand several times"
    parser.add_argument("--believe", metavar="SPEAKER", help=help, **many)  # type: ignore[arg-type]
    help = "leave this claim out; may stand several times"
    parser.add_argument("--without", metavar="CLAIM", help=help, **many)  # type: ignore[arg-type]
    help = "only claims with a source of this grade or better: A, B or C"
    parser.add_argument("--grade", metavar="G", help=help)
    _output(parser)


def _reconcile(words: Namespace) -> int:
    from callup.cli.reconcile import Asked, reconcile

    asked = Asked(
        words.lawbook,
        words.quantity,
        words.start,
        words.end,
        tuple(words.believe),
        tuple(words.without),
        words.grade,
    )
    return reconcile(asked, _speech(words), as_json=words.as_json)


def _describe_test(parser: ArgumentParser) -> None:
    parser.description = "Run the cases of a lawbook."
    _lawbook(parser)
    help = "only cases with this in their words"
    parser.add_argument("-k", dest="match", metavar="TEXT", help=help)
    help = "also what the cases do not reach"
    parser.add_argument("--coverage", action="store_true", help=help)
    _json(parser)


def _test(words: Namespace) -> int:
    from callup.cli.test import test

    coverage, as_json = words.coverage, words.as_json
    return test(words.lawbook, match=words.match, coverage=coverage, as_json=as_json)


def _describe_check(parser: ArgumentParser) -> None:
    parser.description = "Everything that is wrong with a lawbook."
    _lawbook(parser)
    _json(parser)


def _check(words: Namespace) -> int:
    from callup.cli.check import check

    return check(words.lawbook, as_json=words.as_json)


def _describe_fmt(parser: ArgumentParser) -> None:
    parser.description = "Write a lawbook in its canonical form; every comment is kept."
    parser.add_argument("path", metavar="PATH", help="a lawbook's folder, or one file")
    help = "only say which files would change; then 1 is returned"
    parser.add_argument("--check", action="store_true", help=help)


def _fmt(words: Namespace) -> int:
    from callup.cli.fmt import fmt

    return fmt(words.path, check=words.check)


def _describe_new(parser: ArgumentParser) -> None:
    parser.description = (
        "Begin a lawbook: a small one of an invented country, with every part of the format in it."
    )
    parser.add_argument("name", metavar="NAME", help="the id of the lawbook")
    help = "the folder that it is put into"
    parser.add_argument("--in", dest="folder", metavar="DIR", default=".", help=help)


def _new(words: Namespace) -> int:
    from callup.cli.new import new

    return new(words.name, words.folder)


def _describe_schema(parser: ArgumentParser) -> None:
    parser.description = "What may stand in the files of a lawbook, as JSON Schema for editors."
    help = "a kind of file, such as acts or facts"
    parser.add_argument("part", metavar="PART", nargs="?", help=help)


def _schema(words: Namespace) -> int:
    from callup.cli.schema import schema

    return schema(words.part)


def _table(parser: ArgumentParser) -> None:
    _lawbook(parser)
    parser.add_argument("file", metavar="FILE", help="a table of people, .parquet or .csv")
    parser.add_argument("--on", metavar="DAY", required=True, help="the day asked about")


def _describe_run(parser: ArgumentParser) -> None:
    parser.description = (
        "The answers for a table of people, a column for each position and one for its status.\n"
        "Columns are facts by their names. Rows that hold what a person cannot be are listed in a\n"
        "file beside, by row, column and reason."
    )
    _table(parser)
    help = "where the answers go, .parquet or .csv"
    parser.add_argument("-o", dest="output", metavar="FILE", required=True, help=help)


def _run(words: Namespace) -> int:
    from callup.cli.run import run

    return run(words.lawbook, words.file, words.on, words.output)


def _describe_count(parser: ArgumentParser) -> None:
    parser.description = "How many people of a table have which answer."
    _table(parser)
    help = "count for each value of a column; may stand several times"
    parser.add_argument("--by", metavar="COLUMN", action="append", default=[], help=help)
    help = "the column that says for how many people a row stands"
    parser.add_argument("--weight", metavar="COLUMN", help=help)
    _json(parser)


def _count(words: Namespace) -> int:
    from callup.cli.count import count

    by, weight, as_json = words.by, words.weight, words.as_json
    return count(words.lawbook, words.file, words.on, by, weight, as_json=as_json)


def _describe_demo(parser: ArgumentParser) -> None:
    parser.description = "What changed in July 2025, what it means for two people, and the acts."
    _lang(parser)


def _demo(words: Namespace) -> int:
    from callup.cli.demo import demo

    return demo(_speech(words))


COMMANDS: Final = (
    Command("ask", _describe_ask, _ask),
    Command("log", _describe_log, _log),
    Command("show", _describe_show, _show),
    Command("diff", _describe_diff, _diff),
    Command("blame", _describe_blame, _blame),
    Command("count", _describe_count, _count),
    Command("run", _describe_run, _run),
    Command("claims", _describe_claims, _claims),
    Command("reconcile", _describe_reconcile, _reconcile),
    Command("test", _describe_test, _test),
    Command("check", _describe_check, _check),
    Command("fmt", _describe_fmt, _fmt),
    Command("new", _describe_new, _new),
    Command("schema", _describe_schema, _schema),
    Command("demo", _describe_demo, _demo),
)
"""In the order in which help lists them; the catalogue of words says what each does."""


def text_of(words: Sequence[str]) -> Callable[[str], str | None]:
    """What gives the text of a file of the lawbook that a call names, to show the line."""
    from callup.lawbook import source_of

    name = next((word for word in words if not word.startswith("-")), "")
    return source_of(name)
