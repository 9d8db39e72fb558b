"""The words of the commands that ask who says which number."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import speech, take_known, take_lawbook, take_output
from callup.text.diagnostic import Diagnostic, Diagnostics


def _describe_claims(parser: ArgumentParser) -> None:
    parser.description = "Who says which number: the claims of the record, in order of day."
    take_lawbook(parser)
    help = "only claims about this; all if left out"
    parser.add_argument("quantity", metavar="QUANTITY", nargs="?", help=help)
    help = "draw them: a file that ends in .svg or .png"
    parser.add_argument("--plot", metavar="FILE", help=help)
    take_output(parser)


def _claims(words: Namespace) -> int:
    from callup.cli.claims import claims

    if words.plot and not words.quantity:
        message = "a picture is drawn of one quantity"
        help = "name it before `--plot`"
        raise Diagnostics([Diagnostic("bad-call", message, None, help=help)])
    say = speech(words)
    return claims(words.lawbook, words.quantity, say, as_json=words.as_json, plot=words.plot)


def _describe_reconcile(parser: ArgumentParser) -> None:
    parser.description = (
        "What all claims together imply for a quantity, and which cannot all be true.\n\n"
        "  callup reconcile ru recruits --from 2025-01-01 --to 2025-12-31\n"
        "  callup reconcile ru recruits --from 2025-01-01 --to 2025-12-31 --believe medvedev"
    )
    take_lawbook(parser)
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
    help = "count the law's own pool in a table of people, .csv or .parquet, on the last day"
    parser.add_argument("--people", metavar="FILE", help=help)
    help = "draw what they allow: a file that ends in .svg or .png"
    parser.add_argument("--plot", metavar="FILE", help=help)
    take_output(parser)


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
        words.people,
    )
    return reconcile(asked, speech(words), as_json=words.as_json, plot=words.plot)


CLAIMS: Final = Command("claims", _describe_claims, _claims)


RECONCILE: Final = Command("reconcile", _describe_reconcile, _reconcile)


def _describe_audit(parser: ArgumentParser) -> None:
    parser.description = (
        "A document, statement by statement, held against law and record. It is asked of the\n"
        "law of the document's own day, as law and record were known on it.\n\n"
        "  callup audit ru dagens-2025-07\n"
        "  callup audit ru dagens-2025-07 --short --lang ru"
    )
    take_lawbook(parser)
    help = "the document; the list of them if left out"
    parser.add_argument("document", metavar="DOCUMENT", nargs="?", help=help)
    parser.add_argument("--on", metavar="DAY", help="the law of that day, not of the document's")
    take_known(parser)
    help = "set a switch, such as ID or ID=VALUE; may stand several times"
    parser.add_argument(
        "--with", dest="with_", metavar="ID", action="append", default=[], help=help
    )
    help = "set a switch off; may stand several times"
    parser.add_argument("--without", metavar="ID", action="append", default=[], help=help)
    help = "your own copy of the document, to see each statement beside its passage"
    parser.add_argument("--text", metavar="FILE", help=help)
    parser.add_argument("--short", action="store_true", help="only the table")
    help = "ClaimReview of schema.org, as JSON-LD"
    parser.add_argument("--claimreview", action="store_true", help=help)
    take_output(parser)


def _audit(words: Namespace) -> int:
    from callup.cli.audit import Asked, audit

    if words.as_json and words.claimreview:
        message = "`--json` and `--claimreview` are two documents"
        raise Diagnostics([Diagnostic("bad-call", message, None, help="ask for one of them")])
    asked = Asked(
        words.lawbook,
        words.document,
        words.on,
        words.known,
        tuple(words.with_),
        tuple(words.without),
        words.text,
        words.short,
    )
    form = "json" if words.as_json else "claimreview" if words.claimreview else "text"
    return audit(asked, form, speech(words))


AUDIT: Final = Command("audit", _describe_audit, _audit)
