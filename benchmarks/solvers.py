"""Z3 and cvc5 on the questions that commands put about all people: the answers, and the time.

Each question is put to both anew, as the same text. In the product Z3 keeps what it learned from
one question to the next, so these times are not those of the commands.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from environments import NotMeasured, WrongAnswers, interpreter, last_line
from questions import COMMANDS, write
from rows import Row, shown

import callup

HERE = Path(__file__).parent
DECIDED = ("sat", "unsat")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a solver answered to each question, in order, and the seconds it took."""

    words: list[str]
    seconds: list[float]


def solvers(most: int, seconds: int) -> list[Row]:
    """For each command a row: `most` of its questions, each for at most `seconds`.

    Raises WrongAnswers where one solver says that there is somebody and the other that there is
    nobody.
    """
    book = callup.open("ru")
    return [_row(book, command, most, seconds) for command in COMMANDS]


def _row(book: callup.Lawbook, command: str, most: int, seconds: int) -> Row:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            theirs_python = interpreter("cvc5")
            put, at_work = write(book, command, most, folder)
            ours = _answers(Path(sys.executable), "peer_z3.py", folder, seconds)
            theirs = _answers(theirs_python, "peer_cvc5.py", folder, seconds)
        except NotMeasured as problem:
            return Row(f"questions of {command}: Z3 beside cvc5", why_not=str(problem))
        _compare(command, folder, at_work, ours, theirs)
        return _told(command, put, ours, theirs)


def _answers(python: Path, file: str, folder: Path, seconds: int) -> Answers:
    """Past the time of all questions together, the rest are not decided."""
    command = [str(python), str(HERE / file), str(folder), str(seconds)]
    count = len(list(folder.glob("*.smt2")))
    told = ""
    try:
        ended = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=60 + count * seconds
        )
        told = ended.stdout
        if ended.returncode:
            raise NotMeasured(f"{file}: {last_line(ended.stderr)}")
    except subprocess.TimeoutExpired as late:
        told = (late.stdout or b"").decode()
    lines = [line.split() for line in told.splitlines() if line.strip()]
    words = [word for word, _ in lines]
    return Answers(
        words + ["unknown"] * (count - len(words)), [float(second) for _, second in lines]
    )


def _compare(
    command: str, folder: Path, at_work: list[str], ours: Answers, theirs: Answers
) -> None:
    texts = sorted(folder.glob("*.smt2"))
    for text, *words in zip(texts, at_work, ours.words, theirs.words, strict=True):
        decided = {word for word in words if word in DECIDED}
        if len(decided) > 1:
            kept = Path(tempfile.gettempdir()) / f"{command}-{text.name}"
            kept.write_text(text.read_text())
            message = f"a question of {command}: Z3 {words[0]}, anew {words[1]}, cvc5 {words[2]}"
            raise WrongAnswers(f"{message}; it is kept as {kept}")


def _told(command: str, put: int, ours: Answers, theirs: Answers) -> Row:
    counts = Counter(ours.words)
    undecided = [sum(one not in DECIDED for one in side.words) for side in (ours, theirs)]
    what = (
        f"{command}: {len(ours.words)} of {put:,} questions to Z3 and cvc5, {counts['sat']} sat, "
        f"{counts['unsat']} unsat, not decided {undecided[0]} and {undecided[1]}"
    )
    pairs = list(_both(ours, theirs))
    if not pairs:
        return Row(what, why_not="no question was decided by both")
    mine, other = (sum(side) for side in zip(*pairs, strict=True))
    return Row(what, f"{mine:.2f} s", f"{other:.2f} s", shown(other / mine))


def _both(ours: Answers, theirs: Answers) -> Iterator[tuple[float, float]]:
    """The seconds of the questions that both decided."""
    told = zip(ours.words, theirs.words, ours.seconds, theirs.seconds, strict=False)
    return ((a, b) for one, other, a, b in told if one in DECIDED and other in DECIDED)
