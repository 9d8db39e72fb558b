"""Which slips in a lawbook its cases notice.

Every mutant is put to the cases that can reach it, those first that noticed the one before. Where
a position looks at no other day, it is enough to look at what was gone through when the case was
first answered; elsewhere every case counts whose position may read what is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field

from callup.inquiry.cases import Laws, Put, is_met, puts
from callup.inquiry.mutants import Mutant, applied, mutants
from callup.inquiry.question import ParameterAsked, PositionAsked, RuleAsked
from callup.ir.nodes import AsOf, walk
from callup.ir.program import Program, Rule
from callup.law.model import LawbookData
from callup.readers.explain.compile import Engine
from callup.text.diagnostic import Diagnostics

PLAIN = frozenset(("value", "status", "rule"))
"""What of a finding is settled on the day asked about alone."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant: the case that noticed it, or None."""

    mutant: Mutant
    case: str | None


@dataclass(slots=True)
class _Base:
    """A program with its engine and what mutants of it have in common."""

    program: Program
    engine: Engine
    elsewhere: dict[str, bool] = field(default_factory=dict)

    def looks_elsewhere(self, position: str) -> bool:
        """Whether a position may look at the law of another day."""
        if position not in self.elsewhere:
            cones = self.engine.cones
            nodes = [
                inner
                for name in cones.inputs(position).definitions
                for node in cones.own_nodes(name)
                for inner in walk(node)
            ]
            self.elsewhere[position] = any(isinstance(node, AsOf) for node in nodes)
        return self.elsewhere[position]


@dataclass(slots=True)
class _Met:
    """A question of a case that is met. `gone` are the definitions and rules that were gone
    through for its answer, None where that does not tell all that it may rest on."""

    put: Put
    base: _Base
    plain: bool
    gone: tuple[frozenset[str], tuple[Rule, ...]] | None


class Mutation:
    """The cases of a lawbook, ready to be put to mutants.

    Only cases that are met count; a lawbook whose cases fail is to be mended first.
    """

    def __init__(self, laws: Laws, data: LawbookData, match: str | None = None) -> None:
        self.main = laws.program
        self.bases: dict[int, _Base] = {}
        self.met: list[_Met] = []
        self.failed = 0
        self.order: dict[tuple[str, bool], list[_Met]] = {}
        for put in puts(laws, data, [], match):
            self.meet(put, laws)

    def meet(self, put: Put, laws: Laws) -> None:
        program = put.program
        base = self.bases.get(id(program))
        if base is None:
            base = self.bases[id(program)] = _Base(program, laws.engine(program))
        base.engine.forget()
        passed, asker = is_met(put, base.engine)
        if not passed:
            self.failed += 1
            return
        plain = {particular for particular, _ in put.one.wants} <= PLAIN
        gone = None
        if asker is not None and plain and not base.looks_elsewhere(put.one.asks):
            traces = asker.situation.traces.values()
            rules = tuple(trace.compiled.rule for own in traces for trace in own)
            gone = (frozenset(asker.situation.memo), rules)
        self.met.append(_Met(put, base, plain, gone))

    def mutants(self) -> list[Mutant]:
        return list(mutants(self.main))

    def fates(
        self, chosen: Sequence[Mutant], tell: Callable[[int], None] = lambda done: None
    ) -> Iterator[Fate]:
        """What becomes of each; `tell` hears how many are done."""
        for done, mutant in enumerate(chosen):
            yield self.fate(mutant)
            tell(done + 1)

    def fate(self, mutant: Mutant) -> Fate:
        engines: dict[tuple[int, bool], Engine] = {}
        among = self.among(mutant)
        changed: dict[int, bool] = {}
        for index, met in enumerate(among):
            if not self.reaches(mutant, met, changed):
                continue
            key = (id(met.base), met.plain)
            if key not in engines:
                engines[key] = mutated(mutant, met.base, met.plain)
            engine = engines[key]
            if self.notices(met, engine):
                among.insert(0, among.pop(index))
                return Fate(mutant, met.put.case.name)
        return Fate(mutant, None)

    def among(self, mutant: Mutant) -> list[_Met]:
        """The questions that may read what a mutant changes, on any day."""
        key = (mutant.name, mutant.of_parameter)
        if key not in self.order:
            found = [met for met in self.met if _may_read(met, mutant)]
            self.order[key] = sorted(found, key=lambda met: not met.plain)
        return self.order[key]

    def reaches(self, mutant: Mutant, met: _Met, changed: dict[int, bool]) -> bool:
        """Whether what a mutant changes was gone through when the question was first answered."""
        if met.gone is None or mutant.of_parameter:
            return True
        names, rules = met.gone
        if mutant.rule is None:
            return mutant.name in names
        return any(_reads(mutant, rule, changed) for rule in rules if rule.id == mutant.rule)

    def notices(self, met: _Met, engine: Engine) -> bool:
        engine.algebra.forget()
        try:
            return not is_met(met.put, engine)[0]
        except Diagnostics:
            return True


def _reads(mutant: Mutant, rule: Rule, changed: dict[int, bool]) -> bool:
    if id(rule) not in changed:
        changed[id(rule)] = mutant.reads(rule)
    return changed[id(rule)]


def _may_read(met: _Met, mutant: Mutant) -> bool:
    asked = met.put.asked
    match asked:
        case PositionAsked(name=name):
            inputs = met.base.engine.cones.inputs(name)
            return mutant.name in (inputs.parameters if mutant.of_parameter else inputs.definitions)
        case ParameterAsked(name=name):
            return mutant.of_parameter and name == mutant.name
        case RuleAsked(rule=rule):
            return rule == mutant.rule
        case _:
            return False


def mutated(mutant: Mutant, base: _Base, plain: bool) -> Engine:
    """The engine of a mutant. Where nothing but the answer is asked, what is compiled of other
    definitions serves it too."""
    program = applied(mutant, base.program)
    if mutant.of_parameter or not plain:
        return Engine(program)
    engine = copy(base.engine)
    engine.program = program
    engine._compiled = {
        key: compiled for key, compiled in base.engine._compiled.items() if key[0] != mutant.name
    }
    engine._laws = {}
    engine._reads = {}
    engine._clocks = {}
    engine._groups = {}
    engine.kept_reasons = {}
    return engine


def matching(all_: Sequence[Mutant], match: str | None) -> list[Mutant]:
    """The mutants with a text in the kind of slip, in the name, rule or file that they change."""
    found = []
    for one in all_:
        words = (one.operator, one.name, one.rule or "", one.place.file)
        if match is None or any(match.lower() in word.lower() for word in words):
            found.append(one)
    return found


def sample(all_: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    """So many mutants, spread by a seed; in their order."""
    state = seed * 2 + 1
    ranked = []
    for index in range(len(all_)):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        ranked.append((state >> 33, index))
    return [all_[index] for index in sorted(index for _, index in sorted(ranked)[:count])]
