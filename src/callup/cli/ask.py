"""`callup ask`: what the law of a day means for one person, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from callup.cli.given import given
from callup.cli.look import Screen
from callup.cli.overview import Overview
from callup.cli.reasons import Account, headline
from callup.cli.words import Language
from callup.lawbook import Finding, Law, Lawbook, as_day
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.wire.finding import answers_to_json, switches_set

if TYPE_CHECKING:
    from callup.inquiry.why_not import WhyNot


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as it stands on the command line."""

    lawbook: str
    facts: tuple[str, ...] = ()
    on: str | None = None
    known: str | None = None
    about: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    strict: bool = False
    person: str | None = None
    start: str | None = None
    end: str | None = None
    why_not: tuple[str, ...] = ()


def ask(question: Question, say: Language, today: date, *, as_json: bool = False) -> int:
    """Prints the findings; the exit status: 0, or 1 where rules contradict each other.

    Raises Diagnostics for anything that cannot be asked.
    """
    lawbook = open_lawbook(question.lawbook)
    _refuse_mixture(question)
    about = positions(lawbook, (*question.about, *question.why_not))
    law = lawbook.on(
        question.start or question.on or today,
        known=question.known,
        with_=question.with_,
        without=question.without,
        strict=question.strict,
    )
    facts = given(question.facts, question.person)
    if question.start is not None and question.end is not None:
        from callup.cli.timeline import time_line

        last = as_day(question.end)
        return time_line(law, about, facts, last, _set(question), say, as_json=as_json)
    found = law.ask(facts)
    findings = [found[name] for name in about or found]
    contrasts = [law.why_not(name, facts) for name in positions(lawbook, question.why_not)]
    if as_json:
        _put(law, findings, contrasts, question, say)
    else:
        _show(law, findings, contrasts, question, facts, say)
    return 1 if any(finding.status == "conflict" for finding in findings) else 0


def _refuse_mixture(question: Question) -> None:
    """A day, or a first and a last day; not one of the two alone, nor both ways at once."""
    start, end, on = question.start, question.end, question.on
    found: tuple[str, str] | None = None
    if (start is None) != (end is None):
        found = ("a time line needs both --from DAY and --to DAY", "for one day, write --on DAY")
    elif start is not None and question.why_not:
        found = ("--why-not asks about one day, not about a time line", "write --on DAY")
    elif start is not None and on is not None:
        found = ("--on DAY and --from DAY --to DAY ask different things", "give one of the two")
    elif start is not None and end is not None and as_day(end) < as_day(start):
        found = (f"--to {end} is earlier than --from {start}", "exchange the two days")
    if found:
        raise Diagnostics([Diagnostic("bad-question", found[0], None, help=found[1])])


def positions(lawbook: Lawbook, about: Iterable[str]) -> tuple[str, ...]:
    """The positions asked for, each once. Raises Diagnostics for those that there are not."""
    return lawbook.program.named(name.strip() for word in about for name in word.split(","))


def _set(question: Question) -> dict[str, str]:
    return switches_set(question.with_, question.without)


def _put(
    law: Law,
    findings: Sequence[Finding],
    contrasts: Sequence[WhyNot],
    question: Question,
    say: Language,
) -> None:
    from callup.cli.wire import put

    document = answers_to_json(law, findings, _set(question), say)
    if contrasts:
        from callup.wire.why_not import why_not_to_json

        document["why_not"] = [why_not_to_json(one, law.program, say) for one in contrasts]
    put(document)


def _show(
    law: Law,
    findings: Sequence[Finding],
    contrasts: Sequence[WhyNot],
    question: Question,
    facts: Mapping[str, object],
    say: Language,
) -> None:
    screen = Screen()
    headline(screen, law, _set(question), say)
    if question.on is None:
        screen.line(say("today", day=law.day))
    if question.about or question.why_not:
        account = Account(screen, law.program, say, law.setup.strict)
        contrast = {one.finding.position: one for one in contrasts}
        for finding in findings:
            account.finding(finding)
            if finding.position in contrast:
                from callup.cli.why_not import Contrast

                Contrast(screen, law.program, say).show(contrast[finding.position])
    else:
        Overview(screen, law, say, question.lawbook, bool(facts)).findings(findings)
