"""What a column may hold: every value is read as it is meant, refused with its row, or its column
is refused before anything runs; none is misread."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from callup.cli import people
from callup.readers.frames.apply import Table
from callup.text.diagnostic import Diagnostics
from small import act, program

ON = date(2020, 1, 1)
BOUNDS = "it is out of bounds"
DECIMALS = "it is out of bounds, or has more decimals than there may be"
VALUES = "it is none of its values"
MEMBERS = "some are none of its values"
LIFE = "it is no day of a person's life"

POSITIONS = {
    "b": "when: b",
    "c": "when: c is R1",
    "n": "when: n > 5",
    "small": "when: small > 3",
    "r": "when: r > 1.5",
    "w": "when: w > 2 RUB",
    "d": "when: d < 2000-01-01",
    "s": "when: s includes R1",
}
LAW = program(
    {
        "choices.yaml": "choices:\n  region: {values: {R1: a, R2: b}}\n",
        "facts.yaml": (
            "facts:\n"
            "  b: {type: boolean, question: Q}\n"
            "  c: {type: region, question: Q}\n"
            "  n: {type: integer, question: Q}\n"
            "  small: {type: integer, from: 0, through: 9, question: Q}\n"
            "  r: {type: number, question: Q}\n"
            "  w: {type: money, question: Q}\n"
            "  d: {type: date, question: Q}\n"
            "  s: {type: set of region, question: Q}\n"
        ),
        "positions.yaml": "positions:\n"
        + "".join(
            f"  of_{name}: {{kind: liberty, title: P, question: P?, otherwise: no}}\n"
            for name in POSITIONS
        ),
        **act(
            "a",
            "2000-01-01",
            "".join(
                f"- add: rule-{name}\n  position: of_{name}\n  says: R\n  {when}\n"
                for name, when in POSITIONS.items()
            ),
        ),
    }
)


def decimals(places: int, *values: str) -> pl.Series:
    return pl.Series([Decimal(value) for value in values], dtype=pl.Decimal(38, places))


def whole(kind: Any, *values: int) -> pl.Series:
    return pl.Series(list(values), dtype=kind)


def lists(*values: list[str | None] | None) -> pl.Series:
    return pl.Series(list(values), dtype=pl.List(pl.String))


NEAR = (2**63 - 1, -(2**63), 10**15 + 1, 10**15)

READ: list[tuple[str, str, pl.Series, list[bool | str | None]]] = [
    ("money of three decimals", "w", decimals(3, "1.005", "2.010"), [DECIMALS, True]),
    ("money of 18 decimals", "w", decimals(18, "2.01", "2.000000000000000001"), [True, DECIMALS]),
    ("money of 32 digits", "w", decimals(2, "9" * 30 + ".99", "-1", "1"), [BOUNDS, BOUNDS, False]),
    ("money around 64 bits", "w", decimals(2, "92233720368547758.08", "3"), [BOUNDS, True]),
    ("money that wraps to three", "w", whole(pl.Int64, 184467440737095519, 3), [BOUNDS, True]),
    ("small money", "w", whole(pl.Int8, 127, -1), [True, BOUNDS]),
    ("unsigned money", "w", whole(pl.UInt64, 2**64 - 1, 3, 1), [BOUNDS, True, False]),
    ("numbers of seven decimals", "r", decimals(7, "1.5000005", "1.5000010"), [DECIMALS, True]),
    ("whole numbers of 32 bits", "r", whole(pl.Int32, 2**31 - 1, 1000, 1), [BOUNDS, True, False]),
    ("whole numbers of 8 bits", "r", whole(pl.Int8, 127, -128), [True, False]),
    ("integers near 64 bits", "n", whole(pl.Int64, *NEAR), [BOUNDS, BOUNDS, BOUNDS, True]),
    ("integers past 64 bits", "n", whole(pl.UInt64, 2**64 - 1, 2**63, 6), [BOUNDS, BOUNDS, True]),
    ("integers of 128 bits", "n", whole(pl.Int128, 2**100, -(2**64), -6), [BOUNDS, BOUNDS, False]),
    ("integers past a bound", "small", whole(pl.UInt8, 255, 10, 9), [BOUNDS, BOUNDS, True]),
    ("days of no life", "d", pl.Series([date(1, 1, 1), date(9999, 12, 31)]), [LIFE, LIFE]),
    ("words in another case", "c", pl.Series(["r1", "R1 ", "", "R1"]), [VALUES] * 3 + [True]),
    ("empty words kept as numbers", "c", pl.Series(["", "R2"], dtype=pl.Categorical),
     [VALUES, False]),
    ("integers where words are wanted", "c", whole(pl.Int64, 1), [VALUES]),
    ("sets", "s", lists(["R1", "R2"], [], ["R1", "R1"], None), [True, False, True, None]),
    ("sets of other words", "s", lists(["r1"], ["R1", None], [""], ["R1,R2"]), [MEMBERS] * 4),
]  # fmt: skip


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(
    ("fact", "values", "expected"), [one[1:] for one in READ], ids=[one[0] for one in READ]
)
def test_a_value_is_read_as_it_is_meant_or_refused_with_its_row(
    engine: str, fact: str, values: pl.Series, expected: list[bool | str | None]
) -> None:
    values = values.extend_constant(None, 1)
    frame = pl.DataFrame({"line": range(len(values)), fact: values})
    refused = {i: one for i, one in enumerate(expected) if isinstance(one, str)}
    known = [one for one in (*expected, None) if not isinstance(one, str)]
    if engine == "polars":
        assert {row: why for row, _, why in rejects(frame)} == refused
        assert answers(frame, fact) == known
    elif values.dtype != pl.Int128:  # which Arrow does not hold
        arrow = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        with duckdb.connect() as connection:
            table = connection.from_arrow(arrow)
            good, bad = Table(LAW, ON, {}, table, row="line").split()
            assert sorted(bad.project("line").fetchall()) == [(row,) for row in refused]
            found = Table(LAW, ON, {}, good).answers([f"of_{fact}"], checked=True)
            rows = found.order("line").project(f"of_{fact}").fetchall()
            assert rows == [(one,) for one in known]


def rejects(frame: pl.DataFrame) -> list[tuple[int, str, str]]:
    found: pl.DataFrame = Table(LAW, ON, {}, frame, row="line").rejects()
    return found.rows()


def answers(frame: pl.DataFrame, fact: str) -> list[bool | None]:
    good = Table(LAW, ON, {}, frame, row="line").split()[0]
    found: pl.DataFrame = Table(LAW, ON, {}, good).answers([f"of_{fact}"], checked=True)
    return found[f"of_{fact}"].to_list()


NO_ZONE = pl.Series([datetime(2020, 1, 1)])
WITH_ZONE = pl.Series([datetime(2020, 1, 1, tzinfo=UTC)])

REFUSED: list[tuple[str, pl.Series, str]] = [
    ("b", pl.Series([1, 0]), "Int64, wanted Boolean"),
    ("b", pl.Series(["yes"]), "String, wanted Boolean"),
    ("n", pl.Series([1.0, float("nan")]), "Float64, wanted Int64"),
    ("n", decimals(0, "1"), "Decimal(precision=38, scale=0), wanted Int64"),
    ("n", pl.Series([True]), "Boolean, wanted Int64"),
    ("n", pl.Series(["1"]), "String, wanted Int64"),
    ("w", pl.Series([1.0, float("inf")]), "Float64, wanted Int64 or Decimal"),
    ("w", decimals(30, "1"), "Decimal(precision=38, scale=30), wanted at most 18 decimals"),
    ("d", NO_ZONE, "Datetime(time_unit='us', time_zone=None), wanted Date"),
    ("d", WITH_ZONE, "Datetime(time_unit='us', time_zone='UTC'), wanted Date"),
    ("d", pl.Series(["2020-01-01"]), "String, wanted Date"),
    ("d", pl.Series([time(1)]), "Time, wanted Date"),
    ("d", pl.Series([timedelta(1)]), "Duration(time_unit='us'), wanted Date"),
    ("c", lists(["R1"]), "List(String), wanted String"),
    ("c", pl.Series([b"R1"]), "Binary, wanted String"),
    ("c", pl.Series([True]), "Boolean, wanted String"),
    ("s", pl.Series(["R1,R2"]), "String, wanted List(String)"),
    ("s", pl.Series([["R1"]], dtype=pl.Array(pl.String, 1)),
     "Array(String, shape=(1,)), wanted List(String)"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "values", "message"), REFUSED, ids=[one[2] for one in REFUSED])
def test_a_column_of_another_type_is_refused_before_anything_runs(
    fact: str, values: pl.Series, message: str, tmp_path: Path
) -> None:
    frame = pl.DataFrame({fact: values})
    frame.write_parquet(tmp_path / "people.parquet")
    given = people.read(str(tmp_path / "people.parquet"), LAW).frame
    for table, row in ((frame, None), (given, people.ROW)):
        with pytest.raises(Diagnostics) as caught:
            Table(LAW, ON, {}, table, row=row)
        (found,) = caught.value.diagnostics
        assert (found.code, found.message) == ("bad-column", f"column `{fact}` is {message}")
        assert found.help is not None


WORDS: list[tuple[str, list[str], list[bool | str | None]]] = [
    ("b", ["yes", "TRUE", "no", "unknown", "1", "да", "y"], [True, True, False, None, *["x"] * 3]),
    ("c", ["R1", " R1 ", "unknown", "r1"], [True, True, None, VALUES]),
    ("n", ["6", "-6", "1e3", "6.0", "9" * 20, "1000000000000001", "NaN", "6 000"],
     [True, False, "x", "x", "x", BOUNDS, "x", "x"]),
    ("w", ["2.01", "2.005", "1e3", "inf", "-3", "9" * 18], [True, *["x"] * 5]),
    ("r", ["1.6", "1.5000000", "nan", "-0.5", "999999999.5"], [True, "x", "x", False, True]),
    ("d", ["1999-12-31", "2020-02-30", "1999-12-31T00:00:00Z", "1999-12-31 10:00", "31.12.1999",
           "0001-01-01"], [True, *["x"] * 5]),
    ("s", ['"R1,R2"', '"{R1, R2}"', "none", "{}", '"r1,R2"', '"R1,"'],
     [True, True, False, False, "x", "x"]),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "words", "expected"), WORDS, ids=[one[0] for one in WORDS])
def test_a_word_of_a_csv_file_is_read_as_it_is_meant_or_refused_with_its_row(
    fact: str, words: list[str], expected: list[bool | str | None], tmp_path: Path
) -> None:
    lines = [f"{fact},w2", *(f"{word},x" for word in [*words, ""])]
    (tmp_path / "people.csv").write_text("\n".join(lines) + "\n", "utf-8")
    given = people.read(str(tmp_path / "people.csv"), LAW)
    table = Table(LAW, ON, {}, given.frame, unread=given.unread, row=people.ROW)
    good, bad = table.split()
    refused = [i + 1 for i, one in enumerate(expected) if isinstance(one, str)]
    assert bad.collect()[people.ROW].to_list() == refused
    made = Table(LAW, ON, {}, good, unread=given.unread, row=people.ROW)
    found = made.answers([f"of_{fact}"], checked=True).collect()[f"of_{fact}"].to_list()
    assert found == [one for one in (*expected, None) if not isinstance(one, str)]
