"""The words of the command that a newcomer types first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from callup.cli.calls.parser import Command
from callup.cli.calls.words import speech, take_lang


def _describe_demo(parser: ArgumentParser) -> None:
    parser.description = "What changed in July 2025, what it means for two people, and the acts."
    take_lang(parser)


def _demo(words: Namespace) -> int:
    from callup.cli.demo import demo

    return demo(speech(words))


DEMO: Final = Command("demo", _describe_demo, _demo)
