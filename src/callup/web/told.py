"""What templates say of findings: values, supports, open questions, settings of switches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from callup.inquiry.pages import ActPage, Said, SourcePage, SwitchPage
from callup.lawbook import ConditionReason, Contested, Finding, Lawbook, Program, Support
from callup.record.outcome import PartResult
from callup.record.reason import value_in_words as said_in_words
from callup.text.diagnostic import Diagnostics
from callup.web.days import written
from callup.web.filters import NAME, look
from callup.web.languages import Tongue
from callup.web.sheet import Sheet
from callup.wire.in_words import turns_in_words, value_in_words, worth

MOST_SETTINGS: Final = 4


@dataclass(frozen=True, slots=True)
class Told:
    """Findings of one lawbook in one language."""

    lawbook: Lawbook
    program: Program
    tongue: Tongue

    def look_of(self, finding: Finding) -> str:
        return look(finding.status, finding.value)

    def value_of(self, finding: Finding) -> str:
        """The answer: yes, an amount, the title of a choice, or the status."""
        return value_in_words(finding.status, finding.value, finding, self.program, self.tongue)

    def value_in(self, one: Contested, finding: Finding) -> str:
        """The answer that a setting gives."""
        return value_in_words(one.status, one.value, finding, self.program, self.tongue)

    def is_silent(self, finding: Finding) -> bool:
        """Whether no rule speaks."""
        return any(reason.rule is None for reason in finding.because)

    def turns_of(self, finding: Finding) -> list[str]:
        return turns_in_words(finding, self.program, self.tongue)

    def support_words(self, finding: Finding, condition: ConditionReason) -> list[str]:
        """What a condition rests on beside facts: `Mobilisation: yes, by the decree …`."""
        return [self._support(one) for one in finding.supports(condition)]

    def given_lines(
        self, finding: Finding, condition: ConditionReason, sheet: Sheet
    ) -> Iterator[str]:
        """The facts that a condition names, each by its question, with what is given of it."""
        given = sheet.given
        for name in dict.fromkeys(NAME.findall(condition.says)):
            if name not in self.program.facts:
                continue
            worth = self.tongue("is unknown")
            if name in given:
                worth = self.given_words(name, given[name])
            elif name in finding.assumed:
                kind = self.program.facts[name].type.kind
                worth = self.tongue("no" if kind == "boolean" else "no ground")
            yield f"{self.open_question(name)} — {worth}"

    def _support(self, support: Support) -> str:
        say, program = self.tongue, self.program
        title, type = support.name, None
        match support.kind:
            case "term" | "position":
                definition = program.definitions[support.name]
                title, type = say.words(definition.title) or title, definition.type
            case "state":
                title = say.words(program.states[support.name].title) or title
            case "parameter":
                parameter = program.parameters[support.name]
                title, type = say.words(parameter.title) or title, parameter.type
            case "switch":
                return self.open_question(support.name)
        acts = list(dict.fromkeys(self.act_title(basis.act) for basis in support.bases))
        by = f", {say('by', act='; '.join(acts))}" if acts else ""
        return f"{title}: {worth(support.value, type, program, say)}{by}"

    def open_question(self, name: str) -> str:
        """What is asked where a fact or a switch is not known."""
        fact = self.program.facts.get(name)
        if fact is not None:
            return self.tongue.words(fact.question)
        found = self.program.find_switch(name)
        if found is None:
            return name
        switch = found[0]
        return f"{self.tongue(switch.kind)}: {self.tongue.words(switch.title)}"

    def act_title(self, id: str) -> str:
        act = self.program.acts.get(id)
        return self.tongue.words(act.title) if act else id

    def fact_titles(self, names: Iterable[str]) -> list[str]:
        return [self.open_question(name) for name in names]

    def setting_word(self, one: Contested) -> str:
        """How the setting is asked for in a form; `-ID` takes back what was set."""
        if one.kind == "dispute":
            return one.setting
        if one.kind in ("reading", "bill"):
            return one.switch if one.setting == "on" else f"-{one.switch}"
        return f"{one.switch}={one.setting}"

    def sayings(self, one: Contested) -> tuple[Said, ...]:
        """Who says that the law is so."""
        id = one.setting if one.kind == "dispute" else one.switch
        kind = {"dispute": "reading", "state": "state"}.get(one.kind, one.kind)
        if kind not in ("reading", "bill", "act", "doubt"):
            return ()
        try:
            page = self.lawbook.show(f"{kind}:{id}", self.program.evidence_until)
        except Diagnostics:
            return ()
        return page.said_by if isinstance(page, ActPage | SwitchPage) else ()

    def sources_of(self, findings: Iterable[Finding]) -> list[SourcePage]:
        """The sources that the findings rest on, each once, in their order."""
        ids: dict[str, None] = {}
        for finding in findings:
            shown = [one for one in finding.because if one.decides or one.applies is None]
            bases = [one.basis for one in shown if one.basis]
            bases += [
                basis
                for one in shown
                for condition in one.conditions
                for support in finding.supports(condition)
                for basis in support.bases
            ]
            ids.update(dict.fromkeys(source for basis in bases for source, _ in basis.sources))
        day = self.program.evidence_until
        pages = (self.lawbook.show(f"source:{id}", day) for id in sorted(ids))
        return [page for page in pages if isinstance(page, SourcePage)]

    def came_in_words(self, came: str) -> str:
        """What a part of an audited statement came to."""
        return self.tongue.words(said_in_words(came))

    def why(self, part: PartResult) -> str:
        """Why a part of a statement came out so, with titles of switches and kinds of acts."""
        told = self.tongue.words(part.why)
        for one in part.turned:
            told = told.replace(
                one.switch, self.tongue("quoted", words=self.tongue.words(one.title))
            )
        for id in part.acts:
            page = self.lawbook.show(f"act:{id}", part.on)
            if part.asked == f"act {id}" and isinstance(page, ActPage):
                days = written(part.came.partition(", ")[2], self.tongue)
                told = told.replace(part.came, f"{self.tongue.words(page.kind)}, {days}")
        return told

    def given_words(self, name: str, value: str) -> str:
        """An answer of a visitor, in words."""
        fact = self.program.facts.get(name)
        if fact is None:
            return value
        titles = dict(self.program.values.get(fact.type.of, ()))
        if value in titles:
            return self.tongue.words(titles[value]) or value
        if fact.type.kind == "set":
            parts = [one.strip() for one in value.split(",")]
            return ", ".join(self.tongue.words(titles[o]) if o in titles else o for o in parts)
        if fact.type.kind == "boolean" and value in ("yes", "no"):
            return self.tongue(value)
        if fact.type.kind == "date":
            return self._day(value)
        return value

    def _day(self, value: str) -> str:
        try:
            return self.tongue.day(date.fromisoformat(value))
        except ValueError:
            return value
