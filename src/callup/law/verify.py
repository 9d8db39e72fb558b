"""Checks that what a lawbook refers to is there, and that its parts fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from callup.law.model import (
    Act,
    LawbookData,
    Name,
    NotEncoded,
    ParameterChange,
    RuleChange,
    RuleEnd,
    StateChange,
)
from callup.law.translations import words_in_every_language
from callup.text.diagnostic import Diagnostic, Severity, suggest
from callup.text.origin import Origin


def verify(law: LawbookData) -> list[Diagnostic]:
    """Everything that is wrong between the parts of a lawbook, and warnings."""
    return [problem for check in CHECKS for problem in check(law)]


def ids_are_single(law: LawbookData) -> Iterator[Diagnostic]:
    """Acts, bills, readings, disputes and doubts share one space of ids."""
    seen: dict[str, Origin] = {}
    named = [(act.id, act.origin) for act in law.acts]
    named += [(dispute.id, dispute.origin) for dispute in law.disputes]
    named += [(doubt.id, doubt.origin) for doubt in law.doubts]
    for id, origin in named:
        if id in seen:
            yield Diagnostic(
                "duplicate-id",
                f"`{id}` is the id of two things",
                origin,
                help="acts with the same number need ids of their own, such as with their day",
                related=((seen[id], "the first of them"),),
            )
        seen.setdefault(id, origin)


def references_are_there(law: LawbookData) -> Iterator[Diagnostic]:
    """Kinds, groups, sources and acts that are named exist."""
    kinds = [kind.id for kind in law.kinds]
    groups = [id for id, _ in law.groups]
    acts = [act.id for act in law.acts]
    for act in law.acts:
        if act.kind is not None:
            yield from _known("kind of act", act.kind, kinds)
        if act.reads is not None:
            yield from _known("act", act.reads, acts)
        for change in act.changes:
            for name in (change.common.after, change.common.under):
                if name is not None:
                    yield from _known("act", name, acts)
    for position in law.positions:
        if position.group is not None:
            yield from _known("group", position.group, groups)
    for dispute in law.disputes:
        if dispute.prevails is not None:
            yield from _known("reading of this dispute", dispute.prevails, list(dispute.readings))


def changes_have_targets(law: LawbookData) -> Iterator[Diagnostic]:
    """Rules, states, parameters, regions and positions that changes name exist."""
    acts = [act.id for act in law.acts]
    rules = sorted(
        {c.rule.text for act in law.acts for c in act.changes if isinstance(c, RuleChange)}
    )
    states = [state.id for state in law.states]
    parameters = {parameter.id: parameter for parameter in law.parameters}
    positions = [position.id for position in law.positions]
    lists = {c.id: [value for value, _ in c.values] for c in law.choices}
    lists |= {f.id: [value for value, _ in f.values] for f in law.facts if f.values}
    regions = next((lists[c.id] for c in law.choices if c.territory), [])
    territory = {state.id for state in law.states if state.territory}
    for act in law.acts:
        for change in act.changes:
            match change:
                case RuleChange():
                    for name in change.body.overrides or ():
                        yield from _known("rule", name, rules)
                case RuleEnd():
                    if change.rule is not None:
                        yield from _known("rule", change.rule, rules)
                    if change.of_act is not None:
                        yield from _known("act", change.of_act, acts)
                    for name in change.revives or ():
                        yield from _known("rule", name, rules)
                case StateChange():
                    yield from _known("state", change.state, states)
                    for name in change.where or ():
                        yield from _known("region", name, regions)
                    if change.where is not None and change.state.text not in territory:
                        yield Diagnostic(
                            "wrong-type",
                            f"`{change.state}` is a state of the whole country and has no `where`",
                            change.common.origin,
                        )
                case ParameterChange():
                    yield from _known("parameter", change.parameter, list(parameters))
                    definition = parameters.get(change.parameter.text)
                    if definition is not None:
                        index = lists.get(definition.by.text, []) if definition.by else None
                        yield from _indices(change, index)
                case NotEncoded():
                    for name in change.positions:
                        yield from _known("position", name, positions)


def _indices(change: ParameterChange, index: list[str] | None) -> Iterator[Diagnostic]:
    for setting in change.settings:
        if setting.key is None:
            continue
        if index is None:
            message = f"`{change.parameter}` has no index"
            yield Diagnostic("wrong-type", message, setting.key.origin)
        else:
            yield from _known("index", setting.key, index)


def sources_are_there(law: LawbookData) -> Iterator[Diagnostic]:
    """Every source that is cited is listed."""
    listed = [source.id for source in law.sources]
    known = set(listed)
    for theorem in law.theorems:
        for source, _ in theorem.sources:
            if source not in known:
                yield from _known("source", Name(source, theorem.origin), listed)
    for act in law.acts:
        cited = [(act.sources, act.origin)]
        cited += [(change.common.sources, change.common.origin) for change in act.changes]
        cited += [(saying.sources, act.origin) for saying in act.said_by]
        for sources, origin in cited:
            for source, _ in sources:
                if source not in known:
                    yield from _known("source", Name(source, origin), listed)


def lower_acts_name_their_delegation(law: LawbookData) -> Iterator[Diagnostic]:
    """A lower act that changes a higher act's rule says under which delegation."""
    ranks = {kind.id: kind.rank for kind in law.kinds}
    made: dict[str, Act] = {}

    def rank(act: Act) -> int:
        return 0 if act.role == "reading" else ranks.get(act.kind.text if act.kind else "", 100)

    for act in law.acts:
        for change in act.changes:
            if isinstance(change, RuleChange) and change.verb == "add":
                first = made.get(change.rule.text)
                if first is None or rank(act) < rank(first):
                    made[change.rule.text] = act
    for act in law.acts:
        for change in act.changes:
            if not isinstance(change, (RuleChange, RuleEnd)) or change.rule is None:
                continue
            maker = made.get(change.rule.text)
            if maker is None or change.common.under or rank(act) <= rank(maker):
                continue
            yield Diagnostic(
                "lower-act",
                f"{act.id} changes `{change.rule}`, which the higher act {maker.id} made",
                change.common.origin,
                help=f"name the act that delegates this, as in `under: {maker.id}`",
                severity=Severity.WARNING,
            )


def days_are_in_order(law: LawbookData) -> Iterator[Diagnostic]:
    """A change that counts from its act's day of force does not end before it."""
    for act in law.acts:
        force = act.in_force.first
        for change in act.changes:
            end = change.common.end
            if change.common.start is None and force and end and end <= force:
                message = f"this change ends before it begins, on {force}"
                yield Diagnostic("bad-day", message, change.common.origin)


def _known(what: str, name: Name, among: Iterable[str]) -> Iterator[Diagnostic]:
    listed = list(among)
    if name.text not in listed:
        near = suggest(name.text, listed)
        help = f"did you mean `{near}`?" if near else None
        yield Diagnostic(
            "dangling-reference", f"there is no {what} `{name}`", name.origin, help=help
        )


CHECKS: tuple[Callable[[LawbookData], Iterator[Diagnostic]], ...] = (
    ids_are_single,
    references_are_there,
    changes_have_targets,
    sources_are_there,
    days_are_in_order,
    lower_acts_name_their_delegation,
    words_in_every_language,
)
"""All checks, in the order in which they run."""
