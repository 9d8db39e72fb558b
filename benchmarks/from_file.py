"""`callup run` on files of several sizes: the time that a row takes, and the memory at most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from environments import NotMeasured, last_line
from people import TODAY
from population import folder_of, people_in
from rows import Row

LAWBOOK = Path(__file__).parent / "lawbook"
MOST_MEMORY = 2 * 1024
"""MiB of memory that a run may take, however many people there are."""
LINEAR = 1.25
"""So many times the smallest time for a row may a larger file take."""
FORM = "partial"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds, and resident memory in MiB where there was most of it."""

    seconds: float
    memory: float


def files(sizes: list[int], keep: int) -> list[Row]:
    """A row for each size; files with more than `keep` people are removed when they are done."""
    found: list[Row] = []
    first = None
    for size in sizes:
        what = f"callup run, {size:,} people from Parquet"
        try:
            people = people_in(FORM, size)
            with tempfile.TemporaryDirectory(dir=folder_of(size)) as folder:
                one = run(str(people), str(Path(folder) / "answers.parquet"))
        except (NotMeasured, OSError) as problem:
            found.append(Row(what, why_not=str(problem)))
            continue
        finally:
            if size > keep:
                (folder_of(size) / f"{FORM}.parquet").unlink(missing_ok=True)
        first = first or one.seconds / size
        found.extend(_rows(what, size, one, first))
    return found


def _rows(what: str, size: int, one: Run, first: float) -> list[Row]:
    """What a size takes in all, and beside the smallest size for a row."""
    share = one.seconds / size / first
    per_row = f"{share:.2f} of the time of the smallest for a row"
    return [
        Row(
            f"{what}, peak resident memory",
            f"{one.memory:,.0f} MiB",
            goal=f"at most {MOST_MEMORY:,} MiB",
            reached=one.memory <= MOST_MEMORY,
        ),
        Row(
            f"  {one.seconds:.1f} s, {size / one.seconds / 1e6:.2f} million rows a second",
            per_row,
            goal=f"at most {LINEAR:.2f}",
            reached=share <= LINEAR,
        ),
    ]


def run(people: str, answers: str) -> Run:
    """`callup run` on a file. Raises NotMeasured with the reason where it fails."""
    command = [str(Path(sys.executable).with_name("callup")), "run", str(LAWBOOK), people]
    command += ["--on", TODAY.isoformat(), "-o", answers]
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        took = time.perf_counter() - start
        if process.returncode:
            errors.seek(0)
            raise NotMeasured(last_line(errors.read()))
    # kibibytes, as Linux counts them
    return Run(took, used.ru_maxrss / 1024)
