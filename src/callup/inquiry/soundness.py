"""Proves of rules that they do something: that there is somebody whom each of their parts reaches.

A rule should hold of somebody and not always be set aside; each of its conditions should keep
somebody out; an exception should except somebody; who overrides should meet whom it overrides.
Each is a question whether there is anybody, on the days on which the rule stands in that form.
Readings, doubts and states may stand any way: a rule for peacetime is not dead because there is
none.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from callup.inquiry.forms import Form, days_of, forms
from callup.ir.nodes import Const, Node
from callup.ir.nodes import Definition as Reference
from callup.ir.program import BySwitch, Condition, Definition, Program, Rule, versions
from callup.readers.explain.cone import Cones
from callup.readers.proof.claim import Claims
from callup.readers.proof.encode import Encoder, located
from callup.readers.proof.logic import Bool, Truth, both, either, opposite
from callup.readers.proof.somebody import Answer, Nobody, NotKnown, Somebody, Sought
from callup.text.diagnostic import Diagnostic, Severity
from callup.text.origin import Origin
from callup.values.timeline import Timeline

Part = tuple[str, object]
"""A part of a rule: that it `holds`, that it `applies`, a `condition` by its place among them, or
whom it `overrides`."""


@dataclass(slots=True)
class Soundness:
    """Asks about the rules of one program."""

    program: Program
    cones: Cones = field(init=False)
    claims: Claims = field(init=False)

    def __post_init__(self) -> None:
        bills = {s.name: "off" for s in self.program.switches.values() if s.kind == "bill"}
        self.claims = Claims(self.program, bills, any_state=True)
        self.cones = Cones(self.program)

    def problems(self) -> Iterator[Diagnostic]:
        """What rules have in them that nobody is reached by."""
        for definition in self.program.definitions.values():
            within = days_of(self.program, self.cones, definition)
            found = list(forms(definition, within))
            root = Reference(definition.name, definition.type)
            overridden = {id for form in found for id in form.rule.overrides}
            asked = [dict(parts(definition, form, overridden)) for form in found]
            sought = [one for whole in asked for one in whole.values()]
            answers = iter(Somebody(self.claims, root, sought).answers())
            told: set[tuple[object, ...]] = set()
            for form, whole in zip(found, asked, strict=True):
                own = dict(zip(whole, islice(answers, len(whole)), strict=True))
                for one in _told(form.rule, own):
                    key = (one.code, one.origin, one.message)
                    if key not in told:
                        told.add(key)
                        yield one


def parts(
    definition: Definition, form: Form, overridden: Container[str]
) -> Iterator[tuple[Part, Sought]]:
    """The parts of a rule, each with whom it reaches; `overridden` are the rules that others are
    said to override."""
    rule = form.rule
    lines = dict(definition.rules)
    own = tuple(condition.node for condition in rule.conditions)
    cuts = frozenset(lines[rule.id].days)
    holds = partial(_holds, definition, rule.id, rule)
    yield ("holds", None), Sought(form.days, own, cuts, holds)
    if rule.id in overridden:
        whole = (Reference(definition.name, definition.type),)
        applies = partial(_applies, definition.name, rule)
        yield ("applies", None), Sought(form.days, whole, frozenset(), applies)
    for index, condition in _open(rule):
        without = partial(_without, rule, condition)
        yield ("condition", index), Sought(form.days, own, frozenset(), without)
    for other in rule.overrides:
        over = lines.get(other)
        others = () if over is None else tuple(dict.fromkeys(_conditions(over)))
        days = cuts.union(() if over is None else over.days)
        meets = partial(_meets, definition, rule, other)
        yield ("overrides", other), Sought(form.days, (*own, *others), days, meets)


def _conditions(line: Timeline[BySwitch[Rule] | Rule | None]) -> Iterator[Node]:
    """The conditions of a rule in all its forms."""
    for rule in {id(one): one for value in line.values for one in versions(value)}.values():
        for condition in rule.conditions:
            yield condition.node


def _open(rule: Rule) -> Iterator[tuple[int, Condition]]:
    """The conditions that could fail: `yes` is how a rule without conditions is written."""
    for index, condition in enumerate(rule.conditions):
        if not isinstance(condition.node, Const):
            yield index, condition


# whom they are about


def _holds(definition: Definition, id: str, rule: Rule | None, encoder: Encoder) -> Bool:
    """For whom a rule holds as it stands on a day; without `rule`, in any form."""
    line = dict(definition.rules).get(id)
    version = None if line is None else line.at(encoder.base.law)
    return either(
        *(
            both(guard, *(truth_of(one, encoder).yes for one in form.conditions))
            for guard, form in encoder.standing(version)
            if rule is None or form == rule
        )
    )


def truth_of(condition: Condition, encoder: Encoder) -> Truth:
    with located(condition.place):
        return encoder.truth(condition.node, encoder.base)


def _applies(name: str, rule: Rule, encoder: Encoder) -> Bool:
    applied = encoder.all_applied(name, encoder.base)
    return either(*(one.applies.yes for one in applied if one.rule == rule))


def _without(rule: Rule, condition: Condition, encoder: Encoder) -> Bool:
    """Whoever meets all conditions of a rule but one, as far as they are settled."""
    others = [one for one in rule.conditions if one is not condition]
    let_in = [opposite(truth_of(one, encoder).no) for one in others]
    return both(truth_of(condition, encoder).no, *let_in)


def _meets(definition: Definition, rule: Rule, other: str, encoder: Encoder) -> Bool:
    mine = _holds(definition, rule.id, rule, encoder)
    return both(mine, _holds(definition, other, None, encoder))


# what is told


def _told(rule: Rule, answers: Mapping[Part, Answer]) -> Iterator[Diagnostic]:
    def answer(part: str, which: object = None) -> Answer:
        return answers[part, which]

    if answer("holds") == Nobody():
        yield _warning("dead-rule", rule, f"nobody can meet the conditions of `{rule.id}`")
        return
    if answers.get(("applies", None)) == Nobody():
        message = f"wherever `{rule.id}` holds, a rule that overrides it does too"
        yield _warning("dead-rule", rule, message)
    for index, condition in _open(rule):
        if answer("condition", index) == Nobody():
            yield _redundant(rule, condition)
    for other in rule.overrides:
        if answer("overrides", other) == Nobody():
            message = f"`{rule.id}` overrides `{other}`, and nobody meets both"
            yield _warning("idle-override", rule, message)
    yield from _not_known(rule, answers.values())


def _redundant(rule: Rule, condition: Condition) -> Diagnostic:
    at = Origin(condition.place.file, condition.place.line, 1)
    message = f"`{rule.id}` would be the same without `{condition.says}`"
    code = "redundant-condition"
    if condition.exception:
        code, message = "idle-exception", f"{message}, which excepts nobody"
    return Diagnostic(code, message, at, severity=Severity.WARNING)


def _not_known(rule: Rule, answers: Iterable[Answer]) -> Iterator[Diagnostic]:
    """What could not be settled about a rule, once for each reason."""
    for one in dict.fromkeys(answers):
        if isinstance(one, NotKnown):
            what = f"not checked whether every part of `{rule.id}` does something"
            yield not_proved(what, one, rule)


def not_proved(what: str, answer: NotKnown, rule: Rule) -> Diagnostic:
    """That something about a rule is not known, where that lies and why."""
    place = answer.place or rule.place
    at = Origin(place.file, place.line, 1)
    message = f"{what}: {answer.why}"
    return Diagnostic("not-proved", message, at, severity=Severity.NOT_CHECKED)


def _warning(code: str, rule: Rule, message: str) -> Diagnostic:
    at = Origin(rule.place.file, rule.place.line, 1)
    return Diagnostic(code, message, at, severity=Severity.WARNING)
