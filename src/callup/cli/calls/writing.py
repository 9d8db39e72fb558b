"""The words of the commands for those who write lawbooks."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import take_json, take_lawbook


def _describe_test(parser: ArgumentParser) -> None:
    parser.description = "Run the cases of a lawbook."
    take_lawbook(parser)
    help = "only cases with this in their words"
    parser.add_argument("-k", dest="match", metavar="TEXT", help=help)
    help = "also what the cases do not reach"
    parser.add_argument("--coverage", action="store_true", help=help)
    help = "which slips of the hand in the lawbook no case would notice; -k then chooses slips"
    parser.add_argument("--mutate", action="store_true", help=help)
    help = "with --mutate: only so many slips"
    parser.add_argument("--sample", metavar="N", type=_count, help=help)
    help = "with --sample: which ones; 0 if left out"
    parser.add_argument("--seed", metavar="S", type=_count, default=0, help=help)
    take_json(parser)


def _count(word: str) -> int:
    """A count. Raises what the parser takes as a word that does not fit."""
    if not word.isdecimal() or len(word) > 9:
        raise ArgumentTypeError(f"a number is expected, not `{word[:40]}`")
    return int(word)


def _test(words: Namespace) -> int:
    if words.mutate:
        from callup.cli.mutate import mutate

        return mutate(words.lawbook, words.match, words.sample, words.seed, as_json=words.as_json)
    from callup.cli.test import test

    coverage, as_json = words.coverage, words.as_json
    return test(words.lawbook, match=words.match, coverage=coverage, as_json=as_json)


def _describe_check(parser: ArgumentParser) -> None:
    parser.description = (
        "Everything that is wrong with a lawbook. That no rules conflict, that each part of a rule "
        "does something and that the theorems hold is proved."
    )
    take_lawbook(parser)
    take_json(parser)


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


TEST: Final = Command("test", _describe_test, _test)


CHECK: Final = Command("check", _describe_check, _check)


FMT: Final = Command("fmt", _describe_fmt, _fmt)


NEW: Final = Command("new", _describe_new, _new)


SCHEMA: Final = Command("schema", _describe_schema, _schema)
