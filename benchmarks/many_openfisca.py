"""The eight positions as variables of OpenFisca-core, all people in one simulation.

The variables are those of `peer_openfisca`, which are written for arrays of any length; there is
no trace. OpenFisca has no unknown, so it is asked only about people of whom all is known. Runs in
an environment of its own.
"""

from __future__ import annotations

from datetime import date

import numpy
from many_serve import NONE, coded, counted, read_known, serve
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from peer_openfisca import CODE, ETERNITY, GIVEN, NO_LIMIT, POSITIONS, system

Arrays = dict[str, numpy.ndarray]


class Simulated:
    package = "OpenFisca-Core"
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
            when = on if GIVEN[name][1] == DateUnit.DAY else ETERNITY
            simulation.set_input(name, when, values)
        return {name: simulation.calculate(name, on) for name in POSITIONS}

    def yes(self, answers: Arrays) -> dict[str, int]:
        return counted(answers)

    def codes(self, answers: Arrays) -> Arrays:
        limit = answers["service_age_limit"]
        return coded(answers | {"service_age_limit": numpy.where(limit == NO_LIMIT, NONE, limit)})


if __name__ == "__main__":
    serve(Simulated())
