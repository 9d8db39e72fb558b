"""Why an answer is what it is: the rules that decide or came close, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callup.ir.nodes import Constant, Definition, Doubt, Node, Parameter, State
from callup.ir.program import Basis, versions
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import ConditionReason, Reason, Status, Support
from callup.readers.explain.partial import CONFLICT, NONE, UNKNOWN, Residual
from callup.readers.explain.situation import Situation, Trace
from callup.text.words import Words

DECIDED = ("known", "conflict")
CLOSEST = 3
"""How many rules that came close are listed where the law is silent."""

_SILENCE = Reason(None, Words(), None, True, None, ())
_SILENCE_IF_NONE_APPLIES = Reason(None, Words(), None, False, None, ())


@dataclass(frozen=True, slots=True)
class Because:
    """Tells the reasons of what one situation came to."""

    engine: Engine
    situation: Situation

    def reasons(self, name: str, status: Status, certain: list[Trace]) -> tuple[Reason, ...]:
        """The reasons of a position, given its status and the rules that certainly apply."""
        traces = self.situation.traces.get(name, [])
        if len(traces) == 1 and isinstance(traces[0].applies, bool):
            # the commonest case, told at once
            reason = self.reason(traces[0], bool(certain) and status in DECIDED)
            return (reason,) if certain else (_SILENCE, reason)
        decided = status in DECIDED
        possible = [t for t in traces if isinstance(t.applies, Residual) and t not in certain]
        reasons = [self.reason(trace, True) for trace in certain] if decided else []
        if not certain and (status != "unknown" or not possible):
            reasons.append(_SILENCE_IF_NONE_APPLIES if possible else _SILENCE)
        shown = possible if decided and certain else self.closest(name, traces, possible)
        return (*reasons, *[self.reason(trace, False) for trace in shown])

    def closest(self, name: str, traces: list[Trace], possible: list[Trace]) -> list[Trace]:
        """The rules that may apply, then those that fail by little; a few of them."""
        if len(traces) < 2:
            return traces
        is_open = isinstance(self.situation.outcome(name), Residual)
        keep = max(CLOSEST, len(possible)) if is_open else CLOSEST
        others = [t for t in traces if t not in possible and not self.is_off(t)]
        return [*possible, *sorted(others, key=_closeness)][:keep]

    def is_off(self, trace: Trace) -> bool:
        """Whether a switch that is set otherwise keeps a rule from standing at all."""
        guards = trace.compiled.guards
        return any(self.situation.setting_in(*guard) is False for guard in guards)

    def reason(self, trace: Trace, decides: bool) -> Reason:
        """What a rule came to; the same reason for everybody for whom it came to the same."""
        kept = self.engine.kept_reasons
        key = (id(trace.compiled), decides, trace.applies, trace.conditions)
        found = kept.get(key)
        if found is None:
            found = kept[key] = _reason(trace, decides)
        return found

    def supports(self, node: Node) -> tuple[Support, ...]:
        """What a formula rests on beside facts, each once."""
        found = [self.support(inner) for inner in self.engine.supporting(node)]
        return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))

    def support(self, node: Node) -> Support:
        """What a part of a formula rests on that `Engine.supporting` names."""
        match node:
            case State(name=name):
                version = self.engine.program.states[name].standing.at(self.situation.day)
                bases = [b for one in versions(version) for b in one.bases]
                return Support("state", name, self.value(node), _each_once(bases))
            case Parameter(name=name):
                value = self.value(node)
                return Support("parameter", name, value, _each_once(self.set_by(name, value)))
            case Definition(name=name):
                value = self.value(node)
                traces = self.situation.traces.get(name, ())
                applying = tuple(t.compiled.rule.basis for t in traces if t.applies is True)
                return Support(self.engine.program.definitions[name].meaning, name, value, applying)
            case Doubt(id=id):
                return Support("switch", id, self.value(node), ())
            case _:
                raise TypeError(f"{node} rests on facts alone")

    def set_by(self, name: str, value: Constant | None) -> Iterable[Basis]:
        """By what a parameter has a value on the day, at whichever index."""
        for _, line in self.engine.program.parameters[name].settings:
            for one in versions(line.at(self.situation.day)):
                if one.value.value == value:
                    yield one.basis

    def value(self, node: Node) -> Constant | None:
        found = self.engine.walk(node)(self.situation)
        if isinstance(found, Residual) or found in (NONE, CONFLICT, UNKNOWN):
            return None
        constant: Constant = found
        return constant


def _reason(trace: Trace, decides: bool) -> Reason:
    rule = trace.compiled.rule
    conditions = tuple(
        ConditionReason(
            f"not: {condition.says}" if condition.exception else condition.says,
            None if isinstance(value, Residual) else value,
            str(condition.place),
            condition.node,
        )
        for condition, value in zip(rule.conditions, trace.conditions, strict=True)
    )
    applies = None if isinstance(trace.applies, Residual) else trace.applies
    return Reason(rule.id, rule.says, rule.basis, decides, applies, conditions)


def _each_once(bases: Iterable[Basis]) -> tuple[Basis, ...]:
    return tuple(dict.fromkeys(bases))


def _closeness(trace: Trace) -> tuple[int, int, str]:
    failed = sum(1 for value in trace.conditions if value is False)
    open_ = sum(1 for value in trace.conditions if isinstance(value, Residual))
    return (failed, open_, trace.compiled.rule.id)
