"""The words of the commands that answer for tables of people."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import (
    speech,
    take_days,
    take_known,
    take_lang,
    take_lawbook,
    take_output,
    take_switches,
)
from callup.text.diagnostic import Diagnostic, Diagnostics


def _table(parser: ArgumentParser, *, one_day: bool) -> None:
    take_lawbook(parser)
    help = "a table of people, .parquet, .csv or .arrow, or a pattern such as 'people-*.parquet'"
    parser.add_argument("file", metavar="FILE", help=help)
    parser.add_argument("--on", metavar="DAY", required=one_day, help="the day asked about")
    take_known(parser)
    take_switches(parser)
    help = "the column of a fact that is called otherwise; may stand several times"
    parser.add_argument("--column", metavar="FACT=COLUMN", action="append", default=[], help=help)
    help = "these positions only; may stand several times"
    parser.add_argument("--about", metavar="POSITION", action="append", default=[], help=help)
    help = "settle what tables may not see by asking about single rows"
    parser.add_argument("--exact", action="store_true", help=help)
    help = "what works the answers out; polars unless given"
    engines = ("polars", "duckdb", "spark")
    parser.add_argument("--engine", choices=engines, default="polars", help=help)
    help = "the address of a Spark cluster, such as spark://host:7077"
    parser.add_argument("--master", metavar="URL", help=help)


def _asked(words: Namespace) -> dict[str, object]:
    """What `_table` takes, as the question that the commands read."""
    return {
        "lawbook": words.lawbook,
        "file": words.file,
        "on": words.on or getattr(words, "start", None),
        "known": words.known,
        "with_": tuple(words.with_),
        "without": tuple(words.without),
        "column": tuple(words.column),
        "exact": words.exact,
        "about": tuple(p.strip() for word in words.about for p in word.split(",")) or None,
        "engine": words.engine,
        "master": words.master,
    }


def _describe_run(parser: ArgumentParser) -> None:
    parser.description = (
        "The answers for a table of people, a column for each position and one for its status.\n"
        "Columns are facts by their names. Rows that hold what a person cannot be are listed in a\n"
        "file beside, by row, column and reason.\n\n"
        "  callup run ru people.parquet --on 2025-07-08 -o answers.parquet\n"
        "  callup run ru 'people-*.csv' --on 2025-07-08 -o answers.csv --reasons"
    )
    _table(parser, one_day=True)
    help = "where the answers go, .parquet, .csv or .arrow"
    parser.add_argument("-o", dest="output", metavar="FILE", required=True, help=help)
    help = "also the rules that decide and the facts that are missing"
    parser.add_argument("--reasons", action="store_true", help=help)


def _run(words: Namespace) -> int:
    from callup.cli.run import Output, run
    from callup.cli.table_question import TableQuestion

    question = TableQuestion(**_asked(words))  # type: ignore[arg-type]
    return run(question, Output(words.output, words.reasons))


def _describe_count(parser: ArgumentParser) -> None:
    parser.description = (
        "How many people of a table have which answer, on one day or on every day of a stretch.\n\n"
        "  callup count ru people.parquet --on 2025-07-08 --by region\n"
        "  callup count ru people.parquet --from 2021-01-01 --to 2025-12-31 --plot counts.svg\n"
        "  callup count ru people.parquet --on 2025-07-08 --engine spark --master spark://host:7077"
    )
    _table(parser, one_day=False)
    take_days(parser)
    help = "count for each value of a column; may stand several times"
    parser.add_argument("--by", metavar="COLUMN", action="append", default=[], help=help)
    help = "the column that says for how many people a row stands"
    parser.add_argument("--weight", metavar="COLUMN", help=help)
    help = "on one day: for what is unknown, which facts are missing together"
    parser.add_argument("--why", action="store_true", help=help)
    help = "a column with the year of birth: spread over its days, or its day not known"
    meta = "COLUMN=spread|unknown"
    parser.add_argument("--year-of-birth", dest="year", metavar=meta, help=help)
    help = "a column with the age on a day, read in the same way"
    parser.add_argument("--age", metavar="COLUMN@DAY=spread|unknown", help=help)
    help = "with --json: only the days on which a count changes"
    parser.add_argument("--changes", action="store_true", help=help)
    help = "draw the counts over time, .svg or .png"
    parser.add_argument("--plot", metavar="FILE", help=help)
    take_output(parser)


def _count(words: Namespace) -> int:
    from callup.cli.count import Shown, Split, count, window
    from callup.cli.table_question import TableQuestion

    _, end = window(words.on, words.start, words.end)
    question = TableQuestion(**_asked(words))  # type: ignore[arg-type]
    if words.why or words.exact:
        from callup.cli.count_reasons import Tally, count_one_day

        if words.engine != "polars":
            message = f"`--why` and `--exact` are not supported with `--engine {words.engine}`"
            help = "leave out `--engine`, or count without them"
            raise Diagnostics((Diagnostic("not-supported", message, None, help=help),))
        if end is not None or words.year or words.age or words.changes or words.plot:
            message = "`--why` and `--exact` count one day, with `--on`"
            help = "leave out `--from`, `--year-of-birth`, `--age`, `--changes` and `--plot`"
            raise Diagnostics((Diagnostic("bad-call", message, None, help=help),))
        tally = Tally(tuple(words.by), words.weight, words.why)
        return count_one_day(question, tally, speech(words), as_json=words.as_json)
    split = Split(words.by, words.weight, words.year, words.age)
    return count(
        question, end, split, Shown(words.as_json, words.changes, words.plot), speech(words)
    )


def _describe_sample(parser: ArgumentParser) -> None:
    parser.description = (
        "People made up from marginal tables, for trying things out. The same seed gives the same\n"
        "rows, and row 7 is the same whether ten rows are made or a million."
    )
    take_lawbook(parser)
    parser.add_argument("-n", dest="rows", metavar="N", required=True, help="how many rows")
    help = "a whole number; another one gives other people"
    parser.add_argument("--seed", metavar="S", default="1", help=help)
    help = "how often which value is drawn, .yaml or .csv; the rest is as by default"
    parser.add_argument("--margins", metavar="FILE", help=help)
    help = "where the people go, .parquet or .csv"
    parser.add_argument("-o", dest="output", metavar="FILE", required=True, help=help)
    take_lang(parser)


def _sample(words: Namespace) -> int:
    from callup.cli.sample import Order, sample

    order = Order(words.lawbook, words.rows, words.seed, words.margins, words.output)
    return sample(order, speech(words))


SAMPLE: Final = Command("sample", _describe_sample, _sample)


COUNT: Final = Command("count", _describe_count, _count)


RUN: Final = Command("run", _describe_run, _run)
