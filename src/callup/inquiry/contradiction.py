"""Answers that exclude each other: the fewest of them that do, so that one can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from callup.inquiry.answers import Answers, is_declined, person_of
from callup.ir.nodes import Node
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.words import Words

CODE = "impossible-facts"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Nobody can be like this. Without any one of the answers under `keys` somebody could.

    `says` is what they run into, where it is one thing of the lawbook each.
    """

    keys: tuple[str, ...]
    says: tuple[Words, ...]
    problems: tuple[Diagnostic, ...]


def contradiction(
    engine: Engine,
    setup: Setup,
    on: date,
    positions: Sequence[str],
    answers: Answers,
    refused: Diagnostics,
) -> Contradiction | None:
    """The answers that exclude each other; None where something else was refused."""
    if any(problem.code != CODE for problem in refused.diagnostics):
        return None
    keys = [key for key, value in answers.items() if not is_declined(value)]
    for key in list(keys):
        fewer = {other: answers[other] for other in keys if other != key}
        if _excluded(engine, setup, on, positions, fewer):
            keys.remove(key)
    asker = Asker(engine, person_of(engine, {key: answers[key] for key in keys}, on), on, setup, on)
    says = [one.words for one in engine.program.impossible if _is_true(asker, one.node)]
    return Contradiction(tuple(keys), tuple(says), tuple(refused.diagnostics))


def _is_true(asker: Asker, node: Node) -> bool:
    return asker.engine.walk(node)(asker.situation) is True


def _excluded(
    engine: Engine, setup: Setup, on: date, positions: Sequence[str], answers: Answers
) -> bool:
    asker = Asker(engine, person_of(engine, answers, on), on, setup, on)
    try:
        asker.refuse_impossible()
        for name in positions:
            asker.answer(name)
    except Diagnostics:
        return True
    return False
