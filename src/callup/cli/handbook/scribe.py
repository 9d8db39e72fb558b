"""Says in Markdown what every part of a handbook says: ids, days, acts, sources, switches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

from callup.cli.blame import where_in_words
from callup.cli.handbook.sheet import Sheet, code, plain, to_place
from callup.cli.log import deed_in_words
from callup.cli.words import Language
from callup.inquiry.guide import Handbook
from callup.inquiry.lawtext import Cited, RuleText, Where
from callup.inquiry.log import Deed
from callup.inquiry.pages import Said, SourceLine
from callup.lawbook import Program
from callup.text.words import Words

DAY = timedelta(days=1)


class HasId(Protocol):
    """A page of something that has an id."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Scribe:
    """Writes on a sheet, in a language, of the things of one handbook."""

    sheet: Sheet
    say: Language
    book: Handbook
    program: Program

    @cached_property
    def places(self) -> frozenset[str]:
        """Every place of the page that a link may name."""
        book = self.book
        own = [one.act for one in book.readings]
        inner = [reading for switch in book.switches for reading in switch.readings]
        named: dict[str, Iterable[HasId]] = {
            "act": (*book.acts, *book.bills, *own, *inner),
            "rule": [rule for one in (*book.positions, *book.terms) for rule in one.rules],
            "position": [one.definition for one in book.positions],
            "term": [one.definition for one in book.terms],
            "state": book.states,
            "parameter": book.parameters,
            "fact": book.facts,
            "switch": book.switches,
        }
        return frozenset(f"{kind}-{one.id}" for kind, found in named.items() for one in found)

    @cached_property
    def forms(self) -> frozenset[tuple[str, str]]:
        """(act, rule) where the place of the rule shows the form that the act gave it."""
        rules = [rule for one in (*self.book.positions, *self.book.terms) for rule in one.rules]
        forms = ((rule.id, form.text) for rule in rules for form in rule.history)
        return frozenset((text.by.act, rule) for rule, text in forms if text)

    # small things

    def words(self, words: Words) -> str:
        return plain(self.say.words(words))

    def id(self, kind: str, id: str) -> str:
        """An id that leads to its place, where the page has one."""
        place = f"{kind}-{id}"
        return to_place(code(id), place) if place in self.places else code(id)

    def titled(self, kind: str, id: str, title: Words) -> str:
        """A title that leads to its place."""
        place = f"{kind}-{id}"
        words = self.words(title) or code(id)
        return to_place(words, place) if place in self.places else words

    def ids(self, kind: str, ids: Iterable[str]) -> str:
        return ", ".join(self.id(kind, id) for id in ids)

    def days(self, start: date | None, end: date | None) -> str:
        last = (end - DAY).isoformat() if end else self.say("onward")
        return f"{start or self.say('always was')} – {last}"

    def day(self, written: str) -> str:
        """A day of an act, as its file has it."""
        return self.say("day unknown") if written == "unknown" else plain(written)

    def type(self, type: str) -> str:
        """A type in words; of a list of values, its id."""
        for written in ("money in ", "choice of ", "set of "):
            if type.startswith(written):
                of = type.removeprefix(written)
                return self.say(f"type {written.strip()}", of=of)
        return self.say(f"type {type}")

    def labelled(self, key: str, value: str, depth: int = 0) -> None:
        """An item with what it is about before it; nothing where the value is empty."""
        if value:
            self.sheet.item(f"{self.label(key)}: {value}", depth)

    def label(self, key: str) -> str:
        """A phrase with a capital letter."""
        words = self.say(key)
        return words[0].upper() + words[1:]

    # what rests on what

    def source(self, id: str, grade: str) -> str:
        return f"{to_place(id, id)} ({grade})"

    def graded(self, sources: Iterable[tuple[str, str]]) -> str:
        return ", ".join(self.source(id, grade) for id, grade in sources)

    def listed(self, sources: Iterable[SourceLine]) -> str:
        return self.graded((one.id, one.grade) for one in sources)

    def cited(self, by: Cited) -> str:
        """The act by its title, and where in it."""
        cite = f", {plain(by.cite)}" if by.cite else ""
        return f"{self.titled('act', by.act, by.title)}{cite}"

    def cited_shortly(self, by: Cited) -> str:
        """The act by its id, and where in it; for tables."""
        cite = f", {plain(by.cite)}" if by.cite else ""
        return f"{self.id('act', by.act)}{cite}"

    def where(self, where: Where) -> str:
        """How open switches stand, in brackets; nothing where none matters."""
        words = "; ".join(plain(one) for one in where_in_words(where, self.say))
        return f" ({words})" if words else ""

    def said(self, sayings: Iterable[Said], depth: int = 0) -> None:
        for one in sayings:
            day = f", {plain(one.on)}" if one.on else ""
            words = f"**{self.words(one.who)}**{day}: {self.words(one.says)}"
            sources = self.listed(one.sources)
            self.sheet.item(f"{words} · {sources}" if sources else words, depth)

    # rules and deeds

    def conditions(self, conditions: Iterable[str], depth: int = 0) -> None:
        for one in conditions:
            exception = one.startswith("not: ")
            shown = self.say("not") if exception else ""
            self.sheet.item(f"{shown}{code(one.removeprefix('not: '))}", depth)

    def effect(self, text: RuleText, depth: int = 0) -> None:
        """What a rule needs and gives, as it is written."""
        self.conditions(text.conditions, depth)
        if text.gives != "yes":
            self.sheet.item(self.say("gives", value=code(text.gives)), depth)
        if text.overrides:
            self.sheet.item(self.say("overrides", rules=self.ids("rule", text.overrides)), depth)

    def deed(self, deed: Deed) -> str:
        """What an act does, with what it is done to as a link."""
        spans = deed_in_words(deed, self.program, self.say)
        parts = []
        for span in spans:
            text, style = (span, "") if isinstance(span, str) else span
            padded = " " * (len(text) - len(text.lstrip(" ")))
            tail = " " * (len(text) - len(text.rstrip(" "))) if text.strip() else ""
            shown = self.id(deed.kind, text) if style == "id" else plain(text)
            parts.append(f"{padded}{shown}{tail}")
        return "".join(parts).strip()
