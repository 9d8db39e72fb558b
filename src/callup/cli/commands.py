"""Every command, in the order in which help lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from callup.cli.calls import answers, first, law, population, record, serving, writing

COMMANDS: Final = (
    answers.ASK,
    answers.INTERVIEW,
    law.LOG,
    law.SHOW,
    law.DIFF,
    law.COMPARE,
    law.PROVE,
    law.BLAME,
    population.COUNT,
    population.RUN,
    population.SAMPLE,
    record.CLAIMS,
    record.RECONCILE,
    record.AUDIT,
    writing.TEST,
    writing.CHECK,
    writing.FMT,
    writing.NEW,
    writing.SCHEMA,
    first.DEMO,
    serving.SERVE,
    serving.MCP,
)
"""The catalogue of words says what each does."""


def text_of(words: Sequence[str]) -> Callable[[str], str | None]:
    """What gives the text of a file of the lawbook that a call names, to show the line."""
    from callup.lawbook import source_of

    name = next((word for word in words if not word.startswith("-")), "")
    return source_of(name)
