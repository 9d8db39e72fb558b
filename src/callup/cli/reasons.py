"""A finding in people's words: the answer, why, what is missing, how long it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from callup.cli.look import Screen, Span
from callup.cli.words import Language
from callup.lawbook import ConditionReason, Finding, Law, Program, Reason, Support
from callup.lawbook import Contested as Setting
from callup.wire.in_words import (
    act_in_words,
    basis_in_words,
    sources_in_words,
    turns_in_words,
    value_in_words,
    worth,
)

DAY = timedelta(days=1)
MOST_SETTINGS = 4
"""How many ways of a switch are named."""
MOST_QUESTIONS = 12
"""How many questions are put in full."""
MOST_TURNS = 4
"""How many things that happen on the day of a change are named."""


def style_of(status: str, value: object) -> str:
    if status == "known":
        return "yes" if value is True else "no" if value is False else "value"
    return {"unknown": "unknown", "conflict": "conflict"}.get(status, "faint")


def headline(screen: Screen, law: Law, set_: dict[str, str], say: Language) -> None:
    """Of which law an answer speaks: lawbook, what is known, what is set."""
    words = [say.words(law.program.title)]
    if law.program.known:
        words.append(say("known", day=law.program.known))
    if set_:
        shown = ", ".join(f"{id}={value}" for id, value in set_.items())
        words.append(say("set", switches=shown))
    if law.setup.strict:
        words.append(say("strict"))
    screen.line((f" {screen.marks.dot} ".join(words), "faint"))


@dataclass(frozen=True, slots=True)
class Account:
    """Writes findings of one question on a screen."""

    screen: Screen
    program: Program
    say: Language
    strict: bool = False

    def finding(self, finding: Finding) -> None:
        """The whole account of one finding."""
        self.answer(finding)
        if finding.status == "not covered":
            self.screen.line(self.say("silence covered"), indent=2)
        else:
            self.because(finding)
            self.missing(finding)
            self.contested(finding)
            self.unless(finding)
        self.how_long(finding)
        self.conditions_of_the_answer(finding)

    def answer(self, finding: Finding) -> None:
        say, screen, definition = self.say, self.screen, finding.definition
        screen.blank()
        question = say.words(definition.question) or say.words(definition.title)
        screen.line((question, "title"), hang=2)
        shown = value_in_words(finding.status, finding.value, finding, self.program, say)
        day = say("on", day=finding.on)
        screen.line((shown, style_of(finding.status, finding.value)), " ", (day, "faint"), indent=2)
        kind = f"{finding.position} {screen.marks.dot} {say(finding.kind)}"
        screen.line((kind, "faint"), indent=2)

    # why

    def because(self, finding: Finding) -> None:
        say, screen = self.say, self.screen
        deciding = [reason for reason in finding.because if reason.decides]
        rest = [reason for reason in finding.because if not reason.decides]
        if deciding:
            screen.heading(say("why"))
        if finding.status == "conflict":
            screen.line(say("conflict says"), indent=2)
        if self.strict and finding.status == "unknown":
            self.strictness(finding)
        for reason in deciding:
            self.reason(reason, finding)
        silent = any(reason.rule is None for reason in finding.because)
        self.further("depends", [one for one in rest if one.applies is None], finding)
        outcome = "closest" if silent else "beside"
        self.further(outcome, [one for one in rest if one.applies is not None], finding)

    def strictness(self, finding: Finding) -> None:
        """What makes an answer unknown that would otherwise be known."""
        screen, say = self.screen, self.say
        if finding.on > finding.evidence_until:
            screen.blank()
            screen.line(say("strict evidence", day=finding.evidence_until), indent=2, hang=2)
        if finding.not_encoded:
            screen.blank()
            screen.line(say("strict gap"), indent=2, hang=2)

    def further(self, heading: str, reasons: list[Reason], finding: Finding) -> None:
        """Rules that do not decide, under a heading of their own."""
        if reasons:
            self.screen.heading(self.say(heading))
        for reason in reasons:
            self.reason(reason, finding)

    def reason(self, reason: Reason, finding: Finding) -> None:
        if reason.rule is None or reason.basis is None:
            self.screen.line(self.silence(reason, finding), indent=2, hang=2)
            return
        screen, say = self.screen, self.say
        screen.line(say.words(reason.says) or reason.rule, indent=2, hang=2)
        tail = [sources_in_words(reason.basis, say)]
        tail += [say("grade", grade=reason.grade)] if reason.grade else []
        by = basis_in_words(reason.basis, self.program, say)
        dot = f" {screen.marks.dot} "
        screen.line((dot.join([by, *(one for one in tail if one)]), "faint"), indent=4, hang=2)
        act = self.program.acts[reason.basis.act]
        if act.role != "act" and reason.applies is False:
            words = say("only with", kind=say(act.role), id=act.id)
            screen.line((words, "faint"), indent=4, hang=2)
        for condition in reason.conditions:
            self.condition(condition, finding)

    def silence(self, reason: Reason, finding: Finding) -> str:
        otherwise = finding.definition.otherwise
        if otherwise == "none":
            return self.say("silence measure")
        key = "silence" if reason.decides else "silence possible"
        return self.say(key, otherwise=self.say(otherwise))

    def condition(self, condition: ConditionReason, finding: Finding) -> None:
        marks = self.screen.marks
        mark, style = marks.unknown, "unknown"
        if condition.value is not None:
            mark, style = (marks.yes, "yes") if condition.value else (marks.no, "no")
        says = condition.says
        if says.startswith("not: "):
            says = self.say("not") + says.removeprefix("not: ")
        self.screen.line((mark, style), f" {says}", indent=4, hang=2)
        for support in finding.supports(condition):
            words = self.support(support)
            if words:
                self.screen.line((words, "faint"), indent=6, hang=2)

    def support(self, support: Support) -> str:
        """What a condition rests on beside facts: `Mobilisation: yes, by the decree …`."""
        say, program = self.say, self.program
        shown = support.name
        type: object = None
        if support.kind in ("term", "position"):
            definition = program.definitions[support.name]
            shown, type = say.words(definition.title) or shown, definition.type
        elif support.kind == "state":
            shown = say.words(program.states[support.name].title) or shown
        elif support.kind == "parameter":
            parameter = program.parameters[support.name]
            shown, type = say.words(parameter.title) or shown, parameter.type
        else:
            return self.switch(support.name)
        value = worth(support.value, type, program, say)
        acts = list(dict.fromkeys(act_in_words(one.act, program, say) for one in support.bases))
        by = f", {say('by', act='; '.join(acts))}" if acts else ""
        return f"{shown}: {value}{by}"

    def switch(self, id: str) -> str:
        found = self.program.find_switch(id)
        if found is None:
            return id
        return f"{self.say(found[0].kind)}: {self.say.words(found[0].title)}"

    # what is open

    def missing(self, finding: Finding) -> None:
        if finding.approximate:
            self.screen.blank()
            self.screen.line(self.say("approximate"), indent=2)
        if not finding.missing:
            return
        self.screen.heading(self.say("missing"))
        asked, rest = finding.missing[:MOST_QUESTIONS], finding.missing[MOST_QUESTIONS:]
        self.screen.rows((name, [words]) for name, words in self.questions(asked))
        if rest:
            more = f"{self.say('more', count=len(rest))}: {', '.join(rest)}"
            self.screen.line((more, "faint"), indent=2, hang=2)

    def questions(self, missing: tuple[str, ...]) -> Iterator[tuple[Span, Span]]:
        """What is missing as it is given on the command line, with the question that asks it."""
        for name in missing:
            fact = self.program.facts.get(name)
            if fact is not None:
                yield (f"{name}=…", "id"), self.say.words(fact.question)
                continue
            found = self.program.find_switch(name)
            if found is None:
                continue
            switch = found[0]
            shown = [*switch.settings[:MOST_SETTINGS]]
            shown += ["…"] if len(switch.settings) > MOST_SETTINGS else []
            yield (f"--with {switch.id}=…", "id"), f"{self.switch(name)} ({' / '.join(shown)})"

    def contested(self, finding: Finding) -> None:
        if not finding.contested:
            return
        self.screen.heading(self.say("contested"))
        rows: list[tuple[Span, list[Span]]] = []
        for one in finding.contested:
            shown = value_in_words(one.status, one.value, finding, self.program, self.say)
            title = f"{self.say(one.kind)}: {self.say.words(one.title)}"
            arrow = f" {self.screen.marks.arrow} "
            style = style_of(one.status, one.value)
            rows.append(((_switch_word(one), "id"), [title, arrow, (shown, style)]))
        self.screen.rows(rows)

    def unless(self, finding: Finding) -> None:
        say = self.say
        if finding.not_encoded:
            self.screen.heading(say("unless"))
        for gap in finding.not_encoded:
            cited = basis_in_words(gap.basis, self.program, say)
            self.screen.line(f"{say.words(gap.says)} ({say(gap.direction)})", indent=2, hang=2)
            self.screen.line(
                (f"{say.words(gap.reason)} {self.screen.marks.dot} {cited}", "faint"),
                indent=4,
                hang=2,
            )
        if finding.definition.incomplete:
            self.screen.heading(say("incomplete"))
            self.screen.line(say.words(finding.definition.incomplete), indent=2, hang=2)

    # how long, and on what it rests

    def how_long(self, finding: Finding) -> None:
        say, until = self.say, finding.until
        self.screen.heading(say("holds"))
        if until is None:
            self.screen.line(say("holds on", day=self.program.horizon), indent=2, hang=2)
        else:
            words = say("holds through", last=until - DAY, day=until)
            self.screen.line(words, indent=2, hang=2)
            self.turns(turns_in_words(finding, self.program, say))
        if finding.on > finding.evidence_until and finding.status != "not covered":
            self.screen.line(say("evidence", day=finding.evidence_until), indent=2, hang=2)

    def turns(self, turns: list[str]) -> None:
        for words in turns[:MOST_TURNS]:
            self.screen.line(f"{self.screen.marks.dot} {words}", indent=4, hang=2)
        if len(turns) > MOST_TURNS:
            self.screen.line(self.say("more", count=len(turns) - MOST_TURNS), indent=6)

    def conditions_of_the_answer(self, finding: Finding) -> None:
        say = self.say
        if finding.assumed:
            self.screen.heading(say("assumed"))
            words = f"{', '.join(finding.assumed)} ({say('assumed why')})"
            self.screen.line(words, indent=2, hang=2)
        if finding.while_:
            self.screen.heading(say("while"))
            self.screen.line(", ".join(finding.while_), indent=2, hang=2)


def _switch_word(one: Setting) -> str:
    """How the setting is asked for: `--with ID`, `--with ID=SETTING`."""
    if one.kind == "dispute":
        return f"--with {one.setting}"
    if one.kind in ("reading", "bill"):
        return f"--{'with' if one.setting == 'on' else 'without'} {one.switch}"
    return f"--with {one.switch}={one.setting}"
