"""Proves that nobody is reached by a rule that reads what no act has settled on that day.

A parameter may lack a value, for all or for one of its indices, before the first act that sets
it, between two, or after the last. A state that is unknown where no act speaks of it may be left
so on days between or beside those on which acts do. What `as of` reads by the law of another day
is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from callup.inquiry.forms import Form, days_of, forms
from callup.inquiry.soundness import not_proved, truth_of
from callup.ir.nodes import AsOf, Const, Node, Parameter, State, children
from callup.ir.nodes import Definition as Reference
from callup.ir.program import BySwitch, Definition, Program, Rule, Setting, Standing, versions
from callup.readers.explain.cone import Cones
from callup.readers.proof.claim import Claims
from callup.readers.proof.encode import Encoder
from callup.readers.proof.logic import Bool, both, either, opposite
from callup.readers.proof.somebody import Answer, Found, NotKnown, Somebody, Sought
from callup.readers.proof.value import Base, Valued
from callup.text.diagnostic import Diagnostic, Severity
from callup.text.origin import Origin
from callup.values.interval import Interval
from callup.values.timeline import Timeline

ALL = ""
"""The index of a parameter without one, and the place of a state without territory."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a rule reads a parameter or state of which nothing is settled for an index."""

    rule: Rule
    node: Parameter | State
    index: str
    days: Interval


@dataclass(slots=True)
class Gaps:
    """Looks for gaps in the law that the rules of one program read; `claims` as for their parts."""

    program: Program
    claims: Claims
    cones: Cones

    def problems(self) -> Iterator[Diagnostic]:
        for definition in self.program.definitions.values():
            days = days_of(self.program, self.cones, definition)
            found = [gap for form in forms(definition, days) for gap in self.of_form(form)]
            root = Reference(definition.name, definition.type)
            sought = [_sought(gap) for gap in found]
            answers = Somebody(self.claims, root, sought).answers()
            yield from self.reported(definition, found, answers)

    def of_form(self, form: Form) -> Iterator[Gap]:
        """The days on which something that a rule reads may lack what it reads."""
        rule = form.rule
        read = dict.fromkeys(
            node for root in (rule.gives, *(c.node for c in rule.conditions)) for node in _own(root)
        )
        for node in read:
            for index, line in self.lines(node):
                for start, end, settled in line.pieces():
                    for days in form.days:
                        gap = Interval(start, end).clip(days)
                        if not settled and not gap.empty:
                            yield Gap(rule, node, index, gap)

    def lines(self, node: Parameter | State) -> Iterator[tuple[str, Timeline[bool]]]:
        """For every index that acts have ever settled, when they have."""
        if isinstance(node, State):
            yield from self.standing(node)
            return
        parameter = self.program.parameters[node.name]
        indices = [index for index, _ in parameter.settings]
        if isinstance(node.key, Const):
            indices = [str(node.key.value)]
        for index in indices or [ALL]:
            yield index, parameter.of(index).map(_any)

    def standing(self, node: State) -> Iterator[tuple[str, Timeline[bool]]]:
        """The places of which acts ever say whether a state stands there, where silence is not an
        answer."""
        state = self.program.states[node.name]
        if state.otherwise != "unknown":
            return
        places = sorted(
            {place for v in state.standing.values for one in versions(v) for place in one.spoken}
        )
        for place in places:
            yield place, state.standing.map(partial(_spoken, place))

    # what is told

    def reported(
        self, definition: Definition, gaps: list[Gap], answers: list[Answer]
    ) -> Iterator[Diagnostic]:
        """The gaps that somebody is reached in, those of one rule on the same days together."""
        together: dict[tuple[str, str, Interval], list[Gap]] = {}
        for gap, answer in zip(gaps, answers, strict=True):
            key = (gap.rule.id, gap.node.name, gap.days)
            if isinstance(answer, Found):
                together.setdefault(key, []).append(gap)
            elif isinstance(answer, NotKnown):
                what = f"not checked whether `{gap.rule.id}` reads {gap.node.name} without a value"
                yield not_proved(what, answer, gap.rule)
        for found in together.values():
            yield _missing(found, definition)


def _own(node: Node) -> Iterator[Parameter | State]:
    """The parameters and states that a formula reads itself by the law of the day itself."""
    if isinstance(node, (Parameter, State)):
        yield node
    inner = (node.day,) if isinstance(node, AsOf) else children(node)
    for child in inner:
        yield from _own(child)


def _any(version: BySwitch[Setting] | Setting | None) -> bool:
    return any(True for _ in versions(version))


def _spoken(place: str, version: BySwitch[Standing] | Standing | None) -> bool:
    return any(place in one.spoken for one in versions(version))


def _sought(gap: Gap) -> Sought:
    """Whether there is anybody whom the rule reaches in the gap."""
    reads = tuple(condition.node for condition in gap.rule.conditions)
    key = gap.node.where if isinstance(gap.node, State) else gap.node.key
    reads += () if key is None else (key,)
    return Sought((gap.days,), reads, frozenset(), partial(_who, gap))


def _who(gap: Gap, encoder: Encoder) -> Bool:
    """Whoever the rule may hold of, and who has the index."""
    let_in = [opposite(truth_of(one, encoder).no) for one in gap.rule.conditions]
    return both(*let_in, _has_index(gap, encoder))


def _has_index(gap: Gap, encoder: Encoder) -> Bool:
    key = gap.node.where if isinstance(gap.node, State) else gap.node.key
    if key is None or isinstance(key, Const):
        return True
    value = encoder.encode(key, encoder.base)
    assert isinstance(value, Valued)
    indices = encoder.indices(gap.node.name) if isinstance(gap.node, Parameter) else ()

    def holds(base: Base) -> Bool:
        is_ = partial(encoder.operators.equal, base)
        return is_(gap.index) if gap.index else opposite(either(*(is_(one) for one in indices)))

    return either(*(both(guard, holds(base)) for guard, base in value.cases))


def _missing(gaps: list[Gap], definition: Definition) -> Diagnostic:
    """What is told of gaps of one rule on the same days, in one parameter or state."""
    rule, node, days = gaps[0].rule, gaps[0].node, gaps[0].days
    at = Origin(rule.place.file, rule.place.line, 1)
    indices = ", ".join(gap.index for gap in gaps if gap.index)
    why = f"{definition.name} is unknown there for whoever the rule reaches"
    if isinstance(node, State):
        where = f" in {indices}" if indices else ""
        message = f"`{rule.id}` reads {node.name}{where}, of which no act says anything {days}"
        help = f"say from which day {node.name} stands or not, or let the rule begin later"
        return _warning("silent-state", message, at, why, help)
    index = f" for {indices}" if indices else ""
    message = f"`{rule.id}` reads {node.name}{index}, which has no value {days}"
    help = f"set {node.name} from that day, or let the rule begin later"
    return _warning("missing-value", message, at, why, help)


def _warning(code: str, message: str, at: Origin, why: str, help: str) -> Diagnostic:
    return Diagnostic(code, message, at, why=why, help=help, severity=Severity.WARNING)
