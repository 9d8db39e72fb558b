"""`callup demo`: what changed in July 2025, for whom, by which acts, and an article held against
it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from callup.cli.audit import Page as AuditPage
from callup.cli.diff import diff
from callup.cli.look import Screen, Span
from callup.cli.reasons import Account, style_of
from callup.cli.timeline import months
from callup.cli.words import LANGUAGES, Language
from callup.inquiry.log import Entry
from callup.lawbook import Finding, Lawbook, Reason
from callup.lawbook import open as open_lawbook
from callup.wire.in_words import value_in_words

DAY = timedelta(days=1)
LAWBOOK: Final = "ru"
BEFORE: Final = "2025-07-06"
AFTER: Final = "2025-07-08"
DOCUMENT: Final = "dagens-2025-07"
ALWAYS: Final = ("may_contract", "may_be_tasked")
"""The positions that are shown of each person; beside them those that differ."""

Phrase = tuple[str, ...]
"""The same words in each of LANGUAGES."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person: who it is, in words and in facts."""

    title: Phrase
    facts: Mapping[str, str]


PEOPLE: Final = (
    Someone(
        (
            "A foreigner of 35 who serves under contract in Moscow",
            "Иностранец 35 лет, служит по контракту в Москве",
        ),
        {
            "citizenship": "foreign",
            "born": "1990-03-14",
            "serving": "contract",
            "serves_in": "RU-MOW",
            "post": "enlisted",
            "fitness": "A",
            "knows_russian": "yes",
            "criminal_bar": "no",
            "stays_unlawfully": "no",
            "no_other_ground": "yes",
        },
    ),
    Someone(
        (
            "A stateless person of 35 who would sign a first contract",
            "Лицо без гражданства, 35 лет, хотело бы заключить первый контракт",
        ),
        {
            "citizenship": "stateless",
            "born": "1990-03-14",
            "serving": "no",
            "post": "enlisted",
            "fitness": "A",
            "knows_russian": "yes",
            "criminal_bar": "no",
            "stays_unlawfully": "no",
            "no_other_ground": "yes",
        },
    ),
)

LAW: Final = ("1. What changed in the law", "1. Что изменилось в праве")
FOR_WHOM: Final = ("2. What it means for two people", "2. Что это значит для двух человек")
ACTS: Final = ("3. The acts on a time line", "3. Акты на шкале времени")
ARTICLE: Final = ("4. An article, statement by statement", "4. Статья, утверждение за утверждением")
BOTH: Final = ("on both days", "в оба дня")
BEHIND: Final = ("Acts behind these answers", "Акты, стоящие за этими ответами")
ALL: Final = ("All acts of the lawbook, by month", "Все акты книги по месяцам")
NEXT: Final = ("Ask for yourself:", "Спросите сами:")
MORE: Final = (
    "callup ask ru citizenship=russian born=1999-05-17",
    "callup show ru foreigners-tasks",
    "callup blame ru foreigners-tasks",
    "callup audit ru dagens-2025-07",
    "callup reconcile ru recruits --from 2025-01-01 --to 2025-12-31",
)
NO_ADVICE: Final = (
    "This is what acts and sources say, as last evidenced; it is not legal advice.",
    "Это то, что говорят акты и источники по последним сведениям; это не юридическая консультация.",
)


def demo(say: Language) -> int:
    """Prints it; the exit status. Raises Diagnostics where the lawbook cannot be read."""
    return _Demo(Screen(), open_lawbook(LAWBOOK), say).show()


class _Demo:
    def __init__(self, screen: Screen, lawbook: Lawbook, say: Language) -> None:
        self.screen = screen
        self.lawbook = lawbook
        self.say = say
        self.account = Account(screen, lawbook.program, say)

    def show(self) -> int:
        self.screen.line((self.in_words(LAW), "title"))
        self.screen.blank()
        diff(LAWBOOK, BEFORE, AFTER, None, self.say, text=True)
        self.part(FOR_WHOM)
        shown: list[str] = []
        for someone in PEOPLE:
            shown += self.person(someone)
        self.part(ACTS)
        self.acts(shown)
        self.part(ARTICLE)
        self.article()
        self.more()
        return 0

    def in_words(self, phrase: Phrase) -> str:
        return phrase[LANGUAGES.index(self.say.code)]

    def part(self, title: Phrase) -> None:
        self.screen.line("")
        self.screen.line((self.in_words(title), "title"))

    # people

    def person(self, someone: Someone) -> list[str]:
        """Shows one person's answers on both days; the positions that were shown."""
        self.screen.heading(self.in_words(someone.title))
        facts = " ".join(f"{name}={value}" for name, value in someone.facts.items())
        self.screen.line((facts, "faint"), indent=2, hang=2)
        old, new = (self.lawbook.on(day).ask(someone.facts) for day in (BEFORE, AFTER))
        found = self.lawbook.diff(BEFORE, AFTER, someone.facts)
        differing = {change.position for change in found.findings or ()}
        names = [name for name in old if name in differing or name in ALWAYS]
        for name in names:
            self.position(old[name], new[name], name in differing)
        return names

    def position(self, before: Finding, after: Finding, differs: bool) -> None:
        say, definition = self.say, after.definition
        self.screen.blank()
        question = say.words(definition.question) or say.words(definition.title)
        self.screen.line((question, "heading"), (f" {after.position}", "faint"), indent=2, hang=2)
        for finding in (before, after) if differs else (after,):
            self.finding(finding, str(finding.on) if differs else self.in_words(BOTH))

    def finding(self, finding: Finding, when: str) -> None:
        say, program = self.say, self.lawbook.program
        shown = value_in_words(finding.status, finding.value, finding, program, say)
        day: Span = (f"{when}  ", "heading")
        spans: list[Span] = [day, (shown, style_of(finding.status, finding.value))]
        if finding.missing:
            spans += [(f"  {say('open', facts=', '.join(finding.missing))}", "faint")]
        elif finding.until:
            spans += [(f"  {say('through', day=finding.until - DAY)}", "faint")]
        self.screen.line(*spans, indent=2, hang=2)
        for reason in _shown(finding):
            self.account.reason(reason, finding)

    # acts

    def acts(self, positions: Iterable[str]) -> None:
        """The acts that shaped the rules of these positions, and how many acts a month has."""
        definitions = self.lawbook.program.definitions
        rules = {rule for name in positions for rule, _ in definitions[name].rules}
        self.screen.heading(self.in_words(BEHIND))
        for entry in self.lawbook.log():
            if not entry.by_itself and any(deed.target in rules for deed in entry.deeds):
                self.entry(entry)
        self.screen.heading(self.in_words(ALL))
        months(self.screen, (day for day, _ in self.lawbook.guide().operations))

    def entry(self, entry: Entry) -> None:
        new = BEFORE < entry.day.isoformat() <= AFTER
        mark: Span = (f" {self.screen.marks.arrow if new else self.screen.marks.dot} ", "new")
        day: Span = (entry.day.isoformat(), "heading" if new else "")
        self.screen.line(day, mark, self.say.words(entry.title), indent=2, hang=13)

    def article(self) -> None:
        """The audit of the article that the project was founded on, as a table."""
        found = self.lawbook.audit(DOCUMENT)
        AuditPage(self.screen, self.lawbook.law_text(), self.say, None).audit(found, short=True)

    def more(self) -> None:
        self.screen.heading(self.in_words(NEXT))
        for command in MORE:
            self.screen.line(command, indent=2)
        self.screen.blank()
        self.screen.line((self.in_words(NO_ADVICE), "faint"))


def _shown(finding: Finding) -> list[Reason]:
    """The reasons that decide; where nothing does, those that may yet."""
    deciding = [reason for reason in finding.because if reason.decides]
    return deciding or [one for one in finding.because if one.rule and one.applies is None]
