"""The kinds of file are those that the schema tells of."""

from callup.law.files import BESIDE, PARTS, SEVERAL
from callup.law.schema import FILES


def test_every_kind_of_file_has_a_schema() -> None:
    assert tuple(FILES) == PARTS
    assert set(SEVERAL) < set(PARTS)
    assert not set(BESIDE) & set(PARTS)
