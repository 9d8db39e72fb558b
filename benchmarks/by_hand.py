"""The eight positions written out in Python, to compare every program's answers with."""

from __future__ import annotations

from datetime import date

from people import TODAY, Person

Answers = dict[str, bool | int | None]

CONSCRIPTION_AGE_LIMIT = 27
AGE_LIMIT = {"ranks": 50, "officers": 60, "generals": 65}
MOBILISATION = True
MARTIAL_LAW = ("EAST", "SOUTH")

POSITIONS = (
    "liable_to_conscription",
    "may_contract_as_foreigner",
    "may_contract_as_citizen",
    "must_register",
    "may_lose_citizenship",
    "liable_to_mobilisation",
    "excluded_from_call_up",
    "service_age_limit",
)


def years_old(born: date, today: date) -> int:
    """The age in years; somebody born on 29 February is a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def answers(person: Person, today: date = TODAY) -> Answers:
    """What holds for a person on a day on which mobilisation and martial law stand."""
    born = date.fromisoformat(str(person["born"]))
    age = years_old(born, today)
    own, adult = person["citizenship"] == "own", age >= 18
    fit, limited = person["fitness"] in ("A", "B"), person["fitness"] == "C"
    limit = AGE_LIMIT[str(person["rank_group"])] if own or adult else None
    below_limit = limit is not None and age < limit
    extraordinary = MOBILISATION or person["region"] in MARTIAL_LAW
    must_register = own and person["sex"] == "male" and age >= 17 and below_limit
    since = (today - date.fromisoformat(str(person["acquired_on"]))).days
    deferred = person["reserved_worker"] or person["carer"] or int(person["children_under_16"]) >= 4
    liable_to_mobilisation = bool(
        MOBILISATION
        and own
        and person["in_reserve"]
        and below_limit
        and (fit or limited)
        and not deferred
    )
    return {
        "liable_to_conscription": (
            own
            and person["sex"] == "male"
            and 18 <= age < CONSCRIPTION_AGE_LIMIT
            and fit
            and not person["in_reserve"]
            and person["study"] != "full_time"
        ),
        "may_contract_as_foreigner": bool(
            not own and adult and fit and person["speaks_language"] and not person["convicted"]
        ),
        "may_contract_as_citizen": bool(
            own
            and adult
            and below_limit
            and (fit or (limited and extraordinary))
            and (not person["convicted"] or MOBILISATION)
        ),
        "must_register": must_register,
        "may_lose_citizenship": bool(
            person["naturalised"] and must_register and not person["registered"] and since > 30
        ),
        "liable_to_mobilisation": liable_to_mobilisation,
        "excluded_from_call_up": bool(person["in_reserve"] and not liable_to_mobilisation),
        "service_age_limit": limit,
    }
