"""Tables of people from Parquet, or from CSV whose columns are read by the facts they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callup.lawbook import Law, Program
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.save import BESIDE

if TYPE_CHECKING:
    import polars as pl

ROW = "__callup_number"
UNREAD = "__callup_unread_"


@dataclass(frozen=True, slots=True)
class People:
    """A table that is read later, with its rows numbered from 1 in `ROW`.

    `unread` names for facts of a CSV file the column that says where a value could not be read.
    """

    frame: pl.LazyFrame
    unread: Mapping[str, str]


def read(file: str, program: Program) -> People:
    """The table in a file. Raises Diagnostics where there is none."""
    polars = _polars()
    path = Path(file)
    kind = path.suffix.lower()
    if kind not in (".parquet", ".csv"):
        help = "give a file whose name ends on .parquet or .csv"
        raise _problem("unreadable-file", f"`{path.name[:60]}` is no table of people", help)
    if not path.is_file():
        raise _problem("missing-file", f"there is no file `{file[:80]}`", None)
    try:
        if kind == ".parquet":
            frame = polars.scan_parquet(path, row_index_name=ROW, row_index_offset=1, glob=False)
            frame.collect_schema()
            return People(frame, {})
        frame = polars.scan_csv(
            path, row_index_name=ROW, row_index_offset=1, infer_schema=False, glob=False
        )
        return _typed(frame, program)
    except (polars.exceptions.PolarsError, OSError) as error:
        reason = str(error).splitlines()[0][:100] if isinstance(error, OSError) else None
        message = f"`{path.name[:60]}` cannot be read as a table"
        raise Diagnostics((Diagnostic("unreadable-file", message, None, why=reason),)) from None


def _typed(frame: pl.LazyFrame, program: Program) -> People:
    """The words of a CSV file by the facts that their columns are."""
    polars = _polars()
    columns: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for name in frame.collect_schema():
        fact = program.facts.get(name)
        if fact is None:
            continue
        raw = polars.col(name).str.strip_chars()
        words = polars.when(~raw.is_in(["", "unknown"])).then(raw)
        match fact.type.kind:
            case "boolean":
                lower = words.str.to_lowercase()
                read = polars.when(lower.is_in(["yes", "true", "no", "false"])).then(
                    lower.is_in(["yes", "true"])
                )
            case "date":
                read = words.str.to_date("%Y-%m-%d", strict=False)
            case "integer":
                read = words.cast(polars.Int64, strict=False)
            case "number" | "money":
                # more decimals than a fact may have are no number of this kind
                places = 2 if fact.type.kind == "money" else 6
                fits = words.str.contains(rf"^-?\d{{1,18}}(\.\d{{1,{places}}})?$")
                read = polars.when(fits).then(words).cast(polars.Decimal(38, places), strict=False)
            case "set":
                read = polars.when(words != "none").then(words).str.split(",")
            case _:
                read = words
        columns[name] = read
        columns[UNREAD + name] = words.is_not_null() & read.is_null()
        unread[name] = UNREAD + name
    return People(frame.with_columns(**columns), unread)


def accepted(law: Law, people: People) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """The table without what is refused; and row, column and reason of what is."""
    good, bad = law.table(people.frame, None, people.unread, ROW).split()
    refused = bad.collect(engine="streaming")
    rejects: pl.DataFrame = law.table(refused, None, people.unread, ROW).rejects()
    return good, rejects


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file beside its place that is renamed at the end, and removed where that is not reached."""
    place = path.with_name(f"{BESIDE}{os.urandom(8).hex()}{path.suffix}")
    try:
        yield place
        place.replace(path)
    except OSError as error:
        message = f"`{path.name[:60]}` cannot be written"
        raise Diagnostics(
            (Diagnostic("unwritable-file", message, None, why=error.strerror),)
        ) from None
    finally:
        with suppress(OSError):
            place.unlink()


def _polars() -> Any:
    try:
        import polars
    except ModuleNotFoundError:
        help = "pip install 'callup[frames]'"
        raise _problem(
            "missing-library", "tables need Polars, which is not installed", help
        ) from None
    return polars


def _problem(code: str, message: str, help: str | None) -> Diagnostics:
    return Diagnostics((Diagnostic(code, message, None, help=help),))
