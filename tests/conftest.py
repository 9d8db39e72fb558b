"""What all tests share: how properties are tested, and a cache of their own."""

import os
from collections.abc import Iterator

import pytest

import examples  # noqa: F401 - how property tests run is set before any is read


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Programs that the tests compile are kept apart from those of the user."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
