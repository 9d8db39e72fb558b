"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

BESIDE = ".callup-"
"""What the name of a file begins with while it is being written; no reader looks at such."""


def save(path: Path, data: bytes) -> None:
    """Writes the file beside its place and renames it, so that a killed run leaves no half file.

    A file that was there keeps its permissions. Raises OSError where it cannot be written.
    """
    beside = path.with_name(f"{BESIDE}{os.urandom(8).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(beside, flags, 0o666), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
