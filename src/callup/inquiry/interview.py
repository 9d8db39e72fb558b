"""The next question to put to a person, so that the answer stands after as few as possible.

An interview keeps nothing: it is a function of the answers given so far. Taking an answer back is
asking again without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from callup.inquiry.answers import Answers, is_declined, person_of, split_key
from callup.inquiry.contradiction import Contradiction, contradiction
from callup.inquiry.prospect import Effect, Prospect, effects, planner
from callup.ir.program import Basis, FactType
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import Finding
from callup.readers.explain.partial import Residual, Variable
from callup.text.diagnostic import Diagnostics
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something that a question decides: a condition of a rule, and of which act it is.

    `condition` is None where it decides what the rule gives. Without a rule, it decides whether
    somebody can be like this at all, which `says` tells.
    """

    position: str
    rule: str | None
    says: Words
    condition: str | None
    line: str
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Question:
    """The next question. Its answer is given under `key`, in any form that `ask` takes for the
    fact; None or `unknown` is *I do not know*.

    `day` is there where the fact is asked for as it was on another day. `choices` are the values
    of a choice or set. `settled` are the positions whose answer stands already.
    """

    key: str
    fact: FactType
    day: date | None
    choices: tuple[tuple[str, Words], ...]
    purposes: tuple[Purpose, ...]
    effects: tuple[Effect, ...]
    open: tuple[str, ...]
    settled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concluded:
    """Nothing more that can be asked would change an answer; `declined` was not known."""

    findings: tuple[Finding, ...]
    declined: tuple[str, ...]


Step = Question | Concluded | Contradiction


def next_step(
    engine: Engine, setup: Setup, on: date, positions: Sequence[str], answers: Answers
) -> Step:
    """What comes after these answers. Raises Diagnostics for an answer that does not fit."""
    asker = Asker(engine, person_of(engine, answers, on), on, setup, on)
    try:
        asker.refuse_impossible()
        plan = planner(asker, answers)
        prospects: list[Prospect] = []
        for name in positions:
            prospects.append(Prospect(plan, name, answers, tuple(prospects)))
        open_ = [one for one in prospects if one.is_open]
        chosen = best(engine, open_)
        if chosen is not None:
            return _question(engine, chosen, prospects, open_)
        findings = tuple(asker.finding(name) for name in positions)
    except Diagnostics as refused:
        found = contradiction(engine, setup, on, positions, answers, refused)
        if found is None:
            raise
        return found
    declined = tuple(key for key, value in answers.items() if is_declined(value))
    return Concluded(findings, declined)


def best(engine: Engine, prospects: Sequence[Prospect]) -> str | None:
    """The question from which most is expected, over all positions together."""
    gains: dict[str, int] = {}
    for prospect in prospects:
        for key, gain in prospect.gains().items():
            gains[key] = gains.get(key, 0) + gain
    order = {name: index for index, name in enumerate(engine.program.facts)}

    def rank(key: str) -> tuple[int, int, str]:
        return (-gains[key], order[split_key(key)[0]], key)

    return min(gains, key=rank, default=None)


def _question(
    engine: Engine, key: str, prospects: Sequence[Prospect], open_: Sequence[Prospect]
) -> Question:
    name, day = split_key(key)
    fact = engine.program.facts[name]
    choices = engine.program.values[fact.type.of] if fact.type.kind in ("choice", "set") else ()
    purposes = [purpose for one in open_ for purpose in _purposes(one, key)]
    return Question(
        key,
        fact,
        day,
        choices,
        tuple(dict.fromkeys(purposes)),
        tuple(effect for one in open_ for effect in effects(one, key)),
        tuple(one.position for one in open_),
        tuple(one.position for one in prospects if not one.is_open),
    )


def _purposes(prospect: Prospect, key: str) -> Iterator[Purpose]:
    """The conditions of a position's rules that wait for an answer."""
    asker, name = prospect.asker, prospect.position
    asked = prospect.variables(key)
    found = False
    for trace in asker.situation.traces.get(name, ()):
        rule = trace.compiled.rule
        if trace.applies is False:
            continue
        for condition, value in zip(rule.conditions, trace.conditions, strict=True):
            if _waits(value, asked):
                found = True
                line = str(condition.place)
                yield Purpose(name, rule.id, rule.says, condition.says, line, rule.basis)
        if _waits(trace.gives, asked):
            found = True
            yield Purpose(name, rule.id, rule.says, None, str(rule.place), rule.basis)
    if not found:
        for one in asker.engine.program.impossible:
            if _waits(asker.engine.walk(one.node)(asker.situation), asked):
                yield Purpose(name, None, one.words, one.says, str(one.place), None)


def _waits(value: object, asked: frozenset[Variable]) -> bool:
    return isinstance(value, Residual) and not value.variables.isdisjoint(asked)
