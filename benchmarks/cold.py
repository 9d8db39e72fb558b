"""A whole `callup ask ru`, from the start of the process to its end, beside an import of a peer.

The two take turns, so that whatever else the machine does meets both.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from environments import NotMeasured, interpreter, last_line
from rows import Row

ASK = ("ask", "ru", "--on", "2025-07-08", "citizenship=foreign", "born=1990-01-01", "--json")
IMPORT = ("-c", "import openfisca_core.taxbenefitsystems")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds that both took, the median of all turns, and the median of the ratios."""

    ours: float
    theirs: float
    ratio: float


def measure(turns: int, cached: bool) -> Pairs:
    """Callup against the import, with a warm compiled cache or with none.

    Raises NotMeasured where one of them cannot run.
    """
    theirs = [str(interpreter("openfisca")), *IMPORT]
    ours = [str(Path(sys.executable).with_name("callup")), *ASK]
    with tempfile.TemporaryDirectory() as folder:
        # a cache folder of its own: warm after the first run, and gone afterwards
        surroundings = {**os.environ, "XDG_CACHE_HOME": folder}
        surroundings |= {} if cached else {"CALLUP_CACHE": "off"}
        json.loads(_run(ours, surroundings)[1])
        _run(theirs, surroundings)
        pairs = [(_run(ours, surroundings)[0], _run(theirs, surroundings)[0]) for _ in range(turns)]
    return Pairs(
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(b / a for a, b in pairs),
    )


def _run(command: list[str], surroundings: dict[str, str]) -> tuple[float, str]:
    """Seconds that a command took, and what it wrote."""
    start = time.perf_counter()
    try:
        ended = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=120, env=surroundings
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NotMeasured(f"{Path(command[0]).name}: {problem}") from None
    took = time.perf_counter() - start
    if ended.returncode:
        raise NotMeasured(f"{Path(command[0]).name}: {last_line(ended.stderr)}")
    return took, ended.stdout


def whole_process(turns: int) -> list[Row]:
    """A whole `callup ask ru` beside the import of OpenFisca-core, in seconds."""
    return [
        _cold("callup ask ru, compiled cache warm: import of OpenFisca-core", turns, cached=True),
        _cold("callup ask ru, no compiled cache: import of OpenFisca-core", turns, cached=False),
    ]


def _cold(what: str, turns: int, *, cached: bool) -> Row:
    try:
        pairs = measure(turns, cached)
    except NotMeasured as problem:
        return Row(what, why_not=str(problem))
    ratio = f"{pairs.ratio:.2f}"
    goal, reached = ("not slower", pairs.ratio >= 1) if cached else ("", None)
    return Row(what, f"{pairs.ours:.2f} s", f"{pairs.theirs:.2f} s", ratio, goal, reached)
