"""Tables of people from files: Parquet and Arrow as they are, CSV by the facts its columns are."""

from __future__ import annotations

import codecs
import csv
import errno
import os
import re
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from callup.lawbook import Law, Program
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.save import BESIDE

if TYPE_CHECKING:
    import polars as pl

ROW = "__callup_number"
UNREAD = "__callup_unread_"
ARROW = (".arrow", ".ipc", ".feather")
KINDS = (".parquet", ".csv", *ARROW)
AS_UTF_8 = "write it as UTF-8; in Excel: save as CSV UTF-8"
NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.ENOENT)
"""For what the system refuses to write a file."""


@dataclass(frozen=True, slots=True)
class People:
    """A table that is read later, with its rows numbered from 1 in `ROW`.

    `unread` names for facts of a CSV file the column that says where a value could not be read;
    `columns` the columns of facts that are not called as the fact is; `files` are read in this
    order, and rows count on from one to the next.
    """

    frame: pl.LazyFrame
    unread: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


def read(
    file: str,
    program: Program,
    columns: Mapping[str, str] | None = None,
    besides: Iterable[str] = (),
) -> People:
    """The table in a file, or in all files that a pattern such as `people-*.parquet` names.

    `besides` are columns that tell of people, too, though none is a fact.

    Raises Diagnostics where there is none.
    """
    polars = _polars()
    files = _files(file)
    of_words = files[0].suffix.lower() == ".csv"
    try:
        for one in files if of_words else ():
            _look_at_encoding(one)
        _look_at_columns([(one.name, _scan((one,)).collect_schema()) for one in files])
        frame = _scan(files, row_index_name=ROW, row_index_offset=1)
        names = frame.collect_schema().names()
        if of_words:
            _look_at_names(names, Path(file).name)
            _look_at_lines(files)
        _look_at_facts(names, program, [*(columns or {}).values(), *besides], file)
        if of_words:
            return _typed(frame, program, columns or {}, files)
        return People(frame, {}, columns or {}, files)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise _unreadable(Path(file).name, error) from None


def _scan(files: tuple[Path, ...], **number: Any) -> pl.LazyFrame:
    """Files of one kind as one table; of CSV all is text."""
    polars = _polars()
    match files[0].suffix.lower():
        case ".csv":
            found: pl.LazyFrame = polars.scan_csv(files, infer_schema=False, glob=False, **number)
        case ".parquet":
            found = polars.scan_parquet(files, glob=False, **number)
        case _:
            found = polars.scan_ipc(files, glob=False, **number)
    return found


def _unreadable(name: str, error: Exception) -> Diagnostics:
    reason = str(error).splitlines()[0][:100] if isinstance(error, OSError) else None
    message = f"`{name[:60]}` cannot be read as a table"
    return Diagnostics((Diagnostic("unreadable-file", message, None, why=reason),))


@contextmanager
def reading(file: str) -> Iterator[None]:
    """What breaks off a table while it is read, as Diagnostics where the file itself does it."""
    try:
        yield
    except Diagnostics:
        raise
    except Exception as error:  # each engine has its own
        found = broken(_files(file))
        if found is None:
            raise
        raise _problem("unreadable-file", *found) from error


def broken(files: tuple[Path, ...]) -> tuple[str, str | None] | None:
    """What is wrong with the first file that cannot be read to its end, and what to do."""
    polars = _polars()
    for file in files:
        kind = file.suffix.lower()
        try:
            frame = _scan((file,))
            frame.select(polars.all().count()).collect(engine="streaming")
        except polars.exceptions.PolarsError as error:
            help = None
            if kind == ".csv":
                help = "a table is UTF-8, with as many values in each line as the first one names"
                help += ", and quotes that end"
                if "utf-8" in str(error).lower() or "utf8" in str(error).lower():
                    help = AS_UTF_8
            return f"`{file.name[:60]}` cannot be read to its end", help
    return None


def _look_at_names(names: Iterable[str], file: str) -> None:
    """Raises Diagnostics where the first line of a CSV file names no columns, or one twice."""
    listed = list(names)
    own = [name for name in listed if name != ROW]
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(own) == 1 and sign in own[0]:
            message = f"`{file[:60]}` is separated by {word}"
            raise _problem("unreadable-file", message, "separate the values by commas")
    for name in own:
        before, sign, number = name.rpartition("_duplicated_")
        if sign and number.isdigit() and before in own:
            message = f"two columns of `{file[:60]}` are called `{before[:60]}`"
            raise _problem("bad-column", message, "give each column a name of its own")


def _look_at_encoding(file: Path) -> None:
    """Raises Diagnostics where a CSV file begins as one in another encoding does, which would be
    read as words that nobody wrote."""
    with file.open("rb") as opened:
        begins = opened.read(1000)
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in begins:
        message = f"`{file.name[:60]}` is not written as UTF-8"
        raise _problem("unreadable-file", message, AS_UTF_8)


def _look_at_facts(names: Iterable[str], program: Program, read: Sequence[str], file: str) -> None:
    """Raises Diagnostics where a fact would be unknown of everybody because its column is spelled
    otherwise, and where no column is a fact or `read` as one."""
    own = [name for name in names if name != ROW]
    given = {name for name in own if name in program.facts or name in read}
    missing = {_plain(fact): fact for fact in program.facts if fact not in given}
    problems = []
    for name in own:
        fact = missing.get(_plain(name))
        if fact is not None and name not in read:
            message = f"column `{name[:60]}` is not read: the fact is called `{fact}`"
            help = f"call the column `{fact}`"
            problems.append(Diagnostic("bad-column", message, None, help=help))
    if not problems and not given:
        message = f"no column of `{Path(file).name[:60]}` is a fact of the lawbook"
        help = "`callup show LAWBOOK facts` lists them; the first line names the columns"
        problems.append(Diagnostic("bad-column", message, None, help=help))
    if problems:
        raise Diagnostics(problems)


def _plain(name: str) -> str:
    """A name without what spellings of it differ by."""
    return "_".join(re.findall(r"[^\W_]+", name.casefold()))


def _look_at_columns(schemas: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Raises Diagnostics where files that are read as one table have different columns."""
    (first, wanted), *others = schemas
    for file, schema in others:
        if schema == wanted:
            continue
        names = sorted(n for n in {*schema, *wanted} if schema.get(n) != wanted.get(n))
        strange, help = "their order", "write the columns of all files in one order"
        if names:
            strange, help = f"`{names[0][:60]}`", "give files of the same columns at a time"
        message = f"the files have different columns: {strange} is not the same in all of them"
        why = f"`{file[:60]}` differs from `{first[:60]}`"
        raise Diagnostics((Diagnostic("bad-column", message, None, why=why, help=help),))


def _look_at_lines(files: tuple[Path, ...]) -> None:
    """Raises Diagnostics for the first line of a CSV file with too few or too many values.

    Polars takes for unknown what is missing at the end of a line, and an empty line for somebody.
    """
    for file in files:
        with file.open(encoding="utf-8", errors="replace", newline="") as text, suppress(csv.Error):
            # where quotes are wrong, Polars cannot read on either, and says so
            lines = csv.reader(text, strict=True)
            width = len(next(lines, ()))
            for values in lines:
                if len(values) != width and (values or width > 1):
                    has = f"has {len(values)} values" if values else "is empty"
                    message = f"line {lines.line_num} of `{file.name[:60]}` {has}, and the first"
                    help = (
                        "write as many in each line; what is not known stays empty between commas"
                    )
                    raise _problem("unreadable-file", f"{message} names {width}", help)


def _files(file: str) -> tuple[Path, ...]:
    """The files that are meant, in the order of their names, all of one kind."""
    path = Path(file)
    found = [path] if path.is_file() else sorted(Path(one) for one in glob(file))  # noqa: PTH207
    found = [one for one in found if one.is_file()]
    named = (path, *found)
    if any(one.suffix.lower() not in KINDS for one in named):
        strange = next(one for one in named if one.suffix.lower() not in KINDS)
        help = f"give a file whose name ends on {', '.join(KINDS)}"
        raise _problem("unreadable-file", f"`{strange.name[:60]}` is no table of people", help)
    if not found:
        raise _problem("missing-file", f"there is no file `{file[:80]}`", None)
    if len({one.suffix.lower() for one in found}) > 1:
        message = f"`{path.name[:60]}` names tables of several kinds"
        raise _problem("unreadable-file", message, "give files of one kind at a time")
    return tuple(found)


def _typed(
    frame: pl.LazyFrame, program: Program, columns: Mapping[str, str], files: tuple[Path, ...]
) -> People:
    """The words of a CSV file by the facts that their columns are."""
    fact_of = {name: name for name in program.facts} | {c: f for f, c in columns.items()}
    made: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for column in frame.collect_schema():
        fact = program.facts.get(fact_of.get(column, ""))
        if fact is not None:
            made[column], made[UNREAD + column] = _read(column, fact.type.kind)
            unread[fact.name] = UNREAD + column
    return People(frame.with_columns(**made), unread, columns, files)


def _read(column: str, kind: str) -> tuple[Any, Any]:
    """A column of words as values, and where a word is none; nothing and `unknown` are unknown."""
    polars = _polars()
    raw = polars.col(column).str.strip_chars()
    words = polars.when(~raw.is_in(["", "unknown"])).then(raw)
    match kind:
        case "boolean":
            lower = words.str.to_lowercase()
            truths = lower.is_in(["yes", "true"])
            read = polars.when(lower.is_in(["yes", "true", "no", "false"])).then(truths)
        case "date":
            fits = words.str.contains(r"^\d{4}-\d{2}-\d{2}$")
            read = polars.when(fits).then(words).str.to_date("%Y-%m-%d", strict=False)
        case "integer":
            read = words.cast(polars.Int64, strict=False)
        case "number" | "money":
            # more decimals than a fact may have are no number of this kind
            places = 2 if kind == "money" else 6
            fits = words.str.contains(rf"^-?\d{{1,18}}(\.\d{{1,{places}}})?$")
            read = polars.when(fits).then(words).cast(polars.Decimal(38, places), strict=False)
        case "set":
            bare = words.str.strip_chars("{}[] ")
            listed = bare.str.split(",").list.eval(polars.element().str.strip_chars())
            read = polars.when(~bare.is_in(["", "none"])).then(listed)
            nobody = polars.lit([], dtype=polars.List(polars.String))
            read = polars.when(bare.is_in(["", "none"])).then(nobody).otherwise(read)
        case _:
            read = words
    return read, words.is_not_null() & read.is_null()


def accepted(law: Law, people: People) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """The table without what is refused; and row, column and reason of what is."""
    columns, unread = people.columns, people.unread
    good, bad = law.table(people.frame, columns, unread, ROW).split()
    refused = bad.collect(engine="streaming")
    rejects: pl.DataFrame = law.table(refused, columns, unread, ROW).rejects()
    return good, rejects


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file beside its place that is renamed at the end, and removed where that is not reached,
    also where the process is told to end."""
    place = path.with_name(f"{BESIDE}{os.urandom(8).hex()}{path.suffix}")
    with _told_to_end():
        try:
            with _writing(path):
                yield place
                place.replace(path)
        finally:
            with suppress(OSError):
                place.unlink()


@contextmanager
def folder_beside(path: Path) -> Iterator[Path]:
    """A folder beside a file for what is needed while that is written, removed at the end."""
    folder = path.with_name(f"{BESIDE}{os.urandom(8).hex()}")
    with _told_to_end():
        try:
            with _writing(path):
                folder.mkdir(mode=0o700)
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """What breaks off a file while it is written, as Diagnostics where the system does it."""
    try:
        yield
    except Diagnostics:
        raise
    except Exception as error:  # each engine has its own, and hands on the system's words
        words = (os.strerror(number) for number in NOT_WRITTEN)
        why = next((one for one in words if one in str(error)), None)
        if why is None and not isinstance(error, OSError):
            raise
        message = f"`{path.name[:60]}` cannot be written"
        raise Diagnostics((Diagnostic("unwritable-file", message, None, why=why),)) from None


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Where the process is told to end meanwhile, what stands under this is left in order."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _polars() -> Any:
    try:
        import polars
    except ModuleNotFoundError:
        message = "tables need Polars, which is not installed"
        raise _problem("missing-library", message, "pip install callup") from None
    return polars


def _problem(code: str, message: str, help: str | None) -> Diagnostics:
    return Diagnostics((Diagnostic(code, message, None, help=help),))
