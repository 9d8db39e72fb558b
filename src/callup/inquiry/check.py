"""Everything that is wrong with a lawbook: what cannot be read, and what the law gets wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from callup.inquiry.cases import Laws, hear
from callup.inquiry.conflicts import conflicts
from callup.inquiry.coverage import covered_days
from callup.inquiry.gaps import Gaps
from callup.inquiry.soundness import Soundness
from callup.inquiry.theorems import theorem_problems
from callup.ir.program import (
    Program,
    versions,
)
from callup.law.files import Files, find
from callup.law.model import LawbookData
from callup.readers.explain.cone import Cones
from callup.text.diagnostic import Diagnostic, Diagnostics, Severity, order
from callup.text.origin import Origin
from callup.values.interval import Interval


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
) -> Report:
    """What is wrong with a lawbook that could be read; `warnings` were found while reading it."""
    program = laws.program
    found = list(warnings)
    for _ in hear(laws, data, found):
        pass
    cones = Cones(program)
    found += idle_rules(program, cones)
    engine = laws.engine(program)
    found += conflicts(engine)
    soundness = Soundness(program)
    found += soundness.problems()
    found += Gaps(program, soundness.claims, soundness.cones).problems()
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
