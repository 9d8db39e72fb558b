"""Callup beside each peer on one person and eight positions."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from environments import NotMeasured, WrongAnswers, interpreter, last_line
from rows import FASTER, Row, beside

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
            goal = None if peer.form == "values" else FASTER
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
