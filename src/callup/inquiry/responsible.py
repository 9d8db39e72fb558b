"""Which act and which rule a difference between two laws rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from callup.ir.nodes import Definition, Parameter, State
from callup.ir.program import Program, Rule, Setting, Standing, versions
from callup.readers.explain.finding import Finding
from callup.readers.proof.cone import Cone


@dataclass(slots=True)
class Responsible:
    """Finds the act and the rule that a difference of one position rests on.

    `deeds` are the last acts that did something to a rule, state or parameter in between, by kind
    and name; they tell who ended what stands no longer.
    """

    position: str
    before: tuple[Program, date]
    after: tuple[Program, date]
    deeds: Mapping[str, str]

    def found(
        self, before: Finding | None, after: Finding | None, by_law: bool
    ) -> tuple[str | None, str | None]:
        """The act, None where only time has passed, and the rule that decides now or did before."""
        findings = [one for one in (after, before) if one is not None]
        deciding = [rule for finding in findings for rule in finding.rules]
        rule = deciding[0] if deciding else None
        if not by_law:
            return None, rule
        changed = self.changed()
        for one in deciding:
            if f"rule {one}" in changed:
                return changed[f"rule {one}"], one
        for name in self.supports(findings):
            if name in changed:
                return changed[name], rule
        first, act = next(iter(changed.items()), ("", None))
        if rule is None and first.startswith("rule "):
            rule = first.removeprefix("rule ")
        return act, rule

    def supports(self, findings: list[Finding]) -> Iterator[str]:
        """What the conditions of the reasons rest on beside facts."""
        for finding in findings:
            for reason in finding.because:
                for condition in reason.conditions:
                    for support in finding.supports(condition):
                        yield f"{support.kind} {support.name}"

    def changed(self) -> dict[str, str | None]:
        """What the position rests on that is not the same in both laws, nearest first, and the
        act that made it so."""
        found: dict[str, str | None] = {}
        for kind, name, was, now in self.versions():
            if was != now:
                key = f"{kind} {name}"
                last = self.deeds.get(key)
                act = _act(now) if now is not None else None
                found.setdefault(key, act if act is not None and act != _act(was) else last or act)
        return found

    def versions(self) -> Iterator[tuple[str, str, Any, Any]]:
        """Kind, name and both versions of all rules, parameters and states it may rest on."""
        (one, early), (other, late) = self.before, self.after
        for name in self.nearest():
            old, new = (
                dict(p.definitions[name].rules) if name in p.definitions else {}
                for p in (one, other)
            )
            for id in dict.fromkeys([*new, *old]):
                was = old[id].at(early) if id in old else None
                yield "rule", id, was, new[id].at(late) if id in new else None
        for kind, name in self.read():
            lines = _lines(kind, one, name), _lines(kind, other, name)
            for key in sorted({*lines[0], *lines[1]}):
                was, now = (
                    line[key].at(day) if key in line else None
                    for line, day in zip(lines, (early, late), strict=True)
                )
                yield kind, name, was, now

    def nearest(self) -> list[str]:
        """The position and the definitions that it reads, nearest first."""
        names = [self.position]
        for name in names:
            for program, _ in (self.after, self.before):
                if name in program.definitions:
                    inner = sorted(Cone(program).definitions(Cone(program).own(name)))
                    names += [one for one in inner if one not in names]
        return names

    def read(self) -> list[tuple[str, str]]:
        """The states and parameters that the position reads."""
        found: set[tuple[str, str]] = set()
        for program, _ in (self.before, self.after):
            defined = program.definitions.get(self.position)
            if defined is not None:
                for node in Cone(program).nodes(Definition(defined.name, defined.type)):
                    if isinstance(node, State):
                        found.add(("state", node.name))
                    elif isinstance(node, Parameter):
                        found.add(("parameter", node.name))
        return sorted(found)


def _lines(kind: str, program: Program, name: str) -> dict[str, Any]:
    """The timelines of a state, or of a parameter by its indices."""
    if kind == "state":
        state = program.states.get(name)
        return {"": state.standing} if state is not None else {}
    parameter = program.parameters.get(name)
    return dict(parameter.settings) if parameter is not None else {}


def _act(version: Any) -> str | None:
    """The act by which something reads as it does; the first one where switches decide."""
    for one in versions(version):
        match one:
            case Rule(basis=basis) | Setting(basis=basis):
                return basis.act
            case Standing(bases=bases) if bases:
                return bases[-1].act
            case _:
                pass
    return None
