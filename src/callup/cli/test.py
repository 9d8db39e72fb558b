"""`callup test`: runs the cases of a lawbook, and shows what they reach."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from callup.inquiry.cases import Result, Run
from callup.inquiry.coverage import ChangePoint, Coverage, RuleCoverage
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostics
from callup.text.excerpt import show_all, to_json, visible


def test(
    lawbook: str, *, match: str | None = None, coverage: bool = False, as_json: bool = False
) -> int:
    """Prints each expectation that is not met, with the reasons of what came instead; the exit
    status: 0 all are met, 1 some are not, 2 a case or the lawbook cannot be read."""
    try:
        opened = open_lawbook(lawbook)
        run = opened.test(match)
        reached = opened.coverage() if coverage else None
    except Diagnostics as problems:
        print(show_all(problems.diagnostics, lambda file: None), file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps(_to_json(lawbook, run, reached), ensure_ascii=False, indent=2))
    else:
        for line in _lines(run, reached):
            print(visible(line))
    if run.problems:
        report = show_all(run.problems, lambda file: None)
        print(report, file=sys.stderr)
    return 2 if run.problems else 1 if run.failed else 0


# for people


def _lines(run: Run, reached: Coverage | None) -> Iterator[str]:
    for result in run.failed:
        yield from _failure(result)
        yield ""
    if reached is not None:
        yield from _coverage(reached)
        yield ""
    yield f"{len(run.passed)} passed, {len(run.failed)} failed"


def _failure(result: Result) -> Iterator[str]:
    """A line for the expectation, one for each particular, then the reasons."""
    yield f"failed: {result.case}: {result.asks} on {result.on}   {result.origin}"
    for one in result.differences:
        yield f"  {one.particular}: wanted {one.wanted}, came {one.came}"
    finding = result.finding
    if finding is None:
        return
    for reason in finding.because:
        who = f"{reason.rule}, by {reason.basis.act}" if reason.rule and reason.basis else "silence"
        how = "decides" if reason.decides else "does not decide"
        yield f"  {who}: {how}"
        for condition in reason.conditions:
            came = "?" if condition.value is None else "yes" if condition.value else "no"
            yield f"    {came}: {condition.says}   {condition.line}"
    if finding.missing:
        yield f"  missing: {', '.join(finding.missing)}"


def _coverage(reached: Coverage) -> Iterator[str]:
    for rule in reached.rules:
        if rule.dormant:
            yield f"dormant, no day lets it apply: {rule.rule}, by {rule.act}   {rule.line}"
        elif not rule.complete:
            yield from _rule(rule)
    for point in reached.change_points:
        if not point.complete:
            yield _point(point)
    for switch in reached.switches_not_set:
        yield f"no case sets {switch}"
    rules = sum(rule.complete for rule in reached.rules)
    points = sum(point.complete for point in reached.change_points)
    yield f"{reached.findings} findings"
    yield f"{rules} of {len(reached.rules)} rules decide both ways, each condition alone"
    yield f"{points} of {len(reached.change_points)} days of change are tested, and the day before"


def _rule(rule: RuleCoverage) -> Iterator[str]:
    lacks = [] if rule.applied else ["applies"]
    lacks += [] if rule.failed or rule.always else ["does not apply"]
    where = f"{rule.rule}, by {rule.act}   {rule.line}"
    yield f"in no case {' or '.join(lacks)}: {where}" if lacks else where
    for condition in rule.conditions:
        if not condition.decisive:
            yield f"  in no case fails alone: {condition.says}   {condition.line}"


def _point(point: ChangePoint) -> str:
    lacks = [] if point.before else ["the day before"]
    lacks += [] if point.on else ["the day itself"]
    return f"no case looks at {' or '.join(lacks)}: {point.kind} {point.name} on {point.day}"


# for programs


def _to_json(lawbook: str, run: Run, reached: Coverage | None) -> dict[str, object]:
    found: dict[str, object] = {
        "lawbook": lawbook,
        "passed": len(run.passed),
        "failed": len(run.failed),
        "results": [_result_to_json(result) for result in run.results],
        "problems": [to_json(problem) for problem in run.problems],
    }
    if reached is not None:
        found["coverage"] = _coverage_to_json(reached)
    return found


def _result_to_json(result: Result) -> dict[str, object]:
    return {
        "case": result.case,
        "on": result.on.isoformat(),
        "asks": result.asks,
        "line": str(result.origin),
        "passed": result.passed,
        "came": result.came,
        "differences": [
            {"particular": one.particular, "wanted": one.wanted, "came": one.came}
            for one in result.differences
        ],
    }


def _coverage_to_json(reached: Coverage) -> dict[str, object]:
    return {
        "complete": reached.complete,
        "findings": reached.findings,
        "rules": [
            {
                "rule": rule.rule,
                "act": rule.act,
                "definition": rule.definition,
                "line": rule.line,
                "applied": list(rule.applied),
                "failed": list(rule.failed),
                "dormant": rule.dormant,
                "complete": rule.complete,
                "conditions": [
                    {"says": one.says, "line": one.line, "decisive": list(one.decisive)}
                    for one in rule.conditions
                ],
            }
            for rule in reached.rules
        ],
        "change_points": [
            {
                "kind": point.kind,
                "name": point.name,
                "day": point.day.isoformat(),
                "before": point.before,
                "on": point.on,
            }
            for point in reached.change_points
        ],
        "switches_not_set": list(reached.switches_not_set),
    }
