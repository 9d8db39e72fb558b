"""When each change operates, and in which order: the days of acts, uncertain days and switches.

The order is the heart of the fold. A change operates on the later of the day on which its act was
published and the day from which it counts. Where two changes of one target operate on the same
day, the act of lower rank goes first, so that the higher one has the last word; then the act that
was published first; then what `after` says. Nothing else decides: a tie is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from callup.law.model import Act, Change, LawbookData, ParameterChange, RuleEnd, StateChange
from callup.text.diagnostic import Diagnostic
from callup.values.interval import Interval

NEVER = "never"
READING_RANK = 0  # a reading says what the acts mean, so it ranks above them


@dataclass(frozen=True, slots=True)
class Switch:
    """Something about the law that may stand one way or another.

    `kind` and `id` name it; `settings` are its ways; `default` is the way it stands unless a
    question sets it, None where that is open.
    """

    kind: str
    id: str
    settings: tuple[str, ...]
    default: str | None

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One change at work: the days on which it counts, and its place in the order."""

    change: Change
    act: Act
    interval: Interval
    day: date
    rank: int
    publication: date

    @property
    def key(self) -> tuple[date, int, date]:
        return (self.day, -self.rank, self.publication)

    @property
    def is_cover(self) -> bool:
        return self.interval.end is not None


def switches_of(law: LawbookData, bills: Mapping[str, date]) -> dict[str, Switch]:
    """The switches that acts, readings and disputes make, by the id of the act or reading.

    A bill is a switch only where `bills` gives it a day.
    """
    found: dict[str, Switch] = {}
    disputes = {
        dispute.id: Switch(
            "dispute",
            dispute.id,
            dispute.readings,
            dispute.prevails.text if dispute.prevails else None,
        )
        for dispute in law.disputes
    }
    for act in law.acts:
        if act.dispute is not None:
            found[act.id] = disputes[act.dispute]
        elif act.role == "reading":
            found[act.id] = Switch("reading", act.id, ("off", "on"), "off")
        elif act.role == "bill":
            if act.id in bills:
                found[act.id] = Switch("bill", act.id, ("off", "on"), "off")
        elif is_uncertain(act):
            settings = tuple(day.isoformat() if day else NEVER for day in force_days(act))
            found[act.id] = Switch("act", act.id, settings, None)
    return found


def is_uncertain(act: Act) -> bool:
    """Whether it is open when, or whether, the act came into force."""
    if act.role != "act" or len(act.in_force.choices) == 1:
        return False
    days = force_days(act)
    follows = any(change.common.start is None for change in act.changes)
    return len(days) > 1 and (follows or None in days)


def force_days(act: Act) -> tuple[date | None, ...]:
    """The days on which the act may have come into force; None is never."""
    if not act.in_force.unknown:
        return act.in_force.choices
    first = act.published.first or act.signed.first
    return (first, None) if first else ()


def publication(act: Act, force: date | None) -> date:
    """The day from which the act counts as known."""
    if act.published.one:
        return act.published.one
    if act.published.choices:
        if force in act.published.choices and force is not None:
            return force
        return act.published.last or date.min
    return act.signed.last or force or act.in_force.last or date.min


def force_under(act: Act, setting: str | None, bills: Mapping[str, date]) -> date | None:
    """The day of force of an act under the setting of its switch; None where it has none."""
    if act.role == "bill":
        return bills.get(act.id)
    if setting is not None and is_uncertain(act):
        return None if setting == NEVER else date.fromisoformat(setting)
    return act.in_force.one or next((day for day in force_days(act) if day), None)


def operates(act: Act, switch: Switch | None, setting: str | None) -> bool:
    """Whether the act changes anything under this setting of its switch."""
    if switch is None:
        return act.role != "bill"
    match switch.kind:
        case "dispute":
            return setting == act.id
        case "reading" | "bill":
            return setting == "on"
        case _:
            return setting != NEVER


def operation(
    change: Change, act: Act, rank: int, setting: str | None, bills: Mapping[str, date]
) -> Operation | None:
    """The change at work; None if it has no first day under this setting."""
    force = force_under(act, setting, bills)
    start = change.common.start or force
    if start is None:
        return None
    published = publication(act, force) if act.role != "bill" else bills[act.id]
    interval = Interval(start, change.common.end)
    return Operation(change, act, interval, max(published, start), rank, published)


def in_order(operations: Iterable[Operation]) -> tuple[list[Operation], list[Diagnostic]]:
    """The operations on one target in their order, and the ties that nothing decides."""
    ordered = sorted(operations, key=lambda one: (one.key, one.act.id, one.change.common.index))
    problems: list[Diagnostic] = []
    result: list[Operation] = []
    for group in _equal_runs(ordered):
        result.extend(_settle(group, problems) if len(group) > 1 else group)
    return result, problems


def _equal_runs(ordered: list[Operation]) -> Iterator[list[Operation]]:
    start = 0
    for index in range(1, len(ordered) + 1):
        if index == len(ordered) or ordered[index].key != ordered[start].key:
            yield ordered[start:index]
            start = index


def _settle(group: list[Operation], problems: list[Diagnostic]) -> list[Operation]:
    """Puts operations of one day, rank and publication into the order that `after` gives them."""
    waits = {
        one.act.id: {
            two.change.common.after.text
            for two in group
            if two.act.id == one.act.id and two.change.common.after
        }
        for one in group
    }
    settled: list[Operation] = []
    left = sorted({one.act.id for one in group})
    while left:
        ready = [id for id in left if not waits[id] & set(left)]
        if not ready:
            _tie(_of(group, left[:1])[0], _of(group, left[1:2])[0], "wait for each other", problems)
            ready = left[:1]
        pair = _collision(_of(group, ready))
        if pair is not None:
            _tie(*pair, "change the same thing on the same day", problems)
        settled += _of(group, ready[:1])
        left.remove(ready[0])
    return settled


def _of(group: list[Operation], ids: list[str]) -> list[Operation]:
    return [one for one in group if one.act.id in ids]


def _collision(ones: list[Operation]) -> tuple[Operation, Operation] | None:
    """Two operations of one day of which either could have the last word."""
    for index, a in enumerate(ones):
        for b in ones[index + 1 :]:
            if a.is_cover == b.is_cover and a.interval.overlaps(b.interval) and _clash(a, b):
                return a, b
    return None


def _clash(a: Operation, b: Operation) -> bool:
    first, second = a.change, b.change
    match first, second:
        case StateChange(), StateChange():
            return first.verb != second.verb and _regions_meet(first, second)
        case ParameterChange(), ParameterChange() if a.act.id == b.act.id:
            keys = {(s.start, s.key) for s in first.settings}
            return any((s.start, s.key) in keys for s in second.settings)
        case RuleEnd(), _ if first.verb == "suspend":
            return False
        case _, RuleEnd() if second.verb == "suspend":
            return False
        case _:
            return True


def _regions_meet(a: StateChange, b: StateChange) -> bool:
    if a.where is None or b.where is None:
        return True
    return bool({name.text for name in a.where} & {name.text for name in b.where})


def _tie(first: Operation, second: Operation, why: str, problems: list[Diagnostic]) -> None:
    names = f"{first.act.id} and {second.act.id}"
    help = f"write `after: {first.act.id}` where the later of the two stands"
    if first.act.id == second.act.id:
        names, help = f"two changes of {first.act.id}", "let one change say all of it"
    problems.append(
        Diagnostic(
            "ambiguous-order",
            f"{names} {why} ({first.day}), and nothing orders them",
            second.change.common.origin,
            related=((first.change.common.origin, f"the change by {first.act.id}"),),
            help=help,
        )
    )


def without_ended(operations: list[Operation]) -> list[Operation]:
    """The operations, in order, without what never operates: what is annulled, as if it had never
    been, and what an act repealed before its day would have done later."""
    annulled: set[str] = set()
    kept: list[Operation] = []
    past_rule_annulment = False
    for one in reversed(operations):
        change = one.change
        if one.act.id in annulled:
            continue
        if isinstance(change, RuleEnd) and change.verb == "annul":
            if change.of_act is not None:
                annulled.add(change.of_act.text)
            else:
                past_rule_annulment = True
        elif not past_rule_annulment:
            kept.append(one)
    repealed: set[str] = set()
    result: list[Operation] = []
    for one in reversed(kept):
        change = one.change
        if one.act.id in annulled or one.act.id in repealed:
            continue
        result.append(one)
        ends_act = isinstance(change, RuleEnd) and change.verb == "repeal" and not one.is_cover
        if isinstance(change, RuleEnd) and ends_act and change.of_act is not None:
            repealed.add(change.of_act.text)
    return result
