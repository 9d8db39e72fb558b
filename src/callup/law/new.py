"""Makes a new lawbook: a small one of an invented country that shows every part of the format."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from callup.form.convert import LONGEST_ID
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.save import BESIDE

TEMPLATE = Path(__file__).parent / "template"
ID = "example"
"""The id that the lawbook has in the template."""
_NAME = re.compile(r"[^\W_]+([-_][^\W_]+)*")


def create(name: str, folder: Path) -> Path:
    """Writes a lawbook called `name` into a new folder of that name, and gives that folder.

    Raises Diagnostics for a name that is no id, where something stands already, and where nothing
    can be written.
    """
    if len(name) > LONGEST_ID or not _NAME.fullmatch(name):
        shown = name[:40] if name.isprintable() else "…"
        help = "a name is words of letters and digits joined by `-` or `_`; `--in` takes the folder"
        raise _refused("bad-id", f"`{shown}` cannot be the name of a lawbook", help)
    place = folder / name
    beside = folder / f"{BESIDE}{os.urandom(8).hex()}"
    try:
        if not folder.is_dir():
            raise _refused("missing-file", f"there is no folder `{folder}`", "make it first")
        if place.exists() or place.is_symlink():
            help = "choose another name, or another folder with `--in`"
            raise _refused("unwritable-file", f"`{place}` is there already", help)
        _write(name, beside)
        beside.rename(place)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise _refused("unwritable-file", f"`{place}` cannot be written: {why}", None) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return place


def _write(name: str, folder: Path) -> None:
    for file in sorted(TEMPLATE.rglob("*.yaml")):
        data = file.read_bytes()
        if file.name == "lawbook.yaml":
            data = data.replace(f"\nlawbook: {ID}\n".encode(), f"\nlawbook: {name}\n".encode())
        place = folder / file.relative_to(TEMPLATE)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _refused(code: str, message: str, help: str | None) -> Diagnostics:
    return Diagnostics((Diagnostic(code, message, None, help=help),))
