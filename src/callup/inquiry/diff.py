"""What changed in the law between two days, by which acts, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Literal

from callup.inquiry.lawtext import LawText, RuleText, Where, one_line
from callup.inquiry.log import Entry, log
from callup.law.versions import StateVersion
from callup.readers.explain.finding import Finding
from callup.text.words import Words

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A condition that both days have, or that one of them lacks."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that reads otherwise; `what` tells how. With `where`, under those switches."""

    rule: str
    what: Literal["added", "removed", "changed", "rests on another act"]
    where: Where
    before: RuleText | None
    after: RuleText | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class StateChange:
    """Where a state begins and ceases to stand; without territory the region is `""`."""

    state: str
    title: Words
    territory: bool
    where: Where
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """A parameter, or one index of it, that is worth something else; None where it has no value."""

    parameter: str
    title: Words
    index: str
    where: Where
    before: str | None
    after: str | None
    act: str | None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A position whose status, value or deciding rules differ for a person."""

    position: str
    before: Finding
    after: Finding


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two days; `findings` is None where no person is given."""

    before: date
    after: date
    acts: tuple[Entry, ...]
    rules: tuple[RuleChange, ...]
    states: tuple[StateChange, ...]
    parameters: tuple[ParameterChange, ...]
    findings: tuple[FindingChange, ...] | None

    @property
    def empty(self) -> bool:
        """Whether the law is the same on both days."""
        return not (self.acts or self.rules or self.states or self.parameters or self.findings)


def diff(
    law: LawText,
    before: date,
    after: date,
    findings: tuple[FindingChange, ...] | None = None,
) -> Difference:
    """What changed after the one day, up to and with the other; in the order of time."""
    early, late = min(before, after), max(before, after)
    acts = log(law, early + DAY, late) if early < late else ()
    return Difference(
        before,
        after,
        acts,
        tuple(_rules(law, before, after)),
        tuple(_states(law, before, after)),
        tuple(_parameters(law, before, after)),
        findings,
    )


def last_deeds(acts: tuple[Entry, ...]) -> dict[str, str]:
    """The last act that did something to a rule, state or parameter, by its kind and name."""
    return {f"{deed.kind} {deed.target}": one.act for one in acts for deed in one.deeds}


def differs(before: Finding, after: Finding) -> bool:
    """Whether two findings differ in status, value or deciding rules."""
    return (before.status, before.value, before.rules) != (after.status, after.value, after.rules)


def _rules(law: LawText, before: date, after: date) -> Iterator[RuleChange]:
    for rule, line in law.history.rules.items():
        if line.at(before) == line.at(after):
            continue
        old, new = dict(law.rule_on(rule, before)), dict(law.rule_on(rule, after))
        pairs: list[tuple[Where, RuleText | None, RuleText | None]]
        if len(old) == 1 and len(new) == 1:
            (where, one), (_, two) = *old.items(), *new.items()
            pairs = [(where, one, two)]
        else:
            pairs = [(w, _under(old, w), _under(new, w)) for w in _ways(old, new)]
        for where, one_or_none, two_or_none in pairs:
            if one_or_none != two_or_none:
                yield _rule(rule, where, one_or_none, two_or_none)


def _ways(old: dict[Where, RuleText], new: dict[Where, RuleText]) -> list[Where]:
    """The ways in which switches may stand, told as finely as either day needs."""
    ways = list(dict.fromkeys([*old, *new]))
    return [way for way in ways if way.settings or len(ways) == 1] or ways


def _under(texts: dict[Where, RuleText], where: Where) -> RuleText | None:
    """The text where switches stand so; what a day does not tell apart is the same for all."""
    if where in texts:
        return texts[where]
    return texts.get(Where())


def _rule(rule: str, where: Where, old: RuleText | None, new: RuleText | None) -> RuleChange:
    what: Literal["added", "removed", "changed", "rests on another act"] = "changed"
    if old is None or new is None:
        what = "added" if old is None else "removed"
    elif old.words == new.words:
        what = "rests on another act"
    return RuleChange(rule, what, where, old, new, _lines(old, new))


def _lines(old: RuleText | None, new: RuleText | None) -> tuple[Line, ...]:
    """The conditions side by side, and what they give where that differs."""
    left = [*old.conditions] if old else []
    right = [*new.conditions] if new else []
    gives = [text.gives for text in (old, new) if text]
    if len(set(gives)) > 1 or (gives and gives[0] != "yes"):
        left += [f"gives {old.gives}"] if old else []
        right += [f"gives {new.gives}"] if new else []
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Line(one, one) for one in left[a:b]]
            continue
        for index in range(max(b - a, d - c)):
            one = left[a + index] if a + index < b else None
            two = right[c + index] if c + index < d else None
            found.append(Line(one, two))
    return tuple(found)


def _states(law: LawText, before: date, after: date) -> Iterator[StateChange]:
    for state in law.program.states.values():
        line = law.history.states[state.name]
        old, new = dict(law.settled(line.at(before))), dict(law.settled(line.at(after)))
        for where in dict.fromkeys([*old, *new]):
            if not where.settings and len(old) + len(new) > 2:
                continue
            one, two = _of(old, where), _of(new, where)
            stood, stands = _stands(one), _stands(two)
            if stood != stands:
                acts = tuple(dict.fromkeys(by[0] for by in (two.by if two else ())))
                begins, ends = tuple(sorted(stands - stood)), tuple(sorted(stood - stands))
                yield StateChange(
                    state.name, state.title, state.territory, where, begins, ends, acts
                )


def _of(found: dict[Where, StateVersion | None], where: Where) -> StateVersion | None:
    return found[where] if where in found else found.get(Where())


def _stands(version: StateVersion | None) -> frozenset[str]:
    return version.stands if version else frozenset()


def _parameters(law: LawText, before: date, after: date) -> Iterator[ParameterChange]:
    for (name, index), line in sorted(law.history.parameters.items()):
        old, new = dict(law.settled(line.at(before))), dict(law.settled(line.at(after)))
        for where in dict.fromkeys([*old, *new]):
            if not where.settings and len(old) + len(new) > 2:
                continue
            one = old[where] if where in old else old.get(Where())
            two = new[where] if where in new else new.get(Where())
            was = one_line(one.value.text) if one else None
            is_ = one_line(two.value.text) if two else None
            if was != is_:
                act = two.act if two else one.act if one else None
                title = law.program.parameters[name].title
                yield ParameterChange(name, title, index, where, was, is_, act)
