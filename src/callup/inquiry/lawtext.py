"""The words of the law over time: each rule as its acts wrote it, on every day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from callup.inquiry.uses import Readers, readers_of
from callup.ir.program import Program
from callup.law.history import BySwitch, History
from callup.law.model import Act, FormulaText, LawbookData, RuleChange
from callup.law.versions import ParameterVersion, RuleVersion, StateVersion
from callup.lowering.formula import FormulaError, read
from callup.lowering.syntax import Junction
from callup.text.words import Words
from callup.values.timeline import Timeline

V = TypeVar("V", RuleVersion, ParameterVersion, StateVersion)


@dataclass(frozen=True, slots=True)
class Cited:
    """By what something is so: the act, where in it, and the sources with their grades."""

    act: str
    title: Words
    cite: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as it reads: its conditions are joined by `and`, exceptions begin with `not: `."""

    rule: str
    gives_to: str
    says: Words
    conditions: tuple[str, ...]
    gives: str
    overrides: tuple[str, ...]
    by: Cited
    shaped_by: tuple[str, ...]
    line: str

    @property
    def words(self) -> tuple[object, ...]:
        """What is said, whoever said it."""
        return (self.gives_to, self.conditions, self.gives, self.overrides)


@dataclass(frozen=True, slots=True)
class Where:
    """How the switches stand under which something holds: (switch, setting) pairs.

    A setting that is `""` is left open: it holds for some settings of the switch or on some days.
    """

    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LawText:
    """A lawbook's data, their fold and their program; what questions about a lawbook look at."""

    data: LawbookData
    history: History
    program: Program
    defaults: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def acts(self) -> dict[str, Act]:
        return {act.id: act for act in self.data.acts}

    @cached_property
    def readers(self) -> Readers:
        """What every rule and term names."""
        return readers_of(self.program)

    @cached_property
    def kinds(self) -> dict[str, Words]:
        return {kind.id: kind.title for kind in self.data.kinds}

    def kind_of(self, act: Act) -> Words:
        return self.kinds.get(act.kind.text, Words()) if act.kind else Words()

    def cited(self, act: str, cite: str, sources: tuple[tuple[str, str], ...]) -> Cited:
        return Cited(act, self.acts[act].title, cite, tuple(sources))

    def rule_text(self, version: RuleVersion) -> RuleText:
        return RuleText(
            rule=version.rule,
            gives_to=version.target,
            says=version.says,
            conditions=conditions(version.when, version.unless),
            gives=one_line(version.gives.text) if version.gives else "yes",
            overrides=tuple(name.text for name in version.overrides),
            by=self.cited(version.act, version.cite, version.sources),
            shaped_by=version.chain,
            line=f"{version.origin.file}:{version.origin.line}",
        )

    def rule_on(self, rule: str, day: date) -> tuple[tuple[Where, RuleText], ...]:
        """The rule as it reads on a day, once for each way that open switches may stand."""
        line = self.history.rules.get(rule)
        if line is None:
            return ()
        found = self.settled(line.at(day))
        return tuple((where, self.rule_text(one)) for where, one in found if one is not None)

    def pieces(
        self, line: Timeline[BySwitch[V] | V | None]
    ) -> Iterator[tuple[date | None, date | None, Where, V | None]]:
        """(first day, first day after, how switches stand, version) in order of time.

        Neighbours that settle alike are one piece, and so are neighbours between the same versions:
        while an act may come into force on any of many days, each of them settles otherwise. The
        time before anything stands is left out.
        """
        settled = list(line.map(self.settled).pieces())
        for _, run in groupby(settled, key=lambda piece: {one[1] for one in piece[2]}):
            pieces = list(run)
            start, end = pieces[0][0], pieces[-1][1]
            versions = pieces[0][2] if len(pieces) == 1 else _left_open(pieces[0][2])
            if start is None and all(version is None for _, version in versions):
                continue
            for where, version in versions:
                yield start, end, where, version

    def settled(self, version: BySwitch[V] | V | None) -> tuple[tuple[Where, V | None], ...]:
        """The versions that may hold where every switch stands as it does unless it is set."""
        return tuple(_settled(version, self.defaults, ()))


def _left_open(versions: Iterable[tuple[Where, V | None]]) -> tuple[tuple[Where, V | None], ...]:
    """Each version once, with the switches that it hangs on but not how they stand."""
    found: dict[V | None, Where] = {}
    for where, version in versions:
        found.setdefault(version, Where(tuple((switch, "") for switch, _ in where.settings)))
    return tuple((where, version) for version, where in found.items())


def law_text(data: LawbookData, history: History, program: Program) -> LawText:
    switches = program.switches.values()
    return LawText(
        data, history, program, {s.name: s.default for s in switches if s.default is not None}
    )


def _settled(
    version: BySwitch[V] | V | None,
    settings: Mapping[str, str],
    path: tuple[tuple[str, str], ...],
) -> Iterator[tuple[Where, V | None]]:
    if not isinstance(version, BySwitch):
        yield Where(path), version
        return
    chosen = settings.get(version.switch)
    for setting, inner in version.cases:
        if chosen is None:
            yield from _settled(inner, settings, (*path, (version.switch, setting)))
        elif setting == chosen:
            yield from _settled(inner, settings, path)


def conditions(when: FormulaText, unless: FormulaText | None) -> tuple[str, ...]:
    """The parts of a rule's condition as they are written, then its exception."""
    parts = _parts(when.text)
    return (*parts, f"not: {one_line(unless.text)}") if unless else parts


def _parts(text: str) -> tuple[str, ...]:
    try:
        found = read(text)
    except FormulaError:
        return (one_line(text),)
    if isinstance(found, Junction) and found.word == "and":
        return tuple(one_line(text[part.span.start : part.span.end]) for part in found.parts)
    return (one_line(text),)


def one_line(text: str) -> str:
    """A formula on one line, without its comments."""
    lines = (line.partition("#")[0] for line in text.split("\n"))
    return " ".join(" ".join(lines).split())


def changes_of(act: Act, rule: str) -> list[RuleChange]:
    """What an act writes into a rule, in the order of its changes."""
    return [
        change
        for change in act.changes
        if isinstance(change, RuleChange) and change.rule.text == rule
    ]
