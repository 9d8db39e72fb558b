"""Makes the environments that peers run in, beside the project and apart from its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
MINUTES = 15
"""How long an installation may take."""


class NotMeasured(Exception):
    """Something that could not be measured, and why."""


class WrongAnswers(Exception):
    """A program does not answer as the positions written out by hand do."""


def interpreter(peer: str) -> Path:
    """The Python of a peer's environment, which is made where it is not there as it should be.

    Raises NotMeasured with the reason where it cannot be made.
    """
    folder = ROOT / ".envs" / peer
    python = folder / "bin" / "python"
    wanted = (Path(__file__).parent / f"requirements-{peer}.txt").read_text()
    done = folder / "installed.txt"
    if not (done.is_file() and done.read_text() == wanted):
        print(f"installs {peer} in {folder.relative_to(ROOT)}", file=sys.stderr)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", "-r", f"requirements-{peer}.txt"])
        done.write_text(wanted)
    return python


def _run(command: list[str]) -> None:
    try:
        ended = subprocess.run(
            command,
            cwd=Path(__file__).parent,
            check=False,
            capture_output=True,
            text=True,
            timeout=MINUTES * 60,
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"the installation took more than {MINUTES} minutes") from None
    if ended.returncode:
        raise NotMeasured(last_line(ended.stderr))


def last_line(text: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"
