"""Makes the people that all programs are asked about: the same ones for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta

Person = dict[str, str | int | bool]

TODAY = date(2025, 7, 8)
"""The day that is asked about."""

CHOICES = {
    "sex": ("male", "female"),
    "citizenship": ("own", "foreign", "stateless"),
    "study": ("none", "full_time", "part_time"),
    "fitness": ("A", "B", "C", "D", "E"),
    "region": ("NORTH", "EAST", "SOUTH", "WEST"),
    "rank_group": ("ranks", "officers", "generals"),
}
"""The values of each fact that is a choice, as the lawbook lists them."""

WEIGHTS = {
    "sex": (7, 3),
    "citizenship": (14, 5, 1),
    "study": (6, 3, 1),
    "fitness": (5, 3, 3, 1, 1),
    "region": (1, 1, 1, 1),
    "rank_group": (14, 5, 1),
}

CHANCES = {
    "registered": 0.7,
    "in_reserve": 0.6,
    "convicted": 0.2,
    "speaks_language": 0.7,
    "reserved_worker": 0.15,
    "carer": 0.1,
}
"""How likely each yes-or-no fact is to be yes."""


def make_people(count: int, seed: int = 1) -> list[Person]:
    """People of whom every fact is known; days are written YYYY-MM-DD."""
    chance = random.Random(seed)
    return [_person(chance) for _ in range(count)]


def _person(chance: random.Random) -> Person:
    oldest = 30 if chance.random() < 0.5 else 70
    born = TODAY - timedelta(days=chance.randrange(14 * 365, oldest * 365))
    person: Person = {"born": born.isoformat()}
    for name, values in CHOICES.items():
        (person[name],) = chance.choices(values, WEIGHTS[name])
    for name, likely in CHANCES.items():
        person[name] = chance.random() < likely
    person["children_under_16"] = chance.choice((0, 0, 1, 2, 3, 4, 5))
    return person | _citizenship(chance, born, person["citizenship"] == "own")


def _citizenship(chance: random.Random, born: date, is_own: bool) -> Person:
    """Whether and when citizenship was acquired; half of those who did, did lately."""
    if not is_own or chance.random() < 0.5:
        return {"naturalised": False, "acquired_on": born.isoformat()}
    furthest = 90 if chance.random() < 0.5 else (TODAY - born).days
    acquired = TODAY - timedelta(days=chance.randrange(furthest))
    return {"naturalised": True, "acquired_on": acquired.isoformat()}
