"""The words of the commands that answer for tables of people."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import take_json, take_lawbook


def _table(parser: ArgumentParser) -> None:
    take_lawbook(parser)
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
    take_json(parser)


def _count(words: Namespace) -> int:
    from callup.cli.count import count

    by, weight, as_json = words.by, words.weight, words.as_json
    return count(words.lawbook, words.file, words.on, by, weight, as_json=as_json)


COUNT: Final = Command("count", _describe_count, _count)


RUN: Final = Command("run", _describe_run, _run)
