"""The eight positions as variables of OpenFisca-core, a simulation a person, with its trace.

Choices are whole numbers and the people are prepared before the time is taken, since that is the
fastest form found; the trace holds the value of every variable and parameter that was read.
Runs in an environment of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy
from by_hand import AGE_LIMIT, CONSCRIPTION_AGE_LIMIT, MARTIAL_LAW, MOBILISATION, POSITIONS
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from people import CHANCES, CHOICES, TODAY, Person
from timing import report

START = "2020-01-01"
DAY = period(TODAY.isoformat())
ETERNITY = period("ETERNITY")
PERSON = build_entity(key="person", plural="persons", label="A person", is_person=True)

CODE = {name: {value: i for i, value in enumerate(values)} for name, values in CHOICES.items()}
OWN = CODE["citizenship"]["own"]
MALE = CODE["sex"]["male"]
FULL_TIME = CODE["study"]["full_time"]
FIT = CODE["fitness"]["B"]
"""A and B are fit: the codes up to this one."""
LIMITED = CODE["fitness"]["C"]
MARTIAL = [CODE["region"][region] for region in MARTIAL_LAW]
RANKS = tuple(CODE["rank_group"].values())
NO_LIMIT = 0
"""Stands for no age limit, since a variable always has a value."""


def _has_birthday_passed(born: Any, day: Any) -> Any:
    """Whether the birthday of the year of `day` is `day` or before it."""
    month = born.astype("datetime64[M]")
    months = month.astype(int) % 12 + 1
    days = (born - month).astype(int) + 1
    return (months < day.month) | ((months == day.month) & (days <= day.day))


class age(Variable):
    value_type = int
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period):
        born = person("born", ETERNITY)
        years = period.start.year - (born.astype("datetime64[Y]").astype(int) + 1970)
        return years - ~_has_birthday_passed(born, period.start)


class service_age_limit(Variable):
    value_type = int
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period, parameters):
        limits = parameters(period).age_limit
        rank = person("rank_group", period)
        limit = numpy.select(
            [rank == code for code in RANKS], [limits.ranks, limits.officers, limits.generals]
        )
        holds = (person("citizenship", period) == OWN) | (person("age", period) >= 18)
        return numpy.where(holds, limit, NO_LIMIT)


class liable_to_conscription(Variable):
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period, parameters):
        age = person("age", period)
        return (
            (person("citizenship", period) == OWN)
            & (person("sex", ETERNITY) == MALE)
            & (age >= 18)
            & (age < parameters(period).conscription_age_limit)
            & (person("fitness", period) <= FIT)
            & ~person("in_reserve", period)
            & (person("study", period) != FULL_TIME)
        )


class may_contract_as_foreigner(Variable):
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period):
        return (
            (person("citizenship", period) != OWN)
            & (person("age", period) >= 18)
            & (person("fitness", period) <= FIT)
            & person("speaks_language", period)
            & ~person("convicted", period)
        )


class may_contract_as_citizen(Variable):
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period, parameters):
        age = person("age", period)
        fitness = person("fitness", period)
        mobilisation = parameters(period).mobilisation
        martial_law = numpy.isin(person("region", period), MARTIAL)
        return (
            (person("citizenship", period) == OWN)
            & (age >= 18)
            & (age < person("service_age_limit", period))
            & ((fitness <= FIT) | (fitness == LIMITED) & (mobilisation | martial_law))
            & (~person("convicted", period) | mobilisation)
        )


class must_register(Variable):
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period):
        age = person("age", period)
        return (
            (person("citizenship", period) == OWN)
            & (person("sex", ETERNITY) == MALE)
            & (age >= 17)
            & (age < person("service_age_limit", period))
        )


class may_lose_citizenship(Variable):
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period):
        since = numpy.datetime64(period.start.date) - person("acquired_on", ETERNITY)
        return (
            person("naturalised", period)
            & person("must_register", period)
            & ~person("registered", period)
            & (since.astype(int) > 30)
        )


class liable_to_mobilisation(Variable):
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period, parameters):
        deferred = (
            person("reserved_worker", period)
            | person("carer", period)
            | (person("children_under_16", period) >= 4)
        )
        return (
            parameters(period).mobilisation
            & (person("citizenship", period) == OWN)
            & person("in_reserve", period)
            & (person("age", period) < person("service_age_limit", period))
            & (person("fitness", period) <= LIMITED)
            & ~deferred
        )


class excluded_from_call_up(Variable):
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY

    def formula(person, period):
        return person("in_reserve", period) & ~person("liable_to_mobilisation", period)


FORMULAS = (
    age,
    service_age_limit,
    liable_to_conscription,
    may_contract_as_foreigner,
    may_contract_as_citizen,
    must_register,
    may_lose_citizenship,
    liable_to_mobilisation,
    excluded_from_call_up,
)


GIVEN: dict[str, tuple[type, DateUnit]] = {
    "born": (date, DateUnit.ETERNITY),
    "acquired_on": (date, DateUnit.ETERNITY),
    "sex": (int, DateUnit.ETERNITY),
    **{name: (int, DateUnit.DAY) for name in CHOICES if name != "sex"},
    **dict.fromkeys((*CHANCES, "naturalised"), (bool, DateUnit.DAY)),
    "children_under_16": (int, DateUnit.DAY),
}
"""The facts, each with its type and what it is given for."""


def system() -> TaxBenefitSystem:
    """The law: what is given, the formulas, and the parameters of all days."""
    made = TaxBenefitSystem([PERSON])
    for name, (value_type, unit) in GIVEN.items():
        fields = {"value_type": value_type, "entity": PERSON, "definition_period": unit}
        made.add_variable(type(name, (Variable,), fields))
    for formula in FORMULAS:
        made.add_variable(formula)
    made.parameters = ParameterNode("", data=_parameters())
    return made


def _parameters() -> dict[str, Any]:
    def since_the_start(value: int | bool) -> dict[str, Any]:
        return {"values": {START: {"value": value}}}

    return {
        "conscription_age_limit": since_the_start(CONSCRIPTION_AGE_LIMIT),
        "mobilisation": since_the_start(MOBILISATION),
        "age_limit": {rank: since_the_start(limit) for rank, limit in AGE_LIMIT.items()},
    }


Inputs = list[tuple[str, Any, Any]]


def prepared(person: Person) -> Inputs:
    """The facts of a person as the variable, the period and the column of one value."""
    return [(name, *_given(name, value)) for name, value in person.items()]


def _given(name: str, value: str | int | bool) -> tuple[Any, Any]:
    value_type, unit = GIVEN[name]
    when = DAY if unit == DateUnit.DAY else ETERNITY
    if value_type is date:
        return when, numpy.array([value], dtype="datetime64[D]")
    return when, numpy.array([CODE[name][str(value)] if name in CODE else value])


def ask(law: TaxBenefitSystem, inputs: Inputs) -> tuple[Simulation, dict[str, Any]]:
    """A simulation of one person, which holds the trace, and the value of every position."""
    simulation = SimulationBuilder().build_default_simulation(law, count=1)
    simulation.trace = True
    for name, when, value in inputs:
        simulation.set_input(name, when, value)
    return simulation, {name: simulation.calculate(name, DAY)[0] for name in POSITIONS}


def values(answer: tuple[Simulation, dict[str, Any]]) -> dict[str, Any]:
    """The value of every position in an answer; no age limit is None."""
    found = {name: value.item() for name, value in answer[1].items()}
    return found | {"service_age_limit": found["service_age_limit"] or None}


if __name__ == "__main__":
    LAW = system()
    report(lambda inputs: ask(LAW, inputs), values, prepared)
