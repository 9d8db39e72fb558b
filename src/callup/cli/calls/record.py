"""The words of the commands that ask who says which number."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import speech, take_lawbook, take_output


def _describe_claims(parser: ArgumentParser) -> None:
    parser.description = "Who says which number: the claims of the record, in order of day."
    take_lawbook(parser)
    help = "only claims about this; all if left out"
    parser.add_argument("quantity", metavar="QUANTITY", nargs="?", help=help)
    take_output(parser)


def _claims(words: Namespace) -> int:
    from callup.cli.claims import claims

    return claims(words.lawbook, words.quantity, speech(words), as_json=words.as_json)


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
    )
    return reconcile(asked, speech(words), as_json=words.as_json)


CLAIMS: Final = Command("claims", _describe_claims, _claims)


RECONCILE: Final = Command("reconcile", _describe_reconcile, _reconcile)
