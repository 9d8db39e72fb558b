"""Places in a file."""

from callup.text.origin import Origin


def test_a_place_reads_as_file_line_and_column() -> None:
    assert str(Origin("acts/x.yaml", 14, 5)) == "acts/x.yaml:14:5"
