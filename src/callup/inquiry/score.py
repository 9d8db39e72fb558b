"""How many slips in a lawbook its cases notice, of those that change anything at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from callup.inquiry.mutants import Mutant
from callup.inquiry.mutate import Fate, Mutation
from callup.inquiry.slip import OPERATORS

Kind = Literal["missed", "equivalent", "not decided"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an unnoticed slip is: one that nobody could notice, or one with somebody for whom it
    makes a difference, or not decided, and then why."""

    kind: Kind
    witness: Witness | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A person and a day for whom a slip makes a difference: what a case could hold."""

    position: str
    on: str
    person: tuple[tuple[str, str], ...]
    switches: tuple[tuple[str, str], ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Unnoticed:
    mutant: Mutant
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one kind of slip, or of all."""

    operator: str
    made: int
    noticed: int
    equivalent: int
    undecided: int

    @property
    def counts(self) -> int:
        """Those that are known to change something, or noticed; what is not decided counts."""
        return self.made - self.equivalent

    @property
    def share(self) -> Fraction | None:
        """Noticed of those that count."""
        return Fraction(self.noticed, self.counts) if self.counts else None


@dataclass(frozen=True, slots=True)
class Score:
    """What came of all mutants that were tried, of `made` that there are."""

    tallies: tuple[Tally, ...]
    unnoticed: tuple[Unnoticed, ...]
    made: int
    failed: int

    @property
    def total(self) -> Tally:
        counts = [(one.made, one.noticed, one.equivalent, one.undecided) for one in self.tallies]
        sums = [sum(column) for column in zip(*counts, strict=True)] if counts else [0] * 4
        return Tally("all", *sums)


Tell = Callable[[str, int, int], None]


def score(
    mutation: Mutation, chosen: Sequence[Mutant], judge: Callable[[Mutant], Verdict], tell: Tell
) -> Score:
    """Puts mutants to the cases, and what they do not notice to the judge.

    `tell` hears what is being done (`noticing` or `deciding`), for how many, and of how many.
    """
    fates = list(mutation.fates(chosen, lambda done: tell("noticing", done, len(chosen))))
    missed = [fate.mutant for fate in fates if fate.case is None]
    unnoticed = []
    for done, mutant in enumerate(missed):
        unnoticed.append(Unnoticed(mutant, judge(mutant)))
        tell("deciding", done + 1, len(missed))
    tallies = tuple(_tallies(fates, unnoticed))
    return Score(tallies, tuple(unnoticed), len(mutation.mutants()), mutation.failed)


def _tallies(fates: Sequence[Fate], unnoticed: Sequence[Unnoticed]) -> Iterator[Tally]:
    for operator, _ in OPERATORS:
        own = [fate for fate in fates if fate.mutant.operator == operator]
        kinds = [one.verdict.kind for one in unnoticed if one.mutant.operator == operator]
        if own:
            noticed = sum(fate.case is not None for fate in own)
            equivalent, undecided = kinds.count("equivalent"), kinds.count("not decided")
            yield Tally(operator, len(own), noticed, equivalent, undecided)
