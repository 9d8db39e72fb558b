"""`callup check`: everything that is wrong with a lawbook."""

from __future__ import annotations

import json
import sys

from callup.lawbook import examine
from callup.text.diagnostic import Diagnostics
from callup.text.excerpt import count, show_all, to_json


def check(lawbook: str, *, as_json: bool = False) -> int:
    """Prints every diagnostic of a lawbook; the exit status: 0 clean, 1 the law is wrong, 2 it
    cannot be read, resolved or typed."""
    try:
        report = examine(lawbook)
    except Diagnostics as problems:
        print(show_all(problems.diagnostics, lambda file: None), file=sys.stderr)
        return 2
    if as_json:
        found = {
            "lawbook": lawbook,
            "status": report.status,
            "diagnostics": [to_json(one) for one in report.diagnostics],
        }
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(show_all(report.diagnostics, report.source) or count(()))
    return report.status
