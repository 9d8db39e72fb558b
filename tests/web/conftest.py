"""The application as visitors meet it, without a network between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from callup.web import application


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    with TestClient(application(["ru"], hosts=["testserver"]), follow_redirects=False) as made:
        yield made
