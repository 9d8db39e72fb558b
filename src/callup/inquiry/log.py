"""What acts did, in the order in which they began to operate, like the log of a tree of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from callup.inquiry.lawtext import LawText, one_line
from callup.ir.program import Standing, versions
from callup.law.model import (
    Act,
    Change,
    NotEncoded,
    ParameterChange,
    RuleChange,
    RuleEnd,
    StateChange,
)
from callup.law.operations import READING_RANK, force_days, force_under, is_uncertain, publication
from callup.text.words import Words


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that an act does: the verb, to what, and in what words.

    `start` is the day from which it counts where that is another one, `through` its last day;
    `where` are regions, `values` are (index, value) of a parameter.
    """

    verb: str
    kind: str
    target: str
    says: Words
    where: tuple[str, ...] | None
    values: tuple[tuple[str, str], ...]
    start: date | None
    end: date | None
    cite: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one act does on one day. With `by_itself`, what ends on that day by an act's own term.

    `days` are all days on which the act may have come into force where that is open; None is never.
    """

    day: date
    days: tuple[date | None, ...]
    act: str
    role: str
    title: Words
    kind: Words
    number: str
    by_itself: bool
    deeds: tuple[Deed, ...]


def log(
    law: LawText, start: date | None = None, end: date | None = None, known: date | None = None
) -> tuple[Entry, ...]:
    """The entries from `start` through `end`, of what was published by `known`."""
    found: list[tuple[tuple[object, ...], Entry]] = []
    for act in law.data.acts:
        if _counts(law, act) and (known is None or _published(act) <= known):
            found += _entries(law, act)
    acts = {entry.act for _, entry in found}
    found += [(_key(law, law.acts[one.act], one.day), one) for one in _lapses(law, acts)]
    found.sort(key=lambda one: one[0])
    return tuple(
        entry
        for _, entry in found
        if (start is None or start <= entry.day) and (end is None or entry.day <= end)
    )


def _counts(law: LawText, act: Act) -> bool:
    """Acts do; a reading where it prevails; bills never."""
    if act.role == "reading":
        return act.dispute is not None and law.defaults.get(f"dispute:{act.dispute}") == act.id
    return act.role == "act"


def _published(act: Act) -> date:
    return publication(act, force_under(act, None, {}))


def _key(law: LawText, act: Act, day: date) -> tuple[object, ...]:
    """The order of operation: the day, the lower act first, publication, id."""
    ranks = {kind.id: kind.rank for kind in law.data.kinds}
    rank = (
        READING_RANK
        if act.role == "reading"
        else ranks.get(act.kind.text, 100)
        if act.kind
        else 100
    )
    return (day, -rank, _published(act), act.id)


def _entries(law: LawText, act: Act) -> Iterator[tuple[tuple[object, ...], Entry]]:
    force, published = force_under(act, None, {}), _published(act)
    by_day: dict[date, list[Deed]] = {}
    for change in act.changes:
        for begins, deed in deeds(law, change, force):
            if begins is None:
                continue
            day = max(published, begins)
            shown = begins if begins != day else None
            by_day.setdefault(day, []).append(_from(deed, shown))
    if not act.changes and force is not None:
        by_day[max(published, force)] = []
    days = force_days(act) if is_uncertain(act) else ()
    for day, done in by_day.items():
        yield _key(law, act, day), _entry(law, act, day, days if day in days else (), done)


def _entry(
    law: LawText,
    act: Act,
    day: date,
    days: tuple[date | None, ...],
    done: Iterable[Deed],
    by_itself: bool = False,
) -> Entry:
    return Entry(
        day=day,
        days=days,
        act=act.id,
        role=act.role,
        title=act.title,
        kind=law.kind_of(act),
        number=act.number,
        by_itself=by_itself,
        deeds=tuple(done),
    )


def _from(deed: Deed, start: date | None) -> Deed:
    return Deed(
        deed.verb, deed.kind, deed.target, deed.says, deed.where, deed.values, start, deed.end,
        deed.cite,
    )  # fmt: skip


def deeds(law: LawText, change: Change, force: date | None) -> Iterator[tuple[date | None, Deed]]:
    """What a change does, with the day from which each part of it counts."""
    common = change.common
    begins = common.start or force
    match change:
        case RuleChange():
            says = change.body.says or _says(law, change.rule.text)
            yield begins, _deed(change, change.verb, "rule", change.rule.text, says)
        case RuleEnd(rule=None):
            ended = change.of_act.text if change.of_act else ""
            title = law.acts[ended].title if ended in law.acts else Words()
            yield begins, _deed(change, change.verb, "act", ended, title)
        case RuleEnd():
            name = change.rule.text if change.rule else ""
            yield begins, _deed(change, change.verb, "rule", name, _says(law, name))
        case StateChange():
            title = law.program.states[change.state.text].title
            where = tuple(name.text for name in change.where) if change.where else None
            deed = _deed(change, change.verb, "state", change.state.text, title, where)
            yield begins, deed
        case ParameterChange():
            yield from _settings(law, change, begins)
        case NotEncoded():
            names = ", ".join(name.text for name in change.positions)
            yield begins, _deed(change, "not_encoded", "positions", names, change.says)


def _settings(
    law: LawText, change: ParameterChange, begins: date | None
) -> Iterator[tuple[date | None, Deed]]:
    """The values that are set, one deed for each day from which some count."""
    title = law.program.parameters[change.parameter.text].title
    by_start: dict[date | None, list[tuple[str, str]]] = {}
    for setting in change.settings:
        key = setting.key.text if setting.key else ""
        by_start.setdefault(setting.start or begins, []).append((key, one_line(setting.value.text)))
    for start, values in by_start.items():
        name = change.parameter.text
        yield start, _deed(change, "set", "parameter", name, title, None, tuple(values))


def _deed(
    change: Change,
    verb: str,
    kind: str,
    target: str,
    says: Words,
    where: tuple[str, ...] | None = None,
    values: tuple[tuple[str, str], ...] = (),
) -> Deed:
    end = change.common.end
    return Deed(verb, kind, target, says, where, values, None, end, change.common.cite)


def _says(law: LawText, rule: str) -> Words:
    """The words of a rule: those last given to it."""
    line = law.history.rules.get(rule)
    for value in reversed(line.values if line else ()):
        for _, version in law.settled(value):
            if version is not None:
                return version.says
    return Words()


# what ends by itself


def _lapses(law: LawText, acts: set[str]) -> Iterator[Entry]:
    """What ends on a day on which no act ends it: a state that lapses, a change with a term."""
    found: dict[tuple[date, str], list[Deed]] = {}
    for act, day, deed in [*_lapsed_states(law, acts), *_lifted(law, acts)]:
        found.setdefault((day, act), []).append(deed)
    for (day, act), done in found.items():
        yield _entry(law, law.acts[act], day, (), done, by_itself=True)


def _lapsed_states(law: LawText, acts: set[str]) -> Iterator[tuple[str, date, Deed]]:
    for state in law.program.states.values():
        ended = _days_of_ends(law, state.name)
        previous: Standing | None = None
        for start, _, version in state.standing.pieces():
            now = next(iter(versions(version)), None)
            lost = (previous.stands if previous else frozenset()) - (now.stands if now else set())
            act = (
                next((b.act for b in reversed(previous.bases) if b.act in acts), None)
                if previous
                else None
            )
            if lost and start is not None and start not in ended and act is not None:
                where = tuple(sorted(lost)) if state.territory else None
                yield act, start, Deed(
                    "lapse", "state", state.name, state.title, where, (), None, None, ""
                )  # fmt: skip
            previous = now


def _days_of_ends(law: LawText, state: str) -> set[date]:
    """The days on which acts speak of the end of a state, or of an act that may have made it."""
    days = set()
    for act in law.data.acts:
        for change in act.changes:
            ends = (
                isinstance(change, StateChange)
                and change.verb == "end"
                and change.state.text == state
            )
            if ends or (isinstance(change, RuleEnd) and change.of_act is not None):
                days.add(change.common.start or force_under(act, None, {}))
    return {day for day in days if day is not None}


def _may_end(change: Change, state: str) -> bool:
    if isinstance(change, StateChange):
        return change.verb == "end" and change.state.text == state
    return isinstance(change, RuleEnd) and change.of_act is not None


def _lifted(law: LawText, acts: set[str]) -> Iterator[tuple[str, date, Deed]]:
    """Changes of rules and parameters whose own term ends, where that changes anything."""
    for id in acts:
        act = law.acts[id]
        for change in act.changes:
            end = change.common.end
            if end is None or not isinstance(change, (RuleChange, RuleEnd, ParameterChange)):
                continue
            if end not in _days_of_change(law, change):
                continue
            for _, deed in deeds(law, change, None):
                yield id, end, Deed(
                    "lift", deed.kind, deed.target, deed.says, None, deed.values, None, None,
                    deed.cite,
                )  # fmt: skip


def _days_of_change(law: LawText, change: RuleChange | RuleEnd | ParameterChange) -> set[date]:
    history = law.history
    if isinstance(change, ParameterChange):
        name = change.parameter.text
        lines = [line for (of, _), line in history.parameters.items() if of == name]
        return {day for line in lines for day in line.days}
    if change.rule is None:
        return {change.common.end} if change.common.end else set()
    rule = history.rules.get(change.rule.text)
    return set(rule.days) if rule else set()
