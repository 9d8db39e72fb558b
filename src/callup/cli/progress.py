"""How far a long run is: rows and rows per second on standard error, where that is a terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

EVERY = 0.5
"""Seconds between two looks."""
WIDTH = 30


def _is_terminal() -> bool:
    return sys.stderr.isatty()


@dataclass(slots=True)
class Progress:
    """Counts the rows that pass; `total` is None where it is not known beforehand."""

    total: int | None = None
    rows: int = 0
    start: float = field(default_factory=time.monotonic)
    shown: bool = field(default_factory=_is_terminal)

    def through(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The same table, whose rows are counted as they are read."""
        if not self.shown:
            return frame
        # batches are seen as they stream; nothing is held back
        return frame.map_batches(self._count, streamable=True, schema=frame.collect_schema())

    def _count(self, batch: pl.DataFrame) -> pl.DataFrame:
        self.rows += batch.height
        return batch

    def show(self) -> None:
        """The line, in place of the one before."""
        if self.shown:
            print(f"\r{self.line(time.monotonic())}", end="", file=sys.stderr, flush=True)

    def line(self, now: float) -> str:
        """A bar where the end is known, the rows, and rows per second."""
        speed = self.rows / max(now - self.start, 1e-9)
        text = f"{self.rows:,} rows, {speed:,.0f} rows/s"
        if not self.total:
            return text
        done = min(self.rows / self.total, 1)
        filled = round(done * WIDTH)
        return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done:4.0%}  {text}"

    def end(self) -> None:
        if self.shown:
            self.show()
            print(file=sys.stderr)


def patiently(work: Callable[[], object], progress: Progress) -> None:
    """Does the work beside, so that this thread shows the progress and hears when to stop.

    An engine that works hears no signal; this thread does, and leaves. Raises what the work does.
    """
    failed: list[BaseException] = []

    def attempt() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    worker = threading.Thread(target=attempt, daemon=True)
    worker.start()
    while worker.is_alive():
        worker.join(EVERY)
        progress.show()
    progress.end()
    if failed:
        raise failed[0]
