"""All positions of a person at a glance, in the order in which people look for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from callup.cli.look import Row, Screen, Span
from callup.cli.reasons import style_of
from callup.cli.words import Language
from callup.lawbook import Finding, Law
from callup.wire.in_words import value_in_words

DAY: Final = timedelta(days=1)
MOST_OPEN: Final = 4
"""How many open facts are named beside an unknown answer."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Writes findings of one question on a screen, one or two lines each."""

    screen: Screen
    law: Law
    say: Language
    lawbook: str
    names_open: bool
    """Whether unknown answers say what is open. Of somebody of whom nothing is known, everything
    is, and to tell what matters takes time."""

    def findings(self, findings: Sequence[Finding]) -> None:
        """The findings by group, and how to go on from here."""
        say, screen, groups = self.say, self.screen, self.law.program.groups
        screen.heading(say("heading on", day=self.law.day))
        named = {id for id, _ in groups}
        rest = [one for one in findings if one.definition.group not in named]
        sections = [
            (say.words(title), [one for one in findings if one.definition.group == id])
            for id, title in groups
        ]
        sections.append((say("other") if groups else "", rest))
        sections = [(title, group) for title, group in sections if group]
        rows = [[self.row(finding) for finding in group] for _, group in sections]
        for (title, _), written in zip(sections, screen.aligned(rows), strict=True):
            if title:
                screen.heading(title)
            written()
        self.hints(findings)

    def row(self, finding: Finding) -> Row:
        shown = value_in_words(finding.status, finding.value, finding, self.law.program, self.say)
        definition, tail = finding.definition, self.tail(finding)
        question = self.say.words(definition.question) or self.say.words(definition.title)
        spans: list[Span] = [question, (f" {finding.position}", "faint")]
        spans += [(f" {self.screen.marks.dot} {tail}", "faint")] if tail else []
        return (shown, style_of(finding.status, finding.value)), spans

    def tail(self, finding: Finding) -> str:
        """Until when the answer holds; where there is none, what is open."""
        if finding.status == "unknown":
            if not self.names_open:
                return ""
            listed = ", ".join(finding.missing[:MOST_OPEN])
            more = " …" if len(finding.missing) > MOST_OPEN else ""
            return self.say("open", facts=listed + more) if listed else ""
        until = finding.until
        return self.say("through", day=until - DAY) if until else ""

    def hints(self, findings: Sequence[Finding]) -> None:
        say, screen = self.say, self.screen
        screen.blank()
        if findings:
            example = next((f for f in findings if f.status != "not covered"), findings[0])
            screen.line((say("hint why", position=example.position), "faint"))
        fact = next(iter(self.law.program.facts), "born")
        screen.line((say("hint facts", fact=fact, lawbook=self.lawbook), "faint"))
