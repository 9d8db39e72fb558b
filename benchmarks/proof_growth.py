"""What proof takes as a law grows: `check`, `diff` over one act with witnesses, and `prove`.

Each is a command of its own under a made-up lawbook of `generated.py`, a third of whose positions
have a rule that says no and overrides the others. Prints a table; `--plot FILE` draws it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import altair as alt
from generated import Size, times, write
from rows import Row

SIZES = (1, 3, 10)
"""So many times a law as large as `ru`."""
AGAINST = 0.33
CALLUP = Path(sys.executable).with_name("callup")
LIMIT = 600
"""Seconds after which a command is given up, and said to be."""
CLAIMS = {
    "prove what holds": "never: q5 and not q5",
    "prove what does not hold": "never: q5 and age < 10",
}


@dataclass(frozen=True, slots=True)
class Point:
    """Processor and clock seconds and resident memory of one command; seconds are None where it
    was given up."""

    size: int
    rules: int
    what: str
    processor: float | None
    clock: float
    memory: int


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Point]:
    for size in sizes:
        law = times(size, against=AGAINST)
        with tempfile.TemporaryDirectory() as folder:
            path = write(Path(folder) / "made-up", law)
            environment = {**os.environ, "XDG_CACHE_HOME": folder}
            for what, words in commands(path).items():
                processor, clock, memory = took(words, environment)
                yield Point(size, law.rules, what, processor, clock, memory)


def commands(path: Path) -> dict[str, list[str]]:
    """What is measured. The first command opens the lawbook, so that it is kept for the others."""
    before, day = day_of_a_replacement(path)
    asked = {what: ["prove", str(path), claim] for what, claim in CLAIMS.items()}
    return {
        "open": ["show", str(path)],
        "check": ["check", str(path)],
        "diff over one act": ["diff", str(path), before, day],
        **asked,
    }


def day_of_a_replacement(path: Path) -> tuple[str, str]:
    """The day of the first act that replaces a rule, and the day before."""
    for act in sorted((path / "acts").iterdir()):
        if "- replace:" in act.read_text("utf-8"):
            day = date.fromisoformat(act.name[:10])
            return str(day - timedelta(days=1)), str(day)
    raise LookupError("no act replaces a rule")


def took(words: list[str], environment: dict[str, str]) -> tuple[float | None, float, int]:
    """Processor seconds, clock seconds and peak memory in KiB of a run of `callup`."""
    start = time.monotonic()
    running = subprocess.Popen(
        [str(CALLUP), *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while time.monotonic() - start < LIMIT:
        pid, status, used = os.wait4(running.pid, os.WNOHANG)
        if pid:
            running.returncode = os.waitstatus_to_exitcode(status)
            if running.returncode not in (0, 1):
                raise RuntimeError(f"callup {words[0]} failed: {running.returncode}")
            return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss
        time.sleep(0.05)
    running.kill()
    running.wait()
    return None, time.monotonic() - start, 0


def growth(points: list[Point]) -> list[Row]:
    """A row for each command and size, with its time beside that of the smallest law."""
    first = {p.what: p.processor for p in points if p.size == points[0].size}
    return [Row(f"{p.rules:,} rules: {p.what}", _seconds(p), _beside(p, first)) for p in points]


def _seconds(point: Point) -> str:
    if point.processor is None:
        return f"given up after {LIMIT} s"
    return f"{point.processor:.1f} s, {point.memory // 1024} MiB"


def _beside(point: Point, first: dict[str, float | None]) -> str:
    one = first[point.what]
    if point.processor is None or not one:
        return ""
    return f"{point.processor / one:.1f} × that of {Size().rules}"


def picture(points: list[Point]) -> alt.Chart:
    """Processor seconds over the number of rules, a line for each command."""
    values = [
        {"rules": p.rules, "seconds": p.processor, "what": p.what} for p in points if p.processor
    ]
    ticks = sorted({p.rules for p in points})
    return (
        alt.Chart(alt.Data(values=values))
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "rules:Q",
                scale=alt.Scale(type="log", nice=False, padding=8),
                axis=alt.Axis(values=ticks, title="number of rules", grid=False),
            ),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds of the processor"),
            color=alt.Color("what:N", title=None, legend=alt.Legend(orient="bottom")),
        )
        .properties(width=360, height=260, title="What proof takes (both axes are logarithmic)")
    )


if __name__ == "__main__":
    from rows import table as shown

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--plot", metavar="FILE", help="draws the table, .svg or .png")
    chosen = parser.parse_args()
    found = list(measure(tuple(chosen.sizes)))
    if chosen.plot:
        picture(found).save(chosen.plot)
    print(shown(growth(found)))
