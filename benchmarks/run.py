"""Runs all benchmarks and prints one table: what, ours, theirs, the ratio, the goal."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import cold
from environments import NotMeasured, interpreter, last_line

HERE = Path(__file__).parent
COMPLETE_WITHIN = 1.0
"""Milliseconds within which the complete findings of a person are to come."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that answers the eight positions, in one of its forms, and the peer that it is."""

    title: str
    file: str
    form: str = ""
    peer: str = ""


OURS = (
    Program("values", "callup_one.py", "values"),
    Program("with reasons", "callup_one.py", "reasons"),
    Program("complete findings", "callup_one.py", "complete"),
)
PEERS = (
    Program("zen-engine, values", "peer_zen.py", "values", "zen"),
    Program("zen-engine, conditions", "peer_zen.py", "conditions", "zen"),
    Program("zen-engine, tables", "peer_zen.py", "tables", "zen"),
    Program("OpenFisca-core", "peer_openfisca.py", "", "openfisca"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `reached` None where there is no goal, `why_not` where not measured."""

    what: str
    ours: str = ""
    theirs: str = ""
    ratio: str = ""
    goal: str = ""
    reached: bool | None = None
    why_not: str = ""


class WrongAnswers(Exception):
    """A program does not answer as the positions written out by hand do."""


def main() -> int:
    """Prints the table; 1 where some program answers wrongly, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200, help="how many people are asked about")
    parser.add_argument("--rounds", type=int, default=5, help="how often all are, in one turn")
    parser.add_argument("--turns", type=int, default=5, help="how often the programs take turns")
    chosen = parser.parse_args()
    sizes = ["--people", str(chosen.people), "--rounds", str(chosen.rounds)]
    try:
        rows = [*one_person(sizes, chosen.turns), *whole_process(chosen.turns)]
    except WrongAnswers as problem:
        print(problem, file=sys.stderr)
        return 1
    print(table(rows))
    return 0


def one_person(sizes: list[str], turns: int) -> list[Row]:
    """Callup beside each peer on one person and eight positions, in milliseconds."""
    measured: dict[Program, list[float]] = {}
    failed: dict[Program, str] = {}
    for _ in range(turns):
        for program in (*OURS, *PEERS):
            if program not in failed:
                try:
                    measured.setdefault(program, []).append(milliseconds(program, sizes))
                except NotMeasured as problem:
                    failed[program] = str(problem)
    rows = []
    for peer in PEERS:
        ours = OURS[0] if peer.form == "values" else OURS[1]
        reason = failed.get(ours) or failed.get(peer)
        what = f"one person, {ours.title}: {peer.title}"
        if reason:
            rows.append(Row(what, why_not=reason))
        else:
            goal = None if peer.form == "values" else 1.0
            rows.append(beside(what, measured[ours], measured[peer], "ms", goal))
    return [*rows, _complete(OURS[2], measured, failed)]


def _complete(
    program: Program, measured: dict[Program, list[float]], failed: dict[Program, str]
) -> Row:
    what = f"one person, {program.title} of all eight"
    if program in failed:
        return Row(what, why_not=failed[program])
    took = statistics.median(measured[program])
    goal = f"within {COMPLETE_WITHIN:.0f} ms"
    return Row(what, f"{took:.3f} ms", "", "", goal, took <= COMPLETE_WITHIN)


def milliseconds(program: Program, sizes: list[str]) -> float:
    """What a program takes for a person. Raises NotMeasured where it does not run."""
    python = str(interpreter(program.peer)) if program.peer else sys.executable
    # -B: a benchmark leaves nothing beside the files of the repository
    command = [python, "-B", str(HERE / program.file), *filter(None, [program.form]), *sizes]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    if ended.returncode and "by hand" in ended.stderr:
        raise WrongAnswers(f"{program.title} answers otherwise:\n{ended.stderr}")
    if ended.returncode:
        raise NotMeasured(last_line(ended.stderr))
    found: float = json.loads(ended.stdout)["milliseconds"]
    return found


def whole_process(turns: int) -> list[Row]:
    """A whole `callup ask ru` beside the import of OpenFisca-core, in seconds."""
    return [
        _cold("callup ask ru, compiled cache warm: import of OpenFisca-core", turns, cached=True),
        _cold("callup ask ru, no compiled cache: import of OpenFisca-core", turns, cached=False),
    ]


def _cold(what: str, turns: int, *, cached: bool) -> Row:
    try:
        pairs = cold.measure(turns, cached)
    except NotMeasured as problem:
        return Row(what, why_not=str(problem))
    ratio = f"{pairs.ratio:.2f}"
    goal, reached = ("not slower", pairs.ratio >= 1) if cached else ("", None)
    return Row(what, f"{pairs.ours:.2f} s", f"{pairs.theirs:.2f} s", ratio, goal, reached)


def beside(what: str, ours: list[float], theirs: list[float], unit: str, goal: float | None) -> Row:
    """A row for two programs that took turns: the ratio is the median of those of the turns."""
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    mine, other = statistics.median(ours), statistics.median(theirs)
    aim, reached = ("faster", ratio > goal) if goal else ("", None)
    return Row(what, f"{mine:.3f} {unit}", f"{other:.3f} {unit}", f"{ratio:.2f}", aim, reached)


def table(rows: list[Row]) -> str:
    """The rows under their headings; a ratio above 1 means that Callup is faster."""
    heads = ("what", "ours", "theirs", "theirs/ours", "goal", "reached")
    cells = [heads, *((r.what, r.ours, r.theirs, r.ratio, r.goal, _word(r)) for r in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells]
    for index, row in enumerate(rows, start=1):
        if row.why_not:
            lines[index] = f"{row.what.ljust(widths[0])}  not measured: {row.why_not}"
    return "\n".join(line.rstrip() for line in lines)


def _word(row: Row) -> str:
    return "" if row.reached is None else "yes" if row.reached else "no"


if __name__ == "__main__":
    raise SystemExit(main())
