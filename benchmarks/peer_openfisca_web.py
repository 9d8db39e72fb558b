"""The eight positions behind OpenFisca's web API; as a program, what to send to it for people."""

from __future__ import annotations

import json
import sys
from typing import Any

from by_hand import POSITIONS
from openfisca_web_api.app import create_app
from peer_openfisca import CODE, DAY, GIVEN, system
from people import Person


class _Law:
    """What a country package gives beside its variables."""

    @staticmethod
    def metadata() -> dict[str, str]:
        return {"name": "benchmark", "version": "1.0", "repository_url": "", "location": ""}


def made() -> Any:
    """The application, without the address of a source that there is not."""
    law = system()
    law.get_package_metadata = _Law.metadata
    return create_app(law)


def question(person: Person) -> dict[str, Any]:
    """A person as the web API takes one: each fact for its period, each position to be found."""
    given = {name: {_period(name): _value(name, value)} for name, value in person.items()}
    asked: dict[str, Any] = {name: {str(DAY): None} for name in POSITIONS}
    return {"persons": {"somebody": {**given, **asked}}}


def _period(name: str) -> str:
    return str(DAY) if GIVEN[name][1].name == "DAY" else "ETERNITY"


def _value(name: str, value: Any) -> Any:
    return CODE[name][str(value)] if name in CODE else value


if __name__ == "__main__":
    json.dump([question(one) for one in json.load(sys.stdin)], sys.stdout)
else:
    application = made()
