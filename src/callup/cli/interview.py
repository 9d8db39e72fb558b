"""`callup interview`: asks one question at a time until the answer stands."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from callup.cli.ask import positions
from callup.cli.given import given
from callup.cli.look import Screen
from callup.cli.overview import Overview
from callup.cli.questions import Questions, answer_in_words
from callup.cli.reasons import Account, headline
from callup.cli.words import Language
from callup.inquiry.answers import to_json
from callup.inquiry.contradiction import Contradiction
from callup.inquiry.interview import Concluded, Question
from callup.lawbook import Law
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.save import save
from callup.wire.finding import switches_set


@dataclass(frozen=True, slots=True)
class Wish:
    """What an interview is about, as it stands on the command line."""

    lawbook: str
    facts: tuple[str, ...] = ()
    on: str | None = None
    known: str | None = None
    about: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    person: str | None = None
    save: str | None = None


class _Left(Exception):
    """Whoever is asked has enough."""


def interview(wish: Wish, say: Language, today: date) -> int:
    """Holds the interview; the exit status: 0, or 1 where rules contradict each other.

    Raises Diagnostics for anything that cannot be asked.
    """
    lawbook = open_lawbook(wish.lawbook)
    about = positions(lawbook, wish.about)
    law = lawbook.on(wish.on or today, known=wish.known, with_=wish.with_, without=wish.without)
    if wish.person == "-":
        message = "standard input gives the answers of an interview, so no person is read from it"
        help = "write --person FILE"
        raise Diagnostics([Diagnostic("bad-call", message, None, help=help)])
    answers = given(wish.facts, wish.person)
    screen = Screen()
    headline(screen, law, switches_set(wish.with_, wish.without), say)
    if wish.on is None:
        screen.line(say("today", day=law.day))
    screen.line((say("interview words"), "faint"))
    talk = _Talk(law, about or None, say, screen, answers)
    try:
        found = talk.hold()
    except (_Left, KeyboardInterrupt):
        screen.blank()
        screen.line(say("interview left"))
        return 0
    _tell(found, talk, wish)
    return 1 if any(finding.status == "conflict" for finding in found.findings) else 0


def _tell(found: Concluded, talk: _Talk, wish: Wish) -> None:
    screen, law, say = talk.screen, talk.law, talk.say
    screen.blank()
    screen.line((say("interview asked", count=talk.count), "faint"))
    if wish.about:
        account = Account(screen, law.program, say)
        for finding in found.findings:
            account.finding(finding)
    else:
        overview = Overview(screen, law, say, wish.lawbook, bool(talk.answers))
        overview.findings(found.findings)
    if found.declined:
        screen.heading(say("interview declined"))
        screen.line(", ".join(found.declined), indent=2, hang=2)
    if wish.save:
        _save(wish, talk)


def _save(wish: Wish, talk: _Talk) -> None:
    """Writes what was told, in the form that `ask --person` reads."""
    assert wish.save is not None
    data = to_json(talk.law.program, talk.answers, talk.law.day)
    try:
        save(Path(wish.save), data.encode())
    except OSError as error:
        why = error.strerror or str(error)
        message = f"the file `{wish.save[:60]}` cannot be written"
        raise Diagnostics([Diagnostic("unwritable-file", message, None, why=why)]) from None
    talk.screen.blank()
    talk.screen.line(talk.say("interview saved", file=wish.save, lawbook=wish.lawbook))


@dataclass(slots=True)
class _Talk:
    """One interview: the answers so far, and those questions that were put here, in order."""

    law: Law
    about: tuple[str, ...] | None
    say: Language
    screen: Screen
    answers: dict[str, object]
    asked: list[str] = field(default_factory=list)
    count: int = 0

    def hold(self) -> Concluded:
        step = self.law.next_question(self.answers, self.about)
        while not isinstance(step, Concluded):
            if isinstance(step, Contradiction):
                self.contradicted(step)
            else:
                self.put(step)
            step = self.law.next_question(self.answers, self.about)
        return step

    def put(self, question: Question) -> None:
        """One question, up to an answer that can be read or one that is taken back."""
        shown = Questions(self.screen, self.law.program, self.say, question)
        shown.put(self.count + 1)
        while True:
            line = self.read()
            if line == "?":
                shown.why()
            elif line in ("back", "назад"):
                if self.back():
                    return
            elif line and self.take(question, line):
                return

    def take(self, question: Question, line: str) -> bool:
        """Takes an answer, unless it does not fit; then it says why."""
        value = None if line == "-" else answer_in_words(question, line, self.say)
        try:
            self.law.next_question({question.key: value}, ())
        except Diagnostics as refused:
            for problem in refused.diagnostics:
                self.screen.line(problem.message, indent=2, hang=2)
                if problem.help:
                    self.screen.line((problem.help, "faint"), indent=4, hang=2)
            return False
        self.answers[question.key] = value
        self.asked.append(question.key)
        self.count += 1
        return True

    def back(self) -> bool:
        if not self.asked:
            self.screen.line(self.say("interview nothing before"))
            return False
        self.drop(self.asked[-1])
        return True

    def drop(self, key: str) -> None:
        """Takes an answer back."""
        if key in self.asked:
            self.asked.remove(key)
        del self.answers[key]
        self.screen.line((self.say("interview took back", fact=key), "faint"))

    def contradicted(self, found: Contradiction) -> None:
        """Names the answers that exclude each other, until one of them is taken back."""
        screen, say = self.screen, self.say
        screen.blank()
        screen.line((say("interview excluded"), "heading"))
        screen.rows([((key, "id"), [str(self.answers[key])]) for key in found.keys])
        for words in found.says:
            screen.line((say.words(words), "faint"), indent=2, hang=2)
        screen.line(say("interview which"))
        while True:
            line = self.read()
            if line in found.keys:
                return self.drop(line)
            if line in ("back", "назад") and self.asked:
                return self.drop(self.asked[-1])
            if line:
                screen.line(say("interview not among", word=line[:40]))

    def read(self) -> str:
        """What is typed; what comes through a pipe is shown as if it had been typed."""
        self.screen.prompt(">")
        line = sys.stdin.readline()
        word = line.strip()
        if not sys.stdin.isatty():
            self.screen.line(word)
        if not line or word.lower() in ("stop", "стоп"):
            raise _Left
        return word if word not in ("Back", "Назад") else word.lower()
