"""`callup diff`: what changed between two days, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from callup.cli.blame import where_line
from callup.cli.log import index_in_words, regions_in_words, show_entry
from callup.cli.look import Screen, Span
from callup.cli.reach import show_reach
from callup.cli.reasons import style_of
from callup.cli.turned import PeopleAsked, show_turned
from callup.cli.words import Language
from callup.inquiry.diff import Difference, FindingChange, Line, RuleChange
from callup.lawbook import Finding, Lawbook, Program, Turned
from callup.lawbook import open as open_lawbook
from callup.wire.in_words import value_in_words

SIDE_BY_SIDE = 90
"""From this width on, old and new conditions stand beside each other."""


def diff(
    lawbook: str,
    before: str | date,
    after: str | date,
    person: Mapping[str, object] | None,
    say: Language,
    *,
    with_: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    text: bool = False,
    people: PeopleAsked | None = None,
    as_json: bool = False,
) -> int:
    """Prints what differs and, unless `text`, for whom; the exit status: 1 where a finding that
    differs is a conflict, or where it was not settled whom the change reaches.

    Raises Diagnostics.
    """
    opened = open_lawbook(lawbook)
    found = opened.diff(before, after, person, with_=with_, without=without)
    reach = None
    if person is None and not text and people is None:
        one, other = (opened.on(day, with_=with_, without=without) for day in (before, after))
        reach = opened.reach(one, other)
    turned = _turned(opened, before, after, people, with_, without) if people else None
    if as_json:
        from callup.cli.wire import put
        from callup.wire.counts import turned_to_json
        from callup.wire.law import difference_to_json

        document = difference_to_json(opened, found, say, reach)
        if people is not None and turned is not None:
            document["people"] = turned_to_json(opened, turned, people.by)
        put(document)
    else:
        screen = Screen()
        _Shown(screen, opened.program, say).difference(found)
        if reach is not None:
            show_reach(reach, screen, opened.program, say)
        if people is not None and turned is not None:
            show_turned(turned, people.by, screen, say)
    if reach is not None and reach.not_checked:
        return 1
    changes = found.findings or ()
    return 1 if any("conflict" in (one.before.status, one.after.status) for one in changes) else 0


def _turned(
    opened: Lawbook,
    before: str | date,
    after: str | date,
    people: PeopleAsked,
    with_: tuple[str, ...],
    without: tuple[str, ...],
) -> tuple[tuple[Turned, tuple[str, ...]], ...]:
    from callup.cli.people import ROW, read, reading

    table = read(people.file, opened.program)
    with reading(people.file):
        return opened.turned(
            table.frame,
            before,
            after,
            by=people.by,
            weight=people.weight,
            about=people.about or None,
            unread=table.unread,
            row=ROW,
            with_=with_,
            without=without,
        )


class _Shown:
    """Writes a difference on a screen, part by part."""

    def __init__(self, screen: Screen, program: Program, say: Language) -> None:
        self.screen = screen
        self.program = program
        self.say = say

    def difference(self, found: Difference) -> None:
        screen, say = self.screen, self.say
        if found.empty:
            screen.line(say("nothing changed", before=found.before, after=found.after))
        else:
            screen.line((say("changed", before=found.before, after=found.after), "title"))
        if found.acts:
            screen.heading(say("diff acts"))
        for entry in found.acts:
            show_entry(screen, entry, self.program, say)
        if found.rules:
            screen.heading(say("diff rules"))
        for rule in found.rules:
            self.rule(rule)
        self.states(found)
        self.parameters(found)
        if found.findings is not None:
            self.findings(found.findings)

    def rule(self, change: RuleChange) -> None:
        screen, say = self.screen, self.say
        text = change.after or change.before
        if text is None:
            return
        what = {"added": "added", "removed": "removed", "changed": "replaced"}.get(change.what)
        screen.blank()
        name: Span = (change.rule, "id")
        screen.line(name, f" {say(what or 'rests otherwise')}", hang=2)
        where_line(screen, change.where, say)
        self.says(change)
        by = f"{text.gives_to} {screen.marks.dot} {text.by.act}"
        screen.line((by + (f", {text.by.cite}" if text.by.cite else ""), "faint"), indent=2, hang=2)
        if change.what != "rests on another act":
            self.lines(change)

    def says(self, change: RuleChange) -> None:
        """What the rule says in words; both where they differ."""
        old = self.say.words(change.before.says) if change.before else ""
        new = self.say.words(change.after.says) if change.after else ""
        if old and new and old != new:
            self.screen.line(("- ", "old"), old, indent=2, hang=2)
            self.screen.line(("+ ", "new"), new, indent=2, hang=2)
        else:
            self.screen.line(new or old, indent=2, hang=2)

    def lines(self, change: RuleChange) -> None:
        wide = self.screen.width >= SIDE_BY_SIDE
        if wide and change.before is not None and change.after is not None:
            self.beside(change.lines)
            return
        for line in change.lines:
            if line.before == line.after:
                self.screen.line(("  ", ""), self.text(line.before), indent=4, hang=2)
                continue
            if line.before is not None:
                self.screen.line(("- ", "old"), self.text(line.before), indent=4, hang=2)
            if line.after is not None:
                self.screen.line(("+ ", "new"), self.text(line.after), indent=4, hang=2)

    def beside(self, lines: tuple[Line, ...]) -> None:
        half = (self.screen.width - 8) // 2
        say = self.say
        self.screen.columns([(say("before"), "faint")], [(say("after"), "faint")], half, indent=4)
        for line in lines:
            same = line.before == line.after
            old = ("  " if same else "- ", "" if same else "old")
            new = ("  " if same else "+ ", "" if same else "new")
            left: list[Span] = [old, self.text(line.before)] if line.before is not None else []
            right: list[Span] = [new, self.text(line.after)] if line.after is not None else []
            self.screen.columns(left, right, half, indent=4)

    def text(self, condition: str | None) -> str:
        """A condition in the words of the output: `not: …`, `gives …`."""
        shown = condition or ""
        if shown.startswith("not: "):
            return self.say("not") + shown.removeprefix("not: ")
        if shown.startswith("gives "):
            return self.say("gives", value=shown.removeprefix("gives "))
        return shown

    def states(self, found: Difference) -> None:
        if found.states:
            self.screen.heading(self.say("diff states"))
        for change in found.states:
            title = self.say.words(change.title)
            self.screen.line((change.state, "id"), f" {title}", indent=2, hang=2)
            where_line(self.screen, change.where, self.say)
            for sign, style, regions in (("+", "new", change.begins), ("-", "old", change.ends)):
                if regions:
                    words = self.regions(change.territory, regions)
                    self.screen.line((f"{sign} ", style), words, indent=4, hang=2)

    def regions(self, territory: bool, regions: tuple[str, ...]) -> str:
        return (
            regions_in_words(regions, self.program, self.say) if territory else self.say("stands")
        )

    def parameters(self, found: Difference) -> None:
        if found.parameters:
            self.screen.heading(self.say("diff parameters"))
        for change in found.parameters:
            title = self.say.words(change.title)
            self.screen.line((change.parameter, "id"), f" {title}", indent=2, hang=2)
            where_line(self.screen, change.where, self.say)
            old, new = change.before or self.say("none"), change.after or self.say("none")
            index = index_in_words(change.index, self.program, change.parameter, self.say)
            old = self.say("for", index=index, value=old) if index else old
            act = f" ({change.act})" if change.act else ""
            arrow = f" {self.screen.marks.arrow} "
            self.screen.line(old, arrow, (new, "value"), (act, "faint"), indent=4, hang=2)

    def findings(self, changes: tuple[FindingChange, ...]) -> None:
        screen, say = self.screen, self.say
        screen.heading(say("diff findings"))
        if not changes:
            screen.line(say("diff same"), indent=2, hang=2)
        for change in changes:
            definition = change.after.definition
            question = say.words(definition.question) or say.words(definition.title)
            screen.line(question, (f" {change.position}", "faint"), indent=2, hang=2)
            self.finding(change.before)
            self.finding(change.after)
        screen.line((say("diff days"), "faint"), indent=2, hang=2)

    def finding(self, finding: Finding) -> None:
        say = self.say
        shown = value_in_words(finding.status, finding.value, finding, self.program, say)
        words = [f"{r.rule} ({r.basis.act})" for r in finding.because if r.decides and r.basis]
        tail = ", ".join(words)
        if finding.status == "unknown" and finding.missing:
            tail = say("open", facts=", ".join(finding.missing[:4]))
        spans: list[Span] = [f"{finding.on}  ", (shown, style_of(finding.status, finding.value))]
        spans += [(f"  {tail}", "faint")] if tail else []
        self.screen.line(*spans, indent=4, hang=2)
