"""Questions about a lawbook itself as JSON: its pages, its log, differences and blame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from callup.inquiry.blame import Blame
from callup.inquiry.diff import Difference
from callup.inquiry.log import Entry
from callup.inquiry.pages import Page
from callup.inquiry.reached import Reach
from callup.lawbook import Lawbook
from callup.wire.finding import finding_to_json
from callup.wire.plain import head, plain
from callup.wire.reach import reach_to_json
from callup.wire.speech import Speech


def pages_to_json(
    lawbook: Lawbook, pages: Iterable[Page], on: str | date, say: Speech
) -> dict[str, Any]:
    """Pages of a lawbook as on a day, each with its kind."""
    shown = [{"page": _kind(page), **plain(page, say)} for page in pages]
    return {**head(lawbook), "on": str(on), "pages": shown}


def _kind(page: Page) -> str:
    return type(page).__name__.removesuffix("Page").lower()


def log_to_json(
    lawbook: Lawbook,
    entries: tuple[Entry, ...],
    start: str | None,
    end: str | None,
    known: str | None,
    say: Speech,
) -> dict[str, Any]:
    """What acts did, and between which days it was asked."""
    days = {"from": start, "through": end, "known": known}
    return {**head(lawbook), **days, "entries": plain(entries, say)}


def blame_to_json(lawbook: Lawbook, found: Blame, say: Speech) -> dict[str, Any]:
    """Which act gave each condition its form."""
    return {**head(lawbook), **plain(found, say)}


def difference_to_json(
    lawbook: Lawbook, found: Difference, say: Speech, reach: Reach | None = None
) -> dict[str, Any]:
    """What differs between two days; `findings` is null where no person was given, `groups` where
    nobody asked whom it reaches."""
    findings = None
    if found.findings is not None:
        findings = [
            {
                "position": one.position,
                "before": finding_to_json(one.before, lawbook.program, say),
                "after": finding_to_json(one.after, lawbook.program, say),
            }
            for one in found.findings
        ]
    return {
        **head(lawbook),
        "before": found.before.isoformat(),
        "after": found.after.isoformat(),
        "acts": plain(found.acts, say),
        "rules": plain(found.rules, say),
        "states": plain(found.states, say),
        "parameters": plain(found.parameters, say),
        "findings": findings,
        **reach_to_json(reach, say),
    }
