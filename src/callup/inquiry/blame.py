"""Which act gave each condition of a rule its present form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from callup.inquiry.lawtext import (
    Cited,
    LawText,
    RuleText,
    Where,
    changes_of,
    conditions,
    one_line,
)
from callup.inquiry.naming import no_such
from callup.law.model import RuleBody, RuleChange
from callup.law.operations import force_under, publication
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class Blamed:
    """A part of a rule, and the act that gave it its present form, on the day it began to operate.

    `part` is `when`, `unless`, `gives` or `overrides`.
    """

    part: str
    text: str
    day: date | None
    by: Cited


@dataclass(frozen=True, slots=True)
class BlamedRule:
    """The parts of a rule as it reads on a day; `where` is how open switches stand for that."""

    rule: str
    where: Where
    says: Words
    parts: tuple[Blamed, ...]
    shaped_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blame:
    id: str
    on: date
    rules: tuple[BlamedRule, ...]


def blame(law: LawText, id: str, on: date) -> Blame:
    """Each condition of a rule, or of all rules of a position or term that stand on a day.

    Raises Diagnostics for an id that is neither.
    """
    definition = law.program.definitions.get(id)
    if definition is not None:
        rules = [name for name, _ in definition.rules]
    elif id in law.history.rules:
        rules = [id]
    else:
        names = [*law.program.definitions, *law.history.rules]
        raise no_such("rule, position or term", id, names)
    found = [
        _rule(law, where, text)
        for rule in rules
        for where, text in law.rule_on(rule, on)
        if definition is None or text.gives_to == id
    ]
    return Blame(id, on, tuple(found))


@dataclass(frozen=True, slots=True)
class _Form:
    """What one act of the chain left of a rule."""

    change: RuleChange
    parts: frozenset[tuple[str, str]]


def _rule(law: LawText, where: Where, text: RuleText) -> BlamedRule:
    forms = _forms(law, text)
    parts = [("unless" if one.startswith("not: ") else "when", one) for one in text.conditions]
    if any(("gives", "yes") not in form.parts for form in forms):
        parts += [("gives", text.gives)]
    parts += [("overrides", name) for name in text.overrides]
    blamed = tuple(_blamed(law, part, forms) for part in parts)
    return BlamedRule(text.rule, where, text.says, blamed, text.shaped_by)


def _forms(law: LawText, text: RuleText) -> list[_Form]:
    """The forms that the acts of the chain gave the rule, in their order."""
    left = {act: changes_of(law.acts[act], text.rule) for act in set(text.shaped_by)}
    forms: list[_Form] = []
    body = RuleBody(None, None, None, None, None, None)
    for act in text.shaped_by:
        if not left[act]:
            continue
        change = left[act].pop(0)
        body = _taken_over(change.body, body)
        forms.append(_Form(change, frozenset(_parts(body))))
    return forms


def _taken_over(new: RuleBody, old: RuleBody) -> RuleBody:
    return RuleBody(
        new.target or old.target,
        new.says or old.says,
        new.when or old.when,
        new.unless or old.unless,
        new.gives or old.gives,
        old.overrides if new.overrides is None else new.overrides,
    )


def _parts(body: RuleBody) -> list[tuple[str, str]]:
    found = []
    if body.when is not None:
        for one in conditions(body.when, body.unless):
            found.append(("unless" if one.startswith("not: ") else "when", one))
    found.append(("gives", one_line(body.gives.text) if body.gives else "yes"))
    return found + [("overrides", name.text) for name in body.overrides or ()]


def _blamed(law: LawText, part: tuple[str, str], forms: list[_Form]) -> Blamed:
    """The act since which the part reads as it does without a break."""
    since = forms[-1]
    for form in reversed(forms):
        if part not in form.parts:
            break
        since = form
    change = since.change
    act = law.acts[change.common.act]
    force = force_under(act, None, {})
    start = change.common.start or force
    day = max(start, publication(act, force)) if start else None
    sources = change.common.sources or act.sources
    return Blamed(part[0], part[1], day, law.cited(act.id, change.common.cite, sources))
