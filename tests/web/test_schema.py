"""The API keeps to its own description, whatever is sent: requests made from the description."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from callup.web import application

APPLICATION = application(["ru"], hosts=["testserver"])
SCHEMA = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APPLICATION)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
TIMES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "1"))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_the_api_keeps_to_its_description(operation: Any) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=8 * TIMES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Any) -> None:
        if "book" in (case.path_parameters or {}):
            case.path_parameters["book"] = "ru"
        if len((case.path_parameters or {}).get("document", "x")) % 2 == 0:
            case.path_parameters["document"] = "dagens-2025-07"
        case.call_and_validate(checks=CHECKS)

    send()
