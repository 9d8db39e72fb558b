"""Keeps files between runs in the user's cache folder."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from callup.text.save import BESIDE, save

MOST_KEPT = 60
"""The cases of a lawbook ask of some twenty days on which it was known."""
ABANDONED = 3600  # seconds after which a file that is still being written belongs to a dead run


def place(name: str) -> Path | None:
    """Where a file of this name is kept; None where nothing is: CALLUP_CACHE=off, or no user."""
    folder = _folder() if os.environ.get("CALLUP_CACHE", "") != "off" else None
    return folder / name if folder else None


def keep(place: Path, data: bytes) -> None:
    """Leaves the file to later runs, where that is possible; the oldest ones make room."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        save(place, data)
        _forget_oldest(place)


def _forget_oldest(newest: Path) -> None:
    """Removes all but the last files, and what killed runs left half written."""
    now = newest.stat().st_mtime
    written = {entry: entry.stat().st_mtime for entry in newest.parent.iterdir()}
    half = [entry for entry in written if entry.name.startswith(BESIDE)]
    whole = sorted(set(written) - set(half), key=lambda entry: (written[entry], entry.name))
    abandoned = [entry for entry in half if now - written[entry] > ABANDONED]
    for entry in (*abandoned, *whole[:-MOST_KEPT]):
        entry.unlink(missing_ok=True)


def _folder() -> Path | None:
    """The user's cache folder for Callup, as the system has it; None where there is no user."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if Path(chosen).is_absolute():
        return Path(chosen) / "callup"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "callup" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "callup"
    return home / ".cache" / "callup"
