"""The eight positions as variables of PolicyEngine-core, all people in one simulation.

Choices are whole numbers, as for OpenFisca-core, of which it is a descendant. It has no unknown,
so it is asked only about people of whom all is known. Runs in an environment of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy
from by_hand import AGE_LIMIT, CONSCRIPTION_AGE_LIMIT, MARTIAL_LAW, MOBILISATION, POSITIONS
from many_serve import NONE, coded, counted, read_known, serve
from people import CHANCES, CHOICES
from policyengine_core import periods
from policyengine_core.entities import build_entity
from policyengine_core.parameters import ParameterNode
from policyengine_core.periods import period
from policyengine_core.simulations import SimulationBuilder
from policyengine_core.taxbenefitsystems import TaxBenefitSystem
from policyengine_core.variables import Variable

START = "2020-01-01"
ETERNITY = period(periods.ETERNITY)
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
    label = "age"
    value_type = int
    entity = PERSON
    definition_period = periods.DAY

    def formula(person, period):
        born = person("born", ETERNITY)
        years = period.start.year - (born.astype("datetime64[Y]").astype(int) + 1970)
        return years - ~_has_birthday_passed(born, period.start)


class service_age_limit(Variable):
    label = "service age limit"
    value_type = int
    entity = PERSON
    definition_period = periods.DAY

    def formula(person, period, parameters):
        limits = parameters(period).age_limit
        rank = person("rank_group", period)
        limit = numpy.select(
            [rank == code for code in RANKS], [limits.ranks, limits.officers, limits.generals]
        )
        holds = (person("citizenship", period) == OWN) | (person("age", period) >= 18)
        return numpy.where(holds, limit, NO_LIMIT)


class liable_to_conscription(Variable):
    label = "liable to conscription"
    value_type = bool
    entity = PERSON
    definition_period = periods.DAY

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
    label = "may contract as foreigner"
    value_type = bool
    entity = PERSON
    definition_period = periods.DAY

    def formula(person, period):
        return (
            (person("citizenship", period) != OWN)
            & (person("age", period) >= 18)
            & (person("fitness", period) <= FIT)
            & person("speaks_language", period)
            & ~person("convicted", period)
        )


class may_contract_as_citizen(Variable):
    label = "may contract as citizen"
    value_type = bool
    entity = PERSON
    definition_period = periods.DAY

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
    label = "must register"
    value_type = bool
    entity = PERSON
    definition_period = periods.DAY

    def formula(person, period):
        age = person("age", period)
        return (
            (person("citizenship", period) == OWN)
            & (person("sex", ETERNITY) == MALE)
            & (age >= 17)
            & (age < person("service_age_limit", period))
        )


class may_lose_citizenship(Variable):
    label = "may lose citizenship"
    value_type = bool
    entity = PERSON
    definition_period = periods.DAY

    def formula(person, period):
        since = numpy.datetime64(period.start.date) - person("acquired_on", ETERNITY)
        return (
            person("naturalised", period)
            & person("must_register", period)
            & ~person("registered", period)
            & (since.astype(int) > 30)
        )


class liable_to_mobilisation(Variable):
    label = "liable to mobilisation"
    value_type = bool
    entity = PERSON
    definition_period = periods.DAY

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
    label = "excluded from call up"
    value_type = bool
    entity = PERSON
    definition_period = periods.DAY

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


GIVEN: dict[str, tuple[type, str]] = {
    "born": (date, periods.ETERNITY),
    "acquired_on": (date, periods.ETERNITY),
    "sex": (int, periods.ETERNITY),
    **{name: (int, periods.DAY) for name in CHOICES if name != "sex"},
    **dict.fromkeys((*CHANCES, "naturalised"), (bool, periods.DAY)),
    "children_under_16": (int, periods.DAY),
}
"""The facts, each with its type and what it is given for."""


def system() -> TaxBenefitSystem:
    """The law: what is given, the formulas, and the parameters of all days."""
    made = TaxBenefitSystem([PERSON])
    for name, (value_type, unit) in GIVEN.items():
        fields = {
            "label": name,
            "value_type": value_type,
            "entity": PERSON,
            "definition_period": unit,
        }
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


Arrays = dict[str, numpy.ndarray]


class Simulated:
    package = "policyengine-core"
    law: TaxBenefitSystem

    def __init__(self) -> None:
        self.law = system()

    def load(self, file: str) -> Arrays:
        return read_known(file, CODE)

    def answer(self, people: Arrays, day: date) -> Arrays:
        """The value of every position, calculated by a new simulation."""
        count = len(people["born"])
        simulation = SimulationBuilder().build_default_simulation(self.law, count=count)
        on = period(day.isoformat())
        for name, values in people.items():
            when = on if GIVEN[name][1] == periods.DAY else ETERNITY
            simulation.set_input(name, when, values)
        return {name: simulation.calculate(name, on) for name in POSITIONS}

    def yes(self, answers: Arrays) -> dict[str, int]:
        return counted(answers)

    def codes(self, answers: Arrays) -> Arrays:
        limit = answers["service_age_limit"]
        return coded(answers | {"service_age_limit": numpy.where(limit == NO_LIMIT, NONE, limit)})


if __name__ == "__main__":
    serve(Simulated())
