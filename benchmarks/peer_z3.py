"""Asks Z3 every question of a folder anew, one after the other: the answer, and the seconds.

python peer_z3.py FOLDER SECONDS
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import z3


def answered(text: str, seconds: int) -> str:
    """`sat`, `unsat`, or `unknown` past the seconds."""
    solver = z3.SimpleSolver(ctx=z3.Context())
    solver.set("timeout", seconds * 1000)
    solver.from_string(text)
    return str(solver.check())


def main() -> None:
    folder, seconds = Path(sys.argv[1]), int(sys.argv[2])
    for file in sorted(folder.glob("*.smt2")):
        start = time.perf_counter()
        answer = answered(file.read_text(), seconds)
        print(answer, time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
