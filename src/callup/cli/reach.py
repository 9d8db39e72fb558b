"""Shows whom a change of law reaches: group by group, with somebody of each."""

from __future__ import annotations

import shlex
from typing import Final

from callup.cli.look import Screen, Span
from callup.cli.reasons import style_of
from callup.cli.words import Language
from callup.inquiry.reached import Reach, Reached
from callup.lawbook import Finding, Program
from callup.text.excerpt import show_all
from callup.wire.in_words import value_in_words

BY_FIRST: Final = " (by the first law)"
"""What stands behind a condition that is meant by the first of two laws."""


def show_reach(reach: Reach, screen: Screen, program: Program, say: Language) -> None:
    """Writes the groups that the law reaches, those that time does, and what was not checked."""
    shown = _Groups(screen, program, say)
    for cause, heading in (("law", "reach law"), ("time", "reach time")):
        groups = [one for one in reach.groups if one.cause == cause]
        if groups:
            screen.heading(say(heading))
        elif cause == "law" and reach.groups and not reach.not_checked:
            screen.heading(say(heading))
            screen.line(say("reach nobody"), indent=2, hang=2)
        shown.groups(groups)
    if reach.groups and not reach.not_checked:
        screen.blank()
        screen.line((say("reach proved"), "faint"))
    for problem in reach.not_checked:
        screen.blank()
        screen.line(show_all((problem,), lambda file: None))


class _Groups:
    """Writes groups on a screen, position by position."""

    def __init__(self, screen: Screen, program: Program, say: Language) -> None:
        self.screen = screen
        self.program = program
        self.say = say

    def groups(self, groups: list[Reached]) -> None:
        position = ""
        for group in groups:
            if group.position != position:
                position = group.position
                self.title(group)
            self.group(group)

    def title(self, group: Reached) -> None:
        finding = group.after or group.before
        definition = finding.definition if finding else None
        words = self.say.words(definition.question or definition.title) if definition else ""
        self.screen.blank()
        self.screen.line(words, (f" {group.position}", "faint"), indent=2, hang=2)

    def group(self, group: Reached) -> None:
        screen, say = self.screen, self.say
        arrow = f" {screen.marks.arrow} "
        by = f"  {say('reach by', act=group.act)}" if group.act else ""
        by += f" ({group.rule})" if group.act and group.rule else ""
        screen.line(
            self.value(group.before), arrow, self.value(group.after), (by, "faint"), indent=4
        )
        self.who(group)
        person = " ".join(f"{name}={shlex.quote(value)}" for name, value in group.person.items())
        screen.line(
            (f"{say('reach example')} ", "faint"), person or say("anybody"), indent=6, hang=2
        )
        if group.cause == "law":
            self.why(group.before)
            self.why(group.after)

    def value(self, finding: Finding | None) -> Span:
        if finding is None:
            return (self.say("not covered"), "faint")
        words = value_in_words(finding.status, finding.value, finding, self.program, self.say)
        return (words, style_of(finding.status, finding.value))

    def who(self, group: Reached) -> None:
        screen, say = self.screen, self.say
        if not group.who:
            screen.line((f"{say('reach who')} ", "faint"), say("reach not told"), indent=6, hang=2)
        for index, alternative in enumerate(group.who):
            word = say("reach who") if index == 0 else say("reach or")
            text = say("reach and").join(alternative) or say("everybody")
            text = text.replace(BY_FIRST, f" ({say('reach first law')})")
            screen.line((f"{word} ", "faint"), text, indent=6, hang=2)
        for name, words in group.names:
            line = f"{name}: {say.words(words)}"
            screen.line((line, "faint"), indent=8, hang=2)

    def why(self, finding: Finding | None) -> None:
        """On one line what an answer rests on."""
        if finding is None:
            return
        rules = [f"{r.rule} ({r.basis.act})" for r in finding.because if r.decides and r.basis]
        tail = ", ".join(rules)
        if finding.status == "unknown" and finding.missing:
            tail = self.say("open", facts=", ".join(finding.missing[:4]))
        spans: list[Span] = [f"{finding.on}  ", self.value(finding)]
        self.screen.line(*spans, (f"  {tail}" if tail else "", "faint"), indent=8, hang=2)
