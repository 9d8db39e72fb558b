"""The law as it would be without one act, as far as it concerns one position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from callup.ir.program import Program, versions
from callup.law.model import (
    Act,
    Change,
    LawbookData,
    ParameterChange,
    RuleChange,
    RuleEnd,
    StateChange,
)
from callup.lowering.assemble import assemble
from callup.readers.explain.cone import Cones
from callup.text.diagnostic import Diagnostics
from callup.text.origin import Origin

MOST_FALLS = 6
"""How many times changes that no longer fit are left out in turn."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The names of everything that a position reads, and the rules that give it and its terms."""

    rules: frozenset[str]
    parameters: frozenset[str]
    states: frozenset[str]


def reach(program: Program, cones: Cones, position: str) -> Reach:
    inputs = cones.inputs(position)
    rules = frozenset(
        id for name in inputs.definitions for id, _ in program.definitions[name].rules
    )
    return Reach(rules, inputs.parameters, inputs.states)


def acts_at_work(program: Program, within: Reach, on: date) -> list[str]:
    """The acts that shaped what a position reads as it stands on a day, newest last."""
    found: set[str] = set()
    for definition in program.definitions.values():
        for id, line in definition.rules:
            if id in within.rules:
                found.update(act for rule in versions(line.at(on)) for act in rule.chain)
    for name in within.parameters:
        for _, settings in program.parameters[name].settings:
            found.update(one.basis.act for one in versions(settings.at(on)))
    for name in within.states:
        standing = program.states[name].standing.at(on)
        found.update(basis.act for one in versions(standing) for basis in one.bases)
    return [act for act, facts in program.acts.items() if act in found and facts.role == "act"]


def narrowed(data: LawbookData, within: Reach) -> LawbookData:
    """The lawbook with only those changes that a position may notice, and without cases."""
    acts = tuple(
        replace(act, changes=tuple(one for one in act.changes if _concerns(one, within)))
        for act in data.acts
    )
    return replace(data, acts=acts, cases=())


def _concerns(change: object, within: Reach) -> bool:
    match change:
        case RuleChange(rule=rule):
            return rule.text in within.rules
        case RuleEnd(rule=rule):
            return rule is None or rule.text in within.rules
        case ParameterChange(parameter=parameter):
            return parameter.text in within.parameters
        case StateChange(state=state):
            return state.text in within.states
        case _:
            return False


def without(data: LawbookData, act: str, known: date | None) -> Program | None:
    """The program of a lawbook without what an act does; None where nothing comes of it.

    What later acts change of it, and what names the act, falls with it.
    """
    acts = tuple(replace(one, changes=()) if one.id == act else one for one in data.acts)
    acts = tuple(replace(one, changes=tuple(_kept(one, act))) for one in acts)
    for _ in range(MOST_FALLS):
        try:
            return assemble(replace(data, acts=acts), known)[0]
        except Diagnostics as problems:
            fallen = {one.origin for one in problems.diagnostics if one.origin}
            fewer = tuple(_standing(one, fallen) for one in acts)
            if fewer == acts:
                return None
            acts = fewer
    return None


def _kept(one: Act, act: str) -> Iterator[Change]:
    for change in one.changes:
        named = getattr(change, "of_act", None)
        if named is None or named.text != act:
            yield change


def _standing(act: Act, fallen: set[Origin]) -> Act:
    """The act without the changes that do not fit any more."""
    places = {(origin.file, origin.line) for origin in fallen}
    kept = tuple(
        one for one in act.changes if (one.common.origin.file, one.common.origin.line) not in places
    )
    return replace(act, changes=kept)
