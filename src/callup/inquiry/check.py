"""Everything that is wrong with a lawbook: what cannot be read, and what the law gets wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from callup.inquiry.cases import Laws, hear
from callup.inquiry.conflicts import conflicts
from callup.inquiry.coverage import covered_days
from callup.inquiry.soundness import Soundness
from callup.inquiry.theorems import theorem_problems
from callup.ir.nodes import AsOf, Const, Node, Parameter, children
from callup.ir.program import (
    BySwitch,
    Definition,
    ParameterDefinition,
    Program,
    Rule,
    Setting,
    versions,
)
from callup.law.files import Files, find
from callup.law.model import LawbookData
from callup.readers.explain.cone import Cones
from callup.text.diagnostic import Diagnostic, Diagnostics, Severity, order
from callup.text.origin import Origin
from callup.values.interval import Interval
from callup.values.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, in the order of file and line; `source` gives the text of a file."""

    diagnostics: tuple[Diagnostic, ...]
    source: Callable[[str], str | None] = field(repr=False, compare=False)

    @property
    def status(self) -> int:
        """0: clean; 1: the law reads but is wrong; 2: it cannot be read, resolved or typed."""
        errors = {d.code for d in self.diagnostics if d.severity is Severity.ERROR}
        return 0 if not errors else 1 if errors <= {"conflict", "broken-theorem"} else 2


def with_more(
    report: Report,
    more: Iterable[Diagnostic],
    sources: tuple[Callable[[str], str | None], ...],
) -> Report:
    """The report with what is wrong beside the law; `sources` give the text of those files."""
    texts = (report.source, *sources)

    def source(file: str) -> str | None:
        return next((text for one in texts if (text := one(file))), None)

    return Report(order((*report.diagnostics, *more)), source)


def unreadable(folder: Path, problems: Diagnostics) -> Report:
    """The report on a lawbook that cannot be read, resolved or typed."""
    return Report(order(problems.diagnostics), find(folder)[0].text)


def check(
    laws: Laws,
    data: LawbookData,
    files: Files,
    warnings: tuple[Diagnostic, ...],
    *,
    rules: bool = False,
) -> Report:
    """What is wrong with a lawbook that could be read; `warnings` were found while reading it.

    With `rules`, also the parts of rules that reach nobody, which takes minutes on a large one.
    """
    program = laws.program
    found = list(warnings)
    for _ in hear(laws, data, found):
        pass
    cones = Cones(program)
    found += idle_rules(program, cones)
    found += missing_values(program, cones)
    engine = laws.engine(program)
    found += conflicts(engine)
    if rules:
        found += Soundness(program).problems()
    found += theorem_problems(laws, data)
    return Report(order(found), files.text)


def idle_rules(program: Program, cones: Cones) -> Iterator[Diagnostic]:
    """Rules that stand on no day that their position covers, under no setting."""
    for definition in program.definitions.values():
        days = covered_days(program, cones, definition)
        for id, line in definition.rules:
            rules = [rule for value in line.values for rule in versions(value)]
            stands = any(
                not Interval(start, end).clip(days).empty
                for start, end, version in line.pieces()
                for _ in versions(version)
            )
            if rules and not stands:
                at = Origin(rules[0].place.file, rules[0].place.line, 1)
                message = f"`{id}` stands on no day that {definition.name} covers"
                yield Diagnostic("idle-rule", message, at, severity=Severity.WARNING)


def missing_values(program: Program, cones: Cones) -> Iterator[Diagnostic]:
    """Parameters that a rule reads on days on which they have no value, whatever the index."""
    seen: set[tuple[str, str]] = set()
    for definition in program.definitions.values():
        days = covered_days(program, cones, definition)
        days = days.clip(Interval(program.covers.start, program.horizon))
        for id, line in definition.rules:
            for start, end, version in line.pieces():
                stretch = Interval(start, end).clip(days)
                if stretch.empty:
                    continue
                for rule in versions(version):
                    for node in _parameters(rule):
                        day = _day_without(node, program.parameters[node.name], stretch)
                        if day is not None and (id, node.name) not in seen:
                            seen.add((id, node.name))
                            yield _no_value(rule, node, definition, day)


def _no_value(rule: Rule, node: Parameter, definition: Definition, day: date) -> Diagnostic:
    at = Origin(rule.place.file, rule.place.line, 1)
    message = f"`{rule.id}` reads {node.name} on {day}, when it has no value"
    why = f"{definition.name} is unknown there for whoever the rule reaches"
    help = f"set {node.name} from that day, or let the rule begin later"
    return Diagnostic("missing-value", message, at, why=why, help=help, severity=Severity.WARNING)


def _parameters(rule: Rule) -> Iterator[Parameter]:
    """The parameters that a rule reads by the law of the day itself, not `as of` another one."""
    for node in (rule.gives, *(condition.node for condition in rule.conditions)):
        yield from _own_parameters(node)


def _own_parameters(node: Node) -> Iterator[Parameter]:
    if isinstance(node, Parameter):
        yield node
    inner = (node.day,) if isinstance(node, AsOf) else children(node)
    for child in inner:
        yield from _own_parameters(child)


def _day_without(
    node: Parameter, definition: ParameterDefinition, stretch: Interval
) -> date | None:
    """The first day of the stretch on which the parameter has no value at any index asked for."""
    if node.key is None:
        lines = [definition.of("")]
    elif isinstance(node.key, Const):
        lines = [definition.of(str(node.key.value))]
    else:
        lines = [line for _, line in definition.settings]
    cuts = sorted({day for line in lines for day in line.days if day in stretch})
    first = [stretch.start] if stretch.start else []
    return next(
        (day for day in [*first, *cuts] if not any(_set(line, day) for line in lines)), None
    )


def _set(line: Timeline[BySwitch[Setting] | Setting | None], day: date) -> bool:
    return any(True for _ in versions(line.at(day)))
