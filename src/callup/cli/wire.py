"""Writes JSON on standard output."""

from __future__ import annotations

import json
import sys


def put(document: object) -> None:
    """Writes one document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
