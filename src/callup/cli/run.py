"""`callup run`: a file of people with their answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from callup.cli.engines import answers_of, opened, require, write_parquet
from callup.cli.people import ARROW, KINDS, ROW, People, beside, folder_beside, reading
from callup.cli.progress import Progress, patiently
from callup.cli.table_question import TableQuestion
from callup.lawbook import Law
from callup.text.diagnostic import Diagnostic, Diagnostics

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Output:
    """Where the answers go and what stands in them."""

    file: str
    reasons: bool = False


def run(question: TableQuestion, output: Output) -> int:
    """Writes the answers, and what is refused beside them; the exit status.

    Raises Diagnostics for anything that cannot be done.
    """
    target = Path(output.file)
    _look_at(question, target)
    law = question.law(question.book())
    people = question.people(law)
    aside = target.with_name(f"{target.stem}.rejects.csv")
    _keep(people.files, (target, aside))
    with reading(question.file), beside(target) as place:
        # all that may be wrong with the columns is told before anything runs
        answer = _writer(question, law, people, output, place)
        refused = _write_rejects(law, people, aside)
        answer()
    if refused:
        print(f"rows refused: {refused}, listed in {aside}", file=sys.stderr)
    print(f"written: {target}", file=sys.stderr)
    return 0


def _keep(files: tuple[Path, ...], made: tuple[Path, ...]) -> None:
    """Raises Diagnostics where the output would take the place of what is read."""
    for one in made:
        if any(one.exists() and one.samefile(file) for file in files):
            message = f"`{one.name[:60]}` is read, and would be written over"
            help = "write the answers elsewhere with -o"
            raise Diagnostics((Diagnostic("unwritable-file", message, None, help=help),))


def _look_at(question: TableQuestion, target: Path) -> None:
    problems = []
    if target.suffix.lower() not in KINDS:
        help = f"name a file that ends on {', '.join(KINDS)}"
        message = f"answers are not written as `{target.name[:60]}`"
        problems.append(Diagnostic("unwritable-file", message, None, help=help))
    elif not target.parent.is_dir():
        message = f"there is no folder `{str(target.parent)[:80]}` to write to"
        problems.append(Diagnostic("unwritable-file", message, None))
    problems += question.problems()
    if problems:
        raise Diagnostics(problems)
    require(question.engine)


def _writer(
    question: TableQuestion, law: Law, people: People, output: Output, place: Path
) -> Callable[[], None]:
    """What writes the answers. Raises Diagnostics for columns that do not fit."""
    if question.engine == "polars":
        progress = Progress(_rows_of(people))
        counted = replace(people, frame=progress.through(people.frame))
        good = law.table(counted.frame, people.columns, people.unread, ROW).split()[0]
        table = law.table(good, people.columns, people.unread, ROW)
        answers = law.answers(
            table, question.about, checked=True, reasons=output.reasons, exact=question.exact
        )
        return lambda: patiently(lambda: write(answers, place), progress)
    table = law.table(people.frame, people.columns, people.unread, ROW)
    law.answers(table, question.about, checked=True)
    return lambda: patiently(lambda: _by_engine(question, law, people, output, place), Progress())


def _by_engine(
    question: TableQuestion, law: Law, people: People, output: Output, place: Path
) -> None:
    """The answers of another engine, which reads and writes Parquet."""
    import polars

    with folder_beside(Path(output.file)) as folder:
        files = people.files
        if files[0].suffix.lower() != ".parquet":
            files = (folder / "people.parquet",)
            good = law.table(people.frame, people.columns, people.unread, ROW).split()[0]
            write(good.drop(ROW, *people.unread.values()), files[0])
        made = folder / "answers.parquet"
        about, reasons = question.about, output.reasons
        with opened(question.engine, question.master, files) as table:
            answers = answers_of(law, table, about, people.columns, reasons=reasons)
            write_parquet(answers, made)
        parts = sorted(made.glob("*.parquet")) if made.is_dir() else [made]
        write(polars.scan_parquet(parts, glob=False), place)


def write(answers: pl.LazyFrame, place: Path) -> None:
    """Writes a table as its name says, batch by batch."""
    kind = place.suffix.lower()
    if kind == ".csv":
        answers.sink_csv(place)
    elif kind in ARROW:
        answers.sink_ipc(place)
    else:
        answers.sink_parquet(place)


def _rows_of(people: People) -> int | None:
    """How many rows a table has, where its files say so at once."""
    import polars

    if people.files[0].suffix.lower() == ".csv":
        return None
    rows = people.frame.select(polars.len()).collect(engine="streaming").item()
    return int(rows)


def _write_rejects(law: Law, people: People, aside: Path) -> int:
    """Lists what is refused, and says of how many rows; without any there is no file."""
    import polars

    table = law.table(people.frame, people.columns, people.unread, ROW)
    with folder_beside(aside) as folder:
        place = folder / aside.name
        table.rejects().sink_csv(place)
        rows = polars.scan_csv(place).select(polars.col("row").n_unique())
        refused = int(rows.collect(engine="streaming").item())
        if refused:
            place.replace(aside)
        else:
            aside.unlink(missing_ok=True)  # of a run before
    return refused
