"""What would turn an answer, in people's words: facts, time, or another law."""

from __future__ import annotations

from dataclasses import dataclass

from callup.cli.look import Screen, Span
from callup.cli.reasons import style_of
from callup.cli.words import Language
from callup.inquiry.why_not import MOST_FACTS, Change, Need, WhyNot
from callup.lawbook import Finding, Program
from callup.wire.in_words import act_in_words, turns_in_words, value_in_words, worth

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Contrast:
    """Writes what would turn one answer."""

    screen: Screen
    program: Program
    say: Language

    def show(self, found: WhyNot) -> None:
        """The whole of it, below the account of the finding."""
        self.because(found)
        self.facts(found)
        self.time(found)
        self.law(found)

    def answer(self, found: WhyNot, status: str, value: object) -> str:
        return value_in_words(status, value, found.finding, self.program, self.say)

    def because(self, found: WhyNot) -> None:
        say, finding = self.say, found.finding
        reason = self.reason(finding)
        title = say.words(finding.definition.title)
        answer = self.answer(found, finding.status, finding.value)
        self.screen.blank()
        words = say("contrast because", title=title, answer=answer, reason=reason)
        self.screen.line((words, "title"), hang=2)

    def reason(self, finding: Finding) -> str:
        """The rule that decides, or what the rule that comes closest lacks."""
        say = self.say
        for one in finding.because:
            if one.decides and one.rule:
                words = say.words(one.says)
                return words[:1].lower() + words[1:]
        if finding.status in ("unknown", "not covered"):
            return say("contrast open" if finding.status == "unknown" else "contrast not covered")
        for one in finding.because:
            failed = [condition.says for condition in one.conditions if condition.value is False]
            if failed:
                return say("contrast fails", conditions=", ".join(f"`{says}`" for says in failed))
        return say("contrast silence")

    def facts(self, found: WhyNot) -> None:
        say, screen = self.say, self.screen
        screen.heading(say("would be if"))
        for change in found.changes[:MOST_SHOWN]:
            self.change(found, change)
        if len(found.changes) > MOST_SHOWN:
            rest = say("more", count=len(found.changes) - MOST_SHOWN)
            screen.line((rest, "faint"), indent=2)
        if not found.changes and found.complete:
            screen.line(say("no facts would", count=MOST_FACTS), indent=2, hang=2)
        if not found.complete:
            screen.line((say("not all looked at"), "faint"), indent=2, hang=2)

    def change(self, found: WhyNot, change: Change) -> None:
        what = self.say("and also").join(self.need(one) for one in change.needs)
        came = self.answer(found, change.status, change.value)
        arrow: Span = f" {self.screen.marks.arrow} "
        style = style_of(change.status, change.value)
        self.screen.line(what, arrow, (came, style), indent=2, hang=2)

    def need(self, need: Need) -> str:
        say, type = self.say, self.program.facts[need.fact].type
        values = self.values(need)
        if need.now is None:
            return say("need", fact=need.fact, values=values)
        now = worth(need.now, type, self.program, say)
        return say("need now", fact=need.fact, values=values, now=now)

    def values(self, need: Need) -> str:
        say, type = self.say, self.program.facts[need.fact].type
        if need.values:
            shown = [worth(one, type, self.program, say) for one in need.values]
            return say("or else").join(shown)
        start, end = (
            worth(one, type, self.program, say) if one is not None else None
            for one in (need.start, need.end)
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

    def time(self, found: WhyNot) -> None:
        say, screen = self.say, self.screen
        screen.blank()
        turn = found.by_itself
        if turn is None:
            screen.line(say("never by itself", day=found.searched), hang=2)
            return
        answer = self.answer(found, turn.status, turn.value)
        screen.line(say("turns by itself", day=turn.on, answer=answer), hang=2)
        for words in turns_in_words(turn.before, self.program, say):
            screen.line(f"{screen.marks.dot} {words}", indent=2, hang=2)

    def law(self, found: WhyNot) -> None:
        say, screen = self.say, self.screen
        screen.heading(say("but for the law"))
        for one in found.acts:
            act = act_in_words(one.act, self.program, say)
            came = self.answer(found, one.status, one.value)
            arrow: Span = f" {screen.marks.arrow} "
            screen.line(act, arrow, (came, style_of(one.status, one.value)), indent=2, hang=2)
        if not found.acts:
            screen.line(say("no act would"), indent=2, hang=2)
