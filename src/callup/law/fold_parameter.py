"""Folds the changes of one index of a parameter; a change in steps is one operation a step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from callup.law.model import ParameterChange, RuleEnd
from callup.law.operations import Operation
from callup.law.versions import ParameterVersion, cuts_of, sources_of
from callup.values.interval import Interval
from callup.values.timeline import Timeline, sample


def parameter_timeline(
    operations: list[Operation], index: str
) -> Timeline[ParameterVersion | None]:
    """What the index is worth on every day; None where nothing sets it."""
    steps = _steps(operations, index)
    return sample(cuts_of(steps), lambda day: _parameter_on(day, steps, index), None)


def _steps(operations: list[Operation], key: str) -> list[Operation]:
    """The operations on one index of a parameter, a change in steps as one operation a step."""
    found: list[Operation] = []
    for one in operations:
        change = one.change
        if not isinstance(change, ParameterChange):
            found.append(one)
            continue
        touching = [s for s in change.settings if s.key is None or s.key.text == key]
        for setting in touching:
            start = setting.start or one.interval.start
            assert start is not None
            found.append(
                replace(
                    one,
                    change=replace(change, settings=(setting,)),
                    interval=Interval(start, one.interval.end),
                    day=max(one.publication, start),
                )
            )
    # within one change a value for this index says more than one for all of them
    found.sort(
        key=lambda one: (
            one.key,
            isinstance(one.change, ParameterChange) and one.change.settings[0].key is not None,
        )
    )
    return found


def _parameter_on(day: date, steps: list[Operation], key: str) -> ParameterVersion | None:
    base: ParameterVersion | None = None
    covers: list[Operation] = []
    passed: list[Operation] = []
    for one in steps:
        if day not in one.interval:
            continue
        change = one.change
        if isinstance(change, RuleEnd):
            assert change.of_act is not None
            ended = change.of_act.text
            covers = [cover for cover in covers if cover.act.id != ended]
            if change.revives is None:
                kept = [p for p in passed if p.act.id != ended]
                base = _parameter_on(day, kept, key)
            elif base is not None and base.act == ended:
                base = None
        elif one.is_cover:
            covers.append(one)
        else:
            base = _value(one)
        passed.append(one)
    return _value(covers[-1]) if covers else base


def _value(one: Operation) -> ParameterVersion:
    change = one.change
    assert isinstance(change, ParameterChange)
    return ParameterVersion(
        change.settings[0].value, one.act.id, change.common.cite, sources_of(one)
    )
