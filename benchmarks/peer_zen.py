"""The eight positions as JSON decision models of zen-engine, evaluated with their trace.

Three models, each compiled once, fast to slow:

    values      one expression a position; the trace tells what each came to, and not why
    conditions  one expression a condition as well; the trace tells what every condition came to
    tables      a decision table a position; the trace names the row that matched and the values
                that it looked at

Runs in an environment of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import zen
from by_hand import AGE_LIMIT, CONSCRIPTION_AGE_LIMIT, MARTIAL_LAW, MOBILISATION, POSITIONS
from people import TODAY, Person
from timing import report, sizes

Model = dict[str, Any]

LIMIT = " : ".join(f'rank_group == "{rank}" ? {limit}' for rank, limit in AGE_LIMIT.items())
MARTIAL = ", ".join(f'"{region}"' for region in MARTIAL_LAW)

MOBILISED = "true" if MOBILISATION else "false"
"""A state that stands on the day is written `true`, as the law of that day has it."""

TERMS = {
    "age": f'd("{TODAY}").diff(d(born), "year")',
    "days_since_acquired": f'd("{TODAY}").diff(d(acquired_on), "day")',
}

CONDITIONS = {
    "service_age_limit": ('citizenship == "own" or $.age >= 18',),
    "liable_to_conscription": (
        'citizenship == "own"',
        'sex == "male"',
        f"$.age >= 18 and $.age < {CONSCRIPTION_AGE_LIMIT}",
        'fitness in ["A", "B"]',
        "not in_reserve",
        'study != "full_time"',
    ),
    "may_contract_as_foreigner": (
        'citizenship != "own"',
        "$.age >= 18",
        'fitness in ["A", "B"]',
        "speaks_language",
        "not convicted",
    ),
    "may_contract_as_citizen": (
        'citizenship == "own"',
        "$.age >= 18 and $.age < ($.service_age_limit ?? 0)",
        f'(fitness in ["A", "B"] or fitness == "C" and ({MOBILISED} or region in [{MARTIAL}]))',
        f"(not convicted or {MOBILISED})",
    ),
    "must_register": (
        'citizenship == "own"',
        'sex == "male"',
        "$.age >= 17 and $.age < ($.service_age_limit ?? 0)",
    ),
    "may_lose_citizenship": (
        "naturalised",
        "$.must_register",
        "not registered",
        "$.days_since_acquired > 30",
    ),
    "liable_to_mobilisation": (
        MOBILISED,
        'citizenship == "own"',
        "in_reserve",
        "$.age < ($.service_age_limit ?? 0)",
        'fitness in ["A", "B", "C"]',
        "not (reserved_worker or carer or children_under_16 >= 4)",
    ),
    "excluded_from_call_up": ("in_reserve", "not $.liable_to_mobilisation"),
}
"""The conditions that each position joins by `and`."""

Row = tuple[tuple[str, ...], str]

TABLES: dict[str, tuple[tuple[str, ...], tuple[Row, ...]]] = {
    "service_age_limit": (
        ("citizenship", "age", "rank_group"),
        (
            *((('"own"', "", f'"{rank}"'), str(limit)) for rank, limit in AGE_LIMIT.items()),
            *((("", ">= 18", f'"{rank}"'), str(limit)) for rank, limit in AGE_LIMIT.items()),
            (("", "", ""), "null"),
        ),
    ),
    "liable_to_conscription": (
        ("citizenship", "sex", "age", "fitness", "in_reserve", "study"),
        (
            (
                (
                    '"own"',
                    '"male"',
                    f"[18..{CONSCRIPTION_AGE_LIMIT})",
                    '"A", "B"',
                    "false",
                    '"none", "part_time"',
                ),
                "true",
            ),
            (("",) * 6, "false"),
        ),
    ),
    "may_contract_as_foreigner": (
        ("citizenship", "age", "fitness", "speaks_language", "convicted"),
        (
            (('"foreign", "stateless"', ">= 18", '"A", "B"', "true", "false"), "true"),
            (("",) * 5, "false"),
        ),
    ),
    # mobilisation stands, so a conviction and the region make no difference on this day
    "may_contract_as_citizen": (
        ("citizenship", "age", "age_below_limit", "fitness"),
        (
            (('"own"', ">= 18", "true", '"A", "B", "C"'), "true"),
            (("",) * 4, "false"),
        ),
    ),
    "must_register": (
        ("citizenship", "sex", "age", "age_below_limit"),
        (
            (('"own"', '"male"', ">= 17", "true"), "true"),
            (("",) * 4, "false"),
        ),
    ),
    "may_lose_citizenship": (
        ("naturalised", "must_register", "registered", "days_since_acquired"),
        (
            (("true", "true", "false", "> 30"), "true"),
            (("",) * 4, "false"),
        ),
    ),
    "liable_to_mobilisation": (
        (
            "citizenship",
            "in_reserve",
            "age_below_limit",
            "fitness",
            "reserved_worker",
            "carer",
            "children_under_16",
        ),
        (
            (('"own"', "true", "true", '"A", "B", "C"', "false", "false", "< 4"), "true"),
            (("",) * 7, "false"),
        ),
    ),
    "excluded_from_call_up": (
        ("in_reserve", "liable_to_mobilisation"),
        (
            (("true", "false"), "true"),
            (("", ""), "false"),
        ),
    ),
}
"""For each position the columns, and rows of unary tests with the value that a row gives."""

STAGES = (
    ("service_age_limit", "liable_to_conscription", "may_contract_as_foreigner"),
    ("may_contract_as_citizen", "must_register", "liable_to_mobilisation"),
    ("may_lose_citizenship", "excluded_from_call_up"),
)
"""The tables in the order in which they need each other."""


def value_model() -> Model:
    """An expression a position, in one node."""
    expressions = {name: " and ".join(conditions) for name, conditions in CONDITIONS.items()}
    return _graph([[_expressions("positions", TERMS | _with_limit(expressions))]])


def condition_model() -> Model:
    """An expression a condition and one a position, in one node."""
    expressions: dict[str, str] = {}
    for name, conditions in CONDITIONS.items():
        named = {f"{name}_{index}": written for index, written in enumerate(conditions)}
        expressions |= named
        expressions[name] = " and ".join(f"$.{part}" for part in named)
    return _graph([[_expressions("positions", TERMS | _with_limit(expressions))]])


def _with_limit(expressions: dict[str, str]) -> dict[str, str]:
    """The expressions, where the age limit is a number in place of a truth."""
    holds = expressions["service_age_limit"]
    return expressions | {"service_age_limit": f"{holds} ? ({LIMIT} : null) : null"}


def table_model() -> Model:
    """A decision table a position, as few after one another as they need each other."""
    below = {"age_below_limit": "service_age_limit != null and age < service_age_limit"}
    first, second, third = ([_table(name) for name in stage] for stage in STAGES)
    return _graph(
        [[_expressions("terms", TERMS)], first, [_expressions("limit", below)], second, third]
    )


def _expressions(name: str, expressions: dict[str, str]) -> Model:
    listed = [{"id": key, "key": key, "value": value} for key, value in expressions.items()]
    content = {"expressions": listed, "passThrough": True}
    return {"id": name, "name": name, "type": "expressionNode", "content": content}


def _table(name: str) -> Model:
    columns, rows = TABLES[name]
    content = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": f"in-{field}", "name": field, "field": field} for field in columns],
        "outputs": [{"id": "out", "name": name, "field": name}],
        "rules": [
            {
                "_id": f"row-{index}",
                **{f"in-{field}": cell for field, cell in zip(columns, cells, strict=True)},
                "out": value,
            }
            for index, (cells, value) in enumerate(rows)
        ],
    }
    return {"id": name, "name": name, "type": "decisionTableNode", "content": content}


def _graph(stages: list[list[Model]]) -> Model:
    """A decision graph in which every node of a stage comes after all of the stage before."""
    ends = [{"id": id, "name": id, "type": f"{id}Node"} for id in ("input", "output")]
    layers = [[ends[0]], *stages, [ends[1]]]
    pairs = [
        (before["id"], after["id"])
        for earlier, later in pairwise(layers)
        for before in earlier
        for after in later
    ]
    place = {"position": {"x": 0, "y": 0}}
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [node | place for layer in layers for node in layer],
        "edges": [
            {"id": f"{before}-{after}", "sourceId": before, "targetId": after, "type": "edge"}
            for before, after in pairs
        ],
    }


def asker(model: Model) -> Callable[[Person], dict[str, Any]]:
    """A function from a person to the values and the trace.

    A model that a loader gives and an engine evaluates by its key takes a third of the time that
    the same model takes as a decision object.
    """
    content = zen.ZenDecisionContent(json.dumps(model))
    engine = zen.ZenEngine({"loader": lambda key: content})
    options = {"trace": True}

    def ask(person: Person) -> dict[str, Any]:
        answer: dict[str, Any] = engine.evaluate("positions", person, options)
        return answer

    return ask


def values(answer: dict[str, Any]) -> dict[str, Any]:
    """The value of every position in an answer; one that is null is left out of it."""
    return {name: answer["result"].get(name) for name in POSITIONS}


if __name__ == "__main__":
    MODELS = {"values": value_model, "conditions": condition_model, "tables": table_model}
    report(asker(MODELS[sizes().form]()), values)
