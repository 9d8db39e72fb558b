"""Asks cvc5 every question of a folder, one after the other: the answer, and the seconds.

    python peer_cvc5.py FOLDER SECONDS

Runs in an environment of its own.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import cvc5


def answered(text: str, seconds: int) -> str:
    """`sat`, `unsat`, or `unknown` past the seconds."""
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("tlimit-per", str(seconds * 1000))
    solver.setLogic("ALL")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "question")
    answer = ""
    while not (command := parser.nextCommand()).isNull():
        answer = command.invoke(solver, parser.getSymbolManager()).strip() or answer
    return answer


def main() -> None:
    folder, seconds = Path(sys.argv[1]), int(sys.argv[2])
    for file in sorted(folder.glob("*.smt2")):
        start = time.perf_counter()
        answer = answered(file.read_text(), seconds)
        print(answer, time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
