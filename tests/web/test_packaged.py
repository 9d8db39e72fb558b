"""What is installed from the repository alone holds all that the pages need."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUFFIXES = {".html", ".css", ".po"}


def test_what_the_pages_are_made_of_is_packed_with_them() -> None:
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packed = patterns["tool"]["setuptools"]["package-data"]["callup"]
    package = ROOT / "src" / "callup"
    found = {path for pattern in packed for path in package.glob(pattern)}
    web = package / "web"
    needed = {path for path in web.rglob("*") if path.is_file() and path.suffix in SUFFIXES}
    assert needed <= found
    assert {path.suffix for path in needed} == SUFFIXES


def test_the_container_file_copies_only_what_the_repository_has() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    assert copied
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
    assert "http" not in text
