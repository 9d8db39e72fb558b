"""The eight positions written by hand for NumPy: of each truth where it is yes and where it is no.

NumPy has no unknown, so a truth is two arrays; where both say no, it is unknown. Choices are small
numbers, days are numbers of days. Runs in an environment of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy
from by_hand import AGE_LIMIT, CONSCRIPTION_AGE_LIMIT, MARTIAL_LAW, MOBILISATION
from many_serve import NONE, UNKNOWN, coded, serve
from numpy import ndarray
from people import CHANCES, CHOICES
from pyarrow import compute, int32, parquet

UNKNOWN_DAY = numpy.iinfo(numpy.int32).min
NOBODY_KNOWS = -1
"""Stands for a choice or number that is unknown."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Of whom it is known to be so, and of whom not to be so."""

    yes: ndarray
    no: ndarray

    def __and__(self, other: Truth) -> Truth:
        return Truth(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Truth) -> Truth:
        return Truth(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> Truth:
        return Truth(self.no, self.yes)

    def code(self) -> ndarray:
        return numpy.where(self.yes, 1, numpy.where(self.no, 0, UNKNOWN)).astype(numpy.int8)


@dataclass(frozen=True, slots=True)
class People:
    """The facts: days as numbers, choices and counts as small numbers, truths as they are."""

    days: dict[str, ndarray]
    numbers: dict[str, ndarray]
    truths: dict[str, Truth]

    def is_one_of(self, name: str, *words: str) -> Truth:
        found = self.numbers[name]
        codes = [CHOICES[name].index(word) for word in words]
        yes = numpy.isin(found, codes) if len(codes) > 2 else _any(found, codes)
        return Truth(yes, ~yes & (found != NOBODY_KNOWS))

    def day_is_before(self, name: str, day: date) -> Truth:
        found = self.days[name]
        yes = (found < _number(day)) & (found != UNKNOWN_DAY)
        return Truth(yes, found >= _number(day))


def _any(found: ndarray, codes: list[int]) -> ndarray:
    yes = found == codes[0]
    for code in codes[1:]:
        yes |= found == code
    return yes


def _number(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Answers:
    """Seven truths, and the age limit: a number, NONE or UNKNOWN."""

    truths: dict[str, Truth]
    limit: ndarray


class ByHand:
    package = "numpy"

    def load(self, file: str) -> People:
        table = parquet.read_table(file)
        days = {
            name: table[name].cast(int32()).fill_null(UNKNOWN_DAY).to_numpy()
            for name in ("born", "acquired_on")
        }
        numbers = {
            name: compute.index_in(table[name], value_set=_words(words))
            .fill_null(NOBODY_KNOWS)
            .to_numpy()
            .astype(numpy.int8)
            for name, words in CHOICES.items()
        }
        children = table["children_under_16"].fill_null(NOBODY_KNOWS).to_numpy()
        numbers["children_under_16"] = children.astype(numpy.int8)
        truths = {
            name: Truth(
                table[name].fill_null(False).to_numpy(),
                compute.invert(table[name]).fill_null(False).to_numpy(),
            )
            for name in (*CHANCES, "naturalised")
        }
        return People(days, numbers, truths)

    def answer(self, people: People, day: date) -> Answers:
        return answers(people, day)

    def codes(self, answers: Answers) -> dict[str, ndarray]:
        made = {name: truth.code() for name, truth in answers.truths.items()}
        return coded(made | {"service_age_limit": answers.limit})


def answers(people: People, day: date) -> Answers:
    """The eight positions on a day on which mobilisation and martial law stand."""
    given, is_one_of = people.truths, people.is_one_of

    def at_least(years: int) -> Truth:
        born = date(day.year - years, day.month, day.day)
        return people.day_is_before("born", date.fromordinal(born.toordinal() + 1))

    own, male, adult = is_one_of("citizenship", "own"), is_one_of("sex", "male"), at_least(18)
    fit, limited = is_one_of("fitness", "A", "B"), is_one_of("fitness", "C")
    # a rank that is not known makes no difference to who is below all limits
    below_limit = ~at_least(min(AGE_LIMIT.values()))
    limit = numpy.full(len(adult.yes), UNKNOWN, dtype=numpy.int64)
    for rank, years in AGE_LIMIT.items():
        of_rank = is_one_of("rank_group", rank)
        below_limit |= of_rank & ~at_least(years)
        limit[of_rank.yes] = years
    has_limit = own | adult
    limit[~has_limit.yes] = UNKNOWN
    limit[has_limit.no] = NONE
    children = people.numbers["children_under_16"]
    many_children = Truth(children >= 4, (children < 4) & (children != NOBODY_KNOWS))
    must_register = own & male & at_least(17) & below_limit
    fit_enough = fit | (limited if MOBILISATION else limited & is_one_of("region", *MARTIAL_LAW))
    deferred = given["reserved_worker"] | given["carer"] | many_children
    mobilised = own & given["in_reserve"] & below_limit & (fit | limited) & ~deferred
    long_ago = people.day_is_before("acquired_on", date.fromordinal(day.toordinal() - 30))
    truths = {
        "liable_to_conscription": own
        & male
        & adult
        & ~at_least(CONSCRIPTION_AGE_LIMIT)
        & fit
        & ~given["in_reserve"]
        & ~is_one_of("study", "full_time"),
        "may_contract_as_foreigner": ~own
        & adult
        & fit
        & given["speaks_language"]
        & ~given["convicted"],
        "may_contract_as_citizen": own & adult & below_limit & fit_enough,
        "must_register": must_register,
        "may_lose_citizenship": given["naturalised"]
        & must_register
        & ~given["registered"]
        & long_ago,
        "liable_to_mobilisation": mobilised,
        "excluded_from_call_up": given["in_reserve"] & ~mobilised,
    }
    return Answers(truths, limit)


def _words(words: tuple[str, ...]) -> object:
    import pyarrow

    return pyarrow.array(words)


if __name__ == "__main__":
    assert MOBILISATION, "written for a day on which mobilisation stands"
    serve(ByHand())
