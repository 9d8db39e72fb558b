"""`callup prove`: whether something holds for all people on all days."""

from __future__ import annotations

import shlex

from callup.cli.look import Screen
from callup.cli.reasons import style_of
from callup.cli.words import Language
from callup.inquiry.prove import Verdict
from callup.lawbook import open as open_lawbook
from callup.wire.in_words import value_in_words
from callup.wire.verdict import reason_in_words


def prove(
    lawbook: str,
    claim: str,
    on: str | None,
    with_: tuple[str, ...],
    without: tuple[str, ...],
    say: Language,
    *,
    as_json: bool = False,
) -> int:
    """Prints what came of a claim; the exit status: 0 proved, 1 disproved or not decided.

    Raises Diagnostics.
    """
    opened = open_lawbook(lawbook)
    verdict = opened.prove(claim, on, with_=with_, without=without)
    if as_json:
        from callup.cli.wire import put
        from callup.wire.plain import head
        from callup.wire.verdict import verdict_to_json

        put({**head(opened), **verdict_to_json(verdict, say)})
    else:
        _show(verdict, Screen(), say)
    return 0 if verdict.proved else 1


def _show(verdict: Verdict, screen: Screen, say: Language) -> None:
    words = {True: "proved", False: "disproved", None: "not decided"}[verdict.proved]
    style = {True: "yes", False: "no", None: "unknown"}[verdict.proved]
    screen.line((say(words), style), f"  {verdict.claim.text.strip()}", hang=2)
    if verdict.proved:
        screen.line((say("proved for", days=verdict.days), "faint"), indent=2, hang=2)
    reason = reason_in_words(verdict, say)
    if reason:
        screen.line(reason, indent=2, hang=2)
    if verdict.on is None:
        return
    facts = " ".join(f"{name}={shlex.quote(one)}" for name, one in (verdict.person or {}).items())
    switches = "".join(f" --with {name}={to}" for name, to in (verdict.settings or {}).items())
    screen.line(f"--on {verdict.on}{switches} {facts}", indent=2, hang=4)
    for finding in verdict.findings:
        assert verdict.program is not None
        value = value_in_words(finding.status, finding.value, finding, verdict.program, say)
        screen.line(
            f"{finding.position}: ", (value, style_of(finding.status, finding.value)), indent=2
        )
