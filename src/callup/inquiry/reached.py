"""Whose answer differs between two laws: groups of people, each with a witness who is asked again.

The solver finds the groups; nobody is shown whom `readers.explain` does not answer as the solver
says. Where the two differ, that is a defect of ours, and it is told as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from callup.inquiry.replay import Replay, Stand, in_words
from callup.inquiry.responsible import Responsible
from callup.ir.nodes import Definition, Place, walk
from callup.ir.program import Program
from callup.readers.explain.finding import Finding
from callup.readers.proof.change import Cause, Group
from callup.readers.proof.compare import Comparison, NotChecked
from callup.readers.proof.cover import Alternative
from callup.text.diagnostic import Diagnostic, Diagnostics, Severity
from callup.text.origin import Origin
from callup.text.words import Words

DEFECT = (
    "the solver finds people whose answer differs, and asked one by one they are answered "
    "otherwise, which is a defect of Callup"
)


@dataclass(frozen=True, slots=True)
class Reached:
    """A group of people whose answer differs, in the words of the lawbook.

    `who` are alternatives, each a list of conditions; together they are exactly the group. It is
    empty where too many would be needed. `person`
    has the fewest facts, as `ask` takes them; `before` and `after` are what they are answered.
    """

    position: str
    before: Finding | None
    after: Finding | None
    cause: Cause
    who: tuple[tuple[str, ...], ...]
    person: Mapping[str, str]
    act: str | None
    rule: str | None
    names: tuple[tuple[str, Words], ...]
    """The terms and positions that `who` names, with what they are."""


@dataclass(frozen=True, slots=True)
class Reach:
    """All groups, and what was not checked."""

    groups: tuple[Reached, ...]
    not_checked: tuple[Diagnostic, ...]


def reach(
    before: Stand,
    after: Stand,
    positions: Iterable[str] | None = None,
    deeds: Mapping[str, str] | None = None,
) -> Reach:
    """The groups of people whose answer differs; first those that the law itself reaches.

    Raises Diagnostics where people cannot be asked about by both laws, and where neither covers any
    of the positions.
    """
    refuse_unlike(before.program, after.program)
    comparison = Comparison(before.proof(), after.proof())
    names = {**after.program.definitions, **before.program.definitions}
    wanted = list(positions) if positions is not None else _positions(before, after)
    refuse_not_covered(before, after, wanted)
    found: list[Reached] = []
    problems: list[Diagnostic] = []
    for name in wanted:
        for group in comparison.groups(name):
            if isinstance(group, NotChecked):
                problems.append(_not_checked(name, group.reason, group.place))
                continue
            shown = _reached(before, after, group, deeds or {})
            if shown is None:
                problems.append(_not_checked(name, DEFECT, None))
            else:
                found.append(shown)
    order = {name: index for index, name in enumerate(names)}
    found.sort(key=lambda one: (one.cause == "time", order[one.position]))
    return Reach(tuple(found), tuple(problems))


def _positions(before: Stand, after: Stand) -> list[str]:
    names = [one.name for law in (after, before) for one in law.program.positions()]
    return list(dict.fromkeys(names))


def refuse_not_covered(before: Stand, after: Stand, positions: list[str]) -> None:
    """Raises Diagnostics where neither side covers any of the positions on its day: that nobody's
    answer differs would then say nothing."""
    covers = [
        (stand.day, stand.program.definitions[name].covers)
        for stand in (before, after)
        for name in positions
        if name in stand.program.definitions
    ]
    if covers and not any(day in days for day, days in covers):
        first = min(days.start or date.min for _, days in covers)
        asked = " and ".join(dict.fromkeys(str(stand.day) for stand in (before, after)))
        message = f"no position asked about is covered on {asked}"
        help = f"the first day that one of them covers is {first}"
        raise Diagnostics([Diagnostic("bad-day", message, None, help=help)])


def refuse_unlike(one: Program, other: Program) -> None:
    """Raises Diagnostics where the same fact, or position, is of another kind in two lawbooks."""
    problems = []
    for name in one.facts.keys() & other.facts.keys():
        a, b = one.facts[name], other.facts[name]
        same = (a.type, a.kind, a.low, a.high) == (b.type, b.kind, b.low, b.high)
        if not same or _values(one, a.type.of) != _values(other, b.type.of):
            problems.append(f"the fact `{name}` is not the same in both lawbooks")
    for name in one.definitions.keys() & other.definitions.keys():
        if one.definitions[name].type != other.definitions[name].type:
            problems.append(f"`{name}` is of another type in each lawbook")
    if problems:
        help = "lawbooks are compared about the same people: give their facts the same types"
        raise Diagnostics(
            Diagnostic("bad-question", message, None, help=help) for message in sorted(problems)
        )


def _values(program: Program, of: str) -> list[str]:
    return [name for name, _ in program.values.get(of, ())]


def _not_checked(position: str, reason: str, place: Place | None) -> Diagnostic:
    at = None if place is None else Origin(place.file, place.line, 1)
    message = f"{position}: whose answer differs; {reason}"
    return Diagnostic("not-proved", message, at, severity=Severity.NOT_CHECKED)


def _reached(before: Stand, after: Stand, group: Group, deeds: Mapping[str, str]) -> Reached | None:
    """The group with its witness asked again; None where nobody is answered as the solver says."""
    witness = Replay(before, after, group).found()
    if witness is None:
        return None
    person, one, two = witness
    laws = (before.program, before.day), (after.program, after.day)
    act, rule = Responsible(group.position, *laws, deeds).found(one, two, group.cause == "law")
    return Reached(
        group.position,
        one,
        two,
        group.cause,
        tuple(tuple(map(str, alternative)) for alternative in group.who or ()),
        in_words(person, after.program),
        act,
        rule,
        _names(group.who or (), after.program, before.program),
    )


def _names(who: tuple[Alternative, ...], *programs: Program) -> tuple[tuple[str, Words], ...]:
    nodes = [node for alternative in who for one in alternative for node in walk(one.node)]
    names = dict.fromkeys(node.name for node in nodes if isinstance(node, Definition))
    titles = {}
    for program in reversed(programs):
        titles.update({n: program.definitions[n].title for n in names if n in program.definitions})
    return tuple((name, titles[name]) for name in names if name in titles)
