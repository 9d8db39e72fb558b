"""The words of the commands that answer for tables of people."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import take_json, take_known, take_lawbook


def _table(parser: ArgumentParser) -> None:
    take_lawbook(parser)
    help = "a table of people, .parquet, .csv or .arrow, or a pattern such as 'people-*.parquet'"
    parser.add_argument("file", metavar="FILE", help=help)
    parser.add_argument("--on", metavar="DAY", required=True, help="the day asked about")
    take_known(parser)
    help = "set a switch, or bring in a bill; may stand several times"
    meta = "ID[=VALUE]|ID@DAY"
    parser.add_argument(
        "--with", dest="with_", metavar=meta, action="append", default=[], help=help
    )
    help = "set a switch to off; may stand several times"
    parser.add_argument("--without", metavar="ID", action="append", default=[], help=help)
    help = "the column of a fact that is called otherwise; may stand several times"
    parser.add_argument("--column", metavar="FACT=COLUMN", action="append", default=[], help=help)
    help = "settle what tables may not see by asking about single rows"
    parser.add_argument("--exact", action="store_true", help=help)


def _asked(words: Namespace) -> dict[str, object]:
    """What `_table` takes, as the question that the commands read."""
    return {
        "lawbook": words.lawbook,
        "file": words.file,
        "on": words.on,
        "known": words.known,
        "with_": tuple(words.with_),
        "without": tuple(words.without),
        "column": tuple(words.column),
        "exact": words.exact,
    }


def _describe_run(parser: ArgumentParser) -> None:
    parser.description = (
        "The answers for a table of people, a column for each position and one for its status.\n"
        "Columns are facts by their names. Rows that hold what a person cannot be are listed in a\n"
        "file beside, by row, column and reason.\n\n"
        "  callup run ru people.parquet --on 2025-07-08 -o answers.parquet\n"
        "  callup run ru 'people-*.csv' --on 2025-07-08 -o answers.csv --reasons"
    )
    _table(parser)
    help = "where the answers go, .parquet, .csv or .arrow"
    parser.add_argument("-o", dest="output", metavar="FILE", required=True, help=help)
    help = "also the rules that decide and the facts that are missing"
    parser.add_argument("--reasons", action="store_true", help=help)
    help = "what works the answers out; polars unless given"
    engines = ("polars", "duckdb", "spark")
    parser.add_argument("--engine", choices=engines, default="polars", help=help)
    help = "the address of a Spark cluster, such as spark://host:7077"
    parser.add_argument("--master", metavar="URL", help=help)


def _run(words: Namespace) -> int:
    from callup.cli.run import Output, run
    from callup.cli.table_question import TableQuestion

    question = TableQuestion(**_asked(words))  # type: ignore[arg-type]
    return run(question, Output(words.output, words.reasons, words.engine, words.master))


def _describe_count(parser: ArgumentParser) -> None:
    parser.description = "How many people of a table have which answer."
    _table(parser)
    help = "count for each value of a column; may stand several times"
    parser.add_argument("--by", metavar="COLUMN", action="append", default=[], help=help)
    help = "the column that says for how many people a row stands"
    parser.add_argument("--weight", metavar="COLUMN", help=help)
    help = "for what is unknown, which facts are missing together"
    parser.add_argument("--why", action="store_true", help=help)
    take_json(parser)


def _count(words: Namespace) -> int:
    from callup.cli.count import Tally, count
    from callup.cli.table_question import TableQuestion

    question = TableQuestion(**_asked(words))  # type: ignore[arg-type]
    tally = Tally(tuple(words.by), words.weight, words.why)
    return count(question, tally, as_json=words.as_json)


COUNT: Final = Command("count", _describe_count, _count)


RUN: Final = Command("run", _describe_run, _run)
