"""A question of an interview on a screen: what is asked, how it is answered, why it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from callup.cli.look import Screen, Span
from callup.cli.words import Language
from callup.inquiry.interview import Question
from callup.inquiry.prospect import Effect
from callup.lawbook import Program
from callup.wire.in_words import basis_in_words, value_in_words, worth

MOST_PURPOSES = 4
MOST_EFFECTS = 8
MOST_CHOICES = 30

YES_NO = {"да": "yes", "д": "yes", "y": "yes", "нет": "no", "н": "no", "n": "no"}


def answer_in_words(question: Question, line: str, say: Language) -> str:
    """What is typed as `ask` reads it: yes and no in both languages, choices by their titles."""
    folded = line.casefold()
    if question.fact.type.kind == "boolean":
        return YES_NO.get(folded, folded)
    for id, title in question.choices:
        if folded in (id.casefold(), say.words(title).casefold()):
            return id
    return line


@dataclass(frozen=True, slots=True)
class Questions:
    """Writes one question."""

    screen: Screen
    program: Program
    say: Language
    question: Question

    def put(self, number: int) -> None:
        """The question, with the values that it can have."""
        say, screen, fact = self.say, self.screen, self.question.fact
        screen.blank()
        asked = say.words(fact.question)
        if self.question.day is not None:
            asked += f" {say('interview on day', day=self.question.day)}"
        screen.line((f"{number}. {asked}", "title"), hang=2)
        if fact.help:
            screen.line((say.words(fact.help), "faint"), indent=2, hang=2)
        shape = say(f"answer {fact.type.kind}", currency=fact.type.of)
        screen.line((f"{self.question.key}: {shape}", "faint"), indent=2)
        listed = self.question.choices[:MOST_CHOICES]
        screen.rows(((id, "id"), [say.words(title)]) for id, title in listed)
        if len(self.question.choices) > MOST_CHOICES:
            rest = say("more", count=len(self.question.choices) - MOST_CHOICES)
            screen.line((f"{rest}: `callup show {self.program.id} {fact.name}`", "faint"), indent=2)

    def why(self) -> None:
        """For which positions it is asked, what it decides, and what an answer would do."""
        say, screen = self.say, self.screen
        screen.heading(say("interview about"))
        for name in dict.fromkeys(one.position for one in self.question.purposes):
            title = say.words(self.program.definitions[name].title)
            screen.line(title, (f" {name}", "faint"), indent=2, hang=2)
        self.purposes()
        self.effects()
        screen.blank()

    def purposes(self) -> None:
        say, screen = self.say, self.screen
        screen.heading(say("interview decides"))
        rules = [
            (rule, list(parts))
            for rule, parts in groupby(
                sorted(self.question.purposes, key=lambda one: (one.rule or "", one.line)),
                key=lambda one: one.rule,
            )
        ]
        for rule, parts in rules[:MOST_PURPOSES]:
            first = parts[0]
            if rule is None or first.basis is None:
                for says in dict.fromkeys(one.says for one in parts):
                    words = say("interview possible", says=say.words(says))
                    screen.line(words, indent=2, hang=2)
                continue
            screen.line(say.words(first.says), indent=2, hang=2)
            cited = basis_in_words(first.basis, self.program, say)
            screen.line((cited, "faint"), indent=4, hang=2)
            for words in dict.fromkeys(one.condition or say("interview gives") for one in parts):
                screen.line(f"{screen.marks.unknown} {words}", indent=4, hang=2)
        if len(rules) > MOST_PURPOSES:
            screen.line((say("more", count=len(rules) - MOST_PURPOSES), "faint"), indent=2)

    def effects(self) -> None:
        say, screen = self.say, self.screen
        screen.heading(say("interview effects"))
        settling = [one for one in self.question.effects if one.settles]
        if not settling:
            screen.line(say("interview narrows"), indent=2, hang=2)
            return
        for one in settling[:MOST_EFFECTS]:
            title = say.words(self.program.definitions[one.position].title)
            came = value_in_words(one.status, one.value, one.position, self.program, say)
            arrow: Span = f" {screen.marks.arrow} "
            screen.line((self.cell(one), "value"), arrow, f"{title}: {came}", indent=2, hang=2)
        if len(settling) > MOST_EFFECTS:
            screen.line((say("more", count=len(settling) - MOST_EFFECTS), "faint"), indent=2)

    def cell(self, effect: Effect) -> str:
        """The answers that have an effect, in words."""
        type, say = self.question.fact.type, self.say
        if effect.values:
            return ", ".join(worth(value, type, self.program, say) for value in effect.values)
        start, end = (
            worth(one, type, self.program, say) if one is not None else None
            for one in (effect.start, effect.end)
        )
        days = type.kind == "date"
        if start is None and end is None:
            return say("interview any")
        if start is None:
            return say("interview before" if days else "interview below", end=end)
        if end is None:
            return say("interview from" if days else "interview at least", start=start)
        key = "interview between" if days else "interview at least below"
        return say(key, start=start, end=end)
